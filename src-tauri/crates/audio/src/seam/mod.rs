//! Finds where a fragment belongs, by listening: the context that the vendor sang around the new words is
//! searched in the original, before and after the range. Absent: playing the join (`arrangement`) and the
//! words that the screens use for its quality.
//!
//! Both sides are searched together, because a fragment has one offset: a curve of match over lag is
//! computed for each side and the curves are added, weighted by how much sound each side holds.

mod correlate;

use song::{Range, Seam, SeamQuality};

use crate::arrangement::require_rate;
use crate::{AudioError, FrameReader};
use correlate::{Match, match_curve};

/// How much context a vendor sings before the range, in seconds.
const USUAL_HEAD_S: f64 = 2.0;
/// How far from the expected place is searched, in seconds.
const SEARCH_S: f64 = 0.25;
/// Longest context that is listened to on either side, in seconds.
const LISTEN_S: f64 = 6.0;
/// Shortest context worth listening to, in seconds.
const SHORTEST_S: f64 = 0.08;
/// Two lags that match equally well are told apart by their distance from the expected place: the score
/// that the furthest one loses.
const PRIOR: f32 = 0.02;
/// Above this the join is [`SeamQuality::Smooth`].
const SMOOTH: f32 = 0.9;
/// Above this a match is believed at all.
const AUDIBLE: f32 = 0.5;
/// Loudness is never changed by more than this, in decibels.
const MOST_GAIN_DB: f64 = 3.0;
/// A difference below this is no difference: the fragment stays bit for bit what the vendor sent.
const LEAST_GAIN_DB: f64 = 0.15;
/// Mean square below which a context counts as silent (-70 dBFS).
const SILENT: f64 = 1e-7;

/// Where `fragment` lies on the song that `original` plays, given the `range` it replaces.
///
/// The expected place follows from the lengths: what the fragment has more than the range is context, about
/// two seconds of it before the range. The true place is searched within 250 ms of that. If nothing matches,
/// the expected place stands and the quality is [`SeamQuality::Hard`].
///
/// # Errors
/// What reading answers, [`AudioError::Unsupported`] for different rates, [`AudioError::Empty`] if the
/// fragment has no length.
pub fn align(
    original: &mut dyn FrameReader,
    fragment: &mut dyn FrameReader,
    range: Range,
) -> Result<Seam, AudioError> {
    require_rate(original.rate(), fragment.rate())?;
    if fragment.frames() == 0 {
        return Err(AudioError::Empty);
    }
    let places = Places::new(original, fragment, range);
    let mut sides = Sides { original, fragment, places };
    let lag = sides.best_lag()?;
    sides.judge(lag)
}

/// Where `sought` matches best in `around` (interleaved stereo, longer by twice the furthest lag): the lag in
/// frames from the middle, the match there, and the match at lag 0, each -1..=1.
pub(crate) fn best_lag(sought: &[f32], around: &[f32]) -> (i64, f32, f32) {
    let scores = match_curve(sought, around, SILENT).scores;
    let middle = scores.len() / 2;
    let better = |best: usize, at: usize| if scores[at] > scores[best] { at } else { best };
    let best = (0..scores.len()).fold(middle, better);
    (signed(best as u64) - signed(middle as u64), scores[best], scores[middle])
}

/// The geometry, in frames of the song.
struct Places {
    rate: u32,
    song: i64,
    length: i64,
    start: i64,
    end: i64,
    expected: i64,
    search: i64,
}

impl Places {
    fn new(original: &dyn FrameReader, fragment: &dyn FrameReader, range: Range) -> Self {
        let rate = original.rate();
        let (song, length) = (signed(original.frames()), signed(fragment.frames()));
        let start = signed(range.start().frames(rate)).min(song);
        let end = signed(range.end().frames(rate)).min(song);
        let head = expected_head(length - (end - start), start, song - end, frames(USUAL_HEAD_S, rate));
        Self { rate, song, length, start, end, expected: start - head, search: frames(SEARCH_S, rate) }
    }

    /// The part of the fragment that is context before the range wherever it is found, and after it.
    fn surely_head(&self) -> (i64, i64) {
        let known = self.start - self.expected;
        let end = (known - self.search).max(known / 2).min(self.length);
        ((end - frames(LISTEN_S, self.rate)).max(0), end.max(0))
    }

    fn surely_tail(&self) -> (i64, i64) {
        let known = self.expected + self.length - self.end;
        let start = self.length - (known - self.search).max(known / 2);
        let start = start.clamp(0, self.length);
        (start, (start + frames(LISTEN_S, self.rate)).min(self.length))
    }
}

/// Context before the range if `context` frames surround it: the usual length, unless the song is too short
/// before or after the range for the vendor to have had that much. Where there is less context than usual
/// it may be halved or be missing after the range; the guess lies between, so that the search sees both.
fn expected_head(context: i64, before: i64, after: i64, usual: i64) -> i64 {
    let least = (context - after).max(0);
    usual.min(context / 2 + usual / 8).max(least).min(before).min(context).max(0)
}

struct Sides<'a> {
    original: &'a mut dyn FrameReader,
    fragment: &'a mut dyn FrameReader,
    places: Places,
}

impl Sides<'_> {
    /// The lag, in frames from the expected place, at which both contexts together match best.
    fn best_lag(&mut self) -> Result<i64, AudioError> {
        let head = self.curve(self.places.surely_head())?;
        let tail = self.curve(self.places.surely_tail())?;
        let weight = head.weight + tail.weight;
        if weight <= 0.0 {
            return Ok(0);
        }
        let scores = head.scores.iter().zip(&tail.scores);
        let both = scores.map(|(h, t)| (h * head.weight + t * tail.weight) / weight);
        Ok(best(both, self.places.search))
    }

    fn curve(&mut self, (from, to): (i64, i64)) -> Result<Match, AudioError> {
        let search = self.places.search;
        if to - from < frames(SHORTEST_S, self.places.rate) {
            return Ok(Match::nothing(search));
        }
        let sought = stretch(self.fragment, from, to)?;
        let at = self.places.expected + from;
        let around = stretch(self.original, at - search, at + (to - from) + search)?;
        Ok(match_curve(&sought, &around, SILENT))
    }

    /// Measures the overlaps at `lag` and puts the result into words.
    fn judge(&mut self, lag: i64) -> Result<Seam, AudioError> {
        let (mut head, mut tail) = self.overlaps(lag)?;
        let found = head.correlation.max(tail.correlation) > AUDIBLE;
        let offset = self.places.expected + if found { lag } else { 0 };
        if !found && lag != 0 {
            (head, tail) = self.overlaps(0)?;
        }
        Ok(Seam {
            offset_frames: clamp_i32(offset),
            head_correlation: head.correlation,
            tail_correlation: tail.correlation,
            gain_db: gain_db(&head, &tail),
            quality: quality(&head, &tail),
        })
    }

    fn overlaps(&mut self, lag: i64) -> Result<(Overlap, Overlap), AudioError> {
        let offset = self.places.expected + lag;
        let listen = frames(LISTEN_S, self.places.rate);
        let end = offset + self.places.length;
        let (start, range_end) = (self.places.start, self.places.end);
        let head = self.overlap(offset, offset.max(0).max(start - listen), start)?;
        let tail = self.overlap(offset, range_end, end.min(self.places.song).min(range_end + listen))?;
        Ok((head, tail))
    }

    fn overlap(&mut self, offset: i64, from: i64, to: i64) -> Result<Overlap, AudioError> {
        if to - from < frames(SHORTEST_S, self.places.rate) {
            return Ok(Overlap::default());
        }
        let below = stretch(self.original, from, to)?;
        let above = stretch(self.fragment, from - offset, to - offset)?;
        Ok(Overlap::measure(&below, &above))
    }
}

/// What one overlap sounds like.
#[derive(Default)]
struct Overlap {
    correlation: f32,
    song_energy: f64,
    fragment_energy: f64,
    /// Something sounds on either side of the join.
    sounds: bool,
}

impl Overlap {
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    fn measure(below: &[f32], above: &[f32]) -> Self {
        let song_energy = dot(below, below);
        let fragment_energy = dot(above, above);
        let floor = SILENT * below.len() as f64;
        let both = song_energy > floor && fragment_energy > floor;
        let correlation = if both { dot(below, above) / (song_energy * fragment_energy).sqrt() } else { 0.0 };
        Self {
            correlation: correlation.clamp(-1.0, 1.0) as f32,
            sounds: song_energy > floor || fragment_energy > floor,
            song_energy,
            fragment_energy,
        }
    }
}

fn quality(head: &Overlap, tail: &Overlap) -> SeamQuality {
    // Silence joins silence without a trace, so a silent side has no say.
    let heard = [head, tail].into_iter().filter(|side| side.sounds).map(|side| side.correlation);
    let (worst, best) = heard.fold((1.0f32, -1.0f32), |(worst, best), r| (worst.min(r), best.max(r)));
    match (worst > SMOOTH, best > AUDIBLE) {
        (true, _) => SeamQuality::Smooth,
        (false, true) => SeamQuality::Audible,
        (false, false) => SeamQuality::Hard,
    }
}

#[allow(clippy::cast_possible_truncation)]
fn gain_db(head: &Overlap, tail: &Overlap) -> f32 {
    let sounding =
        [head, tail].into_iter().filter(|side| side.song_energy > 0.0 && side.fragment_energy > 0.0);
    let (song, fragment) =
        sounding.fold((0.0, 0.0), |(s, f), side| (s + side.song_energy, f + side.fragment_energy));
    if song <= 0.0 || fragment <= 0.0 {
        return 0.0;
    }
    let gain = (10.0 * (song / fragment).log10()).clamp(-MOST_GAIN_DB, MOST_GAIN_DB);
    if gain.abs() < LEAST_GAIN_DB { 0.0 } else { gain as f32 }
}

/// The lag with the highest score, less a little for its distance from 0.
#[allow(clippy::cast_precision_loss)]
fn best(scores: impl Iterator<Item = f32>, search: i64) -> i64 {
    let judged = scores.zip(-search..=search).map(|(score, lag)| {
        let distance = lag.abs() as f32 / search.max(1) as f32;
        (score - PRIOR * distance, lag)
    });
    judged.max_by(|a, b| a.0.total_cmp(&b.0)).map_or(0, |(_, lag)| lag)
}

/// Frames `from..to` of a reader, silence where it has none.
fn stretch(reader: &mut dyn FrameReader, from: i64, to: i64) -> Result<Vec<f32>, AudioError> {
    let mut samples = vec![0.0; index(to - from) * 2];
    let lead = index((-from).clamp(0, (to - from).max(0))) * 2;
    reader.read(from.max(0).unsigned_abs(), &mut samples[lead..])?;
    Ok(samples)
}

fn dot(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum()
}

#[allow(clippy::cast_possible_truncation)]
fn frames(seconds: f64, rate: u32) -> i64 {
    (seconds * f64::from(rate)).round() as i64
}

fn signed(frames: u64) -> i64 {
    i64::try_from(frames).unwrap_or(i64::MAX)
}

fn index(frames: i64) -> usize {
    usize::try_from(frames).unwrap_or(0)
}

fn clamp_i32(frames: i64) -> i32 {
    i32::try_from(frames).unwrap_or(if frames < 0 { i32::MIN } else { i32::MAX })
}

#[cfg(test)]
mod tests;
