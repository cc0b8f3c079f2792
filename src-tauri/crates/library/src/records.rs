//! The rows, as the rest of Refrain sees them. (The studio crate is written against these names and
//! the method list at the end of `lib.rs`'s documentation.)

use serde::{Deserialize, Serialize};
use song::{
    Arrangement, Compose, ConnectionId, JobId, Range, RawTiming, Seam, SongId, TakeId, VersionId,
};

/// A song.
#[derive(Debug, Clone, PartialEq)]
pub struct SongRecord {
    pub id: SongId,
    pub compose: Compose,
    pub current: Option<VersionId>,
    pub created_at: i64,
    pub changed_at: i64,
    pub trashed_at: Option<i64>,
}

/// A row of the Library.
#[derive(Debug, Clone, PartialEq)]
pub struct SongSummary {
    pub id: SongId,
    pub title: String,
    pub style: String,
    pub first_line: String,
    pub duration_ms: Option<u32>,
    pub take_count: u32,
    pub version_number: Option<u32>,
    pub practice: bool,
    /// Vendor id of the newest take, empty for imports.
    pub vendor: String,
    pub model: String,
    pub changed_at: i64,
    pub trashed_at: Option<i64>,
    pub cover_take: Option<TakeId>,
    pub unheard: bool,
}

/// What a list shows.
#[derive(Debug, Clone, PartialEq)]
pub struct SongQuery {
    pub text: String,
    pub trash: bool,
    pub sort: SongSort,
    pub offset: u32,
    pub limit: u32,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SongSort {
    Changed,
    Title,
    Length,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct SongPage {
    pub total: u32,
    pub rows: Vec<SongSummary>,
}

/// Whether a take is a whole song or covers a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TakeKind {
    Whole,
    Fragment,
}

/// Where a take came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TakeOrigin {
    Generate,
    ReplaceSection,
    Concat,
    Import,
    Other,
}

/// A file in `files/`: its SHA-256 in hex and its ending without a dot.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct StoredFile {
    pub sha256: String,
    pub ending: String,
}

/// A take.
#[derive(Debug, Clone, PartialEq)]
pub struct TakeRecord {
    pub id: TakeId,
    pub song: SongId,
    pub job: Option<JobId>,
    /// 1-based within its job; 0 for imports.
    pub number: u32,
    pub kind: TakeKind,
    pub origin: TakeOrigin,
    /// The vendor's id, if the vendor knows it.
    pub remote_id: Option<String>,
    pub connection: Option<ConnectionId>,
    /// Vendor id; empty for imports.
    pub vendor: String,
    pub practice: bool,
    pub model: String,
    pub title: String,
    /// The lyrics that are sung in it.
    pub lyrics: String,
    /// Fragments: the words that were asked for.
    pub new_words: String,
    pub file: StoredFile,
    pub cover: Option<StoredFile>,
    pub rate: u32,
    pub frames: u64,
    pub loudness_lufs: f64,
    pub true_peak_db: f64,
    /// Fragments and concats: the take they were made from.
    pub source: Option<TakeId>,
    pub range: Option<Range>,
    pub seam: Option<Seam>,
    pub timing: Option<RawTiming>,
    pub heard: bool,
    pub created_at: i64,
    /// Unknown fields of the vendor, as JSON text.
    pub extra: String,
}

/// Why a version was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum VersionCause {
    TakeKept,
    SectionReplaced,
    JoinedAtVendor,
    Imported,
}

/// A version.
#[derive(Debug, Clone, PartialEq)]
pub struct VersionRecord {
    pub id: VersionId,
    pub song: SongId,
    /// 1-based within the song; given by the library when added.
    pub number: u32,
    /// The version that was current when it was made.
    pub parent: Option<VersionId>,
    pub cause: VersionCause,
    /// Section or take label; never a translated sentence.
    pub label: String,
    pub range: Option<Range>,
    pub arrangement: Arrangement,
    /// The words that are sung in it.
    pub lyrics: String,
    pub created_at: i64,
}

/// A job. The texts are JSON that the studio writes and reads; the library does not look into them.
#[derive(Debug, Clone, PartialEq)]
pub struct JobRecord {
    pub id: JobId,
    pub song: SongId,
    pub connection: ConnectionId,
    /// One word: the action's name.
    pub action: String,
    /// The whole plan, as the studio wrote it before the request left.
    pub plan: String,
    /// One word: the state.
    pub state: String,
    /// One word: `notSpent`, `spent`, `unknown`.
    pub money: String,
    pub quoted: f64,
    pub unit: String,
    /// What the vendor answered, if it did.
    pub answer: Option<String>,
    /// What went wrong, for the user.
    pub error: Option<String>,
    pub trace_id: Option<String>,
    pub started_at: i64,
    pub ended_at: Option<i64>,
    pub dismissed: bool,
}

/// A row of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct ChargeRecord {
    pub job: JobId,
    pub song: SongId,
    pub connection: ConnectionId,
    pub vendor: String,
    pub practice: bool,
    pub action: String,
    pub amount: f64,
    pub unit: String,
    /// `spent` or `unknown`.
    pub money: String,
    pub at: i64,
}

/// An account at a vendor. No secrets.
#[derive(Debug, Clone, PartialEq)]
pub struct ConnectionRecord {
    pub id: ConnectionId,
    pub vendor: String,
    pub label: String,
    pub base_url: String,
    pub practice: bool,
    pub key_fingerprint: Option<String>,
    pub keyring_backend: Option<String>,
    pub balance: Option<f64>,
    pub created_at: i64,
}
