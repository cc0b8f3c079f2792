//! One pass over samples: extremes and power of each bucket, in lanes that the compiler turns into vector
//! instructions. Decoding takes twenty times longer than this.

use super::{Bucket, GRAIN};
use crate::{AudioError, FrameReader};

/// Samples looked at together: left and right alternate, so a lane always belongs to one channel.
const LANES: usize = 16;

/// Buckets read at once: 32 times 256 frames are 64 KB, which stay in the cache.
const STEP: u64 = 32;

/// Guards against a value that was quantized already moving one step further.
const SLACK: f32 = 1e-3;

/// One channel of one bucket, before it is brought to 16 bits.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Raw {
    pub(super) min: f32,
    pub(super) max: f32,
    /// Sum of the squares of the samples.
    pub(super) power: f32,
    /// How many samples.
    pub(super) count: f32,
}

impl Raw {
    /// Both together.
    pub(super) fn join(self, other: Self) -> Self {
        if self.count == 0.0 {
            return other;
        }
        if other.count == 0.0 {
            return self;
        }
        Self {
            min: self.min.min(other.min),
            max: self.max.max(other.max),
            power: self.power + other.power,
            count: self.count + other.count,
        }
    }

    /// All of `group` together, side by side.
    pub(super) fn joined(group: &[[Self; 2]]) -> [Self; 2] {
        group.iter().fold([Self::default(); 2], |[left, right], [l, r]| [left.join(*l), right.join(*r)])
    }

    /// In 16 bits, extremes rounded outward.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub(super) fn quantized(self, scale: f32) -> Bucket {
        let full = f32::from(i16::MAX) / scale;
        let rms = (self.power / self.count.max(1.0)).sqrt();
        Bucket {
            min: (self.min * full + SLACK).floor() as i16,
            max: (self.max * full - SLACK).ceil() as i16,
            rms: (rms * full).round() as u16,
        }
    }

    /// Back from 16 bits; `count` samples are spoken for.
    pub(super) fn from_bucket(bucket: Bucket, scale: f32, count: f32) -> Self {
        let step = scale / f32::from(i16::MAX);
        let rms = f32::from(bucket.rms) * step;
        Self {
            min: f32::from(bucket.min) * step,
            max: f32::from(bucket.max) * step,
            power: rms * rms * count,
            count,
        }
    }
}

/// The finest buckets of frames `from..to`; `from` lies on a bucket's start.
pub(super) fn scan(reader: &mut dyn FrameReader, from: u64, to: u64) -> Result<Vec<[Raw; 2]>, AudioError> {
    let mut buckets = Vec::with_capacity(usize::try_from((to - from).div_ceil(GRAIN)).unwrap_or(0));
    let mut samples = vec![0.0; usize::try_from(STEP * GRAIN * 2).unwrap_or(0)];
    let mut frame = from;
    while frame < to {
        let wanted = usize::try_from((to - frame).min(STEP * GRAIN)).unwrap_or(0) * 2;
        let frames = reader.read(frame, &mut samples[..wanted])?;
        if frames == 0 {
            break;
        }
        let bucket = usize::try_from(GRAIN).unwrap_or(1) * 2;
        buckets.extend(samples[..frames * 2].chunks(bucket).map(measure));
        frame += frames as u64;
    }
    Ok(buckets)
}

/// Extremes and power of interleaved stereo samples.
fn measure(samples: &[f32]) -> [Raw; 2] {
    let (mut low, mut high, mut power) = ([f32::MAX; LANES], [f32::MIN; LANES], [0.0_f32; LANES]);
    let (lanes, rest) = samples.as_chunks::<LANES>();
    for chunk in lanes {
        for lane in 0..LANES {
            let x = chunk[lane];
            low[lane] = if x < low[lane] { x } else { low[lane] };
            high[lane] = if x > high[lane] { x } else { high[lane] };
            power[lane] += x * x;
        }
    }
    for (lane, x) in rest.iter().enumerate() {
        low[lane] = low[lane].min(*x);
        high[lane] = high[lane].max(*x);
        power[lane] += x * x;
    }
    let side = |side: usize| Raw {
        min: low.iter().skip(side).step_by(2).fold(f32::MAX, |a, b| a.min(*b)),
        max: high.iter().skip(side).step_by(2).fold(f32::MIN, |a, b| a.max(*b)),
        power: power.iter().skip(side).step_by(2).sum(),
        count: (samples.len() / 2) as f32,
    };
    [side(0), side(1)]
}
