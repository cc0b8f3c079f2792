//! The local library: SQLite rows, content-addressed files, search, trash.
//!
//! One folder, one process, one writer thread. A call that returned is on disk. Every method blocks
//! and may be called from any thread. Deliberately absent: the network, audio, keys, and a clock:
//! every time is given by the caller, in milliseconds since 1970 UTC.

mod calls;
mod charges;
mod columns;
mod connections;
mod custom_models;
mod error;
mod files;
mod fold;
mod hosted;
mod jobs;
mod listing;
mod makings;
mod markers;
mod migrate;
mod mixes;
mod open;
mod recordings;
mod results;
mod songs;
mod store;
mod takes;
mod tapped;
mod versions;
mod voices;

pub use charges::ChargeRecord;
pub use connections::ConnectionRecord;
pub use custom_models::CustomModelRecord;
pub use error::LibraryError;
pub use files::{Sealed, StoredFile};
pub use hosted::HostedRecord;
pub use jobs::JobRecord;
pub use listing::{SongPage, SongQuery, SongSort, SongSummary};
pub use makings::{MakingRecord, ProductRecord};
pub use mixes::MixRecord;
pub use open::Library;
pub use results::{DraftRecord, JobResults, TakeFileRecord, UploadedTake};
pub use songs::SongRecord;
pub use takes::{TakeKind, TakeOrigin, TakeRecord};
pub use versions::{VersionCause, VersionRecord};
pub use voices::{VoiceForm, VoiceRecord};

#[cfg(test)]
mod testing;
