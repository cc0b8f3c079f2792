//! Answers: the envelope, clips, timing.

use serde_json::{Map, Value};
use song::{RawLine, RawTiming, RawWord, RawWordPart};

use super::errors;
use crate::json::{filled, flag, number, objects, parse, text};
use crate::{
    Action, Clip, ClipState, ErrorKind, Money, Reply, Submission, SubmitError, Ticket, VendorError,
    WireAnswer,
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
        Action::Timing => timing(envelope.get("data")).map(Submission::Timing),
        _ => clips_or_ticket(envelope),
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

/// Clips if there are any, else the ticket of an accepted task (异步回调: `{"task_id": …}` alone).
fn clips_or_ticket(envelope: &Object) -> Result<Submission, SubmitError> {
    let clips = clips(envelope.get("data"));
    let task_id = filled(envelope.get("task_id"));
    if clips.is_empty() {
        return no_clips(envelope, task_id);
    }
    if let Some(error) = all_failed(&clips) {
        return Err(SubmitError::Refused(error));
    }
    let waiting = clips.iter().all(|clip| clip.is_unfinished() && clip.audio().is_err());
    match task_id {
        Some(task_id) if waiting => Ok(Submission::Accepted(Ticket::new(task_id))),
        _ => Ok(Submission::Clips(clips)),
    }
}

fn no_clips(envelope: &Object, task_id: Option<String>) -> Result<Submission, SubmitError> {
    match (envelope.get("data"), task_id) {
        (None, Some(task_id)) => Ok(Submission::Accepted(Ticket::new(task_id))),
        (None, None) => Err(unknown(ErrorKind::Unreadable, "the answer has an unknown form")),
        (Some(Value::Null), _) => Err(unknown(ErrorKind::VendorFault, "the vendor delivered nothing")),
        (Some(Value::Array(list)), _) if list.is_empty() => {
            Err(unknown(ErrorKind::VendorFault, "the vendor delivered no song"))
        }
        (Some(_), _) => Err(unknown(ErrorKind::Unreadable, "the answer has an unknown form")),
    }
}

/// The first error, if every clip failed.
fn all_failed(clips: &[Clip]) -> Option<VendorError> {
    let problems: Option<Vec<_>> = clips.iter().map(|clip| clip.problem.clone()).collect();
    problems?.into_iter().next()
}

/// The clips of `data`: a list, or a single one. The same clip twice counts once.
fn clips(data: Option<&Value>) -> Vec<Clip> {
    let single = data.and_then(Value::as_object).into_iter();
    let mut clips: Vec<Clip> = Vec::new();
    for clip in objects(data).chain(single).filter_map(clip) {
        if !clips.iter().any(|known| known.remote_id == clip.remote_id && known.audio_url == clip.audio_url) {
            clips.push(clip);
        }
    }
    clips
}

/// A clip; none if it has neither id nor audio.
fn clip(object: &Object) -> Option<Clip> {
    let mut extra = object.clone();
    let mut take = |key: &str| extra.shift_remove(key);
    let state = state(take("state").as_ref());
    let clip = Clip {
        remote_id: text(take("id").as_ref()).unwrap_or_default(),
        title: text(take("title").as_ref()).unwrap_or_default(),
        lyric: text(take("lyric").as_ref()).unwrap_or_default(),
        style: text(take("style").as_ref()).unwrap_or_default(),
        audio_url: text(take("audio_url").as_ref()).unwrap_or_default(),
        image_url: filled(take("image_url").as_ref()),
        duration_s: number(take("duration").as_ref()).filter(|seconds| *seconds > 0.0),
        model: text(take("model").as_ref()).unwrap_or_default(),
        created_at: filled(take("created_at").as_ref()),
        problem: (state == ClipState::Error).then(|| errors::of_clip(object)),
        state,
        stem: None,
        extra: Value::Object(extra),
    };
    (!clip.remote_id.is_empty() || !clip.audio_url.is_empty()).then_some(clip)
}

fn state(value: Option<&Value>) -> ClipState {
    match filled(value).unwrap_or_default().to_ascii_lowercase().as_str() {
        // The callback sample has no state at all.
        "" | "succeeded" => ClipState::Succeeded,
        "pending" => ClipState::Pending,
        "running" => ClipState::Running,
        "error" => ClipState::Error,
        other => ClipState::Other(crate::untrusted::line(other)),
    }
}

/// `/suno/timing`. An instrumental has no words: empty lists are an answer, a missing object is not.
fn timing(data: Option<&Value>) -> Result<RawTiming, SubmitError> {
    let data = match data {
        None | Some(Value::Null) => {
            return Err(unknown(ErrorKind::VendorFault, "the vendor delivered nothing"));
        }
        Some(data) => data.as_object().filter(|data| has_timing(data)),
    };
    let data = data.ok_or_else(|| unknown(ErrorKind::Unreadable, "the answer has an unknown form"))?;
    Ok(RawTiming {
        words: objects(data.get("aligned_words")).map(raw_word).collect(),
        lines: objects(data.get("aligned_lyrics")).map(raw_line).collect(),
    })
}

fn has_timing(data: &Object) -> bool {
    ["aligned_words", "aligned_lyrics"]
        .iter()
        .any(|key| matches!(data.get(*key), Some(Value::Array(_) | Value::Null)))
}

/// A piece without times counts as not found, so that its times are interpolated.
fn raw_word(word: &Object) -> RawWord {
    let (start, end) = (number(word.get("start_s")), number(word.get("end_s")));
    RawWord {
        text: text(word.get("word")).unwrap_or_default(),
        success: start.is_some() && end.is_some() && flag(word.get("success")).unwrap_or(true),
        start_s: start.unwrap_or_default(),
        end_s: end.unwrap_or_default(),
        p: number(word.get("p_align")).unwrap_or_default(),
    }
}

fn raw_line(line: &Object) -> RawLine {
    RawLine {
        text: text(line.get("text")).unwrap_or_default(),
        start_s: number(line.get("start_s")).unwrap_or_default(),
        end_s: number(line.get("end_s")).unwrap_or_default(),
        section: text(line.get("section")).unwrap_or_default(),
        words: objects(line.get("words")).map(raw_part).collect(),
    }
}

fn raw_part(part: &Object) -> RawWordPart {
    RawWordPart {
        text: text(part.get("text")).unwrap_or_default(),
        start_s: number(part.get("start_s")).unwrap_or_default(),
        end_s: number(part.get("end_s")).unwrap_or_default(),
    }
}
