//! What a songwriter fills in before a song is made.

use serde::{Deserialize, Serialize};

use crate::ConnectionId;

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
}
