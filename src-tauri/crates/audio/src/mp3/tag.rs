//! The information frame at the head of an MP3: Xing, Info or VBRI, with LAME's delay and padding.
//! What it says is checked against the frames that are there (see `index`); nothing here is believed alone.

use super::header::Header;

/// Samples by which a Layer III decoder is late, beside what the encoder adds.
const DECODER_DELAY: u32 = 529;

/// What the information frame claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tag {
    /// MPEG frames after this one.
    pub(crate) frames: Option<u32>,
    /// Bytes of the stream, this frame included.
    pub(crate) bytes: Option<u32>,
    /// PCM frames to drop at the start of what is decoded.
    pub(crate) delay: u32,
    /// PCM frames to drop at its end.
    pub(crate) padding: u32,
}

impl Tag {
    /// The tag in `frame`, when it is an information frame and not audio.
    pub(crate) fn parse(header: &Header, frame: &[u8]) -> Option<Self> {
        xing(header, frame).or_else(|| vbri(frame))
    }
}

/// Xing's place ignores a checksum, as every encoder and decoder does.
fn xing(header: &Header, frame: &[u8]) -> Option<Tag> {
    let body = frame.get(4 + usize::from(header.side_info())..)?;
    if !body.starts_with(b"Xing") && !body.starts_with(b"Info") {
        return None;
    }
    let mut fields = Fields(body.get(4..)?);
    let flags = fields.u32()?;
    let mut tag = Tag::default();
    if flags & 1 != 0 {
        tag.frames = fields.u32();
    }
    if flags & 2 != 0 {
        tag.bytes = fields.u32();
    }
    fields.skip(if flags & 4 != 0 { 100 } else { 0 });
    fields.skip(if flags & 8 != 0 { 4 } else { 0 });
    (tag.delay, tag.padding) = lame_gaps(fields.0).unwrap_or((0, 0));
    Some(tag)
}

/// Delay and padding in LAME's part of the tag. They hold whatever its checksum says: a tool that
/// patched the frame count has broken the checksum, not the delay.
fn lame_gaps(lame: &[u8]) -> Option<(u32, u32)> {
    let known = [&b"LAME"[..], b"Lavf", b"Lavc"].iter().any(|name| lame.starts_with(name));
    let gaps = lame.get(21..24).filter(|_| known)?;
    let delay = (u32::from(gaps[0]) << 4) | (u32::from(gaps[1]) >> 4);
    let padding = (u32::from(gaps[1] & 15) << 8) | u32::from(gaps[2]);
    Some((delay + DECODER_DELAY, padding.saturating_sub(DECODER_DELAY)))
}

/// Fraunhofer's tag always lies 32 bytes behind the header.
fn vbri(frame: &[u8]) -> Option<Tag> {
    let body = frame.get(36..)?;
    if !body.starts_with(b"VBRI") {
        return None;
    }
    let mut fields = Fields(body.get(10..)?);
    let (bytes, frames) = (fields.u32(), fields.u32());
    Some(Tag { frames, bytes, ..Tag::default() })
}

/// Big-endian fields, one after the other.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn u32(&mut self) -> Option<u32> {
        let (field, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        Some(u32::from_be_bytes(*field))
    }

    fn skip(&mut self, bytes: usize) {
        self.0 = self.0.get(bytes..).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header() -> Header {
        Header::parse([0xff, 0xfb, 0x90, 0x64]).unwrap()
    }

    #[test]
    fn vbri_is_found_at_its_fixed_place() {
        let mut frame = vec![0; 417];
        frame[36..40].copy_from_slice(b"VBRI");
        frame[46..50].copy_from_slice(&9_000_u32.to_be_bytes());
        frame[50..54].copy_from_slice(&20_u32.to_be_bytes());
        let tag = Tag::parse(&header(), &frame).unwrap();
        assert_eq!((tag.frames, tag.bytes, tag.delay), (Some(20), Some(9_000), 0));
    }

    #[test]
    fn delay_and_padding_are_twelve_bits_each() {
        let mut frame = vec![0; 417];
        frame[36..44].copy_from_slice(&[b'X', b'i', b'n', b'g', 0, 0, 0, 1]);
        frame[44..48].copy_from_slice(&7_u32.to_be_bytes());
        frame[48..52].copy_from_slice(b"LAME");
        frame[69..72].copy_from_slice(&[0x24, 0x06, 0x42]);
        let tag = Tag::parse(&header(), &frame).unwrap();
        assert_eq!((tag.frames, tag.delay, tag.padding), (Some(7), 576 + 529, 0x642 - 529));
    }

    #[test]
    fn audio_is_no_tag() {
        assert_eq!(Tag::parse(&header(), &[0x55; 417]), None);
        assert_eq!(Tag::parse(&header(), b"short"), None);
    }
}
