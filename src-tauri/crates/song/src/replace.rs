//! What a vendor must be told to sing a range anew: `prompt` inside `lyric` inside `full_lyric`.

use serde::Serialize;

use crate::{Range, Timing};

/// The three texts of `replace_section` (YoYAI document, section 替换片段): `prompt` is contained in
/// `lyric`, `lyric` is contained in `full_lyric`, by construction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ReplaceText {
    /// The new words alone.
    pub prompt: String,
    /// The new words with enough lines around them, and no more.
    pub lyric: String,
    /// The whole song's lyrics with the new words in place.
    pub full_lyric: String,
}

/// Why no replacement can be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplaceError {
    /// The range covers no word.
    #[error("no words are sung in this range")]
    NoWords,
    /// The new text is blank.
    #[error("the new lyrics are empty")]
    Empty,
}

/// Writes the three texts for singing `new_words` where `range` lies in `lyrics`.
///
/// # Errors
/// [`ReplaceError`] if the range covers no word or the new text is blank.
pub fn replace_text(
    lyrics: &str,
    timing: &Timing,
    range: Range,
    new_words: &str,
) -> Result<ReplaceText, ReplaceError> {
    let _ = (lyrics, timing, range, new_words);
    Err(ReplaceError::NoWords)
}
