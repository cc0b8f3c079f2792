//! The lyrics as the alignment sees them: a stream of characters, each owned by a word, and the
//! words in order with the lines they belong to.

use super::heard::Heard;
use super::letters::{self, Reader};
use crate::lyrics::{Line, Lyrics, Places, Section, Span, Word, rows};
use crate::{Millis, Range, RawTiming, TimedLine, TimedSection, TimedWord, Timing};

/// A patched range, and the timing of its fragment on the song's time if it is known.
pub type RawPatch<'a> = (Range, Option<&'a RawTiming>);

/// What a character of the text belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// The word with this index.
    Word(usize),
    /// A header glued to the line that begins with this word.
    Glued(usize),
    /// A header of its own, or a stray mark.
    Nobody,
}

/// A word to be timed.
pub(super) struct ScoreWord<'a> {
    word: &'a Word,
    section: usize,
    /// Index among the lines with words.
    pub(super) line: usize,
    /// Its share when time is divided: syllables, at least 1.
    pub(super) weight: f64,
    /// How many characters it is compared by.
    pub(super) length: usize,
}

pub(super) struct Score<'a> {
    pub(super) lyrics: &'a Lyrics,
    pub(super) words: Vec<ScoreWord<'a>>,
    /// Characters and whether a word begins with each.
    pub(super) chars: Vec<(char, bool)>,
    pub(super) owners: Vec<Owner>,
    lines: Vec<&'a Line>,
}

impl<'a> Score<'a> {
    pub(super) fn new(lyrics: &'a Lyrics) -> Self {
        let (mut words, mut lines) = (Vec::new(), Vec::new());
        for (section, line) in lyrics.lines().filter(|(_, line)| !line.words.is_empty()) {
            let number = lines.len();
            words.extend(line.words.iter().map(|word| score_word(word, section, number)));
            lines.push(line);
        }
        let mut score = Self { lyrics, words, chars: Vec::new(), owners: Vec::new(), lines };
        score.read_text();
        score
    }

    /// Lists the text's characters with their owners, notes left out.
    fn read_text(&mut self) {
        let text = &self.lyrics.text;
        let places = Places::new(text);
        let mut spans = self.owned_spans().into_iter().peekable();
        let mut reader = Reader::default();
        for row in rows(text).into_iter().filter(|row| !row.is_note(text)) {
            reader.blank();
            for (at, ch) in row.text(text).char_indices() {
                let unit = places.span(&(row.start + at..row.start + at)).from;
                while spans.next_if(|(span, _)| span.to <= unit).is_some() {}
                let owner = spans.peek().filter(|(span, _)| span.from <= unit).map(|(_, owner)| *owner);
                let chars = reader.read(ch.encode_utf8(&mut [0; 4]));
                self.owners.extend(chars.iter().map(|_| owner.unwrap_or(Owner::Nobody)));
                self.chars.extend(chars);
            }
        }
    }

    /// Words and glued headers with their places, in the order of the text.
    fn owned_spans(&self) -> Vec<(Span, Owner)> {
        let words = self.words.iter().enumerate().map(|(index, word)| (word.word.span, Owner::Word(index)));
        let mut spans: Vec<_> = words.chain(self.glued_headers()).collect();
        spans.sort_by_key(|(span, _)| span.from);
        spans
    }

    fn glued_headers(&self) -> Vec<(Span, Owner)> {
        let places = Places::new(&self.lyrics.text);
        let mut glued = Vec::new();
        for section in &self.lyrics.sections {
            let Some((header, line)) = glued_header(section) else { continue };
            let between = places.byte(header.to).zip(places.byte(line.span.from));
            let between = between.and_then(|(from, to)| self.lyrics.text.get(from..to));
            let first = self.words.iter().position(|word| word.word.span.from >= line.span.from);
            if let (Some(between), Some(first)) = (between, first)
                && !between.contains(['\r', '\n'])
            {
                glued.push((header, Owner::Glued(first)));
            }
        }
        glued
    }

    /// The words of the line that `word` belongs to.
    pub(super) fn line_of(&self, word: usize) -> std::ops::Range<usize> {
        let line = self.words.get(word).map(|word| word.line);
        let start = self.words.partition_point(|word| Some(word.line) < line);
        start..self.words.partition_point(|word| Some(word.line) <= line)
    }

    /// The finished timing; `heard` has one entry per word.
    pub(super) fn timing(&self, heard: &[Heard]) -> Timing {
        let mut timing = Timing::default();
        let mut section_of_last = None;
        for (word, heard) in self.words.iter().zip(heard) {
            if timing.lines.len() <= word.line {
                if section_of_last != Some(word.section) {
                    timing.sections.push(self.section(word.section, heard, word.line));
                    section_of_last = Some(word.section);
                }
                self.push_line(&mut timing, word.line, heard);
            }
            push_word(&mut timing, word, heard);
        }
        timing
    }

    fn section(&self, index: usize, heard: &Heard, line: usize) -> TimedSection {
        let section = &self.lyrics.sections[index];
        let start = Millis::from_seconds(heard.start);
        let (kind, label) = (section.kind, section.label.clone());
        TimedSection { kind, label, start, end: start, first_line: count(line), line_count: 0 }
    }

    fn push_line(&self, timing: &mut Timing, line: usize, heard: &Heard) {
        let start = Millis::from_seconds(heard.start);
        let Line { text, span, .. } = self.lines[line];
        timing.lines.push(TimedLine {
            text: text.clone(),
            section: count(timing.sections.len().saturating_sub(1)),
            start,
            end: start,
            from: span.from,
            to: span.to,
            first_word: count(timing.words.len()),
            word_count: 0,
        });
        if let Some(section) = timing.sections.last_mut() {
            section.line_count += 1;
        }
    }
}

fn push_word(timing: &mut Timing, word: &ScoreWord<'_>, heard: &Heard) {
    let end = Millis::from_seconds(heard.end);
    if let Some(line) = timing.lines.last_mut() {
        line.end = end;
        line.word_count += 1;
    }
    if let Some(section) = timing.sections.last_mut() {
        section.end = end;
    }
    timing.words.push(TimedWord {
        text: word.word.text.clone(),
        line: count(word.line),
        start: Millis::from_seconds(heard.start),
        end,
        confidence: heard.confidence,
        from: word.word.span.from,
        to: word.word.span.to,
    });
}

fn score_word(word: &Word, section: usize, line: usize) -> ScoreWord<'_> {
    let weight = f64::from(crate::lyrics::syllables(&word.text).max(1));
    ScoreWord { word, section, line, weight, length: letters::count(&word.text) }
}

/// A section's header and first line with words, if it has both.
fn glued_header(section: &Section) -> Option<(Span, &Line)> {
    Some((section.header?, section.lines.iter().find(|line| !line.words.is_empty())?))
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
