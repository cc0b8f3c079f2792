//! What a song takes over from something that was there before: tempo, key, voice.

use serde::{Deserialize, Serialize};

use super::Composition;
use super::style::Style;
use crate::voice::Singer;

/// Tempi between which the band plays naturally.
const SLOWEST: f32 = 58.0;
const FASTEST: f32 = 176.0;

/// A singer and the middle of their range.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Voiceprint {
    pub(crate) singer: Singer,
    /// MIDI.
    pub(crate) center: f32,
}

/// What is given; the rest is up to the style words.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub(crate) struct Ground {
    pub(crate) bpm: Option<f32>,
    /// Pitch class of the tonic (0 is C), and whether it is minor.
    pub(crate) key: Option<(i32, bool)>,
    pub(crate) voice: Option<Voiceprint>,
}

impl Ground {
    /// A style with what is given put in.
    pub(crate) fn under(&self, style: Style) -> Style {
        let bpm = self.bpm.map_or(style.bpm, playable);
        let (tonic, minor) = self.key.unwrap_or((style.tonic, style.minor));
        let voice = self.voice.unwrap_or(style.voiceprint());
        Style { bpm, tonic, minor, singer: voice.singer, center: voice.center, ..style }.roomed()
    }
}

/// Half or twice a tempo where it is too fast or too slow to play.
fn playable(bpm: f32) -> f32 {
    let bpm = bpm.clamp(20.0, 400.0);
    if bpm < SLOWEST {
        playable(bpm * 2.0)
    } else if bpm > FASTEST {
        playable(bpm / 2.0)
    } else {
        bpm
    }
}

impl Composition {
    /// Tempo, key and voice of this song.
    pub(crate) fn ground(&self) -> Ground {
        let style = &self.score.plan.style;
        Ground {
            bpm: Some(style.bpm),
            key: Some((style.tonic, style.minor)),
            voice: Some(style.voiceprint()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::composer::{SongSpec, compose, compose_on};

    #[test]
    fn what_is_given_wins_over_the_words() {
        let voice = compose(&SongSpec { style: "pop, male".into(), ..SongSpec::default() }).ground().voice;
        let ground = Ground { bpm: Some(91.0), key: Some((4, true)), voice };
        let spec = SongSpec { style: "rock 140 bpm, female, happy".into(), seed: 3, ..SongSpec::default() };
        assert_eq!(compose_on(&spec, &ground).ground(), ground);
        assert_eq!(compose_on(&spec, &Ground::default()).ground(), compose(&spec).ground());
    }

    #[test]
    fn tempi_stay_playable() {
        assert_eq!([30.0, 90.0, 240.0, 0.0].map(playable), [60.0, 90.0, 120.0, 80.0]);
    }
}
