//! The composer: lyrics, style words and a seed in; a whole arranged and sung song out.
//!
//! Deterministic: the same request gives the same samples. No clock, no files, no network, no recordings.
//! Deliberately absent: encoding (`audio`) and everything about vendors (`server`).

mod arrange;
mod continuing;
mod cover;
mod form;
mod ground;
mod harmony;
mod ideas;
mod melody;
mod notes;
mod overdub;
mod render;
mod resing;
pub(crate) mod rng;
mod sounds;
mod style;
mod vocals;
mod words;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

pub(crate) use crate::RATE;
pub(crate) use continuing::Continuation;
pub(crate) use cover::mashup;
pub(crate) use ground::{Ground, Voiceprint};
pub use ideas::idea_lyrics;
pub(crate) use overdub::{Overdub, overdub};
pub use render::Rendered;
pub(crate) use sounds::{SoundSpec, play_sound, sound_frames};

use crate::synth::{CHUNK, Event, Room, Sound, Space, Tone};
use arrange::{BACKING, STEMS, SYNTH, Stems, VOCALS, WOODWINDS};
use form::{Part, Plan};
use melody::{Place, STEPS};
use rng::{Rng, scramble};
use style::{Genre, Style};
use vocals::{Sung, Task};

#[cfg(test)]
mod tests;

/// What to compose.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SongSpec {
    /// Lyrics with section headers; empty lyrics make an instrumental.
    pub lyrics: String,
    /// Has no influence on the music.
    pub title: String,
    /// Style words in English or Chinese: genre, mood, `female`, `128 bpm`.
    pub style: String,
    /// Nobody sings, whatever the lyrics say.
    pub instrumental: bool,
    /// Another seed, another song.
    pub seed: u64,
    /// The voice asked for, in words: `female`, `male`.
    pub voice: Option<String>,
}

/// A sung word.
#[derive(Debug, Clone, PartialEq)]
pub struct SungWord {
    /// As in the lyrics, with the blanks and line ends that follow.
    pub text: String,
    /// Index into [`Composition::lines`].
    pub line: usize,
    /// When its first sound begins, in seconds.
    pub start_s: f64,
    /// When it ends, in seconds.
    pub end_s: f64,
}

/// A sung line.
#[derive(Debug, Clone, PartialEq)]
pub struct SungLine {
    /// Without its line end.
    pub text: String,
    /// The label of its section, without brackets.
    pub section: String,
    /// When its first word begins, in seconds.
    pub start_s: f64,
    /// When its last word ends, in seconds.
    pub end_s: f64,
    /// Its words in [`Composition::words`].
    pub words: Range<usize>,
}

/// A composed song, ready to be rendered.
#[derive(Debug, Clone)]
pub struct Composition {
    /// What was asked for.
    pub spec: SongSpec,
    /// Its length at 48 kHz.
    pub frames: u64,
    /// All words in the order in which they are sung.
    pub words: Vec<SungWord>,
    /// All lines in the order in which they are sung.
    pub lines: Vec<SungLine>,
    score: Score,
}

/// What is played, by whom, where.
#[derive(Debug, Clone)]
struct Score {
    plan: Arc<Plan>,
    stems: [Arc<Vec<Event>>; STEMS],
    spaces: [Space; STEMS],
    room: Room,
    /// The span (frames) that decides about the level.
    loud: (i64, i64),
    gain: Arc<OnceLock<f32>>,
}

/// Composes a song. Takes about a millisecond; rendering is what takes time.
#[must_use]
pub fn compose(spec: &SongSpec) -> Composition {
    perform(spec, Plan::of(Style::of(spec), sections(spec)))
}

/// Composes a song on what another one gives: its tempo, its key, its voice.
pub(crate) fn compose_on(spec: &SongSpec, ground: &Ground) -> Composition {
    perform(spec, Plan::of(ground.under(Style::of(spec)), sections(spec)))
}

fn sections(spec: &SongSpec) -> Vec<words::SingSection> {
    if spec.instrumental { Vec::new() } else { words::read(&spec.lyrics) }
}

/// Has a plan played and sung.
fn perform(spec: &SongSpec, plan: Plan) -> Composition {
    let mut stems = arrange::band(&plan);
    let mut text = Text::default();
    for part in &plan.parts {
        perform_part(&plan, part, &mut stems, &mut text);
    }
    finish(spec, plan, stems, text)
}

/// The voice or, where nobody sings, the lead instrument.
fn perform_part(plan: &Plan, part: &Part, stems: &mut Stems, text: &mut Text) {
    if part.lines.is_empty() {
        play_lead(plan, part, stems);
    } else {
        sing_part(plan, part, stems, text);
    }
}

fn finish(spec: &SongSpec, plan: Plan, stems: Stems, text: Text) -> Composition {
    let score = Score {
        spaces: arrange::spaces(plan.style.genre),
        room: plan.style.room,
        loud: loud_span(&plan),
        stems: stems.map(Arc::new),
        gain: Arc::default(),
        plan: Arc::new(plan),
    };
    let frames = u64::try_from(score.plan.frames()).unwrap_or(0);
    Composition { spec: spec.clone(), frames, words: text.words, lines: text.lines, score }
}

/// Words and lines with the numbers they have in the song.
#[derive(Debug, Default)]
struct Text {
    words: Vec<SungWord>,
    lines: Vec<SungLine>,
}

impl Text {
    fn push(&mut self, sung: Sung) {
        let first = self.words.len();
        let line = self.lines.len();
        self.words.extend(sung.words.into_iter().map(|word| SungWord { line, ..word }));
        self.lines.push(SungLine { words: first..self.words.len(), ..sung.line });
    }
}

fn sing_part(plan: &Plan, part: &Part, stems: &mut Stems, text: &mut Text) {
    for (index, planned) in part.lines.iter().enumerate() {
        let task = Task {
            line: &planned.line,
            section: &part.label,
            from: ((part.bar + planned.bar) * STEPS) as f64,
            steps: (planned.bars * STEPS) as f64,
            place: Place {
                kind: part.kind,
                index,
                last: index + 1 == part.lines.len(),
                seed: plan.tune.seed,
            },
            energy: part.energy,
        };
        let sung = vocals::set(plan, &task);
        let seed = scramble(plan.style.seed ^ (task.from as u64) << 8);
        stems[VOCALS].extend(vocals::lead(plan, &sung.notes, part.energy, seed));
        stems[BACKING].extend(vocals::backing(plan, &sung.notes, part.energy, seed));
        text.push(sung);
    }
}

/// The melody on an instrument, in songs without words and in breaks.
fn play_lead(plan: &Plan, part: &Part, stems: &mut Stems) {
    use song::lyrics::SectionKind::{Intro, Outro};
    let wordless = plan.parts.iter().all(|part| part.lines.is_empty());
    if matches!(part.kind, Intro | Outro) || !(wordless || part.bars >= 4) {
        return;
    }
    for (index, bar) in (0..part.bars).step_by(2).enumerate() {
        let last = bar + 2 >= part.bars;
        let from = ((part.bar + bar) * STEPS) as f64;
        lead_line(plan, part, from, Place { kind: part.kind, index, last, seed: plan.tune.seed }, stems);
    }
}

/// Two bars of lead melody.
fn lead_line(plan: &Plan, part: &Part, from: f64, place: Place, stems: &mut Stems) {
    let mut rng = Rng::of(place.seed, &[80, harmony::family(place.kind), place.index as u64 % 2]);
    let count = 6 + rng.below(5);
    let steps = (2 * STEPS) as f64;
    let beats = melody::rhythm(&place, count, steps, &plan.tune);
    let chords: Vec<_> = beats.iter().map(|beat| plan.chord(from + beat.at)).collect();
    let tune = melody::pitches(&plan.tune, &place, &beats, &chords);
    let windy = matches!(plan.style.genre, Genre::Folk | Genre::Guofeng | Genre::Ballad);
    let up = if plan.tune.center < 60.0 { 12.0 } else { 0.0 } + if windy { 12.0 } else { 0.0 };
    for (beat, midi) in beats.iter().zip(tune) {
        let at = plan.frame(from + beat.at);
        let frames = usize::try_from(plan.frame(from + beat.at + beat.length * 0.95) - at).unwrap_or(0);
        let tone = Tone {
            midi: midi + up,
            frames,
            vel: 0.7 + 0.2 * part.energy,
            pan: 0.05,
            color: plan.style.bright,
        };
        let (stem, sound) = if windy { (WOODWINDS, Sound::Flute(tone)) } else { (SYNTH, Sound::Lead(tone)) };
        stems[stem].push(Event { at, sound });
    }
}

/// A song whose band waits until its intro is over, and the frame at which that is.
pub(crate) fn mute_intro(mut song: Composition) -> (Composition, u64) {
    let plan = &song.score.plan;
    let bars = plan.parts.first().filter(|part| part.lines.is_empty()).map_or(0, |part| part.bars);
    let until = plan.frame((bars * STEPS) as f64);
    for events in &mut song.score.stems {
        let later = |event: &&Event| matches!(event.sound, Sound::Voice(_)) || event.at >= until;
        *events = Arc::new(events.iter().filter(later).cloned().collect());
    }
    (song, u64::try_from(until).unwrap_or(0))
}

/// Where the level is measured: the two whole chunks about the middle of the biggest section (a part of a chunk
/// costs as much as all of it).
fn loud_span(plan: &Plan) -> (i64, i64) {
    let chunk = CHUNK as i64;
    let biggest = plan.parts.iter().max_by(|a, b| a.energy.total_cmp(&b.energy));
    let middle = biggest.map_or(0.0, |part| (part.bar * STEPS) as f64 + (part.bars * STEPS) as f64 / 2.0);
    let meet = (plan.frame(middle) + chunk / 2) / chunk;
    ((meet - 1).max(0) * chunk, (meet + 1) * chunk)
}

impl Composition {
    /// Key, tempo and form in words, for logs and tests.
    #[must_use]
    pub fn describe(&self) -> String {
        let plan = &self.score.plan;
        let style = &plan.style;
        let names = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"];
        let key = names[style.tonic.rem_euclid(12) as usize];
        let mode = if style.minor { "minor" } else { "major" };
        let form: Vec<String> =
            plan.parts.iter().map(|part| format!("{:?} {}", part.kind, part.bars)).collect();
        format!("{:?}, {key} {mode}, {} bpm, {}", style.genre, style.bpm, form.join(", "))
    }
}
