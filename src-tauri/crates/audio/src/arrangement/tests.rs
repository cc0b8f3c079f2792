use song::{Millis, Range, Seam, SeamQuality};

use super::*;
use crate::Pcm;

const RATE: u32 = 48_000;

fn noise(frames: usize, seed: u32) -> Vec<f32> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (f64::from(state >> 8) / f64::from(1u32 << 24) - 0.5) as f32
    };
    (0..frames * 2).map(|_| next()).collect()
}

fn patch(start: u32, end: u32, fragment: &str, offset: i32, correlation: f32, gain_db: f32) -> Patch {
    Patch {
        range: Range::new(Millis(start), Millis(end)).unwrap(),
        fragment: fragment.into(),
        seam: Seam {
            offset_frames: offset,
            head_correlation: correlation,
            tail_correlation: correlation,
            gain_db,
            quality: SeamQuality::Smooth,
        },
        fade: Millis(40),
    }
}

fn open(patches: Vec<Patch>, takes: &[(&str, &[f32])]) -> ArrangementReader {
    let arrangement = Arrangement { base: "base".into(), patches };
    ArrangementReader::open(&arrangement, &mut |id| {
        let (_, samples) = takes.iter().find(|(name, _)| *name == id.as_str()).unwrap();
        Ok(Box::new(Pcm::new(RATE, samples.to_vec()).reader()))
    })
    .unwrap()
}

fn all(reader: &mut ArrangementReader) -> Vec<f32> {
    let mut out = vec![0.0; reader.frames() as usize * 2];
    assert_eq!(reader.read(0, &mut out).unwrap() as u64, reader.frames());
    out
}

fn at(ms: usize) -> usize {
    ms * 48 * 2
}

fn power(samples: &[f32]) -> f64 {
    samples.iter().map(|s| f64::from(*s) * f64::from(*s)).sum::<f64>() / samples.len() as f64
}

#[test]
fn inside_is_the_fragment_and_outside_is_the_original_bit_for_bit() {
    let (base, fragment) = (noise(96_000, 1), noise(48_000, 2));
    let mut reader =
        open(vec![patch(800, 1200, "new", 24_000, 0.0, 0.0)], &[("base", &base), ("new", &fragment)]);
    let out = all(&mut reader);
    assert_eq!(out[at(800)..at(1200)], fragment[at(300)..at(700)]);
    assert_eq!(out[..at(760)], base[..at(760)]);
    assert_eq!(out[at(1240)..], base[at(1240)..]);
    assert_ne!(out[at(780)..at(790)], base[at(780)..at(790)]);
}

#[test]
fn any_way_of_reading_gives_the_same_samples() {
    let (base, fragment) = (noise(96_000, 1), noise(48_000, 2));
    let mut reader =
        open(vec![patch(800, 1200, "new", 24_000, 0.4, 1.0)], &[("base", &base), ("new", &fragment)]);
    let whole = all(&mut reader);
    let mut pieces = vec![0.0; whole.len()];
    for (number, piece) in pieces.chunks_mut(2 * 1021).enumerate() {
        reader.read(number as u64 * 1021, piece).unwrap();
    }
    assert_eq!(whole, pieces);
}

#[test]
fn the_gain_of_the_seam_is_applied_inside_and_in_the_fades() {
    let (base, fragment) = (vec![0.0; 192_000], vec![0.25; 96_000]);
    let mut reader =
        open(vec![patch(800, 1200, "new", 24_000, 1.0, 6.0)], &[("base", &base), ("new", &fragment)]);
    let out = all(&mut reader);
    let loud = 0.25 * 10f32.powf(0.3);
    assert!((out[at(1000)] - loud).abs() < 1e-6);
    assert!((out[at(780)] - loud / 2.0).abs() < 1e-3);
}

#[test]
fn a_crossfade_keeps_its_power_for_equal_and_for_unrelated_sound() {
    let base = noise(96_000, 1);
    let same = base[48_000..].to_vec();
    let other = noise(48_000, 9);
    for (fragment, correlation) in [(&same, 1.0), (&other, 0.0)] {
        let mut reader = open(
            vec![Patch { fade: Millis(200), ..patch(800, 1200, "new", 24_000, correlation, 0.0) }],
            &[("base", &base), ("new", fragment)],
        );
        let out = all(&mut reader);
        let fade = power(&out[at(620)..at(780)]) / power(&base);
        assert!((10.0 * fade.log10()).abs() < 0.3, "{correlation}: {} dB", 10.0 * fade.log10());
    }
}

#[test]
fn equal_sound_passes_through_a_linear_fade_unchanged() {
    let base = noise(96_000, 1);
    let fragment = base[48_000..].to_vec();
    let mut reader =
        open(vec![patch(800, 1200, "new", 24_000, 1.0, 0.0)], &[("base", &base), ("new", &fragment)]);
    let worst = all(&mut reader).iter().zip(&base).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    assert!(worst < 1e-6);
}

#[test]
fn a_fade_is_no_longer_than_the_context() {
    let (base, fragment) = (noise(96_000, 1), noise(20_160, 2));
    // 10 ms of context before the range, 10 ms after it.
    let mut reader =
        open(vec![patch(800, 1200, "new", 37_920, 0.0, 0.0)], &[("base", &base), ("new", &fragment)]);
    let out = all(&mut reader);
    assert_eq!(out[..at(790)], base[..at(790)]);
    assert_eq!(out[at(800)..at(1200)], fragment[at(10)..at(410)]);
    assert_eq!(out[at(1210)..], base[at(1210)..]);
}

#[test]
fn a_fragment_may_begin_before_the_song_and_end_after_it() {
    let (base, fragment) = (noise(48_000, 1), noise(96_000, 2));
    let mut reader =
        open(vec![patch(0, 1000, "new", -24_000, 0.0, 0.0)], &[("base", &base), ("new", &fragment)]);
    assert_eq!(all(&mut reader), fragment[at(500)..at(1500)]);
}

#[test]
fn where_the_fragment_is_too_short_the_song_stays() {
    let (base, fragment) = (noise(96_000, 1), noise(9_600, 2));
    let mut reader =
        open(vec![patch(800, 1200, "new", 38_400, 0.0, 0.0)], &[("base", &base), ("new", &fragment)]);
    let out = all(&mut reader);
    assert_eq!(out[at(800)..at(1000)], fragment[..]);
    assert_eq!(out[at(1000)..], base[at(1000)..]);
}

#[test]
fn later_patches_lie_on_top() {
    let (base, one, two) = (noise(96_000, 1), noise(96_000, 2), noise(96_000, 3));
    let mut reader = open(
        vec![patch(400, 1600, "one", 0, 0.0, 0.0), patch(800, 1200, "two", 0, 0.0, 0.0)],
        &[("base", &base), ("one", &one), ("two", &two)],
    );
    let out = all(&mut reader);
    assert_eq!(out[at(400)..at(760)], one[at(400)..at(760)]);
    assert_eq!(out[at(800)..at(1200)], two[at(800)..at(1200)]);
    assert_eq!(out[at(1240)..at(1600)], one[at(1240)..at(1600)]);
    assert_eq!(out[at(1640)..], base[at(1640)..]);
}

#[test]
fn a_fragment_of_another_rate_is_refused() {
    let arrangement = Arrangement { base: "base".into(), patches: vec![patch(0, 10, "new", 0, 0.0, 0.0)] };
    let opened = ArrangementReader::open(&arrangement, &mut |id| {
        let rate = if id.as_str() == "base" { RATE } else { 44_100 };
        Ok(Box::new(Pcm::new(rate, noise(4_800, 1)).reader()))
    });
    assert_eq!(opened.err().map(|error| error.code()), Some("unsupported"));
}
