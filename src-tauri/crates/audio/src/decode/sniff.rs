//! What a file is, by what is in it. Names and types claimed by servers are not looked at.

use std::path::Path;

use super::Format;
use crate::AudioError;
use crate::mp3::{Window, after_id3};

/// Beginnings of files that are audio, but not for us.
const UNSUPPORTED: [(&[u8], &str); 10] = [
    (b"caff", "Core Audio (CAF)"),
    (b"\x1a\x45\xdf\xa3", "Matroska or WebM"),
    (b"\x30\x26\xb2\x75", "Windows Media"),
    (b"#!AMR", "AMR"),
    (b"MThd", "MIDI"),
    (b"wvPk", "WavPack"),
    (b"MAC ", "Monkey's Audio"),
    (b"TTA1", "True Audio"),
    (b"DSD ", "DSD"),
    (b"RF64", "WAV over 4 GB (RF64)"),
];

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One of ours, surely.
    Known(Format),
    /// No signature: an MP3, if frames are found, or nothing.
    PerhapsMp3,
}

/// Looks at the first bytes behind ID3 tags.
pub(crate) fn sniff(path: &Path) -> Result<Kind, AudioError> {
    let mut window = Window::new(std::fs::File::open(path)?)?;
    if window.len() == 0 {
        return Err(AudioError::Empty);
    }
    let start = after_id3(&mut window, 0)?;
    if start >= window.len() {
        return Err(AudioError::Empty);
    }
    judge(window.at(start, 64)?)
}

fn judge(head: &[u8]) -> Result<Kind, AudioError> {
    let at = |from: usize, name: &[u8]| head.get(from..).is_some_and(|rest| rest.starts_with(name));
    if let Some((_, what)) = UNSUPPORTED.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(AudioError::Unsupported { what: (*what).into() });
    }
    let known = match head {
        _ if at(0, b"RIFF") && at(8, b"WAVE") => Format::Wav,
        _ if at(0, b"fLaC") => Format::Flac,
        _ if at(0, b"FORM") && (at(8, b"AIFF") || at(8, b"AIFC")) => Format::Aiff,
        _ if at(4, b"ftyp") || at(4, b"moov") => Format::M4a,
        _ if at(0, b"OggS") => return ogg(head),
        _ if at(0, b"RIFF") || at(0, b"FORM") => return Err(AudioError::NotAudio),
        _ => return Ok(Kind::PerhapsMp3),
    };
    Ok(Kind::Known(known))
}

/// The first page of an Ogg file begins with the codec's name.
fn ogg(head: &[u8]) -> Result<Kind, AudioError> {
    let body = head.get(26).and_then(|segments| head.get(27 + usize::from(*segments)..)).unwrap_or(&[]);
    let what = match body {
        _ if body.starts_with(b"\x01vorbis") || body.starts_with(b"\x7fFLAC") => {
            return Ok(Kind::Known(Format::Ogg));
        }
        _ if body.starts_with(b"OpusHead") => "Opus",
        _ if body.starts_with(b"Speex") => "Speex",
        _ if body.starts_with(b"\x80theora") => "a film (Theora)",
        _ => return Err(AudioError::NotAudio),
    };
    Err(AudioError::Unsupported { what: what.into() })
}

/// Names the MPEG audio that has frames, but none that we can count: called when no MP3 was found.
pub(crate) fn name_mpeg(path: &Path) -> Result<AudioError, AudioError> {
    let mut window = Window::new(std::fs::File::open(path)?)?;
    let start = after_id3(&mut window, 0)?;
    let bytes = window.at(start, 16 * 1024)?;
    let Some(head) = bytes.first_chunk::<4>() else { return Ok(AudioError::NotAudio) };
    let what = match (head[0], head[1] & 0xf6, (head[1] >> 1) & 3, head[2] >> 4) {
        (0xff, 0xf0, _, _) => "AAC without a container (ADTS)",
        (0xff, _, 1, 0) if head[1] >= 0xe0 => "MP3 in free format",
        (0xff, _, 2, 1..=14) if head[1] >= 0xe0 => "MPEG Layer II",
        (0xff, _, 3, 1..=14) if head[1] >= 0xe0 => "MPEG Layer I",
        _ => return Ok(AudioError::NotAudio),
    };
    // A frame header alone is four bytes of luck; the same one again and again is a stream.
    let again = bytes.windows(2).filter(|pair| *pair == &head[..2]).count();
    Ok(if again >= 3 { AudioError::Unsupported { what: what.into() } } else { AudioError::NotAudio })
}
