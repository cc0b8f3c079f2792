//! Everything that symphonia demuxes for us: M4A, FLAC, Ogg Vorbis, AIFF. Blocks are placed by their time
//! stamps, so a packet that cannot be decoded leaves silence of its own length, and nothing moves.

use std::path::Path;

use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, SeekMode, SeekTo, Track, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;
use symphonia::core::packet::Packet;
use symphonia::core::units::Timestamp;

use super::blocks::{Block, BlockSource, Shape};
use super::m4a::{Cut, read_cut};
use super::stereo::Folder;
use super::{Format, guard};
use crate::AudioError;

/// Packets in a row that may be unreadable before the rest is given up.
const PATIENCE: u32 = 1_000;

/// An open file.
pub(crate) struct Packets {
    reader: Box<dyn FormatReader>,
    decoder: Box<dyn AudioDecoder>,
    folder: Folder,
    clock: Clock,
    shape: Shape,
    skip: u64,
    preroll: u64,
    track: u32,
    ended: bool,
}

/// Ticks of the track against frames.
#[derive(Debug, Clone, Copy)]
struct Clock {
    rate: u64,
    numerator: u64,
    denominator: u64,
}

impl Clock {
    fn of(track: &Track, rate: u32) -> Self {
        let rate = u64::from(rate);
        match track.time_base {
            Some(base) => Self {
                rate,
                numerator: u64::from(base.numer.get()),
                denominator: u64::from(base.denom.get()),
            },
            None => Self { rate, numerator: 1, denominator: rate.max(1) },
        }
    }

    fn frames(self, ticks: u64) -> u64 {
        convert(ticks, self.numerator * self.rate, self.denominator)
    }

    fn ticks(self, frames: u64) -> u64 {
        convert(frames, self.denominator, (self.numerator * self.rate).max(1))
    }
}

fn convert(count: u64, by: u64, over: u64) -> u64 {
    u64::try_from(u128::from(count) * u128::from(by) / u128::from(over.max(1))).unwrap_or(u64::MAX)
}

impl Packets {
    /// Opens `path`, which is of `format`.
    pub(crate) fn open(path: &Path, format: Format) -> Result<Self, AudioError> {
        let cut = if format == Format::M4a { read_cut(path)? } else { Cut::default() };
        let mut packets = guard(|| Self::start(path, format)).unwrap_or_else(broken)?;
        if packets.shape.frames == 0 {
            packets.shape.frames = guard(|| count(path, format)).unwrap_or_else(broken)?;
        }
        packets.cut(cut);
        Ok(packets)
    }

    /// Leaves out what is no content.
    fn cut(&mut self, cut: Cut) {
        let frames = |count: u64| if cut.ticks { self.clock.frames(count) } else { count };
        let (skip, length) = (frames(cut.skip), cut.length.map_or(u64::MAX, frames));
        self.skip = skip;
        self.shape.frames = self.shape.frames.saturating_sub(skip).min(length);
    }

    fn start(path: &Path, format: Format) -> Result<Self, AudioError> {
        let reader = demux(path, format)?;
        let Some(track) = reader.default_track(TrackType::Audio) else {
            return Err(AudioError::Unsupported { what: "a file without a sound track".into() });
        };
        let params = track.codec_params.as_ref().and_then(|params| params.audio());
        let params = params.ok_or(AudioError::Unsupported { what: "an unknown codec".into() })?;
        let decoder = symphonia::default::get_codecs()
            .make_audio_decoder(params, &AudioDecoderOptions::default())
            .map_err(|error| AudioError::Unsupported { what: error.to_string() })?;
        let rate = params.sample_rate.unwrap_or(0);
        let channels = params.channels.as_ref().map_or(2, symphonia::core::audio::Channels::count);
        let frames = track.num_frames.unwrap_or(0);
        Ok(Self {
            clock: Clock::of(track, rate),
            shape: Shape { rate, channels: u32::try_from(channels).unwrap_or(u32::MAX), frames },
            skip: 0,
            preroll: format.preroll(),
            track: track.id,
            folder: Folder::default(),
            ended: false,
            decoder,
            reader,
        })
    }

    pub(crate) fn shape(&self) -> Shape {
        self.shape
    }

    /// The next packet of our track.
    fn packet(&mut self) -> Result<Option<Packet>, AudioError> {
        let mut patience = PATIENCE;
        while patience > 0 {
            let reader = &mut self.reader;
            match guard(|| reader.next_packet()) {
                Some(Ok(Some(packet))) if packet.track_id == self.track => return Ok(Some(packet)),
                Some(Ok(Some(_))) => {}
                Some(Ok(None)) | None => return Ok(None),
                Some(Err(error)) => match ended(error)? {
                    true => return Ok(None),
                    false => patience -= 1,
                },
            }
        }
        Ok(None)
    }

    /// Decodes `packet` into `samples`; `false` when it cannot be.
    fn decode(&mut self, packet: &Packet, samples: &mut Vec<f32>) -> bool {
        let (decoder, folder) = (&mut self.decoder, &mut self.folder);
        let sound = guard(|| match decoder.decode(packet) {
            Ok(buffer) => {
                folder.append(&buffer, samples);
                true
            }
            Err(_) => false,
        });
        if sound.is_none() {
            self.decoder.reset();
            samples.clear();
        }
        sound.unwrap_or(false)
    }
}

impl BlockSource for Packets {
    fn next(&mut self, block: &mut Block) -> Result<bool, AudioError> {
        if self.ended {
            return Ok(false);
        }
        let Some(packet) = self.packet()? else {
            self.ended = true;
            return Ok(false);
        };
        block.samples.clear();
        block.damaged = !self.decode(&packet, &mut block.samples);
        if block.damaged {
            let lost = self.clock.frames(packet.dur.get()).min(u64::from(self.shape.rate));
            block.samples.resize(usize::try_from(lost).unwrap_or(0) * 2, 0.0);
        }
        let start = packet.pts.get().saturating_add_unsigned(packet.trim_start.get());
        block.place(self.clock.frames(u64::try_from(start).unwrap_or(0)), self.skip);
        Ok(true)
    }

    fn seek(&mut self, frame: u64) -> Result<(), AudioError> {
        let target = (frame + self.skip).saturating_sub(self.preroll);
        let ts = Timestamp::from(i64::try_from(self.clock.ticks(target)).unwrap_or(i64::MAX));
        let (reader, track_id) = (&mut self.reader, self.track);
        let sought = guard(|| reader.seek(SeekMode::Accurate, SeekTo::Timestamp { ts, track_id }));
        self.decoder.reset();
        match sought {
            Some(Ok(_)) => self.ended = false,
            // A place that the file claims but does not have is silent.
            Some(Err(Error::SeekError(_))) | None => self.ended = true,
            Some(Err(error)) => self.ended = ended(error)? || self.ended,
        }
        Ok(())
    }

    fn near(&self) -> u64 {
        self.preroll + 8192
    }
}

fn demux(path: &Path, format: Format) -> Result<Box<dyn FormatReader>, AudioError> {
    let stream = MediaSourceStream::new(Box::new(std::fs::File::open(path)?), Default::default());
    let mut hint = Hint::new();
    hint.with_extension(format.extension());
    symphonia::default::get_probe()
        .probe(&hint, stream, FormatOptions::default(), MetadataOptions::default())
        .map_err(unreadable)
}

/// How long the sound is when the file does not say: the end of its last packet.
fn count(path: &Path, format: Format) -> Result<u64, AudioError> {
    let mut packets = Packets::start(path, format)?;
    let mut end = 0;
    while let Some(packet) = packets.packet()? {
        let ticks = u64::try_from(packet.pts.get()).unwrap_or(0).saturating_add(packet.dur.get());
        end = end.max(packets.clock.frames(ticks));
    }
    Ok(end)
}

/// Is this error the end of the file? One that is neither that nor a bad packet is passed on.
fn ended(error: Error) -> Result<bool, AudioError> {
    match error {
        Error::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(true),
        Error::IoError(error) => Err(error.into()),
        Error::ResetRequired | Error::LimitError(_) => Ok(true),
        _ => Ok(false),
    }
}

/// The container has our signature, but cannot be read.
fn unreadable(error: Error) -> AudioError {
    match error {
        Error::IoError(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => error.into(),
        Error::Unsupported(what) => AudioError::Unsupported { what: what.into() },
        _ => AudioError::Damaged { at_frame: 0 },
    }
}

fn broken<T>() -> Result<T, AudioError> {
    Err(AudioError::Damaged { at_frame: 0 })
}
