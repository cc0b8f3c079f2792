//! Times that the user tapped along: a start per sung line becomes a timing of all words, in the form that
//! vendors' timings have. Deliberately absent: the tapping itself, which is the window's.

use serde::{Deserialize, Serialize};

use crate::align::{GUESSED, spread};
use crate::lyrics::{Line, Lyrics, Section, syllables};
use crate::{Millis, RawLine, RawTiming, RawWord, Timing};

/// What is believed of the word that a tap was for: people tap within about a tenth of a second.
const TAPPED: f64 = 0.75;

/// What is believed of the other words of a tapped line: they are spread by syllables.
const SPREAD: f64 = 0.45;

/// Seconds per syllable where nothing tells how fast is sung.
const USUAL: f64 = 0.3;

/// Seconds per syllable that singers stay within; what lies outside is a pause, or a slip.
const PACES: (f64, f64) = (0.1, 0.7);

/// What the user tapped along with a take.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Tapped {
    /// The lyrics that the times are for, where the take has none of its own; else empty.
    pub words: String,
    /// The times, on the take's own time.
    pub timing: RawTiming,
}

/// Why taps are no timing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TapError {
    /// As many times as lines are needed, untapped ones included.
    #[error("there are {taps} times for {lines} lines")]
    Count {
        /// Times that came.
        taps: usize,
        /// Lines there are.
        lines: usize,
    },
    /// Not one line was tapped.
    #[error("no line has a time")]
    Nothing,
    /// A line starts before the one above it, or behind the end of the song.
    #[error("line {0} does not start after the one above it and inside of the song")]
    Disorder(usize),
}

/// The lines that can be tapped, with their sections: those with something to sing.
#[must_use]
pub fn tap_lines(lyrics: &Lyrics) -> Vec<(&Section, &Line)> {
    let sung = lyrics.lines().filter(|(_, line)| !line.words.is_empty());
    sung.filter_map(|(section, line)| Some((lyrics.sections.get(section)?, line))).collect()
}

/// When each line of [`tap_lines`] starts according to a timing of these lyrics; none where nobody knows and it was
/// only filled in.
#[must_use]
pub fn line_starts(lyrics: &Lyrics, timing: &Timing) -> Vec<Option<Millis>> {
    let start = |index: usize| {
        let line = timing.lines.get(index)?;
        let word = timing.words.get(usize::try_from(line.first_word).ok()?)?;
        (word.confidence > GUESSED).then_some(line.start)
    };
    (0..tap_lines(lyrics).len()).map(start).collect()
}

/// A timing of all words from the starts of lines (of [`tap_lines`]; none: not tapped).
///
/// The words of a line are spread by syllables, at the pace of the whole song, up to the next line at most. Lines
/// that were not tapped are spread over what lies between those that were. Only the first word of a tapped line is
/// fairly sure; confidence says so.
///
/// # Errors
/// [`TapError`] when the taps are not those of these lyrics, or not in order.
pub fn tapped_timing(
    lyrics: &Lyrics,
    starts: &[Option<Millis>],
    duration: Millis,
) -> Result<RawTiming, TapError> {
    let lines = tap_lines(lyrics);
    check(starts, lines.len(), duration)?;
    let weights: Vec<f64> = lines.iter().map(|(_, line)| weights(line).iter().sum()).collect();
    let pace = pace(starts, &weights);
    let begins = begins(starts, &weights, pace, duration.seconds());
    let mut words = Vec::new();
    for (index, (_, line)) in lines.iter().enumerate() {
        let next = begins.get(index + 1).copied().unwrap_or(duration.seconds());
        let end = next.min(begins[index] + weights[index] * pace);
        words.extend(sing(line, (begins[index], end), starts[index].is_some()));
    }
    Ok(RawTiming { words, lines: Vec::new() })
}

impl RawTiming {
    /// What of it is wanted, by start and end in seconds.
    #[must_use]
    pub fn only(&self, wanted: impl Fn(f64, f64) -> bool) -> Self {
        let words = self.words.iter().filter(|word: &&RawWord| wanted(word.start_s, word.end_s));
        let lines = self.lines.iter().filter(|line: &&RawLine| wanted(line.start_s, line.end_s));
        Self { words: words.cloned().collect(), lines: lines.cloned().collect() }
    }
}

fn check(starts: &[Option<Millis>], lines: usize, duration: Millis) -> Result<(), TapError> {
    if starts.len() != lines {
        return Err(TapError::Count { taps: starts.len(), lines });
    }
    let mut latest = None;
    for (index, start) in starts.iter().enumerate().filter_map(|(index, start)| Some((index, (*start)?))) {
        if latest.is_some_and(|latest| start <= latest) || start >= duration {
            return Err(TapError::Disorder(index + 1));
        }
        latest = Some(start);
    }
    latest.map(|_| ()).ok_or(TapError::Nothing)
}

/// Syllables of each word, at least 1.
fn weights(line: &Line) -> Vec<f64> {
    line.words.iter().map(|word| f64::from(syllables(&word.text).max(1))).collect()
}

/// Seconds per syllable of the whole song: the middle one of all lines that have the next one's start too.
fn pace(starts: &[Option<Millis>], weights: &[f64]) -> f64 {
    let gap = |(pair, weight): (&[Option<Millis>], &f64)| match pair {
        [Some(from), Some(to)] => Some(to.minus(*from).seconds() / weight),
        _ => None,
    };
    let mut paces: Vec<f64> = starts.windows(2).zip(weights).filter_map(gap).collect();
    paces.sort_by(f64::total_cmp);
    paces.get(paces.len() / 2).copied().unwrap_or(USUAL).clamp(PACES.0, PACES.1)
}

/// When every line begins: as tapped, else spread over what lies between its neighbours.
fn begins(starts: &[Option<Millis>], weights: &[f64], pace: f64, duration: f64) -> Vec<f64> {
    let mut begins: Vec<f64> = starts.iter().map(|start| start.map_or(0.0, Millis::seconds)).collect();
    let tapped: Vec<usize> = (0..starts.len()).filter(|index| starts[*index].is_some()).collect();
    let length = |from: usize, to: usize| weights[from..to].iter().sum::<f64>() * pace;
    let mut fill = |lines: std::ops::Range<usize>, low: f64, high: f64| {
        for (index, (start, _)) in lines.clone().zip(spread(low, high, &weights[lines])) {
            begins[index] = start;
        }
    };
    let seconds = |index: usize| starts[index].map_or(0.0, Millis::seconds);
    if let (Some(first), Some(last)) = (tapped.first().copied(), tapped.last().copied()) {
        fill(0..first, (seconds(first) - length(0, first)).max(0.0), seconds(first));
        let end = seconds(last) + length(last, weights.len());
        fill(last..weights.len(), seconds(last), end.min(duration));
    }
    for pair in tapped.windows(2) {
        fill(pair[0]..pair[1], seconds(pair[0]), seconds(pair[1]));
    }
    begins
}

/// A line's words, spread by syllables.
fn sing(line: &Line, (from, to): (f64, f64), tapped: bool) -> Vec<RawWord> {
    let last = line.words.len().saturating_sub(1);
    let word = |(index, (word, (start_s, end_s))): (usize, (&crate::lyrics::Word, (f64, f64)))| RawWord {
        text: format!("{}{}", word.text, if index == last { '\n' } else { ' ' }),
        success: true,
        start_s,
        end_s,
        p: match index {
            _ if !tapped => f64::from(GUESSED),
            0 => TAPPED,
            _ => SPREAD,
        },
    };
    line.words.iter().zip(spread(from, to, &weights(line))).enumerate().map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align;

    const WORDS: &str = "[Verse]\nPaper lanterns on the rooftops\n// a note\n...\n街灯慢慢数着水面\n\n[Chorus]\nWe were home\nHold on";

    fn ms(times: &[u32]) -> Vec<Option<Millis>> {
        times.iter().map(|time| (*time > 0).then_some(Millis(*time))).collect()
    }

    fn timing(words: &str, times: &[u32], duration: u32) -> Timing {
        let lyrics = Lyrics::parse(words);
        let raw = tapped_timing(&lyrics, &ms(times), Millis(duration)).unwrap();
        align(&lyrics, &raw, Millis(duration))
    }

    fn starts(timing: &Timing) -> Vec<u32> {
        timing.lines.iter().map(|line| line.start.0).collect()
    }

    #[test]
    fn only_what_is_sung_is_tapped() {
        let lyrics = Lyrics::parse(WORDS);
        let lines: Vec<_> =
            tap_lines(&lyrics).iter().map(|(of, line)| (of.label.as_str(), line.text.as_str())).collect();
        let expected = [
            ("Verse", "Paper lanterns on the rooftops"),
            ("Verse", "街灯慢慢数着水面"),
            ("Chorus", "We were home"),
            ("Chorus", "Hold on"),
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn lines_start_where_they_were_tapped_and_words_are_spread_by_syllables() {
        let timing = timing(WORDS, &[12_345, 15_001, 18_000, 19_200], 60_000);
        assert_eq!(starts(&timing), [12_345, 15_001, 18_000, 19_200]);
        let of_line = |line: u32| timing.words.iter().filter(move |word| word.line == line);
        // 8 syllables: pa-per lan-terns on the roof-tops (counted 8) last to the next line at most.
        let lengths: Vec<u32> = of_line(0).map(|word| word.end.0 - word.start.0).collect();
        assert!(lengths[0].abs_diff(2 * lengths[2]) <= 2, "Paper has twice the syllables of on: {lengths:?}");
        let han: Vec<u32> = of_line(1).map(|word| word.end.0 - word.start.0).collect();
        assert_eq!(han.len(), 8);
        assert!(han.iter().all(|length| length.abs_diff(han[0]) <= 1), "{han:?}");
        assert!(timing.words.windows(2).all(|pair| pair[0].end <= pair[1].start));
        let sure: Vec<bool> = of_line(0).map(|word| word.confidence > 0.5).collect();
        assert_eq!(sure, [true, false, false, false, false], "only the tap itself is fairly sure");
    }

    #[test]
    fn a_line_before_a_long_pause_ends_at_the_pace_of_the_song() {
        let words = "la la la la\nla la la la\nla la la la\nla la la la";
        let timing = timing(words, &[1_000, 2_600, 4_200, 30_000], 60_000);
        let ends: Vec<u32> = timing.lines.iter().map(|line| line.end.0).collect();
        assert_eq!(ends, [2_600, 4_200, 5_800, 31_600], "0.4 s per syllable");
        let alone = super::tests::timing("la la", &[59_900], 60_000);
        assert_eq!(alone.lines[0].end.0, 60_000, "never behind the end");
    }

    #[test]
    fn lines_that_were_not_tapped_lie_between_those_that_were() {
        let words = "la la\nla la\nla la la la\nla la\nla la";
        let timing = timing(words, &[0, 10_000, 0, 13_000, 0], 60_000);
        assert_eq!(timing.lines[1].start.0, 10_000);
        assert_eq!(timing.lines[2].start.0, 11_000, "two of six syllables in");
        assert_eq!(timing.lines[3].start.0, 13_000);
        assert_eq!((timing.lines[0].start.0, timing.lines[4].start.0), (9_400, 13_600), "at the usual pace");
        let lyrics = Lyrics::parse(words);
        assert_eq!(line_starts(&lyrics, &timing), ms(&[0, 10_000, 0, 13_000, 0]), "guesses are no taps");
    }

    #[test]
    fn what_is_not_in_order_is_refused() {
        let lyrics = Lyrics::parse("la\nla\nla");
        let refused = |times: &[u32]| tapped_timing(&lyrics, &ms(times), Millis(9_000)).unwrap_err();
        assert_eq!(refused(&[1, 2]), TapError::Count { taps: 2, lines: 3 });
        assert_eq!(refused(&[0, 0, 0]), TapError::Nothing);
        assert_eq!(refused(&[5, 0, 5]), TapError::Disorder(3));
        assert_eq!(refused(&[5, 9_000, 0]), TapError::Disorder(2));
    }

    #[test]
    fn a_part_of_a_timing_is_cut_out() {
        let lyrics = Lyrics::parse("one two\nthree four");
        let raw = tapped_timing(&lyrics, &ms(&[1_000, 3_000]), Millis(9_000)).unwrap();
        let late = raw.only(|start, _| start >= 3.0);
        let texts: Vec<&str> = late.words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts, ["three ", "four\n"]);
    }
}
