//! Peaks against the samples they stand for.

use mp3lame_encoder::Bitrate;

use super::*;
use crate::Pcm;
use crate::testing::{Desk, Lame, song};

fn peaks_of(samples: &[f32]) -> Peaks {
    Peaks::build(&mut Pcm::new(44_100, samples.to_vec()).reader()).unwrap()
}

fn naive(samples: &[f32], side: usize, scale: f32) -> Bucket {
    let one: Vec<f32> = samples.iter().skip(side).step_by(2).copied().collect();
    let full = 32_767.0 / scale;
    let mean = one.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>() / one.len() as f64;
    Bucket {
        min: (one.iter().copied().fold(f32::MAX, f32::min) * full).floor() as i16,
        max: (one.iter().copied().fold(f32::MIN, f32::max) * full).ceil() as i16,
        rms: (mean.sqrt() * f64::from(full)).round() as u16,
    }
}

fn near(a: Bucket, b: Bucket) -> bool {
    let apart = |x: i32, y: i32| (x - y).abs() <= 1;
    apart(a.min.into(), b.min.into())
        && apart(a.max.into(), b.max.into())
        && apart(a.rms.into(), b.rms.into())
}

#[test]
fn every_bucket_of_every_level_is_right() {
    let samples = song(44_100, 40_001);
    let peaks = peaks_of(&samples);
    for (level, grain) in peaks.levels.iter().zip(LEVELS) {
        let chunks: Vec<&[f32]> = samples.chunks(grain as usize * 2).collect();
        assert_eq!(level.len(), chunks.len());
        for (bucket, chunk) in level.iter().zip(chunks) {
            for (side, found) in bucket.iter().enumerate() {
                let expected = naive(chunk, side, peaks.scale);
                assert!(near(*found, expected), "{grain}: {found:?} {expected:?}");
            }
        }
    }
}

#[test]
fn overs_raise_the_scale_instead_of_being_cut() {
    let peaks = peaks_of(&[0.5, -0.25, 1.5, -3.0]);
    assert_eq!(peaks.scale, 3.0);
    assert_eq!(peaks.levels[0][0].map(|side| side.max), [16_384, -2_730]);
    assert_eq!(peaks.levels[0][0][1].min, -32_767);
    assert_eq!(peaks_of(&[0.5, -0.25]).scale, 1.0);
}

#[test]
fn bytes_come_back_and_damaged_ones_do_not() {
    let peaks = peaks_of(&song(44_100, 20_000));
    let bytes = peaks.to_bytes();
    assert_eq!(&bytes[..4], b"RFPK");
    assert_eq!(bytes.len(), 32 + 4 * 8 + (79 + 20 + 5 + 2) * 12);
    assert!(Peaks::from_bytes(&bytes).as_ref() == Some(&peaks));
    assert_eq!(Peaks::from_bytes(&bytes[..bytes.len() - 1]), None);
    assert_eq!(Peaks::from_bytes(b""), None);
    for at in [0, 4, 12, 20, 24, 32, 36] {
        let mut broken = bytes.clone();
        broken[at] ^= 0x40;
        assert_eq!(Peaks::from_bytes(&broken), None, "byte {at}");
    }
}

#[test]
fn two_threads_give_the_same_bytes_as_one() {
    let desk = Desk::new();
    let samples = song(44_100, 150_001);
    for (name, bytes) in [
        ("song.mp3", Lame::cbr(44_100, Bitrate::Kbps128).encode(&samples)),
        ("song.wav", crate::encode_wav16(&samples, 44_100)),
    ] {
        let path = desk.file(name, &bytes);
        let one = Peaks::build_file(&path, 1).unwrap();
        for threads in [2, 3, 8] {
            assert!(Peaks::build_file(&path, threads).unwrap() == one, "{name} on {threads} threads");
        }
        assert!(one == Peaks::build(crate::open(&path).unwrap().as_mut()).unwrap());
    }
}

#[test]
fn a_splice_shows_the_fragment_inside_and_the_base_outside() {
    let base = peaks_of(&song(44_100, 100_000));
    let loud: Vec<f32> = song(44_100, 30_000).iter().map(|x| x * 0.9).collect();
    let fragment = peaks_of(&loud);
    let span = PatchSpan { start_frame: 25_600, end_frame: 38_400, offset_frames: 25_600 - 2_560, gain: 0.5 };
    let spliced = Peaks::splice(&base, &[(span, &fragment)]);
    assert!(spliced.levels[0][..100] == base.levels[0][..100]);
    assert!(spliced.levels[0][150..] == base.levels[0][150..]);
    for index in 100..150 {
        for side in 0..2 {
            let (heard, shown) = (fragment.levels[0][index - 90][side], spliced.levels[0][index][side]);
            let half = Bucket { min: heard.min / 2, max: heard.max / 2, rms: heard.rms / 2 };
            assert!(near(shown, half), "{index}: {shown:?} {half:?}");
        }
    }
    let same = Peaks::splice(&base, &[]);
    for (a, b) in same.levels.iter().flatten().flatten().zip(base.levels.iter().flatten().flatten()) {
        assert!(near(*a, *b), "{a:?} {b:?}");
    }
}

#[test]
fn splices_beyond_the_song_or_the_fragment_are_harmless() {
    let (base, fragment) = (peaks_of(&song(8_000, 3_000)), peaks_of(&song(8_000, 500)));
    for (start_frame, end_frame, offset_frames) in
        [(0, 3_000, -9_999), (2_900, 9_999, 0), (9_000, 9_100, 0), (500, 400, 9_999), (0, 0, i64::MIN)]
    {
        let span = PatchSpan { start_frame, end_frame, offset_frames, gain: 1.0 };
        let spliced = Peaks::splice(&base, &[(span, &fragment)]);
        assert_eq!(spliced.levels[0].len(), base.levels[0].len());
    }
}
