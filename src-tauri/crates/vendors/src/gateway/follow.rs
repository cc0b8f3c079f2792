//! What became of tasks: all that wait in one batch. The answers to single questions are understood too:
//! forks give them to batches of one.
//!
//! Traps: a batch leaves out what it does not know, and is `null` if that is all of them; Suno-API by
//! itself answers a single question with the bare clips or words, or with a bare `null` before there
//! are any; seed 004 writes `FAIL` where the code
//! writes `FAILURE`; of two clips one may be fine although the task failed.

use serde_json::{Map, Value};

use super::decode::{body, of_question};
use super::errors::DIALECT;
use crate::json::{filled, objects};
use crate::suno::{Said, clips, done, finished, is_playable, lyrics, pending};
use crate::{
    Action, Clip, ClipState, ErrorKind, Money, News, Progress, Submission, Uploaded, VendorError, Waiting,
    WireAnswer,
};

type Object = Map<String, Value>;

/// What the gateway says of each waiting job.
pub(super) fn decode(waiting: &[Waiting<'_>], answer: &WireAnswer) -> Result<Vec<News>, VendorError> {
    let value = match body(answer).map_err(of_question) {
        Ok(value) => value,
        // "task_not_exist" is about the one task that was asked for.
        Err(error) if error.kind == ErrorKind::SongGone => {
            return Ok(waiting.iter().map(unknown).collect());
        }
        Err(error) => return Err(error),
    };
    if value.is_null() && waiting.len() == 1 {
        return Ok(vec![pending(Vec::new(), "")]);
    }
    let data = data(&value);
    waiting.iter().map(|job| one(job, data, waiting.len() == 1)).collect()
}

/// The `data` of an envelope; a bare list or object is its own.
fn data(value: &Value) -> &Value {
    value.as_object().filter(|object| !is_task(object)).and_then(|object| object.get("data")).unwrap_or(value)
}

/// Whether an object is a task and not an envelope around one.
fn is_task(object: &Object) -> bool {
    object.contains_key("task_id") || (object.contains_key("id") && object.contains_key("status"))
}

/// What is said of one job.
fn one(job: &Waiting<'_>, data: &Value, alone: bool) -> Result<News, VendorError> {
    if is_silent(data) {
        return Ok(unknown(job));
    }
    if let Some(task) = tasks(data).find(|task| is_of(task, job)) {
        return Ok(of_task(job, task));
    }
    let named = tasks(data).any(|task| task.contains_key("task_id"));
    if named && (!alone || data.is_array()) {
        return Ok(unknown(job));
    }
    bare(job, data).filter(|_| alone && !named).ok_or_else(|| {
        VendorError::new(ErrorKind::Unreadable, Money::NotSpent, "the answer has an unknown form")
    })
}

fn is_silent(data: &Value) -> bool {
    data.is_null() || data.as_array().is_some_and(Vec::is_empty)
}

/// The tasks in a value: a list or one.
fn tasks(data: &Value) -> impl Iterator<Item = &Object> {
    objects(Some(data)).chain(data.as_object())
}

fn is_of(task: &Object, job: &Waiting<'_>) -> bool {
    filled(task.get("task_id")).is_some_and(|task_id| task_id == job.ticket.task_id)
}

/// A task that the gateway does not know. What it calls the number of an upload is a task's in the
/// document and the upload's own in its forks: an unknown task means the latter.
fn unknown(job: &Waiting<'_>) -> News {
    if job.request.action() == Action::Upload { uploaded(job, None) } else { News::Unknown }
}

fn uploaded(job: &Waiting<'_>, data: Option<&Value>) -> News {
    let clip = clips(data, &DIALECT).into_iter().next().unwrap_or_default();
    let own = |id: String| if id.is_empty() { job.ticket.task_id.clone() } else { id };
    let upload = Uploaded {
        audio_id: own(clip.remote_id),
        title: clip.title,
        duration_s: clip.duration_s,
        audio_url: Some(clip.audio_url).filter(|url| !url.is_empty()),
        image_url: clip.image_url,
        ..Uploaded::default()
    };
    done(Submission::Uploaded(upload), &job.ticket.task_id)
}

/// Whether a state ends a task well, badly, or not.
enum End {
    Well,
    Badly,
    NotYet,
}

fn end(state: &str) -> End {
    match state.to_ascii_uppercase().as_str() {
        "SUCCESS" | "COMPLETE" => End::Well,
        "FAIL" | "FAILURE" | "ERROR" => End::Badly,
        _ => End::NotYet,
    }
}

fn of_task(job: &Waiting<'_>, task: &Object) -> News {
    let state = filled(task.get("status")).unwrap_or_default();
    let data = task.get("data");
    match end(&state) {
        End::Well => succeeded(job, &state, data).unwrap_or_else(|| pending(Vec::new(), &state)),
        End::Badly => failed(job, &state, task),
        End::NotYet => with_percent(pending(clips(data, &DIALECT), &state), task),
    }
}

/// `"30%"`.
fn with_percent(news: News, task: &Object) -> News {
    let said = filled(task.get("progress"));
    let percent = said.and_then(|said| said.trim().trim_end_matches('%').trim().parse::<u8>().ok());
    match news {
        News::Pending(progress) => {
            News::Pending(Progress { percent: percent.filter(|percent| *percent <= 100), ..progress })
        }
        news => news,
    }
}

/// None for a success without a result: it is asked for again, for it has been paid for.
fn succeeded(job: &Waiting<'_>, state: &str, data: Option<&Value>) -> Option<News> {
    let task_id = &job.ticket.task_id;
    match job.request.action() {
        Action::Lyrics => {
            let texts = lyrics(data);
            (!texts.is_empty()).then(|| done(Submission::Lyrics(texts), task_id))
        }
        Action::Upload => Some(uploaded(job, data)),
        _ => {
            let clips = clips(data, &DIALECT);
            (!clips.is_empty()).then(|| finished(clips, task_id, state))
        }
    }
}

/// A clip that is fine is kept. Else the task's reason, or that of its first clip.
fn failed(job: &Waiting<'_>, state: &str, task: &Object) -> News {
    let clips = clips(task.get("data"), &DIALECT);
    if clips.iter().any(is_playable) {
        return done(Submission::Clips(clips), &job.ticket.task_id);
    }
    let money = if state.eq_ignore_ascii_case("FAILURE") { Money::NotSpent } else { Money::Unknown };
    let of_clip = clips.into_iter().find_map(|clip| clip.problem);
    let error = of_clip.unwrap_or_else(|| {
        DIALECT.failure(&Said::in_object(task), money, "the gateway could not finish the task")
    });
    News::Failed(VendorError { money, task_id: Some(job.ticket.task_id.as_str().into()), ..error })
}

/// The bare result of Suno-API: clips that say themselves how far they are, or words.
fn bare(job: &Waiting<'_>, data: &Value) -> Option<News> {
    if job.request.action() == Action::Lyrics {
        let texts = lyrics(Some(data));
        return (!texts.is_empty()).then(|| done(Submission::Lyrics(texts), &job.ticket.task_id));
    }
    let clips = clips(Some(data), &DIALECT);
    if clips.is_empty() {
        return None;
    }
    if job.request.action() == Action::Upload {
        return Some(uploaded(job, Some(data)));
    }
    Some(if clips.iter().all(is_over) { ended(clips, job) } else { pending(clips, "") })
}

fn is_over(clip: &Clip) -> bool {
    matches!(clip.state, ClipState::Succeeded | ClipState::Error)
}

fn ended(clips: Vec<Clip>, job: &Waiting<'_>) -> News {
    finished(clips, &job.ticket.task_id, "")
}
