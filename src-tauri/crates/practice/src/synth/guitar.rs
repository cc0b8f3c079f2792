//! Plucked strings: noise running round a delay line (Karplus and Strong), strummed, through a wooden body or,
//! with drive, through an amplifier.

use super::filter::{Noise, OnePole, Svf, decay, hertz};
use super::{Frame, panned};
use crate::composer::RATE;
use crate::composer::rng::scramble;

/// A chord on a guitar.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Strum {
    /// MIDI note and delay in frames of each string.
    pub(crate) strings: Vec<(f32, usize)>,
    pub(crate) frames: usize,
    pub(crate) vel: f32,
    pub(crate) pan: f32,
    /// 0 is acoustic; above that an amplifier distorts.
    pub(crate) drive: f32,
    pub(crate) color: f32,
    pub(crate) seed: u64,
}

impl Strum {
    /// Renders the chord, then the body or the amplifier.
    pub(crate) fn render(&self, out: &mut [Frame]) {
        let mut mono = vec![0.0f32; out.len()];
        for (index, (midi, delay)) in self.strings.iter().enumerate() {
            let seed = scramble(self.seed ^ (index as u64) << 32);
            if let Some(rest) = mono.get_mut(*delay..) {
                pluck(*midi, self.color, seed, rest);
            }
        }
        if self.drive > 0.0 {
            self.amplifier(&mut mono)
        } else {
            body(&mut mono)
        }
        let (left, right) = panned(self.pan);
        for (i, (frame, value)) in out.iter_mut().zip(&mono).enumerate() {
            let damped = if i < self.frames {
                1.0
            } else {
                (1.0 - (i - self.frames) as f32 / 9_600.0).max(0.0).powi(2)
            };
            *frame = [value * left * self.vel * damped, value * right * self.vel * damped];
        }
    }

    fn amplifier(&self, mono: &mut [f32]) {
        let mut tight = Svf::new(130.0, 0.7);
        let (mut cabinet, mut second) = (Svf::new(3400.0, 0.8), Svf::new(4200.0, 0.6));
        let push = 2.0 + 10.0 * self.drive;
        for value in mono.iter_mut() {
            let x = tight.high(*value) * push;
            let x = x / (1.0 + x.abs());
            *value = 0.62 * second.low(cabinet.low(x));
        }
    }
}

/// A string of a pitch into a buffer that may hold other strings already.
fn pluck(midi: f32, color: f32, seed: u64, out: &mut [f32]) {
    let period = RATE as f32 / hertz(midi);
    let whole = (period - 0.5).floor().max(8.0);
    let part = period - 0.5 - whole;
    let tune = (1.0 - part) / (1.0 + part);
    let mut line = excitation(whole as usize, color, seed);
    let keep = decay((4.2 - midi * 0.03).max(1.0)).powf(period);
    let (mut place, mut last, mut old_in, mut old_out) = (0, 0.0, 0.0, 0.0);
    for value in out {
        let x = line[place];
        let damped = keep * 0.5 * (x + last);
        last = x;
        let tuned = tune * (damped - old_out) + old_in;
        old_in = damped;
        old_out = tuned + super::filter::QUIET;
        line[place] = old_out;
        place = if place + 1 == line.len() { 0 } else { place + 1 };
        *value += x;
    }
}

/// A burst of noise, softened by the finger and hollowed by where the string is plucked.
fn excitation(length: usize, color: f32, seed: u64) -> Vec<f32> {
    let mut noise = Noise::new(seed);
    let mut soft = OnePole::new(1800.0 + 5000.0 * color);
    let raw: Vec<f32> = (0..length).map(|_| soft.low(noise.tick())).collect();
    let shift = (length / 6).max(1);
    let mut burst: Vec<f32> =
        (0..length).map(|i| raw[i] - 0.9 * raw[(i + length - shift) % length]).collect();
    let mean = burst.iter().sum::<f32>() / length as f32;
    let power = (burst.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / length as f32).sqrt().max(1e-4);
    for value in &mut burst {
        *value = (*value - mean) * 0.28 / power;
    }
    burst
}

/// Two resonances of a wooden box, and less of the very top.
fn body(mono: &mut [f32]) {
    let (mut air, mut wood) = (Svf::new(110.0, 1.6), Svf::new(230.0, 1.8));
    let (mut top, mut bottom) = (OnePole::new(7000.0), Svf::new(80.0, 0.7));
    for value in mono.iter_mut() {
        let x = *value;
        *value = bottom.high(top.low(0.8 * x + 0.35 * air.band(x) + 0.4 * wood.band(x)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_in_tune() {
        let mut out = vec![0.0; 24_000];
        pluck(57.0, 0.5, 3, &mut out);
        let held = &out[4_800..14_400];
        let alike = |lag: usize| held.iter().zip(&out[4_800 + lag..]).map(|(a, b)| a * b).sum::<f32>();
        let best = (200..240).max_by(|a, b| alike(*a).total_cmp(&alike(*b))).unwrap();
        assert!((217..=219).contains(&best), "{best}");
    }
}
