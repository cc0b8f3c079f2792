//! Puts words on notes: lead phrases with exact word times, their doubles and harmonies.

use super::form::Plan;
use super::harmony::Chord;
use super::melody::{Beat, Place, pitches, rhythm};
use super::rng::Rng;
use super::words::SingLine;
use super::{SungLine, SungWord};
use crate::RATE;
use crate::synth::{Event, Sound};
use crate::voice::{Phrase, Singer, SungNote, Syllable, lead_frames, onset_frame};

/// A line on its notes.
pub(crate) struct Sung {
    pub(crate) notes: Vec<SungNote>,
    pub(crate) words: Vec<SungWord>,
    pub(crate) line: SungLine,
}

/// Where and how a line is to be sung: `from` and `steps` in sixteenths of the song.
pub(crate) struct Task<'a> {
    pub(crate) line: &'a SingLine,
    pub(crate) section: &'a str,
    pub(crate) from: f64,
    pub(crate) steps: f64,
    pub(crate) place: Place,
    pub(crate) energy: f32,
}

/// Sets one line. Word and line numbers count from 0; the caller shifts them.
pub(crate) fn set(plan: &Plan, task: &Task) -> Sung {
    let beats = rhythm(&task.place, task.line.notes(), task.steps, &plan.tune);
    let chords: Vec<Chord> = beats.iter().map(|beat| plan.chord(task.from + beat.at)).collect();
    let tune = pitches(&plan.tune, &task.place, &beats, &chords);
    let syllables =
        task.line.words.iter().flat_map(|word| {
            word.syllables.iter().enumerate().map(|(index, syllable)| (index == 0, syllable))
        });
    let notes: Vec<SungNote> = syllables
        .zip(beats.iter().zip(&tune))
        .map(|((opens_word, syllable), (beat, midi))| {
            note(plan, task, beat, *midi + plan.lift, syllable, opens_word)
        })
        .collect();
    let words = words(
        &task.line.words.iter().map(|w| (w.text.as_str(), w.syllables.len())).collect::<Vec<_>>(),
        &notes,
    );
    let line = SungLine {
        text: task.line.text.clone(),
        section: task.section.to_owned(),
        start_s: words.first().map_or(0.0, |word| word.start_s),
        end_s: words.last().map_or(0.0, |word| word.end_s),
        words: 0..words.len(),
    };
    Sung { notes, words, line }
}

fn note(plan: &Plan, task: &Task, beat: &Beat, midi: f32, syllable: &Syllable, opens_word: bool) -> SungNote {
    let from = plan.frame(task.from + beat.at);
    let to = plan.frame(task.from + beat.at + beat.length).max(from + 4_000);
    let accent = if (beat.at as usize).is_multiple_of(8) { 0.06 } else { 0.0 };
    let vel = 0.80 + 0.16 * task.energy + accent;
    SungNote { from, to, midi, vel, syllable: syllable.clone(), opens_word }
}

fn words(texts: &[(&str, usize)], notes: &[SungNote]) -> Vec<SungWord> {
    let mut at = 0;
    let mut list: Vec<SungWord> = Vec::with_capacity(texts.len());
    for (text, count) in texts {
        let Some(own) = notes.get(at..at + count) else { break };
        at += count;
        let (Some(first), Some(last)) = (own.first(), own.last()) else { continue };
        let next = notes.get(at).map_or(last.to, |n| onset_frame(n.from, &n.syllable));
        list.push(SungWord {
            text: (*text).to_owned(),
            line: 0,
            start_s: onset_frame(first.from, &first.syllable) as f64 / f64::from(RATE),
            end_s: last.to.min(next) as f64 / f64::from(RATE),
        });
    }
    list
}

/// The lead phrase and, where the song is big, its doubles.
pub(crate) fn lead(plan: &Plan, notes: &[SungNote], energy: f32, seed: u64) -> Vec<Event> {
    let singer = plan.style.singer;
    let mut events = vec![phrase(notes.to_vec(), singer, seed, 0.0)];
    if energy > 0.75 {
        let gain = 0.22;
        for (side, pan) in [(1, -0.55), (2, 0.55)] {
            events.push(phrase(
                doubled(notes, side),
                Singer { level: singer.level * gain, ..singer },
                seed ^ side,
                pan,
            ));
        }
    }
    events
}

/// A second take of the same notes: a little late, a little off.
fn doubled(notes: &[SungNote], side: u64) -> Vec<SungNote> {
    let mut rng = Rng::of(side, &[notes.len() as u64, 61]);
    let copies = notes.iter().map(|note| {
        let late = 240 + (rng.unit() * 480.0) as i64;
        SungNote {
            from: note.from + late,
            to: note.to + late,
            midi: note.midi + rng.swing() * 0.12,
            ..note.clone()
        }
    });
    copies.collect()
}

fn phrase(notes: Vec<SungNote>, singer: Singer, seed: u64, pan: f32) -> Event {
    let phrase = Phrase { notes, singer, seed, pan, hidden: Vec::new(), shown: None };
    Event { at: phrase.start(), sound: Sound::Voice(Box::new(phrase)) }
}

/// Harmonies a third above and a sixth below, left and right.
pub(crate) fn backing(plan: &Plan, notes: &[SungNote], energy: f32, seed: u64) -> Vec<Event> {
    if energy < 0.8 {
        return Vec::new();
    }
    let base = plan.style.singer;
    let voices = [(2, -0.6, 1.04, 0.62), (-5, 0.6, 0.96, 0.5), (2, 0.35, 0.98, 0.3)];
    let count = if energy > 0.95 { 3 } else { 2 };
    let voices = voices.iter().take(count).zip(1u64..);
    voices
        .map(|((steps, pan, scale, gain), n)| {
            let singer = Singer {
                scale: base.scale * scale,
                level: base.level * gain,
                breath: base.breath * 1.4,
                top_hz: 5200.0,
                ..base
            };
            let notes = doubled(notes, seed ^ n).into_iter().map(|note| harmonised(plan, note, *steps));
            phrase(notes.collect(), singer, seed ^ (n << 8), *pan)
        })
        .collect()
}

/// A note some steps of the scale away, moved onto the chord where it would rub.
fn harmonised(plan: &Plan, note: SungNote, steps: i32) -> SungNote {
    let scale = plan.style.scale().map(|step| (step + plan.style.tonic) % 12);
    let direction = steps.signum();
    let mut pitch = note.midi.round() as i32;
    let mut left = steps.abs();
    while left > 0 {
        pitch += direction;
        if scale.contains(&pitch.rem_euclid(12)) {
            left -= 1;
        }
    }
    let tones = plan.chord(plan.step_at(note.from)).tones(&plan.style);
    let near = [0, 1, -1, 2, -2].into_iter().map(|d| pitch + d).find(|p| tones.contains(&p.rem_euclid(12)));
    let long = note.to - note.from > i64::from(RATE) / 3;
    let midi = if long { near.unwrap_or(pitch) } else { pitch };
    SungNote { midi: midi as f32, ..note }
}

/// The moment before which a phrase's first sound does not begin.
pub(crate) fn first_lead(line: &SingLine) -> i64 {
    line.words.first().and_then(|word| word.syllables.first()).map_or(0, lead_frames)
}
