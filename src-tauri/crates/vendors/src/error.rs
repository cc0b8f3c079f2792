//! What goes wrong at a vendor, in terms of what the user can do and of what it cost.
//!
//! Absent: how one vendor words its errors. That is data in the vendor's own folder.

use serde::{Deserialize, Serialize};

use crate::SendError;

/// What can be done about an error. A variant only where a caller acts differently.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ErrorKind {
    /// The key is missing, wrong, expired or blocked.
    BadKey,
    /// The user's own balance is used up.
    OutOfCredits,
    /// The balance of the vendor's account that made the song is used up: nothing to pay here.
    PoolOutOfCredits,
    /// Too many requests or too long a queue: later works.
    Busy,
    /// The vendor's filter refused a text or an audio.
    Moderation {
        /// What was refused.
        place: Place,
        /// Why.
        reason: Reason,
        /// The offending name or tag, when the vendor says it; else empty.
        term: String,
    },
    /// A text is longer than the model takes.
    TextTooLong {
        /// Which text.
        field: Field,
    },
    /// The song no longer exists at the vendor.
    SongGone,
    /// The vendor's account that made the song is no longer in use: the song cannot be worked on.
    AccountGone,
    /// This song or this account cannot do what was asked.
    NotSupported,
    /// The vendor refuses the request for a reason of its own.
    BadRequest,
    /// The address or the API does not exist: probably a wrong base URL.
    NotFound,
    /// The media address answers, but denies (403, `api/forbidden`).
    MediaForbidden,
    /// The media address is dead (404, 410).
    MediaExpired,
    /// The vendor reports success but names no audio (`…/None.mp3`, empty).
    MediaMissing,
    /// More bytes than allowed.
    MediaTooLarge,
    /// A media address that Refrain does not open: not https, or not a public host.
    UnsafeAddress,
    /// The local disk cannot take the file.
    Disk,
    /// No connection, or it broke.
    Unreachable,
    /// Somebody's patience ran out.
    Timeout,
    /// An answer that is not understood.
    Unreadable,
    /// The vendor says that something broke on its side.
    VendorFault,
}

/// Which text of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Field {
    /// The description in idea mode.
    Idea,
    /// The lyrics.
    Lyrics,
    /// The style words.
    Style,
    /// The style words to leave out.
    StyleNegative,
    /// The title.
    Title,
}

/// What a filter objected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Place {
    /// The description in idea mode.
    Idea,
    /// The lyrics.
    Lyrics,
    /// The style words.
    Style,
    /// An uploaded audio.
    Audio,
    /// The vendor does not say.
    Unknown,
}

/// Why a filter objected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Reason {
    /// It names an artist.
    ArtistName,
    /// It contains a producer's tag.
    ProducerTag,
    /// It resembles or contains a protected work.
    Copyright,
    /// It is thought unseemly.
    Inappropriate,
    /// The vendor does not say.
    Unknown,
}

/// Whether an error cost something. Every error says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Money {
    /// Nothing was billed.
    NotSpent,
    /// It was billed.
    Spent,
    /// Nobody can tell from here.
    Unknown,
}

/// An error of a vendor. Display and Debug carry no key and no URL query: every text in it went
/// through [`crate::untrusted::message`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
#[serde(rename_all = "camelCase")]
pub struct VendorError {
    /// What can be done about it.
    pub kind: ErrorKind,
    /// The vendor's own words, cleaned for display; our own where the vendor says nothing.
    pub message: String,
    /// Whether the words are the vendor's own. Ours are English and for the log: the window has its own
    /// sentence for each kind.
    #[serde(default)]
    pub quoted: bool,
    /// The vendor's code, e.g. `bad_request`.
    pub code: Option<Box<str>>,
    /// What the vendor's support asks for.
    pub trace_id: Option<Box<str>>,
    /// The vendor's number of the task, when it got one before it failed.
    pub task_id: Option<Box<str>>,
    /// Seconds to wait, when the vendor says so.
    pub retry_after_s: Option<u32>,
    /// Whether it cost something.
    pub money: Money,
}

impl VendorError {
    /// An error with nothing but its kind, its words and its cost. The words are cleaned here.
    #[must_use]
    pub fn new(kind: ErrorKind, money: Money, message: &str) -> Self {
        let message = crate::untrusted::message(message);
        Self {
            kind,
            message,
            quoted: false,
            code: None,
            trace_id: None,
            task_id: None,
            retry_after_s: None,
            money,
        }
    }

    /// Whether the same call may succeed later without any change.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        matches!(self.kind, ErrorKind::Busy | ErrorKind::Unreachable | ErrorKind::Timeout)
    }
}

/// How a paid call failed; decides what becomes of the job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "outcome", content = "error", rename_all = "camelCase")]
pub enum SubmitError {
    /// Proven: no byte of the request reached the vendor.
    #[error("not sent: {0}")]
    NotSent(VendorError),
    /// The vendor answered, and there is nothing to come. Nearly always free; `money` says so.
    #[error("refused: {0}")]
    Refused(VendorError),
    /// Neither acceptance nor refusal is proven. Never to be sent again by the program.
    #[error("outcome unknown: {0}")]
    OutcomeUnknown(VendorError),
}

impl SubmitError {
    /// The error itself.
    #[must_use]
    pub fn error(&self) -> &VendorError {
        match self {
            Self::NotSent(error) | Self::Refused(error) | Self::OutcomeUnknown(error) => error,
        }
    }

    /// The error itself, by value.
    #[must_use]
    pub fn into_error(self) -> VendorError {
        match self {
            Self::NotSent(error) | Self::Refused(error) | Self::OutcomeUnknown(error) => error,
        }
    }
}

impl From<SendError> for SubmitError {
    fn from(error: SendError) -> Self {
        match error {
            SendError::NotSent(words) => {
                Self::NotSent(VendorError::new(ErrorKind::Unreachable, Money::NotSpent, &words))
            }
            SendError::Unknown(words) => {
                Self::OutcomeUnknown(VendorError::new(ErrorKind::Unreachable, Money::Unknown, &words))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_survives_the_job_row() {
        let mut error = VendorError::new(
            ErrorKind::Moderation { place: Place::Style, reason: Reason::ArtistName, term: "X".into() },
            Money::NotSpent,
            "Tags contained artist name: X",
        );
        error.trace_id = Some("t".into());
        let row = serde_json::to_string(&SubmitError::Refused(error.clone())).unwrap();
        let back: SubmitError = serde_json::from_str(&row).unwrap();
        assert_eq!(back, SubmitError::Refused(error));
    }

    #[test]
    fn only_a_proven_failure_to_send_is_not_sent() {
        let not_sent = SubmitError::from(SendError::NotSent("refused".into()));
        assert!(matches!(&not_sent, SubmitError::NotSent(e) if e.money == Money::NotSpent));
        let unknown = SubmitError::from(SendError::Unknown("reset".into()));
        assert!(matches!(&unknown, SubmitError::OutcomeUnknown(e) if e.money == Money::Unknown));
    }
}
