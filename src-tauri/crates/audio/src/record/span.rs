//! A part of a recording as a reader: what lies between its trim handles, on both sides.

use crate::{AudioError, FrameReader};

/// Frames `from..to` of another reader.
pub struct Span {
    reader: Box<dyn FrameReader>,
    from: u64,
    to: u64,
    side: Option<usize>,
}

impl Span {
    /// Cuts at `from` and `to`, as far as there is sound. `side`: 0 or 1 is heard on both sides.
    #[must_use]
    pub fn new(reader: Box<dyn FrameReader>, from: u64, to: u64, side: Option<u8>) -> Self {
        let to = to.min(reader.frames());
        Self { reader, from: from.min(to), to, side: side.map(|side| usize::from(side.min(1))) }
    }
}

impl FrameReader for Span {
    fn rate(&self) -> u32 {
        self.reader.rate()
    }

    fn frames(&self) -> u64 {
        self.to - self.from
    }

    fn read(&mut self, frame: u64, out: &mut [f32]) -> Result<usize, AudioError> {
        let left = usize::try_from(self.frames().saturating_sub(frame)).unwrap_or(usize::MAX);
        let wanted = (out.len() / 2).min(left);
        let got = self.reader.read(self.from + frame, &mut out[..wanted * 2])?;
        if let Some(side) = self.side {
            out[..got * 2].as_chunks_mut::<2>().0.iter_mut().for_each(|frame| *frame = [frame[side]; 2]);
        }
        Ok(got)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pcm;

    #[test]
    fn only_the_part_is_there_and_one_side_is_heard_on_both() {
        let pcm = Pcm::new(8_000, (0..20).map(|n| n as f32).collect());
        let mut span = Span::new(Box::new(pcm.reader()), 3, 6, Some(1));
        let mut out = [0.0; 10];
        assert_eq!((span.frames(), span.read(0, &mut out).unwrap()), (3, 3));
        assert_eq!(out[..6], [7.0, 7.0, 9.0, 9.0, 11.0, 11.0]);
        assert_eq!(span.read(2, &mut out).unwrap(), 1);
        assert_eq!(span.read(3, &mut out).unwrap(), 0);
        assert_eq!(Span::new(Box::new(pcm.reader()), 8, 99, None).frames(), 2);
    }
}
