//! What a user may ask a vendor for. One file per action: its plan says what will be sent and what it
//! costs; nothing is sent here.

mod concat;
mod generate;
mod plan;
mod replace_section;
mod timing;

use serde::{Deserialize, Serialize};
use song::{Range, SongId, TakeId, VersionId};

pub(crate) use plan::{Plan, make, vendor_named};

/// The kinds of action: one word in code, rows and messages.
pub use vendors::Action as ActionKind;

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
}

impl ActionRequest {
    /// Which song it is about.
    #[must_use]
    pub fn song(&self) -> &SongId {
        match self {
            Self::Generate { song }
            | Self::ReplaceSection { song, .. }
            | Self::Concat { song, .. }
            | Self::Timing { song, .. } => song,
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
        }
    }
}
