//! YoYAI's wire format, strictly as its document shows it (research/vendors.md §1, §5).
//!
//! Deliberately absent: everything that the document does not prove, such as polling for tasks. Actions of
//! the document that the practice studio does not play yet are refused in the document's own words.

mod catalogue;
pub(crate) mod clip;
pub(crate) mod concat;
mod generate;
mod pieces;
mod replace;
pub(crate) mod timing;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use super::callback::Callback;
use super::envelope::Refusal;
use super::gate::Door;
use super::job::{Plan, Product, carry_out};
use super::{Studio, fields, moderation, seed};
use crate::ledger::Purse;
use fields::Fields;

/// Its account.
pub(crate) const PURSE: Purse = Purse { vendor: crate::WIRE_FORMAT, unit: "credits", rate: 1.0 };

/// How its key is shown and how it refuses.
pub(crate) const DOOR: Door = Door { bare_key: false, refuse: IntoResponse::into_response };

/// Actions of the document that are not played yet.
const NOT_PLAYED: [&str; 14] = [
    "extend",
    "stems",
    "all_stems",
    "upload_generate",
    "upload_extend",
    "cover",
    "artist_consistency",
    "add_vocals",
    "add_instrumental",
    "mashup",
    "remaster",
    "sample",
    "inspiration",
    "sounds",
];

/// `POST /suno/audios`.
pub(crate) async fn audios(State(studio): State<Arc<Studio>>, headers: HeaderMap, body: Bytes) -> Response {
    answer(studio, &headers, &body, plan_audios).await
}

/// `POST /suno/timing`.
pub(crate) async fn timing(State(studio): State<Arc<Studio>>, headers: HeaderMap, body: Bytes) -> Response {
    answer(studio, &headers, &body, plan_timing).await
}

async fn answer(
    studio: Arc<Studio>,
    headers: &HeaderMap,
    body: &[u8],
    plan: fn(&Studio, &Fields) -> Result<Plan, Refusal>,
) -> Response {
    let planned = fields::json(headers).and_then(|()| Fields::parse(body)).and_then(|fields| {
        let callback = fields.text("callback_url")?.map(Callback::parse).transpose()?;
        Ok(Plan { callback, body_hash: seed::hash(body), ..plan(&studio, &fields)? })
    });
    match planned {
        Ok(plan) => carry_out(studio, plan).await,
        Err(refusal) => refusal.into_response(),
    }
}

fn plan_audios(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    match fields.text("action")?.unwrap_or("generate") {
        "generate" => generate::plan(studio, fields),
        "replace_section" => replace::plan(studio, fields),
        "concat" => concat::plan(studio, fields),
        action if NOT_PLAYED.contains(&action) => Err(Refusal::unsupported(action)),
        _ => Err(Refusal::bad_request("action is invalid.")),
    }
}

fn plan_timing(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let audio_id = fields.required("audio_id", "get timing")?;
    let song = studio.songs.get(audio_id).ok_or_else(Refusal::song_gone)?;
    Ok(Plan {
        path: "/suno/timing",
        action: "timing",
        price: catalogue::TIMING,
        usual: (1.0, 3.0),
        product: Product::Timing(song),
        callback: None,
        body_hash: 0,
    })
}
