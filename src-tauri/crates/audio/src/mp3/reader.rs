//! An MP3 as blocks of stereo frames, through the frame index: sequential decoding, and jumps that come
//! out bit for bit as a full decode does.

use std::path::Path;
use std::sync::Arc;

use symphonia::core::codecs::audio::well_known::CODEC_ID_MP3;
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::packet::PacketRef;
use symphonia::core::units::{Duration, Timestamp};

use super::bytes::Window;
use super::index::Index;
use crate::AudioError;
use crate::decode::blocks::{Block, BlockSource, Shape};
use crate::decode::guard;
use crate::decode::stereo::Folder;

/// An open MP3.
pub(crate) struct Mp3Source {
    window: Window,
    index: Arc<Index>,
    decoder: Box<dyn AudioDecoder>,
    folder: Folder,
    next: usize,
}

impl Mp3Source {
    /// Opens `path` and reads its headers; `None` when it is no MP3.
    pub(crate) fn open(path: &Path) -> Result<Option<Self>, AudioError> {
        let mut window = Window::new(std::fs::File::open(path)?)?;
        let Some(index) = Index::scan(&mut window)? else { return Ok(None) };
        Ok(Some(Self {
            window,
            index: Arc::new(index),
            decoder: decoder()?,
            folder: Folder::default(),
            next: 0,
        }))
    }

    /// The same file again, without another pass over its headers.
    pub(crate) fn again(&self, path: &Path) -> Result<Self, AudioError> {
        let window = Window::new(std::fs::File::open(path)?)?;
        Ok(Self {
            window,
            index: Arc::clone(&self.index),
            decoder: decoder()?,
            folder: Folder::default(),
            next: 0,
        })
    }

    pub(crate) fn shape(&self) -> Shape {
        Shape {
            rate: self.index.header.rate,
            channels: u32::from(self.index.header.channels),
            frames: self.index.length,
        }
    }

    /// Does the file's own head know of more than is there?
    pub(crate) fn cut_off(&self) -> bool {
        self.index.cut_off
    }

    /// Decodes entry `entry` into `out` (stereo, appended); silence where it cannot be decoded.
    fn decode(&mut self, entry: usize, out: &mut Vec<f32>) -> Result<bool, AudioError> {
        let samples = usize::from(self.index.header.samples());
        let place = self.index.entries[entry];
        let data = self.window.at(place.at(), usize::from(place.bytes))?;
        let packet = PacketRef::new(0, Timestamp::ZERO, Duration::from(samples as u64), data);
        let before = out.len();
        let (decoder, folder) = (&mut self.decoder, &mut self.folder);
        let sound = guard(|| decoder.decode_ref(&packet).is_ok_and(|buffer| folder.append(&buffer, out)));
        if sound.is_none() {
            self.decoder.reset();
        }
        out.resize(before + samples * 2, 0.0);
        Ok(sound.unwrap_or(false))
    }
}

impl BlockSource for Mp3Source {
    fn next(&mut self, block: &mut Block) -> Result<bool, AudioError> {
        if self.next >= self.index.entries.len() {
            return Ok(false);
        }
        block.samples.clear();
        let sound = self.decode(self.next, &mut block.samples)?;
        let decoded_start = self.next as u64 * u64::from(self.index.header.samples());
        block.place(decoded_start, self.index.delay);
        block.damaged = !sound;
        self.next += 1;
        Ok(true)
    }

    fn seek(&mut self, frame: u64) -> Result<(), AudioError> {
        let target = self.index.entry_of(frame);
        let start = self.index.warm_up(target);
        self.decoder.reset();
        let mut waste = Vec::new();
        for entry in start..target.min(self.index.entries.len()) {
            waste.clear();
            self.decode(entry, &mut waste)?;
        }
        self.next = target;
        Ok(())
    }

    fn near(&self) -> u64 {
        u64::from(self.index.header.samples()) * 3
    }
}

fn decoder() -> Result<Box<dyn AudioDecoder>, AudioError> {
    let mut params = AudioCodecParameters::new();
    params.for_codec(CODEC_ID_MP3);
    symphonia::default::get_codecs()
        .make_audio_decoder(&params, &AudioDecoderOptions::default().gapless(false))
        .map_err(|error| AudioError::Unsupported { what: error.to_string() })
}
