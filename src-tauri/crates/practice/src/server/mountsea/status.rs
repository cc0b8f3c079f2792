//! `GET /suno/v2/status`: how far a task is.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{PURSE, errors, voice};
use crate::server::envelope::Refusal;
use crate::server::suno::{Progress, RawClip};
use crate::server::task::{Fate, Look, Outcome};
use crate::server::yoyai::timing;
use crate::server::{Studio, clock, nth};

/// The code of the documents' failed task.
const FAIL_CODE: u32 = 4001;

/// The query.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default, rename = "taskId")]
    task_id: String,
}

/// Answers how far a task is.
pub(super) async fn status(State(studio): State<Arc<Studio>>, Query(asked): Query<Asked>) -> Response {
    match shown(&studio, &asked.task_id).await {
        Ok(body) => Json(body).into_response(),
        Err(refusal) => errors::answer(refusal),
    }
}

async fn shown(studio: &Arc<Studio>, id: &str) -> Result<Value, Refusal> {
    if id.is_empty() {
        return Err(errors::empty("taskId"));
    }
    let look = studio.look(PURSE.vendor, id).await?.ok_or_else(errors::no_task)?;
    if look.task.outcome == Outcome::Session {
        return session(&look);
    }
    if look.is_over() && look.task.action == voice::INIT.action && !look.task.fate.is_bad() {
        return Ok(voice::waiting(studio.clock(), &look));
    }
    let word = word(&look);
    let mut body = head(&look, word);
    if word == "failed" {
        body["failReason"] = json!(reason(&look.task.fate));
        body["failCode"] = json!(FAIL_CODE);
    }
    if matches!(word, "stream" | "success" | "failed") {
        body["data"] = data(studio, &look).await?;
    }
    if let Some(over) = look.task.over {
        body["finishAt"] = json!(clock::iso(over));
    }
    Ok(body)
}

/// The fields that every answer has.
pub(super) fn head(look: &Look, word: &str) -> Value {
    let created = look.task.asked["created"].as_i64().unwrap_or(look.task.at);
    json!({ "taskId": look.task.id, "status": word, "createdAt": clock::iso(created) })
}

/// A session that was not used yet is a task that was not begun, or none at all: no document says which.
fn session(look: &Look) -> Result<Value, Refusal> {
    if nth(look.task.chance, 0).is_multiple_of(2) { Ok(head(look, "ready")) } else { Err(errors::no_task()) }
}

fn word(look: &Look) -> &'static str {
    match (look.is_over(), &look.task.fate) {
        (true, Fate::TimesOut) => "timeout",
        (true, fate) if fate.is_bad() => "failed",
        (true, _) => "success",
        (false, _) => under_way(look),
    }
}

/// Tasks begin in one of two states; only songs can be heard before they are done.
fn under_way(look: &Look) -> &'static str {
    let begun = if nth(look.task.chance, 0).is_multiple_of(2) { "queued" } else { "ready" };
    match look.step {
        0 => begun,
        1 => "running",
        _ => "stream",
    }
}

fn reason(fate: &Fate) -> &str {
    match fate {
        Fate::Fails { reason } | Fate::HalfFails { reason } => reason,
        _ => "",
    }
}

async fn data(studio: &Arc<Studio>, look: &Look) -> Result<Value, Refusal> {
    if matches!(look.task.fate, Fate::Fails { .. }) && look.is_over() {
        return Ok(json!({}));
    }
    Ok(match &look.task.outcome {
        Outcome::Songs { ids } => clips(studio, look, ids),
        Outcome::Upload { id, .. } => clips(studio, look, std::slice::from_ref(id))[0].take(),
        Outcome::Timing { id } => timed(studio, id).await?,
        Outcome::Plain { data } => data.clone(),
        Outcome::Session => json!({}),
    })
}

fn clips(studio: &Studio, look: &Look, ids: &[String]) -> Value {
    let songs = ids.iter().filter_map(|id| studio.songs.get(id)).enumerate();
    songs.map(|(index, song)| json!(RawClip::of(studio, &song, progress(look, index)).dated(&song))).collect()
}

/// While they stream only the first of a pair can be heard; of a half failed task only the first is good.
fn progress(look: &Look, index: usize) -> Progress<'_> {
    match (&look.task.fate, look.is_over(), index) {
        (Fate::HalfFails { reason }, true, 1..) => Progress::Broken(reason),
        (_, true, _) => Progress::Complete,
        (_, false, 0) => Progress::Streaming,
        (_, false, _) => Progress::Unheard,
    }
}

async fn timed(studio: &Arc<Studio>, id: &str) -> Result<Value, Refusal> {
    let song = studio.songs.get(id).ok_or_else(Refusal::internal)?;
    let timing = timing::of(studio, song).await.map_err(|error| {
        tracing::error!(%error, "the practice studio could not time a song");
        Refusal::internal()
    })?;
    Ok(json!(timing))
}
