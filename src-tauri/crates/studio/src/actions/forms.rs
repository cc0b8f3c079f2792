//! What a user may ask a vendor for, with what was chosen in its form.

use serde::{Deserialize, Serialize};
use song::{Compose, JobId, Millis, Range, SongId, TakeId, VersionId};
use vendors::{SoundKind, Variation};

use super::{ActionKind, from_address};

/// An action with what the user chose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ActionRequest {
    /// Two takes from what the song's form says.
    Generate { song: SongId },
    /// Sing a range of a version anew.
    ReplaceSection {
        song: SongId,
        version: VersionId,
        range: Range,
        new_words: String,
        /// None: the song's style.
        style: Option<String>,
    },
    /// Make the newest fragment and its song one whole at the vendor.
    Concat { song: SongId, version: VersionId },
    /// When which word of a take is sung.
    Timing { song: SongId, take: TakeId },
    /// New takes made of a take: extend, cover, mashup, sample, inspiration, add vocals, add instrumental,
    /// and those of a recording's address.
    Derive { song: SongId, action: ActionKind, form: Box<DeriveForm> },
    /// A take rendered anew.
    Remaster {
        song: SongId,
        take: TakeId,
        /// The vendor's model id; empty: the first of those that can.
        model: String,
        variation: Variation,
    },
    /// Short sounds or loops.
    Sounds { song: SongId, form: SoundsForm },
    /// What takes nothing but a take: stems, all stems, WAV, video, notes, page; and joining a continued
    /// part with what it continues (concat).
    OnTake { song: SongId, take: TakeId, action: ActionKind },
    /// Words from a theme; ends as a draft.
    Lyrics { song: SongId, idea: String },
    /// Words from the words of two takes; ends as a draft.
    MashupLyrics { song: SongId, take: TakeId, with: TakeId },
    /// Makes a recording of the user's known to the vendor.
    Upload {
        song: SongId,
        take: TakeId,
        /// Where the vendor can fetch it; none only for the practice studio.
        public_url: Option<String>,
    },
    /// Takes the singing out of a take; a voice without style is made of that.
    ExtractVoice {
        song: SongId,
        take: TakeId,
        /// None: where the vendor likes.
        range: Option<Range>,
    },
    /// Makes a voice of a take.
    CreateVoice { song: SongId, take: TakeId, form: Box<VoiceForm> },
    /// A real voice, first half: sends the singing of a making, and brings a phrase to read.
    InitVoice {
        making: String,
        /// Where the vendor can fetch it; none only for the practice studio.
        public_url: Option<String>,
    },
    /// A real voice, second half: sends the phrase as it was read.
    VerifyVoice {
        making: String,
        /// As above.
        public_url: Option<String>,
    },
    /// A session for a model of one's own.
    PrepareCustomModel { making: String },
    /// One recording to learn from.
    UploadToCustomModel {
        making: String,
        /// Which row of the making.
        row: String,
        /// As above.
        public_url: Option<String>,
    },
    /// The training.
    CreateCustomModel { making: String },
}

/// The form of a voice made of a take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct VoiceForm {
    pub name: String,
    /// May be empty.
    pub description: String,
    /// A picture: a public address, or `data:image/png;base64,…`; none: the song's.
    pub image: Option<String>,
    /// What it is made of.
    pub of: VoiceOf,
}

/// What a voice is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum VoiceOf {
    /// Voice and style of the take, as it lies at the vendor.
    Song,
    /// The same of the recording, which the vendor fetches and keeps.
    Upload {
        /// Where the vendor can fetch it; none only for the practice studio.
        public_url: Option<String>,
    },
    /// The singing that this job took out of the take.
    Vox { job: JobId },
}

/// The form of an action that makes new takes of a take.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct DeriveForm {
    /// What it is made of.
    pub take: TakeId,
    /// The second one, for a mashup.
    pub with: Option<TakeId>,
    /// Where the new part begins, for everything that continues.
    pub at: Option<Millis>,
    /// Which part, for sample, add vocals and add instrumental.
    pub range: Option<Range>,
    /// Texts and settings; those without effect are not sent. Its `connection` is ignored: the account
    /// that the take is in pays.
    pub compose: Compose,
    /// Where the vendor can fetch the take, for those of a recording's address; none only for the practice
    /// studio.
    pub public_url: Option<String>,
}

/// The form of sounds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SoundsForm {
    /// What is to be heard.
    pub description: String,
    /// Once or in a circle.
    pub sound: SoundKind,
    /// One of [`vendors::SOUND_KEYS`]; none: any.
    pub key: Option<String>,
    /// Beats a minute, 1 ..= 300; none: any.
    pub bpm: Option<u16>,
    /// The vendor's model id; empty: the song's.
    pub model: String,
    /// Ask for the vendor's better pool where the model leaves a choice.
    pub pro: bool,
}

impl ActionRequest {
    /// Which song it is about; none: a real voice or a model, which are of no song.
    #[must_use]
    pub fn song(&self) -> Option<&SongId> {
        Some(match self {
            Self::Generate { song }
            | Self::ReplaceSection { song, .. }
            | Self::Concat { song, .. }
            | Self::Timing { song, .. }
            | Self::Derive { song, .. }
            | Self::Remaster { song, .. }
            | Self::Sounds { song, .. }
            | Self::OnTake { song, .. }
            | Self::Lyrics { song, .. }
            | Self::MashupLyrics { song, .. }
            | Self::Upload { song, .. }
            | Self::ExtractVoice { song, .. }
            | Self::CreateVoice { song, .. } => song,
            Self::InitVoice { .. }
            | Self::VerifyVoice { .. }
            | Self::PrepareCustomModel { .. }
            | Self::UploadToCustomModel { .. }
            | Self::CreateCustomModel { .. } => return None,
        })
    }

    /// What is being made, for the steps of a real voice or a model.
    pub(crate) fn making(&self) -> Option<&str> {
        match self {
            Self::InitVoice { making, .. }
            | Self::VerifyVoice { making, .. }
            | Self::PrepareCustomModel { making }
            | Self::UploadToCustomModel { making, .. }
            | Self::CreateCustomModel { making } => Some(making),
            _ => None,
        }
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> ActionKind {
        match self {
            Self::Generate { .. } => ActionKind::Generate,
            Self::ReplaceSection { .. } => ActionKind::ReplaceSection,
            Self::Concat { .. } => ActionKind::Concat,
            Self::Timing { .. } => ActionKind::Timing,
            Self::Derive { action, .. } | Self::OnTake { action, .. } => *action,
            Self::Remaster { .. } => ActionKind::Remaster,
            Self::Sounds { .. } => ActionKind::Sounds,
            Self::Lyrics { .. } => ActionKind::Lyrics,
            Self::MashupLyrics { .. } => ActionKind::MashupLyrics,
            Self::Upload { .. } => ActionKind::Upload,
            Self::ExtractVoice { .. } => ActionKind::ExtractVoice,
            Self::CreateVoice { .. } => ActionKind::CreateVoice,
            Self::InitVoice { .. } => ActionKind::InitVoice,
            Self::VerifyVoice { .. } => ActionKind::VerifyVoice,
            Self::PrepareCustomModel { .. } => ActionKind::PrepareCustomModel,
            Self::UploadToCustomModel { .. } => ActionKind::UploadToCustomModel,
            Self::CreateCustomModel { .. } => ActionKind::CreateCustomModel,
        }
    }

    /// The take it works on; none for what needs none, and for what works on a version.
    #[must_use]
    pub fn take(&self) -> Option<&TakeId> {
        match self {
            Self::Timing { take, .. }
            | Self::Remaster { take, .. }
            | Self::OnTake { take, .. }
            | Self::MashupLyrics { take, .. }
            | Self::Upload { take, .. }
            | Self::ExtractVoice { take, .. }
            | Self::CreateVoice { take, .. } => Some(take),
            Self::Derive { form, .. } => Some(&form.take),
            Self::Generate { .. }
            | Self::ReplaceSection { .. }
            | Self::Concat { .. }
            | Self::Sounds { .. }
            | Self::Lyrics { .. }
            | Self::InitVoice { .. }
            | Self::VerifyVoice { .. }
            | Self::PrepareCustomModel { .. }
            | Self::UploadToCustomModel { .. }
            | Self::CreateCustomModel { .. } => None,
        }
    }

    /// Whether the vendor fetches something from a public address.
    pub(crate) fn is_fetched(&self) -> bool {
        match self {
            Self::CreateVoice { form, .. } => matches!(form.of, VoiceOf::Upload { .. }),
            Self::InitVoice { .. } | Self::VerifyVoice { .. } | Self::UploadToCustomModel { .. } => true,
            _ => from_address(self.kind()),
        }
    }

    /// The public address that the user gave.
    pub(crate) fn public_url(&self) -> Option<&str> {
        let given = match self {
            Self::Upload { public_url, .. }
            | Self::InitVoice { public_url, .. }
            | Self::VerifyVoice { public_url, .. }
            | Self::UploadToCustomModel { public_url, .. } => public_url.as_deref(),
            Self::CreateVoice { form, .. } => match &form.of {
                VoiceOf::Upload { public_url } => public_url.as_deref(),
                VoiceOf::Song | VoiceOf::Vox { .. } => None,
            },
            Self::Derive { form, .. } => form.public_url.as_deref(),
            _ => None,
        };
        given.map(str::trim).filter(|url| !url.is_empty())
    }
}
