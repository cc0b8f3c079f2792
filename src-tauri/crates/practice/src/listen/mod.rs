//! Hearing what is in a recording: its tempo and beat, its key, and how high a voice lies.
//!
//! Good enough to play along. Deliberately absent: recognising words or melodies, telling voices apart from
//! other instruments.

mod key;
mod tempo;
mod voice;

use serde::{Deserialize, Serialize};

use crate::RATE;
use crate::composer::Ground;

pub(crate) use voice::{Range, voice_range};

/// What was heard in a recording.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Heard {
    pub(crate) bpm: f32,
    /// Frame of the first beat.
    pub(crate) beat: u64,
    /// Pitch class, 0 is C.
    pub(crate) tonic: i32,
    pub(crate) minor: bool,
}

impl Heard {
    /// Tempo and key, to compose on.
    pub(crate) fn ground(&self) -> Ground {
        Ground { bpm: Some(self.bpm), key: Some((self.tonic, self.minor)), voice: None }
    }

    /// The first beat at or after a frame.
    pub(crate) fn beat_after(&self, frame: u64) -> u64 {
        let beat = f64::from(RATE) * 60.0 / f64::from(self.bpm);
        let count = ((frame as f64 - self.beat as f64) / beat - 1e-6).ceil().max(0.0);
        (self.beat as f64 + count * beat).round() as u64
    }
}

/// Listens to interleaved stereo at [`RATE`].
pub(crate) fn listen(samples: &[f32]) -> Heard {
    let mono: Vec<f32> = samples.chunks_exact(2).map(|frame| (frame[0] + frame[1]) * 0.5).collect();
    let (bpm, beat) = tempo::tempo(&mono);
    let (tonic, minor) = key::key(&mono);
    Heard { bpm, beat, tonic, minor }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SongSpec, compose};

    const LYRICS: &str = "[Verse]\nPaper lanterns on the water\nEvery light a name we knew\n[Chorus]\nOh the river \
        keeps on turning\nAnd it carries me to you\n";

    #[test]
    fn tempo_and_key_of_songs_are_heard() {
        for (style, seed) in
            [("electronic 124 bpm, minor", 2), ("pop 104 bpm, happy", 7), ("rock 130 bpm", 3)]
        {
            let spec = SongSpec { lyrics: LYRICS.into(), style: style.into(), seed, ..SongSpec::default() };
            let song = compose(&spec);
            let heard = listen(&song.render_window(8 * 48_000, 38 * 48_000));
            let ground = song.ground();
            let ratio = heard.bpm / ground.bpm.expect("a tempo");
            assert!((ratio - 1.0).abs() < 0.01, "{style}: {heard:?}");
            // A key and its relative share all their notes.
            let home = |(tonic, minor): (i32, bool)| if minor { (tonic + 3) % 12 } else { tonic };
            assert_eq!(
                home((heard.tonic, heard.minor)),
                home(ground.key.expect("a key")),
                "{style}: {heard:?}"
            );
            let beat = 48_000.0 * 60.0 / f64::from(heard.bpm);
            let late = (heard.beat as f64 + 8.0 * 48_000.0) / beat;
            let off = (late - late.round()).abs();
            assert!(off < 0.12 || (off - 0.5).abs() < 0.12, "{style}: {off}");
        }
    }

    #[test]
    fn silence_and_snippets_are_no_trouble() {
        for samples in [vec![], vec![0.0; 10], vec![0.0; 480_000]] {
            let heard = listen(&samples);
            assert!((40.0..=200.0).contains(&heard.bpm) && (0..12).contains(&heard.tonic));
        }
        let heard = Heard { bpm: 120.0, beat: 1_000, tonic: 0, minor: false };
        assert_eq!(
            [0, 1_000, 1_001, 30_000].map(|frame| heard.beat_after(frame)),
            [1_000, 1_000, 25_000, 49_000]
        );
    }
}
