//! Songs, fragments, stems.

use serde_json::Value;

use super::super::errors;
use super::{Object, unknown};
use crate::json::{filled, flag, number, objects, text};
use crate::{Clip, ClipState, ErrorKind, StemPart, Submission, SubmitError, Ticket, VendorError};

/// What the clips are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Songs or fragments.
    Song,
    /// 获取人声分离: the title says which: `… - Vocals`.
    Pair,
    /// 获取全音轨分离: `metadata` says which.
    Twelve,
}

/// Clips if there are any, else the ticket of an accepted task (异步回调: `{"task_id": …}` alone).
pub(super) fn read(envelope: &Object, kind: Kind) -> Result<Submission, SubmitError> {
    let mut clips = clips(envelope.get("data"));
    name_stems(&mut clips, kind);
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

/// Which part each clip is. The sample brings every part twice: the second of a name is of the second
/// set.
fn name_stems(clips: &mut [Clip], kind: Kind) {
    let mut seen: Vec<String> = Vec::new();
    for clip in clips {
        let Some(name) = stem_name(clip, kind) else { continue };
        let before = seen.iter().filter(|known| **known == name).count();
        seen.push(name.clone());
        let silent = flag(clip.extra.pointer("/metadata/is_loudness_under_threshold")).unwrap_or(false);
        let set = u32::try_from(before + 1).unwrap_or(u32::MAX);
        clip.stem = Some(StemPart { name, set, silent });
    }
}

fn stem_name(clip: &Clip, kind: Kind) -> Option<String> {
    let named = match kind {
        Kind::Song => None,
        Kind::Pair => clip.title.rsplit_once(" - ").map(|(_, name)| name.to_owned()),
        Kind::Twelve => filled(clip.extra.pointer("/metadata/stem_type_group_name"))
            .or_else(|| Some(clip.title.strip_suffix(')')?.rsplit_once('(')?.1.to_owned())),
    };
    let name = crate::untrusted::line(&named?.replace('_', " ")).trim().to_owned();
    (!name.is_empty()).then_some(name)
}
