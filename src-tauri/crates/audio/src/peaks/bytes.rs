//! Peaks as bytes, little endian: `RFPK`, u32 version, u32 rate, u32 channels, u64 frames, u32 level count,
//! f32 scale; per level u32 frames per bucket and u32 bucket count; then all levels, finest first: per
//! bucket and channel i16 minimum, i16 maximum, u16 RMS.

use super::{Bucket, LEVELS, Peaks};

const MAGIC: [u8; 4] = *b"RFPK";
const VERSION: u32 = 1;
const CHANNELS: u32 = 2;
const BUCKET_BYTES: usize = 6 * CHANNELS as usize;

impl Peaks {
    /// As bytes, in the layout at the head of this module.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let buckets: usize = self.levels.iter().map(Vec::len).sum();
        let mut out = Vec::with_capacity(32 + 8 * self.levels.len() + buckets * BUCKET_BYTES);
        out.extend(MAGIC);
        for number in [VERSION, self.rate, CHANNELS] {
            out.extend(number.to_le_bytes());
        }
        out.extend(self.frames.to_le_bytes());
        out.extend((LEVELS.len() as u32).to_le_bytes());
        out.extend(self.scale.to_le_bytes());
        for (level, grain) in self.levels.iter().zip(LEVELS) {
            out.extend(grain.to_le_bytes());
            out.extend(u32::try_from(level.len()).unwrap_or(u32::MAX).to_le_bytes());
        }
        for side in self.levels.iter().flatten().flatten() {
            out.extend(side.min.to_le_bytes());
            out.extend(side.max.to_le_bytes());
            out.extend(side.rms.to_le_bytes());
        }
        out
    }

    /// Back from bytes; `None` when they are of another version, or damaged.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Cursor(bytes);
        if bytes.take()? != MAGIC || bytes.u32()? != VERSION {
            return None;
        }
        let rate = bytes.u32()?;
        if bytes.u32()? != CHANNELS {
            return None;
        }
        let frames = u64::from_le_bytes(bytes.take()?);
        let count = bytes.u32()? as usize;
        let scale = f32::from_le_bytes(bytes.take()?);
        let sizes = (0..count.min(LEVELS.len())).map(|_| Some((bytes.u32()?, bytes.u32()?)));
        let sizes = sizes.collect::<Option<Vec<_>>>()?;
        let known = sizes.iter().map(|size| size.0).eq(LEVELS) && count == LEVELS.len();
        let fits = sizes.iter().all(|(grain, count)| u64::from(*count) == frames.div_ceil(u64::from(*grain)));
        let total: usize = sizes.iter().map(|size| size.1 as usize).sum();
        let whole = bytes.0.len() == total * BUCKET_BYTES;
        let sane = scale.is_finite() && scale >= 1.0;
        if ![known, fits, whole, sane].iter().all(|fine| *fine) {
            return None;
        }
        let levels = sizes.iter().map(|(_, count)| bytes.level(*count)).collect::<Option<_>>()?;
        Some(Self { rate, frames, scale, levels })
    }
}

struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (field, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*field)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn level(&mut self, count: u32) -> Option<Vec<[Bucket; 2]>> {
        (0..count).map(|_| Some([self.bucket()?, self.bucket()?])).collect()
    }

    fn bucket(&mut self) -> Option<Bucket> {
        Some(Bucket {
            min: i16::from_le_bytes(self.take()?),
            max: i16::from_le_bytes(self.take()?),
            rms: u16::from_le_bytes(self.take()?),
        })
    }
}
