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
    Called, ErrorKind, Money, ProbeResult, Profile, Reply, Setup, SubmitError, Unsupported, Vendor,
    VendorError, VendorRequest, WireAnswer, WireRequest,
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
        match self.decode(&request, answer).map_err(SubmitError::into_error) {
            Ok(_) => Ok(ProbeResult::default()),
            Err(error) if proves_access(answer, &error) => Ok(ProbeResult::default()),
            Err(error) => Err(VendorError { money: Money::NotSpent, ..error }),
        }
    }
}

/// Whether an error shows that the key was accepted: a refusal in the vendor's own envelope (it has a
/// code) that is about the song and not about key, balance, address or load.
fn proves_access(answer: &WireAnswer, error: &VendorError) -> bool {
    let about_song = match &error.kind {
        ErrorKind::SongGone | ErrorKind::AccountGone | ErrorKind::NotSupported | ErrorKind::BadRequest => {
            true
        }
        ErrorKind::BadKey
        | ErrorKind::OutOfCredits
        | ErrorKind::PoolOutOfCredits
        | ErrorKind::Busy
        | ErrorKind::Moderation { .. }
        | ErrorKind::TextTooLong { .. }
        | ErrorKind::NotFound
        | ErrorKind::MediaForbidden
        | ErrorKind::MediaExpired
        | ErrorKind::MediaMissing
        | ErrorKind::MediaTooLarge
        | ErrorKind::UnsafeAddress
        | ErrorKind::Disk
        | ErrorKind::Unreachable
        | ErrorKind::Timeout
        | ErrorKind::Unreadable
        | ErrorKind::VendorFault => false,
    };
    let refused = (400..500).contains(&answer.status) || answer.status == 200;
    about_song && refused && error.code.is_some()
}
