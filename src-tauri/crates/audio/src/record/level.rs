//! The level of what is heard: peak, true peak, clipping, and the noise of the room. Absent: judging it.

use std::collections::VecDeque;

use ebur128::{EbuR128, Mode};

use super::quality::{CLIPPED, decibels, floor_of};
use crate::AudioError;

/// How many blocks a second the noise is measured in.
pub(super) const BLOCKS_PER_SECOND: u32 = 20;
/// How many of them the noise of the room is found in: 10 s.
const HISTORY: usize = 200;
/// Fewer say nothing about a room.
const LEAST: usize = 20;

/// How loud it is, since it was last asked.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Level {
    /// Highest sample, linear.
    pub peak: f32,
    /// Highest value between samples, too; linear.
    pub true_peak: f32,
    /// Samples were at full scale.
    pub clipped: bool,
    /// The noise of the room in dBFS; none within the first second.
    pub floor_db: Option<f32>,
}

impl Level {
    /// Both together: the later one's noise.
    pub(super) fn and(self, later: Self) -> Self {
        Self {
            peak: self.peak.max(later.peak),
            true_peak: self.true_peak.max(later.true_peak),
            clipped: self.clipped || later.clipped,
            floor_db: later.floor_db,
        }
    }
}

/// Measures interleaved samples as they come.
pub(super) struct Meter {
    true_peak: EbuR128,
    channels: usize,
    block: usize,
    power: f64,
    counted: usize,
    blocks: VecDeque<f32>,
}

impl Meter {
    /// # Errors
    /// [`AudioError::Unsupported`] for a rate that nobody has.
    pub(super) fn new(rate: u32, channels: usize) -> Result<Self, AudioError> {
        let meter = EbuR128::new(u32::try_from(channels).unwrap_or(1), rate, Mode::TRUE_PEAK);
        let true_peak = meter.map_err(|error| AudioError::Unsupported { what: error.to_string() })?;
        let block = (rate / BLOCKS_PER_SECOND).max(1) as usize;
        Ok(Self {
            true_peak,
            channels,
            block,
            power: 0.0,
            counted: 0,
            blocks: VecDeque::with_capacity(HISTORY),
        })
    }

    /// The level of these samples.
    pub(super) fn add(&mut self, samples: &[f32]) -> Level {
        let peak = samples.iter().fold(0.0f32, |most, sample| most.max(sample.abs()));
        for frame in samples.chunks_exact(self.channels) {
            self.power += frame.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>() / self.channels as f64;
            self.counted += 1;
            if self.counted == self.block {
                self.end_block();
            }
        }
        Level {
            peak,
            true_peak: self.between(samples).max(peak),
            clipped: peak >= CLIPPED,
            floor_db: self.floor(),
        }
    }

    /// The highest value between samples; 0 for samples that are no numbers.
    fn between(&mut self, samples: &[f32]) -> f32 {
        if self.true_peak.add_frames_f32(samples).is_err() {
            return 0.0;
        }
        let sides = 0..u32::try_from(self.channels).unwrap_or(1);
        sides.filter_map(|side| self.true_peak.prev_true_peak(side).ok()).fold(0.0, f64::max) as f32
    }

    fn end_block(&mut self) {
        if self.blocks.len() == HISTORY {
            self.blocks.pop_front();
        }
        self.blocks.push_back(decibels((self.power / self.block as f64).sqrt()));
        (self.power, self.counted) = (0.0, 0);
    }

    /// The noise of the room, in dBFS.
    pub(super) fn floor(&self) -> Option<f32> {
        (self.blocks.len() >= LEAST).then(|| floor_of(self.blocks.iter().copied()))
    }
}

/// Lowest and highest sample of every so many frames.
pub(super) struct Shape {
    step: usize,
    channels: usize,
    counted: usize,
    now: [f32; 2],
}

impl Shape {
    /// Of 10 ms each.
    pub(super) fn new(rate: u32, channels: usize) -> Self {
        Self { step: (rate / 100).max(1) as usize, channels, counted: 0, now: [0.0, 0.0] }
    }

    pub(super) fn add(&mut self, samples: &[f32], out: &mut Vec<[f32; 2]>) {
        for frame in samples.chunks_exact(self.channels) {
            for sample in frame {
                self.now = [self.now[0].min(*sample), self.now[1].max(*sample)];
            }
            self.counted += 1;
            if self.counted == self.step {
                out.push(self.now);
                (self.counted, self.now) = (0, [0.0, 0.0]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peak_between_two_samples_is_seen() {
        let mut meter = Meter::new(48_000, 1).unwrap();
        // A quarter of the rate, sampled beside its crests: samples reach 0.707, the sound 1.0.
        let samples: Vec<f32> = (0..4_800)
            .map(|n| (std::f64::consts::FRAC_PI_2 * f64::from(n) + std::f64::consts::FRAC_PI_4).sin() as f32)
            .collect();
        let level = meter.add(&samples);
        assert!((level.peak - 0.707).abs() < 0.01 && (0.95..1.1).contains(&level.true_peak), "{level:?}");
        assert!(!level.clipped && level.floor_db.is_none());
    }

    #[test]
    fn the_noise_of_the_room_is_found_under_the_singing() {
        let mut meter = Meter::new(8_000, 1).unwrap();
        let loudness = |n: u32| if n % 8_000 < 6_000 { 0.3 } else { 0.001 };
        let samples: Vec<f32> =
            (0..40_000u32).map(|n| if n % 2 == 0 { loudness(n) } else { -loudness(n) }).collect();
        let floor = meter.add(&samples).floor_db.unwrap();
        assert!((floor + 60.0).abs() < 1.0, "{floor}");
    }

    #[test]
    fn full_scale_is_clipped() {
        let mut meter = Meter::new(48_000, 2).unwrap();
        assert!(meter.add(&[0.1, -1.0, 0.2, 0.3]).clipped);
        assert!(!meter.add(&[0.1, -0.99, 0.2, 0.3]).clipped);
    }
}
