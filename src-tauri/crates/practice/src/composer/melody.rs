//! Rhythm and pitches of a sung line. The same kind of section uses the same accents, contour and small
//! surprises, so that a chorus is recognised and a second verse sounds like the first.

use song::lyrics::SectionKind;

use super::harmony::{Chord, family};
use super::rng::Rng;
use super::style::{Genre, Style};

/// Sixteenths of a bar.
pub(crate) const STEPS: usize = 16;

/// A note of a melody on the grid of sixteenths, counted from the start of its line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Beat {
    pub(crate) at: f64,
    pub(crate) length: f64,
}

/// Where a line stands in its section.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) kind: SectionKind,
    pub(crate) index: usize,
    pub(crate) last: bool,
    /// Other melodies for other takes.
    pub(crate) seed: u64,
}

impl Place {
    /// Lines answer each other: A B A C.
    fn motif(&self) -> u64 {
        [0, 1, 0, 2][self.index % 4]
    }
}

/// Spreads `count` syllables over `steps` sixteenths, the last of which are for breathing.
pub(crate) fn rhythm(place: &Place, count: usize, steps: f64, style: &Style) -> Vec<Beat> {
    let whole = steps.floor().max(1.0) as usize;
    let pause = if count * 2 + 4 <= whole { 3 } else { 1 };
    let start = start_step(place, count, whole);
    let slots = chosen(place, count, start, whole.saturating_sub(pause).max(start + 1), style);
    let slots = slots.unwrap_or_else(|| even(count, start as f64, steps - 0.8));
    let longest = if place.last { 10.0 } else { 7.0 };
    (0..count)
        .map(|i| {
            let next = slots.get(i + 1).copied().unwrap_or(steps - 0.7);
            let limit = if i + 1 == count { longest } else { 6.0 };
            Beat { at: slots[i], length: (next - slots[i]).clamp(0.25, limit) }
        })
        .collect()
}

/// Short lines may begin after the beat.
fn start_step(place: &Place, count: usize, steps: usize) -> usize {
    let mut rng = Rng::of(place.seed, &[50, family(place.kind), place.motif() % 2]);
    let late = *rng.pick(&[0, 0, 2, 4]);
    if count * 2 + late + 4 <= steps { late } else { 0 }
}

fn even(count: usize, from: f64, to: f64) -> Vec<f64> {
    (0..count).map(|i| from + (to - from) * i as f64 / count as f64).collect()
}

/// The slots with most weight: eighths if they suffice, else sixteenths; `None` if those do not either.
fn chosen(place: &Place, count: usize, start: usize, end: usize, style: &Style) -> Option<Vec<f64>> {
    let stride = if (end - start).div_ceil(2) >= count { 2 } else { 1 };
    let mut rng = Rng::of(place.seed, &[51, family(place.kind)]);
    let push = if style.genre == Genre::Ballad { 0.15 } else { 0.32 };
    let accents: Vec<f32> = (0..32).map(|_| rng.swing() * push).collect();
    let mut slots: Vec<(usize, f32)> = (start..end)
        .filter(|step| (step - start).is_multiple_of(stride))
        .map(|step| {
            (
                step,
                metre(step) + accents[step % 32] - 0.012 * step as f32
                    + if step == start { 2.0 } else { 0.0 },
            )
        })
        .collect();
    if slots.len() < count {
        return None;
    }
    slots.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    slots.truncate(count);
    slots.sort_by_key(|slot| slot.0);
    Some(slots.into_iter().map(|(step, _)| step as f64).collect())
}

fn metre(step: usize) -> f32 {
    match step % 16 {
        0 => 1.0,
        8 => 0.9,
        4 | 12 => 0.8,
        even if even % 2 == 0 => 0.62,
        _ => 0.2,
    }
}

/// What a pitch is judged by.
struct Judge<'a> {
    style: &'a Style,
    place: &'a Place,
    low: i32,
    noise: Vec<f32>,
}

/// The pitches (MIDI) of a line: the cheapest path through the scale.
pub(crate) fn pitches(style: &Style, place: &Place, beats: &[Beat], chords: &[Chord]) -> Vec<f32> {
    let ladder = ladder(style);
    let mut rng = Rng::of(place.seed, &[52, family(place.kind), place.motif()]);
    let judge = Judge { style, place, low: ladder[0], noise: (0..997).map(|_| rng.unit() * 1.1).collect() };
    let mut costs: Vec<Vec<(f32, usize)>> = Vec::with_capacity(beats.len());
    for (i, beat) in beats.iter().enumerate() {
        let row = ladder.iter().map(|pitch| {
            let own = judge.own(*pitch, i, beats, beat, chords[i]);
            let Some(before) = costs.last() else { return (own, 0) };
            let ways = before.iter().zip(&ladder).map(|((cost, _), from)| cost + leap(pitch - from));
            let (best, cost) =
                ways.enumerate().fold((0, f32::MAX), |top, (n, c)| if c < top.1 { (n, c) } else { top });
            (own + cost, best)
        });
        let row = row.collect();
        costs.push(row);
    }
    trace(&costs).into_iter().map(|n| ladder[n] as f32).collect()
}

fn ladder(style: &Style) -> Vec<i32> {
    let scale = style.scale().map(|step| (step + style.tonic) % 12);
    let (low, high) = (style.center as i32 - 9, style.center as i32 + 9);
    (low..=high).filter(|pitch| scale.contains(&pitch.rem_euclid(12))).collect()
}

fn trace(costs: &[Vec<(f32, usize)>]) -> Vec<usize> {
    let Some(last) = costs.last() else { return Vec::new() };
    let mut at = (0..last.len()).min_by(|a, b| last[*a].0.total_cmp(&last[*b].0)).unwrap_or(0);
    let mut path: Vec<usize> = costs
        .iter()
        .rev()
        .map(|row| {
            let here = at;
            at = row[here].1;
            here
        })
        .collect();
    path.reverse();
    path
}

/// Steps are easy, leaps are dear.
fn leap(semitones: i32) -> f32 {
    match semitones.abs() {
        0 => 0.55,
        1 | 2 => 0.0,
        3 | 4 => 0.35,
        5 => 0.7,
        7 => 1.2,
        6 => 3.5,
        far => 1.6 + 0.4 * (far - 7) as f32,
    }
}

impl Judge<'_> {
    fn own(&self, pitch: i32, i: usize, beats: &[Beat], beat: &Beat, chord: Chord) -> f32 {
        let along = if beats.len() > 1 { i as f32 / (beats.len() - 1) as f32 } else { 0.5 };
        let away = (pitch as f32 - self.contour(along)).abs();
        let tones = chord.tones(self.style);
        let inside = tones[..3].contains(&pitch.rem_euclid(12));
        let strong = if (beat.at as usize).is_multiple_of(4) { 1.0 } else { 0.25 }
            + if beat.length >= 4.0 { 1.0 } else { 0.0 };
        let outside = if inside { 0.0 } else { 1.5 * strong };
        let spot = (beat.at as usize * 13 + (pitch - self.low) as usize * 31) % self.noise.len();
        0.16 * away.powf(1.35)
            + outside
            + self.colour(pitch)
            + self.cadence(pitch, i, beats.len(), &tones)
            + self.noise[spot]
    }

    /// Pentatonic tones sing best.
    fn colour(&self, pitch: i32) -> f32 {
        let above = (pitch - self.style.tonic).rem_euclid(12);
        let weak = if self.style.minor { [2, 8] } else { [5, 11] };
        let strictness = if self.style.genre == Genre::Guofeng { 3.0 } else { 0.55 };
        if weak.contains(&above) { strictness } else { 0.0 }
    }

    /// Lines end on chord tones, sections at home.
    fn cadence(&self, pitch: i32, i: usize, count: usize, tones: &[i32]) -> f32 {
        if i + 1 != count {
            return 0.0;
        }
        let class = pitch.rem_euclid(12);
        let home = class == self.style.tonic || class == tones[0];
        match (self.place.last, self.place.index % 2) {
            (true, _) if !home => 3.0,
            (false, 1) if !tones[..3].contains(&class) => 2.0,
            (false, 0) if class == self.style.tonic => 0.8,
            _ => 0.0,
        }
    }

    /// Where the line wants to be at a point `0.0..=1.0` of its way.
    fn contour(&self, along: f32) -> f32 {
        let (base, height) = match self.place.kind {
            SectionKind::Chorus => (3.0, 4.0),
            SectionKind::PreChorus => (0.5, 3.0),
            SectionKind::Bridge => (1.5, 4.5),
            SectionKind::Outro => (-2.0, 2.5),
            _ => (-3.0, 3.5),
        };
        let mut rng = Rng::of(self.place.seed, &[53, family(self.place.kind), self.place.motif()]);
        let tilt = rng.swing() * 0.5;
        let peak = rng.between(0.25, 0.7);
        let arch = 1.0 - ((along - peak) / peak.max(1.0 - peak)).powi(2) * 1.4;
        let shape = match self.place.index % 4 {
            0 => arch,
            1 => 0.8 - 1.5 * along + tilt * 0.4,
            2 => arch + 0.25,
            _ => 0.9 * (1.0 - along) - 0.5,
        };
        self.style.center + base + height * (shape + tilt * (along - 0.5))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::composer::SongSpec;

    fn place(index: usize, seed: u64) -> Place {
        Place { kind: SectionKind::Chorus, index, last: false, seed }
    }

    #[test]
    fn every_syllable_has_its_own_moment() {
        let style = Style::of(&SongSpec::default());
        for count in 1..60 {
            let beats = rhythm(&place(0, 3), count, 32.0, &style);
            assert_eq!(beats.len(), count);
            assert!(beats.windows(2).all(|pair| pair[1].at > pair[0].at));
            assert!(
                beats.iter().all(|beat| beat.length > 0.0 && beat.at + beat.length <= 32.3),
                "{count} {beats:?}"
            );
        }
    }

    #[test]
    fn melodies_move_mostly_by_step_and_stay_in_range() {
        for seed in 0..20 {
            let style = Style::of(&SongSpec { seed, ..SongSpec::default() });
            let beats = rhythm(&place(0, seed), 9, 32.0, &style);
            let chords = vec![Chord { degree: 0, seventh: false }; 9];
            let tune = pitches(&style, &place(0, seed), &beats, &chords);
            assert!(tune.windows(2).all(|pair| (pair[1] - pair[0]).abs() <= 9.0), "{tune:?}");
            let small = tune.windows(2).filter(|pair| (pair[1] - pair[0]).abs() <= 4.0).count();
            assert!(small >= 5, "{tune:?}");
            assert!(tune.iter().all(|pitch| (pitch - style.center).abs() <= 10.0));
        }
    }
}
