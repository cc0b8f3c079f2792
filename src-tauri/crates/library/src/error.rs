//! What may go wrong in the library, by what the user can do about it.

use rusqlite::ErrorCode;

/// Why the library did not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LibraryError {
    /// Another Refrain has this folder open.
    #[error("another Refrain is using this folder")]
    InUse,
    /// The folder was written by a later Refrain.
    #[error("this folder was written by a newer Refrain (schema {found}; this one knows {known})")]
    Newer {
        /// The schema found.
        found: i64,
        /// The latest schema this program knows.
        known: i64,
    },
    /// There is no such row.
    #[error("there is no such thing in the library")]
    NotFound,
    /// A job of this song is under way; its result would have nowhere to go.
    #[error("a job of this song is still under way")]
    Busy,
    /// The disk is full. Nothing was changed.
    #[error("the disk is full")]
    DiskFull,
    /// The database or a row in it cannot be read.
    #[error("the library is damaged: {0}")]
    Damaged(String),
    /// The name of a file or cache entry is not one of ours.
    #[error("not a name of the library: {0}")]
    BadName(String),
    /// The library is closed.
    #[error("the library is closed")]
    Closed,
    /// Reading or writing a file failed.
    #[error("{0}")]
    Io(std::io::Error),
    /// SQLite refused. Nothing was changed.
    #[error("{0}")]
    Sqlite(rusqlite::Error),
}

impl From<std::io::Error> for LibraryError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::Io(error),
        }
    }
}

impl From<rusqlite::Error> for LibraryError {
    fn from(error: rusqlite::Error) -> Self {
        match (&error, error.sqlite_error_code()) {
            (rusqlite::Error::QueryReturnedNoRows, _) => Self::NotFound,
            (_, Some(ErrorCode::DiskFull)) => Self::DiskFull,
            (_, Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)) => {
                Self::Damaged(error.to_string())
            }
            (rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::InvalidColumnType(..), _) => {
                Self::Damaged(error.to_string())
            }
            _ => Self::Sqlite(error),
        }
    }
}

impl From<serde_json::Error> for LibraryError {
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}
