//! Answers: tasks in `output`, uploads in an envelope of their own, results as addresses only.
//!
//! The vendor says of a finished song where it is and nothing else, so title, words and style are
//! those that were asked for, and id and length are nobody's.

use serde_json::{Map, Value};
use song::ComposeMode;

use super::errors::DIALECT;
use crate::json::{filled, parse};
use crate::suno::{Said, done, is_unknown_task, pending, unreadable};
use crate::{
    Clip, ErrorKind, Money, News, Reply, Submission, SubmitError, Ticket, Uploaded, VendorError,
    VendorRequest, Waiting, WireAnswer,
};

type Object = Map<String, Value>;

/// What a complete answer means.
pub(super) fn decode(request: &VendorRequest, answer: &WireAnswer) -> Result<Reply, SubmitError> {
    let object = body(answer)?;
    if declines(&object) {
        return Err(refused(answer, Some(&object)));
    }
    let submission = match request {
        VendorRequest::Upload { .. } => uploaded(&object),
        _ => output(&object).and_then(|output| filled(output.get("task_id"))).map(accepted),
    };
    let submission =
        submission.ok_or_else(|| unreadable(answer, "task_id", "the answer has an unknown form"))?;
    let task_id = output(&object).and_then(|output| filled(output.get("task_id")));
    Ok(Reply { submission, task_id, trace_id: filled(object.get("request_id")) })
}

/// The object of a success.
fn body(answer: &WireAnswer) -> Result<Object, SubmitError> {
    let parsed = parse(&answer.body);
    if !(200..300).contains(&answer.status) {
        return Err(refused(answer, parsed.as_ref().ok().and_then(Value::as_object)));
    }
    match parsed {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(unreadable(answer, "task_id", "the answer has an unknown form")),
        Err(broken) => Err(unreadable(answer, "task_id", broken.words())),
    }
}

fn output(object: &Object) -> Option<&Object> {
    object.get("output").and_then(Value::as_object)
}

fn accepted(task_id: String) -> Submission {
    Submission::Accepted(Ticket::new(task_id))
}

/// `{"code":"success","data":"<clip id>"}`.
fn uploaded(object: &Object) -> Option<Submission> {
    let audio_id = filled(object.get("data"))?;
    Some(Submission::Uploaded(Uploaded { audio_id, ..Uploaded::default() }))
}

/// Whether a success is none: an error without a task, or a code that is not `success`.
fn declines(object: &Object) -> bool {
    let has_error = object.get("error").is_some_and(|error| error.is_object() || error.is_string());
    let code = filled(object.get("code")).is_some_and(|code| !code.eq_ignore_ascii_case("success"));
    (has_error || code) && output(object).is_none()
}

/// An answer that declines, in either envelope or none. `param` is the number of the call.
pub(super) fn refused(answer: &WireAnswer, object: Option<&Object>) -> SubmitError {
    let mut said = object.map(Said::in_object).unwrap_or_default();
    let inner = object.and_then(|object| object.get("error")).and_then(Value::as_object);
    said.trace_id = said.trace_id.or_else(|| filled(inner?.get("param")));
    DIALECT.refuse(answer, &said)
}

/// What the vendor says of a task.
pub(super) fn news(waiting: &Waiting<'_>, answer: &WireAnswer) -> Result<News, VendorError> {
    let object = match body(answer) {
        Ok(object) if !declines(&object) => object,
        Ok(object) => return unanswered(answer, refused(answer, Some(&object)).into_error()),
        Err(error) => return unanswered(answer, error.into_error()),
    };
    let task = output(&object).filter(|task| is_about(task, waiting));
    let state = task.and_then(|task| filled(task.get("task_status")));
    match (task, state) {
        (Some(task), Some(state)) => Ok(of_task(waiting, &state, task)),
        _ => Err(unasked(VendorError::new(
            ErrorKind::Unreadable,
            Money::NotSpent,
            "the answer has an unknown form",
        ))),
    }
}

/// Asking costs nothing, whatever comes of it.
fn unasked(error: VendorError) -> VendorError {
    VendorError { money: Money::NotSpent, ..error }
}

/// An answer without news: the task is not known (the question has no other parameter that could be
/// wrong), or the question failed.
fn unanswered(answer: &WireAnswer, error: VendorError) -> Result<News, VendorError> {
    let in_form = matches!(answer.status, 200 | 400 | 404);
    if in_form && (is_unknown_task(&error) || error.code.as_deref() == Some("param_error")) {
        Ok(News::Unknown)
    } else {
        Err(unasked(error))
    }
}

fn is_about(task: &Object, waiting: &Waiting<'_>) -> bool {
    filled(task.get("task_id")).is_none_or(|task_id| task_id == waiting.ticket.task_id)
}

fn of_task(waiting: &Waiting<'_>, state: &str, task: &Object) -> News {
    let clips = clips(waiting.request, task);
    match state.to_ascii_lowercase().as_str() {
        // Without an address it is asked for again: it has been paid for.
        "success" if clips.is_empty() => pending(Vec::new(), state),
        "success" => done(Submission::Clips(clips), &waiting.ticket.task_id),
        "failure" if clips.is_empty() => News::Failed(failure(waiting, task)),
        "failure" => done(Submission::Clips(clips), &waiting.ticket.task_id),
        _ => pending(clips, state),
    }
}

fn failure(waiting: &Waiting<'_>, task: &Object) -> VendorError {
    let said = Said { task_id: Some(waiting.ticket.task_id.clone()), ..Said::in_object(task) };
    DIALECT.failure(&said, Money::Unknown, "the vendor could not finish the task")
}

/// One clip for each address, without an id.
fn clips(request: &VendorRequest, task: &Object) -> Vec<Clip> {
    let mut urls: Vec<String> = Vec::new();
    let listed = task.get("urls").and_then(Value::as_array).into_iter().flatten();
    for url in listed.filter_map(|url| filled(Some(url))).filter(|url| url.contains("://")) {
        if !urls.contains(&url) {
            urls.push(url);
        }
    }
    urls.into_iter().map(|audio_url| clip(request, audio_url)).collect()
}

/// In idea mode the vendor invents title, words and style, and does not say which.
fn clip(request: &VendorRequest, audio_url: String) -> Clip {
    let Some(song) = request.song() else { return Clip { audio_url, ..Clip::default() } };
    let invented = song.mode == ComposeMode::Idea;
    let own = |text: &String| if invented { String::new() } else { text.clone() };
    Clip {
        title: own(&song.title),
        lyric: if song.is_instrumental() { String::new() } else { own(&song.lyrics) },
        style: own(&song.style),
        model: song.model.clone(),
        audio_url,
        ..Clip::default()
    }
}
