//! Mountsea's wire format (seeds 000, 001; research/vendors.md §2): every POST makes a task and answers 201.
//!
//! Its paths collide with nobody's, so it answers at the server's own base and below `/mountsea`; the
//! balance, which lives on a host of its own at Mountsea, is there too. Its pages name WAV and MP4
//! without a body: both take a clip, as everything beside them does. Deliberately absent: crop, fade, image, video.

mod balance;
mod catalogue;
mod clips;
mod errors;
mod generate;
mod schema;
mod status;
mod train;
mod voice;
mod words;

use std::sync::Arc;

use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use super::Studio;
use super::envelope::Refusal;
use super::gate::{self, Door};
use crate::ledger::Purse;

/// Below which path it answers.
pub(crate) const BASE: &str = "/mountsea";

/// Its account. A song costs 40 of its credits, so the studio grants a hundred for every credit.
pub(crate) const PURSE: Purse = Purse { vendor: "mountsea", unit: "credits", rate: 100.0 };

/// How its key is shown and how it refuses.
const DOOR: Door = Door { bare_key: false, refuse: errors::answer };

/// Its routes.
pub(crate) fn routes(studio: &Arc<Studio>) -> Router<Arc<Studio>> {
    let api = Router::new()
        .route("/suno/v2/status", get(status::status))
        .route("/suno/v2/generate", post(generate::generate))
        .route("/suno/v2/generate/schema", get(schema::schema))
        .route("/suno/v2/customModel/prepare", post(train::prepare))
        .route("/suno/v2/customModel/upload", post(train::upload))
        .route("/suno/v2/customModel/create", post(train::create))
        .route("/suno/v2/lyrics", post(words::lyrics))
        .route("/suno/v2/mashupLyrics", post(words::mashup))
        .route("/suno/v2/concat", post(clips::concat))
        .route("/suno/v2/remaster", post(clips::remaster))
        .route("/suno/v2/timing", post(clips::timing))
        .route("/suno/v2/wav", post(clips::wav))
        .route("/suno/v2/mp4", post(clips::mp4))
        .route("/suno/v2/mdi", post(clips::notes))
        .route("/suno/v2/getVoxStem", post(voice::vox))
        .route("/suno/v2/persona", post(voice::persona))
        .route("/suno/v2/voicePersona/init", post(voice::init))
        .route("/suno/v2/voicePersona/complete", post(voice::complete))
        .method_not_allowed_fallback(errors::nowhere)
        .route_layer(from_fn_with_state((Arc::clone(studio), DOOR), gate::key));
    api.route("/api-user/credits", get(balance::credits))
}

/// Its routes and its own answer to everything else.
pub(crate) fn all(studio: &Arc<Studio>) -> Router<Arc<Studio>> {
    routes(studio).fallback(errors::nowhere)
}

/// The answer to a POST: the id under the name that it has there, with 201.
fn created(answer: Result<Value, Refusal>) -> Response {
    match answer {
        Ok(value) => (StatusCode::CREATED, Json(value)).into_response(),
        Err(refusal) => errors::answer(refusal),
    }
}

/// The answer to nearly every POST.
fn task_id(id: &str) -> Value {
    json!({ "taskId": id })
}
