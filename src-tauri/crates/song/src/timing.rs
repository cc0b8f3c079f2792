//! When lyrics are sung: a vendor's timing as it came, and that timing laid over the lyrics text.
//! Only the types; how one becomes the other is in `align`.

use serde::{Deserialize, Serialize};

use crate::Millis;
use crate::lyrics::SectionKind;

/// A vendor's timing, neutral of its wire names. Seconds, as they came.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct RawTiming {
    /// `aligned_words`: pieces of text, often cut across lines and tags.
    pub words: Vec<RawWord>,
    /// `aligned_lyrics`: lines; may overlap, have gaps, or be missing altogether.
    pub lines: Vec<RawLine>,
}

impl RawTiming {
    /// The same timing later by `seconds` (earlier if negative): a fragment's, on the song's time.
    #[must_use]
    pub fn shifted(&self, seconds: f64) -> Self {
        let mut moved = self.clone();
        for word in &mut moved.words {
            (word.start_s, word.end_s) = (word.start_s + seconds, word.end_s + seconds);
        }
        for line in &mut moved.lines {
            (line.start_s, line.end_s) = (line.start_s + seconds, line.end_s + seconds);
            for part in &mut line.words {
                (part.start_s, part.end_s) = (part.start_s + seconds, part.end_s + seconds);
            }
        }
        moved
    }
}

/// One entry of `aligned_words`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RawWord {
    /// The piece of text, with its line breaks.
    pub text: String,
    /// Whether the vendor found it in the audio.
    pub success: bool,
    /// Start in seconds.
    pub start_s: f64,
    /// End in seconds.
    pub end_s: f64,
    /// The vendor's confidence, 0..=1.
    pub p: f64,
}

/// One entry of `aligned_lyrics`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RawLine {
    /// The line's text, often with a section header glued to it.
    pub text: String,
    /// Start in seconds.
    pub start_s: f64,
    /// End in seconds.
    pub end_s: f64,
    /// The vendor's name of the section; often empty.
    pub section: String,
    /// The words (for Chinese: characters) of the line.
    pub words: Vec<RawWordPart>,
}

/// One word inside a [`RawLine`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RawWordPart {
    /// The word.
    pub text: String,
    /// Start in seconds.
    pub start_s: f64,
    /// End in seconds.
    pub end_s: f64,
}

/// A vendor's timing laid over the lyrics text: flat lists, in the order of the text. `from` and `to`
/// are offsets into the lyrics text in UTF-16 units (what the editor counts in).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Timing {
    /// Sections with at least one timed line.
    pub sections: Vec<TimedSection>,
    /// Sung lines.
    pub lines: Vec<TimedLine>,
    /// Words (Han characters count as words).
    pub words: Vec<TimedWord>,
}

/// A section on the song's time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct TimedSection {
    /// What kind it is, for its colour.
    pub kind: SectionKind,
    /// Its label without brackets: `Verse 2`.
    pub label: String,
    /// Start of its first word.
    pub start: Millis,
    /// End of its last word.
    pub end: Millis,
    /// Index of its first line in [`Timing::lines`].
    pub first_line: u32,
    /// How many lines it has.
    pub line_count: u32,
}

/// A line on the song's time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct TimedLine {
    /// Its text, without a header that was glued to it.
    pub text: String,
    /// Index of its section in [`Timing::sections`].
    pub section: u32,
    /// Start of its first word.
    pub start: Millis,
    /// End of its last word.
    pub end: Millis,
    /// Where it begins in the lyrics text.
    pub from: u32,
    /// Where it ends in the lyrics text.
    pub to: u32,
    /// Index of its first word in [`Timing::words`].
    pub first_word: u32,
    /// How many words it has.
    pub word_count: u32,
}

/// A word on the song's time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct TimedWord {
    /// Its text without blanks.
    pub text: String,
    /// Index of its line in [`Timing::lines`].
    pub line: u32,
    /// When it starts.
    pub start: Millis,
    /// When it ends.
    pub end: Millis,
    /// How sure this is, 0..=1: below 0.5 also when it had to be interpolated.
    pub confidence: f32,
    /// Where it begins in the lyrics text.
    pub from: u32,
    /// Where it ends in the lyrics text.
    pub to: u32,
}
