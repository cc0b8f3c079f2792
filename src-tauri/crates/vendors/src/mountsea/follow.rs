//! What became of tasks: `GET /suno/v2/status`, one task a call.
//!
//! Traps: the prose of seed 000 says that the result is in `result`, its code reads `data`: both are
//! read. `timeout` ends a task as `failed` does. `awaiting` ends the first half of a real voice and
//! nothing else.

use serde_json::{Map, Value};

use super::decode::{refused, task_id};
use super::errors::DIALECT;
use super::voices;
use crate::json::{filled, parse, text};
use crate::suno::{
    Said, clips, done, files, finished, is_playable, is_unknown_task, lyrics, notes, pending, stems, timing,
};
use crate::{
    Action, CustomModel, ErrorKind, FileKind, Money, News, Submission, Uploaded, VendorError, Waiting,
    WireAnswer,
};

type Object = Map<String, Value>;

/// Where the address of a file may stand: the vendor prints no shape.
const FILE_NAMES: &[&str] = &[
    "file_url",
    "wav_url",
    "mp4_url",
    "video_url",
    "mdi_url",
    "midi_url",
    "download_url",
    "url",
    "audio_url",
];

/// What the vendor says of a task.
pub(super) fn decode(waiting: &Waiting<'_>, answer: &WireAnswer) -> Result<News, VendorError> {
    let parsed = parse(&answer.body);
    let object = parsed.as_ref().ok().and_then(Value::as_object);
    if !(200..300).contains(&answer.status) {
        return unanswered(answer, object);
    }
    let words = parsed.as_ref().err().map_or("the answer has an unknown form", |broken| broken.words());
    let task = object.filter(|task| is_about(task, waiting)).ok_or_else(|| unreadable(words))?;
    let state = filled(task.get("status")).ok_or_else(|| unreadable(words))?;
    news(waiting, &state, task)
}

/// An answer without news: the task is not known, or the question failed.
fn unanswered(answer: &WireAnswer, object: Option<&Object>) -> Result<News, VendorError> {
    let error = VendorError { money: Money::NotSpent, ..refused(answer, object).into_error() };
    let in_form = object.is_some() && matches!(answer.status, 400 | 404);
    if in_form && is_unknown_task(&error) { Ok(News::Unknown) } else { Err(error) }
}

fn unreadable(words: &str) -> VendorError {
    VendorError::new(ErrorKind::Unreadable, Money::NotSpent, words)
}

/// Whether an answer is about the task that was asked for. One that does not say is believed.
fn is_about(task: &Object, waiting: &Waiting<'_>) -> bool {
    task_id(task).is_none_or(|task_id| task_id == waiting.ticket.task_id)
}

fn news(waiting: &Waiting<'_>, state: &str, task: &Object) -> Result<News, VendorError> {
    let data = data(task);
    match state.to_ascii_lowercase().as_str() {
        "success" => succeeded(waiting, state, data),
        "failed" | "timeout" => Ok(failed(waiting, state, task, data)),
        "awaiting" => Ok(awaiting(waiting, state, data)),
        _ => Ok(pending(clips(data, &DIALECT), state)),
    }
}

/// `data`, or `result` where there is nothing in it.
fn data(task: &Object) -> Option<&Value> {
    ["data", "result"].iter().find_map(|key| task.get(*key).filter(|value| !is_nothing(value)))
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::String(text) => text.trim().is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Only the first half of a real voice waits for its user. The second half finds the same word until
/// the vendor has noticed it.
fn awaiting(waiting: &Waiting<'_>, state: &str, data: Option<&Value>) -> News {
    let task_id = &waiting.ticket.task_id;
    let phrase = data.and_then(Value::as_object).and_then(|data| voices::phrase(data, task_id));
    match (waiting.request.action(), phrase) {
        (Action::InitVoice, Some(phrase)) => done(Submission::Phrase(phrase), task_id),
        _ => pending(Vec::new(), state),
    }
}

/// A song that is finished although its task failed was paid for, and is kept.
fn failed(waiting: &Waiting<'_>, state: &str, task: &Object, data: Option<&Value>) -> News {
    let clips = clips(data, &DIALECT);
    if makes_clips(waiting.request.action()) && clips.iter().any(is_playable) {
        return done(Submission::Clips(clips), &waiting.ticket.task_id);
    }
    let said = Said { task_id: Some(waiting.ticket.task_id.clone()), ..Said::in_object(task) };
    let error = DIALECT.failure(&said, Money::Unknown, "the vendor could not finish the task");
    let is_late = state.eq_ignore_ascii_case("timeout") && error.kind == ErrorKind::VendorFault;
    News::Failed(if is_late { VendorError { kind: ErrorKind::Timeout, ..error } } else { error })
}

/// A success whose result is not understood is asked for again: it has been paid for.
fn succeeded(waiting: &Waiting<'_>, state: &str, data: Option<&Value>) -> Result<News, VendorError> {
    let task_id = &waiting.ticket.task_id;
    let action = waiting.request.action();
    let missing = || unreadable("the vendor reports success without a result");
    if makes_clips(action) {
        let clips = stems(clips(data, &DIALECT), action);
        return if clips.is_empty() { Err(missing()) } else { Ok(finished(clips, task_id, state)) };
    }
    result(action, data, task_id).map(|result| done(result, task_id)).ok_or_else(missing)
}

/// Whether songs, fragments, sounds or stems come of it.
fn makes_clips(action: Action) -> bool {
    super::profile::PROFILE.action(action).is_some_and(|offer| offer.clips > 0)
}

/// What comes of the actions that make no clips.
fn result(action: Action, data: Option<&Value>, task_id: &str) -> Option<Submission> {
    let object = data.and_then(Value::as_object);
    match action {
        Action::Lyrics | Action::MashupLyrics => {
            Some(lyrics(data)).filter(|texts| !texts.is_empty()).map(Submission::Lyrics)
        }
        Action::Timing => timing(data).map(Submission::Timing),
        Action::Wav => files(data?, FileKind::Wav, FILE_NAMES),
        Action::Mp4 => files(data?, FileKind::Mp4, FILE_NAMES),
        Action::Midi => notes(data?).or_else(|| files(data?, FileKind::Midi, FILE_NAMES)),
        Action::UploadToCustomModel => object.and_then(uploaded).map(Submission::Uploaded),
        Action::CreateCustomModel => object.and_then(custom_model).map(Submission::CustomModel),
        Action::InitVoice => voices::phrase(object?, task_id).map(Submission::Phrase),
        Action::VerifyVoice | Action::CreateVoice => voices::voice(object?).map(Submission::Voice),
        Action::ExtractVoice => voices::vox(object?).map(Submission::Vox),
        _ => None,
    }
}

/// An upload for a model of one's own: `id` is what the training wants.
fn uploaded(data: &Object) -> Option<Uploaded> {
    Some(Uploaded {
        audio_id: filled(data.get("id")).or_else(|| filled(data.get("clipId")))?,
        title: text(data.get("title")).unwrap_or_default(),
        audio_url: filled(data.get("audio_url")),
        image_url: filled(data.get("image_url")),
        ..Uploaded::default()
    })
}

fn custom_model(data: &Object) -> Option<CustomModel> {
    let model = filled(data.get("id")).or_else(|| filled(data.get("model")))?;
    Some(CustomModel { model, name: text(data.get("name")).unwrap_or_default() })
}
