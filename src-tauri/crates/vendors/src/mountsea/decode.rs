//! Answers to calls: a number to ask with, or the result itself where the vendor does not wait.
//!
//! Trap: calls are answered with 201. Absent: what became of tasks (`follow`).

use serde_json::{Map, Value};

use super::errors::DIALECT;
use super::voices;
use crate::json::{filled, number, parse};
use crate::suno::{Said, unreadable};
use crate::{Balance, Reply, Submission, SubmitError, Ticket, VendorRequest, WireAnswer};

type Object = Map<String, Value>;

/// What a complete answer means.
pub(super) fn decode(request: &VendorRequest, answer: &WireAnswer) -> Result<Reply, SubmitError> {
    let parsed = parse(&answer.body);
    let object = parsed.as_ref().ok().and_then(Value::as_object);
    if !(200..300).contains(&answer.status) {
        return Err(refused(answer, object));
    }
    let object = object.ok_or_else(|| {
        let words = parsed.as_ref().err().map_or("the answer has an unknown form", |broken| broken.words());
        unreadable(answer, "taskId", words)
    })?;
    match submission(request, object) {
        Some(submission) => Ok(Reply { submission, task_id: task_id(object), trace_id: None }),
        None => Err(without_result(answer, object)),
    }
}

/// An answer that declines, in the vendor's form or not.
pub(super) fn refused(answer: &WireAnswer, object: Option<&Object>) -> SubmitError {
    DIALECT.refuse(answer, &object.map(Said::in_object).unwrap_or_default())
}

/// A success without a result may still be a refusal: frameworks write the status into the body too.
fn without_result(answer: &WireAnswer, object: &Object) -> SubmitError {
    let status = number(object.get("statusCode")).filter(|status| (400.0..600.0).contains(status));
    match status {
        Some(status) => refused(&WireAnswer { status: status as u16, ..answer.clone() }, Some(object)),
        None => unreadable(answer, "taskId", "the answer has an unknown form"),
    }
}

fn submission(request: &VendorRequest, object: &Object) -> Option<Submission> {
    match request {
        VendorRequest::PrepareCustomModel => session(object),
        VendorRequest::Balance => {
            number(object.get("credits")).map(|left| Submission::Balance(Balance { left }))
        }
        VendorRequest::ExtractVoice(_) => {
            accepted(object).or_else(|| voices::vox(object).map(Submission::Vox))
        }
        VendorRequest::CreateVoice(_) => {
            accepted(object).or_else(|| voices::voice(object).map(Submission::Voice))
        }
        _ => accepted(object),
    }
}

fn session(object: &Object) -> Option<Submission> {
    let session_id = filled(object.get("sessionId")).or_else(|| filled(object.get("session_id")))?;
    Some(Submission::Session { session_id })
}

fn accepted(object: &Object) -> Option<Submission> {
    task_id(object).map(|task_id| Submission::Accepted(Ticket::new(task_id)))
}

/// Written in camelCase everywhere; read in both, for the day on which that changes.
pub(super) fn task_id(object: &Object) -> Option<String> {
    filled(object.get("taskId")).or_else(|| filled(object.get("task_id")))
}
