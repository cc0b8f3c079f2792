//! `add_vocals` and `add_instrumental`: a singer over a recording, or a band under it.
//!
//! Both play in the tempo and key that were heard in it, from the first beat of the range that is asked for.

use super::catalogue::{self, Model};
use super::fields::Fields;
use super::{generate, personas, remakes};
use crate::composer::Ground;
use crate::server::Studio;
use crate::server::envelope::Refusal;
use crate::server::job::{Plan, Product};
use crate::server::render::frames;
use crate::server::wish::Wish;
use crate::store::{Recipe, Song};

/// What differs between the two.
struct Kind {
    action: &'static str,
    deed: &'static str,
    range: [&'static str; 2],
    sung: bool,
}

/// `add_vocals`.
pub(super) fn vocals(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let range = ["overpainting_start", "overpainting_end"];
    fields.required("lyric", "add vocals")?;
    plan(studio, fields, &Kind { action: "add_vocals", deed: "add vocals", range, sung: true })
}

/// `add_instrumental`.
pub(super) fn instrumental(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let range = ["underpainting_start", "underpainting_end"];
    plan(studio, fields, &Kind { action: "add_instrumental", deed: "add instrumental", range, sung: false })
}

fn plan(studio: &Studio, fields: &Fields, kind: &Kind) -> Result<Plan, Refusal> {
    let song = super::source(studio, fields, kind.deed)?;
    let Recipe::Upload { heard, .. } = song.recipe else { return Err(Refusal::unsupported(kind.action)) };
    let model = Model::of(fields)?;
    generate::influences(fields)?;
    let (start, end) = range(fields, kind, &song)?;
    let wish = wish(studio, fields, model, kind)?;
    let wish = wish.of(&[kind.action, &song.chance().to_string(), &format!("{start} {end}")]);
    let wish = wish.again(studio);
    let from = heard.beat_after(frames(start)).min(frames(end));
    let ground = Ground { voice: personas::voice(studio, fields)?, ..heard.ground() };
    let (length, sung) = (frames(end) - from, kind.sung);
    let recipe =
        |spec, _| Recipe::Overdub { source: song.id.clone(), from, frames: length, sung, spec, ground };
    let mut songs = wish.made(studio, model.internal, fields.flag("is_pro")?, recipe)?;
    for take in &mut songs {
        take.frames = song.frames;
        if !fields.flag("custom")? {
            // The document's samples send words without custom mode, and get none back.
            (take.lyric, take.style, take.title) = Default::default();
        }
    }
    Ok(Plan::audios(kind.action, catalogue::OVERDUB, generate::USUAL, Product::Clips(songs)))
}

/// What is sung or played. The words are sung in either mode.
fn wish(studio: &Studio, fields: &Fields, model: Model, kind: &Kind) -> Result<Wish, Refusal> {
    generate::check(fields, model)?;
    let text = |name| fields.words(name);
    let lyric = if kind.sung { text("lyric")? } else { "" };
    let wish = Wish::custom(studio, lyric, text("title")?, text("style")?, !kind.sung);
    Ok(Wish { voice: generate::gender(fields)?, ..wish })
}

/// Seconds on the recording; all of it where nothing is said.
fn range(fields: &Fields, kind: &Kind, song: &Song) -> Result<(f64, f64), Refusal> {
    let [first, last] = kind.range;
    let length = crate::server::render::seconds(song.frames);
    let start = fields.number(first)?.unwrap_or(0.0);
    let end = fields.number(last)?.unwrap_or(length);
    if start < 0.0 || end <= start {
        return Err(Refusal::bad_request(format!("{last} must be greater than {first}")));
    }
    if !remakes::inside(song, end) {
        return Err(Refusal::bad_request(format!("{last} is after the end of the song")));
    }
    Ok((start, end.min(length)))
}
