//! A lane at its place in the song: later or earlier than its file begins, and silent where somebody muted a
//! range of it. Evaluated while reading, so that playing and export give the same samples.

use std::sync::{Arc, PoisonError, RwLock};

use crate::{AudioError, FrameReader};

/// Ranges in which a lane is silent, in frames of the song. Shared: who changes them while the lane plays lets
/// the transport read anew ([`super::Transport::read_anew`]).
#[derive(Clone, Default)]
pub struct Mutes(Arc<RwLock<Vec<(u64, u64)>>>);

impl Mutes {
    /// These ranges.
    #[must_use]
    pub fn new(ranges: Vec<(u64, u64)>) -> Self {
        Self(Arc::new(RwLock::new(ranges)))
    }

    /// Other ranges from the next read on; answers whether they are other ones.
    pub fn set(&self, ranges: Vec<(u64, u64)>) -> bool {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let changed = *kept != ranges;
        *kept = ranges;
        changed
    }
}

/// A reader moved along the song, with ranges muted. Fades of 10 ms lie outside of the ranges: inside nothing
/// is heard.
pub struct Placed {
    inner: Box<dyn FrameReader>,
    offset: i64,
    mutes: Mutes,
}

impl Placed {
    /// `inner` with its frame 0 at frame `offset` of the song; what lies before the song is cut.
    #[must_use]
    pub fn new(inner: Box<dyn FrameReader>, offset: i64, mutes: Mutes) -> Self {
        Self { inner, offset, mutes }
    }

    /// Reads the moved sound, with silence where it has not begun.
    fn read_moved(&mut self, frame: u64, out: &mut [f32]) -> Result<usize, AudioError> {
        let from = signed(frame) - self.offset;
        if from >= 0 {
            return self.inner.read(from.unsigned_abs(), out);
        }
        let before = usize::try_from(-from).unwrap_or(usize::MAX).min(out.len() / 2);
        out[..before * 2].fill(0.0);
        if before * 2 == out.len() {
            return Ok(before);
        }
        Ok(before + self.inner.read(0, &mut out[before * 2..])?)
    }

    fn mute(&self, frame: u64, out: &mut [f32]) {
        let fade = signed(u64::from(self.rate() / 100).max(1));
        let ranges = self.mutes.0.read().unwrap_or_else(PoisonError::into_inner);
        let (first, last) = (signed(frame), signed(frame) + signed(out.len() as u64 / 2));
        for (start, end) in ranges.iter().map(|(start, end)| (signed(*start), signed(*end))) {
            let (from, to) = ((start - fade).max(first), (end + fade).min(last));
            for at in from..to {
                let gain = open_at(at, start, end, fade);
                let index = usize::try_from(at - first).unwrap_or(0) * 2;
                out[index] *= gain;
                out[index + 1] *= gain;
            }
        }
    }
}

impl FrameReader for Placed {
    fn rate(&self) -> u32 {
        self.inner.rate()
    }

    fn frames(&self) -> u64 {
        u64::try_from(signed(self.inner.frames()).saturating_add(self.offset)).unwrap_or(0)
    }

    fn read(&mut self, frame: u64, out: &mut [f32]) -> Result<usize, AudioError> {
        let frames = self.read_moved(frame, out)?;
        self.mute(frame, &mut out[..frames * 2]);
        Ok(frames)
    }
}

/// How far open the lane is at a frame near a muted range: a raised cosine on either side.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
fn open_at(at: i64, start: i64, end: i64, fade: i64) -> f32 {
    let away = if at < start { start - at } else { at - end + 1 };
    if at >= start && at < end {
        return 0.0;
    }
    let x = away as f64 / (fade + 1) as f64;
    (0.5 - 0.5 * (std::f64::consts::PI * x).cos()) as f32
}

fn signed(frames: u64) -> i64 {
    i64::try_from(frames).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pcm;

    fn ramp(frames: u16) -> Box<dyn FrameReader> {
        Box::new(Pcm::new(1_000, (1..=frames).flat_map(|i| [f32::from(i), -f32::from(i)]).collect()).reader())
    }

    fn left(reader: &mut Placed, frame: u64, frames: usize) -> Vec<f32> {
        let mut out = vec![9.0; frames * 2];
        let got = reader.read(frame, &mut out).unwrap();
        out[..got * 2].iter().step_by(2).copied().collect()
    }

    #[test]
    fn a_lane_begins_where_it_is_moved_to() {
        let mut later = Placed::new(ramp(4), 2, Mutes::default());
        assert_eq!(later.frames(), 6);
        assert_eq!(left(&mut later, 0, 9), [0.0, 0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(left(&mut later, 1, 2), [0.0, 1.0]);
        let mut earlier = Placed::new(ramp(4), -3, Mutes::default());
        assert_eq!((earlier.frames(), left(&mut earlier, 0, 9)), (1, vec![4.0]));
    }

    #[test]
    fn a_muted_range_is_silent_and_its_edges_are_round() {
        let ones = || Box::new(Pcm::new(1_000, vec![1.0; 200]).reader());
        let mutes = Mutes::new(vec![(40, 60)]);
        let mut lane = Placed::new(ones(), 0, mutes.clone());
        let whole = left(&mut lane, 0, 100);
        assert!(whole[40..60].iter().all(|s| *s == 0.0));
        assert!(whole[..30].iter().chain(&whole[70..]).all(|s| *s == 1.0));
        assert!(whole.windows(2).all(|w| (w[1] - w[0]).abs() < 0.16));
        // In any pieces the same.
        let pieces: Vec<f32> = (0..10).flat_map(|i| left(&mut lane, i * 10, 10)).collect();
        assert_eq!(pieces, whole);
        assert!(mutes.set(Vec::new()) && !mutes.set(Vec::new()));
        assert!(left(&mut lane, 0, 100).iter().all(|s| *s == 1.0));
    }
}
