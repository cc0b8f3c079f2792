//! FLAC in 24 bits, fed in blocks. Absent: the slower settings, which save two percent.

use std::io::{Seek, Write};

use flac_codec::encode::{FlacSampleWriter, Options};

use super::dither::to_int;
use crate::{AudioError, tags::Tags};

/// Bits per sample: below what any converter resolves, so nothing needs dither.
const BITS: u32 = 24;

/// A FLAC, fed in blocks of interleaved stereo.
pub(crate) struct FlacBlocks<W: Write + Seek> {
    flac: FlacSampleWriter<W>,
    integers: Vec<i32>,
}

impl<W: Write + Seek> FlacBlocks<W> {
    /// For exactly `frames` frames at `rate` frames per second.
    pub(crate) fn new(out: W, rate: u32, frames: u64, tags: &Tags) -> Result<Self, AudioError> {
        let options = tags.flac(settings()?);
        let flac = FlacSampleWriter::new(out, options, rate, BITS, 2, Some(frames * 2)).map_err(refused)?;
        Ok(Self { flac, integers: Vec::new() })
    }

    pub(crate) fn write(&mut self, block: &[f32]) -> Result<(), AudioError> {
        self.integers.clear();
        self.integers.extend(block.iter().map(|x| to_int(*x, BITS)));
        self.flac.write(&self.integers).map_err(refused)
    }

    pub(crate) fn finish(self) -> Result<(), AudioError> {
        self.flac.finalize().map_err(refused)
    }
}

/// The fast settings, with the larger blocks that cost no time and save space.
fn settings() -> Result<Options, AudioError> {
    Options::fast().block_size(4096).map_err(|error| AudioError::Encoder(error.to_string()))
}

fn refused(error: flac_codec::Error) -> AudioError {
    match error {
        flac_codec::Error::Io(error) => error.into(),
        other => AudioError::Encoder(format!("FLAC: {other}")),
    }
}
