//! From gestures and notes to samples: a glottal source with vibrato, drift and breath through five formants.
//!
//! A phrase is a pure function of its own content, so that a window of a song sounds exactly as in the whole.

use serde::{Deserialize, Serialize};

use super::gesture::{Gesture, Target, gestures, placed};
use super::phones::Syllable;
use crate::composer::RATE;
use crate::composer::rng::Rng;
use crate::synth::filter::{Noise, OnePole, Resonator, Svf, approach, hertz};
use crate::synth::tables::{glottis, read, sine_table, wrap};

/// Frames per control step: one millisecond.
const TICK: usize = 48;
/// Silence kept before and after the notes of a phrase, in frames.
const MARGIN: i64 = 9_600;

/// What makes a voice this voice.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Singer {
    /// Shift of all formants; 1.0 is a grown man, 1.17 a woman.
    pub(crate) scale: f32,
    pub(crate) breath: f32,
    pub(crate) vibrato_hz: f32,
    pub(crate) vibrato_cents: f32,
    pub(crate) level: f32,
    /// Softens the top: corner in Hz.
    pub(crate) top_hz: f32,
}

/// One sung note; frames are absolute.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SungNote {
    /// The beat: the vowel begins here.
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) midi: f32,
    pub(crate) vel: f32,
    pub(crate) syllable: Syllable,
    pub(crate) opens_word: bool,
}

/// A line of singing, or what is left of it after parts were replaced.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Phrase {
    pub(crate) notes: Vec<SungNote>,
    pub(crate) singer: Singer,
    pub(crate) seed: u64,
    pub(crate) pan: f32,
    /// Spans (absolute frames) in which this phrase is silent.
    pub(crate) hidden: Vec<(i64, i64)>,
    /// The only span in which it sounds, if limited.
    pub(crate) shown: Option<(i64, i64)>,
}

impl Phrase {
    /// First frame that may sound.
    pub(crate) fn start(&self) -> i64 {
        self.notes.first().map_or(0, |note| note.from - MARGIN)
    }

    /// Frames it may sound for.
    pub(crate) fn frames(&self) -> usize {
        let end = self.notes.last().map_or(0, |note| note.to + MARGIN);
        usize::try_from(end - self.start()).unwrap_or(0)
    }

    /// Sings into a buffer of `frames()` frames.
    pub(crate) fn render(&self, out: &mut [[f32; 2]]) {
        let mut throat = Throat::new(self);
        let angle = (self.pan + 1.0) * std::f32::consts::FRAC_PI_4;
        let (left, right) = (angle.cos() * 1.414, angle.sin() * 1.414);
        let mut mono = [0.0f32; TICK];
        for (index, block) in out.chunks_mut(TICK).enumerate() {
            let at = self.start() + (index * TICK) as i64;
            throat.control(at);
            throat.block(&mut mono[..block.len()]);
            for (i, frame) in block.iter_mut().enumerate() {
                let value = mono[i] * self.gain_at(at + i as i64);
                *frame = [value * left, value * right];
            }
        }
    }

    /// Silent where hidden; the edges of 6 ms lie inside the span, so that outside nothing changes.
    fn gain_at(&self, frame: i64) -> f32 {
        const EDGE: f32 = 288.0;
        let depth =
            |(from, to): (i64, i64)| ((frame - from).min(to - 1 - frame) as f32 / EDGE).clamp(0.0, 1.0);
        let hidden = self.hidden.iter().map(|span| 1.0 - depth(*span)).fold(1.0f32, f32::min);
        hidden * self.shown.map_or(1.0, depth)
    }
}

/// The moving state of one singer.
struct Throat<'a> {
    phrase: &'a Phrase,
    list: Vec<Gesture>,
    next: usize,
    now: Target,
    old: Target,
    midi: f32,
    drift: f32,
    drift_goal: f32,
    lfo: f32,
    phase: f32,
    step: f32,
    hz: f32,
    formants: [Resonator; 5],
    teeth: Svf,
    top: OnePole,
    rumble: Svf,
    presence: Svf,
    noise: Noise,
    rng: Rng,
}

impl<'a> Throat<'a> {
    fn new(phrase: &'a Phrase) -> Self {
        let list = gestures(&phrase.notes, &phrase.singer);
        let rest = list.first().map_or(
            Target {
                formants: [500.0, 1400.0, 2500.0],
                voice: 0.0,
                breath: 0.0,
                hiss: 0.0,
                hiss_hz: 4000.0,
                hiss_q: 0.7,
                width: 1.0,
            },
            |gesture| Target { voice: 0.0, breath: 0.0, hiss: 0.0, ..gesture.target },
        );
        Self {
            phrase,
            list,
            next: 0,
            now: rest,
            old: rest,
            midi: phrase.notes.first().map_or(60.0, |note| note.midi - 0.8),
            drift: 0.0,
            drift_goal: 0.0,
            lfo: 0.0,
            phase: 0.0,
            step: 0.0,
            hz: 200.0,
            formants: [Resonator::default(); 5],
            teeth: Svf::new(4000.0, 0.7),
            top: OnePole::new(phrase.singer.top_hz),
            rumble: Svf::new(110.0, 0.7),
            presence: Svf::new(2300.0, 0.6),
            noise: Noise::new(phrase.seed),
            rng: Rng::of(phrase.seed, &[77]),
        }
    }

    /// Moves mouth and pitch on by one tick.
    fn control(&mut self, at: i64) {
        while self.list.get(self.next + 1).is_some_and(|gesture| gesture.at <= at) {
            self.next += 1;
        }
        self.old = self.now;
        if let Some(gesture) = self.list.get(self.next).filter(|gesture| gesture.at <= at) {
            approach_target(&mut self.now, gesture);
        }
        self.pitch(at);
        self.tune();
    }

    fn pitch(&mut self, at: i64) {
        let early = at + 1_200;
        let index = self.phrase.notes.iter().rposition(|note| note.from <= early).unwrap_or(0);
        let Some(note) = self.phrase.notes.get(index) else { return };
        self.midi += (note.midi - self.midi) * approach(0.022, TICK);
        if self.rng.chance(0.006) {
            self.drift_goal = self.rng.swing() * 0.10;
        }
        self.drift += (self.drift_goal - self.drift) * 0.01;
        let singer = &self.phrase.singer;
        self.lfo = wrap(self.lfo + singer.vibrato_hz * TICK as f32 / RATE as f32);
        let held = (at - note.from) as f32 / RATE as f32;
        let depth = ((held - 0.22) / 0.35).clamp(0.0, 1.0) * singer.vibrato_cents / 100.0;
        let jitter = self.rng.swing() * 0.035;
        self.hz = hertz(self.midi + self.drift + depth * read(sine_table(), self.lfo) + jitter);
        self.step = self.hz / RATE as f32;
    }

    fn tune(&mut self) {
        let scale = self.phrase.singer.scale;
        let mouth = placed(self.now.formants, self.hz, scale, self.now.width);
        for (formant, (centre, width)) in self.formants.iter_mut().zip(mouth) {
            formant.tune(centre, width);
        }
        self.formants[3].tune(3350.0 * scale, 230.0);
        self.formants[4].tune(4300.0 * scale, 380.0);
        self.teeth.tune(self.now.hiss_hz * (0.85 + 0.15 * scale), self.now.hiss_q);
    }

    fn block(&mut self, out: &mut [f32]) {
        let table = glottis().at(self.hz * 0.8);
        let span = out.len().max(1) as f32;
        let (mut voice, mut breath, mut hiss) = (self.old.voice, self.old.breath, self.old.hiss);
        let steps = [
            (self.now.voice - voice) / span,
            (self.now.breath - breath) / span,
            (self.now.hiss - hiss) / span,
        ];
        for value in out {
            voice += steps[0];
            breath += steps[1];
            hiss += steps[2];
            self.phase = wrap(self.phase + self.step);
            let white = self.noise.tick();
            let open = if self.phase < 0.6 { 1.0 } else { 0.35 };
            let mut x = read(table, self.phase) * voice + white * breath * open;
            for formant in &mut self.formants {
                x = formant.tick(x);
            }
            x += 1.1 * self.presence.high(x);
            x = self.top.low(x) + self.teeth.band(white) * hiss;
            *value = self.rumble.high(x);
        }
    }
}

fn approach_target(now: &mut Target, gesture: &Gesture) {
    let (goal, fast, slow) = (&gesture.target, approach(gesture.speed, TICK), approach(gesture.bend, TICK));
    for (value, aim) in now.formants.iter_mut().zip(goal.formants) {
        *value += (aim - *value) * slow;
    }
    now.voice += (goal.voice - now.voice) * fast;
    now.breath += (goal.breath - now.breath) * fast;
    now.hiss += (goal.hiss - now.hiss) * fast;
    now.width += (goal.width - now.width) * slow;
    if goal.hiss > 0.0 {
        now.hiss_hz = goal.hiss_hz;
        now.hiss_q = goal.hiss_q;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voice::syllables;

    fn phrase(word: &str, midi: f32) -> Phrase {
        let singer = Singer {
            scale: 1.15,
            breath: 0.05,
            vibrato_hz: 5.5,
            vibrato_cents: 25.0,
            level: 0.1,
            top_hz: 9000.0,
        };
        let notes = syllables(word)
            .into_iter()
            .enumerate()
            .map(|(i, syllable)| {
                let from = 24_000 + i as i64 * 24_000;
                SungNote { from, to: from + 24_000, midi, vel: 1.0, syllable, opens_word: i == 0 }
            })
            .collect();
        Phrase { notes, singer, seed: 1, pan: 0.0, hidden: Vec::new(), shown: None }
    }

    fn sing(phrase: &Phrase) -> Vec<f32> {
        let mut out = vec![[0.0; 2]; phrase.frames()];
        phrase.render(&mut out);
        out.iter().map(|frame| frame[0]).collect()
    }

    #[test]
    fn a_held_vowel_has_the_pitch_of_its_note() {
        let samples = sing(&phrase("la", 57.0));
        let held = &samples[9_600 + 9_600..9_600 + 19_200];
        let alike = |lag: usize| held.iter().zip(&held[lag..]).map(|(a, b)| a * b).sum::<f32>();
        let best = (120..400).max_by(|a, b| alike(*a).total_cmp(&alike(*b))).unwrap();
        assert!((48_000.0 / best as f32 - 220.0).abs() < 5.0, "{best}");
    }

    #[test]
    fn vowels_are_about_equally_loud() {
        let level = |word: &str, midi: f32| {
            let samples = sing(&phrase(word, midi));
            let held = &samples[19_200..28_800];
            10.0 * (held.iter().map(|v| v * v).sum::<f32>() / held.len() as f32).log10()
        };
        let levels: Vec<f32> = ["la", "moon", "see", "go", "day", "her"]
            .iter()
            .flat_map(|word| [52.0, 60.0, 69.0].map(|midi| level(word, midi)))
            .collect();
        let (low, high) = levels.iter().fold((0.0f32, -99.0f32), |(l, h), v| (l.min(*v), h.max(*v)));
        assert!(high - low < 9.0, "{levels:?}");
    }

    #[test]
    fn hidden_spans_are_silent_and_the_rest_is_untouched() {
        let whole = phrase("lalala", 60.0);
        let cut = Phrase { hidden: vec![(40_000, 60_000)], ..whole.clone() };
        let (a, b) = (sing(&whole), sing(&cut));
        let start = usize::try_from(whole.start()).unwrap();
        assert_eq!(a[..40_000 - start], b[..40_000 - start]);
        assert_eq!(a[60_000 - start..], b[60_000 - start..]);
        assert!(b[40_300 - start..59_700 - start].iter().all(|v| *v == 0.0));
    }
}
