//! A model of one's own: a session, at least six uploads, training (seeds 000 and 001).

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::catalogue::{PREPARE, TRAIN, UPLOAD};
use super::{PURSE, created, errors, task_id};
use crate::server::call::Call;
use crate::server::envelope::Refusal;
use crate::server::fields::Fields;
use crate::server::task::{Fate, Outcome, Task};
use crate::server::yoyai::recording;
use crate::server::{Studio, upload as uploads};
use crate::store::Song;

/// How many songs a model learns from, at least (seed 000:75).
const LEAST: usize = 6;

/// `POST /suno/v2/customModel/prepare`: no body; a session that binds an account.
pub(super) async fn prepare(State(studio): State<Arc<Studio>>, request: Request) -> Response {
    let fate = request.extensions().get::<Fate>().cloned().unwrap_or_default();
    created(begin(&studio, fate).await)
}

async fn begin(studio: &Arc<Studio>, fate: Fate) -> Result<Value, Refusal> {
    let call = Call { fields: Fields::default(), body_hash: 0, fate };
    let id = Uuid::new_v4().to_string();
    let task = PREPARE.task(studio, &call, id.clone(), Outcome::Session);
    studio.accept(PREPARE.bill(0, &id), Vec::new(), task).await?;
    Ok(json!({ "sessionId": id }))
}

/// `POST /suno/v2/customModel/upload`: one song; many may be on their way at once.
pub(super) async fn upload(State(studio): State<Arc<Studio>>, call: Result<Call, Refusal>) -> Response {
    created(take(&studio, call).await)
}

async fn take(studio: &Arc<Studio>, call: Result<Call, Refusal>) -> Result<Value, Refusal> {
    let mut call = call?;
    let session = open_session(studio, &call.fields)?;
    let url = call.fields.text("audioUrl")?.filter(|url| uploads::is_address(url));
    let url = url.ok_or_else(|| errors::invalid("audioUrl must be a URL address"))?;
    if uploads::leads_nowhere(url) {
        call.fate = Fate::Fails { reason: "Audio source not found.".into() };
    }
    let song = heard(studio, url).await?;
    let outcome = Outcome::Upload { id: song.id.clone(), session: Some(session) };
    let id = Uuid::new_v4().to_string();
    let task = UPLOAD.task(studio, &call, id.clone(), outcome);
    studio.accept(UPLOAD.bill(call.body_hash, &id), vec![song], task).await?;
    Ok(task_id(&id))
}

/// The song at an address: what was put to this server's own file host is really listened to.
async fn heard(studio: &Arc<Studio>, url: &str) -> Result<Song, Refusal> {
    if !url.starts_with(&format!("http://127.0.0.1:{}/files/", studio.port)) {
        return Ok(uploads::song(studio, url));
    }
    let (keeper, url) = (Arc::clone(studio), url.to_owned());
    let listening = spawn_blocking(move || recording(&keeper, &url, "audioUrl"));
    listening.await.map_err(|_| Refusal::internal())?
}

/// `POST /suno/v2/customModel/create`: the task is called like the session.
pub(super) async fn create(State(studio): State<Arc<Studio>>, call: Result<Call, Refusal>) -> Response {
    created(train(&studio, call).await)
}

async fn train(studio: &Arc<Studio>, call: Result<Call, Refusal>) -> Result<Value, Refusal> {
    let call = call?;
    let session = open_session(studio, &call.fields)?;
    let clips = call.fields.texts("clipIds")?.ok_or_else(|| errors::invalid("clipIds must be an array"))?;
    if clips.len() < LEAST {
        return Err(errors::invalid("clipIds must contain at least 6 elements"));
    }
    let name = call.fields.text("name")?.ok_or_else(|| errors::empty("name"))?;
    check_clips(studio, &session, &clips)?;
    let data = json!({ "id": format!("chirp-custom:{}", Uuid::new_v4()), "name": name });
    let task = TRAIN.task(studio, &call, session.clone(), Outcome::Plain { data });
    studio.accept(TRAIN.bill(call.body_hash, &session), Vec::new(), task).await?;
    Ok(task_id(&session))
}

/// The session that a request names, if it still waits to be used: a training that failed sets it back.
fn open_session(studio: &Studio, fields: &Fields) -> Result<String, Refusal> {
    let id = fields.text("sessionId")?.filter(|id| Uuid::parse_str(id).is_ok());
    let id = id.ok_or_else(|| errors::invalid("sessionId must be a UUID"))?;
    let task = studio.tasks.get(PURSE.vendor, id);
    let open = |task: &Task| match task.outcome {
        Outcome::Session => true,
        _ => task.action == TRAIN.action && task.over.is_some() && task.fate.is_bad(),
    };
    match task {
        Some(task) if open(&task) => Ok(id.to_owned()),
        Some(_) => Err(Refusal::bad_request("The session is in use.")),
        None => Err(Refusal::bad_request("The session does not exist.")),
    }
}

/// Only clips whose upload in this session has succeeded may be learned from, each once.
fn check_clips(studio: &Studio, session: &str, clips: &[&str]) -> Result<(), Refusal> {
    let mut seen = clips.to_vec();
    seen.sort_unstable();
    seen.dedup();
    if seen.len() < clips.len() {
        return Err(errors::invalid("All clipIds's elements must be unique"));
    }
    let ours = |clip: &str| {
        let wanted = |task: &Task| match &task.outcome {
            Outcome::Upload { id, session: Some(of) } => id == clip && of == session && is_done(task),
            _ => false,
        };
        studio.tasks.find(PURSE.vendor, wanted).is_some()
    };
    match clips.iter().all(|clip| ours(clip)) {
        true => Ok(()),
        false => Err(Refusal::bad_request("clipIds must come from this session")),
    }
}

/// Whether `model` is one that was trained here.
pub(super) fn is_trained(studio: &Studio, model: &str) -> bool {
    let wanted = |task: &Task| match &task.outcome {
        Outcome::Plain { data } => task.action == TRAIN.action && data["id"] == model && is_done(task),
        _ => false,
    };
    studio.tasks.find(PURSE.vendor, wanted).is_some()
}

fn is_done(task: &Task) -> bool {
    task.over.is_some() && !task.fate.is_bad()
}
