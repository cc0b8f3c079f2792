//! `POST /suno/v2/lyrics` and `/mashupLyrics`: words only.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};
use uuid::Uuid;

use super::catalogue::LYRICS;
use super::{created, errors, task_id};
use crate::idea_lyrics;
use crate::server::call::{Call, Offer};
use crate::server::envelope::Refusal;
use crate::server::task::Outcome;
use crate::server::{Studio, seed};

/// The models that write.
const WRITERS: [&str; 2] = ["default", "remi-v1"];

/// What a mashup of lyrics costs: a stand-in.
const MASHUP: Offer = Offer { path: "/suno/v2/mashupLyrics", action: "mashup_lyrics", ..LYRICS };

/// Lyrics on a theme.
pub(super) async fn lyrics(State(studio): State<Arc<Studio>>, call: Result<Call, Refusal>) -> Response {
    created(written(&studio, call).await)
}

async fn written(studio: &Arc<Studio>, call: Result<Call, Refusal>) -> Result<Value, Refusal> {
    let call = call?;
    if !call.fields.text("lyrics_model")?.is_some_and(|model| WRITERS.contains(&model)) {
        return Err(errors::invalid("lyrics_model must be one of the following values: default, remi-v1"));
    }
    let theme = call.fields.text("prompt")?.ok_or_else(|| errors::empty("prompt"))?;
    let (title, _, text) = idea_lyrics(theme, seed::seed(&["lyrics", theme]));
    let data = json!({ "id": Uuid::new_v4(), "status": "complete", "title": title, "text": text });
    accept(studio, LYRICS, &call, data).await
}

/// The lyrics of two songs in one.
pub(super) async fn mashup(State(studio): State<Arc<Studio>>, call: Result<Call, Refusal>) -> Response {
    created(mixed(&studio, call).await)
}

async fn mixed(studio: &Arc<Studio>, call: Result<Call, Refusal>) -> Result<Value, Refusal> {
    let call = call?;
    let text = |name| call.fields.text(name)?.ok_or_else(|| errors::empty(name));
    let text = interleaved(text("lyrics_a")?, text("lyrics_b")?);
    let data = json!({
        "id": Uuid::new_v4(), "status": "complete", "title": "Lyrics Mashup", "text": text, "tags": [],
    });
    accept(studio, MASHUP, &call, data).await
}

async fn accept(studio: &Arc<Studio>, offer: Offer, call: &Call, data: Value) -> Result<Value, Refusal> {
    let id = Uuid::new_v4().to_string();
    let task = offer.task(studio, call, id.clone(), Outcome::Plain { data });
    studio.accept(offer.bill(call.body_hash, &id), Vec::new(), task).await?;
    Ok(task_id(&id))
}

/// A section of the one, a section of the other.
fn interleaved(one: &str, other: &str) -> String {
    let (one, other) = (sections(one), sections(other));
    let longest = one.len().max(other.len());
    let turns = (0..longest).flat_map(|index| [one.get(index), other.get(index)]);
    turns.flatten().copied().collect::<Vec<_>>().join("\n\n")
}

/// `[Instrumental]` stands for no words at all.
fn sections(text: &str) -> Vec<&str> {
    let text = if text.trim() == "[Instrumental]" { "" } else { text };
    text.split("\n\n").map(str::trim).filter(|section| !section.is_empty()).collect()
}
