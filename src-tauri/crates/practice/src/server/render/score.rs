//! From recipe to score.
//!
//! A song's level is measured when it is first rendered, and the songs made of it share it. To be heard, it
//! has to be measured on the old words, or the context of a fragment would not be the song's.

use std::io;

use super::{known, seconds};
use crate::composer::{Continuation, Overdub, compose_on, mashup, overdub};
use crate::store::{Recipe, Song, Songs};
use crate::{Composition, SongSpec, compose};

/// The score of `song`: of a fragment that of its whole song, with the new words in place. Recordings and
/// single sounds have none. `heard` means that it will be rendered, not only read.
pub(crate) fn score(songs: &Songs, song: &Song, heard: bool) -> io::Result<Option<Composition>> {
    written_as(songs, &song.recipe, heard)
}

/// How many frames a song that is composed after `recipe` lasts.
pub(crate) fn length(songs: &Songs, recipe: &Recipe) -> io::Result<u64> {
    let frames = written_as(songs, recipe, false)?.map_or(0, |score| score.frames);
    Ok(match recipe {
        Recipe::Extension { at, .. } => frames.saturating_sub(*at),
        Recipe::Follow { lead, .. } => frames + lead,
        _ => frames,
    })
}

fn written_as(songs: &Songs, recipe: &Recipe, heard: bool) -> io::Result<Option<Composition>> {
    let of = |id: &str| score(songs, &*known(songs, id)?, heard);
    let fresh = match recipe {
        Recipe::Upload { .. } | Recipe::Sound { .. } => return Ok(None),
        Recipe::Joined { fragment } => return of(fragment),
        Recipe::Stem { source, .. } | Recipe::Remaster { source, .. } => return of(source),
        Recipe::Fragment { source, from, to, lines, take, .. } => {
            let resung = |whole: Composition| whole.resing(seconds(*from), seconds(*to), lines, *take);
            return Ok(of(source)?.map(resung));
        }
        Recipe::Extension { source, at, lyrics, take, voice, .. } => {
            let next =
                Continuation { at_s: seconds(*at), lyrics: lyrics.clone(), take: *take, voice: *voice };
            return Ok(of(source)?.map(|whole| whole.go_on(&next)));
        }
        Recipe::Whole { lyrics, title, style, instrumental, seed, voice } => {
            let (lyrics, title, style) = (lyrics.clone(), title.clone(), style.clone());
            let (instrumental, seed, voice) = (*instrumental, *seed, voice.clone());
            compose(&SongSpec { lyrics, title, style, instrumental, seed, voice })
        }
        Recipe::Cast { spec, ground }
        | Recipe::Sample { spec, ground, .. }
        | Recipe::Follow { spec, ground, .. } => compose_on(spec, ground),
        Recipe::Cover { source, spec, ground } => written(songs, source)?.cover(spec, ground),
        Recipe::Mashup { sources: [one, other], spec } => {
            mashup(&written(songs, one)?, &written(songs, other)?, spec)
        }
        Recipe::Overdub { frames, sung, spec, ground, .. } => {
            let kind = if *sung { Overdub::Voice } else { Overdub::Band };
            overdub(spec, ground, kind, *frames)
        }
    };
    if heard {
        drop(fresh.render_window(0, 0));
    }
    Ok(Some(fresh))
}

/// The score of a song that has to have one.
fn written(songs: &Songs, id: &str) -> io::Result<Composition> {
    let score = score(songs, &*known(songs, id)?, false)?;
    score.ok_or_else(|| io::Error::other("this song has no score"))
}

/// Which part of its score a song is, in seconds; it may begin before the score does.
pub(crate) fn span(songs: &Songs, song: &Song) -> io::Result<(f64, f64)> {
    let whole = |from: f64| (from, from + seconds(song.frames));
    Ok(match &song.recipe {
        Recipe::Fragment { from, to, head, tail, .. } => (seconds(from - head), seconds(to + tail)),
        Recipe::Extension { at, .. } => whole(seconds(*at)),
        Recipe::Follow { lead, .. } => whole(-seconds(*lead)),
        Recipe::Overdub { from, .. } => whole(-seconds(*from)),
        Recipe::Joined { fragment } => match &known(songs, fragment)?.recipe {
            Recipe::Follow { at, lead, .. } => whole(-seconds(at + lead)),
            _ => whole(0.0),
        },
        Recipe::Stem { source, .. } | Recipe::Remaster { source, .. } => {
            span(songs, &*known(songs, source)?)?
        }
        _ => whole(0.0),
    })
}
