//! What a vendor must be told to sing a range anew: `prompt` inside `lyric` inside `full_lyric`.
//!
//! All three are cut from one text, the song's lyrics with the new words in place, so that one
//! cannot but contain the other. Deliberately absent: the vendor's limits and field names.

mod cut;
mod words;

pub use words::{RangeText, range_text, words_in};

use serde::{Deserialize, Serialize};

use crate::lyrics::{Lyrics, Places};
use crate::{Range, Timing};

/// The three texts of `replace_section` (YoYAI document, section 替换片段): `prompt` is contained in
/// `lyric`, `lyric` is contained in `full_lyric`, by construction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ReplaceText {
    /// The new words, filled up to whole lines.
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
/// `new_words` takes the place of exactly the text that [`range_text`] answers. `prompt` is the whole
/// lines it touches, so that a vendor never gets half a line; a header glued to the first line
/// belongs to it, and a section that is replaced altogether brings its header. `lyric` runs from the
/// beginning of the section that the prompt lies in (of the one before, if the prompt begins with
/// its section) to that section's end, at most [`cut::CONTEXT_LINES`] lines either way. Notes are
/// left out; line ends stay as the lyrics have them.
///
/// # Errors
/// [`ReplaceError`] if the range covers no word or the new text is blank.
pub fn replace_text(
    lyrics: &str,
    timing: &Timing,
    range: Range,
    new_words: &str,
) -> Result<ReplaceText, ReplaceError> {
    let edit = Edit::new(lyrics, timing, range, new_words)?;
    Ok(cut::cut(&edit.text, edit.from, edit.to))
}

/// The song's lyrics with `new_words` in the range, notes kept: what a new version is saved with.
///
/// # Errors
/// [`ReplaceError`] if the range covers no word or the new text is blank.
pub fn lyrics_with(
    lyrics: &str,
    timing: &Timing,
    range: Range,
    new_words: &str,
) -> Result<String, ReplaceError> {
    Edit::new(lyrics, timing, range, new_words).map(|edit| edit.text)
}

/// The lyrics with the new words in place, and where these stand, in bytes.
struct Edit {
    text: String,
    from: usize,
    to: usize,
}

impl Edit {
    fn new(lyrics: &str, timing: &Timing, range: Range, new_words: &str) -> Result<Self, ReplaceError> {
        let old = range_text(lyrics, timing, range).ok_or(ReplaceError::NoWords)?;
        let new = with_line_ends_of(lyrics, new_words.trim());
        let parsed = Lyrics::parse(&new);
        if parsed.sung_text().trim().is_empty() {
            return Err(ReplaceError::Empty);
        }
        let brings_header = parsed.sections.first().is_some_and(|section| section.header.is_some());
        let places = Places::new(lyrics);
        let from = if brings_header { header_before(lyrics, old.from) } else { None }.unwrap_or(old.from);
        let (from, end) = places.byte(from).zip(places.byte(old.to)).ok_or(ReplaceError::NoWords)?;
        let text = [&lyrics[..from], &new, &lyrics[end..]].concat();
        Ok(Self { text, from, to: from + new.len() })
    }
}

/// Where the header stands that leads to the word at `unit`, if that word begins its section: a
/// header typed in front of the new words takes its place.
fn header_before(lyrics: &str, unit: u32) -> Option<u32> {
    let lyrics = Lyrics::parse(lyrics);
    let begins = |section: &&crate::lyrics::Section| {
        section.lines.first().and_then(|line| line.words.first()).is_some_and(|word| word.span.from == unit)
    };
    lyrics.sections.iter().find(begins)?.header.map(|header| header.from)
}

fn with_line_ends_of(lyrics: &str, text: &str) -> String {
    let plain = text.replace("\r\n", "\n").replace('\r', "\n");
    if lyrics.contains("\r\n") { plain.replace('\n', "\r\n") } else { plain }
}

#[cfg(test)]
mod tests;
