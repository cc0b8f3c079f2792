//! Drums and percussion, synthesised once per kit and then played back at the level of each hit.

use std::sync::OnceLock;

use super::filter::{Noise, Svf, decay};
use super::tables::{read, sine_table, square, wrap};
use super::{Frame, panned};
use crate::composer::RATE;

/// What is hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    Kick,
    Snare,
    Rim,
    Hat,
    OpenHat,
    Ride,
    Crash,
    HighTom,
    MidTom,
    LowTom,
    Shaker,
    Tambourine,
    Clap,
    Conga,
}

const PIECES: [Piece; 14] = [
    Piece::Kick,
    Piece::Snare,
    Piece::Rim,
    Piece::Hat,
    Piece::OpenHat,
    Piece::Ride,
    Piece::Crash,
    Piece::HighTom,
    Piece::MidTom,
    Piece::LowTom,
    Piece::Shaker,
    Piece::Tambourine,
    Piece::Clap,
    Piece::Conga,
];
/// No two hits in a row are the same recording.
const VARIANTS: usize = 3;

/// The character of a drum set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KitKind {
    /// Tight studio set.
    Studio,
    /// Big and ringing.
    Room,
    /// Drum machine.
    Machine,
    /// Soft, brushed.
    Soft,
}

/// A hit on a piece of a kit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hit {
    pub(crate) piece: Piece,
    pub(crate) kit: KitKind,
    pub(crate) vel: f32,
    pub(crate) variant: usize,
}

impl Hit {
    fn samples(&self) -> &'static [f32] {
        let kit = kit(self.kit);
        &kit[self.piece as usize * VARIANTS + self.variant % VARIANTS]
    }

    /// Its length in frames.
    pub(crate) fn frames(&self) -> usize {
        self.samples().len()
    }

    /// Plays the piece at its place.
    pub(crate) fn render(&self, out: &mut [Frame]) {
        let (left, right) = panned(place(self.piece));
        for (frame, value) in out.iter_mut().zip(self.samples()) {
            *frame = [value * left * self.vel, value * right * self.vel];
        }
    }
}

/// Where a piece stands, as the audience sees it.
fn place(piece: Piece) -> f32 {
    match piece {
        Piece::Kick | Piece::Snare | Piece::Clap => 0.0,
        Piece::Rim => -0.1,
        Piece::Hat | Piece::OpenHat => 0.32,
        Piece::Ride => -0.4,
        Piece::Crash => -0.3,
        Piece::HighTom => 0.3,
        Piece::MidTom => -0.05,
        Piece::LowTom => -0.4,
        Piece::Shaker => 0.5,
        Piece::Tambourine => -0.5,
        Piece::Conga => 0.35,
    }
}

type Kit = Vec<Vec<f32>>;

fn kit(kind: KitKind) -> &'static Kit {
    static KITS: [OnceLock<Kit>; 4] = [const { OnceLock::new() }; 4];
    KITS[kind as usize].get_or_init(|| {
        let pairs = PIECES.iter().flat_map(|piece| (0..VARIANTS).map(move |variant| (*piece, variant)));
        pairs.map(|(piece, variant)| finish(make(kind, piece, variant as f32))).collect()
    })
}

/// Starts and ends at zero.
fn finish(mut samples: Vec<f32>) -> Vec<f32> {
    let length = samples.len();
    for (i, value) in samples.iter_mut().enumerate() {
        let left = (length - 1 - i) as f32 / 1_000.0;
        *value *= (i as f32 / 24.0).min(1.0) * left.min(1.0);
    }
    samples
}

fn make(kind: KitKind, piece: Piece, variant: f32) -> Vec<f32> {
    let soft = kind == KitKind::Soft;
    let long = if kind == KitKind::Room { 1.5 } else { 1.0 };
    match piece {
        Piece::Kick => kick(kind, variant),
        Piece::Snare => snare(kind, variant, long),
        Piece::Rim => rim(variant),
        Piece::Hat => metal(0.06 + 0.008 * variant, 7800.0, 0.30, variant),
        Piece::OpenHat => metal(0.38, 7200.0, 0.30, variant),
        Piece::Ride => metal(1.3, 5600.0, 0.16, variant),
        Piece::Crash => crash(variant, if soft { 0.5 } else { 1.0 }),
        Piece::HighTom => tom(170.0, variant, long),
        Piece::MidTom => tom(125.0, variant, long),
        Piece::LowTom => tom(88.0, variant, long),
        Piece::Shaker => burst(0.07, 7000.0, 0.9, 0.25, 900.0, variant),
        Piece::Tambourine => metal(0.16, 8200.0, 0.34, variant + 5.0),
        Piece::Clap => clap(variant),
        Piece::Conga => tom(205.0, variant, 0.7),
    }
}

fn buffer(seconds: f32) -> Vec<f32> {
    vec![0.0; (seconds * RATE as f32) as usize]
}

/// A sine that falls in pitch and level; the body of every skin.
fn skin(out: &mut [f32], hz: f32, drop: f32, drop_s: f32, ring_s: f32, level: f32) {
    let sine = sine_table();
    let (mut phase, mut bend, mut loud) = (0.0, drop, level);
    let (bend_fall, loud_fall) = (decay(drop_s), decay(ring_s));
    for value in out {
        phase = wrap(phase + (hz + bend) / RATE as f32);
        bend *= bend_fall;
        loud *= loud_fall;
        *value += read(sine, phase) * loud;
    }
}

/// Filtered noise that falls in level.
fn hiss(out: &mut [f32], hz: f32, q: f32, ring_s: f32, level: f32, seed: f32) {
    let mut noise = Noise::new(u64::from((seed * 97.0 + hz) as u32));
    let mut filter = Svf::new(hz, q);
    let (mut loud, fall) = (level, decay(ring_s));
    for value in out {
        loud *= fall;
        *value += filter.band(noise.tick()) * loud;
    }
}

fn kick(kind: KitKind, variant: f32) -> Vec<f32> {
    let (hz, drop, ring, click) = match kind {
        KitKind::Studio => (52.0, 170.0, 0.36, 0.30),
        KitKind::Room => (56.0, 150.0, 0.42, 0.38),
        KitKind::Machine => (47.0, 240.0, 0.55, 0.22),
        KitKind::Soft => (58.0, 70.0, 0.30, 0.10),
    };
    let mut out = buffer(ring + 0.1);
    skin(&mut out, hz, drop + 4.0 * variant, 0.09, ring, 0.95);
    hiss(&mut out, 2600.0, 0.8, 0.018, click, variant);
    out
}

fn snare(kind: KitKind, variant: f32, long: f32) -> Vec<f32> {
    let mut out = buffer(0.34 * long);
    let (body, rattle, ring) = match kind {
        KitKind::Studio => (0.50, 0.62, 0.20),
        KitKind::Room => (0.55, 0.62, 0.26),
        KitKind::Machine => (0.36, 0.66, 0.20),
        KitKind::Soft => (0.16, 0.34, 0.24),
    };
    skin(&mut out, 188.0 + 2.0 * variant, 60.0, 0.04, 0.16, body);
    skin(&mut out, 331.0, 30.0, 0.03, 0.10, body * 0.5);
    hiss(&mut out, 4200.0, 0.5, ring * long, rattle, variant);
    hiss(&mut out, 1800.0, 0.6, 0.09, rattle * 0.5, variant + 9.0);
    out
}

fn rim(variant: f32) -> Vec<f32> {
    let mut out = buffer(0.09);
    skin(&mut out, 1680.0 + 20.0 * variant, 0.0, 0.01, 0.035, 0.40);
    skin(&mut out, 640.0, 0.0, 0.01, 0.05, 0.30);
    hiss(&mut out, 3800.0, 0.9, 0.02, 0.20, variant);
    out
}

fn tom(hz: f32, variant: f32, long: f32) -> Vec<f32> {
    let mut out = buffer(0.45 * long);
    skin(&mut out, hz + variant, hz * 0.5, 0.08, 0.40 * long, 0.75);
    hiss(&mut out, 1800.0, 0.7, 0.05, 0.22, variant);
    out
}

/// Six squares that have nothing to do with each other, and noise, above a corner.
fn metal(ring_s: f32, hz: f32, level: f32, variant: f32) -> Vec<f32> {
    let mut out = buffer(ring_s * 1.1);
    let mut filter = Svf::new(hz, 0.8);
    let mut noise = Noise::new(u64::from((variant * 31.0 + ring_s * 1000.0) as u32));
    let tones = [1.0, 1.342, 1.2312, 1.6532, 1.9523, 2.1523].map(|ratio| 3170.0 * ratio / RATE as f32);
    let mut phases = [0.0, 0.2, 0.4, 0.6, 0.8, 0.1];
    let table = square().at(5000.0);
    let (mut loud, fall) = (level, decay(ring_s));
    for value in &mut out {
        let mut x = noise.tick() * 2.2;
        for (phase, step) in phases.iter_mut().zip(tones) {
            *phase = wrap(*phase + step);
            x += 0.22 * read(table, *phase);
        }
        loud *= fall;
        *value = filter.high(x) * loud * 0.55;
    }
    out
}

fn crash(variant: f32, level: f32) -> Vec<f32> {
    let mut out = metal(1.9, 4200.0, 0.30 * level, variant);
    hiss(&mut out, 3500.0, 0.5, 1.1, 0.28 * level, variant);
    out
}

/// Noise that swells and dies, as grains in a shaker do.
fn burst(ring_s: f32, hz: f32, q: f32, level: f32, attack: f32, variant: f32) -> Vec<f32> {
    let mut out = buffer(ring_s + 0.06);
    hiss(&mut out, hz, q, ring_s, level * 2.2, variant);
    for (i, value) in out.iter_mut().enumerate() {
        *value *= (i as f32 / attack).min(1.0);
    }
    out
}

fn clap(variant: f32) -> Vec<f32> {
    let mut out = buffer(0.30);
    for (index, at) in [0.0, 0.011, 0.021, 0.033].iter().enumerate() {
        let from = (at * RATE as f32) as usize;
        let ring = if index == 3 { 0.20 } else { 0.018 };
        hiss(&mut out[from..], 1500.0, 1.1, ring, 0.55, variant + index as f32);
    }
    out
}
