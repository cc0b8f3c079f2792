//! Filters and noise. Coefficients are set at control rate, samples run without branches.

use std::f32::consts::{PI, TAU};

use crate::composer::RATE;

/// Keeps feedback loops out of denormal numbers, far below hearing.
pub(crate) const QUIET: f32 = 1e-18;

/// A state variable filter: low, band and high pass at once.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Svf {
    a1: f32,
    a2: f32,
    a3: f32,
    damping: f32,
    s1: f32,
    s2: f32,
}

impl Svf {
    pub(crate) fn new(hz: f32, q: f32) -> Self {
        let mut filter = Self::default();
        filter.tune(hz, q);
        filter
    }

    /// Corner in Hz and resonance (0.7 is flat).
    pub(crate) fn tune(&mut self, hz: f32, q: f32) {
        let g = (PI * (hz / RATE as f32).clamp(0.0003, 0.45)).tan();
        self.damping = 1.0 / q;
        self.a1 = 1.0 / (1.0 + g * (g + self.damping));
        self.a2 = g * self.a1;
        self.a3 = g * self.a2;
    }

    /// Low, band, high.
    #[inline(always)]
    pub(crate) fn all(&mut self, x: f32) -> (f32, f32, f32) {
        let v3 = x + QUIET - self.s2;
        let v1 = self.a1 * self.s1 + self.a2 * v3;
        let v2 = self.s2 + self.a2 * self.s1 + self.a3 * v3;
        self.s1 = 2.0 * v1 - self.s1;
        self.s2 = 2.0 * v2 - self.s2;
        (v2, v1 * self.damping, x - self.damping * v1 - v2)
    }

    #[inline(always)]
    pub(crate) fn low(&mut self, x: f32) -> f32 {
        self.all(x).0
    }

    #[inline(always)]
    pub(crate) fn band(&mut self, x: f32) -> f32 {
        self.all(x).1
    }

    #[inline(always)]
    pub(crate) fn high(&mut self, x: f32) -> f32 {
        self.all(x).2
    }
}

/// A formant: a two-pole resonator with unit gain at 0 Hz.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Resonator {
    a: f32,
    b: f32,
    c: f32,
    y1: f32,
    y2: f32,
}

impl Resonator {
    /// Centre and width in Hz.
    pub(crate) fn tune(&mut self, hz: f32, width: f32) {
        let radius = (-PI * width / RATE as f32).exp();
        self.c = -radius * radius;
        self.b = 2.0 * radius * (TAU * hz / RATE as f32).cos();
        self.a = 1.0 - self.b - self.c;
    }

    #[inline(always)]
    pub(crate) fn tick(&mut self, x: f32) -> f32 {
        let y = self.a * x + self.b * self.y1 + self.c * self.y2 + QUIET;
        self.y2 = self.y1;
        self.y1 = y;
        y
    }
}

/// The gain of a resonator at a frequency, for level matching.
pub(crate) fn resonance(at: f32, hz: f32, width: f32) -> f32 {
    let (f, h, b) = (at * at, hz * hz, at * width);
    h / ((h - f).powi(2) + b * b).sqrt().max(1.0)
}

/// A one-pole low pass.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct OnePole {
    k: f32,
    y: f32,
}

impl OnePole {
    pub(crate) fn new(hz: f32) -> Self {
        Self { k: 1.0 - (-TAU * hz / RATE as f32).exp(), y: 0.0 }
    }

    /// How much of each new value passes, for whoever keeps many of these side by side.
    pub(crate) fn share(&self) -> f32 {
        self.k
    }

    #[inline(always)]
    pub(crate) fn low(&mut self, x: f32) -> f32 {
        self.y += self.k * (x + QUIET - self.y);
        self.y
    }
}

/// White noise, +-1.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Noise(u32);

impl Noise {
    pub(crate) fn new(seed: u64) -> Self {
        Self((crate::composer::rng::scramble(seed) as u32) | 1)
    }

    #[inline(always)]
    pub(crate) fn tick(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 as i32 as f32 * (1.0 / 2_147_483_648.0)
    }
}

/// The factor per sample that falls by 60 dB in a time.
pub(crate) fn decay(seconds: f32) -> f32 {
    (-6.907_755 / (seconds.max(0.001) * RATE as f32)).exp()
}

/// The share of the way to a target made per step of `frames`, for a time constant in seconds.
pub(crate) fn approach(seconds: f32, frames: usize) -> f32 {
    1.0 - (-(frames as f32) / (seconds.max(1e-5) * RATE as f32)).exp()
}

/// MIDI note number to Hz.
pub(crate) fn hertz(midi: f32) -> f32 {
    440.0 * ((midi - 69.0) / 12.0).exp2()
}

/// Decibels to a factor.
pub(crate) fn factor(db: f32) -> f32 {
    10f32.powf(db / 20.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_low_pass_passes_low_and_stops_high() {
        let gain = |hz: f32| {
            let mut filter = Svf::new(1000.0, 0.7);
            (0..9600)
                .map(|i| filter.low((i as f32 * hz * TAU / 48_000.0).sin()).abs())
                .skip(4800)
                .fold(0.0, f32::max)
        };
        assert!(gain(100.0) > 0.95);
        assert!(gain(8000.0) < 0.03);
    }

    #[test]
    fn a_resonator_rings_at_its_centre() {
        assert!(resonance(500.0, 500.0, 60.0) > 8.0);
        assert!((resonance(1.0, 500.0, 60.0) - 1.0).abs() < 0.01);
    }

    #[test]
    fn decay_reaches_minus_sixty() {
        assert!((decay(0.5).powf(24_000.0) - 0.001).abs() < 1e-4);
    }
}
