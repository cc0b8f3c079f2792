//! Plays a [`song::Arrangement`]: the base take, with fragments laid over their ranges.
//!
//! Evaluated while reading, nothing is rendered ahead, so committing a version costs nothing and playback
//! and export are the same samples. Absent: finding out where a fragment belongs (`seam`) and converting
//! rates (done when a take is imported).

use song::{Arrangement, Patch, TakeId};

use crate::{AudioError, FrameReader};

/// Opens the audio of a take.
pub type Resolve<'a> = dyn FnMut(&TakeId) -> Result<Box<dyn FrameReader>, AudioError> + 'a;

/// Reads an arrangement as if it were one file.
///
/// Three promises, for every patch: inside its range each sample is the fragment's times the seam's gain;
/// outside of range and fades each sample is the one below, bit for bit; the fades lie outside of the
/// range, where the fragment repeats what the song has, and get shorter where that context is shorter.
pub struct ArrangementReader {
    base: Box<dyn FrameReader>,
    layers: Vec<Layer>,
    scratch: Vec<f32>,
}

impl ArrangementReader {
    /// Opens every take of `arrangement` through `resolve`: the base once, each fragment once per patch.
    ///
    /// # Errors
    /// What `resolve` answers, and [`AudioError::Unsupported`] for a fragment of another rate than the base.
    pub fn open(arrangement: &Arrangement, resolve: &mut Resolve<'_>) -> Result<Self, AudioError> {
        let base = resolve(&arrangement.base)?;
        let mut layers = Vec::with_capacity(arrangement.patches.len());
        for patch in &arrangement.patches {
            let fragment = resolve(&patch.fragment)?;
            require_rate(base.rate(), fragment.rate())?;
            layers.push(Layer::new(patch, base.as_ref(), fragment));
        }
        Ok(Self { base, layers, scratch: Vec::new() })
    }
}

impl FrameReader for ArrangementReader {
    fn rate(&self) -> u32 {
        self.base.rate()
    }

    fn frames(&self) -> u64 {
        self.base.frames()
    }

    fn read(&mut self, frame: u64, out: &mut [f32]) -> Result<usize, AudioError> {
        let frames = self.base.read(frame, out)?;
        let out = &mut out[..frames * 2];
        for layer in &mut self.layers {
            layer.lay_over(frame, out, &mut self.scratch)?;
        }
        Ok(frames)
    }
}

/// Mixing rates would play the fragment at the wrong pitch; conversion belongs to the import.
pub(crate) fn require_rate(song: u32, fragment: u32) -> Result<(), AudioError> {
    if song == fragment {
        return Ok(());
    }
    Err(AudioError::Unsupported { what: format!("a fragment at {fragment} Hz over a song at {song} Hz") })
}

/// One patch in frames. `start..end` is all fragment; the fades lie before and after it.
struct Layer {
    fragment: Box<dyn FrameReader>,
    offset: i64,
    start: i64,
    end: i64,
    head_fade: i64,
    tail_fade: i64,
    head_correlation: f32,
    tail_correlation: f32,
    gain: f32,
}

impl Layer {
    fn new(patch: &Patch, base: &dyn FrameReader, fragment: Box<dyn FrameReader>) -> Self {
        let rate = base.rate();
        let offset = i64::from(patch.seam.offset_frames);
        let fragment_end = offset.saturating_add(signed(fragment.frames()));
        let start = signed(patch.range.start().frames(rate)).max(offset);
        let end = signed(patch.range.end().frames(rate)).min(fragment_end).min(signed(base.frames()));
        let fade = signed(patch.fade.frames(rate));
        Self {
            head_fade: fade.min(start - offset).min(start).max(0),
            tail_fade: fade.min(fragment_end - end).min(signed(base.frames()) - end).max(0),
            head_correlation: patch.seam.head_correlation,
            tail_correlation: patch.seam.tail_correlation,
            gain: 10f32.powf(patch.seam.gain_db / 20.0),
            fragment,
            offset,
            start,
            end,
        }
    }

    /// Lays the fragment over `out`, which holds the song from `frame` on.
    fn lay_over(&mut self, frame: u64, out: &mut [f32], scratch: &mut Vec<f32>) -> Result<(), AudioError> {
        let from = signed(frame).max(self.start - self.head_fade);
        let to = (signed(frame) + signed(out.len() as u64 / 2)).min(self.end + self.tail_fade);
        if self.start >= self.end || from >= to {
            return Ok(());
        }
        let samples = index(to - from) * 2;
        scratch.clear();
        scratch.resize(samples, 0.0);
        self.fragment.read((from - self.offset).unsigned_abs(), scratch)?;
        let first = index(from - signed(frame)) * 2;
        let below = out[first..first + samples].chunks_exact_mut(2);
        for ((at, below), above) in (from..to).zip(below).zip(scratch.chunks_exact(2)) {
            self.blend(at, below, above);
        }
        Ok(())
    }

    fn blend(&self, at: i64, below: &mut [f32], above: &[f32]) {
        if (self.start..self.end).contains(&at) {
            below[0] = above[0] * self.gain;
            below[1] = above[1] * self.gain;
            return;
        }
        let (keep, bring) = self.weights(at);
        for (below, above) in below.iter_mut().zip(above) {
            *below = *below * keep + above * self.gain * bring;
        }
    }

    fn weights(&self, at: i64) -> (f32, f32) {
        if at < self.start {
            let x = place(at - (self.start - self.head_fade), self.head_fade);
            return crossfade(x, self.head_correlation);
        }
        let (bring, keep) = crossfade(place(at - self.end, self.tail_fade), self.tail_correlation);
        (keep, bring)
    }
}

/// Weights (of what goes, of what comes) at `x` of the way through a crossfade that keeps the power of two
/// signals which correlate by `correlation`: linear for equal signals, equal power for unrelated ones.
/// Opposed signals would need an unbounded boost, so they get the equal-power law.
pub(crate) fn crossfade(x: f32, correlation: f32) -> (f32, f32) {
    let r = if correlation.is_finite() { correlation.clamp(0.0, 1.0) } else { 0.0 };
    let goes = 1.0 - x;
    let norm = (goes * goes + x * x + 2.0 * r * x * goes).sqrt();
    (goes / norm, x / norm)
}

/// The middle of frame `at` of a fade `length` frames long, as 0..1.
#[allow(clippy::cast_precision_loss)]
fn place(at: i64, length: i64) -> f32 {
    (at as f32 + 0.5) / length as f32
}

fn signed(frames: u64) -> i64 {
    i64::try_from(frames).unwrap_or(i64::MAX)
}

fn index(frames: i64) -> usize {
    usize::try_from(frames).unwrap_or(0)
}

#[cfg(test)]
mod tests;
