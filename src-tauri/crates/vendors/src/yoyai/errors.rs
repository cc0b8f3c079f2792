//! YoYAI's errors: the service's own messages, and the vendor's codes.
//!
//! Sources: the document's table 相关错误码信息 (all sixteen rows) and the catalogue of its sibling Ace
//! (research/vendors.md §1.6), which answers what the document leaves out: keys and balance.
//!
//! Money. The call is synchronous and billed on success, so a 4xx costs nothing. A 5xx proves nothing
//! unless its message says that the work was never begun.

use serde_json::{Map, Value};

use crate::json::parse;
use crate::suno::{self, Dialect, Rule, Said, begun, filtered, rule};
use crate::{ErrorKind, Money, Place, Reason, SubmitError, VendorError, WireAnswer};

/// All of its messages are the service's own.
static DIALECT: Dialect = Dialect { messages: &[], codes: CODES };

static CODES: &[Rule] = &[
    rule("no_token", ErrorKind::BadKey),
    rule("invalid_token", ErrorKind::BadKey),
    rule("token_expired", ErrorKind::BadKey),
    rule("token_mismatched", ErrorKind::BadKey),
    rule("disabled", ErrorKind::BadKey),
    rule("used_up", ErrorKind::OutOfCredits),
    rule("too_many_requests", ErrorKind::Busy),
    rule("busy", ErrorKind::Busy),
    rule("no_api", ErrorKind::NotFound),
    rule("api_not_implemented", ErrorKind::NotFound),
    rule("moderation_failure", filtered(Place::Unknown, Reason::Unknown)),
    rule("bad_request", ErrorKind::BadRequest),
    rule("forbidden", ErrorKind::BadRequest),
    begun("timeout", ErrorKind::Timeout),
    begun("api_error", ErrorKind::VendorFault),
];

/// An answer whose status is not a success.
pub(super) fn from_status(answer: &WireAnswer) -> SubmitError {
    match parse(&answer.body).ok().as_ref().and_then(Value::as_object) {
        Some(envelope) => from_envelope(answer, envelope),
        None => DIALECT.refuse(answer, &Said::default()),
    }
}

/// An answer in the vendor's envelope, whatever its status.
pub(super) fn from_envelope(answer: &WireAnswer, envelope: &Map<String, Value>) -> SubmitError {
    DIALECT.refuse(answer, &Said::in_object(envelope))
}

/// A success that cannot be read: it may well have been billed.
pub(super) fn unreadable(answer: &WireAnswer, words: &str) -> SubmitError {
    suno::unreadable(answer, "task_id", words)
}

/// A clip in `state: error`. Nobody documents whether it is billed.
pub(super) fn of_clip(clip: &Map<String, Value>) -> VendorError {
    DIALECT.failure(&Said::in_clip(clip), Money::Unknown, "the vendor could not make this clip")
}
