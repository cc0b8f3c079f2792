//! A song that goes on differently from a moment on: same groove, key, tempo and voice, other sections.
//!
//! Up to that moment nothing changes, to the last bit, and what rings there rings on: cut at that moment, the
//! new end joins the old beginning without a seam.

use std::sync::Arc;

use super::arrange::{self, BACKING, STEMS, Stems, VOCALS};
use super::form::Plan;
use super::melody::STEPS;
use super::resing::{frame, hide, show};
use super::rng::scramble;
use super::{Composition, Score, SungWord, Text, Voiceprint, perform_part, words};
use crate::RATE;
use crate::synth::Event;

/// How early people may play, in frames.
const EARLY: i64 = 200;
/// Later than any song ends.
const NEVER: i64 = i64::MAX / 4;

/// How a song goes on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Continuation {
    /// Seconds of the song that stay.
    pub(crate) at_s: f64,
    /// Words with section headers; without words the band plays.
    pub(crate) lyrics: String,
    /// The first take keeps the melodies of the song, others have their own.
    pub(crate) take: u64,
    /// Another singer from there on.
    pub(crate) voice: Option<Voiceprint>,
}

impl Composition {
    /// The whole song with its new end.
    pub(crate) fn go_on(&self, next: &Continuation) -> Composition {
        let at = frame(next.at_s);
        let old = &self.score.plan;
        let bar = ((old.step_at(at) - 0.02) / STEPS as f64).ceil().max(0.0) as usize;
        let plan = self.onward(bar, next);
        let mut stems = arrange::band_from(&plan, bar);
        let mut text = Text::default();
        for part in plan.parts.iter().filter(|part| part.bar >= bar) {
            perform_part(&plan, part, &mut stems, &mut text);
        }
        let cut = (at, plan.frame((bar * STEPS) as f64));
        let stems = self.joined(stems, cut);
        let frames = u64::try_from(plan.frames()).unwrap_or(0);
        let text = self.text_with(text, next.at_s);
        let score = Score { plan: Arc::new(plan), stems, ..self.score.clone() };
        Composition { frames, words: text.words, lines: text.lines, score, ..self.clone() }
    }

    fn onward(&self, bar: usize, next: &Continuation) -> Plan {
        let mut plan = (*self.score.plan).clone();
        if next.take > 0 {
            plan.tune.seed = scramble(plan.tune.seed ^ scramble(next.take));
        }
        if let Some(voice) = next.voice {
            let octaves = ((voice.center - plan.tune.center) / 12.0).round();
            (plan.style.singer, plan.lift) = (voice.singer, octaves * 12.0);
        }
        let chords = plan.tune.seed;
        plan.tune.seed = self.score.plan.tune.seed;
        let mut plan = plan.continued(bar, &words::read(&next.lyrics));
        plan.tune.seed = chords;
        plan
    }

    /// Old events up to the cut, new ones from there. `cut` is the moment from which on nothing old is sung,
    /// and the bar line behind it up to which the old band plays.
    fn joined(&self, fresh: Stems, (at, bar): (i64, i64)) -> [Arc<Vec<Event>>; STEMS] {
        let mut fresh = fresh.into_iter();
        std::array::from_fn(|stem| {
            let old = self.score.stems[stem].iter();
            let new = fresh.next().unwrap_or_default();
            let events: Vec<Event> = if stem == VOCALS || stem == BACKING {
                let kept = old.filter(|event| event.at < at).map(|event| hide(event, (at, NEVER)));
                kept.chain(new.into_iter().map(|event| show(event, (at, NEVER)))).collect()
            } else {
                let kept = old.filter(|event| event.at < at.max(bar - EARLY)).cloned();
                kept.chain(new.into_iter().map(|event| Event { at: event.at.max(at), ..event })).collect()
            };
            Arc::new(events)
        })
    }

    /// The words up to a moment, and those that follow.
    fn text_with(&self, later: Text, at_s: f64) -> Text {
        let mut text = Text::default();
        for line in self.lines.iter().filter(|line| line.start_s < at_s) {
            let first = text.words.len();
            let number = text.lines.len();
            let words = self.words[line.words.clone()].iter().filter(|word| word.start_s < at_s);
            let cut =
                |word: &SungWord| SungWord { line: number, end_s: word.end_s.min(at_s), ..word.clone() };
            text.words.extend(words.map(cut));
            let words = first..text.words.len();
            text.lines.push(super::SungLine { words, end_s: line.end_s.min(at_s), ..line.clone() });
        }
        for line in later.lines {
            let words = later.words[line.words.clone()].to_vec();
            text.push(super::vocals::Sung { notes: Vec::new(), words, line });
        }
        text
    }

    /// Only the words from a moment on; the music stays whole.
    pub(crate) fn words_from(mut self, at_s: f64) -> Composition {
        let text = std::mem::take(&mut self.lines);
        let all = std::mem::take(&mut self.words);
        let mut kept = Text::default();
        for line in text.into_iter().filter(|line| line.start_s >= at_s - 1.0 / f64::from(RATE)) {
            let words = all[line.words.clone()].to_vec();
            kept.push(super::vocals::Sung { notes: Vec::new(), words, line });
        }
        (self.words, self.lines) = (kept.words, kept.lines);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::composer::{SongSpec, compose};

    fn song() -> Composition {
        let lyrics = "[Verse]\nPaper lanterns on the water\nEvery light a name we knew\n".into();
        compose(&SongSpec { lyrics, style: "pop".into(), seed: 11, ..SongSpec::default() })
    }

    fn next(at_s: f64, take: u64) -> Continuation {
        let lyrics = "[Chorus]\nOh the river keeps on turning\nAnd it carries me to you\n".into();
        Continuation { at_s, lyrics, take, voice: None }
    }

    #[test]
    fn nothing_changes_before_and_the_new_words_follow() {
        let song = song();
        let at = 777_777;
        let longer = song.go_on(&next(at as f64 / 48_000.0, 0));
        drop(song.render_window(0, 0));
        assert!(song.render_window(at - 100_000, at) == longer.render_window(at - 100_000, at));
        assert_eq!(longer.ground(), song.ground());
        let last = longer.lines.last().expect("a line");
        assert!(last.text.contains("carries") && last.end_s < longer.frames as f64 / 48_000.0);
        let joined = longer.render_window(at - 2, at + 2);
        let step = joined.windows(3).map(|it| (it[2] - it[0]).abs()).fold(0.0, f32::max);
        assert!(step < 0.1, "{step}");
        let fresh = longer.clone().words_from(at as f64 / 48_000.0);
        assert!(fresh.words.iter().all(|word| word.start_s * 48_000.0 >= at as f64));
        assert_eq!(fresh.lines.len(), 2);
    }

    #[test]
    fn takes_sing_other_tunes_over_the_same_chords() {
        let song = song();
        let (one, two) = (song.go_on(&next(30.0, 0)), song.go_on(&next(30.0, 1)));
        assert_ne!(one.score.stems[VOCALS], two.score.stems[VOCALS]);
        assert_eq!(one.score.plan.parts, two.score.plan.parts);
    }

    #[test]
    fn a_song_goes_on_after_its_end_and_without_words() {
        let song = song();
        let end = song.frames as f64 / 48_000.0;
        let longer = song.go_on(&Continuation { lyrics: String::new(), ..next(end - 0.5, 0) });
        assert!(longer.frames > song.frames + 20 * 48_000);
        assert_eq!(longer.words, song.words);
        assert!(
            longer
                .render_window(song.frames as i64, song.frames as i64 + 480_000)
                .iter()
                .any(|v| v.abs() > 0.05)
        );
    }
}
