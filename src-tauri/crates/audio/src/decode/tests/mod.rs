//! Files of every kind, good and bad.

mod bad;

use crate::bad_files::wav;
use crate::testing::{Desk, Dice, best_shift, chirp, fixture, snr_db, song};
use crate::{
    AudioError, ExportFormat, Format, Pcm, Peaks, Tags, decode_all, encode_wav16, export, measure, open,
    probe, survey, verify,
};
use std::path::{Path, PathBuf};

fn flac(desk: &Desk, samples: &[f32]) -> PathBuf {
    let path = desk.path("song.flac");
    let mut reader = Pcm::new(44_100, samples.to_vec()).reader();
    export(&mut reader, ExportFormat::Flac, &Tags::default(), &path, &mut |_| true).unwrap();
    path
}

/// Reads from random places and compares with the full decode, bit for bit.
fn assert_seeks(path: &Path) {
    let full = decode_all(path).unwrap().samples;
    let mut reader = open(path).unwrap();
    let (mut dice, mut out) = (Dice(5), vec![0.0; 2 * 700]);
    for _ in 0..200 {
        let frame = dice.below(reader.frames());
        let count = reader.read(frame, &mut out).unwrap() * 2;
        let from = frame as usize * 2;
        assert!(out[..count] == full[from..from + count], "{}: frame {frame}", path.display());
    }
}

#[test]
fn seeks_are_exact_in_every_format() {
    let desk = Desk::new();
    let samples = song(44_100, 100_003);
    assert_seeks(&flac(&desk, &samples));
    assert_seeks(&desk.file("song.wav", &encode_wav16(&samples, 44_100)));
    assert_seeks(&desk.file("song.aiff", &aiff(&samples)));
    assert_seeks(&fixture("chirp.ogg"));
    assert_seeks(&fixture("chirp-edit-list.m4a"));
}

#[test]
fn a_survey_is_verifying_and_looking_in_one() {
    let desk = Desk::new();
    let samples = song(44_100, 300_003);
    let mp3 = crate::encode_mp3(&samples, 44_100, 128).unwrap();
    let files = [flac(&desk, &samples), desk.file("song.mp3", &mp3), fixture("chirp.ogg")];
    for path in files {
        let survey = survey(&path, 2).unwrap();
        assert_eq!(survey.info, verify(&path).unwrap());
        assert_eq!(survey.peaks, Peaks::build_file(&path, 1).unwrap());
        let exact = measure(open(&path).unwrap().as_mut()).unwrap().integrated_lufs;
        assert!(
            (survey.peaks.estimated_lufs() - exact).abs() < 6.0,
            "{} {exact}",
            survey.peaks.estimated_lufs()
        );
    }
}

#[test]
fn the_edit_list_of_an_m4a_is_obeyed() {
    let path = fixture("chirp-edit-list.m4a");
    let (heard, original) = (decode_all(&path).unwrap(), chirp());
    assert_eq!(heard.samples.len(), original.len());
    assert_eq!(best_shift(&original[..50_000], &heard.samples, 50), 0);
    assert!(snr_db(&original, &heard.samples) > 20.0, "{}", snr_db(&original, &heard.samples));
    let info = verify(&path).unwrap();
    assert_eq!((info.format, info.rate, info.channels, info.frames), (Format::M4a, 44_100, 2, 30_011));
}

/// The fixture with other bytes where the edit list was, and `extra` at the end of `moov`.
fn patched_m4a(extra: &[u8]) -> Vec<u8> {
    let mut bytes = std::fs::read(fixture("chirp-edit-list.m4a")).unwrap();
    let find = |bytes: &[u8], name: &[u8]| bytes.windows(4).position(|window| window == name).unwrap();
    let edits = find(&bytes, b"edts");
    bytes[edits..edits + 4].copy_from_slice(b"free");
    let moov = find(&bytes, b"moov") - 4;
    let size = u32::from_be_bytes(*bytes[moov..].first_chunk().unwrap()) + extra.len() as u32;
    bytes[moov..moov + 4].copy_from_slice(&size.to_be_bytes());
    bytes.extend(extra);
    bytes
}

fn mp4_box(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32 + 8).to_be_bytes()[..], name, body].concat()
}

#[test]
fn itunes_note_of_delay_and_length_is_obeyed() {
    let text = format!(" 00000000 {:08X} 00000179 {:016X} 00000000 00000000", 1024, 30_011);
    let note = [
        mp4_box(b"mean", b"\0\0\0\0com.apple.iTunes"),
        mp4_box(b"name", b"\0\0\0\0iTunSMPB"),
        mp4_box(b"data", &[b"\0\0\0\x01\0\0\0\0", text.as_bytes()].concat()),
    ]
    .concat();
    let list = mp4_box(b"ilst", &mp4_box(b"----", &note));
    let meta = mp4_box(b"meta", &[b"\0\0\0\0", &list[..]].concat());
    let desk = Desk::new();
    let path = desk.file("song.m4a", &patched_m4a(&mp4_box(b"udta", &meta)));
    let with_list = decode_all(&fixture("chirp-edit-list.m4a")).unwrap();
    assert!(decode_all(&path).unwrap().samples == with_list.samples);
}

#[test]
fn an_m4a_that_says_nothing_keeps_everything() {
    let desk = Desk::new();
    let heard = decode_all(&desk.file("song.m4a", &patched_m4a(b""))).unwrap();
    let with_list = decode_all(&fixture("chirp-edit-list.m4a")).unwrap();
    assert!(heard.samples[2048..][..with_list.samples.len()] == with_list.samples[..]);
}

#[test]
fn a_track_whose_clock_is_not_its_rate_is_cut_in_the_right_place() {
    // Half the ticks for everything: the same sound, told by a clock of 22,050 Hz.
    let mut bytes = std::fs::read(fixture("chirp-edit-list.m4a")).unwrap();
    let find = |bytes: &[u8], name: &[u8]| bytes.windows(4).position(|window| window == name).unwrap();
    let mut put = |at: usize, number: u32| bytes[at..at + 4].copy_from_slice(&number.to_be_bytes());
    let source = std::fs::read(fixture("chirp-edit-list.m4a")).unwrap();
    let (mdhd, elst, stts) = (find(&source, b"mdhd"), find(&source, b"elst"), find(&source, b"stts"));
    put(mdhd + 16, 22_050);
    put(mdhd + 20, 31_035_u32.div_ceil(2));
    put(elst + 16, 512);
    put(stts + 16, 512);
    put(stts + 24, 315_u32.div_ceil(2));
    let desk = Desk::new();
    let heard = decode_all(&desk.file("song.m4a", &bytes)).unwrap();
    let plain = decode_all(&fixture("chirp-edit-list.m4a")).unwrap();
    let both = heard.samples.len().min(plain.samples.len());
    assert!(plain.samples.len() - both <= 4 && heard.samples.len() - both <= 4);
    assert!(heard.samples[..both] == plain.samples[..both]);
}

#[test]
fn vorbis_has_its_length_and_place() {
    let path = fixture("chirp.ogg");
    let (heard, original) = (decode_all(&path).unwrap(), chirp());
    assert_eq!(heard.samples.len(), original.len());
    assert!(snr_db(&original, &heard.samples) > 15.0, "{}", snr_db(&original, &heard.samples));
    assert_eq!(verify(&path).unwrap().frames, 30_011);
}

#[test]
fn flac_is_the_source_to_24_bits() {
    let desk = Desk::new();
    let samples = song(44_100, 40_001);
    let path = flac(&desk, &samples);
    assert!(snr_db(&samples, &decode_all(&path).unwrap().samples) > 130.0);
    assert_eq!(probe(&path).unwrap().format, Format::Flac);
}

#[test]
fn a_flac_without_a_length_is_counted() {
    let desk = Desk::new();
    let mut bytes = std::fs::read(flac(&desk, &song(44_100, 40_001))).unwrap();
    // The last 36 bits of the first 18 bytes of STREAMINFO.
    bytes[8 + 13] &= 0xf0;
    bytes[8 + 14..8 + 18].fill(0);
    assert_eq!(verify(&desk.file("song.flac", &bytes)).unwrap().frames, 40_001);
}

/// A sample as the bytes of a format.
type Store = fn(f64) -> Vec<u8>;

#[test]
fn wavs_of_every_depth_read_the_same() {
    let desk = Desk::new();
    let values = [0.5_f64, -0.25, 0.125, -1.0];
    let depths: [(u16, u16, Store); 6] = [
        (1, 8, |x| vec![(x * 128.0 + 128.0) as u8]),
        (1, 16, |x| ((x * 32_768.0) as i16).to_le_bytes().to_vec()),
        (1, 24, |x| ((x * 8_388_608.0) as i32).to_le_bytes()[..3].to_vec()),
        (1, 32, |x| ((x * 2_147_483_648.0) as i32).to_le_bytes().to_vec()),
        (3, 32, |x| (x as f32).to_le_bytes().to_vec()),
        (3, 64, |x| x.to_le_bytes().to_vec()),
    ];
    for (tag, bits, store) in depths {
        let data: Vec<u8> = values.iter().flat_map(|x| store(*x)).collect();
        let path = desk.file("a.wav", &wav(tag, 2, 44_100, bits, &data));
        assert_eq!(decode_all(&path).unwrap().samples[..], [0.5, -0.25, 0.125, -1.0], "{tag} {bits}");
        let path = desk.file("b.wav", &wav(tag, 1, 44_100, bits, &data));
        let mono = decode_all(&path).unwrap().samples;
        assert_eq!(mono[..4], [0.5, 0.5, -0.25, -0.25], "{tag} {bits} mono");
    }
}

#[test]
fn a_recorder_that_crashed_left_a_readable_wav() {
    let desk = Desk::new();
    let whole = encode_wav16(&song(44_100, 10_000), 44_100);
    let full = decode_all(&desk.file("whole.wav", &whole)).unwrap();
    for size in [0_u32, u32::MAX] {
        let mut bytes = whole.clone();
        bytes[40..44].copy_from_slice(&size.to_le_bytes());
        let path = desk.file("crashed.wav", &bytes);
        assert!(decode_all(&path).unwrap().samples == full.samples);
        assert_eq!(verify(&path).unwrap().frames, 10_000);
    }
}

#[test]
fn what_is_no_number_is_silent() {
    let data: Vec<u8> = [f32::NAN, 0.5, f32::INFINITY, -0.5].iter().flat_map(|x| x.to_le_bytes()).collect();
    let desk = Desk::new();
    let heard = decode_all(&desk.file("a.wav", &wav(3, 2, 48_000, 32, &data))).unwrap();
    assert_eq!(heard.samples[..], [0.0, 0.5, 0.0, -0.5]);
}

/// A 16-bit AIFF at 44.1 kHz.
fn aiff(samples: &[f32]) -> Vec<u8> {
    let chunk = |name: &[u8; 4], body: &[u8]| [&name[..], &(body.len() as u32).to_be_bytes(), body].concat();
    let mut comm = vec![0, 2];
    comm.extend((samples.len() as u32 / 2).to_be_bytes());
    comm.extend([0, 16, 0x40, 0x0e, 0xac, 0x44, 0, 0, 0, 0, 0, 0]);
    let data: Vec<u8> = samples.iter().flat_map(|x| ((x * 32_767.0) as i16).to_be_bytes()).collect();
    let body =
        [&b"AIFF"[..], &chunk(b"COMM", &comm), &chunk(b"SSND", &[&[0; 8], &data[..]].concat())].concat();
    chunk(b"FORM", &body)
}

#[test]
fn aiff_reads_as_it_was_written() {
    let desk = Desk::new();
    let samples = song(44_100, 20_000);
    let path = desk.file("song.aiff", &aiff(&samples));
    let info = verify(&path).unwrap();
    assert_eq!((info.format, info.rate, info.frames), (Format::Aiff, 44_100, 20_000));
    assert!(snr_db(&samples, &decode_all(&path).unwrap().samples) > 70.0);
}

#[test]
fn names_do_not_matter() {
    let desk = Desk::new();
    let bytes = encode_wav16(&song(44_100, 1_000), 44_100);
    for name in ["song.mp3", "song", "song.wav.html", "SONG.M4A"] {
        assert_eq!(probe(&desk.file(name, &bytes)).unwrap().format, Format::Wav);
    }
}

#[test]
fn a_file_that_is_not_there_is_an_io_error() {
    assert!(matches!(open(&Desk::new().path("nothing.mp3")), Err(AudioError::Io(_))));
}
