//! The waveform at four zoom levels: minimum, maximum and loudness per bucket and channel. Made in one pass
//! over the decoded sound, kept as bytes that the window draws from without parsing.
//! Absent: drawing, and zoom deeper than 256 frames, for which the sound itself is read.

mod bytes;
mod scan;
mod splice;
#[cfg(test)]
mod tests;

use std::path::Path;

pub use splice::PatchSpan;

use crate::decode::open_many;
use crate::{AudioError, FrameReader};
use scan::{Raw, scan};

/// Frames per bucket, finest level first.
pub const LEVELS: [u32; 4] = [256, 1024, 4096, 16_384];

/// Frames per bucket of the finest level.
const GRAIN: u64 = LEVELS[0] as u64;

/// One channel of one bucket. 32767 stands for [`Peaks::scale`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bucket {
    /// Lowest sample, rounded down.
    pub min: i16,
    /// Highest sample, rounded up.
    pub max: i16,
    /// Root of the mean square.
    pub rms: u16,
}

/// The waveform of one file or one arrangement.
#[derive(Debug, Clone, PartialEq)]
pub struct Peaks {
    /// Frames per second of the sound.
    pub rate: u32,
    /// Length of the sound in frames.
    pub frames: u64,
    /// The amplitude that 32767 stands for: 1.0, or more when the sound goes over full scale.
    pub scale: f32,
    /// Per level of [`LEVELS`], its buckets: left, right.
    pub levels: Vec<Vec<[Bucket; 2]>>,
}

impl Peaks {
    /// Reads all of `reader`.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn build(reader: &mut dyn FrameReader) -> Result<Self, AudioError> {
        let (rate, frames) = (reader.rate(), reader.frames());
        Ok(Self::of(rate, frames, &scan(reader, 0, frames)?))
    }

    /// Decodes the file at `path` on `threads` threads, each its part. The answer is the same, bit for
    /// bit, for any number of threads (except for AAC with noise substitution, which is random by design).
    ///
    /// # Errors
    /// As [`crate::open`].
    pub fn build_file(path: &Path, threads: usize) -> Result<Self, AudioError> {
        Self::build_from(&mut open_many(path, threads.max(1))?)
    }

    /// From readers of one file, each on a thread of its own.
    pub(crate) fn build_from(readers: &mut [Box<dyn FrameReader>]) -> Result<Self, AudioError> {
        let Some((first, others)) = readers.split_first_mut() else { return Err(AudioError::Empty) };
        let (rate, frames) = (first.rate(), first.frames());
        let part = frames.div_ceil(GRAIN).div_ceil(others.len() as u64 + 1) * GRAIN;
        let parts = std::thread::scope(|scope| {
            let start = |(index, reader): (u64, &'_ mut Box<dyn FrameReader>)| {
                let (from, to) = ((part * index).min(frames), (part * (index + 1)).min(frames));
                scan(reader.as_mut(), from, to)
            };
            let workers: Vec<_> = (1..).zip(others).map(|share| scope.spawn(move || start(share))).collect();
            let mut parts = vec![start((0, first))];
            parts.extend(workers.into_iter().map(|worker| worker.join().unwrap_or_else(|_| broken())));
            parts
        });
        let parts = parts.into_iter().collect::<Result<Vec<_>, _>>()?;
        Ok(Self::of(rate, frames, &parts.concat()))
    }

    /// How loud the sound is, in LUFS, from its mean power alone: without the weighting and gating of
    /// [`crate::measure`], whose answer lies a few LU away.
    #[must_use]
    pub fn estimated_lufs(&self) -> f64 {
        let finest = self.levels.first().map(Vec::as_slice).unwrap_or_default();
        let step = f64::from(self.scale) / f64::from(i16::MAX);
        let power = |side: &Bucket| (f64::from(side.rms) * step).powi(2);
        let sum: f64 = finest.iter().flatten().map(power).sum();
        let mean = sum / (finest.len().max(1) as f64);
        (10.0 * mean.log10() - 0.691).max(-70.0)
    }

    /// From the finest buckets.
    fn of(rate: u32, frames: u64, finest: &[[Raw; 2]]) -> Self {
        let loudest = finest.iter().flatten().fold(1.0_f32, |scale, raw| scale.max(-raw.min).max(raw.max));
        let mut levels = vec![quantize(finest, loudest)];
        let mut raw = finest.to_vec();
        for pair in LEVELS.windows(2) {
            raw = raw.chunks((pair[1] / pair[0]) as usize).map(Raw::joined).collect();
            levels.push(quantize(&raw, loudest));
        }
        Self { rate, frames, scale: loudest, levels }
    }
}

fn quantize(raw: &[[Raw; 2]], scale: f32) -> Vec<[Bucket; 2]> {
    raw.iter().map(|sides| sides.map(|side| side.quantized(scale))).collect()
}

fn broken<T>() -> Result<T, AudioError> {
    Err(AudioError::Damaged { at_frame: 0 })
}
