//! Bad files, hand-picked: each with its name and what must be said of it. For tests of this crate and of
//! the window, which must say it in the user's language.
#![allow(clippy::unwrap_used, clippy::cast_possible_truncation, reason = "material for tests")]

use std::path::PathBuf;

use crate::{AudioError, ExportFormat, Pcm, Tags, encode_mp3, encode_wav16, export};

/// One bad file.
pub struct BadFile {
    /// What is wrong with it; usable as a file name.
    pub name: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Whether this is what must be said of it.
    pub is_expected: fn(&AudioError) -> bool,
}

/// Every bad file.
#[must_use]
pub fn bad_files() -> Vec<BadFile> {
    [no_audio_at_all(), nothing_in_it(), outside_our_limits(), of_another_kind(), cut_or_broken()]
        .into_iter()
        .flatten()
        .map(|(name, bytes, is_expected)| BadFile { name, bytes, is_expected })
        .collect()
}

type Case = (&'static str, Vec<u8>, fn(&AudioError) -> bool);

fn not_audio(error: &AudioError) -> bool {
    matches!(error, AudioError::NotAudio)
}

fn empty(error: &AudioError) -> bool {
    matches!(error, AudioError::Empty)
}

fn damaged(error: &AudioError) -> bool {
    matches!(error, AudioError::Damaged { .. })
}

fn unsupported(error: &AudioError) -> bool {
    matches!(error, AudioError::Unsupported { .. })
}

fn wrong_shape(error: &AudioError) -> bool {
    matches!(error, AudioError::WrongShape { .. })
}

fn too_long(error: &AudioError) -> bool {
    matches!(error, AudioError::TooLong { .. })
}

/// One of the committed files.
fn fixture(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/audio");
    std::fs::read(folder.join(name)).unwrap()
}

/// A rising tone, interleaved stereo at 44,100 Hz.
fn tone(frames: usize) -> Vec<f32> {
    let at = |n: usize| {
        let t = n as f32 / 44_100.0;
        0.5 * (std::f32::consts::TAU * (200.0 * t + 300.0 * t * t)).sin()
    };
    (0..frames).flat_map(|n| [at(n), -at(n)]).collect()
}

/// Bytes that look random, the same in every run.
fn noise(length: usize, mut seed: u64) -> Vec<u8> {
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as u8
    };
    (0..length).map(|_| next()).collect()
}

fn no_audio_at_all() -> Vec<Case> {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0\0\0\x02\0\x08\x02".to_vec();
    png.resize(5_000, 0x5a);
    let text = |text: &str| text.as_bytes().to_vec();
    vec![
        ("a web page", text("<!DOCTYPE html><html><body>503 Service Unavailable</body></html>"), not_audio),
        ("an error in JSON", text(r#"{"code":403,"message":"Request has expired"}"#), not_audio),
        (
            "an error in XML",
            text("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>"),
            not_audio,
        ),
        ("a picture", png, not_audio),
        ("noise", noise(200_000, 42), not_audio),
        ("one byte", vec![0xff], not_audio),
        ("zeros", vec![0; 100_000], not_audio),
        ("all ones", vec![0xff; 100_000], not_audio),
        ("a film", [b"RIFF\x10\0\0\0AVI LIST".to_vec(), vec![0; 500]].concat(), not_audio),
        ("Ogg with garbage", [b"OggS\0\x02".to_vec(), vec![0x77; 4_000]].concat(), not_audio),
    ]
}

fn nothing_in_it() -> Vec<Case> {
    let mut only_id3 = b"ID3\x04\0\0\0\0\x02\x00".to_vec();
    only_id3.resize(10 + 256, 0);
    let tag_frame = {
        let mp3 = encode_mp3(&tone(5_000), 44_100, 128).unwrap();
        let header = crate::mp3::Header::parse(*mp3.first_chunk().unwrap()).unwrap();
        mp3[..usize::from(header.bytes)].to_vec()
    };
    vec![
        ("nothing", Vec::new(), empty),
        ("only an ID3 tag", only_id3, empty),
        ("an MP3 of its information frame alone", tag_frame, empty),
        (
            "a WAV without data",
            b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x02\0\x44\xac\0\0\x10\xb1\x02\0\x04\0\x10\0".to_vec(),
            empty,
        ),
        ("a WAV with empty data", wav(1, 2, 44_100, 16, &[]), empty),
        ("a WAV that is only a head", b"RIFF\0\0\0\0WAVE".to_vec(), empty),
    ]
}

fn outside_our_limits() -> Vec<Case> {
    let mut endless = flac_bytes();
    // 2^36 - 1 frames: eighteen days.
    endless[8 + 13] |= 0x0f;
    endless[8 + 14..8 + 18].fill(0xff);
    vec![
        ("a WAV at 0 Hz", wav(1, 2, 0, 16, &[0; 4_000]), wrong_shape),
        ("a WAV at 4 kHz", wav(1, 2, 4_000, 16, &[0; 4_000]), wrong_shape),
        ("a WAV at 4 GHz", wav(1, 2, u32::MAX, 16, &[0; 4_000]), wrong_shape),
        ("a WAV of 255 channels", wav(1, 255, 44_100, 16, &[0; 51_000]), wrong_shape),
        ("a WAV of 0 channels", wav(1, 0, 44_100, 16, &[0; 4_000]), wrong_shape),
        ("a FLAC of eighteen days", endless, too_long),
        ("a WAV of 61 minutes", wav(1, 1, 8_000, 8, &vec![128; 8_000 * 61 * 60]), too_long),
    ]
}

fn of_another_kind() -> Vec<Case> {
    let head = |bytes: &[u8]| [bytes, &[0; 500]].concat();
    vec![
        ("a WAV with ADPCM", wav(2, 2, 44_100, 4, &[0; 4_000]), unsupported),
        ("a WAV with MP3", wav(0x55, 2, 44_100, 0, &[0; 4_000]), unsupported),
        (
            "Opus",
            [b"OggS\0\x02".to_vec(), vec![0; 20], vec![1, 19], b"OpusHead".to_vec(), vec![0; 99]].concat(),
            unsupported,
        ),
        ("Matroska", head(b"\x1a\x45\xdf\xa3"), unsupported),
        ("Windows Media", head(b"\x30\x26\xb2\x75\x8e\x66"), unsupported),
        ("MIDI", head(b"MThd\0\0\0\x06"), unsupported),
    ]
}

fn flac_bytes() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.flac");
    let mut reader = Pcm::new(44_100, tone(60_000)).reader();
    export(&mut reader, ExportFormat::Flac, &Tags::default(), &path, &mut |_| true).unwrap();
    std::fs::read(path).unwrap()
}

fn cut_or_broken() -> Vec<Case> {
    let part = |bytes: &[u8], share: usize| bytes[..bytes.len() * share / 100].to_vec();
    let m4a = fixture("chirp-edit-list.m4a");
    let ogg = fixture("chirp.ogg");
    let mp3 = encode_mp3(&tone(100_000), 44_100, 128).unwrap();
    let moov = m4a.windows(4).position(|name| name == b"moov").unwrap();
    let mut scrambled = flac_bytes();
    let from = scrambled.len() / 4;
    scrambled[from..].fill(0xa5);
    let mut hollow = m4a.clone();
    hollow[60..moov - 8].copy_from_slice(&noise(moov - 68, 1));
    vec![
        ("an MP3 cut off", part(&mp3, 50), damaged),
        ("a WAV cut off", part(&encode_wav16(&tone(9_000), 44_100), 50), damaged),
        ("a WAV with a lying size", wav_claiming(0x7000_0000), damaged),
        ("a FLAC cut off", part(&flac_bytes(), 50), damaged),
        ("a FLAC of its head alone", flac_bytes()[..42].to_vec(), damaged),
        ("a FLAC with garbage inside", scrambled, damaged),
        ("an M4A without moov", m4a[..moov - 4].to_vec(), damaged),
        ("an M4A cut inside moov", m4a[..moov + 200].to_vec(), damaged),
        ("an M4A with garbage for sound", hollow, damaged),
        ("an Ogg cut in its headers", part(&ogg, 30), damaged),
        (
            "a WAV without a format",
            b"RIFF\x14\0\0\0WAVEdata\x08\0\0\0\x01\x02\x03\x04\x05\x06\x07\x08".to_vec(),
            damaged,
        ),
        ("an AIFF of nothing but a head", b"FORM\0\0\0\x04AIFF".to_vec(), damaged),
    ]
}

fn wav_claiming(size: u32) -> Vec<u8> {
    let mut bytes = wav(1, 2, 44_100, 16, &[0; 4_000]);
    bytes[40..44].copy_from_slice(&size.to_le_bytes());
    bytes
}

/// A WAV with a format of one's own.
pub(crate) fn wav(tag: u16, channels: u16, rate: u32, bits: u16, data: &[u8]) -> Vec<u8> {
    let frame = channels.wrapping_mul(bits / 8);
    let mut fmt = Vec::new();
    fmt.extend(tag.to_le_bytes());
    fmt.extend(channels.to_le_bytes());
    fmt.extend(rate.to_le_bytes());
    fmt.extend(rate.wrapping_mul(u32::from(frame)).to_le_bytes());
    fmt.extend(frame.to_le_bytes());
    fmt.extend(bits.to_le_bytes());
    let chunk = |name: &[u8; 4], body: &[u8]| [&name[..], &(body.len() as u32).to_le_bytes(), body].concat();
    let body = [b"WAVE".to_vec(), chunk(b"fmt ", &fmt), chunk(b"data", data)].concat();
    chunk(b"RIFF", &body)
}
