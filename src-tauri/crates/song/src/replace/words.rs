//! The words that lie in a range, and the text that holds them.

use serde::{Deserialize, Serialize};

use crate::lyrics::{Span, slice};
use crate::{Range, TimedWord, Timing};

/// The text of a range: what the user edits, and exactly what the new words take the place of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct RangeText {
    /// The words as they stand in the lyrics, with the line ends, headers and notes between them.
    pub text: String,
    /// Where they begin in the lyrics, in UTF-16 units.
    pub from: u32,
    /// Where they end.
    pub to: u32,
}

/// The indices of the words in a range: those whose middle lies in it. A range inside of one word
/// holds that word.
#[must_use]
pub fn words_in(timing: &Timing, range: Range) -> std::ops::Range<usize> {
    let first = timing.words.partition_point(|word| twice_middle(word) < twice(range.start().0));
    let last = timing.words.partition_point(|word| twice_middle(word) < twice(range.end().0));
    if first < last {
        return first..last;
    }
    let around = timing.words.iter().position(|word| word.start <= range.start() && range.end() <= word.end);
    around.map_or(0..0, |index| index..index + 1)
}

fn twice(time: u32) -> u64 {
    u64::from(time) * 2
}

fn twice_middle(word: &TimedWord) -> u64 {
    u64::from(word.start.0) + u64::from(word.end.0)
}

/// The text of the words in a range; nothing if there are none, or if the timing is of other lyrics.
#[must_use]
pub fn range_text(lyrics: &str, timing: &Timing, range: Range) -> Option<RangeText> {
    let words = timing.words.get(words_in(timing, range))?;
    let span = Span { from: words.first()?.from, to: words.last()?.to };
    let text = slice(lyrics, span)?.to_owned();
    Some(RangeText { text, from: span.from, to: span.to })
}
