//! `remaster`: a song mastered again, twice.

use uuid::Uuid;

use super::catalogue;
use super::fields::Fields;
use crate::recipe::Amount;
use crate::server::envelope::Refusal;
use crate::server::job::{Plan, Product};
use crate::server::{Studio, clock, seed};
use crate::store::{Recipe, Song};

/// The two models that remaster, and what answers call them.
const MODELS: [(&str, &str); 2] = [("chirp-v4-5-plus", "chirp-bass"), ("chirp-v5", "chirp-carp")];

/// Validates; nothing is charged or rendered yet.
pub(super) fn plan(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let song = super::source(studio, fields, "remaster audio")?;
    let name = fields.required("model", "remaster audio")?;
    let (_, internal) = MODELS.iter().find(|(model, _)| *model == name).ok_or_else(|| {
        Refusal::bad_request("model must be chirp-v4-5-plus or chirp-v5 when remaster audio")
    })?;
    let amount = amount(fields, name)?;
    if !song.pro {
        return Err(Refusal::unsupported("remaster"));
    }
    let created_at = clock::iso(clock::now());
    let songs = (0..2).map(|take| remaster(&song, amount, take, internal, &created_at));
    Ok(Plan::audios("remaster", catalogue::REMASTER, (40.0, 60.0), Product::Clips(songs.collect())))
}

fn amount(fields: &Fields, model: &str) -> Result<Amount, Refusal> {
    let Some(name) = fields.text("variation_category")? else { return Ok(Amount::Normal) };
    let amount = Amount::named(name)
        .ok_or_else(|| Refusal::bad_request("variation_category must be one of subtle, normal, high"))?;
    if model == "chirp-v5" {
        Ok(amount)
    } else {
        Err(Refusal::bad_request("variation_category is only supported when model is chirp-v5"))
    }
}

fn remaster(song: &Song, amount: Amount, take: u64, model: &str, created_at: &str) -> Song {
    let media = Uuid::new_v4().to_string();
    let kind = format!("remaster {amount:?}");
    Song {
        id: Uuid::new_v4().to_string(),
        image: media.clone(),
        media,
        title: format!("{} (Remastered)", song.title),
        prompt: None,
        model: model.into(),
        created_at: created_at.into(),
        origin: seed::nth(song.chance(), seed::hash(kind.as_bytes())),
        recipe: Recipe::Remaster { source: song.id.clone(), amount, take },
        history: Vec::new(),
        ..song.clone()
    }
}
