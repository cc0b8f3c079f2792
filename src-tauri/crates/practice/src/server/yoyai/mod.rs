//! YoYAI's wire format, strictly as its document shows it (research/vendors.md §1, §5).
//!
//! Deliberately absent: everything that the document does not prove, such as polling for tasks.

mod catalogue;
pub(crate) mod clip;
pub(crate) mod concat;
mod extend;
mod extras;
mod generate;
mod overdubs;
mod personas;
mod pieces;
mod remakes;
mod remaster;
mod replace;
mod sounds;
mod stems;
pub(crate) mod timing;
mod uploads;
mod voices;

pub(crate) use uploads::recording;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use tokio::task::spawn_blocking;

use super::callback::Callback;
use super::envelope::Refusal;
use super::gate::Door;
use super::job::{Plan, Product, carry_out};
use super::{Studio, fields, moderation, seed};
use crate::ledger::Purse;
use crate::store::Song;
use fields::Fields;

/// Its account.
pub(crate) const PURSE: Purse = Purse { vendor: crate::WIRE_FORMAT, unit: "credits", rate: 1.0 };

/// How its key is shown and how it refuses.
pub(crate) const DOOR: Door = Door { bare_key: false, refuse: IntoResponse::into_response };

/// `POST /suno/audios`.
pub(crate) async fn audios(State(studio): State<Arc<Studio>>, headers: HeaderMap, body: Bytes) -> Response {
    answer(studio, &headers, &body, plan_audios).await
}

/// `POST /suno/timing`.
pub(crate) async fn timing(State(studio): State<Arc<Studio>>, headers: HeaderMap, body: Bytes) -> Response {
    answer(studio, &headers, &body, plan_timing).await
}

/// `POST /suno/upload`.
pub(crate) async fn upload(State(studio): State<Arc<Studio>>, headers: HeaderMap, body: Bytes) -> Response {
    answer(studio, &headers, &body, uploads::plan).await
}

/// `POST /suno/lyrics`.
pub(crate) async fn lyrics(State(studio): State<Arc<Studio>>, headers: HeaderMap, body: Bytes) -> Response {
    answer(studio, &headers, &body, extras::lyrics).await
}

/// `POST /suno/persona`.
pub(crate) async fn persona(State(studio): State<Arc<Studio>>, headers: HeaderMap, body: Bytes) -> Response {
    answer(studio, &headers, &body, personas::plan).await
}

/// `POST /suno/vox`.
pub(crate) async fn vox(State(studio): State<Arc<Studio>>, headers: HeaderMap, body: Bytes) -> Response {
    answer(studio, &headers, &body, personas::vox).await
}

/// `POST /suno/voice/init`.
pub(crate) async fn init_voice(
    State(studio): State<Arc<Studio>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    answer(studio, &headers, &body, voices::init).await
}

/// `POST /suno/voice/verify`.
pub(crate) async fn verify_voice(
    State(studio): State<Arc<Studio>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    answer(studio, &headers, &body, voices::verify).await
}

/// `POST /suno/wav`.
pub(crate) async fn wav(State(studio): State<Arc<Studio>>, headers: HeaderMap, body: Bytes) -> Response {
    answer(studio, &headers, &body, extras::wav).await
}

/// `POST /suno/mp4`.
pub(crate) async fn mp4(State(studio): State<Arc<Studio>>, headers: HeaderMap, body: Bytes) -> Response {
    answer(studio, &headers, &body, extras::mp4).await
}

/// `POST /suno/midi`.
pub(crate) async fn midi(State(studio): State<Arc<Studio>>, headers: HeaderMap, body: Bytes) -> Response {
    answer(studio, &headers, &body, extras::midi).await
}

/// `POST /suno/html`.
pub(crate) async fn html(State(studio): State<Arc<Studio>>, headers: HeaderMap, body: Bytes) -> Response {
    answer(studio, &headers, &body, extras::html).await
}

async fn answer(
    studio: Arc<Studio>,
    headers: &HeaderMap,
    body: &[u8],
    plan: fn(&Studio, &Fields) -> Result<Plan, Refusal>,
) -> Response {
    let read = fields::json(headers).and_then(|()| Fields::parse(body)).and_then(|fields| {
        let callback = fields.text("callback_url")?.map(Callback::parse).transpose()?;
        Ok((fields, callback))
    });
    let (fields, callback) = match read {
        Ok(read) => read,
        Err(refusal) => return refusal.into_response(),
    };
    // Judging a request may mean fetching and hearing a recording.
    let judge = Arc::clone(&studio);
    let planned = spawn_blocking(move || plan(&judge, &fields)).await;
    match planned.unwrap_or_else(|_| Err(Refusal::internal())) {
        Ok(plan) => carry_out(studio, Plan { callback, body_hash: seed::hash(body), ..plan }).await,
        Err(refusal) => refusal.into_response(),
    }
}

fn plan_audios(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    match fields.text("action")?.unwrap_or("generate") {
        "generate" => generate::plan(studio, fields),
        "replace_section" => replace::plan(studio, fields),
        "concat" => concat::plan(studio, fields),
        "extend" => extend::extend(studio, fields),
        "upload_extend" => extend::upload_extend(studio, fields),
        "upload_generate" => extend::upload_generate(studio, fields),
        "stems" => stems::two(studio, fields),
        "all_stems" => stems::twelve(studio, fields),
        "cover" => remakes::cover(studio, fields),
        "mashup" => remakes::mashup(studio, fields),
        "sample" => remakes::sample(studio, fields),
        "inspiration" => remakes::inspiration(studio, fields),
        "remaster" => remaster::plan(studio, fields),
        "artist_consistency" => personas::sing(studio, fields),
        "add_vocals" => overdubs::vocals(studio, fields),
        "add_instrumental" => overdubs::instrumental(studio, fields),
        "sounds" => sounds::plan(studio, fields),
        _ => Err(Refusal::bad_request("action is invalid.")),
    }
}

/// The song that a request names.
fn source(studio: &Studio, fields: &Fields, deed: &str) -> Result<Arc<Song>, Refusal> {
    studio.songs.get(fields.required("audio_id", deed)?).ok_or_else(Refusal::song_gone)
}

fn plan_timing(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let song = source(studio, fields, "get timing")?;
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
