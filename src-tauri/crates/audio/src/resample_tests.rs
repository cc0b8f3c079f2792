//! The resampler against what it should give: pure tones, at any pair of rates, in blocks of any size.

use super::*;
use crate::testing::{Dice, snr_db, song};

fn tone(rate: u32, hertz: f64, seconds: f64) -> Vec<f32> {
    let step = std::f64::consts::TAU * hertz / f64::from(rate);
    let frames = (f64::from(rate) * seconds) as u32;
    (0..frames).flat_map(|n| [(step * f64::from(n)).sin() as f32 * 0.5; 2]).collect()
}

/// Leaves out the ends, where a tone that begins at once has no clean spectrum.
fn middle(samples: &[f32]) -> &[f32] {
    &samples[samples.len() / 4 / 2 * 2..samples.len() * 3 / 4]
}

/// How loud the tone came out, and what is beside it, in decibels.
fn level_and_snr(expected: &[f32], heard: &[f32]) -> (f64, f64) {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| f64::from(*x) * f64::from(*y)).sum::<f64>();
    let level = dot(expected, heard) / dot(expected, expected);
    let levelled: Vec<f32> = heard.iter().map(|x| (f64::from(*x) / level) as f32).collect();
    (level, snr_db(expected, &levelled))
}

#[test]
fn tones_come_out_at_120_db_and_in_place() {
    for (from, to) in [(44_100, 48_000), (48_000, 44_100), (48_000, 96_000), (96_000, 44_100)] {
        for hertz in [100.0, 997.0, 5_000.0, 10_000.0, 18_000.0, 20_000.0] {
            let mut reader = Pcm::new(from, tone(from, hertz, 0.5)).reader();
            let heard = convert(&mut reader, to).unwrap();
            let expected = tone(to, hertz, 0.5);
            assert_eq!(heard.samples.len(), expected.len());
            let (level, snr) = level_and_snr(middle(&expected), middle(&heard.samples));
            assert!(snr > 120.0, "{from} to {to}, {hertz} Hz: {snr:.1} dB");
            assert!((level - 1.0).abs() < 1e-4, "{from} to {to}, {hertz} Hz: level {level}");
        }
    }
}

#[test]
fn what_the_new_rate_cannot_hold_is_gone() {
    let heard = convert(&mut Pcm::new(48_000, tone(48_000, 23_000.0, 0.5)).reader(), 44_100).unwrap();
    let loudest = middle(&heard.samples).iter().fold(0.0_f32, |peak, x| peak.max(x.abs()));
    let db = 20.0 * f64::from(loudest / 0.5).log10();
    assert!(db < -110.0, "{db:.1} dBFS");
}

#[test]
fn odd_pairs_of_rates_are_aligned_too() {
    for (from, to) in
        [(192_000, 44_100), (44_100, 192_000), (22_050, 48_000), (11_025, 44_100), (8_000, 48_000)]
    {
        let heard = convert(&mut Pcm::new(from, tone(from, 440.0, 1.0)).reader(), to).unwrap();
        let snr = snr_db(middle(&tone(to, 440.0, 1.0)), middle(&heard.samples));
        assert!(snr > 110.0, "{from} to {to}: {snr:.1} dB");
    }
}

#[test]
fn the_same_rate_passes_untouched() {
    let samples = song(44_100, 5_000);
    assert_eq!(
        convert(&mut Pcm::new(44_100, samples.clone()).reader(), 44_100).unwrap().samples[..],
        samples
    );
}

#[test]
fn jumps_equal_reading_in_order() {
    let pcm = Pcm::new(44_100, song(44_100, 30_000));
    let whole = convert(&mut pcm.reader(), 48_000).unwrap();
    let mut reader = ResampledReader::new(pcm.reader(), 48_000).unwrap();
    let (mut dice, mut out) = (Dice(3), vec![0.0; 2 * 900]);
    for _ in 0..50 {
        let frame = dice.below(whole.frames());
        let count = reader.read(frame, &mut out).unwrap() * 2;
        let from = frame as usize * 2;
        assert!(out[..count] == whole.samples[from..from + count], "frame {frame}");
    }
}

#[test]
fn a_stream_in_pieces_equals_the_whole_and_needs_no_more_room_than_told() {
    let samples = song(48_000, 20_000);
    let mut whole = Vec::new();
    BusResampler::new(48_000, 44_100).unwrap().process(&samples, &mut whole).unwrap();
    let mut bus = BusResampler::new(48_000, 44_100).unwrap();
    let (mut dice, mut rest, mut pieces) = (Dice(9), &samples[..], Vec::new());
    let mut out = Vec::with_capacity(bus.room(700));
    let room = out.capacity();
    while !rest.is_empty() {
        let count = (dice.below(700) as usize * 2).min(rest.len());
        bus.process(&rest[..count], &mut out).unwrap();
        assert_eq!(out.capacity(), room);
        pieces.append(&mut out);
        rest = &rest[count..];
    }
    assert!(pieces == whole);
}

#[test]
fn after_a_reset_nothing_of_before_is_heard() {
    let samples = song(44_100, 8_000);
    let mut bus = BusResampler::new(44_100, 48_000).unwrap();
    let (mut fresh, mut again) = (Vec::new(), Vec::new());
    bus.process(&samples, &mut fresh).unwrap();
    bus.reset();
    bus.process(&samples, &mut again).unwrap();
    assert!(fresh == again);
}

#[test]
fn a_rate_of_zero_is_refused() {
    assert!(BusResampler::new(0, 48_000).is_err() && BusResampler::new(0, 0).is_err());
}
