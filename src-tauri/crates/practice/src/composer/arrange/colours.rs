//! Synth, effects, brass and woodwinds: what comes and goes. Some songs leave some of them nearly silent.

use song::lyrics::SectionKind;

use super::{BRASS, Desk, FX, SYNTH, WOODWINDS};
use crate::composer::harmony::{above, voicing};
use crate::composer::style::Genre;
use crate::synth::{Sound, Sweep, SweepKind, Tone};

pub(super) fn synth(desk: &mut Desk) {
    let (genre, energy) = (desk.genre(), desk.energy());
    let enters = match genre {
        Genre::Electronic => 0.3,
        Genre::Dream => 0.45,
        Genre::Pop => 0.8,
        _ => return,
    };
    if energy < enters {
        return;
    }
    let order =
        desk.rng.pick(&[[0usize, 1, 2, 3, 2, 1, 2, 3], [0, 2, 1, 3, 0, 2, 3, 1], [3, 2, 1, 0, 1, 2, 3, 2]]);
    let order = order.to_vec();
    let stride = if genre == Genre::Electronic && energy > 0.75 { 1 } else { 2 };
    for bar in 0..desk.part.bars {
        let mut notes = voicing(&desk.part.chords[bar].tones(&desk.plan.style)[..3], 72.0);
        notes.push(notes[0] + 12.0);
        for step in (0..16usize).step_by(stride) {
            let midi = notes[order[step / stride % order.len()]];
            let vel = if step.is_multiple_of(4) { 0.6 } else { 0.42 } * (0.6 + 0.5 * energy);
            let pan = if (step / stride).is_multiple_of(2) { -0.35 } else { 0.35 };
            let color = 0.15 + 0.5 * energy * desk.plan.style.bright + 0.1 * desk.rng.unit();
            let tone = Tone { midi, frames: desk.frames(stride as f64 * 1.4), vel, pan, color };
            let at = desk.frame(bar, step as f64);
            desk.put(SYNTH, at, Sound::Pluck(tone));
        }
    }
}

pub(super) fn effects(desk: &mut Desk) {
    let quiet = matches!(desk.genre(), Genre::Folk | Genre::Ballad | Genre::Guofeng);
    if desk.rises() && desk.part.bars >= 2 {
        let bars = if desk.part.bars >= 4 && !quiet { 2 } else { 1 };
        let kind = if quiet || desk.genre() == Genre::Rock { SweepKind::Reverse } else { SweepKind::Riser };
        let frames = desk.frames(16.0 * f64::from(bars));
        let at = desk.frame(desk.part.bars - bars as usize, 0.0);
        let vel = if quiet { 0.35 } else { 0.6 };
        desk.put(FX, at, Sound::Sweep(Sweep { kind, frames, vel }));
    }
    if desk.energy() > 0.8 && !quiet {
        let frames = desk.frames(24.0);
        let at = desk.frame(0, 0.0);
        desk.put(FX, at, Sound::Sweep(Sweep { kind: SweepKind::Impact, frames, vel: 0.8 }));
    }
    let airy = desk.genre() == Genre::Dream && desk.energy() < 0.6;
    if airy || matches!(desk.part.kind, SectionKind::Intro | SectionKind::Bridge) {
        let frames = desk.frames(16.0 * desk.part.bars as f64);
        let at = desk.frame(0, 0.0);
        desk.put(FX, at, Sound::Sweep(Sweep { kind: SweepKind::Wind, frames, vel: 0.45 }));
    }
}

pub(super) fn brass(desk: &mut Desk) {
    let (genre, energy) = (desk.genre(), desk.energy());
    let pattern: &[(f64, f64)] = match genre {
        Genre::Soul if energy > 0.75 => &[(0.0, 1.5), (3.0, 1.0), (10.0, 4.0)],
        Genre::Pop | Genre::Rock if energy > 0.95 => &[(0.0, 7.0), (8.0, 7.0)],
        Genre::Ballad if energy > 0.95 => &[(0.0, 15.0)],
        _ => return,
    };
    for bar in 0..desk.part.bars {
        if genre == Genre::Soul && bar % 2 == 0 {
            continue;
        }
        let notes = voicing(&desk.part.chords[bar].tones(&desk.plan.style)[..3], 62.0);
        for (step, length) in pattern {
            for (n, midi) in notes.iter().enumerate() {
                let tone = Tone {
                    midi: *midi,
                    frames: desk.frames(*length),
                    vel: 0.55,
                    pan: n as f32 * 0.25 - 0.1,
                    color: 0.5,
                };
                let at = desk.frame(bar, *step) + n as i64 * 130;
                desk.put(BRASS, at, Sound::Brass(tone));
            }
        }
    }
}

/// A flute answers in the gaps and leads where nobody sings.
pub(super) fn woodwinds(desk: &mut Desk) {
    let genre = desk.genre();
    let likes = matches!(genre, Genre::Folk | Genre::Guofeng | Genre::Ballad | Genre::Dream);
    let played =
        matches!(desk.part.kind, SectionKind::Intro | SectionKind::Instrumental | SectionKind::Outro);
    if !likes || !played || desk.plan.parts.iter().all(|part| part.lines.is_empty()) {
        return;
    }
    let mut last = above(desk.plan.style.tonic, 72);
    for bar in 0..desk.part.bars {
        let tones = desk.part.chords[bar].tones(&desk.plan.style);
        let pattern = *desk.rng.pick::<&[(f64, f64)]>(&[
            &[(0.0, 6.0), (6.0, 2.0), (8.0, 6.0)],
            &[(0.0, 10.0), (12.0, 3.0)],
            &[(2.0, 2.0), (4.0, 4.0), (8.0, 7.0)],
        ]);
        for (step, length) in pattern {
            let near = |tone: &i32| (above(*tone, last - 6) - last).abs();
            let tone = tones[..3]
                .iter()
                .copied()
                .filter(|t| near(t) > 0)
                .min_by_key(|t| near(t))
                .unwrap_or(tones[0]);
            last = above(tone, last - 6).clamp(67, 86);
            let note = Tone {
                midi: last as f32,
                frames: desk.frames(length * 0.95),
                vel: 0.5,
                pan: -0.25,
                color: 0.4,
            };
            let at = desk.frame(bar, *step);
            desk.put(WOODWINDS, at, Sound::Flute(note));
        }
    }
}
