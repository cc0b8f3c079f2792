//! What can go wrong with an audio file. Every variant is a sentence the user can act on; the screens
//! translate by [`AudioError::code`]. Absent: device errors, which are the player's state, not a failure.

use std::io;

/// Why audio could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum AudioError {
    /// The bytes are no audio at all (a web page, a picture, text), whatever the name says.
    #[error("this is not an audio file")]
    NotAudio,
    /// Audio, but of a kind that Refrain cannot play.
    #[error("this kind of audio is not supported: {what}")]
    Unsupported {
        /// Codec or container, in the words of its makers.
        what: String,
    },
    /// The file, or the sound in it, has no length.
    #[error("the file holds no sound")]
    Empty,
    /// Longer than [`crate::MAX_MINUTES`].
    #[error("the audio is {minutes} minutes long; 60 minutes are the limit")]
    TooLong {
        /// How long it is or claims to be, in whole minutes.
        minutes: u32,
    },
    /// Cut off, or too many parts of it are unreadable.
    #[error("the file is damaged or incomplete from frame {at_frame}")]
    Damaged {
        /// Where the damage begins, in frames of the file's rate.
        at_frame: u64,
    },
    /// Rate outside 8-192 kHz, or channels outside 1-8.
    #[error("{channels} channels at {rate} Hz are outside of what Refrain can play")]
    WrongShape {
        /// Frames per second, as the file claims.
        rate: u32,
        /// Channels, as the file claims.
        channels: u32,
    },
    /// The file system said no.
    #[error("the file cannot be read or written: {0}")]
    Io(#[source] io::Error),
    /// No room is left where the file should go.
    #[error("the disk is full")]
    DiskFull,
    /// The user stopped it.
    #[error("cancelled")]
    Cancelled,
    /// An encoder refused; the text is its own.
    #[error("encoding failed: {0}")]
    Encoder(String),
}

impl AudioError {
    /// A stable name for message catalogues.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAudio => "not_audio",
            Self::Unsupported { .. } => "unsupported",
            Self::Empty => "empty",
            Self::TooLong { .. } => "too_long",
            Self::Damaged { .. } => "damaged",
            Self::WrongShape { .. } => "wrong_shape",
            Self::Io(_) => "io",
            Self::DiskFull => "disk_full",
            Self::Cancelled => "cancelled",
            Self::Encoder(_) => "encoder",
        }
    }
}

impl From<io::Error> for AudioError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::Io(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_apart_from_other_io_trouble() {
        let full = AudioError::from(io::Error::from(io::ErrorKind::StorageFull));
        let quota = AudioError::from(io::Error::from(io::ErrorKind::QuotaExceeded));
        let denied = AudioError::from(io::Error::from(io::ErrorKind::PermissionDenied));
        assert_eq!((full.code(), quota.code(), denied.code()), ("disk_full", "disk_full", "io"));
    }
}
