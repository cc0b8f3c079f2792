//! What a user may ask a vendor for, with what was chosen in its form.

use serde::{Deserialize, Serialize};
use song::{Compose, Millis, Range, SongId, TakeId, VersionId};
use vendors::{SoundKind, Variation};

use super::ActionKind;

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
    /// Which song it is about.
    #[must_use]
    pub fn song(&self) -> &SongId {
        match self {
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
            | Self::Upload { song, .. } => song,
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
            | Self::Upload { take, .. } => Some(take),
            Self::Derive { form, .. } => Some(&form.take),
            Self::Generate { .. }
            | Self::ReplaceSection { .. }
            | Self::Concat { .. }
            | Self::Sounds { .. }
            | Self::Lyrics { .. } => None,
        }
    }

    /// The public address that the user gave.
    pub(crate) fn public_url(&self) -> Option<&str> {
        let given = match self {
            Self::Upload { public_url, .. } => public_url.as_deref(),
            Self::Derive { form, .. } => form.public_url.as_deref(),
            _ => None,
        };
        given.map(str::trim).filter(|url| !url.is_empty())
    }
}
