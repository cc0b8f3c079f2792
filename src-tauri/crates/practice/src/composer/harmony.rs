//! Chords: progressions per kind of section, and voicings that move little.

use song::lyrics::SectionKind;

use super::rng::Rng;
use super::style::{Genre, Style};

/// A chord of the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Chord {
    /// Step of the scale, 0 is the tonic.
    pub(crate) degree: usize,
    /// With a seventh.
    pub(crate) seventh: bool,
}

impl Chord {
    /// Its pitch classes, root first.
    pub(crate) fn tones(self, style: &Style) -> Vec<i32> {
        let scale = style.scale();
        let count = if self.seventh { 4 } else { 3 };
        (0..count).map(|n| (style.tonic + scale[(self.degree + 2 * n) % 7]) % 12).collect()
    }

    /// Pitch class of its root.
    pub(crate) fn root(self, style: &Style) -> i32 {
        (style.tonic + style.scale()[self.degree]) % 12
    }
}

const MAJOR_CALM: [&str; 6] = ["1564", "1645", "6415", "1464", "1345", "14651465"];
const MAJOR_BIG: [&str; 6] = ["4156", "1564", "6415", "45364251", "15634145", "4516"];
const MAJOR_BRIDGE: [&str; 4] = ["6345", "2645", "4362", "6543"];
const MINOR_CALM: [&str; 5] = ["1637", "1476", "1674", "1375", "1746"];
const MINOR_BIG: [&str; 4] = ["6371", "1637", "6713", "4637"];
const MINOR_BRIDGE: [&str; 3] = ["4167", "6347", "3764"];

/// One chord per bar for a section.
pub(crate) fn progression(style: &Style, kind: SectionKind, bars: usize, rng_seed: u64) -> Vec<Chord> {
    let big = matches!(kind, SectionKind::Chorus);
    let bridge = matches!(kind, SectionKind::Bridge | SectionKind::PreChorus);
    let bank: &[&str] = match (style.minor, big, bridge) {
        (false, true, _) => &MAJOR_BIG,
        (false, _, true) => &MAJOR_BRIDGE,
        (false, ..) => &MAJOR_CALM,
        (true, true, _) => &MINOR_BIG,
        (true, _, true) => &MINOR_BRIDGE,
        (true, ..) => &MINOR_CALM,
    };
    let mut rng = Rng::of(rng_seed, &[40, family(kind)]);
    let degrees: Vec<usize> = rng.pick(bank).bytes().map(|digit| usize::from(digit - b'1')).collect();
    let rich = match style.genre {
        Genre::Soul | Genre::Dream => 0.9,
        Genre::Ballad | Genre::Pop => 0.35,
        _ => 0.1,
    };
    let sevenths: Vec<bool> = degrees.iter().map(|_| rng.chance(rich)).collect();
    let mut chords: Vec<Chord> = (0..bars)
        .map(|bar| Chord { degree: degrees[bar % degrees.len()], seventh: sevenths[bar % degrees.len()] })
        .collect();
    if matches!(kind, SectionKind::PreChorus)
        && let Some(last) = chords.last_mut()
    {
        last.degree = if style.minor { 6 } else { 4 };
    }
    chords
}

/// Intro, outro and verse share their chords; a chorus has its own.
pub(crate) fn family(kind: SectionKind) -> u64 {
    match kind {
        SectionKind::Chorus => 1,
        SectionKind::Bridge => 2,
        SectionKind::PreChorus => 3,
        _ => 0,
    }
}

/// The inversion of a chord that lies closest to `near` (MIDI, the middle of the hand).
pub(crate) fn voicing(tones: &[i32], near: f32) -> Vec<f32> {
    let lowest = (near - 6.0).round() as i32;
    let mut notes: Vec<f32> =
        tones.iter().map(|tone| (lowest + (tone - lowest).rem_euclid(12)) as f32).collect();
    notes.sort_by(f32::total_cmp);
    notes
}

/// A pitch class in the octave that begins at `low`.
pub(crate) fn above(tone: i32, low: i32) -> i32 {
    low + (tone - low).rem_euclid(12)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::composer::SongSpec;

    #[test]
    fn chords_are_made_of_the_scale() {
        let style = Style::of(&SongSpec { style: "pop, happy".into(), seed: 4, ..SongSpec::default() });
        for kind in [SectionKind::Verse, SectionKind::Chorus, SectionKind::Bridge, SectionKind::PreChorus] {
            let chords = progression(&style, kind, 8, 9);
            assert_eq!(chords.len(), 8);
            let scale = style.scale().map(|step| (step + style.tonic) % 12);
            assert!(chords.iter().flat_map(|c| c.tones(&style)).all(|tone| scale.contains(&tone)));
        }
    }

    #[test]
    fn voicings_stay_near_the_hand() {
        for tones in [[0, 4, 7], [7, 11, 2], [9, 0, 4]] {
            assert!(voicing(&tones, 60.0).iter().all(|note| (54.0..=66.0).contains(note)));
        }
    }
}
