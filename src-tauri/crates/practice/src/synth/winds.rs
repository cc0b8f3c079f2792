//! Long tones: strings, synth pad, brass, flute.

use super::filter::{Noise, OnePole, Svf, hertz};
use super::tables::{read, saw, sine_table, wrap};
use super::{Frame, Tone, gate, panned};
use crate::composer::RATE;

const TICK: usize = 32;

/// Several players a little apart in pitch and place.
fn ensemble(tone: &Tone, out: &mut [Frame], spread: f32, attack: f32, release: f32, bright: f32) {
    let hz = hertz(tone.midi);
    let table = saw().at(hz * 1.01);
    let sine = sine_table();
    let mut phases = [0.0, 0.37, 0.71, 0.13];
    let mut sway = [0.0, 0.3, 0.55, 0.8];
    let (mut left_filter, mut right_filter) = (Svf::new(bright, 0.7), Svf::new(bright, 0.7));
    let (left, right) = panned(tone.pan);
    for (tick, block) in out.chunks_mut(TICK).enumerate() {
        let at = tick * TICK;
        let mut steps = [0.0; 4];
        for (n, step) in steps.iter_mut().enumerate() {
            sway[n] = wrap(sway[n] + (4.7 + 0.35 * n as f32) * TICK as f32 / RATE as f32);
            let cents = [-1.0, -0.33, 0.4, 1.0][n] * spread + 4.0 * read(sine, sway[n]);
            *step = hz * (1.0 + cents * 0.000_578) / RATE as f32;
        }
        for (i, frame) in block.iter_mut().enumerate() {
            let mut voices = [0.0; 4];
            for n in 0..4 {
                phases[n] = wrap(phases[n] + steps[n]);
                voices[n] = read(table, phases[n]);
            }
            let level = 0.34 * tone.vel * gate(at + i, attack, tone.frames, release);
            let wide = [
                voices[0] + 0.5 * voices[2] + 0.3 * voices[1],
                voices[3] + 0.5 * voices[1] + 0.3 * voices[2],
            ];
            *frame = [left_filter.low(wide[0]) * level * left, right_filter.low(wide[1]) * level * right];
        }
    }
}

/// Bowed strings, slow to speak.
pub(crate) fn strings(tone: &Tone, out: &mut [Frame]) {
    ensemble(tone, out, 8.0, 14_000.0, 24_000.0, 1300.0 + 2200.0 * tone.color);
}

/// A wide synth pad, darker and slower.
pub(crate) fn pad(tone: &Tone, out: &mut [Frame]) {
    ensemble(tone, out, 14.0, 24_000.0, 46_000.0, 600.0 + 1500.0 * tone.color);
}

/// Brass: the louder, the brighter, and it takes a moment to open.
pub(crate) fn brass(tone: &Tone, out: &mut [Frame]) {
    let hz = hertz(tone.midi);
    let table = saw().at(hz * 1.01);
    let sine = sine_table();
    let (left, right) = panned(tone.pan);
    let mut filter = Svf::new(800.0, 0.9);
    let (mut a, mut b, mut lfo) = (0.0, 0.4, 0.0);
    for (tick, block) in out.chunks_mut(TICK).enumerate() {
        let at = tick * TICK;
        let t = at as f32 / RATE as f32;
        lfo = wrap(lfo + 5.0 * TICK as f32 / RATE as f32);
        let depth = ((t - 0.4) / 0.4).clamp(0.0, 1.0) * 0.004;
        let step = hz * (1.0 - 0.012 * (-t * 45.0).exp() + depth * read(sine, lfo)) / RATE as f32;
        let open = 1.0 - (-t * 16.0).exp();
        filter.tune(
            hz + 300.0 + (900.0 + 2200.0 * tone.color) * tone.vel * open * (0.55 + 0.45 * (-t * 2.5).exp()),
            0.9,
        );
        for (i, frame) in block.iter_mut().enumerate() {
            a = wrap(a + step);
            b = wrap(b + step * 1.003);
            let x = filter.low(0.5 * (read(table, a) + read(table, b)));
            let x = x * tone.vel * gate(at + i, 1_400.0, tone.frames, 5_000.0);
            *frame = [x * left, x * right];
        }
    }
}

/// A flute: few harmonics, breath at the pitch, vibrato in loudness.
pub(crate) fn flute(tone: &Tone, out: &mut [Frame]) {
    let hz = hertz(tone.midi);
    let sine = sine_table();
    let (left, right) = panned(tone.pan);
    let mut noise = Noise::new(tone.midi.to_bits().into());
    let (mut pipe, mut air) = (Svf::new(hz * 2.0, 3.0), OnePole::new(6000.0));
    let (mut phase, mut lfo) = (0.0, 0.0);
    for (tick, block) in out.chunks_mut(TICK).enumerate() {
        let at = tick * TICK;
        let t = at as f32 / RATE as f32;
        lfo = wrap(lfo + 5.1 * TICK as f32 / RATE as f32);
        let depth = ((t - 0.3) / 0.4).clamp(0.0, 1.0);
        let wave = depth * read(sine, lfo);
        let step = hz * (1.0 - 0.01 * (-t * 30.0).exp() + 0.003 * wave) / RATE as f32;
        let level = tone.vel * (1.0 + 0.12 * wave);
        let chiff = 0.05 + 0.20 * (-t * 22.0).exp();
        for (i, frame) in block.iter_mut().enumerate() {
            phase = wrap(phase + step);
            let (second, third) = (phase * 2.0, phase * 3.0);
            let body = read(sine, phase)
                + 0.28 * read(sine, second)
                + (0.06 + 0.10 * tone.color) * read(sine, third);
            let x = 0.6 * body + chiff * air.low(pipe.band(noise.tick()));
            let x = x * level * gate(at + i, 2_600.0, tone.frames, 5_500.0);
            *frame = [x * left, x * right];
        }
    }
}
