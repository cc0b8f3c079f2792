//! What leads from one section to the next: risers, reverse cymbals, impacts, wind.

use super::filter::{Noise, Svf};
use super::tables::{read, sine_table, wrap};
use super::{Frame, gate};
use crate::composer::RATE;

/// Which effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SweepKind {
    /// Noise that rises in pitch and level and stops dead.
    Riser,
    /// A cymbal backwards.
    Reverse,
    /// A deep thump with a cloud of noise.
    Impact,
    /// Air, far away.
    Wind,
}

/// An effect of a length.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sweep {
    pub(crate) kind: SweepKind,
    pub(crate) frames: usize,
    pub(crate) vel: f32,
}

impl Sweep {
    /// Renders into a buffer of its length.
    pub(crate) fn render(&self, out: &mut [Frame]) {
        match self.kind {
            SweepKind::Riser => self.noise(out, |p| (500.0 + 6500.0 * p * p, 1.6, p * p * 0.8)),
            SweepKind::Reverse => self.noise(out, |p| (7500.0 - 1500.0 * p, 0.6, p.powi(4))),
            SweepKind::Wind => self.noise(out, |p| {
                let wave = (p * 17.0).sin();
                (650.0 + 250.0 * wave, 2.2, (p * 3.1).sin().max(0.0) * (0.6 + 0.3 * wave))
            }),
            SweepKind::Impact => self.impact(out),
        }
    }

    /// Two sides of noise through a moving filter; `shape` answers Hz, resonance and level at `0.0..1.0`.
    fn noise(&self, out: &mut [Frame], shape: impl Fn(f32) -> (f32, f32, f32)) {
        let mut sides = [(Noise::new(11), Svf::new(1000.0, 1.0)), (Noise::new(12), Svf::new(1000.0, 1.0))];
        let total = out.len().max(1);
        let end = total.saturating_sub(1_200);
        for (tick, block) in out.chunks_mut(32).enumerate() {
            let at = tick * 32;
            let (hz, q, level) = shape(at as f32 / total as f32);
            for (_, filter) in &mut sides {
                filter.tune(hz, q);
            }
            for (i, frame) in block.iter_mut().enumerate() {
                let fade = level * self.vel * gate(at + i, 2_000.0, end, 1_100.0);
                for (side, (noise, filter)) in sides.iter_mut().enumerate() {
                    frame[side] = filter.band(noise.tick()) * fade;
                }
            }
        }
    }

    fn impact(&self, out: &mut [Frame]) {
        let mut noise = Noise::new(13);
        let mut dark = Svf::new(900.0, 0.7);
        let mut phase = 0.0;
        let end = out.len().saturating_sub(4_800);
        for (i, frame) in out.iter_mut().enumerate() {
            let t = i as f32 / RATE as f32;
            let fall = 1.0 / (1.0 + 9.0 * t);
            phase = wrap(phase + (36.0 + 45.0 * fall * fall) / RATE as f32);
            let cloud = dark.low(noise.tick()) * fall * fall * 0.5;
            let x = (read(sine_table(), phase) * fall + cloud) * self.vel * gate(i, 120.0, end, 4_800.0);
            *frame = [x, x];
        }
    }
}
