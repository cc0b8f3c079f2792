//! `POST /v1/suno/uploads/audio-url`: a song of the user's own, in an envelope of its own (`suno-cover.md`).

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::{PURSE, errors};
use crate::server::call::{Call, Offer};
use crate::server::envelope::Refusal;
use crate::server::task::Outcome;
use crate::server::{Studio, upload};

/// What an upload costs here: no page prints a price.
const UPLOAD: Offer = Offer {
    purse: PURSE,
    path: "/v1/suno/uploads/audio-url",
    action: "upload",
    price: 0.0,
    usual: (0.0, 0.0),
    steps: 0,
};

/// The names of the model that takes uploads: the site's, and a later commit's.
const MODELS: [&str; 2] = ["suno-uploads", "suno-upload"];

/// Answers with the clip.
pub(super) async fn upload(State(studio): State<Arc<Studio>>, call: Result<Call, Refusal>) -> Response {
    match accept(&studio, call).await {
        Ok(answer) => answer,
        // What Suno's side refuses comes in its envelope, what UCloud refuses in UCloud's.
        Err(refusal) if refusal.code == "bad_request" => invalid(&refusal.message),
        Err(refusal) => errors::answer(refusal),
    }
}

fn invalid(message: &str) -> Response {
    let body = json!({ "code": "invalid_request", "message": message, "data": null });
    (StatusCode::BAD_REQUEST, Json(body)).into_response()
}

async fn accept(studio: &Arc<Studio>, call: Result<Call, Refusal>) -> Result<Response, Refusal> {
    let call = call?;
    let model = call.fields.text("model")?;
    if !model.is_some_and(|model| MODELS.contains(&model)) {
        return Err(errors::model_error());
    }
    let url = call.fields.text("url")?.ok_or_else(|| Refusal::bad_request("url is empty"))?;
    if !upload::is_address(url) {
        return Err(Refusal::bad_request("url is invalid"));
    }
    if upload::leads_nowhere(url) {
        // As public samples show it: with 200.
        let body = json!({ "code": "fail_to_upload", "message": "audio not found", "data": "" });
        return Ok(Json(body).into_response());
    }
    let song = upload::song(studio, url);
    let outcome = Outcome::Upload { id: song.id.clone(), session: None };
    let task = UPLOAD.task(studio, &call, song.id.clone(), outcome);
    let data = song.id.clone();
    studio.accept(UPLOAD.bill(call.body_hash, &task.id), vec![song], task).await?;
    Ok(Json(json!({ "code": "success", "message": "", "data": data })).into_response())
}
