//! New clothes for known songs: the same melody with another band and voice, and two songs in one.
//!
//! A cover keeps words, form, chords, key, tempo and every note of the melody; style words choose the band and
//! the singer. A mashup puts the rhythm section of one song under the colours of another, in one tempo and
//! one key, and lets their singers take turns, each with their own way of making melodies.

use super::arrange::{self, FX, GUITAR, STRINGS, SYNTH, WOODWINDS};
use super::form::{Part, Plan};
use super::style::{Style, bpm_in};
use super::{Composition, Ground, SongSpec, Text, finish, perform, perform_part, sections};

/// The stems of a mashup that the second song plays.
const COLOURS: [usize; 5] = [GUITAR, STRINGS, SYNTH, FX, WOODWINDS];

impl Composition {
    /// This song in another style. A tempo in the style words is honoured, a voice of `ground` too.
    pub(crate) fn cover(&self, spec: &SongSpec, ground: &Ground) -> Composition {
        let tune = &self.score.plan.tune;
        let plan = Plan::of(tune.clone(), sections(spec));
        let fresh = Ground { key: Some((tune.tonic, tune.minor)), ..*ground }.under(Style::of(spec));
        let bpm = bpm_in(&spec.style.to_lowercase()).unwrap_or(self.score.plan.style.bpm);
        perform(spec, dressed(plan, Style { bpm, ..fresh }.roomed()))
    }
}

/// Two songs as one, with new words.
pub(crate) fn mashup(one: &Composition, other: &Composition, spec: &SongSpec) -> Composition {
    let (first, second) = (&one.score.plan.style, &other.score.plan.style);
    let wished = bpm_in(&spec.style.to_lowercase()).unwrap_or(first.bpm);
    let shared = Style { bpm: wished, seed: spec.seed, ..first.clone() }.roomed();
    let plan = Plan::of(shared.clone(), sections(spec));
    let guest = Style {
        bpm: shared.bpm,
        tonic: shared.tonic,
        minor: shared.minor,
        swing: shared.swing,
        ..second.clone()
    };
    let guest = Plan { style: guest.clone().roomed(), tune: guest, ..plan.clone() };
    let (mut stems, mut colours) = (arrange::band(&plan), arrange::band(&guest));
    for stem in COLOURS {
        stems[stem] = std::mem::take(&mut colours[stem]);
    }
    let mut text = Text::default();
    for (part, second) in turns(&plan.parts) {
        perform_part(if second { &guest } else { &plan }, part, &mut stems, &mut text);
    }
    finish(spec, plan, stems, text)
}

/// Sections, and whether the second singer sings them: sung sections alternate.
fn turns(parts: &[Part]) -> impl Iterator<Item = (&Part, bool)> {
    let mut second = true;
    parts.iter().map(move |part| {
        second ^= !part.lines.is_empty();
        (part, second && !part.lines.is_empty())
    })
}

/// A plan with another band and singer; melodies move by octaves to suit the singer.
fn dressed(plan: Plan, style: Style) -> Plan {
    let lift = ((style.center - plan.tune.center) / 12.0).round() * 12.0;
    Plan { style, lift, ..plan }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::composer::arrange::{BACKING, DRUMS, VOCALS};
    use crate::composer::compose;

    const LYRICS: &str = "[Verse]\nPaper lanterns on the water\nEvery light a name we knew\n\n[Chorus]\nOh the river \
        keeps on turning\nAnd it carries me to you\n";

    fn spec(style: &str, seed: u64) -> SongSpec {
        SongSpec { lyrics: LYRICS.into(), style: style.into(), seed, ..SongSpec::default() }
    }

    #[test]
    fn a_cover_has_the_same_melody_another_band_and_another_voice() {
        let song = compose(&spec("folk, male", 5));
        let cover = song.cover(&spec("electronic, female", 77), &Ground::default());
        let tune = |song: &Composition| -> Vec<(f64, i32)> {
            let notes = song.notes(VOCALS);
            notes.iter().map(|note| (note.start_s, i32::from(note.pitch) % 12)).collect()
        };
        let (one, two) = (tune(&song), tune(&cover));
        assert_eq!(one.len(), two.len());
        assert!(one.iter().zip(&two).all(|(a, b)| a.1 == b.1 && (a.0 - b.0).abs() < 0.08));
        assert_ne!(song.score.stems[DRUMS], cover.score.stems[DRUMS]);
        let (old, new) = (song.ground(), cover.ground());
        assert_eq!((old.bpm, old.key), (new.bpm, new.key));
        assert!(new.voice.expect("a voice").singer.scale > old.voice.expect("a voice").singer.scale);
        assert_eq!(song.cover(&spec("rock 133 bpm", 1), &Ground::default()).ground().bpm, Some(133.0));
    }

    #[test]
    fn a_mashup_has_one_tempo_two_singers_and_both_bands() {
        let (one, other) = (compose(&spec("soul, male", 1)), compose(&spec("electronic 128 bpm, female", 2)));
        let both = mashup(&one, &other, &spec("", 9));
        assert_eq!((both.ground().bpm, both.ground().key), (one.ground().bpm, one.ground().key));
        assert_eq!(both.score.plan.style.kit, one.score.plan.style.kit);
        let singers: Vec<f32> = both.score.stems[VOCALS]
            .iter()
            .filter_map(|event| match &event.sound {
                crate::synth::Sound::Voice(phrase) if phrase.pan == 0.0 => Some(phrase.singer.scale),
                _ => None,
            })
            .collect();
        let scales = [&one, &other].map(|song| song.ground().voice.expect("a voice").singer.scale);
        assert!(scales.iter().all(|scale| singers.contains(scale)), "{singers:?} {scales:?}");
        assert!(!both.score.stems[BACKING].is_empty() || both.lines.len() == 4);
    }
}
