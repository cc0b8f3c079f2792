//! From what went wrong in a crate to what the user is told.

use audio::AudioError;
use library::LibraryError;
use song::ReplaceError;
use vendors::{ErrorKind, VendorError};

use crate::problem::{ErrorCode, UiError};
use crate::secrets::SecretError;
use crate::views::Money;

impl From<LibraryError> for UiError {
    fn from(error: LibraryError) -> Self {
        let code = match &error {
            LibraryError::DiskFull => ErrorCode::DiskFull,
            LibraryError::NotFound => ErrorCode::NotFound,
            LibraryError::InUse => ErrorCode::LibraryInUse,
            LibraryError::Newer { .. } => ErrorCode::LibraryNewer,
            LibraryError::Damaged(_) => ErrorCode::LibraryDamaged,
            LibraryError::Busy => ErrorCode::SongBusy,
            LibraryError::Io(_) => ErrorCode::LibraryUnreachable,
            _ => ErrorCode::Internal,
        };
        Self::new(code, error.to_string())
    }
}

impl From<AudioError> for UiError {
    fn from(error: AudioError) -> Self {
        let message = error.to_string();
        match error {
            AudioError::NotAudio => Self::new(ErrorCode::NotAudio, message),
            AudioError::Unsupported { what } => {
                Self::new(ErrorCode::UnsupportedAudio, message).value("what", what)
            }
            AudioError::Empty => Self::new(ErrorCode::EmptyAudio, message),
            AudioError::TooLong { minutes } => {
                Self::new(ErrorCode::TooLongAudio, message).value("minutes", minutes)
            }
            AudioError::DiskFull => Self::new(ErrorCode::DiskFull, message),
            AudioError::Io(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Self::new(ErrorCode::FileGone, message)
            }
            AudioError::Io(_) | AudioError::Encoder(_) | AudioError::Cancelled => {
                Self::new(ErrorCode::Internal, message)
            }
            _ => Self::new(ErrorCode::DamagedAudio, message),
        }
    }
}

impl From<SecretError> for UiError {
    fn from(error: SecretError) -> Self {
        Self::new(ErrorCode::KeyringUnavailable, error.to_string())
    }
}

impl From<ReplaceError> for UiError {
    fn from(error: ReplaceError) -> Self {
        let code = match error {
            ReplaceError::NoWords => ErrorCode::NoWords,
            ReplaceError::Empty => ErrorCode::EmptyLyrics,
        };
        Self::new(code, error.to_string()).money(Money::NotSpent)
    }
}

impl From<vendors::Money> for Money {
    fn from(money: vendors::Money) -> Self {
        match money {
            vendors::Money::NotSpent => Self::NotSpent,
            vendors::Money::Spent => Self::Spent,
            vendors::Money::Unknown => Self::Unknown,
        }
    }
}

impl From<VendorError> for UiError {
    fn from(error: VendorError) -> Self {
        let mut told = Self::new(code_of(&error.kind), error.message.clone()).money(error.money.into());
        if let Some(seconds) = error.retry_after_s {
            told = told.value("seconds", seconds);
        }
        if let ErrorKind::Moderation { term, .. } = &error.kind {
            told = told.value("term", term);
        }
        told.vendor_message = Some(error.message).filter(|words| error.quoted && !words.is_empty());
        told.trace_id = error.trace_id.map(String::from);
        told
    }
}

fn code_of(kind: &ErrorKind) -> ErrorCode {
    match kind {
        ErrorKind::BadKey => ErrorCode::BadKey,
        ErrorKind::OutOfCredits => ErrorCode::OutOfCredits,
        ErrorKind::Busy => ErrorCode::Busy,
        ErrorKind::TextTooLong { .. } => ErrorCode::TextTooLong,
        ErrorKind::BadRequest => ErrorCode::BadRequest,
        ErrorKind::NotFound | ErrorKind::SongGone | ErrorKind::AccountGone => ErrorCode::NotFound,
        ErrorKind::MediaForbidden | ErrorKind::UnsafeAddress => ErrorCode::MediaForbidden,
        ErrorKind::MediaExpired | ErrorKind::MediaMissing => ErrorCode::MediaExpired,
        ErrorKind::MediaTooLarge => ErrorCode::TooLongAudio,
        ErrorKind::Disk => ErrorCode::DiskFull,
        ErrorKind::Unreachable => ErrorCode::Unreachable,
        ErrorKind::Timeout => ErrorCode::Timeout,
        ErrorKind::Unreadable => ErrorCode::Unreadable,
        ErrorKind::Moderation { .. }
        | ErrorKind::PoolOutOfCredits
        | ErrorKind::NotSupported
        | ErrorKind::VendorFault => ErrorCode::Refused,
    }
}
