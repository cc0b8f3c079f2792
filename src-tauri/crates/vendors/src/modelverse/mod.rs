//! UCloud Modelverse (`https://api.modelverse.cn`): tasks of a general queue, and results that are
//! addresses only.
//!
//! Sources: seed 002 (songs); UCloud's public documents for covers, uploads and error codes
//! (research/vendors.md §3). Absent: everything else that other vendors do with songs; nothing of it
//! is documented.

mod decode;
mod encode;
mod errors;
mod profile;
#[cfg(test)]
mod tests;

use serde_json::Value;

use crate::suno::{news_of_request, of_request};
use crate::{
    Follow, News, ProbeResult, Profile, Reply, Setup, SubmitError, Unsupported, Vendor, VendorError,
    VendorRequest, Waiting, WireAnswer, WireRequest,
};

/// The vendor.
pub(crate) struct Modelverse;

/// A number that no task has.
const NO_TASK: &str = "00000000-0000-0000-0000-000000000000";

impl Vendor for Modelverse {
    fn profile(&self) -> &'static Profile {
        &profile::PROFILE
    }

    fn encode(&self, request: &VendorRequest, _: &Setup) -> Result<WireRequest, Unsupported> {
        encode::encode(request)
    }

    fn decode(&self, request: &VendorRequest, answer: &WireAnswer) -> Result<Reply, SubmitError> {
        decode::decode(request, answer).map_err(|failure| of_request(request, failure))
    }

    fn follow(&self, waiting: &[Waiting<'_>]) -> Option<Follow> {
        let wire = encode::status(&waiting.first()?.ticket.task_id);
        Some(Follow { wire, covers: 1 })
    }

    fn decode_follow(&self, waiting: &[Waiting<'_>], answer: &WireAnswer) -> Result<Vec<News>, VendorError> {
        let one =
            |job: &Waiting<'_>| decode::news(job, answer).map(|news| news_of_request(job.request, news));
        waiting.iter().map(one).collect()
    }

    /// The state of a task that does not exist: reading is free.
    fn probe(&self) -> Option<WireRequest> {
        Some(encode::status(NO_TASK))
    }

    fn judge_probe(&self, answer: &WireAnswer) -> Result<ProbeResult, VendorError> {
        let parsed = crate::json::parse(&answer.body).ok();
        let object = parsed.as_ref().and_then(Value::as_object);
        let succeeds = (200..300).contains(&answer.status);
        let outcome = match object {
            Some(object) if succeeds && object.contains_key("output") => Ok(()),
            None if succeeds => {
                Err(crate::suno::unreadable(answer, "task_id", "the answer is not the vendor's").into_error())
            }
            object => Err(decode::refused(answer, object).into_error()),
        };
        crate::suno::judge(outcome, answer.status, object.is_some_and(|object| object.contains_key("error")))
    }
}
