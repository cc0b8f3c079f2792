//! Songs in the ISO container (ISO/IEC 14496-12 and -14): M4A, which is sound without loss, and MP4, which
//! is the cover as a film with the song under it.
//!
//! A vendor's MP4 is H.264 with AAC; no encoder of either has a licence that Refrain may ship. The container
//! allows JPEG pictures and MP3 as well, and players know both.

use crate::RATE;

mod boxes;
mod tracks;

use boxes::{boxed, full, movie};
use tracks::{Track, lossless, picture, sung};

/// An M4A: `wav` (a 16-bit stereo WAV of [`RATE`]) without loss, as Apple Lossless.
#[must_use]
pub(crate) fn m4a(wav: &[u8]) -> Vec<u8> {
    file(b"M4A ", vec![lossless(wav)])
}

/// An MP4: `jpeg` (a square of `side` pixels) for as long as `mp3`, a song of `frames` frames, is heard.
#[must_use]
pub(crate) fn mp4(jpeg: &[u8], side: u16, mp3: &[u8], frames: u64) -> Vec<u8> {
    let frames = u32::try_from(frames).unwrap_or(u32::MAX);
    file(b"isom", vec![picture(jpeg, side, frames), sung(mp3, frames)])
}

/// Brand, content, table of contents.
fn file(brand: &[u8; 4], tracks: Vec<Track>) -> Vec<u8> {
    let mut out = boxed(b"ftyp", &[brand, &0x200u32.to_be_bytes(), b"isommp42", brand]);
    let content: Vec<u8> = tracks.iter().flat_map(|it| it.content.iter().copied()).collect();
    let mut at = out.len() + 8;
    out.extend(boxed(b"mdat", &[&content]));
    let mut described = Vec::new();
    for (index, track) in (1u32..).zip(&tracks) {
        described.extend(track.describe(index, at));
        at += track.content.len();
    }
    let length = tracks.iter().map(|it| it.heard).max().unwrap_or(0);
    let head = full(b"mvhd", 0, &[&movie(RATE, length, tracks.len())]);
    out.extend(boxed(b"moov", &[&head, &described]));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use audio::{encode_mp3, encode_wav16};

    /// A tone that moves, so that a shift or a swap of sides would be seen.
    fn sound(frames: usize) -> Vec<f32> {
        (0..frames)
            .flat_map(|at| {
                let t = at as f32 / RATE as f32;
                [(t * t * 900.0).sin() * 0.5, (t * 1_300.0).sin() * 0.25]
            })
            .collect()
    }

    fn read(bytes: &[u8], name: &str) -> Vec<f32> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        audio::decode_all(&path).expect("it can be read").samples.to_vec()
    }

    #[test]
    fn an_m4a_holds_the_same_samples_as_the_wav() {
        let wav = encode_wav16(&sound(50_001), RATE);
        assert_eq!(read(&m4a(&wav), "song.m4a"), read(&wav, "song.wav"));
    }

    #[test]
    fn an_mp4_sounds_like_the_mp3_to_the_frame() {
        let mp3 = encode_mp3(&sound(100_000), RATE, 192).expect("encoded");
        let film = mp4(&crate::cover::draw("Rain", 3), 512, &mp3, 100_000);
        assert_eq!(read(&film, "song.mp4"), read(&mp3, "song.mp3"));
        // The picture is in the file once, however long the song is.
        assert!(film.len() < mp3.len() + crate::cover::draw("Rain", 3).len() + 4_000);
    }
}
