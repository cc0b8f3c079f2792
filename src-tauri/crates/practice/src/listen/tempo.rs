//! Tempo and beat: where the sound rises, and at which distance the rises repeat.

use crate::RATE;
use crate::synth::filter::Svf;

/// Frames per step of the curve of rises: 10 ms.
const STEP: usize = RATE as usize / 100;
/// Tempi that are looked for, in beats per minute.
const SLOWEST: f32 = 60.0;
const FASTEST: f32 = 180.0;
/// What is told where nothing can be heard.
const UNKNOWN: f32 = 100.0;

/// Beats per minute, and the frame of the first beat.
pub(super) fn tempo(mono: &[f32]) -> (f32, u64) {
    let rises = rises(mono);
    let Some(bpm) = repeated(&rises) else { return (UNKNOWN, 0) };
    (bpm, (first_beat(&rises, bpm) * STEP as f32) as u64)
}

/// How much louder each step is than the one before, in three bands.
fn rises(mono: &[f32]) -> Vec<f32> {
    let mut sum = vec![0.0; mono.len() / STEP];
    for hz in [80.0, 900.0, 6_000.0] {
        let mut filter = Svf::new(hz, 0.7);
        let levels: Vec<f32> = mono
            .chunks_exact(STEP)
            .map(|step| {
                let power: f32 = step.iter().map(|value| filter.band(*value).powi(2)).sum();
                (power / STEP as f32 + 1e-9).ln()
            })
            .collect();
        for (rise, pair) in sum.iter_mut().skip(1).zip(levels.windows(2)) {
            *rise += (pair[1] - pair[0]).max(0.0);
        }
    }
    let mean = sum.iter().sum::<f32>() / sum.len().max(1) as f32;
    sum.iter().map(|rise| rise - mean).collect()
}

/// The tempo at whose distance rises are most alike; usual tempi are a little more likely.
fn repeated(rises: &[f32]) -> Option<f32> {
    let tempi = (0..=1_200).map(|index| SLOWEST + (FASTEST - SLOWEST) * index as f32 / 1_200.0);
    let scored = tempi.map(|bpm| {
        let lag = 6_000.0 / bpm;
        let usual = (-((bpm / 112.0).log2() / 0.9).powi(2)).exp();
        let alike: f32 = [1.0, 2.0, 4.0, 8.0].iter().map(|beats| likeness(rises, lag * beats)).sum();
        (bpm, alike * usual)
    });
    let best = scored.fold((0.0, 0.0), |best, next| if next.1 > best.1 { next } else { best });
    (best.1 > 0.0).then_some(best.0)
}

/// How alike a curve and its shifted self are; `lag` in steps, between steps interpolated.
fn likeness(rises: &[f32], lag: f32) -> f32 {
    let whole = lag as usize;
    let part = lag - whole as f32;
    let Some(later) = rises.get(whole..) else { return 0.0 };
    let shifted = later.windows(2).map(|pair| pair[0] * (1.0 - part) + pair[1] * part);
    let sum: f32 = rises.iter().zip(shifted).map(|(a, b)| a * b).sum();
    sum / rises.len().max(1) as f32
}

/// The step at which beats of a tempo collect the most rises.
fn first_beat(rises: &[f32], bpm: f32) -> f32 {
    let beat = 6_000.0 / bpm;
    let collected = |offset: usize| -> f32 {
        let places = (0..).map(|count| offset + (count as f32 * beat) as usize);
        places.take_while(|place| *place < rises.len()).map(|place| rises[place]).sum()
    };
    let best = (0..beat as usize).map(|offset| (offset, collected(offset)));
    best.fold((0, f32::MIN), |best, next| if next.1 > best.1 { next } else { best }).0 as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clicks_have_a_tempo_and_a_beat() {
        let mut mono = vec![0.0f32; RATE as usize * 20];
        let beat = RATE as f32 * 60.0 / 97.0;
        for count in 0..32 {
            let at = 12_000 + (count as f32 * beat) as usize;
            for (index, value) in mono[at..at + 2_000].iter_mut().enumerate() {
                *value = (index as f32 * 0.3).sin() * (-(index as f32) / 400.0).exp();
            }
        }
        let (bpm, first) = tempo(&mono);
        assert!((bpm - 97.0).abs() < 0.4, "{bpm}");
        assert!((first as i64 - 12_000).abs() <= 2 * STEP as i64, "{first}");
    }
}
