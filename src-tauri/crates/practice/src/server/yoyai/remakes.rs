//! `cover`, `mashup`, `sample` and `inspiration`: new songs made of songs that are there.

use std::sync::Arc;

use super::catalogue::{self, Model};
use super::fields::Fields;
use super::{generate, personas};
use crate::SongSpec;
use crate::composer::Ground;
use crate::listen::voice_range;
use crate::server::envelope::Refusal;
use crate::server::job::{Plan, Product};
use crate::server::render::{frames, score, seconds, span, window};
use crate::server::wish::Wish;
use crate::server::{Studio, hearing};
use crate::store::{Recipe, Song};

/// Seconds of the shortest range that can be sampled.
const SHORTEST_SAMPLE: f64 = 1.0;
/// How much of a recording is listened to for a voice, in frames.
const LISTENED: u64 = 60 * crate::RATE as u64;

/// `cover`: the melody of a song in another style.
pub(super) fn cover(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let song = super::source(studio, fields, "cover audio")?;
    if !fields.flag("is_pro")? {
        return Err(Refusal::bad_request("is_pro must be true when cover audio"));
    }
    let model = Model::of(fields)?;
    let price = model.price(true)?;
    let wish = cover_wish(studio, fields, &song, model)?.of(&["cover", &song.chance().to_string()]);
    let ground = Ground { voice: personas::voice(studio, fields)?, ..Ground::default() };
    let scored = written(studio, &song);
    let recipe = |spec: SongSpec, _| match (&song.recipe, scored) {
        (_, true) => Recipe::Cover { source: song.id.clone(), spec, ground },
        (Recipe::Upload { heard, .. }, _) => {
            Recipe::Cast { spec, ground: Ground { voice: ground.voice, ..heard.ground() } }
        }
        _ => Recipe::Cast { spec, ground },
    };
    let songs = wish.again(studio).made(studio, model.internal, true, recipe)?;
    Ok(Plan::audios("cover", price, generate::USUAL, Product::Clips(songs)))
}

/// Words and style of a cover. Without custom mode the words sent are an idea, as in the document's sample;
/// without any the song keeps its own.
fn cover_wish(studio: &Studio, fields: &Fields, song: &Song, model: Model) -> Result<Wish, Refusal> {
    let text = |name| fields.words(name);
    if fields.flag("custom")? {
        generate::check(fields, model)?;
        let instrumental = fields.flag("instrumental")?;
        let voice = generate::gender(fields)?;
        let wish = dressed(studio, song, [text("lyric")?, text("title")?, text("style")?], instrumental);
        return Ok(Wish { voice, ..wish });
    }
    let idea = fields.text("prompt")?.or(fields.text("lyric")?);
    match idea {
        Some(idea) => generate::idea(studio, fields, idea),
        None => Ok(dressed(studio, song, ["", "", text("style")?], fields.flag("instrumental")?)),
    }
}

/// A song with other words, title or style; what is empty stays.
fn dressed(studio: &Studio, song: &Song, texts: [&str; 3], instrumental: bool) -> Wish {
    let or = |text: usize, own| if texts[text].is_empty() { own } else { texts[text] };
    Wish::custom(studio, or(0, &song.text), or(1, &song.title), or(2, &song.style), instrumental)
}

/// `mashup`: two songs in one.
pub(super) fn mashup(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let ids = fields.texts("mashup_audio_ids")?.unwrap_or_default();
    let [one, other] = ids.as_slice() else {
        return Err(Refusal::bad_request("mashup_audio_ids must contain exactly two songs"));
    };
    let find = |id: &str| studio.songs.get(id).ok_or_else(Refusal::song_gone);
    let (one, other) = (find(one)?, find(other)?);
    if !(written(studio, &one) && written(studio, &other)) {
        return Err(Refusal::unsupported("mashup"));
    }
    let model = Model::of(fields)?;
    let wish = generate::wish(studio, fields, model)?;
    let wish = wish.of(&["mashup", &one.chance().to_string(), &other.chance().to_string()]);
    let sources = [one.id.clone(), other.id.clone()];
    let recipe = |spec, _| Recipe::Mashup { sources: sources.clone(), spec };
    let songs = wish.again(studio).made(studio, model.internal, fields.flag("is_pro")?, recipe)?;
    Ok(Plan::audios("mashup", catalogue::MASHUP, generate::USUAL, Product::Clips(songs)))
}

/// `sample`: a new song that begins with part of another one, in its tempo and key.
pub(super) fn sample(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let deed = "sample audio";
    let song = super::source(studio, fields, deed)?;
    let (start, end) = (fields.seconds("sample_start", deed)?, fields.seconds("sample_end", deed)?);
    if end - start < SHORTEST_SAMPLE {
        return Err(Refusal::bad_request("sample_end must be at least 1 second after sample_start"));
    }
    if frames(end) > song.frames {
        return Err(Refusal::bad_request("sample_end is after the end of the song"));
    }
    let model = Model::of(fields)?;
    let wish = generate::wish(studio, fields, model)?;
    let wish = wish.of(&["sample", &song.chance().to_string(), &format!("{start} {end}")]);
    let ground = Ground { voice: None, ..ground(studio, &song) };
    let (from, to) = on_beats(ground, frames(start), frames(end));
    let recipe = |spec, _| Recipe::Sample { source: song.id.clone(), from, to, spec, ground };
    let songs = wish.again(studio).made(studio, model.internal, fields.flag("is_pro")?, recipe)?;
    Ok(Plan::audios("sample", catalogue::SAMPLE, generate::USUAL, Product::Clips(songs)))
}

/// A range that lasts whole beats, as a loop has to; it stays inside of the one that was asked for.
fn on_beats(ground: Ground, from: u64, to: u64) -> (u64, u64) {
    let beat = f64::from(crate::RATE) * 60.0 / f64::from(ground.bpm.unwrap_or(120.0));
    let beats = ((to - from) as f64 / beat + 0.05).floor().max(1.0);
    // Four beats are a bar; a loop of bars keeps the accents.
    let beats = if beats >= 4.0 { (beats / 4.0).floor() * 4.0 } else { beats };
    (from, to.min(from + (beats * beat).round() as u64))
}

/// `inspiration`: another song in the manner of one, the more in its voice the more it may influence.
pub(super) fn inspiration(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let song = super::source(studio, fields, "generate inspiration audio")?;
    if !song.pro {
        return Err(Refusal::unsupported("inspiration"));
    }
    let model = Model::of(fields)?;
    let influence = generate::influences(fields)?;
    let wish = generate::wish(studio, fields, model)?.of(&["inspiration", &song.chance().to_string()]);
    let given = ground(studio, &song);
    let ground = if influence < 0.25 { Ground { voice: None, ..given } } else { given };
    // Style words of its own are rare; the song's lend their band.
    let words = if wish.style.is_empty() { song.style.clone() } else { wish.style.clone() };
    let recipe = |spec: SongSpec, _| Recipe::Cast { spec: SongSpec { style: words.clone(), ..spec }, ground };
    let songs = wish.again(studio).made(studio, model.internal, fields.flag("is_pro")?, recipe)?;
    Ok(Plan::audios("inspiration", catalogue::INSPIRATION, generate::USUAL, Product::Clips(songs)))
}

/// Whether a song was composed and not recorded.
fn written(studio: &Studio, song: &Song) -> bool {
    score(&studio.songs, song, false).is_ok_and(|score| score.is_some())
}

/// Whether a song is a whole one that sounds what its score says, from its beginning.
pub(super) fn on_its_score(studio: &Studio, song: &Song) -> bool {
    let whole = !matches!(
        song.recipe,
        Recipe::Fragment { .. } | Recipe::Extension { .. } | Recipe::Overdub { .. } | Recipe::Stem { .. }
    );
    let begins = span(&studio.songs, song).is_ok_and(|(from, _)| from == 0.0);
    whole && begins && written(studio, song)
}

/// Tempo, key and voice of a song, from its score or by listening.
pub(super) fn ground(studio: &Studio, song: &Arc<Song>) -> Ground {
    if let Ok(Some(score)) = score(&studio.songs, song, false) {
        return score.ground();
    }
    let heard = match &song.recipe {
        Recipe::Upload { heard, .. } => heard.ground(),
        _ => Ground::default(),
    };
    let samples = window(&studio.songs, song, 0, song.frames.min(LISTENED)).unwrap_or_default();
    Ground { voice: voice_range(&samples).map(|range| hearing::print(range, song.chance())), ..heard }
}

/// Whether a range lies in a song.
pub(super) fn inside(song: &Song, end: f64) -> bool {
    end <= seconds(song.frames) + 0.25
}
