//! Bad files, one by one: each has its name, and none takes the program with it.

use super::*;
use mp3lame_encoder::Bitrate;

use crate::testing::{Lame, first_frame_bytes};

/// A name, the bytes, and what `verify` must say.
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

fn no_audio_at_all() -> Vec<Case> {
    let mut dice = Dice(42);
    let noise = (0..200_000).map(|_| dice.below(256) as u8).collect();
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
        ("noise", noise, not_audio),
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
        let mp3 = Lame::cbr(44_100, Bitrate::Kbps128).encode(&song(44_100, 5_000));
        mp3[..first_frame_bytes(&mp3)].to_vec()
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
    let desk = Desk::new();
    std::fs::read(flac(&desk, &song(44_100, 60_000))).unwrap()
}

fn cut_or_broken() -> Vec<Case> {
    let part = |bytes: &[u8], share: usize| bytes[..bytes.len() * share / 100].to_vec();
    let m4a = std::fs::read(fixture("chirp-edit-list.m4a")).unwrap();
    let ogg = std::fs::read(fixture("chirp.ogg")).unwrap();
    let mp3 = Lame::cbr(44_100, Bitrate::Kbps128).encode(&song(44_100, 100_000));
    let moov = m4a.windows(4).position(|name| name == b"moov").unwrap();
    let mut scrambled = flac_bytes();
    let from = scrambled.len() / 4;
    scrambled[from..].fill(0xa5);
    let mut hollow = m4a.clone();
    let mut dice = Dice(1);
    hollow[60..moov - 8].fill_with(|| dice.below(256) as u8);
    vec![
        ("an MP3 cut off", part(&mp3, 50), damaged),
        ("a WAV cut off", part(&encode_wav16(&song(44_100, 9_000), 44_100), 50), damaged),
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

#[test]
fn every_bad_file_has_its_error() {
    let desk = Desk::new();
    let mut cases = no_audio_at_all();
    cases.extend(nothing_in_it());
    cases.extend(outside_our_limits());
    cases.extend(of_another_kind());
    cases.extend(cut_or_broken());
    assert!(cases.len() >= 40, "{}", cases.len());
    let wrong: Vec<String> = cases
        .into_iter()
        .filter_map(|(name, bytes, expected)| match verify(&desk.file("song.mp3", &bytes)) {
            Err(error) if expected(&error) => None,
            other => Some(format!("{name}: {other:?}")),
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn bytes_turned_over_at_random_never_break_the_program() {
    let desk = Desk::new();
    let m4a = std::fs::read(fixture("chirp-edit-list.m4a")).unwrap();
    let ogg = std::fs::read(fixture("chirp.ogg")).unwrap();
    let mp3 = Lame::cbr(44_100, Bitrate::Kbps64).encode(&song(44_100, 20_000));
    let wav = encode_wav16(&song(44_100, 2_000), 44_100);
    let flac = std::fs::read(super::flac(&desk, &song(44_100, 10_000))).unwrap();
    let mut dice = Dice(11);
    for whole in [m4a, ogg, mp3, wav, flac] {
        for _ in 0..40 {
            let mut bytes = whole.clone();
            // Half of the blows hit the head, where the lies are.
            for _ in 0..8 {
                let reach = if dice.below(2) == 0 { 200 } else { bytes.len() as u64 };
                let at = dice.below(reach) as usize;
                bytes[at] = dice.below(256) as u8;
            }
            let path = desk.file("song", &bytes);
            if verify(&path).is_ok() {
                let mut reader = open(&path).unwrap();
                let frames = reader.frames();
                let mut out = vec![0.0; 2_000];
                for frame in [frames / 2, 0, frames.saturating_sub(500)] {
                    reader.read(frame, &mut out).unwrap();
                    assert!(out.iter().all(|x| x.is_finite()));
                }
            }
        }
    }
}
