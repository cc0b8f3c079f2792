//! What a songwriter fills in before a song is made.

use serde::{Deserialize, Serialize};

use crate::{ConnectionId, VoiceId};

/// How the vendor is asked for a song.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum ComposeMode {
    /// A short description; the vendor writes lyrics and style.
    Idea,
    /// Lyrics, title and style as written.
    #[default]
    Custom,
    /// Title and style; nobody sings.
    Instrumental,
}

/// Who sings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Gender {
    /// A man's voice.
    Male,
    /// A woman's voice.
    Female,
}

/// The form behind a song: saved as it is typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase", default)]
pub struct Compose {
    /// How the vendor is asked.
    pub mode: ComposeMode,
    /// The description for [`ComposeMode::Idea`].
    pub idea: String,
    /// The song's title.
    pub title: String,
    /// Lyrics as typed: section headers in brackets, notes as `//` lines.
    pub lyrics: String,
    /// Style words, comma separated.
    pub style: String,
    /// What to leave out, comma separated.
    pub style_negative: String,
    /// The vendor's model id; empty means the connection's default.
    pub model: String,
    /// Which account pays; none means the default one.
    pub connection: Option<ConnectionId>,
    /// Ask for the vendor's better pool where the model leaves a choice.
    pub pro: bool,
    /// Who should sing; none: the vendor chooses.
    pub vocal_gender: Option<Gender>,
    /// How far from the ordinary, in percent 0 ..= 100; none: as the vendor likes.
    pub weirdness: Option<u8>,
    /// How closely to follow the style words, in percent 0 ..= 100.
    pub style_influence: Option<u8>,
    /// How closely to follow the audio it is made from, in percent 0 ..= 100.
    pub audio_influence: Option<u8>,
    /// The voice to sing in; none: the vendor's choice.
    pub voice: Option<VoiceId>,
}
