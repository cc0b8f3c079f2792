//! The key: how strongly each of the twelve tones sounds, against what keys are known to hold.

use std::f32::consts::TAU;

use crate::RATE;

/// Every which sample is looked at: 8 kHz suffices for the tones that are measured.
const COARSE: usize = 6;
/// Samples of a window at that rate: half a second.
const WINDOW: usize = 4_000;
/// Tones that are measured, MIDI.
const LOWEST: i32 = 45;
const HIGHEST: i32 = 81;

/// How much the tones of a key are heard, from its tonic up: tonic, fifth and third most, strangers not at all.
const MAJOR: [f32; 12] = [5.0, 0.0, 3.2, 0.0, 4.2, 3.6, 0.0, 4.5, 0.0, 3.4, 0.0, 2.8];
const MINOR: [f32; 12] = [5.0, 0.0, 3.0, 4.2, 0.0, 3.6, 0.0, 4.5, 3.2, 0.0, 3.2, 0.0];

/// The pitch class of the tonic, and whether the key is minor.
pub(super) fn key(mono: &[f32]) -> (i32, bool) {
    let tones = tones(mono);
    let fits = (0..12).flat_map(|tonic| {
        [(tonic, false, fit(&tones, &MAJOR, tonic)), (tonic, true, fit(&tones, &MINOR, tonic))]
    });
    let best = fits.fold((0, false, f32::MIN), |best, next| if next.2 > best.2 { next } else { best });
    (best.0, best.1)
}

/// How strongly each pitch class sounds.
fn tones(mono: &[f32]) -> [f32; 12] {
    let coarse: Vec<f32> =
        mono.chunks_exact(COARSE).map(|chunk| chunk.iter().sum::<f32>() / COARSE as f32).collect();
    let mut sum = [0.0; 12];
    for window in coarse.chunks_exact(WINDOW) {
        for midi in LOWEST..HIGHEST {
            sum[midi.rem_euclid(12) as usize] += strength(window, midi).sqrt();
        }
    }
    sum
}

/// The power of one tone in a window (Goertzel's algorithm).
fn strength(window: &[f32], midi: i32) -> f32 {
    let hz = 440.0 * ((midi - 69) as f32 / 12.0).exp2();
    let turn = 2.0 * (TAU * hz * COARSE as f32 / RATE as f32).cos();
    let (mut one, mut two) = (0.0f32, 0.0f32);
    for (index, value) in window.iter().enumerate() {
        let along = index as f32 / window.len() as f32;
        let next = value * 4.0 * along * (1.0 - along) + turn * one - two;
        (two, one) = (one, next);
    }
    (one * one + two * two - turn * one * two).max(0.0)
}

/// The correlation of what sounds with a key.
fn fit(tones: &[f32; 12], profile: &[f32; 12], tonic: i32) -> f32 {
    let mean = |list: &[f32; 12]| list.iter().sum::<f32>() / 12.0;
    let (tones_mean, profile_mean) = (mean(tones), mean(profile));
    let pairs = (0..12).map(|step| {
        let tone = tones[(tonic + step).rem_euclid(12) as usize] - tones_mean;
        (tone, profile[step as usize] - profile_mean)
    });
    let (product, power) =
        pairs.fold((0.0, 1e-9), |(product, power), (a, b)| (product + a * b, power + a * a));
    product / power.sqrt()
}
