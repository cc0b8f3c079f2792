//! Random access to stereo frames: the one interface between files, arrangements, mixes and exports.
//! Absent: anything about files or formats (`decode`).

use std::sync::Arc;

use crate::AudioError;

/// Random access to stereo `f32` frames. Sequential reads are cheap; a jump lands on the exact sample.
pub trait FrameReader: Send {
    /// Frames per second.
    fn rate(&self) -> u32;

    /// How many frames there are in all.
    fn frames(&self) -> u64;

    /// Fills `out` (interleaved stereo, so `out.len() / 2` frames) from `frame` on and answers how many
    /// frames were written: fewer only at the end, none past it.
    ///
    /// # Errors
    /// Whatever the source runs into; after an error the reader may be asked again.
    fn read(&mut self, frame: u64, out: &mut [f32]) -> Result<usize, AudioError>;

    /// What could not be decoded of all that was read so far.
    fn damage(&self) -> Damage {
        Damage::default()
    }
}

/// What a reader met that it could not decode and gave as silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Damage {
    /// Frames in packets that could not be decoded.
    pub lost: u64,
    /// The first of them.
    pub first: Option<u64>,
    /// The frame after the last that the file really had, as far as it was read.
    pub end: u64,
}

impl Damage {
    /// Both together, of two parts of one file.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let first = [self.first, other.first].into_iter().flatten().min();
        Self { lost: self.lost + other.lost, first, end: self.end.max(other.end) }
    }
}

impl<R: FrameReader + ?Sized> FrameReader for Box<R> {
    fn rate(&self) -> u32 {
        (**self).rate()
    }

    fn frames(&self) -> u64 {
        (**self).frames()
    }

    fn read(&mut self, frame: u64, out: &mut [f32]) -> Result<usize, AudioError> {
        (**self).read(frame, out)
    }

    fn damage(&self) -> Damage {
        (**self).damage()
    }
}

/// Decoded audio in memory: interleaved stereo, shared and immutable.
#[derive(Debug, Clone)]
pub struct Pcm {
    /// Frames per second.
    pub rate: u32,
    /// Left, right, left, right ...
    pub samples: Arc<[f32]>,
}

impl Pcm {
    /// From interleaved stereo samples.
    #[must_use]
    pub fn new(rate: u32, samples: Vec<f32>) -> Self {
        Self { rate, samples: samples.into() }
    }

    /// Length in frames.
    #[must_use]
    pub fn frames(&self) -> u64 {
        (self.samples.len() / 2) as u64
    }

    /// A reader over it; cheap, the samples are shared.
    #[must_use]
    pub fn reader(&self) -> MemoryReader {
        MemoryReader::new(self.clone())
    }
}

/// Reads from [`Pcm`]. Never fails.
#[derive(Debug, Clone)]
pub struct MemoryReader {
    pcm: Pcm,
}

impl MemoryReader {
    /// Reads `pcm`.
    #[must_use]
    pub fn new(pcm: Pcm) -> Self {
        Self { pcm }
    }
}

impl FrameReader for MemoryReader {
    fn rate(&self) -> u32 {
        self.pcm.rate
    }

    fn frames(&self) -> u64 {
        self.pcm.frames()
    }

    fn read(&mut self, frame: u64, out: &mut [f32]) -> Result<usize, AudioError> {
        let frames = available(self.frames(), frame, out.len());
        let start = usize::try_from(frame).unwrap_or(usize::MAX).saturating_mul(2);
        if let Some(source) = self.pcm.samples.get(start..start.saturating_add(frames * 2)) {
            out[..frames * 2].copy_from_slice(source);
        }
        Ok(frames)
    }
}

/// Silence of a given length. Never fails.
#[derive(Debug, Clone, Copy)]
pub struct SilenceReader {
    rate: u32,
    frames: u64,
}

impl SilenceReader {
    /// `frames` frames of silence at `rate` frames per second.
    #[must_use]
    pub fn new(rate: u32, frames: u64) -> Self {
        Self { rate, frames }
    }
}

impl FrameReader for SilenceReader {
    fn rate(&self) -> u32 {
        self.rate
    }

    fn frames(&self) -> u64 {
        self.frames
    }

    fn read(&mut self, frame: u64, out: &mut [f32]) -> Result<usize, AudioError> {
        let frames = available(self.frames, frame, out.len());
        out[..frames * 2].fill(0.0);
        Ok(frames)
    }
}

/// How many frames a read of `samples` samples from `frame` can get out of `total` frames.
pub(crate) fn available(total: u64, frame: u64, samples: usize) -> usize {
    usize::try_from(total.saturating_sub(frame)).unwrap_or(usize::MAX).min(samples / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp(frames: u16) -> MemoryReader {
        Pcm::new(48_000, (0..frames * 2).map(f32::from).collect()).reader()
    }

    #[test]
    fn memory_reads_any_place_and_stops_at_the_end() {
        let mut reader = ramp(5);
        let mut out = [9.0; 6];
        assert_eq!(reader.read(1, &mut out).unwrap(), 3);
        assert_eq!(out, [2.0, 3.0, 4.0, 5.0, 6.0, 7.0]);
        assert_eq!(reader.read(4, &mut out).unwrap(), 1);
        assert_eq!(out[..2], [8.0, 9.0]);
        assert_eq!(reader.read(5, &mut out).unwrap(), 0);
        assert_eq!(reader.read(u64::MAX, &mut out).unwrap(), 0);
    }

    #[test]
    fn silence_has_a_length() {
        let mut reader: Box<dyn FrameReader> = Box::new(SilenceReader::new(44_100, 3));
        let mut out = [1.0; 8];
        assert_eq!(reader.read(1, &mut out).unwrap(), 2);
        assert_eq!(out, [0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0]);
    }
}
