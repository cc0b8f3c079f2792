//! Gateways that speak Suno-API's wire: Suno-API itself, New-API, and resellers built on either. The
//! base URL is the user's.
//!
//! Sources: seed 004, and the code of both programs as read in research/vendors.md §4. Absent:
//! `notify_hook` (stock New-API drops it; asking costs nothing), and what only forks route.

mod decode;
mod encode;
mod errors;
mod follow;
mod profile;
#[cfg(test)]
mod tests;

use crate::suno::{news_of_request, of_request};
use crate::{
    Follow, News, ProbeResult, Profile, Reply, Setup, SubmitError, Unsupported, Vendor, VendorError,
    VendorRequest, Waiting, WireAnswer, WireRequest,
};

/// The vendor.
pub(crate) struct Gateway;

/// How many tasks one call asks for: [`crate::Rhythm::batch`].
const BATCH: usize = 50;

impl Vendor for Gateway {
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
        let covers = waiting.len().min(BATCH);
        let ids: Vec<_> = waiting[..covers].iter().map(|job| job.ticket.task_id.as_str()).collect();
        (covers > 0).then(|| Follow { wire: encode::batch(&ids), covers })
    }

    fn decode_follow(&self, waiting: &[Waiting<'_>], answer: &WireAnswer) -> Result<Vec<News>, VendorError> {
        let news = follow::decode(waiting, answer)?;
        Ok(waiting.iter().zip(news).map(|(job, news)| news_of_request(job.request, news)).collect())
    }

    /// The state of no tasks: reading is free.
    fn probe(&self) -> Option<WireRequest> {
        Some(encode::batch(&[]))
    }

    fn judge_probe(&self, answer: &WireAnswer) -> Result<ProbeResult, VendorError> {
        let outcome = decode::body(answer).map_err(decode::of_question).and_then(known);
        let in_envelope = outcome.as_ref().is_err_and(|error| error.code.is_some());
        crate::suno::judge(outcome, answer.status, in_envelope)
    }
}

/// Whether an answer to the question for nothing is a gateway's: an envelope, or a list.
fn known(value: serde_json::Value) -> Result<(), VendorError> {
    let envelope = value.as_object().is_some_and(|object| object.contains_key("data"));
    if envelope || value.is_array() {
        return Ok(());
    }
    let words = "the answer is not that of a gateway";
    Err(VendorError::new(crate::ErrorKind::Unreadable, crate::Money::NotSpent, words))
}
