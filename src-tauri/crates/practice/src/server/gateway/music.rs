//! `POST /suno/submit/music`: from an idea, from the user's own words, or on from a second of a song.
//!
//! As the gateway's own structure does, it drops every field that it does not know, and it validates next
//! to nothing: what Suno would not take makes the task fail.

use std::sync::Arc;

use super::{Dialect, PURSE, UNITS, errors, extras};
use crate::server::call::{Call, Offer};
use crate::server::envelope::Refusal;
use crate::server::fields::Fields;
use crate::server::suno::{Model, Texts};
use crate::server::task::{Fate, Outcome};
use crate::server::wish::Wish;
use crate::server::{Studio, derive};
use crate::store::Song;

/// The suggested price of `suno_music`.
pub(super) const MUSIC: Offer = Offer {
    purse: PURSE,
    path: "/suno/submit/music",
    action: "MUSIC",
    price: 0.3 * UNITS,
    usual: (60.0, 120.0),
    steps: 4,
};

/// The model of requests that name none.
const DEFAULT_MODEL: &str = "chirp-v3-0";

/// Answers the task's id.
pub(super) async fn submit(
    studio: &Arc<Studio>,
    dialect: Dialect,
    call: Result<Call, Refusal>,
) -> Result<String, Refusal> {
    let mut call = call?;
    let wanted = Wanted::read(&call.fields)?;
    let songs = wanted.songs(studio)?;
    if let Some(reason) = wanted.objection() {
        call.fate = Fate::Fails { reason };
    }
    let ids = songs.iter().map(|song| song.id.clone()).collect();
    extras::accept(studio, dialect, &MUSIC, &call, songs, Outcome::Songs { ids }).await
}

/// What a request asks for.
struct Wanted {
    idea: String,
    lyric: String,
    style: String,
    title: String,
    instrumental: bool,
    /// Suno's own name.
    model: String,
    /// The song to go on with: its task, its clip, the second.
    from: Option<(String, String, Option<f64>)>,
}

impl Wanted {
    fn read(fields: &Fields) -> Result<Self, Refusal> {
        let text = |name| fields.words(name).map(ToOwned::to_owned);
        let idea = text("gpt_description_prompt")?;
        let from = from(fields)?;
        let mut wanted = Self {
            lyric: text("prompt")?,
            style: text("tags")?,
            title: text("title")?,
            instrumental: fields.flag("make_instrumental")?,
            model: internal(fields.text("mv")?.unwrap_or(DEFAULT_MODEL)),
            from,
            idea,
        };
        if !wanted.idea.is_empty() {
            // Suno-API sends an idea alone.
            (wanted.lyric, wanted.style, wanted.title) = Default::default();
            wanted.from = None;
        }
        Ok(wanted)
    }

    fn texts(&self) -> Texts<'_> {
        Texts { idea: &self.idea, lyric: &self.lyric, style: &self.style, title: &self.title }
    }

    fn objection(&self) -> Option<String> {
        let long = Model::of(&self.model).too_long(&self.texts());
        let long = long.map(|(name, _)| match name {
            "tags" => "Tags too long.".to_owned(),
            "title" => "Title too long.".to_owned(),
            _ => "Prompt too long.".to_owned(),
        });
        long.or_else(|| self.texts().objection())
    }

    fn songs(&self, studio: &Studio) -> Result<Vec<Song>, Refusal> {
        if let Some((task, clip, at)) = &self.from {
            let song = extras::of_task(studio, task, clip)?;
            return derive::going_on(studio, &song, *at, &self.texts(), &self.model);
        }
        let silent = self.instrumental || (self.idea.is_empty() && self.lyric.is_empty());
        let wish = if self.idea.is_empty() {
            Wish::custom(studio, &self.lyric, &self.title, &self.style, silent)
        } else {
            Wish::inspired(studio, &self.idea, silent)
        };
        Ok(wish.songs(&self.model, true))
    }
}

/// Where a song is to go on.
fn from(fields: &Fields) -> Result<Option<(String, String, Option<f64>)>, Refusal> {
    let at = fields.number("continue_at")?;
    let Some(clip) = fields.text("continue_clip_id")? else { return Ok(None) };
    let task =
        fields.text("task_id")?.ok_or_else(|| errors::refusal("invalid_request", "task id is empty"))?;
    Ok(Some((task.into(), clip.into(), at)))
}

/// Suno's own name of a model; gateways pass on whatever they get.
fn internal(mv: &str) -> String {
    match mv {
        "chirp-v3-0" => "chirp-v3",
        other => other,
    }
    .into()
}
