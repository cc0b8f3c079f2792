//! Puts the times in order and fills in what is missing, so that every word has a place: never
//! backwards, never outside of the song.

use super::heard::{Heard, spread};
use super::score::Score;
use crate::Range;

/// Confidence of a word whose time was made up between its neighbours.
pub(crate) const GUESSED: f32 = 0.3;

/// Seconds per syllable that a made-up word gets where nothing bounds it.
const SYLLABLE: f64 = 0.25;

/// Seconds per syllable below which a gap is too small to hold made-up words.
const TIGHT: f64 = 0.06;

/// Some vendors mark only the beginning of a character: a word no longer than this...
const TICK: f64 = 0.1;

/// ...lasts until the next word of its line, if that one begins within this time. Seconds.
const SUSTAIN: f64 = 1.0;

/// Bounds times by the song; what lies outside of it is missing.
pub(super) fn inside(candidates: Vec<Option<Heard>>, duration: f64) -> Vec<Option<Heard>> {
    candidates.into_iter().map(|word| word.and_then(|word| bounded(word, duration))).collect()
}

/// One time per word of the score, of candidates [`inside`] the song. `blind` are patched ranges of whose words nothing is known:
/// missing words that may lie in one are put there.
pub(super) fn settle(
    score: &Score<'_>,
    mut words: Vec<Option<Heard>>,
    duration: f64,
    blind: &[Range],
) -> Vec<Heard> {
    keep_forwards(&mut words);
    part_equal_starts(score, &mut words, duration);
    trim_ends(score, &mut words);
    let mut filler = Filler { score, words, duration, blind };
    filler.fill();
    filler.words.into_iter().flatten().collect()
}

fn bounded(word: Heard, duration: f64) -> Option<Heard> {
    let inside = word.start < duration && word.end >= 0.0;
    let start = word.start.max(0.0);
    inside.then(|| Heard { start, end: word.end.clamp(start, duration), ..word })
}

/// Keeps the longest run of words whose starts never go back; the others become missing.
fn keep_forwards(words: &mut [Option<Heard>]) {
    let mut piles: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; words.len()];
    let start = |index: usize| words[index].map_or(f64::INFINITY, |word| word.start);
    for index in (0..words.len()).filter(|index| words[*index].is_some()) {
        let pile = piles.partition_point(|top| start(*top) <= start(index));
        before[index] = pile.checked_sub(1).and_then(|under| piles.get(under).copied());
        match piles.get_mut(pile) {
            Some(top) => *top = index,
            None => piles.push(index),
        }
    }
    let mut keep = vec![false; words.len()];
    let mut at = piles.last().copied();
    while let Some(index) = at {
        keep[index] = true;
        at = before[index];
    }
    for (word, keep) in words.iter_mut().zip(keep) {
        *word = word.filter(|_| keep);
    }
}

/// Words to which the vendor gave the same start share the time up to the next one.
fn part_equal_starts(score: &Score<'_>, words: &mut [Option<Heard>], duration: f64) {
    let known: Vec<usize> = (0..words.len()).filter(|index| words[*index].is_some()).collect();
    let start = |index: usize, words: &[Option<Heard>]| words[index].map_or(0.0, |word| word.start);
    let mut at = 0;
    while at < known.len() {
        let from = start(known[at], words);
        let run = known[at..].iter().take_while(|index| start(**index, words) <= from).count();
        let next = known.get(at + run).map(|index| start(*index, words));
        if run > 1 {
            share(score, words, &known[at..at + run], next.unwrap_or(duration));
        }
        at += run;
    }
}

fn share(score: &Score<'_>, words: &mut [Option<Heard>], run: &[usize], limit: f64) {
    let heard: Vec<Heard> = run.iter().filter_map(|index| words[*index]).collect();
    let from = heard.first().map_or(0.0, |word| word.start);
    let end = heard.iter().map(|word| word.end).fold(from, f64::max);
    let weights: Vec<f64> = run.iter().map(|index| score.words[*index].weight).collect();
    let least = from + TIGHT * weights.iter().sum::<f64>();
    let to = end.max(least).min(limit);
    for ((index, word), (start, end)) in run.iter().zip(heard).zip(spread(from, to, &weights)) {
        words[*index] = Some(Heard { start, end, ..word });
    }
}

/// Lets no word last into the next, and lets mere ticks last until the next one of their line.
fn trim_ends(score: &Score<'_>, words: &mut [Option<Heard>]) {
    let mut next: Option<(usize, f64)> = None;
    for index in (0..words.len()).rev() {
        let Some(word) = words[index] else { continue };
        if let Some((place, start)) = next {
            let neighbours = place == index + 1 && score.words[place].line == score.words[index].line;
            let tick = word.end - word.start <= TICK && start - word.end <= SUSTAIN;
            let end = if neighbours && tick { start } else { word.end.min(start) };
            words[index] = Some(Heard { end, ..word });
        }
        next = Some((index, word.start));
    }
}

struct Filler<'a> {
    score: &'a Score<'a>,
    words: Vec<Option<Heard>>,
    duration: f64,
    blind: &'a [Range],
}

impl Filler<'_> {
    fn fill(&mut self) {
        let mut at = 0;
        while at < self.words.len() {
            let length = self.words[at..].iter().take_while(|word| word.is_none()).count();
            if length > 0 {
                self.fill_run(at, at + length);
            }
            at += length.max(1);
        }
    }

    /// Makes up times for the words `from..to`, all missing.
    fn fill_run(&mut self, from: usize, to: usize) {
        let before = from.checked_sub(1).and_then(|index| self.words[index]);
        let after = self.words.get(to).copied().flatten();
        let weight = self.weight(from, to);
        let (low, high) = self.gap(before, after, weight);
        let tight = high - low < weight * TIGHT;
        match (before, after) {
            (Some(word), _) if tight => self.place(from - 1, to, word.start, high),
            (None, Some(word)) if tight => self.place(from, to + 1, low, word.end),
            _ => self.place(from, to, low, high),
        }
    }

    /// The time between two known words, or beside the only one; in a blind range if it reaches one.
    fn gap(&self, before: Option<Heard>, after: Option<Heard>, weight: f64) -> (f64, f64) {
        let length = weight * SYLLABLE;
        let widest = (before.map_or(0.0, |word| word.end), after.map_or(self.duration, |word| word.start));
        if let Some(inside) = self.blind.iter().find_map(|range| overlap(*range, widest)) {
            return inside;
        }
        match (before, after) {
            (None, Some(_)) => ((widest.1 - length).max(0.0), widest.1),
            (Some(_), None) => (widest.0, (widest.0 + length).min(self.duration)),
            _ => widest,
        }
    }

    fn weight(&self, from: usize, to: usize) -> f64 {
        self.score.words[from..to].iter().map(|word| word.weight).sum()
    }

    /// Spreads words over a span; those that were known keep some of their confidence.
    fn place(&mut self, from: usize, to: usize, low: f64, high: f64) {
        let weights: Vec<f64> = self.score.words[from..to].iter().map(|word| word.weight).collect();
        for (index, (start, end)) in (from..to).zip(spread(low, high.max(low), &weights)) {
            self.words[index] = Some(Heard { start, end, confidence: GUESSED });
        }
    }
}

fn overlap(range: Range, gap: (f64, f64)) -> Option<(f64, f64)> {
    let low = gap.0.max(range.start().seconds());
    let high = gap.1.min(range.end().seconds());
    (high > low).then_some((low, high))
}
