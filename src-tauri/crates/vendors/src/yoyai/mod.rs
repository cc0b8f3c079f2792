//! YoYAI (`https://api.yoy-ai.com`): one POST per action, JSON both ways. The call stays open until the
//! result is there, or answers with a number at once and calls back.
//!
//! Source of every name, value and message: the YoYAI document "Suno 歌曲生成 API 对接说明"; where it
//! is silent, its sibling Ace Data Cloud as collected in research/vendors.md §1.
//! Absent: asking again. The document has no call for it.

mod decode;
mod encode;
mod errors;
mod profile;
#[cfg(test)]
mod tests;

use serde_json::json;

use crate::{
    Called, ProbeResult, Profile, Reply, Setup, SubmitError, Unsupported, Vendor, VendorError, VendorRequest,
    WireAnswer, WireRequest,
};

/// The vendor.
pub(crate) struct YoYai;

/// An id that no song has.
const NO_SONG: &str = "00000000-0000-0000-0000-000000000000";

impl Vendor for YoYai {
    fn profile(&self) -> &'static Profile {
        &profile::PROFILE
    }

    fn encode(&self, request: &VendorRequest, setup: &Setup) -> Result<WireRequest, Unsupported> {
        encode::encode(&profile::PROFILE, request, setup)
    }

    fn decode(&self, request: &VendorRequest, answer: &WireAnswer) -> Result<Reply, SubmitError> {
        decode::decode(request.action(), answer).map_err(|error| crate::suno::of_request(request, error))
    }

    fn decode_callback(&self, request: &VendorRequest, body: &[u8]) -> Result<Called, VendorError> {
        decode::callback(request, body)
    }

    /// Timing of a song that does not exist. Timing because it is the cheapest call there is (0.01
    /// credits), so even a vendor that bills first and looks later takes next to nothing; a
    /// well-formed id because a server that checks fields before keys would refuse a missing one
    /// with 400 and so hide a bad key. A bad key answers 401, a good one 400 or 403 for the song.
    fn probe(&self) -> Option<WireRequest> {
        Some(WireRequest::post(profile::TIMING, json!({ "audio_id": NO_SONG })))
    }

    fn judge_probe(&self, answer: &WireAnswer) -> Result<ProbeResult, VendorError> {
        let request = VendorRequest::Timing { audio_id: NO_SONG.to_owned() };
        let outcome = self.decode(&request, answer).map(|_| ()).map_err(SubmitError::into_error);
        // The vendor's own envelope has a code.
        let in_envelope = outcome.as_ref().is_err_and(|error| error.code.is_some());
        crate::suno::judge(outcome, answer.status, in_envelope)
    }
}
