//! What went wrong, as the user is told: a code the window translates, and what became of the money.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::views::Money;

/// What the window branches on. A code exists only where the window says something of its own. `Blocked` is an
/// action that cannot be asked for: the values `why` and `action` say why, as the menu does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum ErrorCode {
    BadKey,
    NoKey,
    OutOfCredits,
    Busy,
    Refused,
    BadRequest,
    NotFound,
    NotAtVendor,
    Blocked,
    NeedsTwo,
    OutsideSong,
    Unreachable,
    Timeout,
    Unreadable,
    OutcomeUnknown,
    KeyringUnavailable,
    NotAudio,
    DamagedAudio,
    UnsupportedAudio,
    TooLongAudio,
    EmptyAudio,
    DiskFull,
    FileGone,
    MediaForbidden,
    MediaExpired,
    RangeTooShort,
    RangeTooLong,
    NoWords,
    EmptyLyrics,
    TextTooLong,
    StaleQuote,
    OverLimit,
    NoDevice,
    BadUrl,
    BadProxy,
    PortTaken,
    CallbackElsewhere,
    ProxyCredentials,
    /// The file host refuses key id, secret or right.
    HostDenied,
    /// It has no such bucket or folder.
    HostBucket,
    HostUnreachable,
    HostSlow,
    /// The connection broke off.
    HostCut,
    /// What lies there cannot be read by its public address.
    HostNotPublic,
    HostExpired,
    /// Something still lies there.
    HostInUse,
    HostRefused,
    BadPath,
    PathNotFound,
    LibraryInUse,
    LibraryNewer,
    LibraryDamaged,
    LibraryUnreachable,
    SongBusy,
    NeedsConsent,
    NeedsName,
    NeedsRecording,
    RecordingTooShort,
    PhraseExpired,
    NeedsSix,
    Internal,
}

/// The only error that crosses to the window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
#[error("{message}")]
pub struct UiError {
    pub code: ErrorCode,
    /// English fallback and log text: one sentence, no keys, no queries of URLs.
    pub message: String,
    pub money: Option<Money>,
    /// The vendor's own words, cleaned.
    pub vendor_message: Option<String>,
    pub trace_id: Option<String>,
    /// Values for the translated sentence.
    pub values: BTreeMap<String, String>,
}

impl UiError {
    /// An error with a code and an English sentence.
    #[must_use]
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            money: None,
            vendor_message: None,
            trace_id: None,
            values: BTreeMap::new(),
        }
    }

    /// The same with what became of the money.
    #[must_use]
    pub fn money(mut self, money: Money) -> Self {
        self.money = Some(money);
        self
    }

    /// The same with a value for the translated sentence.
    #[must_use]
    pub fn value(mut self, name: &str, value: impl ToString) -> Self {
        self.values.insert(name.to_owned(), value.to_string());
        self
    }

    /// Something that should not happen; the sentence goes to the log and to the user.
    #[must_use]
    pub fn internal(message: impl std::fmt::Display) -> Self {
        Self::new(ErrorCode::Internal, message.to_string())
    }
}
