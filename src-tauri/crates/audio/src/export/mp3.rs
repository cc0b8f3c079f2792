//! MP3 through LAME: constant bit rate, exact length, no shift. Absent: tags other than LAME's own (see
//! `tags`), variable bit rate, and LAME's own resampler, which is not good enough (see `resample`).

use mp3lame_encoder::{
    Bitrate, Builder, Encoder, FlushGap, InterleavedPcm, Quality, max_required_buffer_size,
};

use crate::AudioError;

/// The largest LAME tag frame (320 kbit/s at 32 kHz) with room to spare.
const TAG_ROOM: usize = 4096;

/// What LAME asks for when it is flushed.
const FLUSH_ROOM: usize = 16_384;

/// Rates that MP3 has, in frames per second.
const RATES: [u32; 9] = [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

/// The bit rates LAME knows.
const BITRATES: [(u32, Bitrate); 16] = [
    (8, Bitrate::Kbps8),
    (16, Bitrate::Kbps16),
    (24, Bitrate::Kbps24),
    (32, Bitrate::Kbps32),
    (40, Bitrate::Kbps40),
    (48, Bitrate::Kbps48),
    (64, Bitrate::Kbps64),
    (80, Bitrate::Kbps80),
    (96, Bitrate::Kbps96),
    (112, Bitrate::Kbps112),
    (128, Bitrate::Kbps128),
    (160, Bitrate::Kbps160),
    (192, Bitrate::Kbps192),
    (224, Bitrate::Kbps224),
    (256, Bitrate::Kbps256),
    (320, Bitrate::Kbps320),
];

/// A whole MP3 file of interleaved stereo `samples` at `rate` frames per second and `kbps` kbit/s
/// (constant; the nearest rate that MP3 has). It decodes to exactly as many frames, without shift.
///
/// # Errors
/// [`AudioError::Encoder`] when LAME refuses, [`AudioError::WrongShape`] for a rate that MP3 has not.
pub fn encode_mp3(samples: &[f32], rate: u32, kbps: u32) -> Result<Vec<u8>, AudioError> {
    let mut encoder = Mp3Encoder::new(rate, kbps)?;
    let mut out = Vec::with_capacity(samples.len() / 2 * kbps as usize * 125 / rate as usize + TAG_ROOM);
    for block in samples.chunks(1152 * 16) {
        encoder.encode(block, &mut out)?;
    }
    let tag = encoder.finish(&mut out)?;
    if let Some(place) = out.get_mut(..tag.len()) {
        place.copy_from_slice(&tag);
    }
    Ok(out)
}

/// Can MP3 carry this rate (frames per second) as it is?
pub(crate) fn has_rate(rate: u32) -> bool {
    RATES.contains(&rate)
}

/// LAME, fed in blocks.
pub(crate) struct Mp3Encoder {
    lame: Encoder,
}

impl Mp3Encoder {
    pub(crate) fn new(rate: u32, kbps: u32) -> Result<Self, AudioError> {
        if !has_rate(rate) {
            return Err(AudioError::WrongShape { rate, channels: 2 });
        }
        let lame = configure(rate, kbps).map_err(refused)?;
        Ok(Self { lame })
    }

    /// Appends what LAME has ready for this block of interleaved stereo to `out`.
    pub(crate) fn encode(&mut self, block: &[f32], out: &mut Vec<u8>) -> Result<(), AudioError> {
        out.reserve(max_required_buffer_size(block.len() / 2));
        self.lame.encode_to_vec(InterleavedPcm(block), out).map_err(refused)?;
        Ok(())
    }

    /// Appends the rest, and answers the frame that must overwrite the first bytes of the stream: LAME
    /// left a placeholder there. Prepending it instead would shift everything by one frame.
    pub(crate) fn finish(mut self, out: &mut Vec<u8>) -> Result<Vec<u8>, AudioError> {
        out.reserve(FLUSH_ROOM);
        self.lame.flush_to_vec::<FlushGap>(out).map_err(refused)?;
        let mut tag = Vec::with_capacity(TAG_ROOM);
        match self.lame.lame_tag_encode_to_vec(&mut tag) {
            Some(_) => Ok(tag),
            None => Err(AudioError::Encoder("LAME wrote no tag frame".into())),
        }
    }
}

fn configure(rate: u32, kbps: u32) -> Result<Encoder, mp3lame_encoder::BuildError> {
    let builder = Builder::new().ok_or(mp3lame_encoder::BuildError::NoMem)?;
    builder
        .with_num_channels(2)?
        .with_sample_rate(rate)?
        .with_output_sample_rate(std::num::NonZeroU32::new(rate))?
        .with_brate(nearest(kbps))?
        .with_quality(Quality::Good)?
        .with_to_write_vbr_tag(true)?
        .build()
}

fn nearest(kbps: u32) -> Bitrate {
    let near = BITRATES.iter().min_by_key(|(known, _)| known.abs_diff(kbps));
    near.map_or(Bitrate::Kbps192, |(_, bitrate)| *bitrate)
}

fn refused(error: impl std::fmt::Display) -> AudioError {
    AudioError::Encoder(format!("LAME: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_frame_is_the_lame_tag() {
        let bytes = encode_mp3(&vec![0.0; 48_000], 48_000, 192).unwrap();
        let tag = bytes.windows(4).position(|w| w == b"Info").unwrap();
        assert!(tag < 64, "tag at {tag}");
        assert_eq!(bytes.windows(4).filter(|w| w == b"Info").count(), 1);
        assert_eq!(bytes[..2], [0xff, 0xfb]);
    }

    #[test]
    fn rates_that_mp3_has_not_are_refused() {
        assert!(matches!(
            encode_mp3(&[0.0; 64], 96_000, 192),
            Err(AudioError::WrongShape { rate: 96_000, channels: 2 })
        ));
    }
}
