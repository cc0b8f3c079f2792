//! Voices and models of one's own, finished and in the making, as the window shows them.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use song::{ConnectionId, JobId, Millis, Range, SongId, TakeId, VoiceId};

/// Everything about voices and models at once: there are few of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct VoicesView {
    pub voices: Vec<VoiceView>,
    pub models: Vec<CustomModelView>,
    pub voice_makings: Vec<VoiceMakingView>,
    pub model_makings: Vec<ModelMakingView>,
}

/// What a voice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum VoiceFormView {
    /// Voice and style of a song together.
    Persona,
    /// The voice of a song without its style.
    Vox,
    /// A person's own voice, verified.
    Real,
}

/// A voice.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct VoiceView {
    pub id: VoiceId,
    /// The account it lies in: no other can sing in it.
    pub connection: ConnectionId,
    /// Empty: the account was removed.
    pub connection_label: String,
    /// Empty: the practice studio.
    pub vendor_label: String,
    pub practice: bool,
    pub form: VoiceFormView,
    pub name: String,
    pub description: String,
    /// `data:image/png;base64,…` or a public address; none: the take's cover.
    pub image: Option<String>,
    /// What it was made of, while that is in the library.
    pub song: Option<SongId>,
    pub take: Option<TakeId>,
    /// The models that can sing in it; empty: all.
    pub models: Vec<String>,
    /// The making that it came of; a real voice's recordings lie there.
    pub making: Option<String>,
    /// A real voice: what was sung for it is here and can be heard.
    pub has_sample: bool,
    pub created_at: f64,
}

/// What became of a voice that was deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct VoiceRemoval {
    /// Sounds that were deleted from this computer.
    pub recordings: u32,
    /// Copies that still lie on the user's file host: it cannot be reached, or a job needs them.
    pub hosted: u32,
    /// What its vendor knows it by: it stays there.
    pub remote: String,
}

/// A model of one's own.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct CustomModelView {
    pub id: String,
    /// The account it lies in: no other knows it.
    pub connection: ConnectionId,
    pub connection_label: String,
    /// What a song's form calls it.
    pub model: String,
    pub name: String,
    pub created_at: f64,
}

/// A real voice that is being made.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct VoiceMakingView {
    pub id: String,
    pub connection: ConnectionId,
    pub name: String,
    pub description: String,
    pub consent: bool,
    pub language: String,
    /// Where the wizard was.
    pub step: u8,
    pub singing: Option<VoiceRecordingView>,
    pub reading: Option<VoiceRecordingView>,
    /// The singing must be longer than this.
    pub shortest: Millis,
    pub phrase: Option<PhraseView>,
    pub init: Option<JobId>,
    pub verify: Option<JobId>,
}

/// A recording of one that is being made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct VoiceRecordingView {
    pub title: String,
    pub length: Millis,
    /// Which part of it counts.
    pub range: Range,
}

/// What is to be read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct PhraseView {
    pub text: String,
    /// When the vendor stops to wait, in milliseconds since 1970.
    pub until: f64,
    /// When this was said, on the same clock.
    pub now: f64,
}

/// A change of a real voice in the making; what is absent stays.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase", default)]
pub struct VoiceMakingPatch {
    pub name: Option<String>,
    pub description: Option<String>,
    pub consent: Option<bool>,
    pub language: Option<String>,
    pub step: Option<u8>,
    /// Which part of the singing counts.
    pub range: Option<Range>,
}

/// Which recording of a real voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum RecordingSlot {
    Singing,
    Reading,
}

/// Where a recording comes from. Does not cross to the window: it names no files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordingSource {
    /// A file on this computer.
    File { path: PathBuf },
    /// What was recorded for the very same making and slot.
    Recording { id: String },
    /// A take of the library, or a range of it.
    Take { take: TakeId, range: Option<Range> },
}

/// A model of one's own that is being made.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ModelMakingView {
    pub id: String,
    pub connection: ConnectionId,
    pub name: String,
    pub rights: bool,
    /// Fewer songs are refused.
    pub least: u32,
    /// Whether the vendor has opened a session for it.
    pub has_session: bool,
    pub rows: Vec<ModelRowView>,
    pub prepare: Option<JobId>,
    pub create: Option<JobId>,
}

/// A song to learn from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ModelRowView {
    pub id: String,
    pub title: String,
    pub length: Millis,
    /// In LUFS.
    pub loudness: f64,
    /// The same sound is in an earlier row.
    pub is_double: bool,
    pub take: Option<TakeId>,
    pub upload: Option<JobId>,
    pub state: RowState,
}

/// How far the upload of a song is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum RowState {
    Fresh,
    UnderWay,
    Ready,
    Failed,
    /// Nobody knows whether the vendor has it.
    Unclear,
}

/// A change of a model in the making; what is absent stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase", default)]
pub struct ModelMakingPatch {
    pub name: Option<String>,
    pub rights: Option<bool>,
    /// A song that is taken out.
    pub remove_row: Option<String>,
}
