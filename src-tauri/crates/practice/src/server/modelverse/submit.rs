//! `POST /v1/tasks/submit`: an idea, the user's own words, or a cover.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use uuid::Uuid;

use super::{PURSE, errors, models};
use crate::server::call::{Call, Offer};
use crate::server::envelope::Refusal;
use crate::server::fields::Fields;
use crate::server::suno::{Model, Texts};
use crate::server::task::{Fate, Outcome};
use crate::server::wish::Wish;
use crate::server::{Studio, derive};
use crate::store::Song;

/// What a song costs here; see [`PURSE`].
const SONG: Offer = Offer {
    purse: PURSE,
    path: "/v1/tasks/submit",
    action: "generate",
    price: 0.8,
    usual: (40.0, 60.0),
    steps: 2,
};

/// What a cover costs here.
const COVER: Offer = Offer { action: "cover", ..SONG };

/// Answers with the task.
pub(super) async fn submit(State(studio): State<Arc<Studio>>, call: Result<Call, Refusal>) -> Response {
    match accept(&studio, call).await {
        Ok(answer) => answer,
        Err(refusal) => errors::answer(refusal),
    }
}

async fn accept(studio: &Arc<Studio>, call: Result<Call, Refusal>) -> Result<Response, Refusal> {
    let mut call = call?;
    let model = models::of(&call.fields)?;
    let wanted = Wanted::read(&call.fields)?;
    let texts = wanted.texts();
    if let Some((name, limit)) = model.too_long(&texts) {
        return Err(errors::too_long(name, limit));
    }
    if let Some(reason) = texts.objection() {
        call.fate = Fate::Fails { reason };
    }
    let (offer, songs) = wanted.songs(studio, model)?;
    let ids = songs.iter().map(|song| song.id.clone()).collect();
    let task = offer.task(studio, &call, Uuid::new_v4().to_string(), Outcome::Songs { ids });
    let (bill, task_id) = (offer.bill(call.body_hash, &task.id), task.id.clone());
    let request_id = bill.trace_id.clone();
    studio.accept(bill, songs, task).await?;
    Ok(Json(json!({ "output": { "task_id": task_id }, "request_id": request_id })).into_response())
}

/// What a request asks for.
struct Wanted {
    idea: String,
    lyric: String,
    style: String,
    title: String,
    instrumental: bool,
    /// Task and clip to be covered.
    cover: Option<(String, String)>,
}

impl Wanted {
    fn read(fields: &Fields) -> Result<Self, Refusal> {
        let (input, parameters) = (fields.object("input")?, fields.object("parameters")?);
        let idea = input.words("gpt_description_prompt")?.to_owned();
        if idea.is_empty() && !input.has("prompt") {
            return Err(Refusal::bad_request("Invalid param: input"));
        }
        let lyric = input.words("prompt")?.to_owned();
        let silent = idea.is_empty() && lyric.is_empty();
        Ok(Self {
            style: parameters.words("tags")?.into(),
            title: parameters.words("title")?.into(),
            instrumental: parameters.flag("make_instrumental")? || silent,
            cover: cover(&parameters)?,
            idea,
            lyric,
        })
    }

    fn texts(&self) -> Texts<'_> {
        Texts { idea: &self.idea, lyric: &self.lyric, style: &self.style, title: &self.title }
    }

    fn songs(&self, studio: &Studio, model: Model) -> Result<(Offer, Vec<Song>), Refusal> {
        if let Some((task, clip)) = &self.cover {
            let song = covered(studio, task, clip)?;
            let silent = self.instrumental && self.lyric.is_empty() && song.text.is_empty();
            return Ok((COVER, derive::covered(studio, &song, &self.texts(), silent, model.internal)?));
        }
        let wish = if self.idea.is_empty() {
            Wish::custom(studio, &self.lyric, &self.title, &self.style, self.instrumental)
        } else {
            Wish::inspired(studio, &self.idea, self.instrumental)
        };
        Ok((SONG, wish.songs(model.internal, true)))
    }
}

/// The task and the clip of a cover (`suno-cover.md`): everything about it must be there.
fn cover(parameters: &Fields) -> Result<Option<(String, String)>, Refusal> {
    match parameters.text("task")? {
        None => return Ok(None),
        Some("cover") => {}
        Some(_) => return Err(Refusal::bad_request("Invalid param: parameters.task")),
    }
    let required = |name: &str| {
        let text = parameters.text(name)?;
        text.map(ToOwned::to_owned)
            .ok_or_else(|| Refusal::bad_request(format!("Invalid param: parameters.{name}")))
    };
    if required("generation_type")? != "TEXT" {
        return Err(Refusal::bad_request("Invalid param: parameters.generation_type"));
    }
    required("tags")?;
    required("title")?;
    Ok(Some((required("task_id")?, required("cover_clip_id")?)))
}

/// The clip to be covered. Results are addresses only, so the name of a file is as good as the id.
fn covered(studio: &Studio, task: &str, clip: &str) -> Result<Arc<Song>, Refusal> {
    let song = studio.songs.get(clip).or_else(|| studio.songs.by_media(clip));
    let task = studio.tasks.get(PURSE.vendor, task);
    let owns = |song: &Arc<Song>| match task.as_deref().map(|task| &task.outcome) {
        Some(Outcome::Songs { ids }) => ids.contains(&song.id),
        Some(Outcome::Upload { id, .. }) => *id == song.id,
        _ => false,
    };
    song.filter(owns).ok_or_else(|| Refusal::bad_request("Invalid param: parameters.cover_clip_id"))
}
