//! MP3 as it comes: with, without and with lying information frames, cut, broken, in every version.

use mp3lame_encoder::Bitrate;

use crate::testing::{Desk, Dice, Lame, first_frame_bytes, snr_db, song, tag_at};
use crate::{AudioError, decode_all, open, probe, verify};

const FRAMES: usize = 100_003;

fn decode(bytes: &[u8]) -> Vec<f32> {
    let desk = Desk::new();
    decode_all(&desk.file("song.mp3", bytes)).unwrap().samples.to_vec()
}

/// Every way to make one: rate, bit rate, variable, mono.
fn variants() -> Vec<(&'static str, Lame)> {
    let vbr = |rate| Lame { rate, kbps: Bitrate::Kbps192, vbr: true, mono: false };
    vec![
        ("192 kbit/s", Lame::cbr(44_100, Bitrate::Kbps192)),
        ("320 kbit/s at 48 kHz", Lame::cbr(48_000, Bitrate::Kbps320)),
        ("variable", vbr(44_100)),
        ("64 kbit/s", Lame::cbr(44_100, Bitrate::Kbps64)),
        ("mono", Lame { mono: true, ..Lame::cbr(44_100, Bitrate::Kbps96) }),
        ("MPEG-2", Lame::cbr(22_050, Bitrate::Kbps64)),
        ("MPEG-2, variable", vbr(24_000)),
        ("MPEG-2.5", Lame { mono: true, ..Lame::cbr(11_025, Bitrate::Kbps32) }),
    ]
}

#[test]
fn what_lame_makes_decodes_to_the_same_length_without_shift() {
    let original = song(44_100, FRAMES);
    let heard = decode(&Lame::cbr(44_100, Bitrate::Kbps320).encode(&original));
    assert_eq!(heard.len(), original.len());
    assert!(snr_db(&original, &heard) > 25.0, "{}", snr_db(&original, &heard));
    assert_eq!(crate::testing::best_shift(&original[..60_000], &heard[..60_000], 40), 0);
}

#[test]
fn every_variant_has_its_exact_length() {
    for (name, lame) in variants() {
        let heard = decode(&lame.encode(&song(lame.rate, FRAMES)));
        assert_eq!(heard.len(), FRAMES * 2, "{name}");
    }
}

#[test]
fn seeks_equal_the_full_decode_bit_for_bit() {
    for (name, lame) in variants() {
        let whole = lame.encode(&song(lame.rate, FRAMES));
        let headless = whole[first_frame_bytes(&whole)..].to_vec();
        for (kind, bytes) in [("with", whole), ("without", headless)] {
            assert_seeks(&bytes, &format!("{name}, {kind} information frame"));
        }
    }
    // Frames so small that the main data of one reaches back over many.
    let narrow = Lame { mono: true, ..Lame::cbr(8_000, Bitrate::Kbps8) };
    assert_seeks(&narrow.encode(&song(8_000, FRAMES)), "MPEG-2.5, 8 kbit/s");
}

fn assert_seeks(bytes: &[u8], name: &str) {
    let desk = Desk::new();
    let path = desk.file("song.mp3", bytes);
    let full = decode_all(&path).unwrap().samples;
    let mut reader = open(&path).unwrap();
    let (mut dice, mut out) = (Dice(7), vec![0.0; 2 * 700]);
    for _ in 0..100 {
        let frame = dice.below(reader.frames());
        let count = reader.read(frame, &mut out).unwrap() * 2;
        let from = frame as usize * 2;
        assert!(out[..count] == full[from..from + count], "{name}: frame {frame}");
    }
}

#[test]
fn without_an_information_frame_nothing_is_lost() {
    for (name, lame) in variants().into_iter().take(3) {
        let whole = lame.encode(&song(lame.rate, FRAMES));
        let with = decode(&whole);
        let without = decode(&whole[first_frame_bytes(&whole)..]);
        // Nobody tells where the content begins, so the encoder's delay stays; all else is the same.
        assert_eq!(without[1105 * 2..][..with.len()], with, "{name}");
        assert_eq!(without.len() / 2 % 1152, 0, "{name}");
    }
}

#[test]
fn a_count_of_zero_is_not_believed() {
    let mut bytes = Lame::cbr(44_100, Bitrate::Kbps192).encode(&song(44_100, FRAMES));
    let with = decode(&bytes);
    let count = tag_at(&bytes) + 8;
    bytes[count..count + 4].fill(0);
    assert_eq!(decode(&bytes), with);
}

#[test]
fn a_lying_count_does_not_change_the_length_by_more_than_the_padding() {
    for lie in [3_u32, 40, 1_000_000] {
        let mut bytes = Lame::cbr(44_100, Bitrate::Kbps192).encode(&song(44_100, FRAMES));
        let with = decode(&bytes);
        let count = tag_at(&bytes) + 8;
        bytes[count..count + 4].copy_from_slice(&lie.to_be_bytes());
        let heard = decode(&bytes);
        assert_eq!(heard[..with.len()], with, "{lie}");
        assert!(heard.len() - with.len() < 1152 * 2 * 2, "{lie}");
        let desk = Desk::new();
        assert!(verify(&desk.file("lie.mp3", &bytes)).is_ok(), "{lie}");
    }
}

#[test]
fn vbri_is_counted_by_its_frames() {
    let mut bytes = Lame::cbr(44_100, Bitrate::Kbps192).encode(&song(44_100, FRAMES));
    let frame = first_frame_bytes(&bytes);
    bytes[36..frame].fill(0);
    bytes[36..42].copy_from_slice(b"VBRI\0\x01");
    bytes[50..54].copy_from_slice(&9_999_u32.to_be_bytes());
    let without = decode(&bytes[frame..]);
    assert_eq!(decode(&bytes), without);
}

#[test]
fn a_checksum_behind_the_header_is_skipped() {
    let mut bytes = Vec::new();
    for _ in 0..50 {
        bytes.extend([0xff, 0xfa, 0x90, 0x44]);
        bytes.resize(bytes.len() + 413, 0);
    }
    let desk = Desk::new();
    let info = verify(&desk.file("crc.mp3", &bytes)).unwrap();
    assert_eq!((info.frames, info.rate, info.channels), (50 * 1152, 44_100, 2));
}

#[test]
fn tags_before_and_behind_are_no_audio() {
    let bytes = Lame::cbr(44_100, Bitrate::Kbps192).encode(&song(44_100, FRAMES));
    let mut tagged = b"ID3\x04\0\0\0\0\x02\x00".to_vec();
    tagged.resize(10 + 256, 0xff);
    tagged.extend(&bytes);
    tagged.extend(b"TAG");
    tagged.resize(tagged.len() + 125, b' ');
    assert_eq!(decode(&tagged), decode(&bytes));
}

#[test]
fn a_broken_place_is_silent_and_moves_nothing() {
    let mut bytes = Lame::cbr(44_100, Bitrate::Kbps192).encode(&song(44_100, FRAMES));
    let with = decode(&bytes);
    let middle = bytes.len() / 2;
    bytes[middle..middle + 2_000].fill(0);
    let heard = decode(&bytes);
    assert_eq!(heard.len(), with.len());
    let late = with.len() * 2 / 3;
    assert_eq!(heard[late..], with[late..]);
    assert_eq!(heard[..20_000], with[..20_000]);
    let desk = Desk::new();
    assert!(matches!(verify(&desk.file("song.mp3", &bytes)), Ok(info) if info.frames == FRAMES as u64));
}

#[test]
fn a_file_cut_off_plays_but_does_not_pass() {
    let bytes = Lame::cbr(44_100, Bitrate::Kbps192).encode(&song(44_100, FRAMES));
    let desk = Desk::new();
    let path = desk.file("cut.mp3", &bytes[..bytes.len() * 2 / 3]);
    let frames = probe(&path).unwrap().frames;
    assert!((55_000..70_000).contains(&frames), "{frames}");
    assert!(matches!(verify(&path), Err(AudioError::Damaged { at_frame }) if at_frame == frames));
}

#[test]
fn free_format_and_layer_two_are_refused_by_name() {
    let repeat = |header: [u8; 4], bytes: usize| {
        let mut frame = header.to_vec();
        frame.resize(bytes, 0x11);
        frame.repeat(40)
    };
    let desk = Desk::new();
    for (bytes, name) in [
        (repeat([0xff, 0xfb, 0x00, 0x44], 700), "MP3 in free format"),
        (repeat([0xff, 0xfd, 0xa4, 0x04], 576), "MPEG Layer II"),
        (repeat([0xff, 0xf1, 0x50, 0x80], 300), "AAC without a container (ADTS)"),
    ] {
        let refused = probe(&desk.file("song.mp3", &bytes));
        assert!(matches!(&refused, Err(AudioError::Unsupported { what }) if what == name), "{refused:?}");
    }
}
