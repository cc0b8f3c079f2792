//! Clips as the service itself writes them. Vendors that pass them on unchanged share this; those with
//! a form of their own do not.
//!
//! Absent: where in an answer the clips stand.

use serde_json::{Map, Value};

use super::refusal::{Dialect, Said};
use crate::json::{filled, flag, number, objects, text};
use crate::{Action, Clip, ClipState, Money, StemPart};

type Object = Map<String, Value>;

/// The clips in a value: a list, an object with a list of `clips`, or a single one. The same clip
/// twice counts once.
pub(crate) fn clips(value: Option<&Value>, dialect: &Dialect) -> Vec<Clip> {
    let object = value.and_then(Value::as_object);
    let inner = object.and_then(|object| object.get("clips"));
    let single = object.filter(|_| inner.is_none());
    let mut clips: Vec<Clip> = Vec::new();
    for clip in objects(inner.or(value)).chain(single).filter_map(|object| clip(object, dialect)) {
        if !clips.iter().any(|known| known.remote_id == clip.remote_id && known.audio_url == clip.audio_url) {
            clips.push(clip);
        }
    }
    clips
}

/// A clip; none if it has neither id nor audio.
fn clip(object: &Object, dialect: &Dialect) -> Option<Clip> {
    let metadata = object.get("metadata").and_then(Value::as_object);
    let inner = |key: &str| metadata.and_then(|metadata| metadata.get(key));
    let mut extra = object.clone();
    let mut take = |key: &str| extra.shift_remove(key);
    let state = state(take("status").as_ref());
    let clip = Clip {
        remote_id: text(take("id").as_ref()).unwrap_or_default(),
        title: text(take("title").as_ref()).unwrap_or_default(),
        lyric: text(take("lyric").as_ref()).or_else(|| text(inner("prompt"))).unwrap_or_default(),
        style: text(take("tags").as_ref()).or_else(|| text(inner("tags"))).unwrap_or_default(),
        audio_url: text(take("audio_url").as_ref()).unwrap_or_default(),
        image_url: filled(take("image_url").as_ref()),
        duration_s: number(take("duration").as_ref().or(inner("duration"))).filter(|seconds| *seconds > 0.0),
        model: text(take("model_name").as_ref()).unwrap_or_default(),
        created_at: filled(take("created_at").as_ref()),
        problem: (state == ClipState::Error).then(|| {
            dialect.failure(&Said::in_clip(object), Money::Unknown, "the vendor could not make this clip")
        }),
        state,
        stem: None,
        extra: Value::Object(extra),
    };
    (!clip.remote_id.is_empty() || !clip.audio_url.is_empty()).then_some(clip)
}

fn state(value: Option<&Value>) -> ClipState {
    match filled(value).unwrap_or_default().to_ascii_lowercase().as_str() {
        "" | "complete" => ClipState::Succeeded,
        "submitted" | "queued" => ClipState::Pending,
        "streaming" => ClipState::Running,
        "error" => ClipState::Error,
        other => ClipState::Other(crate::untrusted::line(other)),
    }
}

/// Whether a clip is finished and can be fetched.
pub(crate) fn is_playable(clip: &Clip) -> bool {
    clip.state == ClipState::Succeeded && clip.audio().is_ok()
}

/// The first error, if every clip failed.
pub(crate) fn all_failed(clips: &[Clip]) -> Option<crate::VendorError> {
    let problems: Option<Vec<_>> = clips.iter().map(|clip| clip.problem.clone()).collect();
    problems?.into_iter().next()
}

/// Clips of a separation, each with the part that it is.
pub(crate) fn stems(mut clips: Vec<Clip>, action: Action) -> Vec<Clip> {
    if !matches!(action, Action::Stems | Action::AllStems) {
        return clips;
    }
    let mut seen: Vec<String> = Vec::new();
    for clip in &mut clips {
        let Some(name) = part_name(clip) else { continue };
        let set = 1 + seen.iter().filter(|known| **known == name).count();
        seen.push(name.clone());
        let silent = flag(clip.extra.pointer("/metadata/is_loudness_under_threshold")).unwrap_or(false);
        clip.stem = Some(StemPart { name, set: u32::try_from(set).unwrap_or(u32::MAX), silent });
    }
    clips
}

/// The part as the service names it (`Backing_Vocals`), else what the title ends in: `T - Vocals`,
/// `T (Vocals)`.
fn part_name(clip: &Clip) -> Option<String> {
    let named = filled(clip.extra.pointer("/metadata/stem_type_group_name"))
        .filter(|name| !matches!(name.as_str(), "Two" | "Twelve"));
    let title = clip.title.trim();
    let bracketed = title.strip_suffix(')').and_then(|title| title.rsplit_once('('));
    let ending = bracketed.or_else(|| title.rsplit_once(" - ")).map(|(_, part)| part.trim().to_owned());
    let name = crate::untrusted::line(&named.or(ending)?.replace('_', " ")).trim().to_owned();
    (!name.is_empty()).then_some(name)
}
