//! Bad files, one by one, and good ones broken at random: none takes the program with it.

use super::*;
use mp3lame_encoder::Bitrate;

use crate::bad_files::bad_files;
use crate::testing::Lame;

#[test]
fn every_bad_file_has_its_error() {
    let desk = Desk::new();
    let files = bad_files();
    assert!(files.len() >= 40, "{}", files.len());
    let wrong: Vec<String> = files
        .into_iter()
        .filter_map(|file| {
            let path = desk.file("song.mp3", &file.bytes);
            match (verify(&path), survey(&path, 2).map(|survey| survey.info)) {
                (Err(one), Err(other)) if (file.is_expected)(&one) && (file.is_expected)(&other) => None,
                other => Some(format!("{}: {other:?}", file.name)),
            }
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
