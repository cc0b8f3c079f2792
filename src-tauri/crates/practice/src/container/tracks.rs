//! What runs beside each other in a film: a lossless song, a song as MP3, a picture that stays.

use alac_encoder::{AlacEncoder, FormatDescription};

use super::boxes::{boxed, counted, full, handler, here, longs, stream, track};
use crate::RATE;

/// Bytes before the samples of a WAV of 16 bit.
const WAV_HEAD: usize = 44;
/// Frames of a packet of Apple Lossless.
const PACKET: u32 = 4096;
/// Bytes of a frame: two sides of 16 bit.
const FRAME_BYTES: usize = 4;
/// Frames of an MP3 packet (MPEG-1 layer III).
const GRANULES: u32 = 1152;
/// Frames before the song in an MP3 by LAME: the encoder's own 576 and the decoder's 529.
const DELAY: u32 = 576 + 529;
/// Object types of ISO/IEC 14496-1: MPEG-1 audio, JPEG.
const MP3: u8 = 0x6B;
const JPEG: u8 = 0x6C;

/// A track: its packets, and how long each lasts in ticks of [`RATE`].
pub(super) struct Track {
    /// All packets.
    pub(super) content: Vec<u8>,
    /// Where in `content` each packet begins, and its length. Packets may share their bytes.
    packets: Vec<(usize, usize)>,
    /// Ticks of each packet but the last, and of the last.
    each: u32,
    last: u32,
    /// Ticks before what is heard, and ticks that are heard.
    skip: u32,
    pub(super) heard: u32,
    /// What `stsd` says.
    entry: Vec<u8>,
    /// Pixels of a picture's edge; 0 for sound.
    side: u16,
}

/// A WAV as Apple Lossless.
pub(super) fn lossless(wav: &[u8]) -> Track {
    let samples = wav.get(WAV_HEAD..).unwrap_or_default();
    let (pcm, alac) = (
        FormatDescription::pcm::<i16>(f64::from(RATE), 2),
        FormatDescription::alac(f64::from(RATE), PACKET, 2),
    );
    let mut encoder = AlacEncoder::new(&alac);
    let mut room = vec![0; alac.max_packet_size()];
    let (mut content, mut packets) = (Vec::new(), Vec::new());
    for block in samples.chunks(PACKET as usize * FRAME_BYTES) {
        let size = encoder.encode(&pcm, block, &mut room);
        packets.push((content.len(), size));
        content.extend(&room[..size]);
    }
    let heard = ticks(samples.len() / FRAME_BYTES);
    let cookie = full(b"alac", 0, &[&encoder.magic_cookie()]);
    let entry = sound(b"alac", &cookie);
    Track { content, each: PACKET, last: rest(heard, PACKET), skip: 0, heard, entry, side: 0, packets }
}

/// An MP3 without its note at the beginning: the container says where the song begins.
pub(super) fn sung(mp3: &[u8], frames: u32) -> Track {
    let mut packets = Vec::new();
    let mut at = mp3_frame(mp3, 0).unwrap_or(0);
    let content = mp3.get(at..).unwrap_or_default().to_vec();
    let from = at;
    while let Some(size) = mp3_frame(mp3, at).filter(|size| at + size <= mp3.len()) {
        packets.push((at - from, size));
        at += size;
    }
    let entry = sound(b"mp4a", &stream(MP3, 5));
    Track { content, packets, each: GRANULES, last: GRANULES, skip: DELAY, heard: frames, entry, side: 0 }
}

/// A picture once a second, always the same bytes.
pub(super) fn picture(jpeg: &[u8], side: u16, frames: u32) -> Track {
    let packets = vec![(0, jpeg.len()); frames.div_ceil(RATE) as usize];
    let last = rest(frames, RATE);
    let entry = image(side);
    Track { content: jpeg.to_vec(), packets, each: RATE, last, skip: 0, heard: frames, entry, side }
}

/// What the last of several pieces of `each` has of `all`.
fn rest(all: u32, each: u32) -> u32 {
    if all.is_multiple_of(each) { each } else { all % each }
}

fn ticks(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The length of the frame of MPEG-1 layer III at `at`, in bytes.
fn mp3_frame(mp3: &[u8], at: usize) -> Option<usize> {
    const KBPS: [usize; 15] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    let head = mp3.get(at..at + 4)?;
    if head[0] != 0xFF || head[1] & 0xFE != 0xFA {
        return None;
    }
    let kbps = *KBPS.get(usize::from(head[2] >> 4))?;
    let padding = usize::from(head[2] >> 1 & 1);
    Some(144_000 * kbps / RATE as usize + padding).filter(|size| *size > 4)
}

/// An entry for stereo of 16 bit.
fn sound(name: &[u8; 4], codec: &[u8]) -> Vec<u8> {
    let shape = longs(&[0, 0, 0x0002_0010, 0, RATE << 16]);
    boxed(name, &[&[0, 0, 0, 0, 0, 0, 0, 1], &shape, codec])
}

/// An entry for a square picture of 24 bit, 72 pixels an inch.
fn image(side: u16) -> Vec<u8> {
    let edges = u32::from(side) << 16 | u32::from(side);
    let shape = longs(&[0, 0, 0, 0, edges, 0x48_0000, 0x48_0000, 0]);
    let rest = [&[0, 1][..], &[0; 32], &[0, 0x18, 0xFF, 0xFF]].concat();
    boxed(b"mp4v", &[&[0, 0, 0, 0, 0, 0, 0, 1], &shape, &rest, &stream(JPEG, 4)])
}

impl Track {
    /// `trak`, for a content that begins at byte `at` of the file.
    pub(super) fn describe(&self, id: u32, at: usize) -> Vec<u8> {
        let head = full(b"tkhd", 3, &[&track(id, self.heard, self.side)]);
        let edit = full(b"elst", 0, &[&counted(&[self.heard, self.skip, 0x1_0000], 3)]);
        boxed(b"trak", &[&head, &boxed(b"edts", &[&edit]), &self.media(at)])
    }

    fn media(&self, at: usize) -> Vec<u8> {
        let (kind, shape) = match self.side {
            0 => (b"soun", full(b"smhd", 0, &[&[0; 4]])),
            _ => (b"vide", full(b"vmhd", 1, &[&[0; 8]])),
        };
        // The language is not told ("und").
        let head = full(b"mdhd", 0, &[&longs(&[0, 0, RATE, self.length(), 0x55C4_0000])]);
        let inside = boxed(b"minf", &[&shape, &here(), &self.table(at)]);
        boxed(b"mdia", &[&head, &handler(kind), &inside])
    }

    /// Ticks of all packets.
    fn length(&self) -> u32 {
        match ticks(self.packets.len()) {
            0 => 0,
            count => (count - 1).saturating_mul(self.each).saturating_add(self.last),
        }
    }

    /// `stbl`: what, how long, where.
    fn table(&self, at: usize) -> Vec<u8> {
        let before = ticks(self.packets.len()).saturating_sub(1);
        let sizes: Vec<u32> = self.packets.iter().map(|(_, size)| ticks(*size)).collect();
        let places: Vec<u32> = self.packets.iter().map(|(place, _)| ticks(at + place)).collect();
        boxed(
            b"stbl",
            &[
                &full(b"stsd", 0, &[&longs(&[1]), &self.entry]),
                &full(b"stts", 0, &[&counted(&[before, self.each, 1, self.last], 2)]),
                &full(b"stsc", 0, &[&counted(&[1, 1, 1], 3)]),
                &full(b"stsz", 0, &[&longs(&[0]), &counted(&sizes, 1)]),
                &full(b"stco", 0, &[&counted(&places, 1)]),
            ],
        )
    }
}
