//! The three encoders behind one face, each writing to a file.

use std::fs::File;
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::path::Path;

use super::flac::FlacBlocks;
use super::mp3::Mp3Encoder;
use super::wav::{Depth, WavBlocks};
use crate::AudioError;
use crate::tags::{Tags, riff_chunk};

/// Bytes gathered before the file is asked to write.
const BUFFER: usize = 256 * 1024;

/// An encoder, fed in blocks of interleaved stereo.
pub(crate) enum Sink {
    Wav(Box<WavBlocks<BufWriter<File>>>),
    Flac(Box<FlacBlocks<BufWriter<File>>>),
    Mp3(Mp3File),
}

impl Sink {
    pub(crate) fn wav(file: File, rate: u32, frames: u64, depth: Depth) -> Result<Self, AudioError> {
        let bytes = frames.saturating_mul(u64::from(depth.bytes()) * 2);
        if bytes > u64::from(u32::MAX) - 16 * 1024 * 1024 {
            return Err(AudioError::Unsupported { what: "a WAV over 4 GB".into() });
        }
        Ok(Self::Wav(Box::new(WavBlocks::new(BufWriter::with_capacity(BUFFER, file), rate, depth)?)))
    }

    pub(crate) fn flac(file: File, rate: u32, frames: u64, tags: &Tags) -> Result<Self, AudioError> {
        let out = BufWriter::with_capacity(BUFFER, file);
        Ok(Self::Flac(Box::new(FlacBlocks::new(out, rate, frames, tags)?)))
    }

    pub(crate) fn mp3(file: File, rate: u32, kbps: u32, tags: &Tags) -> Result<Self, AudioError> {
        Mp3File::new(file, rate, kbps, tags).map(Self::Mp3)
    }

    pub(crate) fn write(&mut self, block: &[f32]) -> Result<(), AudioError> {
        match self {
            Self::Wav(wav) => wav.write(block),
            Self::Flac(flac) => flac.write(block),
            Self::Mp3(mp3) => mp3.write(block),
        }
    }

    /// Completes the file at `path`, which is the one given at the start.
    pub(crate) fn finish(self, path: &Path, tags: &Tags) -> Result<(), AudioError> {
        match self {
            Self::Wav(wav) => {
                wav.finish()?;
                append_to_riff(path, tags)
            }
            Self::Flac(flac) => flac.finish(),
            Self::Mp3(mp3) => mp3.finish(),
        }
    }
}

/// An MP3 with its tag in front.
pub(crate) struct Mp3File {
    file: File,
    encoder: Mp3Encoder,
    /// Where the first frame lies, which LAME rewrites at the end.
    first_frame: u64,
    pending: Vec<u8>,
}

impl Mp3File {
    fn new(mut file: File, rate: u32, kbps: u32, tags: &Tags) -> Result<Self, AudioError> {
        let encoder = Mp3Encoder::new(rate, kbps)?;
        let id3 = tags.id3()?;
        file.write_all(&id3)?;
        Ok(Self { file, encoder, first_frame: id3.len() as u64, pending: Vec::new() })
    }

    fn write(&mut self, block: &[f32]) -> Result<(), AudioError> {
        self.encoder.encode(block, &mut self.pending)?;
        if self.pending.len() >= BUFFER {
            self.file.write_all(&self.pending)?;
            self.pending.clear();
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), AudioError> {
        let tag = self.encoder.finish(&mut self.pending)?;
        self.file.write_all(&self.pending)?;
        self.file.seek(SeekFrom::Start(self.first_frame))?;
        self.file.write_all(&tag)?;
        Ok(())
    }
}

/// Appends the tags' chunks behind the sound, and corrects the size in the header.
fn append_to_riff(path: &Path, tags: &Tags) -> Result<(), AudioError> {
    let mut chunks = tags.riff_info();
    let id3 = tags.id3()?;
    if !id3.is_empty() {
        chunks.extend(riff_chunk(b"id3 ", &id3));
    }
    let mut file = File::options().read(true).write(true).open(path)?;
    let end = file.seek(SeekFrom::End(0))?;
    // Three-byte samples may end on an odd byte; the next chunk begins on an even one.
    file.write_all(if end % 2 == 1 { b"\0" } else { b"" })?;
    file.write_all(&chunks)?;
    let size = u32::try_from(file.stream_position()? - 8).unwrap_or(u32::MAX);
    file.seek(SeekFrom::Start(4))?;
    file.write_all(&size.to_le_bytes())?;
    Ok(())
}
