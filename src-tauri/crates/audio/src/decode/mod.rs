//! Audio files to stereo frames: what a file is, opening it, decoding all of it, checking it.
//! Absent: writing (`export`), and any trust in names, claimed lengths or claimed types.

pub(crate) mod blocks;
mod m4a;
mod packets;
mod sniff;
pub(crate) mod stereo;
#[cfg(test)]
mod tests;
mod wav;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use blocks::{BlockReader, Shape};
use packets::Packets;
use sniff::Kind;
use wav::WavReader;

use crate::mp3::Mp3Source;
use crate::{AudioError, Damage, FrameReader, Pcm, Peaks};

/// Kinds of files that Refrain plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// MPEG Layer III.
    Mp3,
    /// AAC in MP4.
    M4a,
    /// FLAC.
    Flac,
    /// RIFF WAVE.
    Wav,
    /// Vorbis or FLAC in Ogg.
    Ogg,
    /// AIFF and AIFF-C.
    Aiff,
}

impl Format {
    /// The usual ending of its names, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Mp3 => "mp3",
            Self::M4a => "m4a",
            Self::Flac => "flac",
            Self::Wav => "wav",
            Self::Ogg => "ogg",
            Self::Aiff => "aiff",
        }
    }

    /// Frames to decode before a place for it to come out as in a full decode: four packets where a
    /// packet needs its forerunners.
    fn preroll(self) -> u64 {
        match self {
            Self::M4a => 4 * 1024,
            Self::Ogg => 4 * 4096,
            Self::Mp3 | Self::Flac | Self::Wav | Self::Aiff => 0,
        }
    }
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AudioInfo {
    /// By content, not by name.
    pub format: Format,
    /// Frames per second.
    pub rate: u32,
    /// Channels in the file; readers always give two.
    pub channels: u16,
    /// Length in frames.
    pub frames: u64,
}

/// Any open file.
enum Source {
    Mp3(Mp3Source),
    Wav(WavReader),
    Packets(Format, Packets),
}

impl Source {
    fn open(path: &Path) -> Result<Self, AudioError> {
        let source = match sniff::sniff(path)? {
            Kind::Known(Format::Wav) => Self::Wav(WavReader::open(path)?),
            Kind::Known(format) => Self::Packets(format, Packets::open(path, format)?),
            Kind::PerhapsMp3 => match Mp3Source::open(path)? {
                Some(source) => Self::Mp3(source),
                None => return Err(sniff::name_mpeg(path)?),
            },
        };
        source.shape().check()?;
        Ok(source)
    }

    fn shape(&self) -> Shape {
        match self {
            Self::Mp3(source) => source.shape(),
            Self::Wav(reader) => reader.shape(),
            Self::Packets(_, source) => source.shape(),
        }
    }

    fn info(&self) -> AudioInfo {
        let Shape { rate, channels, frames } = self.shape();
        let format = match self {
            Self::Mp3(_) => Format::Mp3,
            Self::Wav(_) => Format::Wav,
            Self::Packets(format, _) => *format,
        };
        AudioInfo { format, rate, channels: u16::try_from(channels).unwrap_or(u16::MAX), frames }
    }

    fn reader(self) -> Box<dyn FrameReader> {
        let shape = self.shape();
        match self {
            Self::Mp3(source) => Box::new(BlockReader::new(source, shape)),
            Self::Wav(reader) => Box::new(reader),
            Self::Packets(_, source) => Box::new(BlockReader::new(source, shape)),
        }
    }
}

/// What the file at `path` is, from its content. Reads headers, decodes nothing.
///
/// # Errors
/// Any of [`AudioError`]'s reading kinds.
pub fn probe(path: &Path) -> Result<AudioInfo, AudioError> {
    Source::open(path).map(|source| source.info())
}

/// Opens the file at `path` for reading from any place.
///
/// # Errors
/// Any of [`AudioError`]'s reading kinds.
pub fn open(path: &Path) -> Result<Box<dyn FrameReader>, AudioError> {
    Source::open(path).map(Source::reader)
}

/// Opens the file at `path` as often as asked, reading its headers once.
///
/// # Errors
/// Any of [`AudioError`]'s reading kinds.
pub(crate) fn open_many(path: &Path, count: usize) -> Result<Vec<Box<dyn FrameReader>>, AudioError> {
    many(Source::open(path)?, path, count)
}

fn many(first: Source, path: &Path, count: usize) -> Result<Vec<Box<dyn FrameReader>>, AudioError> {
    let mut readers = Vec::with_capacity(count);
    for _ in 1..count {
        let again = match &first {
            Source::Mp3(source) => Source::Mp3(source.again(path)?),
            Source::Wav(_) | Source::Packets(..) => Source::open(path)?,
        };
        readers.push(again.reader());
    }
    readers.insert(0, first.reader());
    Ok(readers)
}

/// Decodes the whole file into memory.
///
/// # Errors
/// Any of [`AudioError`]'s reading kinds.
pub fn decode_all(path: &Path) -> Result<Pcm, AudioError> {
    let mut reader = open(path)?;
    let length = usize::try_from(reader.frames()).unwrap_or(usize::MAX).saturating_mul(2);
    let mut samples = vec![0.0; length];
    let frames = reader.read(0, &mut samples)?;
    samples.truncate(frames * 2);
    Ok(Pcm::new(reader.rate(), samples))
}

/// Lossy containers round their lengths to packets: so many frames may be missing at the end.
const LOSSY_SLACK: u64 = 4096;

/// Decodes the whole file and answers what it truly holds. This is the gate for everything that comes from
/// outside: what passes can be opened, sought and played.
///
/// # Errors
/// [`AudioError::Damaged`] when the file was cut off, more than a twentieth of it is unreadable, or a
/// decoder broke down over it; otherwise any of the reading kinds.
pub fn verify(path: &Path) -> Result<AudioInfo, AudioError> {
    survey(path, 1).map(|survey| survey.info)
}

/// A file that was decoded in full.
#[derive(Debug, Clone)]
pub struct Survey {
    /// What it holds.
    pub info: AudioInfo,
    /// How it looks.
    pub peaks: Peaks,
}

/// [`verify`] and [`Peaks::build_file`] in one pass, on `threads` threads.
///
/// # Errors
/// As [`verify`].
pub fn survey(path: &Path, threads: usize) -> Result<Survey, AudioError> {
    guard(|| survey_all(path, threads)).unwrap_or(Err(AudioError::Damaged { at_frame: 0 }))
}

fn survey_all(path: &Path, threads: usize) -> Result<Survey, AudioError> {
    let source = Source::open(path)?;
    let info = source.info();
    let (cut_off, slack) = match &source {
        Source::Mp3(source) => (source.cut_off(), Some(0)),
        Source::Wav(reader) => (reader.cut_off(), None),
        Source::Packets(Format::Flac | Format::Aiff, _) => (false, Some(0)),
        Source::Packets(..) => (false, Some(LOSSY_SLACK)),
    };
    let mut readers = many(source, path, threads.max(1))?;
    let peaks = Peaks::build_from(&mut readers)?;
    let damage = readers.iter().fold(Damage::default(), |sum, reader| sum.and(reader.damage()));
    if let Some(slack) = slack {
        judge(damage, info.frames, slack)?;
    }
    if cut_off { Err(AudioError::Damaged { at_frame: info.frames }) } else { Ok(Survey { info, peaks }) }
}

/// Whether so much is broken that it is no song any more.
fn judge(damage: Damage, frames: u64, slack: u64) -> Result<(), AudioError> {
    if let Some(at_frame) = damage.first.filter(|_| damage.lost * 20 > frames) {
        return Err(AudioError::Damaged { at_frame });
    }
    if damage.end + slack < frames {
        return Err(AudioError::Damaged { at_frame: damage.end });
    }
    Ok(())
}

/// Runs `work`; `None` when it panicked. Decoders of foreign bytes do that now and then, and one bad file
/// must not take the program with it.
pub(crate) fn guard<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
