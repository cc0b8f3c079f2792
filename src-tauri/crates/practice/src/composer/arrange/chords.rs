//! Guitar, keyboard and strings: the harmony.

use super::{Desk, GUITAR, KEYBOARD, STRINGS, Stems};
use crate::composer::form::{Plan, guitars};
use crate::composer::harmony::{Chord, above, voicing};
use crate::composer::style::{Genre, Style};
use crate::synth::{Event, Sound, Strum, Tone};

/// Up to six strings of a chord, lowest first.
fn frets(style: &Style, chord: Chord, power: bool) -> Vec<f32> {
    let tones = chord.tones(style);
    let root = above(tones[0], 40);
    if power {
        return [root, above(tones[2], root), root + 12].map(|note| note as f32).to_vec();
    }
    let mut notes = vec![root];
    while notes.len() < 5 {
        let last = notes[notes.len() - 1];
        let next = tones.iter().map(|tone| above(*tone, last + 3)).min().unwrap_or(last + 5);
        notes.push(next);
    }
    notes.into_iter().filter(|note| *note < 77).map(|note| note as f32).collect()
}

/// Step, length, velocity, and whether the hand goes up.
type Stroke = (f64, f64, f32, bool);

const FOLK: &[Stroke] = &[
    (0.0, 4.0, 1.0, false),
    (4.0, 2.0, 0.7, false),
    (6.0, 2.0, 0.5, true),
    (10.0, 2.0, 0.55, true),
    (12.0, 2.0, 0.75, false),
    (14.0, 2.0, 0.5, true),
];
const DRIVING: &[Stroke] = &[
    (0.0, 2.0, 1.0, false),
    (2.0, 2.0, 0.7, false),
    (4.0, 2.0, 0.9, false),
    (6.0, 2.0, 0.7, false),
    (8.0, 2.0, 1.0, false),
    (10.0, 2.0, 0.7, false),
    (12.0, 2.0, 0.9, false),
    (14.0, 2.0, 0.7, false),
];
const HELD: &[Stroke] = &[(0.0, 16.0, 0.9, false)];
const CLEAN: &[Stroke] = &[(0.0, 6.0, 0.9, false), (6.0, 4.0, 0.55, true), (10.0, 6.0, 0.65, false)];
const CHOPS: &[Stroke] =
    &[(4.0, 1.2, 0.9, false), (7.0, 1.0, 0.4, true), (12.0, 1.2, 0.9, false), (14.0, 1.0, 0.35, true)];

pub(super) fn guitar(desk: &mut Desk) {
    let (genre, energy) = (desk.genre(), desk.energy());
    match genre {
        Genre::Rock if energy > 0.75 => both_sides(desk, DRIVING, 0.75, true),
        Genre::Rock if energy > 0.55 => both_sides(desk, HELD, 0.5, true),
        Genre::Folk if energy > 0.6 => both_sides(desk, FOLK, 0.0, false),
        Genre::Pop if energy > 0.75 => both_sides(desk, FOLK, 0.0, false),
        Genre::Soul if energy > 0.4 => strokes(desk, CHOPS, 0.45, 0.0, false),
        Genre::Dream if energy > 0.75 => both_sides(desk, CLEAN, 0.0, false),
        Genre::Guofeng => zither(desk),
        Genre::Electronic | Genre::Ballad if energy < 0.8 => {}
        Genre::Ballad => strokes(desk, HELD, 0.4, 0.0, false),
        Genre::Electronic => strokes(desk, CHOPS, -0.5, 0.0, false),
        _ => picking(desk),
    }
}

fn both_sides(desk: &mut Desk, pattern: &[Stroke], drive: f32, power: bool) {
    strokes(desk, pattern, -0.72, drive, power);
    strokes(desk, pattern, 0.72, drive, power);
}

fn strokes(desk: &mut Desk, pattern: &[Stroke], pan: f32, drive: f32, power: bool) {
    let level = (0.5 + 0.35 * desk.energy()) * if drive > 0.0 { 0.55 } else { 0.62 };
    for bar in 0..desk.part.bars {
        let notes = frets(&desk.plan.style, desk.part.chords[bar], power);
        for (step, length, vel, up) in pattern {
            let spread = if drive > 0.0 { 90.0 } else { 480.0 };
            let order: Vec<f32> =
                if *up { notes.iter().rev().copied().take(4).collect() } else { notes.clone() };
            let pace = spread * desk.rng.between(0.7, 1.3);
            let strum = Strum {
                strings: order
                    .iter()
                    .enumerate()
                    .map(|(n, midi)| (*midi, (n as f32 * pace) as usize))
                    .collect(),
                frames: desk.frames(*length),
                vel: vel * level * desk.rng.between(0.88, 1.06),
                pan,
                drive,
                color: desk.plan.style.bright,
                seed: desk.rng.word(),
            };
            let at = desk.frame(bar, *step) + (desk.rng.unit() * 200.0) as i64;
            desk.put(GUITAR, at, Sound::Strum(strum));
        }
    }
}

/// Single strings, eighth by eighth.
fn picking(desk: &mut Desk) {
    if !guitars(desk.genre()) {
        return;
    }
    let order =
        desk.rng.pick(&[[0usize, 2, 3, 4, 3, 2, 3, 2], [0, 3, 2, 4, 1, 3, 2, 4], [0, 2, 4, 3, 1, 2, 4, 3]]);
    let order = order.to_vec();
    for bar in 0..desk.part.bars {
        let notes = frets(&desk.plan.style, desk.part.chords[bar], false);
        for (n, string) in order.iter().enumerate() {
            let Some(midi) = notes.get(*string).copied() else { continue };
            let vel = if n % 4 == 0 { 0.55 } else { 0.42 } * (0.8 + 0.4 * desk.energy());
            let strum = Strum {
                strings: vec![(midi, 0)],
                frames: desk.frames(6.0),
                vel: vel * desk.rng.between(0.85, 1.1),
                pan: 0.25 - 0.15 * (*string as f32 - 2.0),
                drive: 0.0,
                color: desk.plan.style.bright,
                seed: desk.rng.word(),
            };
            let at = desk.frame(bar, n as f64 * 2.0);
            desk.put(GUITAR, at, Sound::Strum(strum));
        }
    }
}

/// Pentatonic runs, as on a guzheng.
fn zither(desk: &mut Desk) {
    for bar in 0..desk.part.bars {
        let tones = desk.part.chords[bar].tones(&desk.plan.style);
        let mut midi = above(tones[0], 52);
        let runs: &[f64] = if bar % 4 == 3 {
            &[0.0, 8.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0]
        } else {
            &[0.0, 4.0, 6.0, 10.0, 12.0]
        };
        for step in runs {
            let strum = Strum {
                strings: vec![(midi as f32, 0)],
                frames: desk.frames(8.0),
                vel: desk.rng.between(0.35, 0.55),
                pan: -0.3,
                drive: 0.0,
                color: 0.75,
                seed: desk.rng.word(),
            };
            let at = desk.frame(bar, *step);
            desk.put(GUITAR, at, Sound::Strum(strum));
            let next = tones[desk.rng.below(3)];
            midi = if midi > 76 { above(next, 55) } else { above(next, midi + 1) };
        }
    }
}

pub(super) fn keyboard(desk: &mut Desk) {
    let (genre, energy) = (desk.genre(), desk.energy());
    let piano = matches!(genre, Genre::Ballad | Genre::Rock | Genre::Guofeng | Genre::Pop);
    let rhythm: &[(f64, f64, f32)] = match (genre, energy > 0.75) {
        (Genre::Ballad, false) | (Genre::Guofeng, _) => return broken_chords(desk, piano),
        (Genre::Rock | Genre::Folk, false) => &[(0.0, 15.0, 0.6)],
        (Genre::Soul, _) => &[(0.0, 5.0, 0.9), (6.0, 1.5, 0.5), (10.0, 5.0, 0.7)],
        (Genre::Electronic, true) => {
            &[(0.0, 2.0, 0.9), (3.0, 2.0, 0.7), (6.0, 2.0, 0.8), (10.0, 2.0, 0.8), (13.0, 2.0, 0.7)]
        }
        (Genre::Pop | Genre::Ballad, true) => {
            &[(0.0, 4.0, 1.0), (4.0, 4.0, 0.75), (8.0, 4.0, 0.9), (12.0, 4.0, 0.75)]
        }
        _ => &[(0.0, 8.0, 0.85), (8.0, 7.5, 0.65)],
    };
    for bar in 0..desk.part.bars {
        let tones = desk.part.chords[bar].tones(&desk.plan.style);
        let notes = voicing(&tones, 63.0);
        for (step, length, vel) in rhythm {
            for (n, midi) in notes.iter().enumerate() {
                let late = n as i64 * 140;
                let at = desk.frame(bar, *step) + late;
                key(desk, at, *midi, *length, vel * (0.42 + 0.3 * energy), piano);
            }
        }
        let low = above(tones[0], 43) as f32;
        let at = desk.frame(bar, 0.0);
        key(desk, at, low, 14.0, 0.4 + 0.2 * energy, piano);
    }
}

fn key(desk: &mut Desk, at: i64, midi: f32, length: f64, vel: f32, piano: bool) {
    let vel = vel * desk.rng.between(0.88, 1.08);
    let pan = ((midi - 60.0) / 30.0).clamp(-0.5, 0.5);
    let tone = Tone { midi, frames: desk.frames(length), vel, pan, color: desk.plan.style.bright };
    desk.put(KEYBOARD, at, if piano { Sound::Piano(tone) } else { Sound::Electric(tone) });
}

fn broken_chords(desk: &mut Desk, piano: bool) {
    let energy = desk.energy();
    for bar in 0..desk.part.bars {
        let tones = desk.part.chords[bar].tones(&desk.plan.style);
        let root = above(tones[0], 43) as f32;
        let hand = voicing(&tones, 64.0);
        let order = [root, hand[0], hand[1], hand[2], hand[1] + 12.0, hand[2], hand[1], hand[0]];
        for (n, midi) in order.iter().enumerate() {
            let vel = if n == 0 { 0.62 } else { 0.40 } + 0.18 * energy;
            let at = desk.frame(bar, n as f64 * 2.0) + (desk.rng.unit() * 160.0) as i64;
            key(desk, at, *midi, if n == 0 { 14.0 } else { 5.0 }, vel, piano);
        }
    }
}

pub(super) fn strings(desk: &mut Desk) {
    let (genre, energy) = (desk.genre(), desk.energy());
    let enters = match genre {
        Genre::Ballad | Genre::Guofeng => 0.5,
        Genre::Dream => 0.3,
        Genre::Pop => 0.6,
        _ => 0.8,
    };
    if energy < enters {
        return;
    }
    for bar in 0..desk.part.bars {
        let tones = desk.part.chords[bar].tones(&desk.plan.style);
        let mut notes = voicing(&tones[..3], 67.0);
        if energy > 0.9 {
            notes.push(notes[0] + 12.0);
        }
        for (n, midi) in notes.iter().enumerate() {
            let pan = -0.5 + n as f32 * 0.4;
            let tone = Tone {
                midi: *midi,
                frames: desk.frames(15.6),
                vel: 0.35 + 0.3 * energy,
                pan,
                color: 0.3 + 0.4 * energy,
            };
            let at = desk.frame(bar, 0.0);
            let sound = if genre == Genre::Dream || genre == Genre::Electronic {
                Sound::Pad(tone)
            } else {
                Sound::Strings(tone)
            };
            desk.put(STRINGS, at, sound);
        }
    }
}

/// The tonic, rung out by everybody who holds chords.
pub(super) fn last_chord(plan: &Plan, at: i64, stems: &mut Stems) {
    let home = Chord { degree: 0, seventh: false };
    let tones = home.tones(&plan.style);
    for (n, midi) in voicing(&tones, 63.0).into_iter().enumerate() {
        let tone =
            Tone { midi, frames: 130_000, vel: 0.5, pan: n as f32 * 0.2 - 0.2, color: plan.style.bright };
        let late = at + n as i64 * 700;
        stems[KEYBOARD].push(Event { at: late, sound: Sound::Piano(tone) });
        let quiet = Tone { vel: 0.28, frames: 110_000, midi: midi + 12.0, ..tone };
        stems[STRINGS].push(Event { at, sound: Sound::Strings(quiet) });
    }
    if guitars(plan.style.genre) {
        let strings = frets(&plan.style, home, false)
            .into_iter()
            .enumerate()
            .map(|(n, midi)| (midi, n * 900))
            .collect();
        let strum = Strum {
            strings,
            frames: 130_000,
            vel: 0.45,
            pan: 0.1,
            drive: 0.0,
            color: plan.style.bright,
            seed: plan.style.seed,
        };
        stems[GUITAR].push(Event { at, sound: Sound::Strum(strum) });
    }
}
