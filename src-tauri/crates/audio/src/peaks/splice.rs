//! Peaks of an arrangement from the peaks of its takes: no decoding, so a new version shows its waveform at
//! once. Exact to one bucket; where a fade or a fragment's own grid cuts a bucket, both sides are in it.

use super::scan::Raw;
use super::{Bucket, GRAIN, Peaks};

/// Where a fragment covers the song.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PatchSpan {
    /// First frame of the song that is the fragment's.
    pub start_frame: u64,
    /// The frame after the last.
    pub end_frame: u64,
    /// Where the fragment's frame 0 lies on the song, in frames.
    pub offset_frames: i64,
    /// Factor on the fragment's samples.
    pub gain: f32,
}

impl Peaks {
    /// The peaks of `base` with `patches` over it, later ones on top. All have the rate of `base`.
    #[must_use]
    pub fn splice(base: &Self, patches: &[(PatchSpan, &Self)]) -> Self {
        let mut raw: Vec<[Raw; 2]> = (0_u64..).zip(base.finest()).map(|(at, b)| base.raw(at, *b)).collect();
        for (span, fragment) in patches {
            lay(&mut raw, base.frames, span, fragment);
        }
        Self::of(base.rate, base.frames, &raw)
    }

    fn finest(&self) -> &[[Bucket; 2]] {
        self.levels.first().map_or(&[], Vec::as_slice)
    }

    /// A finest bucket as it was measured, as far as 16 bits remember.
    fn raw(&self, index: u64, sides: [Bucket; 2]) -> [Raw; 2] {
        let count = self.frames.saturating_sub(index * GRAIN).min(GRAIN) as f32;
        sides.map(|side| Raw::from_bucket(side, self.scale, count))
    }

    /// Everything in the finest buckets that frames `from..to` touch.
    fn around(&self, from: i64, to: i64) -> [Raw; 2] {
        let clamp = |frame: i64| u64::try_from(frame).unwrap_or(0).min(self.frames);
        let (first, last) = (clamp(from) / GRAIN, clamp(to).div_ceil(GRAIN));
        (first..last).fold([Raw::default(); 2], |sum, index| {
            let sides = usize::try_from(index).ok().and_then(|index| self.finest().get(index));
            sides.map_or(sum, |sides| Raw::joined(&[sum, self.raw(index, *sides)]))
        })
    }
}

fn lay(raw: &mut [[Raw; 2]], frames: u64, span: &PatchSpan, fragment: &Peaks) {
    let end = span.end_frame.min(frames);
    if span.start_frame >= end {
        return;
    }
    let touched = (span.start_frame / GRAIN)..end.div_ceil(GRAIN);
    for index in touched {
        let Some(bucket) = usize::try_from(index).ok().and_then(|index| raw.get_mut(index)) else { break };
        let (from, to) = ((index * GRAIN).max(span.start_frame), ((index + 1) * GRAIN).min(end));
        let shift = |frame: u64| frame.cast_signed().saturating_sub(span.offset_frames);
        let heard =
            fragment.around(shift(from), shift(to)).map(|side| scaled(side, span.gain, (to - from) as f32));
        let whole = from == index * GRAIN && to == ((index + 1) * GRAIN).min(frames);
        *bucket = if whole { heard } else { Raw::joined(&[*bucket, heard]) };
    }
}

/// Louder by `gain`, and speaking for `count` samples.
fn scaled(raw: Raw, gain: f32, count: f32) -> Raw {
    let (a, b) = (raw.min * gain, raw.max * gain);
    let power = raw.power / raw.count.max(1.0) * gain * gain * count;
    Raw { min: a.min(b), max: a.max(b), power, count }
}
