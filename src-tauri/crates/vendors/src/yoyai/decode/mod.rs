//! Answers and calls back: the envelope, and what is in it.

mod clips;
mod results;

use serde_json::{Map, Value};

use super::errors;
use crate::json::{filled, flag, parse};
use crate::{
    Action, Called, ErrorKind, Money, News, Progress, Reply, Submission, SubmitError, VendorError,
    VendorRequest, WireAnswer,
};

type Object = Map<String, Value>;

/// What a complete answer means.
pub(super) fn decode(action: Action, answer: &WireAnswer) -> Result<Reply, SubmitError> {
    if !(200..300).contains(&answer.status) {
        return Err(errors::from_status(answer));
    }
    let value = parse(&answer.body).map_err(|broken| errors::unreadable(answer, broken.words()))?;
    let envelope =
        value.as_object().ok_or_else(|| errors::unreadable(answer, "the answer has an unknown form"))?;
    if is_failure(envelope) {
        return Err(errors::from_envelope(answer, envelope));
    }
    let submission = read(action, envelope).map_err(|error| located(error, envelope))?;
    Ok(Reply {
        submission,
        task_id: filled(envelope.get("task_id")),
        trace_id: filled(envelope.get("trace_id")),
    })
}

/// Whether the vendor says that it failed. An error beside songs does not: they have been paid for.
fn is_failure(envelope: &Object) -> bool {
    let has_data = envelope.get("data").is_some_and(|data| !is_nothing(data));
    let has_error = envelope.get("error").is_some_and(|error| !is_nothing(error));
    flag(envelope.get("success")) == Some(false) || (has_error && !has_data)
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(true) | Value::Number(_) => false,
    }
}

fn read(action: Action, envelope: &Object) -> Result<Submission, SubmitError> {
    match action {
        Action::Timing => results::timing(envelope.get("data")),
        Action::Upload
        | Action::Lyrics
        | Action::MashupLyrics
        | Action::CreateVoice
        | Action::ExtractVoice
        | Action::InitVoice
        | Action::VerifyVoice
        | Action::Wav
        | Action::Mp4
        | Action::Midi
        | Action::Html => results::read(action, envelope),
        Action::Generate
        | Action::WithVoice
        | Action::Extend
        | Action::ReplaceSection
        | Action::Concat
        | Action::Cover
        | Action::UploadCover
        | Action::Mashup
        | Action::Sample
        | Action::Inspiration
        | Action::Remaster
        | Action::AddVocals
        | Action::AddInstrumental
        | Action::Sounds
        | Action::UploadGenerate
        | Action::UploadExtend
        | Action::Stems
        | Action::AllStems => clips::read(envelope, action),
        Action::PrepareCustomModel
        | Action::UploadToCustomModel
        | Action::CreateCustomModel
        | Action::Balance => Err(unknown(ErrorKind::NotSupported, "this vendor does not do that")),
    }
}

/// 异步回调: the synchronous answer, sent to the caller. What cannot be read is no call of this vendor.
pub(super) fn callback(request: &VendorRequest, body: &[u8]) -> Result<Called, VendorError> {
    let answer = WireAnswer { status: 200, retry_after_s: None, body: body.to_vec() };
    let decoded = decode(request.action(), &answer).map_err(|error| crate::suno::of_request(request, error));
    Ok(match decoded {
        Ok(reply) => Called { task_id: reply.task_id.clone(), news: news(reply) },
        Err(failure) => {
            let error = failure.into_error();
            if error.kind == ErrorKind::Unreadable {
                return Err(error);
            }
            Called { task_id: error.task_id.as_deref().map(str::to_owned), news: News::Failed(error) }
        }
    })
}

fn news(reply: Reply) -> News {
    match reply.submission {
        Submission::Accepted(_) => News::Pending(Progress::default()),
        _ => News::Done(Box::new(reply)),
    }
}

/// An error with the numbers of the envelope it came in.
fn located(error: SubmitError, envelope: &Object) -> SubmitError {
    let fill = |error: VendorError| VendorError {
        task_id: error.task_id.or_else(|| label(envelope.get("task_id"))),
        trace_id: error.trace_id.or_else(|| label(envelope.get("trace_id"))),
        ..error
    };
    match error {
        SubmitError::NotSent(error) => SubmitError::NotSent(fill(error)),
        SubmitError::Refused(error) => SubmitError::Refused(fill(error)),
        SubmitError::OutcomeUnknown(error) => SubmitError::OutcomeUnknown(fill(error)),
    }
}

/// A number of the vendor, fit for display.
fn label(value: Option<&Value>) -> Option<Box<str>> {
    filled(value).map(|text| crate::untrusted::message(&text).into())
}

fn unknown(kind: ErrorKind, words: &str) -> SubmitError {
    SubmitError::OutcomeUnknown(VendorError::new(kind, Money::Unknown, words))
}
