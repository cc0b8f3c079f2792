//! Encoders, and the export of a whole version to a file: what is read is what was heard. One thread reads
//! and mixes, another encodes. Absent: changing loudness or limiting; what is over full scale is clipped
//! in WAV 16 and 24 and in FLAC, and kept in WAV 32 float.

mod dither;
mod file;
mod flac;
mod mp3;
mod sink;
#[cfg(test)]
mod tests;
mod wav;

use std::fs::File;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

pub use mp3::encode_mp3;
pub use wav::encode_wav16;

use crate::resample::{Borrowed, ResampledReader};
use crate::tags::Tags;
use crate::{AudioError, FrameReader};
use file::Draft;
use sink::Sink;
use wav::Depth;

/// Frames per block on its way to the encoder.
const BLOCK: usize = 32_768;

/// Blocks under way at once: 1 MB in all.
const BLOCKS: usize = 4;

/// Bit rate of exported MP3s, in kbit/s.
const MP3_KBPS: u32 = 256;

/// What an export may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// WAV, 16-bit integers with TPDF dither.
    Wav16,
    /// WAV, 24-bit integers.
    Wav24,
    /// WAV, 32-bit floats: bit for bit what is mixed.
    Wav32f,
    /// FLAC, 24 bits.
    Flac,
    /// MP3, 256 kbit/s, constant.
    Mp3,
}

impl ExportFormat {
    /// The usual ending of its names, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Wav16 | Self::Wav24 | Self::Wav32f => "wav",
            Self::Flac => "flac",
            Self::Mp3 => "mp3",
        }
    }
}

/// Writes all of `reader` to `path`. The file appears under its name only when it is whole. `progress` hears
/// the share done, 0..=1, and cancels by answering `false`.
///
/// # Errors
/// [`AudioError::Empty`] when there is nothing to write, [`AudioError::Cancelled`],
/// [`AudioError::DiskFull`], [`AudioError::Io`], [`AudioError::Encoder`], and those of the reader.
pub fn export(
    reader: &mut dyn FrameReader,
    format: ExportFormat,
    tags: &Tags,
    path: &Path,
    progress: &mut dyn FnMut(f32) -> bool,
) -> Result<(), AudioError> {
    if format == ExportFormat::Mp3 && !mp3::has_rate(reader.rate()) {
        let rate = if reader.rate().is_multiple_of(11_025) { 44_100 } else { 48_000 };
        let mut resampled = ResampledReader::new(Borrowed(reader), rate)?;
        return write(&mut resampled, format, tags, path, progress);
    }
    write(reader, format, tags, path, progress)
}

fn write(
    reader: &mut dyn FrameReader,
    format: ExportFormat,
    tags: &Tags,
    path: &Path,
    progress: &mut dyn FnMut(f32) -> bool,
) -> Result<(), AudioError> {
    if reader.frames() == 0 {
        return Err(AudioError::Empty);
    }
    write_into(reader, format, tags, Draft::beside(path)?, progress)
}

/// Fills a draft. Whatever goes wrong, it goes away and what was under its name stays.
fn write_into(
    reader: &mut dyn FrameReader,
    format: ExportFormat,
    tags: &Tags,
    (draft, file): (Draft, File),
    progress: &mut dyn FnMut(f32) -> bool,
) -> Result<(), AudioError> {
    let (rate, frames) = (reader.rate(), reader.frames());
    let mut sink = match format {
        ExportFormat::Wav16 => Sink::wav(file, rate, frames, Depth::Int16)?,
        ExportFormat::Wav24 => Sink::wav(file, rate, frames, Depth::Int24)?,
        ExportFormat::Wav32f => Sink::wav(file, rate, frames, Depth::Float32)?,
        ExportFormat::Flac => Sink::flac(file, rate, frames, tags)?,
        ExportFormat::Mp3 => Sink::mp3(file, rate, MP3_KBPS, tags)?,
    };
    pump(reader, &mut |block| sink.write(block), progress)?;
    sink.finish(draft.path(), tags)?;
    draft.keep()
}

/// Reads on this thread and encodes on another, a few blocks apart.
fn pump(
    reader: &mut dyn FrameReader,
    encode: &mut (dyn FnMut(&[f32]) -> Result<(), AudioError> + Send),
    progress: &mut dyn FnMut(f32) -> bool,
) -> Result<(), AudioError> {
    let (full, to_encode) = sync_channel::<Vec<f32>>(BLOCKS);
    let (empty, to_fill) = sync_channel::<Vec<f32>>(BLOCKS);
    std::thread::scope(|scope| {
        let encoder = scope.spawn(move || {
            for block in to_encode {
                encode(&block)?;
                // The reader may be done already.
                let _ = empty.send(block);
            }
            Ok(())
        });
        let read = read_all(reader, full, to_fill, progress);
        let encoded = encoder.join().unwrap_or_else(|_| Err(AudioError::Encoder("it broke down".into())));
        // When the encoder gave up, the reader only knows that nobody listens.
        encoded.and(read)
    })
}

fn read_all(
    reader: &mut dyn FrameReader,
    full: SyncSender<Vec<f32>>,
    to_fill: Receiver<Vec<f32>>,
    progress: &mut dyn FnMut(f32) -> bool,
) -> Result<(), AudioError> {
    let (frames, mut frame, mut started) = (reader.frames(), 0, 0);
    while frame < frames {
        if !progress((frame as f64 / frames as f64) as f32) {
            return Err(AudioError::Cancelled);
        }
        let spare = if started < BLOCKS { None } else { to_fill.recv().ok() };
        started += 1;
        let mut block = spare.unwrap_or_default();
        let wanted = usize::try_from(frames - frame).unwrap_or(usize::MAX).min(BLOCK);
        block.resize(wanted * 2, 0.0);
        let got = reader.read(frame, &mut block)?;
        // A reader that ends early leaves silence: the length was promised to the encoder.
        block[got * 2..].fill(0.0);
        frame += wanted as u64;
        if full.send(block).is_err() {
            break;
        }
    }
    progress(1.0);
    Ok(())
}
