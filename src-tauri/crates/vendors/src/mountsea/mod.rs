//! Mountsea (`https://api.mountsea.ai`): calls that are answered with a number, and one address to ask
//! what became of it.
//!
//! Sources: seeds 000 (models of one's own) and 001 (their uploads); for everything else its public
//! pages as collected in research/vendors.md §2. Absent: actions whose calls no page prints.

mod decode;
mod encode;
mod errors;
mod follow;
mod profile;
#[cfg(test)]
mod tests;
mod voices;

use serde_json::Value;

use crate::suno::{news_of_request, of_request};
use crate::{
    Follow, News, ProbeResult, Profile, Reply, Setup, SubmitError, Unsupported, Vendor, VendorError,
    VendorRequest, Waiting, WireAnswer, WireRequest,
};

/// The vendor.
pub(crate) struct Mountsea;

/// A number that no task has.
const NO_TASK: &str = "00000000-0000-0000-0000-000000000000";

impl Vendor for Mountsea {
    fn profile(&self) -> &'static Profile {
        &profile::PROFILE
    }

    fn encode(&self, request: &VendorRequest, setup: &Setup) -> Result<WireRequest, Unsupported> {
        encode::encode(request, setup)
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
            |job: &Waiting<'_>| follow::decode(job, answer).map(|news| news_of_request(job.request, news));
        waiting.iter().map(one).collect()
    }

    /// The state of a task that does not exist: reading is free.
    fn probe(&self) -> Option<WireRequest> {
        Some(encode::status(NO_TASK))
    }

    fn judge_probe(&self, answer: &WireAnswer) -> Result<ProbeResult, VendorError> {
        let parsed = crate::json::parse(&answer.body).ok();
        let object = parsed.as_ref().and_then(Value::as_object);
        let known =
            object.is_some_and(|object| object.contains_key("status") || object.contains_key("taskId"));
        let outcome = if (200..300).contains(&answer.status) && known {
            Ok(())
        } else if (200..300).contains(&answer.status) {
            Err(crate::suno::unreadable(answer, "taskId", "the answer is not the vendor's").into_error())
        } else {
            Err(decode::refused(answer, object).into_error())
        };
        crate::suno::judge(outcome, answer.status, object.is_some())
    }
}
