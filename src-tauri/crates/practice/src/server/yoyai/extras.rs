//! The small endpoints: texts, WAV, videos, notes and pages.

use std::fmt::Write;

use serde_json::{Value, json};
use song::lyrics::Lyrics;

use super::catalogue;
use super::fields::Fields;
use crate::idea_lyrics;
use crate::recipe::Part;
use crate::server::envelope::Refusal;
use crate::server::job::{Other, Plan};
use crate::server::render::{Form, score};
use crate::server::{Studio, derive, moderation, seed};
use crate::store::{Recipe, Song};

/// `/suno/lyrics`: a text for an idea, or two texts mixed.
pub(super) fn lyrics(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let data = match fields.text("model")? {
        Some("mashup") => mixed(fields)?,
        None | Some("default" | "remi-v1") => {
            let idea = fields.required("prompt", "generate lyrics")?;
            catalogue::check_idea(idea)?;
            moderation::check_idea(idea)?;
            // Asked again, another text is written.
            let turn = studio.ledger.entries().len() as u64;
            let (title, _, text) = idea_lyrics(idea, seed::nth(seed::hash(idea.as_bytes()), turn));
            json!({ "text": text, "title": title, "status": "complete" })
        }
        Some(_) => return Err(Refusal::bad_request("model is invalid.")),
    };
    Ok(Plan::other("/suno/lyrics", catalogue::LYRICS, (5.0, 12.0), Other { data, ..Other::default() }))
}

/// Sections of both in turn, each kind of section only as often as one of them has it.
fn mixed(fields: &Fields) -> Result<Value, Refusal> {
    let deed = "generate mashup lyrics";
    let (one, other) = (fields.required("lyrics_a", deed)?, fields.required("lyrics_b", deed)?);
    let (one, other) = (Lyrics::parse(one), Lyrics::parse(other));
    let count = one.sections.len().max(other.sections.len());
    let mut text = String::new();
    for index in 0..count {
        let (first, second) = if index.is_multiple_of(2) { (&one, &other) } else { (&other, &one) };
        let Some(section) = first.sections.get(index).or(second.sections.get(index)) else { continue };
        if !section.label.is_empty() {
            let _ = writeln!(text, "[{}]", section.label);
        }
        for line in &section.lines {
            let _ = writeln!(text, "{}", line.text);
        }
        text.push('\n');
    }
    let text = text.trim_end();
    Ok(json!({ "text": text, "title": "Lyrics Mashup", "tags": [], "status": "complete" }))
}

/// `/suno/wav`: a song of the Pro pool without loss.
pub(super) fn wav(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let song = super::source(studio, fields, "get wav")?;
    if !song.pro {
        return Err(Refusal::unsupported("wav"));
    }
    let data = json!([{ "file_url": studio.media_url(&Form::Wav.file(&song)) }]);
    let other = Other { data, ..Other::default() };
    Ok(Plan::other("/suno/wav", catalogue::UNPRICED, (10.0, 20.0), other))
}

/// `/suno/mp4`: the cover as a film, with the song. Its price is all that the document says of it; the field
/// is the one that the document's callback has.
pub(super) fn mp4(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let song = super::source(studio, fields, "get mp4")?;
    let data = json!([{ "video_url": studio.media_url(&Form::Mp4.file(&song)) }]);
    let other = Other { data, ..Other::default() };
    Ok(Plan::other("/suno/mp4", catalogue::FILM, (10.0, 30.0), other))
}

/// `/suno/midi`: what one of twelve stems plays.
pub(super) fn midi(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let song = super::source(studio, fields, "get midi")?;
    let Recipe::Stem { part: Part::Twelve { stem, set }, .. } = song.recipe else {
        return Err(Refusal::unsupported("midi"));
    };
    let score = score(&studio.songs, &song, false).map_err(|_| Refusal::internal())?;
    let players: &[usize] = match (stem, set) {
        (2, 1) => &[2, 6],
        (6, 1) => &[],
        (stem, _) => &[stem],
    };
    let instruments: Vec<Value> =
        players.iter().map(|player| derive::instrument(score.as_ref(), *player)).collect();
    let data = json!([{ "state": "complete", "instruments": instruments }]);
    Ok(Plan::other("/suno/midi", catalogue::SMALL, (5.0, 10.0), Other { data, ..Other::default() }))
}

/// `/suno/html`: a page with the song and its words. Its price is all that the document says of it.
pub(super) fn html(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let song = super::source(studio, fields, "get html")?;
    let data = json!({ "html": page(studio, &song) });
    Ok(Plan::other("/suno/html", catalogue::SMALL, (1.0, 3.0), Other { data, ..Other::default() }))
}

fn page(studio: &Studio, song: &Song) -> String {
    let (title, lyric) = (escaped(&song.title), escaped(&super::clip::echo(&song.lyric)));
    let audio = studio.media_url(&Form::Mp3.file(song));
    let image = studio.media_url(&format!("image_{}.jpeg", song.image));
    format!(
        "<!doctype html><meta charset=\"utf-8\"><title>{title}</title><h1>{title}</h1><img src=\"{image}\" \
         alt=\"\" width=\"320\"><p><audio controls src=\"{audio}\"></audio></p><pre>{lyric}</pre>"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
