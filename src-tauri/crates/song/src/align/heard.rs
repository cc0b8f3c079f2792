//! When each word was heard according to one of the vendor's lists, and which list to believe.

use super::letters;
use super::score::{Owner, Score};
use super::stream::{Stream, TimedChar};

/// When a word was heard, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Heard {
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) confidence: f32,
}

/// What is believed of a word that shares its piece with others: its place in there is a guess.
const SHARED_PIECE: f32 = 0.6;

/// The most that is believed of words that had to share the time of their glued header.
const BESIDE_HEADER: f32 = 0.55;

/// Nobody sings faster than this; seconds per syllable.
const HURRIED: f64 = 0.15;

/// The two lists agree if they differ by no more than this, in seconds.
const AGREEMENT: f64 = 1.5;

/// What one of the vendor's lists says.
pub(super) struct Listing {
    /// Per word of the score, when it was heard.
    words: Vec<Option<Heard>>,
    /// First word of a line, and when the header glued to it begins and ends.
    headers: Vec<(usize, (f64, f64))>,
}

/// Per word of the score, when it was heard in this stream.
pub(super) fn in_stream(score: &Score<'_>, stream: &Stream) -> Listing {
    let chars: Vec<(char, bool)> = stream.chars.iter().map(|char| (char.ch, char.begins)).collect();
    let pairs = letters::pairs(&score.chars, &chars);
    let sung = without_headers(score, stream, &pairs);
    let mut found = Found::new(score.words.len());
    for (lyric, heard) in pairs {
        if let (Some(owner), Some(char)) = (score.owners.get(lyric), sung.get(heard)) {
            found.add(*owner, heard, char);
        }
    }
    Listing { words: found.words(score), headers: found.headers }
}

/// The stream's characters, where a piece that holds a header beside words (`[Verse]\npaper `) gives
/// all of its time to the words: headers are not sung.
fn without_headers(score: &Score<'_>, stream: &Stream, pairs: &[(usize, usize)]) -> Vec<TimedChar> {
    let mut silent = vec![false; stream.chars.len()];
    for (lyric, heard) in pairs {
        silent[*heard] = !matches!(score.owners.get(*lyric), Some(Owner::Word(_)));
    }
    let mut chars = stream.chars.clone();
    let mut at = 0;
    for piece in chars.chunk_by_mut(|a, b| a.piece == b.piece) {
        let silent = &silent[at..at + piece.len()];
        at += piece.len();
        if silent.contains(&true) && silent.contains(&false) {
            give_time_to_sung(piece, silent);
        }
    }
    chars
}

fn give_time_to_sung(piece: &mut [TimedChar], silent: &[bool]) {
    let (Some(start), Some(end)) = (piece.first().map(|char| char.start), piece.last().map(|char| char.end))
    else {
        return;
    };
    let weights: Vec<f64> = silent.iter().map(|silent| if *silent { 0.0 } else { 1.0 }).collect();
    for (char, (start, end)) in piece.iter_mut().zip(spread(start, end, &weights)) {
        (char.start, char.end) = (start, end);
    }
}

/// What the characters of one word added up to.
#[derive(Clone, Copy)]
struct Sum {
    heard: Heard,
    first_piece: usize,
    last_piece: usize,
    /// How many characters were found, and how far apart in the vendor's list.
    count: usize,
    first: usize,
    last: usize,
}

struct Found {
    words: Vec<Option<Sum>>,
    /// First word of a line, and when the header glued to it begins and ends.
    headers: Vec<(usize, (f64, f64))>,
}

impl Found {
    fn new(words: usize) -> Self {
        Self { words: vec![None; words], headers: Vec::new() }
    }

    fn add(&mut self, owner: Owner, place: usize, char: &TimedChar) {
        match owner {
            Owner::Word(index) => {
                if let Some(word) = self.words.get_mut(index) {
                    *word = Some(word.map_or_else(|| Sum::of(place, char), |sum| sum.and(place, char)));
                }
            }
            Owner::Glued(first) => self.add_header(first, char),
            Owner::Nobody => {}
        }
    }

    fn add_header(&mut self, first: usize, char: &TimedChar) {
        match self.headers.last_mut() {
            Some((last, span)) if *last == first => span.1 = span.1.max(char.end),
            _ => self.headers.push((first, (char.start, char.end))),
        }
    }

    /// The words that were really found.
    fn words(&self, score: &Score<'_>) -> Vec<Option<Heard>> {
        let mut crowd = std::collections::HashMap::<usize, usize>::new();
        for sum in self.words.iter().flatten() {
            *crowd.entry(sum.first_piece).or_default() += 1;
        }
        let words = self.words.iter().zip(&score.words);
        words
            .map(|(sum, word)| {
                let sum = sum.filter(|sum| sum.is_word(word.length))?;
                let alone = crowd.get(&sum.first_piece) == Some(&1) || sum.first_piece != sum.last_piece;
                let trust = if alone { 1.0 } else { SHARED_PIECE };
                Some(Heard { confidence: sum.heard.confidence * trust, ..sum.heard })
            })
            .collect()
    }
}

impl Sum {
    /// Whether at least half of the word was found, and not scattered over others.
    fn is_word(&self, length: usize) -> bool {
        self.count * 2 >= length && self.last - self.first < self.count * 2
    }

    fn of(place: usize, char: &TimedChar) -> Self {
        let heard = Heard { start: char.start, end: char.end, confidence: char.p };
        Self { heard, first_piece: char.piece, last_piece: char.piece, count: 1, first: place, last: place }
    }

    fn and(self, place: usize, char: &TimedChar) -> Self {
        let heard = Heard {
            start: self.heard.start.min(char.start),
            end: self.heard.end.max(char.end),
            confidence: self.heard.confidence.min(char.p),
        };
        Self { heard, last_piece: char.piece, count: self.count + 1, last: place, ..self }
    }
}

/// A header glued to a line is not sung, though some vendors give it the line's time and leave the
/// words a moment too short to sing them in: then the words are spread over both.
fn share_with_header(score: &Score<'_>, words: &mut [Option<Heard>], first: usize, header: (f64, f64)) {
    let line = score.line_of(first);
    let heard: Option<Vec<Heard>> = words.get(line.clone()).and_then(|words| words.iter().copied().collect());
    let ends = heard.as_ref().and_then(|heard| Some((heard.first()?.start, heard.last()?.end)));
    let Some((start, end)) = ends else { return };
    let weights: Vec<f64> = line.clone().map(|index| score.words[index].weight).collect();
    let hurried = end - start < weights.iter().sum::<f64>() * HURRIED;
    if !hurried || header.0 > start || header.1 - header.0 < end - start {
        return;
    }
    for (index, (start, end)) in line.zip(spread(header.0, end, &weights)) {
        let confidence = words[index].map_or(0.0, |word| word.confidence.min(BESIDE_HEADER));
        words[index] = Some(Heard { start, end, confidence });
    }
}

/// Divides a span of time by weight; every part begins exactly where the one before it ends.
pub(crate) fn spread(from: f64, to: f64, weights: &[f64]) -> Vec<(f64, f64)> {
    let to = to.max(from);
    let total: f64 = weights.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    let at = |sum: f64| (from + (to - from) * (sum / total)).clamp(from, to);
    let mut sum = 0.0;
    let mut place = |weight: &f64| {
        let start = at(sum);
        sum += weight;
        (start, at(sum))
    };
    weights.iter().map(&mut place).collect()
}

/// The finer list (`lines`) where both agree or the coarse one is silent, else the coarse one, which
/// says how sure it is.
pub(super) fn reconcile(score: &Score<'_>, words: &Listing, lines: &Listing) -> Vec<Option<Heard>> {
    let mut chosen = words.words.clone();
    for (index, line) in lines.words.iter().enumerate() {
        let word = chosen[index];
        if let Some(line) =
            line.filter(|line| word.is_none_or(|word| words.allows(score, index, &word, line)))
        {
            let confidence = word.map_or(line.confidence, |word| word.confidence.max(line.confidence));
            chosen[index] = Some(Heard { confidence, ..line });
        }
    }
    for (first, header) in words.headers.iter().chain(&lines.headers) {
        share_with_header(score, &mut chosen, *first, *header);
    }
    chosen
}

impl Listing {
    /// Whether a word may have been heard as the other list says. The time of a header glued to its
    /// line counts as the word's.
    fn allows(&self, score: &Score<'_>, index: usize, word: &Heard, other: &Heard) -> bool {
        let header = self.headers.iter().find(|(first, _)| score.line_of(*first).contains(&index));
        let from = header.map_or(word.start, |(_, (start, _))| start.min(word.start));
        (from - AGREEMENT..=word.end + AGREEMENT).contains(&other.start)
    }
}
