//! Words, files, notes, uploads and voices.
//!
//! The document shows the answers of voices; those of words, uploads and files are its sibling Ace's
//! (research/vendors.md §1.5), read leniently: nobody has seen them here.

use serde_json::Value;

use super::super::errors;
use super::{Object, unknown};
use crate::json::{filled, number, objects, text};
use crate::suno::{files, lyrics, notes};
use crate::{
    Action, ErrorKind, FileKind, Phrase, RemoteVoice, Submission, SubmitError, Ticket, Uploaded, Vox,
};

/// How long a phrase may be read (line 2847).
const PHRASE_SECONDS: u32 = 30;

/// The result of an action that makes no clips.
pub(super) fn read(action: Action, envelope: &Object) -> Result<Submission, SubmitError> {
    let data = match (envelope.get("data"), filled(envelope.get("task_id"))) {
        (None, Some(task_id)) => return Ok(Submission::Accepted(Ticket::new(task_id))),
        (None, None) => return Err(unknown(ErrorKind::Unreadable, "the answer has an unknown form")),
        (Some(Value::Null), _) => {
            return Err(unknown(ErrorKind::VendorFault, "the vendor delivered nothing"));
        }
        (Some(data), _) => data,
    };
    if let Some(error) = each(data).find(|object| has_failed(object)).map(errors::of_clip) {
        return Err(SubmitError::OutcomeUnknown(error));
    }
    found(action, data)
        .ok_or_else(|| unknown(ErrorKind::Unreadable, "the vendor delivered something else than asked for"))
}

fn has_failed(object: &Object) -> bool {
    let state = filled(object.get("state")).or_else(|| filled(object.get("status")));
    state.is_some_and(|state| matches!(state.to_ascii_lowercase().as_str(), "error" | "failed"))
}

fn found(action: Action, data: &Value) -> Option<Submission> {
    match action {
        Action::Lyrics | Action::MashupLyrics => {
            Some(lyrics(Some(data))).filter(|texts| !texts.is_empty()).map(Submission::Lyrics)
        }
        Action::Upload => uploaded(data),
        Action::CreateVoice | Action::VerifyVoice => voice(data),
        Action::ExtractVoice => vox(data),
        Action::InitVoice => phrase(data),
        Action::Wav => files(data, FileKind::Wav, &["file_url", "wav_url", "audio_url", "url"]),
        Action::Mp4 => files(data, FileKind::Mp4, &["video_url", "mp4_url", "file_url", "url"]),
        Action::Html => page(data).or_else(|| files(data, FileKind::Html, &["html_url", "file_url", "url"])),
        Action::Midi => notes(data).or_else(|| files(data, FileKind::Midi, &["midi_url", "file_url", "url"])),
        _ => None,
    }
}

/// `/suno/timing`. An instrumental has no words: empty lists are an answer, a missing object is not.
pub(super) fn timing(data: Option<&Value>) -> Result<Submission, SubmitError> {
    if data.is_none_or(Value::is_null) {
        return Err(unknown(ErrorKind::VendorFault, "the vendor delivered nothing"));
    }
    let timing = crate::suno::timing(data).map(Submission::Timing);
    timing.ok_or_else(|| unknown(ErrorKind::Unreadable, "the answer has an unknown form"))
}

/// The objects of a list, or the single one.
fn each(data: &Value) -> impl Iterator<Item = &Object> {
    objects(Some(data)).chain(data.as_object())
}

/// The page itself in place of its address: the document says nothing of the answer.
fn page(data: &Value) -> Option<Submission> {
    let named = each(data).find_map(|object| filled(object.get("html")));
    let page = named.or_else(|| filled(Some(data)));
    page.filter(|page| page.trim_start().starts_with('<')).map(Submission::Page)
}

fn uploaded(data: &Value) -> Option<Submission> {
    let object = each(data).next()?;
    let or_empty = |key| text(object.get(key)).unwrap_or_default();
    Some(Submission::Uploaded(Uploaded {
        audio_id: filled(object.get("audio_id")).or_else(|| filled(object.get("id")))?,
        title: or_empty("title"),
        lyric: or_empty("lyric"),
        style: or_empty("style"),
        duration_s: number(object.get("duration")).filter(|seconds| *seconds > 0.0),
        audio_url: filled(object.get("audio_url")),
        image_url: filled(object.get("image_url")),
    }))
}

fn voice(data: &Value) -> Option<Submission> {
    let object = each(data).next()?;
    Some(Submission::Voice(RemoteVoice {
        persona_id: filled(object.get("persona_id"))?,
        audio_id: filled(object.get("audio_id")),
        name: text(object.get("name")).unwrap_or_default(),
        description: text(object.get("description")).unwrap_or_default(),
        image_url: filled(object.get("image_url")),
    }))
}

fn vox(data: &Value) -> Option<Submission> {
    let object = each(data).next()?;
    Some(Submission::Vox(Vox {
        vox_audio_id: filled(object.get("id")).or_else(|| filled(object.get("vox_audio_id")))?,
        audio_id: filled(object.get("root_clip_id")).or_else(|| filled(object.get("source_clip_id"))),
        vocal_audio_url: filled(object.get("vocal_audio_url")),
        start_s: moment(object, "vocal_start"),
        end_s: moment(object, "vocal_end"),
    }))
}

fn phrase(data: &Value) -> Option<Submission> {
    let object = each(data).next()?;
    Some(Submission::Phrase(Phrase {
        text: filled(object.get("phrase_text"))?,
        phrase_id: filled(object.get("phrase_id"))?,
        vox_audio_id: filled(object.get("vox_audio_id"))?,
        voice_recording_id: filled(object.get("voice_recording_id"))?,
        vocal_audio_url: filled(object.get("vocal_audio_url")),
        start_s: moment(object, "vocal_start"),
        end_s: moment(object, "vocal_end"),
        task_id: None,
        seconds_left: Some(PHRASE_SECONDS),
    }))
}

/// A moment of a recording; Ace writes the unit behind its name.
fn moment(object: &Object, name: &str) -> Option<f64> {
    let found = number(object.get(name)).or_else(|| number(object.get(&format!("{name}_s"))));
    found.filter(|seconds| *seconds >= 0.0)
}
