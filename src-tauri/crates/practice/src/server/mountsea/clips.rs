//! What is made of one clip: the whole song of a piece, a remaster, the times of its words, its notes, files.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};
use uuid::Uuid;

use super::catalogue::SONG;
use super::voice::known;
use super::{created, errors, task_id};
use crate::server::call::{Call, Offer};
use crate::server::envelope::Refusal;
use crate::server::render::Form;
use crate::server::task::Outcome;
use crate::server::{Studio, derive};
use crate::store::Song;

/// The whole song of a piece; the price is a stand-in.
const CONCAT: Offer = Offer { path: "/suno/v2/concat", action: "concat", price: 10.0, ..SONG };

/// A song mastered again; the price is a stand-in.
const REMASTER: Offer = Offer { path: "/suno/v2/remaster", action: "remaster", ..SONG };

/// The times of words; the price is a stand-in.
const TIMING: Offer =
    Offer { path: "/suno/v2/timing", action: "timing", price: 1.0, usual: (1.0, 3.0), steps: 2, ..SONG };

/// The notes of a stem; the price is a stand-in.
const NOTES: Offer = Offer { path: "/suno/v2/mdi", action: "midi", ..TIMING };

/// A clip without loss; path, body, answer and price are stand-ins.
const WAV: Offer = Offer { path: "/suno/v2/wav", action: "wav", ..TIMING };

/// A clip as a video; path, body, answer and price are stand-ins.
const MP4: Offer = Offer { path: "/suno/v2/mp4", action: "mp4", ..TIMING };

/// Models that remaster, and how much they may change.
const REMASTERS: [&str; 2] = ["chirp-carp", "chirp-bass"];

/// `POST /suno/v2/concat`.
pub(super) async fn concat(State(studio): State<Arc<Studio>>, call: Result<Call, Refusal>) -> Response {
    created(joined(&studio, call).await)
}

async fn joined(studio: &Arc<Studio>, call: Result<Call, Refusal>) -> Result<Value, Refusal> {
    let call = call?;
    let piece = known(studio, &call.fields, "clip_id")?;
    if !call.fields.has("is_infill") {
        return Err(errors::invalid("is_infill must be a boolean value"));
    }
    if call.fields.flag("is_infill")? {
        call.fields.text("edit_session_id")?.ok_or_else(|| errors::empty("edit_session_id"))?;
    }
    let whole =
        derive::whole(studio, &piece).ok_or_else(|| Refusal::bad_request("The clip is not a piece."))?;
    accept(studio, CONCAT, &call, vec![whole]).await
}

/// `POST /suno/v2/remaster`.
pub(super) async fn remaster(State(studio): State<Arc<Studio>>, call: Result<Call, Refusal>) -> Response {
    created(mastered(&studio, call).await)
}

async fn mastered(studio: &Arc<Studio>, call: Result<Call, Refusal>) -> Result<Value, Refusal> {
    let call = call?;
    let song = known(studio, &call.fields, "clip_id")?;
    let model = call.fields.text("model_name")?.filter(|model| REMASTERS.contains(model));
    let model = model.ok_or_else(|| {
        errors::invalid("model_name must be one of the following values: chirp-carp, chirp-bass")
    })?;
    let amount = call.fields.text("variation_category")?.unwrap_or("high");
    let songs = derive::remastered(studio, &song, amount, model).ok_or_else(|| {
        errors::invalid("variation_category must be one of the following values: subtle, normal, high")
    })?;
    accept(studio, REMASTER, &call, songs).await
}

/// `POST /suno/v2/timing`.
pub(super) async fn timing(State(studio): State<Arc<Studio>>, call: Result<Call, Refusal>) -> Response {
    created(timed(&studio, call).await)
}

async fn timed(studio: &Arc<Studio>, call: Result<Call, Refusal>) -> Result<Value, Refusal> {
    let call = call?;
    let song = known(studio, &call.fields, "clip_id")?;
    answer_with(studio, TIMING, &call, Outcome::Timing { id: song.id.clone() }).await
}

/// `POST /suno/v2/mdi`, spelled like that: the notes of a clip of `gen_stem_all`.
pub(super) async fn notes(State(studio): State<Arc<Studio>>, call: Result<Call, Refusal>) -> Response {
    created(noted(&studio, call).await)
}

async fn noted(studio: &Arc<Studio>, call: Result<Call, Refusal>) -> Result<Value, Refusal> {
    let call = call?;
    let song = known(studio, &call.fields, "clip_id")?;
    let data = derive::notes(studio, &song)?
        .ok_or_else(|| Refusal::bad_request("clip_id must be a clip of gen_stem_all"))?;
    answer_with(studio, NOTES, &call, Outcome::Plain { data }).await
}

/// `POST /suno/v2/wav`.
pub(super) async fn wav(State(studio): State<Arc<Studio>>, call: Result<Call, Refusal>) -> Response {
    created(file(&studio, call, WAV, ("wav_url", Form::Wav)).await)
}

/// `POST /suno/v2/mp4`.
pub(super) async fn mp4(State(studio): State<Arc<Studio>>, call: Result<Call, Refusal>) -> Response {
    created(file(&studio, call, MP4, ("mp4_url", Form::Mp4)).await)
}

async fn file(
    studio: &Arc<Studio>,
    call: Result<Call, Refusal>,
    offer: Offer,
    (name, form): (&str, Form),
) -> Result<Value, Refusal> {
    let call = call?;
    let song = known(studio, &call.fields, "clip_id")?;
    let data = json!({ name: studio.media_url(&form.file(&song)) });
    answer_with(studio, offer, &call, Outcome::Plain { data }).await
}

/// Charges for what is no song.
async fn answer_with(
    studio: &Arc<Studio>,
    offer: Offer,
    call: &Call,
    outcome: Outcome,
) -> Result<Value, Refusal> {
    let id = Uuid::new_v4().to_string();
    let task = offer.task(studio, call, id.clone(), outcome);
    studio.accept(offer.bill(call.body_hash, &id), Vec::new(), task).await?;
    Ok(task_id(&id))
}

/// Charges for new songs.
pub(super) async fn accept(
    studio: &Arc<Studio>,
    offer: Offer,
    call: &Call,
    songs: Vec<Song>,
) -> Result<Value, Refusal> {
    let ids = songs.iter().map(|song| song.id.clone()).collect();
    let id = Uuid::new_v4().to_string();
    let task = offer.task(studio, call, id.clone(), Outcome::Songs { ids });
    studio.accept(offer.bill(call.body_hash, &id), songs, task).await?;
    Ok(task_id(&id))
}
