//! WAV without a decoder: the samples are there already, any place is one multiplication away. Integers
//! of 8 to 32 bits and floats; anything compressed inside a WAV is refused by name.
//! Sizes in the header are believed only as far as the file goes; recorders that crashed leave them at 0.

use std::path::Path;

use super::blocks::Shape;
use super::stereo::{append_interleaved, heal};
use crate::mp3::Window;
use crate::reader::available;
use crate::{AudioError, FrameReader};

/// Frames converted at once.
const STEP: usize = 4096;

/// How samples are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Unsigned8,
    Int16,
    Int24,
    Int32,
    Float32,
    Float64,
}

/// The `fmt ` chunk.
#[derive(Debug, Clone, Copy)]
struct Layout {
    encoding: Encoding,
    channels: u16,
    rate: u32,
    bytes_per_frame: u16,
}

/// An open WAV.
pub(crate) struct WavReader {
    window: Window,
    layout: Layout,
    data_at: u64,
    frames: u64,
    claimed_frames: u64,
    floats: Vec<f32>,
    stereo: Vec<f32>,
}

impl WavReader {
    /// Opens a file that begins with a RIFF header.
    pub(crate) fn open(path: &Path) -> Result<Self, AudioError> {
        let mut window = Window::new(std::fs::File::open(path)?)?;
        let (mut layout, mut at) = (None, 12);
        loop {
            let (id, size) = chunk(&mut window, at)?.ok_or(AudioError::Empty)?;
            match &id {
                b"fmt " => layout = Some(parse_format(window.at(at + 8, 40.min(size as usize))?)?),
                b"data" => break Self::assemble(window, layout, at + 8, u64::from(size)),
                _ => {}
            }
            at += 8 + u64::from(size) + u64::from(size & 1);
        }
    }

    fn assemble(window: Window, layout: Option<Layout>, data_at: u64, size: u64) -> Result<Self, AudioError> {
        let layout = layout.ok_or(AudioError::Damaged { at_frame: 0 })?;
        let there = window.len().saturating_sub(data_at);
        // A writer that never came back to fill the size in left 0 or all ones.
        let unfilled = size == 0 || size >= 0xffff_f000 || size == 0x7fff_ffff;
        let claimed = if unfilled { there } else { size };
        let per_frame = u64::from(layout.bytes_per_frame);
        Ok(Self {
            window,
            layout,
            data_at,
            frames: claimed.min(there) / per_frame,
            claimed_frames: claimed / per_frame,
            floats: Vec::with_capacity(STEP * usize::from(layout.channels)),
            stereo: Vec::with_capacity(STEP * 2),
        })
    }

    pub(crate) fn shape(&self) -> Shape {
        Shape { rate: self.layout.rate, channels: u32::from(self.layout.channels), frames: self.frames }
    }

    /// Does the header know of more than is there?
    pub(crate) fn cut_off(&self) -> bool {
        self.claimed_frames > self.frames
    }

    fn step(&mut self, frame: u64, out: &mut [f32]) -> Result<(), AudioError> {
        let per_frame = usize::from(self.layout.bytes_per_frame);
        let at = self.data_at + frame * per_frame as u64;
        let bytes = self.window.at(at, out.len() / 2 * per_frame)?;
        if self.layout.encoding == Encoding::Int16 && self.layout.channels == 2 {
            for (x, pair) in out.iter_mut().zip(bytes.as_chunks::<2>().0) {
                *x = f32::from(i16::from_le_bytes(*pair)) / 32_768.0;
            }
            return Ok(());
        }
        self.floats.clear();
        self.stereo.clear();
        to_floats(self.layout.encoding, bytes, &mut self.floats);
        append_interleaved(&self.floats, usize::from(self.layout.channels), &mut self.stereo);
        heal(&mut self.stereo);
        let count = self.stereo.len().min(out.len());
        out[..count].copy_from_slice(&self.stereo[..count]);
        out[count..].fill(0.0);
        Ok(())
    }
}

impl FrameReader for WavReader {
    fn rate(&self) -> u32 {
        self.layout.rate
    }

    fn frames(&self) -> u64 {
        self.frames
    }

    fn read(&mut self, frame: u64, out: &mut [f32]) -> Result<usize, AudioError> {
        let wanted = available(self.frames, frame, out.len());
        for (step, part) in out[..wanted * 2].chunks_mut(STEP * 2).enumerate() {
            self.step(frame + (step * STEP) as u64, part)?;
        }
        Ok(wanted)
    }
}

/// Name and size of the chunk at `at`.
fn chunk(window: &mut Window, at: u64) -> Result<Option<([u8; 4], u32)>, AudioError> {
    let Some(head) = window.at(at, 8)?.first_chunk::<8>() else { return Ok(None) };
    let [a, b, c, d, size @ ..] = *head;
    Ok(Some(([a, b, c, d], u32::from_le_bytes(size))))
}

fn parse_format(fmt: &[u8]) -> Result<Layout, AudioError> {
    let u16_at = |at: usize| fmt.get(at..at + 2).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]));
    let rate = fmt.get(4..8).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    let (mut tag, channels, bits) = (u16_at(0), u16_at(2), u16_at(14));
    if tag == 0xfffe {
        tag = u16_at(24);
    }
    let encoding = match (tag, bits) {
        (1, 8) => Encoding::Unsigned8,
        (1, 16) => Encoding::Int16,
        (1, 24) => Encoding::Int24,
        (1, 32) => Encoding::Int32,
        (3, 32) => Encoding::Float32,
        (3, 64) => Encoding::Float64,
        _ => return Err(AudioError::Unsupported { what: format!("WAV format {tag:#06x}, {bits} bits") }),
    };
    if channels == 0 || channels > 8 {
        return Err(AudioError::WrongShape { rate, channels: u32::from(channels) });
    }
    Ok(Layout { encoding, channels, rate, bytes_per_frame: channels * (bits / 8) })
}

#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
fn to_floats(encoding: Encoding, bytes: &[u8], out: &mut Vec<f32>) {
    match encoding {
        Encoding::Unsigned8 => out.extend(bytes.iter().map(|b| (f32::from(*b) - 128.0) / 128.0)),
        Encoding::Int16 => each(bytes, out, |b| f32::from(i16::from_le_bytes(b)) / 32_768.0),
        Encoding::Int24 => {
            each(bytes, out, |[a, b, c]| (i32::from_le_bytes([0, a, b, c]) >> 8) as f32 / 8_388_608.0)
        }
        Encoding::Int32 => each(bytes, out, |b| (f64::from(i32::from_le_bytes(b)) / 2_147_483_648.0) as f32),
        Encoding::Float32 => each(bytes, out, f32::from_le_bytes),
        Encoding::Float64 => each(bytes, out, |b| f64::from_le_bytes(b) as f32),
    }
}

fn each<const N: usize>(bytes: &[u8], out: &mut Vec<f32>, convert: impl Fn([u8; N]) -> f32) {
    out.extend(bytes.as_chunks::<N>().0.iter().map(|chunk| convert(*chunk)));
}
