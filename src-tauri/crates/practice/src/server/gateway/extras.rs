//! What only some gateways route, uploads and concat, and what all submits share.

use std::sync::Arc;

use serde_json::json;

use super::{Dialect, PURSE, errors, music};
use crate::server::call::{Call, Offer};
use crate::server::envelope::Refusal;
use crate::server::task::{Fate, Outcome};
use crate::server::{Studio, derive, upload as uploads};
use crate::store::Song;

/// What an upload costs: no gateway suggests a price.
const UPLOAD: Offer = Offer {
    path: "/suno/uploads/audio-url",
    action: "UPLOAD",
    price: 0.0,
    usual: (5.0, 10.0),
    steps: 1,
    ..music::MUSIC
};

/// What a concat costs: no gateway suggests a price.
const CONCAT: Offer = Offer { path: "/suno/submit/concat", action: "CONCAT", price: 0.0, ..music::MUSIC };

/// Charges for a call; answers the task's id.
pub(super) async fn accept(
    studio: &Arc<Studio>,
    dialect: Dialect,
    offer: &Offer,
    call: &Call,
    songs: Vec<Song>,
    outcome: Outcome,
) -> Result<String, Refusal> {
    let mut task = offer.task(studio, call, dialect.new_id(), outcome);
    let hook = if dialect.extras { call.fields.words("notify_hook")? } else { "" };
    task.asked = json!({ "notify_hook": hook });
    let id = task.id.clone();
    studio.accept(offer.bill(call.body_hash, &id), songs, task).await?;
    Ok(id)
}

/// `POST /suno/uploads/audio-url`.
pub(super) async fn upload(
    studio: &Arc<Studio>,
    dialect: Dialect,
    call: Result<Call, Refusal>,
) -> Result<String, Refusal> {
    let mut call = call?;
    let url = call.fields.text("url")?.filter(|url| uploads::is_address(url));
    let url = url.ok_or_else(|| errors::refusal("invalid_request", "url is invalid"))?;
    if uploads::leads_nowhere(url) {
        call.fate = Fate::Fails { reason: "audio not found".into() };
    }
    let song = uploads::song(studio, url);
    let outcome = Outcome::Songs { ids: vec![song.id.clone()] };
    accept(studio, dialect, &UPLOAD, &call, vec![song], outcome).await
}

/// `POST /suno/submit/concat`: the whole song of its last piece.
pub(super) async fn concat(
    studio: &Arc<Studio>,
    dialect: Dialect,
    call: Result<Call, Refusal>,
) -> Result<String, Refusal> {
    let call = call?;
    let clip = call.fields.text("clip_id")?;
    let clip = clip.ok_or_else(|| errors::refusal("invalid_request", "clip_id is empty"))?;
    call.fields.flag("is_infill")?;
    let song = studio.songs.get(clip).ok_or_else(|| errors::refusal("invalid_request", "clip not found"))?;
    let whole = derive::whole(studio, &song)
        .ok_or_else(|| errors::refusal("invalid_request", "clip is not a piece of a song"))?;
    let outcome = Outcome::Songs { ids: vec![whole.id.clone()] };
    accept(studio, dialect, &CONCAT, &call, vec![whole], outcome).await
}

/// The clip of a task that the key's user has.
pub(super) fn of_task(studio: &Studio, task: &str, clip: &str) -> Result<Arc<Song>, Refusal> {
    let unknown = || errors::refusal("task_not_exist", "task_origin_not_exist");
    let task = studio.tasks.get(PURSE.vendor, task).ok_or_else(unknown)?;
    let Outcome::Songs { ids } = &task.outcome else { return Err(unknown()) };
    let song = studio.songs.get(clip).filter(|song| ids.contains(&song.id));
    song.ok_or_else(|| errors::refusal("invalid_request", "continue_clip_id is not a clip of this task"))
}
