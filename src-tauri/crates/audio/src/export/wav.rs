//! WAV in 16 and 24 bits (dithered, integers) and 32 bits (floats), through hound.

use std::io::{Cursor, Seek, Write};

use hound::{SampleFormat, WavSpec, WavWriter};

use super::dither::{Dither, to_int};
use crate::AudioError;

/// How the samples of a WAV are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// 16-bit integers with TPDF dither.
    Int16,
    /// 24-bit integers.
    Int24,
    /// 32-bit floats, exactly as mixed.
    Float32,
}

impl Depth {
    pub(crate) fn bytes(self) -> u16 {
        match self {
            Self::Int16 => 2,
            Self::Int24 => 3,
            Self::Float32 => 4,
        }
    }

    fn spec(self, rate: u32) -> WavSpec {
        let sample_format = match self {
            Self::Float32 => SampleFormat::Float,
            Self::Int16 | Self::Int24 => SampleFormat::Int,
        };
        WavSpec { channels: 2, sample_rate: rate, bits_per_sample: self.bytes() * 8, sample_format }
    }
}

/// A whole 16-bit WAV file of interleaved stereo `samples` at `rate` frames per second, dithered with a
/// fixed seed: the same samples give the same bytes.
#[must_use]
pub fn encode_wav16(samples: &[f32], rate: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::with_capacity(samples.len() * 2 + 64));
    // Writing to memory cannot fail, and a song is far from the format's 4 GB.
    let written = WavBlocks::new(&mut bytes, rate, Depth::Int16).and_then(|mut wav| {
        wav.write(samples)?;
        wav.finish()
    });
    match written {
        Ok(()) => bytes.into_inner(),
        Err(_) => Vec::new(),
    }
}

/// A WAV, fed in blocks of interleaved stereo.
pub(crate) struct WavBlocks<W: Write + Seek> {
    wav: WavWriter<W>,
    depth: Depth,
    dither: Dither,
}

impl<W: Write + Seek> WavBlocks<W> {
    pub(crate) fn new(out: W, rate: u32, depth: Depth) -> Result<Self, AudioError> {
        let wav = WavWriter::new(out, depth.spec(rate)).map_err(refused)?;
        Ok(Self { wav, depth, dither: Dither::new() })
    }

    pub(crate) fn write(&mut self, block: &[f32]) -> Result<(), AudioError> {
        match self.depth {
            Depth::Int16 => self.write16(block),
            Depth::Int24 => block.iter().try_for_each(|x| self.wav.write_sample(to_int(*x, 24))),
            Depth::Float32 => block.iter().try_for_each(|x| self.wav.write_sample(*x)),
        }
        .map_err(refused)
    }

    fn write16(&mut self, block: &[f32]) -> hound::Result<()> {
        for part in block.chunks(Dither::BLOCK) {
            let mut writer = self.wav.get_i16_writer(u32::try_from(part.len()).unwrap_or(0));
            self.dither.each16(part, |sample| writer.write_sample(sample));
            writer.flush()?;
        }
        Ok(())
    }

    /// Writes the sizes into the header. Until then the file claims to be empty.
    pub(crate) fn finish(self) -> Result<(), AudioError> {
        self.wav.finalize().map_err(refused)
    }
}

fn refused(error: hound::Error) -> AudioError {
    match error {
        hound::Error::IoError(error) => error.into(),
        other => AudioError::Encoder(format!("WAV: {other}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_back(bytes: Vec<u8>) -> Vec<i16> {
        let reader = hound::WavReader::new(Cursor::new(bytes)).unwrap();
        reader.into_samples::<i16>().map(Result::unwrap).collect()
    }

    #[test]
    fn sixteen_bits_are_deterministic_and_near() {
        let samples: Vec<f32> = (0..9_999_u16).map(|i| f32::from(i).sin() * 0.7).collect();
        let bytes = encode_wav16(&samples[..9_998], 48_000);
        assert_eq!(bytes, encode_wav16(&samples[..9_998], 48_000));
        for (x, y) in samples.iter().zip(read_back(bytes)) {
            assert!((x * 32_768.0 - f32::from(y)).abs() <= 1.5);
        }
    }

    #[test]
    fn what_already_has_16_bits_passes_untouched() {
        let whole: Vec<i16> = (0..4_000_i16).map(|i| i * 8 - 16_000).collect();
        let samples: Vec<f32> = whole.iter().map(|i| f32::from(*i) / 32_768.0).collect();
        assert_eq!(read_back(encode_wav16(&samples, 44_100)), whole);
    }

    #[test]
    fn overs_are_clipped_not_wrapped() {
        assert_eq!(read_back(encode_wav16(&[2.0, -2.0], 8_000)), [i16::MAX, i16::MIN]);
    }
}
