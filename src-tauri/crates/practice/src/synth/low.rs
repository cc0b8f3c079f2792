//! Plain oscillators behind a filter: electric and synthetic bass, plucked synth, lead.

use super::filter::{Svf, hertz};
use super::tables::{read, saw, sine_table, square, wrap};
use super::{Frame, Tone, gate, panned};
use crate::composer::RATE;

/// Frames between two settings of a filter.
const TICK: usize = 32;

/// Seconds since the start of a note.
fn time(i: usize) -> f32 {
    i as f32 / RATE as f32
}

/// A fingered bass: round, with a little growl at the start.
pub(crate) fn bass(tone: &Tone, out: &mut [Frame]) {
    let hz = hertz(tone.midi);
    let (step, table, sine) = (hz / RATE as f32, saw().at(hz), sine_table());
    let mut filter = Svf::new(400.0, 0.8);
    let mut phase = 0.0;
    for (tick, block) in out.chunks_mut(TICK).enumerate() {
        let at = tick * TICK;
        let fade = (-time(at) * 0.9).exp();
        let bright = 260.0 + hz * 1.5 + (500.0 + 1400.0 * tone.color) * tone.vel * (-time(at) * 7.0).exp();
        filter.tune(bright, 0.8);
        for (i, frame) in block.iter_mut().enumerate() {
            phase = wrap(phase + step);
            let x = 0.55 * read(sine, phase) + 0.6 * filter.low(read(table, phase));
            *frame = [x * fade * tone.vel * gate(at + i, 200.0, tone.frames, 4_800.0); 2];
        }
    }
}

/// A synth bass: square over a clean sub.
pub(crate) fn synth_bass(tone: &Tone, out: &mut [Frame]) {
    let hz = hertz(tone.midi);
    let (step, table, sine) = (hz / RATE as f32, saw().at(hz), sine_table());
    let mut filter = Svf::new(400.0, 1.6);
    let (mut phase, mut second) = (0.0, 0.3);
    for (tick, block) in out.chunks_mut(TICK).enumerate() {
        let at = tick * TICK;
        filter.tune(180.0 + (700.0 + 2200.0 * tone.color) * (-time(at) * 9.0).exp() + hz, 1.3);
        for (i, frame) in block.iter_mut().enumerate() {
            phase = wrap(phase + step);
            second = wrap(second + step * 1.004);
            let rich = filter.low(read(table, phase) + read(table, second));
            let x = 0.6 * read(sine, phase) + 0.4 * rich;
            *frame = [x * tone.vel * gate(at + i, 150.0, tone.frames, 2_400.0); 2];
        }
    }
}

/// A plucked synth: two saws and a filter that closes.
pub(crate) fn pluck(tone: &Tone, out: &mut [Frame]) {
    let hz = hertz(tone.midi);
    let (step, table, square_table) = (hz / RATE as f32, saw().at(hz), square().at(hz));
    let (left, right) = panned(tone.pan);
    let mut filter = Svf::new(2000.0, 1.0);
    let (mut a, mut b) = (0.0, 0.45);
    for (tick, block) in out.chunks_mut(TICK).enumerate() {
        let at = tick * TICK;
        let t = time(at);
        filter.tune(350.0 + hz + (900.0 + 4200.0 * tone.color) * (-t * 11.0).exp(), 1.1);
        let fade = (-t * 3.2).exp();
        for (i, frame) in block.iter_mut().enumerate() {
            a = wrap(a + step);
            b = wrap(b + step * 1.005);
            let x = filter.low(0.5 * read(table, a) + 0.35 * read(square_table, b));
            let x = x * fade * tone.vel * gate(at + i, 90.0, tone.frames, 14_400.0);
            *frame = [x * left, x * right];
        }
    }
}

/// A singing lead for instrumental songs, with vibrato.
pub(crate) fn lead(tone: &Tone, out: &mut [Frame]) {
    let hz = hertz(tone.midi);
    let (table, sine) = (saw().at(hz * 1.02), sine_table());
    let (left, right) = panned(tone.pan);
    let mut filter = Svf::new(1800.0, 0.9);
    let (mut a, mut b, mut lfo) = (0.0, 0.5, 0.0);
    for (tick, block) in out.chunks_mut(TICK).enumerate() {
        let at = tick * TICK;
        let t = time(at);
        lfo = wrap(lfo + 5.4 * TICK as f32 / RATE as f32);
        let depth = ((t - 0.25) / 0.3).clamp(0.0, 1.0) * 0.006;
        let scoop = 1.0 - 0.02 * (-t * 40.0).exp();
        let step = hz * scoop * (1.0 + depth * read(sine, lfo)) / RATE as f32;
        filter.tune(700.0 + hz * 1.5 + 2600.0 * tone.color * (1.0 - (-t * 20.0).exp()), 0.9);
        for (i, frame) in block.iter_mut().enumerate() {
            a = wrap(a + step);
            b = wrap(b + step * 0.9965);
            let x = filter.low(0.5 * read(table, a) + 0.5 * read(table, b));
            let x = x * tone.vel * gate(at + i, 900.0, tone.frames, 5_000.0);
            *frame = [x * left, x * right];
        }
    }
}
