//! Other words inside a window of a song: the band plays on, the singer sings something else there.
//!
//! Old phrases keep their notes and fall silent inside the window, so that outside of it every sample of the
//! voices (but for the room's tail) stays what it was.

use std::sync::Arc;

use super::arrange::{BACKING, STEMS, SYNTH, VOCALS, WOODWINDS};
use super::form::Plan;
use super::melody::Place;
use super::rng::scramble;
use super::vocals::{self, Sung, Task};
use super::words::{SingLine, read};
use super::{Composition, Score, SungLine, SungWord, Text, lead_line};
use crate::RATE;
use crate::synth::{Event, Sound};

/// Room for the consonants before the first vowel, and for the last word to end, in seconds.
const EDGE: f64 = 0.06;

impl Composition {
    /// The same song with other words between two moments (seconds): same groove, key, tempo and band, another
    /// melody for every `take`. Words whose middle lies inside the window are replaced; without new lines the
    /// band plays alone there (in an instrumental the lead plays something else).
    #[must_use]
    pub fn resing(&self, from_s: f64, to_s: f64, new_lines: &[String], take: u64) -> Composition {
        let end = self.frames as f64 / f64::from(RATE);
        let (from_s, to_s) = (from_s.clamp(0.0, end), to_s.clamp(0.0, end));
        let window = (frame(from_s), frame(to_s));
        let seed = scramble(self.spec.seed ^ scramble(take.wrapping_add(1)) ^ window.0.unsigned_abs());
        let plan = &self.score.plan;
        let sung = sing(plan, new_lines, (from_s, to_s), seed);
        let mut events: [Vec<Event>; STEMS] = Default::default();
        for stem in [VOCALS, BACKING] {
            events[stem] = self.score.stems[stem].iter().map(|event| hide(event, window)).collect();
        }
        for (line, seed) in sung.iter().zip(seed..) {
            let energy = plan.part(plan.step_at(window.0)).map_or(0.5, |part| part.energy);
            let show = |event: Event| show(event, window);
            events[VOCALS].extend(vocals::lead(plan, &line.notes, energy, seed).into_iter().map(show));
            events[BACKING].extend(vocals::backing(plan, &line.notes, energy, seed).into_iter().map(show));
        }
        let mut score = self.score.clone();
        for stem in [VOCALS, BACKING] {
            score.stems[stem] = Arc::new(std::mem::take(&mut events[stem]));
        }
        if self.words.is_empty() && sung.is_empty() {
            replay(&mut score, window, seed);
        }
        let text = merge(self, sung, (from_s, to_s));
        Composition { words: text.words, lines: text.lines, score, ..self.clone() }
    }
}

pub(super) fn frame(seconds: f64) -> i64 {
    (seconds * f64::from(RATE)).round() as i64
}

pub(super) fn hide(event: &Event, window: (i64, i64)) -> Event {
    let mut event = event.clone();
    let end = event.at + event.frames() as i64;
    if let Sound::Voice(phrase) = &mut event.sound
        && event.at < window.1
        && end > window.0
    {
        phrase.hidden.push(window);
    }
    event
}

pub(super) fn show(mut event: Event, window: (i64, i64)) -> Event {
    if let Sound::Voice(phrase) = &mut event.sound {
        phrase.shown = Some(window);
    }
    event
}

/// Divides the window among the new lines and sets them.
fn sing(plan: &Plan, new_lines: &[String], (from_s, to_s): (f64, f64), seed: u64) -> Vec<Sung> {
    let lines: Vec<SingLine> =
        new_lines.iter().flat_map(|text| read(text)).flat_map(|section| section.lines).collect();
    let first = lines.first().map_or(0, vocals::first_lead);
    let from = plan.step_at(frame(from_s + EDGE * 0.5) + first);
    let to = plan.step_at(frame(to_s - EDGE));
    let weight = |line: &SingLine| line.notes() as f64 + 1.5;
    let whole: f64 = lines.iter().map(weight).sum();
    let mut at = from;
    let mut sung = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let steps = (to - from).max(1.0) * weight(line) / whole;
        let part = plan.part(at);
        let place = Place {
            kind: part.map_or(song::lyrics::SectionKind::Verse, |part| part.kind),
            index,
            last: index + 1 == lines.len(),
            seed,
        };
        let section = part.map_or("", |part| part.label.as_str());
        let energy = part.map_or(0.5, |part| part.energy);
        sung.push(vocals::set(plan, &on_grid(Task { line, section, from: at, steps, place, energy })));
        at += steps;
    }
    sung
}

/// Begins on an eighth where there is room to.
fn on_grid(task: Task) -> Task {
    let start = (task.from / 2.0).ceil() * 2.0;
    let late = start - task.from;
    let roomy = (task.steps - late) / 2.0 >= task.line.notes() as f64 + 1.0;
    let whole = task.from.ceil();
    if roomy {
        Task { from: start, steps: task.steps - late, ..task }
    } else if task.steps - (whole - task.from) >= task.line.notes() as f64 + 1.0 {
        Task { from: whole, steps: task.steps - (whole - task.from), ..task }
    } else {
        task
    }
}

/// The lead instrument plays something else inside the window.
fn replay(score: &mut Score, window: (i64, i64), seed: u64) {
    let plan = Arc::clone(&score.plan);
    let leads = |event: &Event| matches!(event.sound, Sound::Lead(_) | Sound::Flute(_));
    let inside = |event: &Event| leads(event) && (window.0..window.1).contains(&event.at);
    let mut fresh: [Vec<Event>; STEMS] = Default::default();
    let steps = 2.0 * super::STEPS as f64;
    let mut from = (plan.step_at(window.0) / steps).floor() * steps;
    let mut index = 0;
    while plan.frame(from) < window.1 {
        if let Some(part) = plan.part(from) {
            lead_line(&plan, part, from, Place { kind: part.kind, index, last: false, seed }, &mut fresh);
        }
        from += steps;
        index += 1;
    }
    for stem in [SYNTH, WOODWINDS] {
        let mut events: Vec<Event> =
            score.stems[stem].iter().filter(|event| !inside(event)).cloned().collect();
        events.extend(std::mem::take(&mut fresh[stem]).into_iter().filter(inside));
        score.stems[stem] = Arc::new(events);
    }
}

/// Old lines without the words of the window, new lines in their place.
fn merge(old: &Composition, sung: Vec<Sung>, (from_s, to_s): (f64, f64)) -> Text {
    let replaced = |word: &SungWord| (from_s..to_s).contains(&((word.start_s + word.end_s) * 0.5));
    let mut pieces: Vec<Piece> = Vec::new();
    for line in &old.lines {
        let words = &old.words[line.words.clone()];
        let left = words.iter().take_while(|word| !replaced(word)).count();
        let right = words.iter().rev().take_while(|word| !replaced(word)).count();
        if left == words.len() {
            pieces.push(Piece { line: line.clone(), words: words.to_vec(), joins: false });
            continue;
        }
        for part in [&words[..left], &words[words.len() - right..]] {
            if !part.is_empty() {
                pieces.push(Piece { line: cut(line, part), words: part.to_vec(), joins: true });
            }
        }
    }
    let single = sung.len() == 1;
    pieces.extend(sung.into_iter().map(|sung| Piece { line: sung.line, words: sung.words, joins: single }));
    pieces.sort_by(|a, b| a.line.start_s.total_cmp(&b.line.start_s));
    collect(pieces)
}

/// A line or what is left of one; pieces that join become one line.
struct Piece {
    line: SungLine,
    words: Vec<SungWord>,
    joins: bool,
}

fn cut(line: &SungLine, words: &[SungWord]) -> SungLine {
    let text: String = words.iter().map(|word| word.text.as_str()).collect();
    SungLine {
        text: text.trim().to_owned(),
        start_s: words.first().map_or(line.start_s, |word| word.start_s),
        end_s: words.last().map_or(line.end_s, |word| word.end_s),
        ..line.clone()
    }
}

fn collect(pieces: Vec<Piece>) -> Text {
    let mut text = Text::default();
    let mut joining = false;
    for mut piece in pieces {
        if let (true, true, Some(line)) = (joining, piece.joins, text.lines.last_mut()) {
            separate(&mut text.words);
            let number = text.words.last().map_or(0, |word| word.line);
            text.words.extend(piece.words.into_iter().map(|word| SungWord { line: number, ..word }));
            line.words.end = text.words.len();
            line.end_s = piece.line.end_s;
            let whole: String =
                text.words[line.words.clone()].iter().map(|word| word.text.as_str()).collect();
            line.text = whole.trim().to_owned();
            continue;
        }
        joining = piece.joins;
        let (first, number) = (text.words.len(), text.lines.len());
        text.words.extend(piece.words.drain(..).map(|word| SungWord { line: number, ..word }));
        text.lines.push(SungLine { words: first..text.words.len(), ..piece.line });
    }
    text
}

/// Words of letters need a blank before the next word of their line.
fn separate(words: &mut [SungWord]) {
    if let Some(last) = words.last_mut() {
        let latin = last.text.trim_end().ends_with(|c: char| c.is_ascii());
        last.text = last.text.trim_end().to_owned() + if latin { " " } else { "" };
    }
}
