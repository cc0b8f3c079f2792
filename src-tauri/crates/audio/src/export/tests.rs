//! Exports decoded again and held against what went in.

use lofty::file::TaggedFileExt;
use lofty::tag::{Accessor, ItemKey};

use super::*;
use crate::testing::{Desk, snr_db, song};
use crate::{Format, Pcm, decode_all, probe, verify};

const FRAMES: usize = 100_003;

const ALL: [ExportFormat; 5] =
    [ExportFormat::Wav16, ExportFormat::Wav24, ExportFormat::Wav32f, ExportFormat::Flac, ExportFormat::Mp3];

fn quiet(_: f32) -> bool {
    true
}

fn exported(desk: &Desk, format: ExportFormat, pcm: &Pcm, tags: &Tags) -> std::path::PathBuf {
    let path = desk.path(&format!("song.{}", format.extension()));
    export(&mut pcm.reader(), format, tags, &path, &mut quiet).unwrap();
    path
}

#[test]
fn every_format_decodes_to_what_went_in() {
    let pcm = Pcm::new(44_100, song(44_100, FRAMES));
    for (format, least) in ALL.into_iter().zip([85.0, 130.0, 290.0, 130.0, 22.0]) {
        let desk = Desk::new();
        let path = exported(&desk, format, &pcm, &Tags::default());
        let heard = decode_all(&path).unwrap();
        assert_eq!((heard.rate, heard.samples.len()), (44_100, FRAMES * 2), "{format:?}");
        let snr = snr_db(&pcm.samples, &heard.samples);
        assert!(snr > least, "{format:?}: {snr:.1} dB");
        assert!(verify(&path).is_ok(), "{format:?}");
    }
}

#[test]
fn the_difference_of_16_bits_lies_below_minus_90_dbfs() {
    let pcm = Pcm::new(48_000, song(48_000, FRAMES));
    let desk = Desk::new();
    let heard = decode_all(&exported(&desk, ExportFormat::Wav16, &pcm, &Tags::default())).unwrap();
    let power: f64 = pcm.samples.iter().zip(&heard.samples[..]).map(|(x, y)| f64::from(x - y).powi(2)).sum();
    let db = 10.0 * (power / (FRAMES * 2) as f64).log10();
    assert!(db < -95.0, "{db:.1} dBFS");
}

#[test]
fn floats_are_kept_to_the_bit_even_beyond_full_scale() {
    let samples: Vec<f32> = song(44_100, 5_000).iter().map(|x| x * 3.0).collect();
    let pcm = Pcm::new(44_100, samples);
    let desk = Desk::new();
    let heard = decode_all(&exported(&desk, ExportFormat::Wav32f, &pcm, &Tags::default())).unwrap();
    assert!(heard.samples == pcm.samples);
}

#[test]
fn the_same_export_gives_the_same_bytes() {
    let pcm = Pcm::new(44_100, song(44_100, 30_000));
    for format in ALL {
        let (one, two) = (Desk::new(), Desk::new());
        let paths = [&one, &two].map(|desk| exported(desk, format, &pcm, &Tags::default()));
        let [first, second] = paths.map(|path| std::fs::read(path).unwrap());
        assert!(first == second, "{format:?}");
    }
}

fn full_tags() -> Tags {
    // The smallest picture that has a format: one pixel of PNG.
    let pixel = [
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0,
        0, 0, 1, 8, 2, 0, 0, 0, 0x90, 0x77, 0x53, 0xde, 0, 0, 0, 12, 0x49, 0x44, 0x41, 0x54, 8, 0xd7, 0x63,
        0xf8, 0xcf, 0xc0, 0, 0, 3, 1, 1, 0, 0x18, 0xdd, 0x8d, 0xb0, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae,
        0x42, 0x60, 0x82,
    ];
    Tags {
        title: "就是旰! (Take 2)".into(),
        artist: "Refrain".into(),
        album: "Odd".into(),
        lyrics: "[Verse]\nOne line\n第二行".into(),
        comment: "made here".into(),
        cover: Some(pixel.to_vec()),
    }
}

#[test]
fn tags_come_back_from_every_format_and_harm_no_sample() {
    let pcm = Pcm::new(44_100, song(44_100, 30_001));
    for format in [ExportFormat::Wav24, ExportFormat::Flac, ExportFormat::Mp3] {
        let (desk, bare) = (Desk::new(), Desk::new());
        let tags = full_tags();
        let path = exported(&desk, format, &pcm, &tags);
        let file = lofty::read_from_path(&path).unwrap();
        let tag = file.tags().iter().find(|tag| !tag.pictures().is_empty()).unwrap();
        assert_eq!(tag.title().as_deref(), Some(tags.title.as_str()), "{format:?}");
        assert_eq!(tag.artist().as_deref(), Some("Refrain"), "{format:?}");
        assert_eq!(tag.album().as_deref(), Some("Odd"), "{format:?}");
        assert_eq!(tag.comment().as_deref(), Some("made here"), "{format:?}");
        let lyrics = tag.get_string(ItemKey::UnsyncLyrics).or(tag.get_string(ItemKey::Lyrics));
        assert_eq!(lyrics, Some(tags.lyrics.as_str()), "{format:?}");
        assert_eq!(Some(tag.pictures()[0].data()), tags.cover.as_deref(), "{format:?}");
        let plain = decode_all(&exported(&bare, format, &pcm, &Tags::default())).unwrap();
        assert!(decode_all(&path).unwrap().samples == plain.samples, "{format:?}");
    }
}

#[test]
fn a_cover_that_is_no_picture_is_left_out() {
    let pcm = Pcm::new(44_100, song(44_100, 3_000));
    let tags = Tags { cover: Some(b"no picture".to_vec()), ..Tags::default() };
    for format in ALL {
        assert!(verify(&exported(&Desk::new(), format, &pcm, &tags)).is_ok() || format == ExportFormat::Mp3);
    }
}

#[test]
fn rates_that_mp3_has_not_are_converted() {
    for (rate, expected) in [(96_000, 48_000), (88_200, 44_100)] {
        let pcm = Pcm::new(rate, song(rate, 96_000));
        let desk = Desk::new();
        let info = probe(&exported(&desk, ExportFormat::Mp3, &pcm, &Tags::default())).unwrap();
        assert_eq!((info.format, info.rate), (Format::Mp3, expected));
        assert_eq!(info.frames, 48_000);
    }
}

#[test]
fn cancelling_leaves_the_old_file_and_nothing_else() {
    let pcm = Pcm::new(44_100, song(44_100, 200_000));
    for format in ALL {
        let desk = Desk::new();
        let path = desk.file("song.out", b"the old one");
        let mut calls = 0;
        let mut stop = |_: f32| {
            calls += 1;
            calls < 4
        };
        let stopped = export(&mut pcm.reader(), format, &Tags::default(), &path, &mut stop);
        assert!(matches!(stopped, Err(AudioError::Cancelled)), "{format:?}");
        assert_eq!(desk.names(), ["song.out"]);
        assert_eq!(std::fs::read(&path).unwrap(), b"the old one");
    }
}

#[test]
fn progress_rises_from_nothing_to_all() {
    let (desk, pcm) = (Desk::new(), Pcm::new(44_100, song(44_100, 200_000)));
    let mut shares = Vec::new();
    let mut note = |share| {
        shares.push(share);
        true
    };
    export(&mut pcm.reader(), ExportFormat::Wav16, &Tags::default(), &desk.path("a.wav"), &mut note).unwrap();
    assert_eq!((shares.first(), shares.last()), (Some(&0.0), Some(&1.0)));
    assert!(shares.is_sorted());
}

#[test]
fn nothing_is_no_file_and_no_folder_is_an_error() {
    let desk = Desk::new();
    let empty = export(
        &mut Pcm::new(44_100, Vec::new()).reader(),
        ExportFormat::Flac,
        &Tags::default(),
        &desk.path("a.flac"),
        &mut quiet,
    );
    assert!(matches!(empty, Err(AudioError::Empty)));
    let pcm = Pcm::new(44_100, song(44_100, 100));
    let path = desk.path("no/such/folder.wav");
    let lost = export(&mut pcm.reader(), ExportFormat::Wav16, &Tags::default(), &path, &mut quiet);
    assert!(matches!(lost, Err(AudioError::Io(_))));
    assert!(desk.names().is_empty());
}

/// `/dev/full` is a disk without room, on every Linux.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_named() {
    let block = song(44_100, 300_000);
    for format in ALL {
        let full = || std::fs::File::options().read(true).write(true).open("/dev/full").unwrap();
        let frames = (block.len() / 2) as u64;
        let sink = match format {
            ExportFormat::Wav16 => Sink::wav(full(), 44_100, frames, Depth::Int16),
            ExportFormat::Wav24 => Sink::wav(full(), 44_100, frames, Depth::Int24),
            ExportFormat::Wav32f => Sink::wav(full(), 44_100, frames, Depth::Float32),
            ExportFormat::Flac => Sink::flac(full(), 44_100, frames, &Tags::default()),
            ExportFormat::Mp3 => Sink::mp3(full(), 44_100, 256, &Tags::default()),
        };
        let written = sink.and_then(|mut sink| {
            sink.write(&block)?;
            sink.finish(Path::new("/dev/full"), &Tags::default())
        });
        assert!(matches!(written, Err(AudioError::DiskFull)), "{format:?}: {written:?}");
    }
}

/// The whole way of an export onto a disk that is full from the start or fills up at the end: the draft goes away,
/// and what had the name before keeps it.
#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_fills_up_leaves_the_old_file_and_nothing_else() {
    for (format, frames) in ALL.into_iter().flat_map(|format| [(format, 300_000), (format, 100)]) {
        let pcm = Pcm::new(44_100, song(44_100, frames));
        let desk = Desk::new();
        let path = desk.file("song.out", b"the old one");
        let (draft, _room) = Draft::beside(&path).unwrap();
        assert_eq!(desk.names().len(), 2);
        let full = std::fs::File::options().read(true).write(true).open("/dev/full").unwrap();
        let into = (draft, full);
        let written = write_into(&mut pcm.reader(), format, &Tags::default(), into, &mut quiet);
        assert!(matches!(written, Err(AudioError::DiskFull)), "{format:?}, {frames} frames: {written:?}");
        assert_eq!(desk.names(), ["song.out"]);
        assert_eq!(std::fs::read(&path).unwrap(), b"the old one");
    }
}

#[test]
fn a_reader_that_fails_ends_the_export_with_its_error() {
    struct Failing;
    impl FrameReader for Failing {
        fn rate(&self) -> u32 {
            44_100
        }
        fn frames(&self) -> u64 {
            500_000
        }
        fn read(&mut self, frame: u64, out: &mut [f32]) -> Result<usize, AudioError> {
            if frame > 100_000 { Err(AudioError::Damaged { at_frame: frame }) } else { Ok(out.len() / 2) }
        }
    }
    let desk = Desk::new();
    let failed = export(&mut Failing, ExportFormat::Mp3, &Tags::default(), &desk.path("a.mp3"), &mut quiet);
    assert!(matches!(failed, Err(AudioError::Damaged { .. })));
    assert!(desk.names().is_empty());
}
