//! What the mouth does, as a list of targets in time. The vowel begins on the beat; consonants come before it.

use super::phones::{Consonant, Manner, Syllable};
use super::sing::{Singer, SungNote};
use crate::composer::RATE;
use crate::synth::filter::{hertz, resonance};

/// Where everything heads for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Target {
    pub(crate) formants: [f32; 3],
    /// Levels: folds, breath through the mouth, turbulence at the teeth.
    pub(crate) voice: f32,
    pub(crate) breath: f32,
    pub(crate) hiss: f32,
    pub(crate) hiss_hz: f32,
    pub(crate) hiss_q: f32,
    /// Widens the formants (nasals, whispered parts).
    pub(crate) width: f32,
}

/// A target from a frame on, with how fast it is approached (seconds).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gesture {
    pub(crate) at: i64,
    pub(crate) target: Target,
    pub(crate) speed: f32,
    pub(crate) bend: f32,
}

/// No syllable takes longer before its vowel, in seconds.
const LONGEST_LEAD: f32 = 0.056;
/// The voice dips this long before a word, in seconds.
const DIP: f32 = 0.05;

fn seconds(value: f32) -> i64 {
    (value * RATE as f32) as i64
}

fn length_of(consonant: Consonant) -> f32 {
    match consonant.manner() {
        Manner::Stop { voiced: true } => 0.014,
        Manner::Stop { voiced: false } => 0.034,
        Manner::Fricative { voiced } => {
            if voiced {
                0.045
            } else {
                0.055
            }
        }
        Manner::Breath => 0.035,
        Manner::Nasal => 0.050,
        Manner::Glide => 0.045,
    }
}

/// How long before the beat the mouth begins, in frames.
pub(crate) fn lead_frames(syllable: &Syllable) -> i64 {
    let whole: f32 = syllable.onset.iter().map(|c| length_of(*c)).sum();
    seconds(whole.min(LONGEST_LEAD))
}

/// When a word counts as begun: between its first consonant and its vowel, within 30 ms of either; nearer to the
/// vowel where the consonant is hardly heard.
pub(crate) fn onset_frame(from: i64, syllable: &Syllable) -> i64 {
    let part = match syllable.onset.first() {
        Some(Consonant::Dh | Consonant::H | Consonant::V | Consonant::F | Consonant::Th) => 0.2,
        Some(first) if first.noise().2 > 0.0 => 0.54,
        _ => 0.42,
    };
    from - (lead_frames(syllable) as f32 * part) as i64
}

/// All gestures of a phrase, in order; frames are absolute.
pub(crate) fn gestures(notes: &[SungNote], singer: &Singer) -> Vec<Gesture> {
    let mut list = Vec::with_capacity(notes.len() * 6);
    for (index, note) in notes.iter().enumerate() {
        let next = notes.get(index + 1);
        begin(note, singer, &mut list);
        hold(note, next, singer, &mut list);
    }
    list.sort_by_key(|gesture| gesture.at);
    list
}

fn vowel_target(note: &SungNote, formants: [f32; 3], singer: &Singer) -> Target {
    let voice = note.vel * singer.level * evenness(formants, hertz(note.midi), singer.scale);
    let breath = voice * singer.breath;
    Target { formants, voice, breath, hiss: 0.0, hiss_hz: 4000.0, hiss_q: 0.7, width: 1.0 }
}

/// The factor that makes all vowels about equally loud at all pitches.
fn evenness(formants: [f32; 3], hz: f32, scale: f32) -> f32 {
    let mouth = placed(formants, hz, scale, 1.0);
    let power: f32 = (1..=24)
        .map(|n| {
            let f = hz * n as f32;
            let source = 1.0 / (n as f32).powf(1.15);
            let shape: f32 = mouth.iter().map(|(centre, width)| resonance(f, *centre, *width)).product();
            (source * shape).powi(2)
        })
        .sum();
    1.5 / power.sqrt().max(0.05)
}

/// Centre and width of the first three formants at a pitch. Singers open the mouth on high notes: the first
/// formant never lies below the note, and it grows wider there, or the note would whistle.
pub(crate) fn placed([f1, f2, f3]: [f32; 3], hz: f32, scale: f32, width: f32) -> [(f32, f32); 3] {
    let first = (f1 * scale).max(hz * 1.12);
    let second = (f2 * scale).max(first + 220.0);
    let third = (f3 * scale).max(second + 260.0);
    let high = ((hz - 200.0) * 0.14).max(0.0);
    [
        (first, (62.0 + first * 0.04 + high) * width),
        (second, (75.0 + second * 0.025 + high * 0.5) * width),
        (third, 150.0 * width),
    ]
}

fn begin(note: &SungNote, singer: &Singer, list: &mut Vec<Gesture>) {
    let onset = &note.syllable.onset;
    let vowel = vowel_target(note, note.syllable.vowel.0, singer);
    let whole: f32 = onset.iter().map(|c| length_of(*c)).sum();
    let squeeze = (LONGEST_LEAD / whole.max(0.001)).min(1.0);
    let mut at = note.from - lead_frames(&note.syllable);
    if note.opens_word {
        let heading = onset.first().map_or(note.syllable.vowel.0, |c| c.formants());
        push(list, at - seconds(DIP), silent(heading), 0.010, 0.025);
    }
    for consonant in onset {
        at = utter(*consonant, at, length_of(*consonant) * squeeze, &vowel, list);
    }
    push(list, note.from, vowel, 0.005, 0.012);
}

fn push(list: &mut Vec<Gesture>, at: i64, target: Target, speed: f32, bend: f32) {
    list.push(Gesture { at, target, speed, bend });
}

fn silent(formants: [f32; 3]) -> Target {
    Target { formants, voice: 0.0, breath: 0.0, hiss: 0.0, hiss_hz: 4000.0, hiss_q: 0.7, width: 1.3 }
}

/// One consonant from `at`; answers where it ends.
fn utter(consonant: Consonant, at: i64, length: f32, vowel: &Target, list: &mut Vec<Gesture>) -> i64 {
    let (hz, q, level) = consonant.noise();
    let mut target = Target { hiss_hz: hz, hiss_q: q, ..silent(consonant.formants()) };
    match consonant.manner() {
        Manner::Stop { voiced } => {
            push(list, at - seconds(0.022), silent(consonant.formants()), 0.006, 0.012);
            target.hiss = level * 0.8;
            push(list, at, target, 0.0015, 0.010);
            let after = if voiced { voiced_part(vowel, consonant, 0.6) } else { aspirated(vowel) };
            push(list, at + seconds(0.009), after, 0.004, 0.022);
        }
        Manner::Fricative { voiced } => {
            target.hiss = level;
            target.voice = if voiced { vowel.voice * 0.25 } else { 0.0 };
            push(list, at, target, 0.008, 0.014);
        }
        Manner::Breath => push(list, at, aspirated(vowel), 0.006, 0.012),
        Manner::Nasal => push(list, at, voiced_part(vowel, consonant, 0.6), 0.006, 0.012),
        Manner::Glide => push(list, at, voiced_part(vowel, consonant, 0.75), 0.006, 0.012),
    }
    at + seconds(length)
}

fn voiced_part(vowel: &Target, consonant: Consonant, level: f32) -> Target {
    let formants = consonant.formants();
    let width = if consonant.manner() == Manner::Nasal { 1.7 } else { 1.1 };
    Target { formants, voice: vowel.voice * level, hiss: 0.0, width, ..*vowel }
}

fn aspirated(vowel: &Target) -> Target {
    Target { voice: 0.0, breath: vowel.voice * 0.22, hiss: 0.0, width: 1.6, ..*vowel }
}

/// The held vowel, its glide and its closing consonants.
fn hold(note: &SungNote, next: Option<&SungNote>, singer: &Singer, list: &mut Vec<Gesture>) {
    let last_moment = next.map_or(i64::MAX, |n| n.from - lead_frames(&n.syllable) - seconds(DIP * 0.6));
    let end = note.to.min(last_moment).max(note.from + seconds(0.06));
    let length = (end - note.from) as f32 / RATE as f32;
    let vowel = vowel_target(note, note.syllable.vowel.0, singer);
    settle(note.from, length, &vowel, list);
    let tail = (note.syllable.coda.len() as f32 * 0.05).min(length * 0.4);
    let mut sung = vowel;
    if let Some(glide) = note.syllable.glide {
        sung = vowel_target(note, glide.0, singer);
        let turn = (length * 0.45).min(0.16) + tail;
        push(list, end - seconds(turn), Target { voice: sung.voice * 0.9, ..sung }, 0.03, 0.05);
    }
    close(note, end, tail, &sung, list);
    if next.is_none_or(|n| n.opens_word) {
        let release = if next.is_none() { 0.045 } else { 0.012 };
        push(list, end, silent(sung.formants), release, 0.06);
    }
}

/// Long notes lean back after their start.
fn settle(from: i64, length: f32, vowel: &Target, list: &mut Vec<Gesture>) {
    if length > 0.3 {
        push(list, from + seconds(0.12), Target { voice: vowel.voice * 0.86, ..*vowel }, 0.10, 0.03);
    }
    if length > 0.9 {
        push(list, from + seconds(0.55), Target { voice: vowel.voice * 0.95, ..*vowel }, 0.25, 0.05);
    }
}

fn close(note: &SungNote, end: i64, tail: f32, sung: &Target, list: &mut Vec<Gesture>) {
    let coda = &note.syllable.coda;
    let each = tail / coda.len().max(1) as f32;
    for (index, consonant) in coda.iter().enumerate() {
        let at = end - seconds(each * (coda.len() - index) as f32);
        let (hz, q, level) = consonant.noise();
        let target = match consonant.manner() {
            Manner::Stop { .. } => silent(consonant.formants()),
            Manner::Fricative { voiced } => {
                let voice = if voiced { sung.voice * 0.3 } else { 0.0 };
                Target { hiss: level * 0.6, hiss_hz: hz, hiss_q: q, voice, ..silent(consonant.formants()) }
            }
            Manner::Breath => aspirated(sung),
            Manner::Nasal | Manner::Glide => voiced_part(sung, *consonant, 0.55),
        };
        push(list, at, target, 0.010, 0.022);
    }
}
