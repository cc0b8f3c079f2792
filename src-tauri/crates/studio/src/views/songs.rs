//! Songs, takes and versions as the window shows them.

use serde::{Deserialize, Serialize};
use song::{
    Arrangement, Compose, ConnectionId, JobId, Marker, Millis, Range, Seam, SongId, TakeId, VersionId,
};

use super::{DraftView, TakeFile};

/// One row of the Library.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SongRow {
    pub id: SongId,
    pub title: String,
    pub style: String,
    /// First sung line, for songs without a title.
    pub first_line: String,
    pub duration_ms: Option<Millis>,
    pub take_count: u32,
    pub version_number: Option<u32>,
    pub practice: bool,
    pub vendor_label: String,
    pub model: String,
    pub changed_at: f64,
    pub trashed_at: Option<f64>,
    /// The take whose cover stands for the song.
    pub cover_take: Option<TakeId>,
    /// Whether a take was never heard.
    pub unheard: bool,
}

/// What the Library asks for.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SongQuery {
    pub text: String,
    pub filter: SongFilter,
    pub sort: SongSort,
    pub offset: u32,
    pub limit: u32,
}

/// Which songs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum SongFilter {
    All,
    Trash,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum SongSort {
    Changed,
    Title,
    Length,
}

/// A page of the Library.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SongPage {
    /// How many rows match in all.
    pub total: u32,
    pub rows: Vec<SongRow>,
}

/// What a take is of its song.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum TakeKind {
    Whole,
    /// It covers a range.
    Fragment,
    /// One part of the song alone.
    Stem,
    /// A short sound or loop.
    Sound,
}

/// Where a take came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum TakeOrigin {
    Generate,
    Extend,
    ReplaceSection,
    Concat,
    Cover,
    Mashup,
    Sample,
    Inspiration,
    Remaster,
    AddVocals,
    AddInstrumental,
    Sounds,
    Stems,
    AllStems,
    Import,
    /// A recording of the user's that a vendor knows too.
    Upload,
    Other,
}

/// Where audio lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Place {
    /// The vendor knows it too: further vendor actions are possible.
    VendorLocal,
    /// Only here.
    Local,
}

/// One take.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct TakeView {
    pub id: TakeId,
    /// 1-based within its job; 0 for imports.
    pub number: u32,
    pub kind: TakeKind,
    pub origin: TakeOrigin,
    pub job_id: Option<JobId>,
    pub title: String,
    pub model: String,
    pub vendor_label: String,
    pub practice: bool,
    pub place: Place,
    pub duration_ms: Millis,
    /// Frames per second.
    pub rate: u32,
    pub created_at: f64,
    pub heard: bool,
    pub has_timing: bool,
    pub has_cover: bool,
    /// The account it lies in; none for imports.
    pub connection: Option<ConnectionId>,
    /// The take it was made from.
    pub source: Option<TakeId>,
    /// The second one, for a mashup.
    pub with: Option<TakeId>,
    /// Beside its audio, by kind.
    pub files: Vec<TakeFile>,
    /// Stems only: the name of the part, in the vendor's words.
    pub stem: Option<String>,
    /// What a fragment covers; else what was worked on of its source: a sample, or all after a point.
    pub range: Option<Range>,
    /// Fragments only: how they join.
    pub seam: Option<Seam>,
    /// Fragments only: the words that were asked for.
    pub new_words: String,
}

/// Why a version was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum CauseKind {
    TakeKept,
    SectionReplaced,
    JoinedAtVendor,
    Imported,
}

/// Why a version was made, with what the list shows.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct VersionCause {
    pub kind: CauseKind,
    /// Section or take label; never a translated sentence.
    pub label: String,
    pub range: Option<Range>,
}

/// One version.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct VersionView {
    pub id: VersionId,
    pub number: u32,
    pub created_at: f64,
    pub cause: VersionCause,
    pub arrangement: Arrangement,
    /// The words that are sung in it.
    pub lyrics: String,
    pub duration_ms: Millis,
    pub place: Place,
}

/// A take of another song.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Elsewhere {
    pub take: TakeId,
    /// As [`TakeView::number`].
    pub number: u32,
    pub song: SongId,
    pub song_title: String,
}

/// An open song.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SongView {
    pub id: SongId,
    pub compose: Compose,
    pub saved_at: f64,
    pub practice: bool,
    pub takes: Vec<TakeView>,
    /// Takes of other songs that takes of this one were made from.
    pub elsewhere: Vec<Elsewhere>,
    /// Words that vendors wrote for it, oldest first.
    pub drafts: Vec<DraftView>,
    /// Oldest first.
    pub versions: Vec<VersionView>,
    pub current: Option<VersionId>,
    /// In the order of time.
    pub markers: Vec<Marker>,
    pub trashed_at: Option<f64>,
}
