//! How stems compare with the take they were made from: where each lies on it, and what is left of the take when
//! their sum is taken away. Absent: playing them (`mix`).
//!
//! Gapless information in the files places most stems exactly; listening proves it and finds the others.

use crate::arrangement::require_rate;
use crate::seam::best_lag;
use crate::{AudioError, FrameReader};

/// How far from its expected place a stem is searched, in seconds: an encoder's delay is a tenth of that.
const SEARCH_S: f64 = 0.25;
/// How much of a stem is listened to, in seconds.
const LISTEN_S: f64 = 6.0;
/// Matches below this prove nothing: quiet stems drown in the take.
const BELIEVED: f32 = 0.3;
/// A found place must be this much better than the expected one to be believed.
const BETTER: f32 = 0.05;
/// Frames read at once.
const STEP: usize = 16_384;
/// What is left of a take at least, in decibels: less cannot be told from nothing in 32-bit floats.
const LEAST_DB: f64 = -150.0;

/// Frames by which `stem` has to be moved later to lie where it belongs on `take`; 0 where listening proves
/// nothing better.
///
/// # Errors
/// Those of the readers, and [`AudioError::Unsupported`] for different rates.
pub fn shift(take: &mut dyn FrameReader, stem: &mut dyn FrameReader) -> Result<i64, AudioError> {
    require_rate(take.rate(), stem.rate())?;
    let rate = f64::from(stem.rate());
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let (search, listen) = ((rate * SEARCH_S) as u64, (rate * LISTEN_S) as u64);
    let Some(start) = loudest(stem, listen, search)? else { return Ok(0) };
    let sought = read_span(stem, start, listen)?;
    let around = read_span(take, start - search, listen + 2 * search)?;
    let (lag, score, expected) = best_lag(&sought, &around);
    Ok(if score > BELIEVED && score > expected + BETTER { lag } else { 0 })
}

/// What is left of `take` without `sum`, in decibels below the take: the lower, the better the stems add up.
///
/// # Errors
/// Those of the readers, and [`AudioError::Unsupported`] for different rates.
pub fn residual_db(take: &mut dyn FrameReader, sum: &mut dyn FrameReader) -> Result<f64, AudioError> {
    require_rate(take.rate(), sum.rate())?;
    let (mut whole, mut rest) = (0.0, 0.0);
    let (mut a, mut b) = (vec![0.0; STEP * 2], vec![0.0; STEP * 2]);
    let frames = take.frames().max(sum.frames());
    for frame in (0..frames).step_by(STEP) {
        read_padded(take, frame, &mut a)?;
        read_padded(sum, frame, &mut b)?;
        for (a, b) in a.iter().zip(&b) {
            let (a, b) = (f64::from(*a), f64::from(*b));
            whole += a * a;
            rest += (a - b) * (a - b);
        }
    }
    if whole <= 0.0 {
        return Err(AudioError::Empty);
    }
    Ok((10.0 * (rest / whole).log10()).max(LEAST_DB))
}

/// Where the loudest stretch of `length` frames begins, no nearer than `margin` to either end; none in a stem
/// that is too short or silent.
fn loudest(stem: &mut dyn FrameReader, length: u64, margin: u64) -> Result<Option<u64>, AudioError> {
    let frames = stem.frames();
    let (mut best, mut most) = (None, 1e-7);
    let mut block = vec![0.0; usize::try_from(length).unwrap_or(0) * 2];
    let mut start = margin;
    while start + length + margin <= frames {
        let got = stem.read(start, &mut block)?;
        let power = block[..got * 2].iter().map(|s| f64::from(*s) * f64::from(*s)).sum::<f64>();
        let mean = power / block.len().max(1) as f64;
        if mean > most {
            (best, most) = (Some(start), mean);
        }
        start += length;
    }
    Ok(best)
}

fn read_span(reader: &mut dyn FrameReader, from: u64, frames: u64) -> Result<Vec<f32>, AudioError> {
    let mut samples = vec![0.0; usize::try_from(frames).unwrap_or(0) * 2];
    read_padded(reader, from, &mut samples)?;
    Ok(samples)
}

fn read_padded(reader: &mut dyn FrameReader, from: u64, out: &mut [f32]) -> Result<(), AudioError> {
    let got = reader.read(from, out)?;
    out[got * 2..].fill(0.0);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pcm;
    use crate::testing::song;

    const RATE: u32 = 44_100;

    /// A second voice that the take holds beside the sought one.
    fn noise(frames: usize) -> Vec<f32> {
        let mut state = 7_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (f64::from(state >> 8) / f64::from(1u32 << 24) - 0.5) as f32 * 0.3
        };
        (0..frames * 2).map(|_| next()).collect()
    }

    fn sum(parts: &[&[f32]]) -> Pcm {
        let length = parts.iter().map(|part| part.len()).max().unwrap_or(0);
        let at = |i: usize| parts.iter().map(|part| part.get(i).copied().unwrap_or(0.0)).sum();
        Pcm::new(RATE, (0..length).map(at).collect())
    }

    #[test]
    fn a_stem_with_an_encoders_delay_is_found_to_the_sample() {
        let (voice, band) = (song(RATE, 600_000), noise(600_000));
        let take = sum(&[&voice, &band]);
        for delay in [0_usize, 1, 1_105, 2_257] {
            let late = [vec![0.0; delay * 2], voice.clone()].concat();
            let shift = shift(&mut take.reader(), &mut Pcm::new(RATE, late).reader()).unwrap();
            assert_eq!(shift, -(delay as i64));
        }
        let early = voice[1_000 * 2..].to_vec();
        assert_eq!(shift(&mut take.reader(), &mut Pcm::new(RATE, early).reader()).unwrap(), 1_000);
    }

    #[test]
    fn silence_and_strangers_stay_where_they_are() {
        let take = Pcm::new(RATE, song(RATE, 600_000));
        let silent = Pcm::new(RATE, vec![0.0; 1_200_000]);
        assert_eq!(shift(&mut take.reader(), &mut silent.reader()).unwrap(), 0);
        assert_eq!(shift(&mut take.reader(), &mut Pcm::new(RATE, noise(600_000)).reader()).unwrap(), 0);
        let short = Pcm::new(RATE, song(RATE, 1_000));
        assert_eq!(shift(&mut take.reader(), &mut short.reader()).unwrap(), 0);
    }

    #[test]
    fn the_residual_says_how_much_is_missing() {
        let (voice, band) = (song(RATE, 100_000), noise(100_000));
        let take = sum(&[&voice, &band]);
        let exact = residual_db(&mut take.reader(), &mut sum(&[&voice, &band]).reader()).unwrap();
        assert!(exact < -140.0, "{exact}");
        let tenth: Vec<f32> = take.samples.iter().map(|s| s * 0.9).collect();
        let short = residual_db(&mut take.reader(), &mut Pcm::new(RATE, tenth).reader()).unwrap();
        assert!((short + 20.0).abs() < 0.01, "{short}");
        let nothing = Pcm::new(RATE, vec![0.0; 2_000]);
        let silent = residual_db(&mut nothing.reader(), &mut nothing.reader());
        assert!(matches!(silent, Err(AudioError::Empty)));
    }
}
