//! The band: from the plan of a song to the events of the ten instrumental stems.

mod chords;
mod colours;
mod groove;

use super::form::{Part, Plan};
use super::melody::STEPS;
use super::rng::Rng;
use super::style::Genre;
use crate::synth::{Event, Hit, Piece, Sound, Space};

/// Stems, in the order in which they are delivered.
pub(crate) const STEMS: usize = 12;
pub(crate) const VOCALS: usize = 0;
pub(crate) const BACKING: usize = 1;
pub(crate) const DRUMS: usize = 2;
pub(crate) const BASS: usize = 3;
pub(crate) const GUITAR: usize = 4;
pub(crate) const KEYBOARD: usize = 5;
pub(crate) const PERCUSSION: usize = 6;
pub(crate) const STRINGS: usize = 7;
pub(crate) const SYNTH: usize = 8;
pub(crate) const FX: usize = 9;
pub(crate) const BRASS: usize = 10;
pub(crate) const WOODWINDS: usize = 11;

/// Events per stem.
pub(crate) type Stems = [Vec<Event>; STEMS];

/// Writes the band's parts.
pub(crate) fn band(plan: &Plan) -> Stems {
    band_from(plan, 0)
}

/// Writes the band's parts from a bar on that begins a section.
pub(crate) fn band_from(plan: &Plan, bar: usize) -> Stems {
    let mut stems: Stems = Default::default();
    for part in plan.parts.iter().filter(|part| part.bar >= bar) {
        let mut desk =
            Desk { plan, part, stems: &mut stems, rng: Rng::of(plan.style.seed, &[70, part.bar as u64]) };
        groove::drums(&mut desk);
        groove::percussion(&mut desk);
        groove::bass(&mut desk);
        chords::guitar(&mut desk);
        chords::keyboard(&mut desk);
        chords::strings(&mut desk);
        colours::synth(&mut desk);
        colours::effects(&mut desk);
        colours::brass(&mut desk);
        colours::woodwinds(&mut desk);
    }
    ending(plan, &mut stems);
    stems
}

/// What the players of one section have before them.
struct Desk<'a> {
    plan: &'a Plan,
    part: &'a Part,
    stems: &'a mut Stems,
    rng: Rng,
}

impl Desk<'_> {
    fn genre(&self) -> Genre {
        self.plan.style.genre
    }

    fn energy(&self) -> f32 {
        self.part.energy
    }

    /// Frame of a step of a bar of this section.
    fn frame(&self, bar: usize, step: f64) -> i64 {
        self.plan.frame(((self.part.bar + bar) * STEPS) as f64 + step)
    }

    /// Frames that some steps last.
    fn frames(&self, steps: f64) -> usize {
        (steps * self.plan.step_frames()) as usize
    }

    fn put(&mut self, stem: usize, at: i64, sound: Sound) {
        self.stems[stem].push(Event { at: at.max(0), sound });
    }

    /// A hit, a few milliseconds off as people are.
    fn hit(&mut self, stem: usize, bar: usize, step: f64, piece: Piece, vel: f32) {
        let late = (self.rng.swing() * 110.0) as i64;
        let vel = vel * self.rng.between(0.9, 1.05);
        let hit = Hit { piece, kit: self.plan.style.kit, vel, variant: self.rng.below(3) };
        self.put(stem, self.frame(bar, step) + late, Sound::Hit(hit));
    }

    /// The part after this one.
    fn next(&self) -> Option<&Part> {
        self.plan.parts.iter().find(|part| part.bar == self.part.bar + self.part.bars)
    }

    /// Whether this section leads up to a bigger one.
    fn rises(&self) -> bool {
        self.next().is_some_and(|next| next.energy > self.part.energy + 0.1)
    }
}

/// The last chord, which everybody lets ring.
fn ending(plan: &Plan, stems: &mut Stems) {
    let at = plan.frame((plan.bars * STEPS) as f64);
    chords::last_chord(plan, at, stems);
    groove::last_hit(plan, at, stems);
}

/// Level, reverb, echo, chorus and bass cut of each stem.
pub(crate) fn spaces(genre: Genre) -> [Space; STEMS] {
    let wet = match genre {
        Genre::Dream => 4.0,
        Genre::Ballad | Genre::Guofeng => 2.5,
        Genre::Rock | Genre::Soul => -1.5,
        _ => 0.0,
    };
    let space =
        |level, reverb: f32, echo, chorus, cut| Space { level, reverb: reverb + wet, echo, chorus, cut };
    let vocal_echo = if matches!(genre, Genre::Dream | Genre::Electronic) { -20.0 } else { -24.0 };
    let lift = if genre == Genre::Guofeng { 3.0 } else { 0.0 };
    [
        space(0.0, -21.0 - wet * 0.5, Some(vocal_echo), 0.0, 120.0),
        space(-4.0, -15.0, None, 0.25, 180.0),
        space(-5.0, -25.0, None, 0.0, 28.0),
        space(-11.0, -42.0, None, 0.0, 32.0),
        space(-5.0 + lift, -20.0, None, 0.1, 110.0),
        space(-10.0 + lift, -19.0, None, 0.2, 110.0),
        space(-4.0, -20.0, None, 0.0, 250.0),
        space(-13.0, -14.0, None, 0.3, 160.0),
        space(-13.0, -16.0, Some(-8.0), 0.2, 200.0),
        space(-15.0, -12.0, None, 0.0, 60.0),
        space(-16.0, -16.0, None, 0.1, 150.0),
        space(-15.0, -14.0, Some(-18.0), 0.0, 200.0),
    ]
}
