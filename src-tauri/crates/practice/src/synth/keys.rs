//! Electric piano (two operators of frequency modulation) and piano (ten partials, two strings).

use super::filter::{decay, hertz};
use super::tables::{Table, read, sine_table, wrap};
use super::{Frame, Tone, gate, panned};
use crate::composer::RATE;

/// Tine piano: soft body, bell at the start, slow tremolo between the speakers.
pub(crate) fn electric(tone: &Tone, out: &mut [Frame]) {
    let hz = hertz(tone.midi);
    let sine = sine_table();
    let step = hz / RATE as f32;
    let (left, right) = panned(tone.pan);
    let (mut carrier, mut tine, mut lfo) = (0.0, 0.0, 0.0);
    let fall = decay(5.0 - tone.midi * 0.035);
    let (bell_fall, index_fall) = (decay(0.25), decay(1.6));
    let mut level = tone.vel;
    let mut bell = tone.vel * (0.04 + 0.16 * tone.color);
    let mut index = (0.06 + 0.20 * tone.color) * tone.vel;
    let tine_step = (step * 14.0).min(0.35);
    for (i, frame) in out.iter_mut().enumerate() {
        carrier = wrap(carrier + step);
        tine = wrap(tine + tine_step);
        lfo = wrap(lfo + 4.6 / RATE as f32);
        level *= fall;
        bell *= bell_fall;
        index *= index_fall;
        let bent = carrier + index * read(sine, carrier) + 1.0;
        let x = 0.7 * level * read(sine, bent) + bell * read(sine, tine);
        let x = x * gate(i, 70.0, tone.frames, 12_000.0);
        let sway = 0.16 * read(sine, lfo);
        *frame = [x * left * (1.0 + sway), x * right * (1.0 - sway)];
    }
}

/// One partial of a piano string.
#[derive(Clone, Copy, Default)]
struct Partial {
    phase: f32,
    step: f32,
    level: f32,
    fall: f32,
}

fn partials(tone: &Tone, detune: f32) -> [Partial; 10] {
    let hz = hertz(tone.midi) * detune;
    let bright = 0.75 + 0.9 * (1.0 - tone.color) + (1.0 - tone.vel) * 0.6;
    let mut list = [Partial::default(); 10];
    for (index, partial) in list.iter_mut().enumerate() {
        let n = (index + 1) as f32;
        let step = hz * n * (1.0 + 0.0004 * n * n).sqrt() / RATE as f32;
        if step < 0.3 {
            let struck = (n * 0.37).sin().abs().max(0.15);
            let seconds = (9.0 - tone.midi * 0.07).max(1.2) / (1.0 + 0.28 * index as f32);
            *partial = Partial { phase: 0.0, step, level: struck / n.powf(bright), fall: decay(seconds) };
        }
    }
    list
}

/// Partials that each side of the piano has for itself; the higher ones are shared.
const OWN: usize = 3;

/// A soft upright piano.
pub(crate) fn piano(tone: &Tone, out: &mut [Frame]) {
    let (left, right) = panned(tone.pan);
    let sine = sine_table();
    let (mut near, mut far) = (partials(tone, 0.9996), partials(tone, 1.0004));
    let mut count = near.len();
    for (tick, block) in out.chunks_mut(256).enumerate() {
        while count > OWN && near[count - 1].level < 2e-4 {
            count -= 1;
        }
        for (i, frame) in block.iter_mut().enumerate() {
            let shared = ring(&mut near[OWN..count], sine);
            let level = 0.8 * tone.vel * gate(tick * 256 + i, 60.0, tone.frames, 9_600.0);
            frame[0] = (ring(&mut near[..OWN], sine) + shared) * level * left;
            frame[1] = (ring(&mut far[..OWN], sine) + shared) * level * right;
        }
    }
}

#[inline(always)]
fn ring(strings: &mut [Partial], sine: &Table) -> f32 {
    let mut sum = 0.0;
    for partial in strings {
        partial.phase = wrap(partial.phase + partial.step);
        partial.level *= partial.fall;
        sum += partial.level * read(sine, partial.phase);
    }
    sum
}
