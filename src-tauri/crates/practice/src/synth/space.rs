//! The room every stem stands in: reverb, echo, ensemble chorus, and the stem's own bass cut.
//!
//! All of it is linear, so a stem is processed in chunks on a fixed grid, each from rest and with a tail that
//! is added to what follows: a window of a song then equals the same frames of the whole, to the last bit.

use super::Frame;
use super::filter::{OnePole, QUIET, Svf, factor};
use super::tables::{read, sine_table};
use crate::composer::RATE;

/// Frames of a chunk (5.5 s).
pub(crate) const CHUNK: usize = 1 << 18;
/// Frames a chunk rings on (2.7 s).
pub(crate) const TAIL: usize = 1 << 17;
/// Below this level (dB) a stem stands outside of the room.
const INAUDIBLE: f32 = -36.0;
/// The tail is faded over its last frames.
const FADE: usize = 24_000;

/// The room of a song.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Room {
    /// Time to -60 dB, in seconds.
    pub(crate) seconds: f32,
    /// Corner of the damping, in Hz.
    pub(crate) damping_hz: f32,
    /// Echo time, in frames.
    pub(crate) echo: usize,
}

/// What one stem gets of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Space {
    /// Level of the stem, in dB.
    pub(crate) level: f32,
    /// Reverb level, in dB below the stem.
    pub(crate) reverb: f32,
    /// First echo, in dB below the stem; `None` for no echo.
    pub(crate) echo: Option<f32>,
    /// Depth of the ensemble chorus, `0.0..1.0`.
    pub(crate) chorus: f32,
    /// Bass cut, in Hz.
    pub(crate) cut: f32,
}

impl Space {
    /// Adds the processed chunk (`dry`, beginning at absolute frame `start`) and its tail to `out`, which begins
    /// at absolute frame `from`; what lies outside of `out` is dropped.
    pub(crate) fn process(
        &self,
        room: &Room,
        dry: &[Frame],
        start: i64,
        gain: f32,
        from: i64,
        out: &mut [Frame],
    ) {
        let mut wet = vec![[0.0f32; 2]; dry.len() + TAIL];
        self.shape(dry, start, gain, &mut wet);
        if let Some(level) = self.echo {
            echo(&mut wet, room.echo, factor(level));
        }
        if self.reverb > INAUDIBLE {
            Hall::new(room).add(&mut wet, factor(self.reverb));
        }
        fade_out(&mut wet);
        let skip = usize::try_from(from - start).unwrap_or(0).min(wet.len());
        let place = usize::try_from(start - from).unwrap_or(0).min(out.len());
        for (sum, frame) in out[place..].iter_mut().zip(&wet[skip..]) {
            sum[0] += frame[0];
            sum[1] += frame[1];
        }
    }

    /// Bass cut, level and chorus.
    fn shape(&self, dry: &[Frame], start: i64, gain: f32, out: &mut [Frame]) {
        let level = factor(self.level) * gain;
        let mut cuts = [Svf::new(self.cut, 0.7); 2];
        let ringing = std::iter::repeat_n(&[0.0; 2], RING);
        for (frame, input) in out.iter_mut().zip(dry.iter().chain(ringing)) {
            *frame = [cuts[0].high(input[0]) * level, cuts[1].high(input[1]) * level];
        }
        if self.chorus > 0.0 {
            ensemble(&mut out[..dry.len() + RING], start, self.chorus);
        }
    }
}

/// Frames for which the bass cut rings on, and the chorus is late.
const RING: usize = 1 << 13;
/// The longest delay of the chorus and a frame more, in frames.
const LATEST: usize = 736;
/// Frames of the chorus between two looks at where its taps are; a chunk is a whole number of them.
const STEP: usize = 32;

/// Two moving taps, one per side, in opposite direction. Their motion depends on the absolute frame.
fn ensemble(frames: &mut [Frame], start: i64, depth: f32) {
    let mut source = vec![[0.0; 2]; LATEST];
    source.extend_from_slice(frames);
    let mut sway = sway_at(start);
    for (n, block) in frames.chunks_mut(STEP).enumerate() {
        let first = LATEST + n * STEP;
        let next = sway_at(start + ((n + 1) * STEP) as i64);
        let slope = (next - sway) / STEP as f32;
        for (i, frame) in block.iter_mut().enumerate() {
            let sway = sway + slope * i as f32;
            frame[0] += depth * 0.6 * tap(&source, first + i, 560.0 + sway, 1);
            frame[1] += depth * 0.6 * tap(&source, first + i, 640.0 - sway, 0);
        }
        sway = next;
    }
}

/// How far the taps are out at an absolute frame, in frames.
fn sway_at(frame: i64) -> f32 {
    read(sine_table(), frame.rem_euclid(80_000) as f32 / 80_000.0) * 95.0
}

/// One side of `source`, `delay` frames before `at`, between two of its frames.
#[inline(always)]
fn tap(source: &[Frame], at: usize, delay: f32, side: usize) -> f32 {
    let whole = delay as i32;
    let part = delay - whole as f32;
    let place = at - whole as usize;
    source[place][side] * (1.0 - part) + source[place - 1][side] * part
}

/// Echoes that change sides and lose their top.
fn echo(frames: &mut [Frame], delay: usize, level: f32) {
    let mut line = vec![[0.0f32; 2]; delay.max(1)];
    let mut darken = [OnePole::new(2800.0); 2];
    let mut place = 0;
    for frame in frames.iter_mut() {
        let [left, right] = line[place];
        let middle = 0.5 * (frame[0] + frame[1]);
        line[place] = [darken[0].low(middle + right * 0.38), darken[1].low(left * 0.8)];
        place = if place + 1 == line.len() { 0 } else { place + 1 };
        frame[0] += left * level;
        frame[1] += right * level;
    }
}

fn fade_out(frames: &mut [Frame]) {
    let from = frames.len() - FADE;
    for (i, frame) in frames[from..].iter_mut().enumerate() {
        let left = 1.0 - (i + 1) as f32 / FADE as f32;
        frame[0] *= left;
        frame[1] *= left;
    }
}

const LINES: usize = 8;
/// Frames a delay line holds; a power of two, so that places wrap by masking.
const HOLD: usize = 4096;

type Line = Box<[f32; HOLD]>;

fn line() -> Line {
    Box::new([0.0; HOLD])
}

/// A hall: diffusers, then eight delay lines that feed each other.
///
/// The lines lie side by side, one value of each per row, so that the compiler can work on all of them at once.
struct Hall {
    before: [Line; 2],
    diffusers: [Line; 4],
    lines: Box<[[f32; LINES]; HOLD]>,
    keep: [f32; LINES],
    /// How much of each new value the damping lets through.
    damp: f32,
    damped: [f32; LINES],
    now: usize,
}

/// Frames before the hall answers.
const BEFORE: usize = 960;
const LENGTHS: [usize; LINES] = [1433, 1601, 1867, 2053, 2251, 2399, 2617, 2797];
const SHORT: [usize; 4] = [142, 379, 107, 277];

#[inline(always)]
fn diffuse(line: &mut [f32; HOLD], now: usize, length: usize, x: f32) -> f32 {
    let old = line[now.wrapping_sub(length) % HOLD];
    let fed = x + 0.6 * old;
    line[now % HOLD] = fed;
    old - 0.6 * fed
}

impl Hall {
    fn new(room: &Room) -> Self {
        Self {
            before: std::array::from_fn(|_| line()),
            diffusers: std::array::from_fn(|_| line()),
            lines: Box::new([[0.0; LINES]; HOLD]),
            keep: LENGTHS.map(|length| 10f32.powf(-3.0 * length as f32 / (room.seconds * RATE as f32))),
            damp: OnePole::new(room.damping_hz).share(),
            damped: [0.0; LINES],
            now: HOLD,
        }
    }

    fn add(&mut self, frames: &mut [Frame], level: f32) {
        for frame in frames {
            let now = self.now;
            let input: Frame = std::array::from_fn(|side| {
                let late = self.before[side][(now - BEFORE) % HOLD];
                self.before[side][now % HOLD] = frame[side];
                late
            });
            let [left, right] = self.tick(input);
            frame[0] += left * level;
            frame[1] += right * level;
            self.now = now + 1;
        }
    }

    #[inline(always)]
    fn tick(&mut self, input: Frame) -> Frame {
        let now = self.now;
        let [d0, d1, d2, d3] = &mut self.diffusers;
        let left = diffuse(d0, now, SHORT[0], input[0] + QUIET);
        let right = diffuse(d2, now, SHORT[2], input[1] + QUIET);
        let fed = [diffuse(d1, now, SHORT[1], left), diffuse(d3, now, SHORT[3], right)];
        let late: [f32; LINES] = std::array::from_fn(|n| self.lines[(now - LENGTHS[n]) % HOLD][n]);
        let mut taps = [0.0f32; LINES];
        for n in 0..LINES {
            self.damped[n] += self.damp * (late[n] + QUIET - self.damped[n]);
            taps[n] = self.damped[n] * self.keep[n];
        }
        let halves: [f32; 4] = std::array::from_fn(|n| taps[n] + taps[n + 4]);
        let shared = ((halves[0] + halves[2]) + (halves[1] + halves[3])) * (2.0 / LINES as f32);
        let row = &mut self.lines[now % HOLD];
        for n in 0..LINES {
            row[n] = fed[n % 2] + taps[n] - shared;
        }
        [taps[0] - taps[2] + taps[4] - taps[6], taps[1] - taps[3] + taps[5] - taps[7]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_click_rings_and_dies() {
        let room = Room { seconds: 1.8, damping_hz: 5000.0, echo: 12_000 };
        let space = Space { level: 0.0, reverb: -12.0, echo: Some(-12.0), chorus: 0.3, cut: 40.0 };
        let mut dry = vec![[0.0; 2]; 4_800];
        dry[100] = [1.0, 1.0];
        let mut out = vec![[0.0; 2]; dry.len() + TAIL];
        space.process(&room, &dry, 0, 1.0, 0, &mut out);
        let power = |from: usize, to: usize| out[from..to].iter().flatten().map(|v| v * v).sum::<f32>();
        assert!(power(0, 4_800) > 0.5);
        assert!(power(20_000, 30_000) > 1e-5);
        assert!(power(110_000, 120_000) < power(20_000, 30_000) / 1000.0);
        assert_eq!(out.last(), Some(&[0.0, 0.0]));
    }
}
