//! Sounds: what an event of a score is made of. Every sound is a pure function of its event, so that any
//! window of a song can be rendered without what came before it.

mod drums;
mod effects;
pub(crate) mod filter;
mod guitar;
mod keys;
mod low;
mod space;
pub(crate) mod tables;
mod winds;

pub(crate) use drums::{Hit, KitKind, Piece};
pub(crate) use effects::{Sweep, SweepKind};
pub(crate) use guitar::Strum;
pub(crate) use space::{CHUNK, Room, Space, TAIL};

use crate::voice::Phrase;

/// A stereo frame.
pub(crate) type Frame = [f32; 2];

/// Something that sounds from a frame on (absolute).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Event {
    pub(crate) at: i64,
    pub(crate) sound: Sound,
}

/// A plain note of some instrument.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Tone {
    pub(crate) midi: f32,
    /// How long the key is held, in frames.
    pub(crate) frames: usize,
    /// `0.0..1.0`.
    pub(crate) vel: f32,
    /// `-1.0` left to `1.0` right.
    pub(crate) pan: f32,
    /// Brightness, `0.0..1.0`; what it means is up to the instrument.
    pub(crate) color: f32,
}

/// What sounds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Sound {
    Voice(Box<Phrase>),
    Hit(Hit),
    Bass(Tone),
    SynthBass(Tone),
    Strum(Strum),
    Electric(Tone),
    Piano(Tone),
    Strings(Tone),
    Pluck(Tone),
    Lead(Tone),
    Pad(Tone),
    Brass(Tone),
    Flute(Tone),
    Sweep(Sweep),
}

impl Event {
    /// How long it can be heard, release included.
    pub(crate) fn frames(&self) -> usize {
        match &self.sound {
            Sound::Voice(phrase) => phrase.frames(),
            Sound::Hit(hit) => hit.frames(),
            Sound::Bass(tone) | Sound::SynthBass(tone) => tone.frames + 4_800,
            Sound::Strum(strum) => strum.frames + 14_400,
            Sound::Electric(tone) | Sound::Piano(tone) => tone.frames + 19_200,
            Sound::Strings(tone) | Sound::Pad(tone) => tone.frames + 48_000,
            Sound::Pluck(tone) => tone.frames + 14_400,
            Sound::Lead(tone) | Sound::Brass(tone) | Sound::Flute(tone) => tone.frames + 9_600,
            Sound::Sweep(sweep) => sweep.frames,
        }
    }

    /// Renders into a zeroed buffer of `frames()` frames.
    pub(crate) fn render(&self, out: &mut [Frame]) {
        match &self.sound {
            Sound::Voice(phrase) => phrase.render(out),
            Sound::Hit(hit) => hit.render(out),
            Sound::Bass(tone) => low::bass(tone, out),
            Sound::SynthBass(tone) => low::synth_bass(tone, out),
            Sound::Strum(strum) => strum.render(out),
            Sound::Electric(tone) => keys::electric(tone, out),
            Sound::Piano(tone) => keys::piano(tone, out),
            Sound::Strings(tone) => winds::strings(tone, out),
            Sound::Pad(tone) => winds::pad(tone, out),
            Sound::Pluck(tone) => low::pluck(tone, out),
            Sound::Lead(tone) => low::lead(tone, out),
            Sound::Brass(tone) => winds::brass(tone, out),
            Sound::Flute(tone) => winds::flute(tone, out),
            Sound::Sweep(sweep) => sweep.render(out),
        }
    }
}

/// Left and right gain of a place between the speakers (equal power, 1.0 in the middle).
pub(crate) fn panned(pan: f32) -> (f32, f32) {
    let angle = (pan.clamp(-1.0, 1.0) + 1.0) * std::f32::consts::FRAC_PI_4;
    (angle.cos() * std::f32::consts::SQRT_2, angle.sin() * std::f32::consts::SQRT_2)
}

/// A gate envelope: attack, hold to `frames`, release; all in frames.
#[inline(always)]
pub(crate) fn gate(i: usize, attack: f32, frames: usize, release: f32) -> f32 {
    let up = (i as f32 / attack).min(1.0);
    let down = if i < frames { 1.0 } else { (1.0 - (i - frames) as f32 / release).max(0.0) };
    up * up * (3.0 - 2.0 * up) * down * down
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_instrument_sounds_ends_and_stays_finite() {
        let tone = Tone { midi: 57.0, frames: 24_000, vel: 0.8, pan: 0.2, color: 0.5 };
        let strum = Strum {
            strings: vec![(52.0, 0), (59.0, 500)],
            frames: 24_000,
            vel: 0.8,
            pan: 0.0,
            drive: 0.8,
            color: 0.5,
            seed: 1,
        };
        let sweep = Sweep { kind: SweepKind::Riser, frames: 48_000, vel: 0.5 };
        let hit = Hit { piece: Piece::Snare, kit: KitKind::Studio, vel: 1.0, variant: 0 };
        let sounds = [
            Sound::Hit(hit),
            Sound::Bass(tone),
            Sound::SynthBass(tone),
            Sound::Strum(strum),
            Sound::Electric(tone),
            Sound::Piano(tone),
            Sound::Strings(tone),
            Sound::Pluck(tone),
            Sound::Lead(tone),
            Sound::Pad(tone),
            Sound::Brass(tone),
            Sound::Flute(tone),
            Sound::Sweep(sweep),
        ];
        for sound in sounds {
            let event = Event { at: 0, sound };
            let mut out = vec![[0.0; 2]; event.frames()];
            event.render(&mut out);
            let peak = out.iter().flatten().fold(0.0f32, |m, v| m.max(v.abs()));
            assert!(out.iter().flatten().all(|v| v.is_finite()), "{:?}", event.sound);
            assert!(peak > 0.02 && peak < 3.0, "{peak} {:?}", event.sound);
            assert!(out.last().unwrap().iter().all(|v| v.abs() < peak * 0.03), "{:?}", event.sound);
            assert!(out[0].iter().all(|v| v.abs() < peak * 0.5), "{:?}", event.sound);
        }
    }
}
