//! From decoders, which give blocks at their own pace, to [`FrameReader`], which gives any frames asked for.

use crate::reader::available;
use crate::{AudioError, Damage, FrameReader, MAX_MINUTES};

/// What a file is, once its decoder knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Frames per second.
    pub(crate) rate: u32,
    /// Channels in the file; readers always give two.
    pub(crate) channels: u32,
    /// Length of the content in frames.
    pub(crate) frames: u64,
}

impl Shape {
    /// Refuses what is outside of Refrain's limits.
    pub(crate) fn check(self) -> Result<Self, AudioError> {
        let Self { rate, channels, frames } = self;
        if !(8_000..=192_000).contains(&rate) || !(1..=8).contains(&channels) {
            return Err(AudioError::WrongShape { rate, channels });
        }
        if frames == 0 {
            return Err(AudioError::Empty);
        }
        let minutes = frames / (u64::from(rate) * 60);
        if frames > u64::from(rate) * 60 * u64::from(MAX_MINUTES) {
            return Err(AudioError::TooLong { minutes: u32::try_from(minutes).unwrap_or(u32::MAX) });
        }
        Ok(self)
    }
}

/// What one packet decoded to.
#[derive(Debug, Default)]
pub(crate) struct Block {
    /// First frame, counted from the start of the content.
    pub(crate) start: u64,
    /// Interleaved stereo.
    pub(crate) samples: Vec<f32>,
    /// The packet could not be decoded; the samples are silence.
    pub(crate) damaged: bool,
}

impl Block {
    /// The frame after the last.
    pub(crate) fn end(&self) -> u64 {
        self.start + (self.samples.len() / 2) as u64
    }

    /// Gives the samples their place: they begin `decoded` frames into the stream, whose first `delay`
    /// frames are no content and are dropped.
    pub(crate) fn place(&mut self, decoded: u64, delay: u64) {
        let early = delay.saturating_sub(decoded).min((self.samples.len() / 2) as u64);
        self.samples.drain(..usize::try_from(early).unwrap_or(0) * 2);
        self.start = (decoded + early).saturating_sub(delay);
    }
}

/// A decoder that gives blocks in order.
pub(crate) trait BlockSource: Send {
    /// The next block, into `block`; `false` at the end.
    fn next(&mut self, block: &mut Block) -> Result<bool, AudioError>;

    /// Makes the next block one that begins at or before `frame`, and exactly what a full decode gives.
    fn seek(&mut self, frame: u64) -> Result<(), AudioError>;

    /// A jump forward of fewer frames than this is cheaper decoded than sought.
    fn near(&self) -> u64;
}

/// A [`FrameReader`] over a [`BlockSource`].
pub(crate) struct BlockReader<S> {
    source: S,
    shape: Shape,
    block: Block,
    ended: bool,
    damage: Damage,
}

impl<S: BlockSource> BlockReader<S> {
    pub(crate) fn new(source: S, shape: Shape) -> Self {
        Self { source, shape, block: Block::default(), ended: false, damage: Damage::default() }
    }

    /// The next block, with what is broken about it written down.
    fn next(&mut self) -> Result<(), AudioError> {
        self.ended = !self.source.next(&mut self.block)?;
        if self.ended {
            return Ok(());
        }
        self.damage.end = self.damage.end.max(self.block.end());
        if self.block.damaged {
            self.damage.lost += self.block.end() - self.block.start;
            self.damage.first.get_or_insert(self.block.start);
        }
        Ok(())
    }

    /// Copies what the current block has at `frame`; how many frames that were.
    fn copy(&self, frame: u64, out: &mut [f32]) -> usize {
        if !(self.block.start..self.block.end()).contains(&frame) {
            return 0;
        }
        let from = usize::try_from(frame - self.block.start).unwrap_or(0) * 2;
        let count = (self.block.samples.len() - from).min(out.len());
        out[..count].copy_from_slice(&self.block.samples[from..from + count]);
        count / 2
    }

    /// Brings in the block with `frame`, or the first one after it.
    fn advance(&mut self, frame: u64) -> Result<(), AudioError> {
        let reach = self.block.end() + self.source.near();
        if frame < self.block.start || (frame >= reach && !self.ended) {
            self.source.seek(frame)?;
            self.block = Block { samples: std::mem::take(&mut self.block.samples), ..Block::default() };
            self.block.samples.clear();
            self.ended = false;
        }
        while !self.ended && self.block.end() <= frame {
            self.next()?;
        }
        Ok(())
    }

    /// Silence from `frame` to the current block, or to the end when there is none: where the file has
    /// nothing, time passes all the same.
    fn silence(&self, frame: u64, out: &mut [f32]) -> usize {
        let until = if self.block.start > frame { self.block.start } else { u64::MAX };
        let count = available(until, frame, out.len());
        out[..count * 2].fill(0.0);
        count
    }
}

impl<S: BlockSource> FrameReader for BlockReader<S> {
    fn rate(&self) -> u32 {
        self.shape.rate
    }

    fn frames(&self) -> u64 {
        self.shape.frames
    }

    fn read(&mut self, frame: u64, out: &mut [f32]) -> Result<usize, AudioError> {
        let wanted = available(self.shape.frames, frame, out.len());
        let mut done = 0;
        while done < wanted {
            let (at, rest) = (frame + done as u64, &mut out[done * 2..wanted * 2]);
            let mut copied = self.copy(at, rest);
            if copied == 0 {
                self.advance(at)?;
                copied = self.copy(at, rest);
            }
            done += if copied == 0 { self.silence(at, rest) } else { copied };
        }
        Ok(wanted)
    }

    fn damage(&self) -> Damage {
        self.damage
    }
}
