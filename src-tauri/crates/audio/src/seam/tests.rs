use song::Millis;

use super::*;
use crate::Pcm;

const RATE: u32 = 48_000;

/// A stand-in for a song: notes with attacks and overtones, a beat, a little noise, wide stereo.
fn song(seconds: usize, seed: u64) -> Vec<f32> {
    let mut state = seed;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / f64::from(1u32 << 24)
    };
    let notes: Vec<f64> =
        (0..seconds * 4).map(|_| 110.0 * 2f64.powf((random() * 24.0).floor() / 12.0)).collect();
    let mut samples = Vec::with_capacity(seconds * RATE as usize * 2);
    for frame in 0..seconds * RATE as usize {
        let (note, t) = (notes[frame / 12_000], (frame % 12_000) as f64 / f64::from(RATE));
        let turn = std::f64::consts::TAU * note * t;
        let tone =
            (turn.sin() + 0.5 * (2.0 * turn).sin() + 0.3 * (3.0 * turn).sin()) * (-6.0 * t).exp() * 0.3;
        let beat = (random() - 0.5) * (-90.0 * t).exp() * 0.5;
        samples.push((tone + beat + (random() - 0.5) * 0.01) as f32);
        samples.push((0.6 * tone - beat + (random() - 0.5) * 0.01) as f32);
    }
    samples
}

fn range() -> Range {
    Range::new(Millis(5000), Millis(9000)).unwrap()
}

/// What a vendor sends: the song around the range from `from` ms to `to` ms, other music inside of it.
fn fragment(song_samples: &[f32], from: usize, to: usize, level_db: f32) -> Vec<f32> {
    let gain = 10f32.powf(level_db / 20.0);
    let other = song(20, 77);
    let inside = 5000 * 96..9000 * 96;
    let sample = |i: usize| if inside.contains(&i) { other[i] } else { song_samples[i] };
    (from * 96..to * 96).map(|i| sample(i) * gain).collect()
}

fn find(original: &[f32], fragment: Vec<f32>, range: Range) -> Seam {
    let mut original = Pcm::new(RATE, original.to_vec()).reader();
    align(&mut original, &mut Pcm::new(RATE, fragment).reader(), range).unwrap()
}

#[test]
fn context_shifted_by_up_to_120_ms_is_found_to_the_sample() {
    let song = song(14, 1);
    for shift in [-120i32, -77, -3, 0, 1, 58, 120] {
        let from = usize::try_from(3000 + shift).unwrap();
        let seam = find(&song, fragment(&song, from, 11_000, 0.0), range());
        assert_eq!(seam.offset_frames, (3000 + shift) * 48, "{shift} ms");
        assert_eq!(seam.quality, SeamQuality::Smooth, "{shift} ms");
        assert_eq!(seam.gain_db, 0.0, "{shift} ms");
    }
}

#[test]
fn another_level_is_measured_and_limited() {
    let song = song(14, 2);
    for (level, gain) in [(-2.5, 2.5), (2.0, -2.0), (-9.0, 3.0), (9.0, -3.0)] {
        let seam = find(&song, fragment(&song, 3040, 11_020, level), range());
        assert!((seam.gain_db - gain).abs() < 0.05, "{level}: {}", seam.gain_db);
        assert_eq!((seam.offset_frames, seam.quality), (3040 * 48, SeamQuality::Smooth));
    }
}

#[test]
fn strange_music_is_placed_by_time() {
    let (original, stranger) = (song(14, 3), song(14, 4));
    let seam = find(&original, stranger[3000 * 96..11_000 * 96].to_vec(), range());
    assert_eq!((seam.quality, seam.offset_frames), (SeamQuality::Hard, 3000 * 48));
    assert!(seam.head_correlation.abs() < 0.5 && seam.tail_correlation.abs() < 0.5);
}

#[test]
fn a_retouched_context_is_audible_not_hard() {
    let (original, other) = (song(14, 5), song(14, 6));
    let touched: Vec<f32> = original.iter().zip(&other).map(|(a, b)| a + 0.9 * b).collect();
    let seam = find(&original, fragment(&touched, 3090, 11_000, 0.0), range());
    assert_eq!((seam.quality, seam.offset_frames), (SeamQuality::Audible, 3090 * 48));
}

#[test]
fn one_silent_side_leaves_the_other_to_decide() {
    let mut original = song(14, 7);
    original[9000 * 96..].fill(0.0);
    let seam = find(&original, fragment(&original, 2950, 11_000, 0.0), range());
    assert_eq!((seam.quality, seam.offset_frames), (SeamQuality::Smooth, 2950 * 48));
    assert_eq!(seam.tail_correlation, 0.0);
}

#[test]
fn half_silent_context_does_not_mislead() {
    let mut original = song(14, 8);
    original[..4200 * 96].fill(0.0);
    original[9300 * 96..].fill(0.0);
    let seam = find(&original, fragment(&original, 3110, 11_000, 0.0), range());
    assert_eq!((seam.quality, seam.offset_frames), (SeamQuality::Smooth, 3110 * 48));
}

#[test]
fn silence_joins_silence_by_time() {
    let original = vec![0.0; 14_000 * 96];
    let seam = find(&original, vec![0.0; 8000 * 96], range());
    assert_eq!((seam.quality, seam.offset_frames, seam.gain_db), (SeamQuality::Smooth, 3000 * 48, 0.0));
}

#[test]
fn ranges_at_the_ends_of_the_song_have_one_sided_context() {
    let original = song(14, 9);
    let early = Range::new(Millis(0), Millis(4000)).unwrap();
    let mut sent = song(4, 50);
    sent.extend_from_slice(&original[4000 * 96..6000 * 96]);
    let seam = find(&original, sent, early);
    assert_eq!((seam.offset_frames, seam.quality), (0, SeamQuality::Smooth));

    let late = Range::new(Millis(10_000), Millis(14_000)).unwrap();
    let mut sent = original[7940 * 96..10_000 * 96].to_vec();
    sent.extend(song(4, 51));
    let seam = find(&original, sent, late);
    assert_eq!((seam.offset_frames, seam.quality), (7940 * 48, SeamQuality::Smooth));
}

#[test]
fn a_fragment_without_context_is_placed_at_the_range() {
    let original = song(14, 10);
    let seam = find(&original, song(4, 52), range());
    assert_eq!(seam.offset_frames, 5000 * 48);
}

#[test]
fn an_empty_fragment_and_another_rate_are_refused() {
    let mut original = Pcm::new(RATE, song(10, 11)).reader();
    let empty = align(&mut original, &mut Pcm::new(RATE, Vec::new()).reader(), range());
    assert_eq!(empty.err().map(|e| e.code()), Some("empty"));
    let other = align(&mut original, &mut Pcm::new(44_100, song(8, 1)).reader(), range());
    assert_eq!(other.err().map(|e| e.code()), Some("unsupported"));
}

#[test]
fn fragments_encoded_on_their_own_are_placed_within_a_millisecond() {
    let folder = tempfile::tempdir().unwrap();
    let decoded = |name: &str, samples: &[f32], kbps: u32| {
        let path = folder.path().join(name);
        std::fs::write(&path, crate::encode_mp3(samples, RATE, kbps).unwrap()).unwrap();
        crate::decode_all(&path).unwrap().samples.to_vec()
    };
    let original = song(14, 12);
    let heard = decoded("song.mp3", &original, 192);
    for (number, (from, level)) in [(2880, 2.0), (3017, 0.0), (3120, -2.0)].into_iter().enumerate() {
        let sent = decoded(&format!("{number}.mp3"), &fragment(&original, from, 11_000, level), 128);
        let seam = find(&heard, sent, range());
        let wrong = seam.offset_frames - i32::try_from(from * 48).unwrap();
        assert!(wrong.abs() <= 4, "{wrong} frames");
        assert_eq!(seam.quality, SeamQuality::Smooth, "{} {}", seam.head_correlation, seam.tail_correlation);
        assert!((seam.gain_db + level).abs() < 0.3, "{}", seam.gain_db);
    }
}
