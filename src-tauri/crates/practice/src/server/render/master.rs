//! Mastering: tone, width, glue, loudness and a ceiling.
//!
//! Three amounts differ in how loud, how bright and how dense a song becomes; the takes of an amount differ in
//! tone. The ceiling looks ahead, so that nothing is clipped.

use std::io;

use audio::Pcm;

use crate::RATE;
use crate::recipe::Amount;
use crate::synth::filter::{OnePole, approach, factor};

/// The highest sample: -1.2 dBFS, which leaves room for what lies between samples.
const CEILING: f32 = 0.87;
/// Frames that the ceiling sees ahead: 4 ms.
const AHEAD: usize = RATE as usize / 250;
/// Seconds until a limited song is back at its level.
const RELEASE: f32 = 0.12;

/// What one amount does.
struct Chain {
    /// Integrated loudness that is aimed for.
    lufs: f64,
    /// Decibels below 160 Hz and above 5 kHz.
    low_db: f32,
    high_db: f32,
    /// Level of what is not in the middle.
    width: f32,
    /// How much of what is louder than the average is taken away, `0.0..1.0`.
    glue: f32,
}

impl Chain {
    fn of(amount: Amount, take: u64) -> Self {
        let tone = if take.is_multiple_of(2) { 1.0 } else { -1.0 };
        let (lufs, low, high, width, glue) = match amount {
            Amount::Subtle => (-15.0, 0.5, 1.0, 1.04, 0.12),
            Amount::Normal => (-13.0, 1.0, 2.4, 1.10, 0.20),
            Amount::High => (-11.0, 1.6, 4.2, 1.18, 0.30),
        };
        Self { lufs, low_db: low - 0.4 * tone, high_db: high + 0.6 * tone, width, glue }
    }
}

/// Masters interleaved stereo.
pub(super) fn master(samples: &[f32], amount: Amount, take: u64) -> io::Result<Vec<f32>> {
    let chain = Chain::of(amount, take);
    let mut out = samples.to_vec();
    colour(&mut out, &chain);
    compress(&mut out, chain.glue);
    for _ in 0..2 {
        let loudness = loudness(&out)?;
        if loudness > -65.0 {
            #[allow(clippy::cast_possible_truncation)]
            let gain = factor((chain.lufs - loudness).clamp(-24.0, 24.0) as f32);
            out.iter_mut().for_each(|value| *value *= gain);
        }
        limit(&mut out);
    }
    Ok(out)
}

/// Integrated loudness in LUFS (EBU R 128).
fn loudness(samples: &[f32]) -> io::Result<f64> {
    let mut reader = Pcm::new(RATE, samples.to_vec()).reader();
    audio::measure(&mut reader).map(|it| it.integrated_lufs).map_err(io::Error::other)
}

/// Shelves below and above, and width.
fn colour(samples: &mut [f32], chain: &Chain) {
    let (mut low, mut high) = ([OnePole::new(160.0); 2], [OnePole::new(5_000.0); 2]);
    let (bass, air) = (factor(chain.low_db) - 1.0, factor(chain.high_db) - 1.0);
    for frame in samples.chunks_exact_mut(2) {
        for side in 0..2 {
            let value = frame[side];
            frame[side] = value + bass * low[side].low(value) + air * (value - high[side].low(value));
        }
        let (middle, edge) = ((frame[0] + frame[1]) * 0.5, (frame[0] - frame[1]) * 0.5 * chain.width);
        (frame[0], frame[1]) = (middle + edge, middle - edge);
    }
}

/// Takes back what is louder than usual, both sides alike.
fn compress(samples: &mut [f32], glue: f32) {
    let power: f32 = samples.iter().map(|value| value * value).sum::<f32>() / samples.len().max(1) as f32;
    let usual = power.sqrt().max(1e-4);
    let (rise, fall) = (approach(0.012, 1), approach(0.16, 1));
    let mut level = 0.0f32;
    for frame in samples.chunks_exact_mut(2) {
        let now = frame[0].abs().max(frame[1].abs());
        level += (now - level) * if now > level { rise } else { fall };
        let over = (level / usual).max(1.0);
        let gain = over.powf(-glue);
        frame[0] *= gain;
        frame[1] *= gain;
    }
}

/// Holds every sample under the ceiling: the gain is down before a peak comes, and recovers behind it.
fn limit(samples: &mut [f32]) {
    let wanted: Vec<f32> = samples
        .chunks_exact(2)
        .map(|frame| (CEILING / frame[0].abs().max(frame[1].abs()).max(1e-9)).min(1.0))
        .collect();
    let lowest = lowest_ahead(&wanted);
    let recover = approach(RELEASE, 1);
    // A mean over the frames ahead of what is needed there arrives in time and without a corner.
    let (mut held, mut sum) = (1.0f32, AHEAD as f64);
    let mut recent = vec![1.0f32; AHEAD];
    for (index, frame) in samples.chunks_exact_mut(2).enumerate() {
        let need = lowest[index];
        held = if need < held { need } else { held + (need - held) * recover };
        sum += f64::from(held) - f64::from(recent[index % AHEAD]);
        recent[index % AHEAD] = held;
        #[allow(clippy::cast_possible_truncation)]
        let gain = ((sum / AHEAD as f64) as f32).min(wanted[index]);
        frame[0] *= gain;
        frame[1] *= gain;
    }
}

/// The lowest value of each place and the [`AHEAD`] places behind it.
fn lowest_ahead(values: &[f32]) -> Vec<f32> {
    let mut out = vec![1.0; values.len()];
    let mut queue: std::collections::VecDeque<usize> = std::collections::VecDeque::new();
    for index in 0..values.len() + AHEAD {
        if let Some(value) = values.get(index) {
            while queue.back().is_some_and(|last| values[*last] >= *value) {
                queue.pop_back();
            }
            queue.push_back(index);
        }
        if let Some(place) = index.checked_sub(AHEAD).filter(|place| *place < out.len()) {
            while queue.front().is_some_and(|first| *first < place) {
                queue.pop_front();
            }
            out[place] = queue.front().map_or(1.0, |first| values[*first]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SongSpec, compose};

    fn song() -> Vec<f32> {
        let song =
            compose(&SongSpec { style: "pop".into(), seed: 3, instrumental: true, ..SongSpec::default() });
        song.render_window(10 * 48_000, 24 * 48_000)
    }

    #[test]
    fn amounts_are_as_loud_as_they_claim_and_nothing_clips() {
        let song = song();
        let mut bright = Vec::new();
        for (amount, lufs) in [(Amount::Subtle, -15.0), (Amount::Normal, -13.0), (Amount::High, -11.0)] {
            let out = master(&song, amount, 0).expect("measured");
            assert_eq!(out.len(), song.len());
            let loud = loudness(&out).expect("measured");
            assert!((loud - lufs).abs() < 1.0, "{amount:?}: {loud}");
            assert!(out.iter().all(|value| value.abs() <= CEILING + 1e-4));
            bright.push(treble(&out));
        }
        assert!(treble(&song) < bright[0] && bright[0] < bright[2], "{bright:?}");
        assert_ne!(master(&song, Amount::Normal, 0).unwrap(), master(&song, Amount::Normal, 1).unwrap());
    }

    /// How much of the sound lies above 5 kHz.
    fn treble(samples: &[f32]) -> f32 {
        let mut filter = OnePole::new(5_000.0);
        let (mut all, mut high) = (0.0f32, 0.0f32);
        for frame in samples.chunks_exact(2) {
            all += frame[0] * frame[0];
            high += (frame[0] - filter.low(frame[0])).powi(2);
        }
        high / all
    }

    #[test]
    fn silence_stays_silent() {
        let out = master(&vec![0.0; 96_000], Amount::High, 1).expect("measured");
        assert!(out.iter().all(|value| value.abs() < 1e-6));
    }
}
