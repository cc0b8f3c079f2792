//! From recipe to samples: of the whole song or of one of its twelve stems, any window of it.

use std::io;

use super::master::master;
use super::{known, score};
use crate::composer::{mute_intro, play_sound};
use crate::recipe::Part;
use crate::store::{Recipe, Song, Songs};
use crate::{Composition, RATE};

/// Frames over which a fragment is faded in and out, inside its range: 20 ms.
const SEAM: u64 = RATE as u64 / 50;

/// Which stem carries the borrowed beginning of a sampled song.
const TAPE: usize = 9;

/// Levels of a recording and of what is played over it.
const BELOW: f32 = 0.72;
const ABOVE: f32 = 0.5;

/// What is listened to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layer {
    Mix,
    Stem(usize),
}

/// The samples of `song` between two of its frames; the same as in the whole.
pub(crate) fn window(songs: &Songs, song: &Song, from: u64, to: u64) -> io::Result<Vec<f32>> {
    heard(songs, song, Layer::Mix, from, to)
}

/// Whether the twelve stems of `song` are known: whatever was composed, but no recordings and no masters.
pub(crate) fn separable(songs: &Songs, song: &Song) -> bool {
    let apart = !matches!(
        song.recipe,
        Recipe::Upload { .. }
            | Recipe::Sound { .. }
            | Recipe::Follow { .. }
            | Recipe::Overdub { .. }
            | Recipe::Stem { .. }
            | Recipe::Remaster { .. }
    );
    let inside = matches!(
        song.recipe,
        Recipe::Fragment { .. } | Recipe::Joined { .. } | Recipe::Extension { .. } | Recipe::Sample { .. }
    );
    let known = |id: &str| songs.get(id).is_some_and(|source| separable(songs, &source));
    apart && (!inside || song.recipe.sources().into_iter().all(known))
}

fn heard(songs: &Songs, song: &Song, layer: Layer, from: u64, to: u64) -> io::Result<Vec<f32>> {
    match &song.recipe {
        Recipe::Whole { .. } | Recipe::Cast { .. } | Recipe::Cover { .. } | Recipe::Mashup { .. } => {
            Ok(layer.render(&written(songs, song)?, from, to))
        }
        Recipe::Fragment { .. } => fragment(songs, song, layer, from, to),
        Recipe::Joined { fragment } => joined(songs, &*known(songs, fragment)?, layer, from, to),
        Recipe::Extension { at, .. } => Ok(layer.render(&written(songs, song)?, at + from, at + to)),
        Recipe::Sample { .. } => sampled(songs, song, layer, from, to),
        Recipe::Follow { .. } => follow(songs, song, from, to),
        Recipe::Overdub { .. } => overdubbed(songs, song, from, to),
        Recipe::Upload { file, .. } => recording(songs, file, from, to),
        Recipe::Stem { source, part } => stem(songs, &*known(songs, source)?, *part, from, to),
        Recipe::Remaster { source, amount, take } => {
            let whole = known(songs, source)?;
            let samples = heard(songs, &whole, Layer::Mix, 0, whole.frames)?;
            Ok(cut(&master(&samples, *amount, *take)?, from, to))
        }
        Recipe::Sound { sound } => Ok(cut(&play_sound(sound), from, to)),
    }
}

impl Layer {
    fn render(self, score: &Composition, from: u64, to: u64) -> Vec<f32> {
        match self {
            Self::Mix => score.render_window(signed(from), signed(to)),
            Self::Stem(stem) => score.render_stem(stem, signed(from), signed(to)),
        }
    }
}

fn written(songs: &Songs, song: &Song) -> io::Result<Composition> {
    score(songs, song, true)?.ok_or_else(|| io::Error::other("this song has no score"))
}

fn fragment(songs: &Songs, song: &Song, layer: Layer, from: u64, to: u64) -> io::Result<Vec<f32>> {
    let Recipe::Fragment { from: cut, head, gain_db, .. } = &song.recipe else { return Ok(Vec::new()) };
    let begin = cut - head;
    let mut samples = layer.render(&written(songs, song)?, begin + from, begin + to);
    let gain = 10.0_f32.powf(gain_db / 20.0);
    samples.iter_mut().for_each(|sample| *sample *= gain);
    Ok(samples)
}

/// The whole song of `piece`: a fragment is laid in, what follows is put behind.
fn joined(songs: &Songs, piece: &Song, layer: Layer, from: u64, to: u64) -> io::Result<Vec<f32>> {
    match &piece.recipe {
        Recipe::Fragment { .. } => laid_in(songs, piece, layer, from, to),
        Recipe::Extension { source, at, .. } => {
            let source = known(songs, source)?;
            let mut whole = match source.recipe {
                Recipe::Extension { .. } => joined(songs, &source, layer, from.min(*at), to.min(*at))?,
                _ => heard(songs, &source, layer, from.min(*at), to.min(*at))?,
            };
            whole.extend(layer.render(&written(songs, piece)?, from.max(*at), to.max(*at)));
            Ok(whole)
        }
        Recipe::Follow { source, at, .. } => {
            let mut whole = heard(songs, &*known(songs, source)?, layer, from.min(*at), to.min(*at))?;
            whole.extend(heard(songs, piece, layer, from.max(*at) - at, to.max(*at) - at)?);
            Ok(whole)
        }
        _ => Err(io::Error::other("only a fragment or a continuation can be joined")),
    }
}

/// The song of a fragment with the fragment laid in: outside the range every sample is the song's.
fn laid_in(songs: &Songs, fragment: &Song, layer: Layer, from: u64, to: u64) -> io::Result<Vec<f32>> {
    let Recipe::Fragment { source, from: begin, to: end, .. } = &fragment.recipe else {
        return Ok(Vec::new());
    };
    let mut whole = heard(songs, &*known(songs, source)?, layer, from, to)?;
    let (first, last) = (from.max(*begin), to.min(*end));
    if first < last {
        let inside = layer.render(&written(songs, fragment)?, first, last);
        let frames = whole.chunks_exact_mut(2).zip(from..).skip_while(|(_, frame)| *frame < first);
        for ((old, frame), new) in frames.zip(inside.chunks_exact(2)) {
            lay_in(old, new, (frame - begin).min(end - 1 - frame));
        }
    }
    Ok(whole)
}

/// Replaces one frame, `edge` frames away from the nearer end of the range, where it is faded.
#[allow(clippy::cast_precision_loss)]
fn lay_in(old: &mut [f32], new: &[f32], edge: u64) {
    let part = edge.min(SEAM) as f32 / SEAM as f32;
    for (old, new) in old.iter_mut().zip(new) {
        *old = if edge >= SEAM { *new } else { *old + (new - *old) * part };
    }
}

/// A song that begins with part of another one, again and again until the band comes in.
fn sampled(songs: &Songs, song: &Song, layer: Layer, from: u64, to: u64) -> io::Result<Vec<f32>> {
    let Recipe::Sample { source, from: begin, to: end, .. } = &song.recipe else { return Ok(Vec::new()) };
    let (score, intro) = mute_intro(written(songs, song)?);
    let mut samples = layer.render(&score, from, to);
    if from < intro && matches!(layer, Layer::Mix | Layer::Stem(TAPE)) {
        let tape = heard(songs, &*known(songs, source)?, Layer::Mix, *begin, *end)?;
        repeat(&mut samples, &tape, from, intro);
    }
    Ok(samples)
}

/// Adds `tape` over and over, from frame 0 of a song to `until`, to samples that begin at `from`.
fn repeat(samples: &mut [f32], tape: &[f32], from: u64, until: u64) {
    let length = tape.len() as u64 / 2;
    if length == 0 {
        return;
    }
    for (frame, place) in samples.chunks_exact_mut(2).zip(from..until) {
        let inside = place % length;
        let edge = inside.min(length - 1 - inside).min(until - 1 - place);
        let gain = edge.min(SEAM) as f32 / SEAM as f32;
        let at = usize::try_from(inside).unwrap_or(0) * 2;
        frame[0] += tape[at] * gain;
        frame[1] += tape[at + 1] * gain;
    }
}

/// The recording rings out until the beat on which the band begins.
fn follow(songs: &Songs, song: &Song, from: u64, to: u64) -> io::Result<Vec<f32>> {
    let Recipe::Follow { source, at, lead, .. } = &song.recipe else { return Ok(Vec::new()) };
    let lead = lead + SEAM;
    let mut samples = written(songs, song)?
        .render_window(signed(from) - signed(lead - SEAM), signed(to) - signed(lead - SEAM));
    if from < lead {
        let until = to.min(lead);
        let old = heard(songs, &*known(songs, source)?, Layer::Mix, at + from, at + until)?;
        for ((frame, old), place) in samples.chunks_exact_mut(2).zip(old.chunks_exact(2)).zip(from..) {
            let gain = (lead - place).min(SEAM) as f32 / SEAM as f32;
            frame[0] += old[0] * gain;
            frame[1] += old[1] * gain;
        }
    }
    Ok(samples)
}

/// A recording and what is sung or played over it.
fn overdubbed(songs: &Songs, song: &Song, from: u64, to: u64) -> io::Result<Vec<f32>> {
    let Recipe::Overdub { source, from: begin, .. } = &song.recipe else { return Ok(Vec::new()) };
    let mut samples = heard(songs, &*known(songs, source)?, Layer::Mix, from, to)?;
    let over =
        written(songs, song)?.render_window(signed(from) - signed(*begin), signed(to) - signed(*begin));
    for (sample, over) in samples.iter_mut().zip(over) {
        *sample = *sample * BELOW + over * ABOVE;
    }
    Ok(samples)
}

/// Part of a recording; silence after its end.
fn recording(songs: &Songs, file: &str, from: u64, to: u64) -> io::Result<Vec<f32>> {
    let mut reader = audio::open(&songs.recording(file)).map_err(io::Error::other)?;
    let mut samples = vec![0.0; usize::try_from((to - from) * 2).unwrap_or(0)];
    reader.read(from, &mut samples).map_err(io::Error::other)?;
    Ok(samples)
}

fn stem(songs: &Songs, song: &Song, part: Part, from: u64, to: u64) -> io::Result<Vec<f32>> {
    let players: &[usize] = match &part {
        Part::Vocals => &[0, 1],
        Part::Instrumental => &[2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
        Part::Twelve { stem: 2, set: 1 } => &[2, 6],
        Part::Twelve { stem: 6, set: 1 } => &[],
        Part::Twelve { stem, .. } => &[*stem],
    };
    let mut sum = vec![0.0; usize::try_from((to - from) * 2).unwrap_or(0)];
    for player in players {
        for (sum, value) in sum.iter_mut().zip(heard(songs, song, Layer::Stem(*player), from, to)?) {
            *sum += value;
        }
    }
    Ok(sum)
}

fn cut(samples: &[f32], from: u64, to: u64) -> Vec<f32> {
    let place = |frame: u64| usize::try_from(frame * 2).unwrap_or(usize::MAX).min(samples.len());
    samples[place(from)..place(to.max(from))].to_vec()
}

/// No song is anywhere near this long.
fn signed(frames: u64) -> i64 {
    i64::try_from(frames).unwrap_or(i64::MAX)
}
