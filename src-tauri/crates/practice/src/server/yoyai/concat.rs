//! `concat`: the song of a fragment with the fragment laid in, or a continuation behind its beginning.

use std::sync::Arc;

use uuid::Uuid;

use super::catalogue;
use super::fields::Fields;
use crate::server::envelope::Refusal;
use crate::server::job::{Plan, Product};
use crate::server::render::seconds;
use crate::server::{Studio, clock, seed};
use crate::store::{Joint, Link, Recipe, Song};

/// Validates; nothing is charged or rendered yet.
pub(super) fn plan(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let piece = super::source(studio, fields, "concat audio")?;
    let song = match &piece.recipe {
        Recipe::Fragment { source, from, .. } => joined(&*known(studio, source)?, &piece, seconds(*from)),
        Recipe::Extension { source, at, .. } | Recipe::Follow { source, at, .. } => {
            let (text, history) = (words(studio, &piece)?, lineage(studio, &piece)?);
            let whole = joined(&*known(studio, source)?, &piece, seconds(*at));
            Song { frames: at + piece.frames, lyric: text.clone(), text, history, ..whole }
        }
        _ => return Err(Refusal::unsupported("concat")),
    };
    let song = Product::Clips(vec![song]);
    Ok(Plan::audios("concat", catalogue::CONCAT, (15.0, 25.0), song))
}

fn known(studio: &Studio, id: &str) -> Result<Arc<Song>, Refusal> {
    studio.songs.get(id).ok_or_else(Refusal::song_gone)
}

/// The segments that a continuation consists of.
fn lineage(studio: &Studio, piece: &Song) -> Result<Vec<Link>, Refusal> {
    let last = Link { id: piece.id.clone(), joint: None };
    let (Recipe::Extension { source, at, .. } | Recipe::Follow { source, at, .. }) = &piece.recipe else {
        return Ok(vec![last]);
    };
    let source = known(studio, source)?;
    let mut links = lineage(studio, &source)?;
    links.pop();
    // A segment counts its own seconds.
    let begins = if let Recipe::Extension { at, .. } = source.recipe { at } else { 0 };
    links.extend([Link { id: source.id.clone(), joint: Some(joint(seconds(at - begins))) }, last]);
    Ok(links)
}

/// The words before a continuation, as its request and those of the segments before it told them.
fn before(studio: &Studio, piece: &Song) -> Result<Vec<String>, Refusal> {
    let (Recipe::Extension { source, before: words, .. } | Recipe::Follow { source, before: words, .. }) =
        &piece.recipe
    else {
        return Ok(Vec::new());
    };
    let mut all = before(studio, &*known(studio, source)?)?;
    all.push(words.clone());
    Ok(all)
}

/// All words of a continued song.
fn words(studio: &Studio, piece: &Song) -> Result<String, Refusal> {
    let mut all = before(studio, piece)?;
    all.push(piece.lyric.clone());
    let all: Vec<&str> = all.iter().map(|words| words.trim()).filter(|words| !words.is_empty()).collect();
    Ok(all.join("\n"))
}

fn joint(continue_at: f64) -> Joint {
    Joint { continue_at, kind: "gen".into(), source: "ios".into(), infill: false }
}

/// `whole` with `fragment` laid in where it goes on, at a second of it.
pub(crate) fn joined(whole: &Song, fragment: &Song, continue_at: f64) -> Song {
    Song {
        id: Uuid::new_v4().to_string(),
        media: Uuid::new_v4().to_string(),
        // The document's sample shows the last segment's cover, not one of its own.
        image: fragment.image.clone(),
        lyric: fragment.text.clone(),
        text: fragment.text.clone(),
        prompt: None,
        pro: whole.pro,
        created_at: clock::iso(clock::now()),
        frames: whole.frames,
        origin: seed::nth(fragment.chance(), seed::hash(b"concat")),
        recipe: Recipe::Joined { fragment: fragment.id.clone() },
        history: vec![
            Link { id: whole.id.clone(), joint: Some(joint(continue_at)) },
            Link { id: fragment.id.clone(), joint: None },
        ],
        ..fragment.clone()
    }
}
