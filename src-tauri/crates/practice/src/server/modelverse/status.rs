//! `GET /v1/tasks/status`: one of four words, and in the end nothing but addresses.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{PURSE, errors};
use crate::server::envelope::Refusal;
use crate::server::render::Form;
use crate::server::task::{Fate, Look, Outcome};
use crate::server::{Studio, nth};

/// The query.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    task_id: String,
}

/// Answers how far a task is.
pub(super) async fn status(State(studio): State<Arc<Studio>>, Query(asked): Query<Asked>) -> Response {
    match studio.look(PURSE.vendor, &asked.task_id).await {
        Ok(Some(look)) => Json(show(&studio, &look)).into_response(),
        Ok(None) => errors::answer(Refusal::bad_request("Invalid param: task_id")),
        Err(refusal) => errors::answer(refusal),
    }
}

/// The documents' sample: `usage` only with a success, `request_id` always empty.
fn show(studio: &Studio, look: &Look) -> Value {
    let mut output = json!({ "task_id": look.task.id, "task_status": word(look) });
    if word(look) == "Success" {
        output["urls"] = json!(urls(studio, look));
    }
    output["submit_time"] = json!(look.task.at / 1000);
    if let Some(over) = look.task.over {
        output["finish_time"] = json!(over / 1000);
        if let Some(reason) = reason(&look.task.fate) {
            output["error_message"] = json!(reason);
        }
    }
    if word(look) == "Success" {
        json!({ "output": output, "usage": {}, "request_id": "" })
    } else {
        json!({ "output": output, "request_id": "" })
    }
}

fn word(look: &Look) -> &'static str {
    match (look.is_over(), look.step) {
        (true, _) if look.task.fate.is_bad() => "Failure",
        (true, _) => "Success",
        (false, 0) => "Pending",
        (false, _) => "Running",
    }
}

fn reason(fate: &Fate) -> Option<&str> {
    match fate {
        Fate::Fails { reason } | Fate::HalfFails { reason } => Some(reason),
        Fate::TimesOut => Some("task timeout"),
        Fate::Succeeds | Fate::Hangs => None,
    }
}

/// One address, as in the sample, or both, as Suno makes two.
fn urls(studio: &Studio, look: &Look) -> Vec<String> {
    let count = if nth(look.task.chance, 0).is_multiple_of(2) { 1 } else { 2 };
    let ids = match &look.task.outcome {
        Outcome::Songs { ids } => ids.as_slice(),
        Outcome::Upload { id, .. } => std::slice::from_ref(id),
        _ => &[],
    };
    let songs = ids.iter().filter_map(|id| studio.songs.get(id));
    songs.take(count).map(|song| studio.media_url(&Form::Mp3.file(&song))).collect()
}
