//! From one rate to another, aligned: frame `n` of the output sounds at the time of frame `n` times
//! `from / to` of the input. One transform size for everything: 135 dB, 7 ms, and cheap.
//! Absent: changing speed or pitch.

use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{Fft, FixedSync, Resampler, WindowFunction};

use crate::reader::available;
use crate::{AudioError, FrameReader, Pcm};

/// Wanted length of a block, in input frames.
const BLOCK: u32 = 512;

/// Blocks that must be fed before a place for it to come out as in one go: the transform remembers one.
const WARM_UP: u64 = 2;

/// A resampler for a stream of interleaved stereo. After [`BusResampler::new`] it allocates nothing, as
/// long as the caller's output has room (see [`BusResampler::room`]).
pub struct BusResampler {
    /// `None` when there is nothing to do.
    fft: Option<Fft<f32>>,
    waiting: Vec<f32>,
    block: Vec<f32>,
    delay: usize,
    to_drop: usize,
}

impl BusResampler {
    /// From `from` to `to` frames per second.
    ///
    /// # Errors
    /// [`AudioError::WrongShape`] when a rate is 0.
    pub fn new(from: u32, to: u32) -> Result<Self, AudioError> {
        if from == to && from > 0 {
            let (waiting, block) = (Vec::new(), Vec::new());
            return Ok(Self { fft: None, waiting, block, delay: 0, to_drop: 0 });
        }
        let fft = Fft::new_custom(
            from as usize,
            to as usize,
            block_size(from, to),
            1,
            2,
            WindowFunction::BlackmanHarris2,
            FixedSync::Both,
        )
        .map_err(|_| AudioError::WrongShape { rate: from.min(to), channels: 2 })?;
        Ok(Self {
            waiting: Vec::with_capacity(fft.input_frames_next() * 2),
            block: vec![0.0; fft.output_frames_next() * 2],
            delay: fft.output_delay(),
            to_drop: fft.output_delay(),
            fft: Some(fft),
        })
    }

    /// Takes `input` and appends what is ready to `out`. The first frame that comes out after `new` or
    /// `reset` belongs to the first frame that went in.
    ///
    /// # Errors
    /// None with buffers of our own; the resampler's are passed on.
    pub fn process(&mut self, mut input: &[f32], out: &mut Vec<f32>) -> Result<(), AudioError> {
        let Some(fft) = &mut self.fft else {
            out.extend_from_slice(input);
            return Ok(());
        };
        let wanted = fft.input_frames_next() * 2;
        while !input.is_empty() {
            let (now, later) = input.split_at(input.len().min(wanted - self.waiting.len()));
            self.waiting.extend_from_slice(now);
            input = later;
            if self.waiting.len() == wanted {
                transform(fft, &self.waiting, &mut self.block)?;
                self.waiting.clear();
                let from = self.to_drop.min(self.block.len() / 2);
                self.to_drop -= from;
                out.extend_from_slice(&self.block[from * 2..]);
            }
        }
        Ok(())
    }

    /// Forgets everything that went in, as after a seek.
    pub fn reset(&mut self) {
        if let Some(fft) = &mut self.fft {
            fft.reset();
        }
        self.waiting.clear();
        self.to_drop = self.delay;
    }

    /// How many frames of output the resampler holds back: what goes in comes out so much later.
    #[must_use]
    pub fn delay_frames(&self) -> usize {
        self.delay
    }

    /// Input frames that make up one block: feeding whole blocks gives whole blocks.
    #[must_use]
    pub fn block_frames(&self) -> usize {
        self.fft.as_ref().map_or(1, Resampler::input_frames_next)
    }

    /// Samples of room that `out` needs for one call with `frames` frames.
    #[must_use]
    pub fn room(&self, frames: usize) -> usize {
        match &self.fft {
            None => frames * 2,
            Some(fft) => (frames / fft.input_frames_next() + 1) * self.block.len(),
        }
    }
}

/// Near [`BLOCK`], such that both sides are even: an odd block is late by half a frame.
fn block_size(from: u32, to: u32) -> usize {
    let common = gcd(from, to).max(1);
    let (least_in, least_out) = (from / common, to / common);
    let count = BLOCK.div_ceil(least_in.max(1));
    let odd = (count * least_in) % 2 == 1 || (count * least_out) % 2 == 1;
    (least_in * (count + u32::from(odd))) as usize
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn transform(fft: &mut Fft<f32>, input: &[f32], output: &mut [f32]) -> Result<(), AudioError> {
    let refused = |error: &dyn std::fmt::Display| AudioError::Encoder(format!("resampler: {error}"));
    let (frames_in, frames_out) = (input.len() / 2, output.len() / 2);
    let from = InterleavedSlice::new(input, 2, frames_in).map_err(|error| refused(&error))?;
    let mut to = InterleavedSlice::new_mut(output, 2, frames_out).map_err(|error| refused(&error))?;
    fft.process_into_buffer(&from, &mut to, None).map_err(|error| refused(&error))?;
    Ok(())
}

/// A reader at another rate over a reader. Reads in order are cheap; a jump costs two blocks.
pub struct ResampledReader<R> {
    inner: R,
    resampler: BusResampler,
    rate: u32,
    frames: u64,
    block_in: u64,
    block_out: u64,
    fed: u64,
    ready: Vec<f32>,
    ready_at: u64,
    input: Vec<f32>,
}

impl<R: FrameReader> ResampledReader<R> {
    /// `inner` at `rate` frames per second.
    ///
    /// # Errors
    /// As [`BusResampler::new`].
    pub fn new(inner: R, rate: u32) -> Result<Self, AudioError> {
        let from = inner.rate();
        let resampler = BusResampler::new(from, rate)?;
        let block_in = if from == rate { u64::from(BLOCK) } else { resampler.block_frames() as u64 };
        Ok(Self {
            rate,
            frames: scaled(inner.frames(), rate, from),
            block_in,
            block_out: scaled(block_in, rate, from),
            fed: 0,
            ready: Vec::with_capacity(resampler.room(usize::try_from(block_in).unwrap_or(0))),
            ready_at: 0,
            input: vec![0.0; usize::try_from(block_in).unwrap_or(0) * 2],
            inner,
            resampler,
        })
    }

    /// Starts again so that the next output begins at or before `frame`.
    fn jump(&mut self, frame: u64) {
        let block = (frame / self.block_out).saturating_sub(WARM_UP);
        self.resampler.reset();
        self.ready.clear();
        self.fed = block * self.block_in;
        self.ready_at = block * self.block_out;
    }

    /// Feeds one block, silence behind the end.
    fn feed(&mut self) -> Result<(), AudioError> {
        self.ready_at += (self.ready.len() / 2) as u64;
        self.ready.clear();
        let got = self.inner.read(self.fed, &mut self.input)?;
        self.input[got * 2..].fill(0.0);
        self.fed += self.block_in;
        self.resampler.process(&self.input, &mut self.ready)
    }

    fn ready_end(&self) -> u64 {
        self.ready_at + (self.ready.len() / 2) as u64
    }
}

impl<R: FrameReader> FrameReader for ResampledReader<R> {
    fn rate(&self) -> u32 {
        self.rate
    }

    fn frames(&self) -> u64 {
        self.frames
    }

    fn read(&mut self, frame: u64, out: &mut [f32]) -> Result<usize, AudioError> {
        let wanted = available(self.frames, frame, out.len());
        if wanted > 0 && (frame < self.ready_at || frame > self.ready_end() + self.block_out * WARM_UP) {
            self.jump(frame);
        }
        let mut done = 0;
        while done < wanted {
            let at = frame + done as u64;
            if at >= self.ready_end() {
                self.feed()?;
                continue;
            }
            let from = usize::try_from(at - self.ready_at).unwrap_or(0) * 2;
            let count = (self.ready.len() - from).min((wanted - done) * 2);
            out[done * 2..][..count].copy_from_slice(&self.ready[from..from + count]);
            done += count / 2;
        }
        Ok(wanted)
    }
}

/// All of `reader` at `rate` frames per second.
///
/// # Errors
/// Those of the reader, and of [`BusResampler::new`].
pub fn convert(reader: &mut dyn FrameReader, rate: u32) -> Result<Pcm, AudioError> {
    let mut resampled = ResampledReader::new(Borrowed(reader), rate)?;
    let mut samples = vec![0.0; usize::try_from(resampled.frames()).unwrap_or(usize::MAX).saturating_mul(2)];
    resampled.read(0, &mut samples)?;
    Ok(Pcm::new(rate, samples))
}

/// A borrowed reader as a reader.
pub(crate) struct Borrowed<'a>(pub(crate) &'a mut dyn FrameReader);

impl FrameReader for Borrowed<'_> {
    fn rate(&self) -> u32 {
        self.0.rate()
    }

    fn frames(&self) -> u64 {
        self.0.frames()
    }

    fn read(&mut self, frame: u64, out: &mut [f32]) -> Result<usize, AudioError> {
        self.0.read(frame, out)
    }
}

/// `frames` at another rate, rounded to the nearest.
fn scaled(frames: u64, to: u32, from: u32) -> u64 {
    let (to, from) = (u128::from(to), u128::from(from.max(1)));
    u64::try_from((u128::from(frames) * to + from / 2) / from).unwrap_or(u64::MAX)
}

#[cfg(test)]
#[path = "resample_tests.rs"]
mod tests;
