//! Voices: the vox of a song and personas, which answer at once, and a voice of one's own in two steps with
//! thirty seconds between them. What is recorded for these is listened to (`server::hearing`); what is heard wrong
//! makes the task fail.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::catalogue::SONG;
use super::status::head;
use super::{PURSE, created, errors, task_id};
use crate::composer::Voiceprint;
use crate::listen::Range;
use crate::server::address::Loopback;
use crate::server::call::{Call, Offer};
use crate::server::envelope::Refusal;
use crate::server::fields::Fields;
use crate::server::hearing::Flaw;
use crate::server::render::{Form, seconds};
use crate::server::suno::{Progress, RawClip};
use crate::server::task::{Fate, Look, Outcome, Task};
use crate::server::{Studio, fetch, hearing, nth, seed, upload};
use crate::store::Song;
use crate::voices::Record;

/// Milliseconds in which the phrase must be sung.
const PATIENCE: i64 = 30_000;

/// What cannot be downloaded, in the words of its failed tasks.
const NOWHERE: &str = "Audio source not found.";

/// The window of a vox where none is asked for (docs.mountsea.ai, `getVoxStem`).
const WINDOW: (f64, f64) = (45.0, 74.0);

/// The vox of a song; the price is a stand-in.
const VOX: Offer =
    Offer { path: "/suno/v2/getVoxStem", action: "vox", price: 10.0, usual: (5.0, 20.0), steps: 0, ..SONG };

/// A persona of a song; the price is a stand-in.
const PERSONA: Offer = Offer { path: "/suno/v2/persona", action: "persona", ..VOX };

/// A voice of one's own; the price is a stand-in.
pub(super) const INIT: Offer =
    Offer { path: "/suno/v2/voicePersona/init", action: "voice_init", steps: 2, ..VOX };

/// Its second step, which is part of the first one's price.
const COMPLETE: Offer =
    Offer { path: "/suno/v2/voicePersona/complete", action: "voice_complete", price: 0.0, ..INIT };

/// `POST /suno/v2/getVoxStem`.
pub(super) async fn vox(State(studio): State<Arc<Studio>>, call: Result<Call, Refusal>) -> Response {
    created(sung(&studio, call).await)
}

async fn sung(studio: &Arc<Studio>, call: Result<Call, Refusal>) -> Result<Value, Refusal> {
    let call = call?;
    let song = known(studio, &call.fields, "clip_id")?;
    let end = WINDOW.1.min(seconds(song.frames));
    let start = WINDOW.0.min((end - (WINDOW.1 - WINDOW.0)).max(0.0));
    let data = json!({
        "id": Uuid::new_v4(), "status": "complete", "source_clip_id": song.id, "vocal_start_s": start,
        "vocal_end_s": end, "vocal_audio_url": studio.media_url(&Form::M4a.file(&song)),
    });
    at_once(studio, VOX, &call, data).await
}

/// `POST /suno/v2/persona`.
pub(super) async fn persona(State(studio): State<Arc<Studio>>, call: Result<Call, Refusal>) -> Response {
    created(named(&studio, call).await)
}

async fn named(studio: &Arc<Studio>, call: Result<Call, Refusal>) -> Result<Value, Refusal> {
    let call = call?;
    let song = known(studio, &call.fields, "clip_id")?;
    let name = call.fields.text("name")?.ok_or_else(|| errors::empty("name"))?;
    if let Some(vox) = call.fields.text("vox_audio_id")? {
        let wanted = |task: &Task| matches!(&task.outcome, Outcome::Plain { data } if data["id"] == vox);
        studio
            .tasks
            .find(PURSE.vendor, wanted)
            .ok_or_else(|| Refusal::bad_request("vox_audio_id is unknown"))?;
    }
    let data = json!({
        "id": Uuid::new_v4(), "name": name, "description": call.fields.words("description")?,
        "image_s3_id": studio.media_url(&Form::Jpeg.file(&song)), "root_clip_id": song.id,
        "clip": RawClip::of(studio, &song, Progress::Complete),
    });
    at_once(studio, PERSONA, &call, data).await
}

/// What answers with the thing itself is still charged and remembered like a task.
async fn at_once(studio: &Arc<Studio>, offer: Offer, call: &Call, data: Value) -> Result<Value, Refusal> {
    let id = Uuid::new_v4().to_string();
    let task = offer.task(studio, call, id.clone(), Outcome::Plain { data: data.clone() });
    let patience = task.usual;
    studio.accept(offer.bill(call.body_hash, &id), Vec::new(), task).await?;
    studio.take_time(patience).await;
    Ok(data)
}

/// `POST /suno/v2/voicePersona/init`.
pub(super) async fn init(State(studio): State<Arc<Studio>>, call: Result<Call, Refusal>) -> Response {
    created(begun(&studio, call).await)
}

async fn begun(studio: &Arc<Studio>, call: Result<Call, Refusal>) -> Result<Value, Refusal> {
    let mut call = call?;
    let url = address(&call.fields, "voice_audio_url")?.to_owned();
    let language = call.fields.text("language")?.unwrap_or_default().to_owned();
    if !hearing::is_language(&language) {
        let known = hearing::languages().collect::<Vec<_>>().join(", ");
        return Err(errors::invalid(format!("language must be one of the following values: {known}")));
    }
    let start = call.fields.number("vocal_start_s")?.unwrap_or(0.0);
    let end = call.fields.number("vocal_end_s")?.unwrap_or(start + 12.0);
    if end <= start {
        return Err(errors::invalid("vocal_end_s must be greater than vocal_start_s"));
    }
    let chance = seed::seed(&[&url, &language]);
    let heard = listened(studio, &url, move |samples| hearing::sung(samples, (start, end))).await;
    let voice = hearing::print(judged(&mut call, heard).unwrap_or_else(|| somebody(chance)), chance);
    let record = Record::Recording {
        id: Uuid::new_v4().to_string(),
        recording_id: Uuid::new_v4().to_string(),
        phrase_id: Uuid::new_v4().to_string(),
        phrase: hearing::phrase(&language, chance).unwrap_or_default().to_owned(),
        voice,
        begun_at: studio.clock(),
    };
    let id = Uuid::new_v4().to_string();
    let task = INIT.task(studio, &call, id.clone(), Outcome::Plain { data: asked(&record, start, end) });
    studio.accept(INIT.bill(call.body_hash, &id), Vec::new(), task).await?;
    studio.voices.add(&record).map_err(|_| Refusal::internal())?;
    Ok(task_id(&id))
}

/// What an awaiting task shows of a recording.
fn asked(record: &Record, start: f64, end: f64) -> Value {
    let Record::Recording { id, recording_id, phrase_id, phrase, .. } = record else { return json!({}) };
    json!({
        "phrase_text": phrase, "phrase_id": phrase_id, "vox_audio_id": id, "voice_recording_id": recording_id,
        "vocal_start_s": start, "vocal_end_s": end,
    })
}

/// What is heard at an address, or why not. What is not on this machine cannot be fetched, and passes: such a
/// recording depends on nothing but its address (`server::upload`).
async fn listened<T: Send + 'static>(
    studio: &Arc<Studio>,
    url: &str,
    listen: impl FnOnce(&[f32]) -> Result<T, Flaw> + Send + 'static,
) -> Result<Option<T>, String> {
    if upload::leads_nowhere(url) {
        return Err(NOWHERE.into());
    }
    if Loopback::parse(url).is_none() {
        return Ok(None);
    }
    let (keeper, url) = (Arc::clone(studio), url.to_owned());
    let listening = spawn_blocking(move || {
        let samples = fetch::audio(&keeper, &url, "audio").map_err(|_| NOWHERE.to_owned())?;
        listen(&samples).map(Some).map_err(|flaw| flaw.words().to_owned())
    });
    listening.await.unwrap_or_else(|_| Err("Internal server error".into()))
}

/// A flaw makes the task fail: the call itself is accepted before anybody listens. What a test has planned stays.
fn judged<T>(call: &mut Call, heard: Result<Option<T>, String>) -> Option<T> {
    let flaw = match heard {
        Ok(heard) => return heard,
        Err(flaw) => flaw,
    };
    if call.fate == Fate::Succeeds {
        call.fate = Fate::Fails { reason: flaw };
    }
    None
}

/// The voice of whoever was not heard.
fn somebody(chance: u64) -> Range {
    Range { middle: if nth(chance, 1).is_multiple_of(2) { 66.0 } else { 55.0 }, sounding_s: 12.0 }
}

/// What a voice shows that waits for its phrase, or waited for too long.
pub(super) fn waiting(now: i64, look: &Look) -> Value {
    if late(now, &look.task) {
        let mut body = head(look, "failed");
        body["failReason"] = json!("VP_USER_TIMEOUT");
        return body;
    }
    let mut body = head(look, "awaiting");
    if let Outcome::Plain { data } = &look.task.outcome {
        body["data"] = data.clone();
    }
    body
}

fn late(now: i64, task: &Task) -> bool {
    task.over.is_some_and(|since| now - since > PATIENCE)
}

/// `POST /suno/v2/voicePersona/complete`: the same task goes on.
pub(super) async fn complete(State(studio): State<Arc<Studio>>, call: Result<Call, Refusal>) -> Response {
    created(verified(&studio, call).await)
}

async fn verified(studio: &Arc<Studio>, call: Result<Call, Refusal>) -> Result<Value, Refusal> {
    let mut call = call?;
    let id = call.fields.text("taskId")?.ok_or_else(|| errors::empty("taskId"))?.to_owned();
    let url = address(&call.fields, "verification_audio_url")?.to_owned();
    let name = call.fields.text("name")?.ok_or_else(|| errors::empty("name"))?.to_owned();
    let begun = studio.tasks.get(PURSE.vendor, &id).filter(|task| task.action == INIT.action);
    let begun = begun.ok_or_else(errors::no_task)?;
    if begun.over.is_none() || begun.fate.is_bad() {
        return Err(Refusal::bad_request("The task is not awaiting verification."));
    }
    if late(studio.clock(), &begun) {
        return Err(Refusal::bad_request("VP_USER_TIMEOUT"));
    }
    let (vox, phrase, voice) = recorded(studio, &begun).ok_or_else(errors::no_task)?;
    let center = voice.center;
    let heard = listened(studio, &url, move |samples| hearing::read(samples, &phrase, center)).await;
    judged(&mut call, heard);
    let persona = Record::Persona { id: Uuid::new_v4().to_string(), voice, style: None, audio_id: None };
    let data = json!({
        "id": persona.id(), "name": name, "description": call.fields.words("description")?,
        "root_clip_id": vox, "persona_type": "vox", "is_public": call.fields.flag("is_public")?,
    });
    let mut task = COMPLETE.task(studio, &call, id.clone(), Outcome::Plain { data });
    task.asked = json!({ "created": begun.at });
    studio.accept(COMPLETE.bill(call.body_hash, &id), Vec::new(), task).await?;
    studio.voices.add(&persona).map_err(|_| Refusal::internal())?;
    Ok(task_id(&id))
}

/// The id, the phrase and the voice of the recording that a task is about.
fn recorded(studio: &Studio, task: &Task) -> Option<(String, String, Voiceprint)> {
    let Outcome::Plain { data } = &task.outcome else { return None };
    let known = studio.voices.get(data["vox_audio_id"].as_str()?)?;
    let Record::Recording { id, phrase, voice, .. } = known.as_ref() else { return None };
    Some((id.clone(), phrase.clone(), *voice))
}

/// Who sings.
pub(super) enum Singer {
    /// In the composer's words.
    Named(String),
    /// As it was heard.
    Heard(Voiceprint),
}

/// The singer of a persona that was made here.
pub(super) fn of_persona(studio: &Studio, persona: &str) -> Option<Singer> {
    let wanted = |task: &Task| {
        let made = [PERSONA.action, COMPLETE.action].contains(&task.action.as_str());
        matches!(&task.outcome, Outcome::Plain { data } if made && data["id"] == persona)
    };
    let task = studio.tasks.find(PURSE.vendor, wanted)?;
    if let Some(Record::Persona { voice, .. }) = studio.voices.get(persona).as_deref() {
        return Some(Singer::Heard(*voice));
    }
    let words = if nth(task.chance, 1).is_multiple_of(2) { "female" } else { "male" };
    Some(Singer::Named(words.into()))
}

fn address<'a>(fields: &'a Fields, name: &str) -> Result<&'a str, Refusal> {
    let url = fields.text(name)?.filter(|url| upload::is_address(url));
    url.ok_or_else(|| errors::invalid(format!("{name} must be a URL address")))
}

/// The clip that a field names.
pub(super) fn known(studio: &Studio, fields: &Fields, name: &str) -> Result<Arc<Song>, Refusal> {
    let id = fields.text(name)?.ok_or_else(|| errors::empty(name))?;
    studio.songs.get(id).ok_or_else(|| Refusal::bad_request(format!("Clip {id} not found")))
}
