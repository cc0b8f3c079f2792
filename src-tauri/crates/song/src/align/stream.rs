//! A vendor's list as a stream of characters with times: what was cut how no longer matters.

use super::letters::Reader;
use super::score::RawPatch;
use crate::{RawLine, RawTiming, RawWord, RawWordPart};

/// One character that the vendor placed in time, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TimedChar {
    pub(super) ch: char,
    /// Whether a word begins with it.
    pub(super) begins: bool,
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) p: f32,
    /// Which piece of the vendor's it was cut from.
    pub(super) piece: usize,
}

/// Characters in the order in which they are sung.
#[derive(Debug, Default)]
pub(super) struct Stream {
    pub(super) chars: Vec<TimedChar>,
    pieces: usize,
    reader: Reader,
}

/// The confidence of `aligned_lyrics`, which carries none of its own.
const LINE_CONFIDENCE: f64 = 0.9;

impl Stream {
    /// From `aligned_words`, with the fragments' words inside of their ranges.
    pub(super) fn of_words(base: &RawTiming, patches: &[RawPatch<'_>]) -> Self {
        Self::of(base, patches, |stream, raw| raw.words.iter().for_each(|word| stream.push_word(word)))
    }

    /// From `aligned_lyrics`, likewise.
    pub(super) fn of_lines(base: &RawTiming, patches: &[RawPatch<'_>]) -> Self {
        Self::of(base, patches, |stream, raw| raw.lines.iter().for_each(|line| stream.push_line(line)))
    }

    fn of(base: &RawTiming, patches: &[RawPatch<'_>], read: fn(&mut Self, &RawTiming)) -> Self {
        let mut all = Self::default();
        all.splice(read, base, None, patches);
        for (index, (_, raw)) in patches.iter().enumerate() {
            if let Some(raw) = raw {
                all.splice(read, raw, Some(index), patches);
            }
        }
        if !patches.is_empty() {
            all.chars.sort_by(|a, b| a.start.total_cmp(&b.start));
        }
        all
    }

    /// Adds the characters that sound from this source.
    fn splice(
        &mut self,
        read: fn(&mut Self, &RawTiming),
        raw: &RawTiming,
        source: Option<usize>,
        patches: &[RawPatch<'_>],
    ) {
        let mut part = Self { pieces: self.pieces, ..Self::default() };
        read(&mut part, raw);
        if !patches.is_empty() {
            part.run_forwards();
        }
        self.pieces = part.pieces;
        let sounds = |char: &TimedChar| sounding((char.start + char.end) / 2.0, patches) == source;
        self.chars.extend(part.chars.into_iter().filter(sounds));
    }

    /// Lets no character start before the one it follows, so that sorting keeps the words' order.
    fn run_forwards(&mut self) {
        let mut latest = 0.0_f64;
        for char in &mut self.chars {
            latest = latest.max(char.start);
            (char.start, char.end) = (latest, char.end.max(latest));
        }
    }

    fn push_word(&mut self, word: &RawWord) {
        if word.success {
            self.push(&word.text, word.start_s, word.end_s, word.p);
        }
    }

    fn push_line(&mut self, line: &RawLine) {
        if line.words.is_empty() {
            self.push(&line.text, line.start_s, line.end_s, LINE_CONFIDENCE / 2.0);
        }
        for RawWordPart { text, start_s, end_s } in &line.words {
            self.push(text, *start_s, *end_s, LINE_CONFIDENCE);
        }
        self.reader.blank();
    }

    /// Spreads a piece evenly over its characters. A piece without a usable time is left out.
    fn push(&mut self, text: &str, start: f64, end: f64, p: f64) {
        let chars = self.reader.read(text);
        if !start.is_finite() || !end.is_finite() || end < start {
            return;
        }
        self.pieces += 1;
        let step = (end - start) / u32::try_from(chars.len().max(1)).map_or(1.0, f64::from);
        let mut at = start;
        for (ch, begins) in chars {
            let next = at + step;
            self.chars.push(TimedChar {
                ch,
                begins,
                start: at,
                end: next,
                p: confidence(p),
                piece: self.pieces,
            });
            at = next;
        }
    }
}

#[allow(clippy::cast_possible_truncation)]
fn confidence(p: f64) -> f32 {
    if p.is_finite() { p.clamp(0.0, 1.0) as f32 } else { 0.0 }
}

/// Which patch sounds at `time`; none is the base.
fn sounding(time: f64, patches: &[RawPatch<'_>]) -> Option<usize> {
    patches.iter().rposition(|(range, _)| range.start().seconds() <= time && time < range.end().seconds())
}
