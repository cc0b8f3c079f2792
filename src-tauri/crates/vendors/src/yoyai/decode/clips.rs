//! Songs, fragments, stems.

use serde_json::Value;

use super::super::errors;
use super::{Object, unknown};
use crate::json::{filled, number, objects, text};
use crate::suno::{all_failed, stems};
use crate::{Action, Clip, ClipState, ErrorKind, Submission, SubmitError, Ticket};

/// Clips if there are any, else the ticket of an accepted task (异步回调: `{"task_id": …}` alone).
pub(super) fn read(envelope: &Object, action: Action) -> Result<Submission, SubmitError> {
    let clips = stems(clips(envelope.get("data")), action);
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
