//! Music for a recording that is already there: a singer over it, or a band under it.
//!
//! Deliberately absent: the recording itself; whoever owns it adds the two.

use super::arrange::{self, BACKING, VOCALS};
use super::form::Plan;
use super::melody::STEPS;
use super::style::Style;
use super::{Composition, Ground, SongSpec, Text, finish, perform, sections};
use crate::RATE;

/// What is added to a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Overdub {
    /// Voices alone.
    Voice,
    /// Everybody but singers and soloists.
    Band,
}

/// Composes what is added, in tempo, key and voice of `ground`, to last `frames`. Lines that would end later
/// are not sung.
pub(crate) fn overdub(spec: &SongSpec, ground: &Ground, kind: Overdub, frames: u64) -> Composition {
    let style = ground.under(Style::of(spec));
    let mut song = match kind {
        Overdub::Voice => sing_alone(spec, style, frames as f64 / f64::from(RATE)),
        Overdub::Band => play_alone(spec, style, frames),
    };
    song.frames = frames;
    song
}

fn sing_alone(spec: &SongSpec, style: Style, length_s: f64) -> Composition {
    let mut plan = Plan::bare(style, &sections(spec));
    let bar_s = plan.step_frames() * STEPS as f64 / f64::from(RATE);
    for part in &mut plan.parts {
        let from = part.bar;
        part.lines.retain(|line| (from + line.bar + line.bars) as f64 * bar_s <= length_s + 0.1);
    }
    plan.parts.retain(|part| !part.lines.is_empty());
    let mut song = perform(spec, plan);
    for (stem, events) in song.score.stems.iter_mut().enumerate() {
        if stem != VOCALS && stem != BACKING {
            *events = std::sync::Arc::default();
        }
    }
    song
}

fn play_alone(spec: &SongSpec, style: Style, frames: u64) -> Composition {
    let bar = f64::from(RATE) * 240.0 / f64::from(style.bpm);
    let plan = Plan::lasting(style, (frames as f64 / bar).ceil() as usize);
    let stems = arrange::band(&plan);
    finish(spec, plan, stems, Text::default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::composer::arrange::{BASS, DRUMS, STEMS};

    fn spec() -> SongSpec {
        let lyrics = "[Verse]\nPaper lanterns on the water\nEvery light a name we knew\n".repeat(4);
        SongSpec { lyrics, style: "pop 100 bpm".into(), seed: 3, ..SongSpec::default() }
    }

    #[test]
    fn a_singer_alone_ends_in_time() {
        let song = overdub(&spec(), &Ground::default(), Overdub::Voice, 12 * 48_000);
        assert!(!song.words.is_empty() && song.words.iter().all(|word| word.end_s <= 12.2));
        assert!((BACKING + 1..STEMS).all(|stem| !song.sounds(stem)) && song.sounds(VOCALS));
        assert_eq!(song.render_window(0, 12 * 48_000).len(), 12 * 48_000 * 2);
    }

    #[test]
    fn a_band_alone_plays_to_the_end() {
        let ground = Ground { bpm: Some(87.0), key: Some((9, true)), voice: None };
        let song = overdub(&spec(), &ground, Overdub::Band, 50 * 48_000);
        assert!(!song.sounds(VOCALS) && song.sounds(DRUMS) && song.sounds(BASS) && song.words.is_empty());
        assert_eq!((song.ground().bpm, song.ground().key), (Some(87.0), Some((9, true))));
        assert!(song.render_window(45 * 48_000, 49 * 48_000).iter().any(|value| value.abs() > 0.05));
    }
}
