//! The plan of a song: which section stands on which bars, with what energy and which chords.

use song::lyrics::SectionKind;

use super::harmony::{Chord, progression};
use super::melody::STEPS;
use super::style::{Genre, Style};
use super::words::{SingLine, SingSection};
use crate::RATE;

/// A line and the bars it is sung over, counted from the start of its section.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlannedLine {
    pub(crate) line: SingLine,
    pub(crate) bar: usize,
    pub(crate) bars: usize,
}

/// A section on its bars.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    pub(crate) kind: SectionKind,
    pub(crate) label: String,
    pub(crate) bar: usize,
    pub(crate) bars: usize,
    /// `0.0..=1.0`: how much plays, and how loud.
    pub(crate) energy: f32,
    pub(crate) chords: Vec<Chord>,
    pub(crate) lines: Vec<PlannedLine>,
    /// How many sections of its kind came before.
    pub(crate) nth: usize,
}

/// The plan and its grid.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plan {
    pub(crate) style: Style,
    /// What melodies are made from: the song's own style, of a cover that of its original.
    pub(crate) tune: Style,
    /// Semitones by which melodies are moved to suit the singer.
    pub(crate) lift: f32,
    pub(crate) parts: Vec<Part>,
    pub(crate) bars: usize,
}

/// Shortest and longest song that is aimed for, in seconds.
const SHORTEST: f32 = 62.0;
const LONGEST: f32 = 176.0;
/// Frames of the last chord after the last bar.
const RING: i64 = 4 * RATE as i64;

impl Plan {
    /// Plans a song; without lyrics it is an instrumental form.
    pub(crate) fn of(style: Style, sections: Vec<SingSection>) -> Self {
        let sung = sections.iter().any(|section| !section.lines.is_empty());
        let mut parts = if sung { sung_parts(&style, sections) } else { played_parts(&style) };
        number(&mut parts);
        Self::standing(style, parts, 0)
    }

    /// Words alone, without intro, break and outro; for what goes over music that is already there.
    pub(crate) fn bare(style: Style, sections: &[SingSection]) -> Self {
        let mut parts = lay_out(sections, 240.0 / style.bpm, 1.0);
        number(&mut parts);
        Self::standing(style, parts, 0)
    }

    /// Music without words that lasts at least some bars.
    pub(crate) fn lasting(style: Style, bars: usize) -> Self {
        let form = played_parts(&style);
        let mut left = bars;
        let mut parts: Vec<Part> = Vec::new();
        for next in form.iter().skip(1).cycle().take_while(|part| part.bars > 0) {
            if left == 0 {
                break;
            }
            let bars = next.bars.min(left);
            left -= bars;
            parts.push(Part { bars, ..next.clone() });
        }
        number(&mut parts);
        Self::standing(style, parts, 0)
    }

    /// This song up to a bar, and from there on other sections; without words the band plays on.
    pub(crate) fn continued(&self, bar: usize, sections: &[SingSection]) -> Self {
        let mut parts: Vec<Part> = self.parts.iter().filter(|part| part.bar < bar).cloned().collect();
        if let Some(last) = parts.last_mut() {
            last.bars = bar - last.bar;
            last.lines.retain(|line| line.bar < last.bars);
        }
        let old = parts.clone();
        parts.extend(tail_parts(&self.style, sections));
        number(&mut parts);
        let fresh = parts.split_off(old.len());
        let later = Self::standing(self.tune.clone(), fresh, bar);
        let parts = old.into_iter().chain(later.parts).collect();
        Self { style: self.style.clone(), tune: later.tune, lift: self.lift, parts, bars: later.bars }
    }

    /// Puts sections one after the other, from a bar on, and gives them their chords.
    fn standing(style: Style, mut parts: Vec<Part>, from: usize) -> Self {
        let mut bar = from;
        for part in &mut parts {
            part.bar = bar;
            bar += part.bars;
            part.chords = progression(&style, part.kind, part.bars, style.seed);
        }
        Self { tune: style.clone(), style, lift: 0.0, parts, bars: bar }
    }

    /// The frame of a step (sixteenth) of the song, swing included.
    pub(crate) fn frame(&self, step: f64) -> i64 {
        let bent = self.bend(step);
        (bent * self.step_frames()).round() as i64
    }

    /// The step at a frame, swing left out.
    pub(crate) fn step_at(&self, frame: i64) -> f64 {
        frame as f64 / self.step_frames()
    }

    /// Frames of a sixteenth.
    pub(crate) fn step_frames(&self) -> f64 {
        f64::from(RATE) * 60.0 / f64::from(self.style.bpm) / 4.0
    }

    /// Second eighths come late where the music swings.
    fn bend(&self, step: f64) -> f64 {
        let beat = (step / 4.0).floor() * 4.0;
        let inside = step - beat;
        let late = 2.0 + f64::from(self.style.swing);
        beat + if inside <= 2.0 { inside / 2.0 * late } else { late + (inside - 2.0) / 2.0 * (4.0 - late) }
    }

    /// Frames of the whole song, last chord included.
    pub(crate) fn frames(&self) -> i64 {
        self.frame((self.bars * STEPS) as f64) + RING
    }

    /// The chord that sounds at a step.
    pub(crate) fn chord(&self, step: f64) -> Chord {
        let bar = (step.max(0.0) / STEPS as f64) as usize;
        let part = self.part(step);
        part.and_then(|part| part.chords.get(bar.saturating_sub(part.bar)).copied())
            .unwrap_or(Chord { degree: 0, seventh: false })
    }

    /// The section at a step.
    pub(crate) fn part(&self, step: f64) -> Option<&Part> {
        let bar = (step.max(0.0) / STEPS as f64) as usize;
        self.parts.iter().rev().find(|part| part.bar <= bar)
    }
}

fn part(kind: SectionKind, label: &str, bars: usize, lines: Vec<PlannedLine>) -> Part {
    Part { kind, label: label.to_owned(), bar: 0, bars, energy: 0.0, chords: Vec::new(), lines, nth: 0 }
}

/// How many bars a line needs so that it can be sung with ease.
fn bars_for(notes: usize, bar_s: f32, ease: f32) -> usize {
    (1..16)
        .find(|bars| {
            let room = (*bars * 8) as f32 - 2.0;
            notes as f32 <= room * 2.0 * ease
                && notes as f32 <= (*bars as f32 * bar_s - 0.4) * 3.9 * ease
                && !(*bars == 1 && ease <= 1.0 && (bar_s < 2.3 || notes > 6))
        })
        .unwrap_or(16)
}

fn sung_parts(style: &Style, sections: Vec<SingSection>) -> Vec<Part> {
    let bar_s = 240.0 / style.bpm;
    let length = |parts: &[Part]| parts.iter().map(|part| part.bars).sum::<usize>() as f32 * bar_s;
    let mut parts = lay_out(&sections, bar_s, 1.0);
    if length(&parts) > LONGEST - 8.0 * bar_s {
        parts = lay_out(&sections, bar_s, 1.5);
    }
    let short = (SHORTEST / bar_s - length(&parts) / bar_s).ceil().max(0.0) as usize;
    let room = (LONGEST - length(&parts)) / bar_s > 14.0;
    frame_with_music(&mut parts, short, room);
    parts
}

fn lay_out(sections: &[SingSection], bar_s: f32, ease: f32) -> Vec<Part> {
    let parts = sections.iter().filter_map(|section| {
        let mut bar = 0;
        let lines: Vec<PlannedLine> = section
            .lines
            .iter()
            .map(|line| {
                let bars = bars_for(line.notes(), bar_s, ease);
                bar += bars;
                PlannedLine { line: line.clone(), bar: bar - bars, bars }
            })
            .collect();
        let played = if lines.is_empty() { played_bars(section.kind) } else { bar + bar % 2 };
        (played > 0).then(|| part(section.kind, &section.label, played, lines))
    });
    parts.collect()
}

/// What follows where a song goes on: the words and an end, or some music and an end.
fn tail_parts(style: &Style, sections: &[SingSection]) -> Vec<Part> {
    let mut parts = lay_out(sections, 240.0 / style.bpm, 1.0);
    if parts.is_empty() {
        parts.push(part(SectionKind::Verse, "", 8, Vec::new()));
        parts.push(part(SectionKind::Chorus, "", 8, Vec::new()));
    }
    if parts.last().is_some_and(|last| last.kind != SectionKind::Outro) {
        parts.push(part(SectionKind::Outro, "", 4, Vec::new()));
    }
    parts
}

/// Bars of a section that has a header but no words.
fn played_bars(kind: SectionKind) -> usize {
    match kind {
        SectionKind::Instrumental => 8,
        SectionKind::Intro | SectionKind::Outro => 4,
        _ => 0,
    }
}

/// Intro, a break and an outro, longer where the words alone would be too short a song.
fn frame_with_music(parts: &mut Vec<Part>, short: usize, room: bool) {
    let even = |bars: usize| bars.div_ceil(2) * 2;
    let extra = even(short.div_ceil(3));
    let own = |parts: &[Part], kind| parts.iter().any(|part| part.kind == kind && part.lines.is_empty());
    if !own(parts, SectionKind::Intro) {
        let bars = if room { 4 } else { 2 };
        parts.insert(0, part(SectionKind::Intro, "", bars.max(extra.min(8)), Vec::new()));
    }
    if room && (extra > 0 || parts.len() > 4) && !own(parts, SectionKind::Instrumental) {
        let place = parts.len() / 2 + usize::from(parts.len() > 2);
        let after = parts.iter().skip(1).position(|p| p.kind == SectionKind::Chorus).map_or(place, |i| i + 2);
        let bars = if extra > 0 { extra.max(4) } else { 2 };
        parts.insert(after.min(parts.len()), part(SectionKind::Instrumental, "", bars, Vec::new()));
    }
    if !own(parts, SectionKind::Outro) {
        let bars = if room { 4 } else { 2 };
        parts.push(part(SectionKind::Outro, "", bars.max(extra.min(10)), Vec::new()));
    }
}

fn played_parts(style: &Style) -> Vec<Part> {
    use SectionKind::{Bridge, Chorus, Instrumental, Intro, Outro, Verse};
    let slow = style.bpm < 84.0;
    let form: &[(SectionKind, usize)] = if slow {
        &[(Intro, 4), (Verse, 8), (Chorus, 8), (Verse, 8), (Chorus, 8), (Outro, 4)]
    } else {
        &[
            (Intro, 4),
            (Verse, 8),
            (Chorus, 8),
            (Verse, 8),
            (Chorus, 8),
            (Bridge, 8),
            (Instrumental, 4),
            (Chorus, 8),
            (Outro, 4),
        ]
    };
    form.iter().map(|(kind, bars)| part(*kind, "", *bars, Vec::new())).collect()
}

/// Counts the sections of each kind and gives each its energy; the last chorus gets most.
fn number(parts: &mut [Part]) {
    let last_chorus = parts.iter().rposition(|part| part.kind == SectionKind::Chorus);
    for i in 0..parts.len() {
        let nth = parts[..i].iter().filter(|part| part.kind == parts[i].kind).count();
        parts[i].nth = nth;
        let growth = 0.08 * nth.min(2) as f32;
        parts[i].energy = match parts[i].kind {
            SectionKind::Intro => 0.32,
            SectionKind::Verse | SectionKind::Other => 0.46 + growth,
            SectionKind::PreChorus => 0.62 + growth * 0.5,
            SectionKind::Chorus if last_chorus == Some(i) && nth > 0 => 1.0,
            SectionKind::Chorus => 0.84 + growth * 0.5,
            SectionKind::Bridge => 0.56,
            SectionKind::Instrumental => 0.70,
            SectionKind::Outro => 0.38,
        };
    }
}

/// Whether a genre is led by guitars.
pub(crate) fn guitars(genre: Genre) -> bool {
    matches!(genre, Genre::Rock | Genre::Folk | Genre::Pop | Genre::Dream)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::composer::{SongSpec, words::read};

    fn plan(lyrics: &str, style: &str) -> Plan {
        let spec = SongSpec { lyrics: lyrics.into(), style: style.into(), seed: 5, ..SongSpec::default() };
        Plan::of(Style::of(&spec), read(lyrics))
    }

    fn seconds(plan: &Plan) -> f32 {
        plan.frames() as f32 / RATE as f32
    }

    #[test]
    fn songs_of_any_usual_length_last_one_to_three_minutes() {
        let verse = "[Verse]\nPaper lanterns on the water\nEvery light a name we knew\n";
        let chorus = "[Chorus]\nOh the river keeps on turning\nand it carries me to you\n";
        let long =
            format!("{verse}Slowly drifting ever after\ntill the morning colours through\n{chorus}{chorus}")
                .repeat(4);
        for style in ["ballad", "rock", "electronic 128 bpm", "民谣"] {
            for lyrics in ["one line only", verse, &format!("{verse}{chorus}"), &long, ""] {
                let length = seconds(&plan(lyrics, style));
                assert!((58.0..=185.0).contains(&length), "{style} {} {length}", lyrics.len());
            }
        }
    }

    #[test]
    fn the_last_chorus_has_most_energy() {
        let plan = plan("[Verse]\na b c\n[Chorus]\nd e f\n[Verse]\na b c\n[Chorus]\nd e f\n", "pop");
        let top = plan.parts.iter().max_by(|a, b| a.energy.total_cmp(&b.energy)).unwrap();
        assert_eq!((top.kind, top.nth), (SectionKind::Chorus, 1));
    }

    #[test]
    fn steps_and_frames_agree_on_beats() {
        let plan = plan("", "soul");
        for step in [0.0, 4.0, 16.0, 64.0] {
            assert!((plan.step_at(plan.frame(step)) - step).abs() < 0.01);
        }
    }
}
