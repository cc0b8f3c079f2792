//! `/suno/persona` and its neighbours: voices in the making.

use serde_json::json;

use super::{Object, object, seconds};
use crate::{CreateVoice, ExtractVoice, InitVoice, VerifyVoice, VoiceFrom};

/// The three forms of `/suno/persona` (lines 2531, 2577, 2712).
pub(super) fn create(create: &CreateVoice) -> Object {
    // An upload needs neither; both come back as "" then.
    let optional = matches!(create.from, VoiceFrom::Upload { .. });
    let texts = [("name", &create.name), ("description", &create.description)];
    let told = texts.into_iter().filter(|(_, text)| !optional || !text.is_empty());
    let mut body: Object = told.map(|(name, text)| (name.to_owned(), json!(text))).collect();
    body.append(&mut from(&create.from));
    body.extend(create.image_url.as_ref().map(|url| ("image_url".to_owned(), json!(url))));
    body
}

fn from(from: &VoiceFrom) -> Object {
    match from {
        VoiceFrom::Song { audio_id } => object([("audio_id", json!(audio_id))]),
        VoiceFrom::Upload { audio_url, audio_id } => {
            let mut body = object([("is_upload", json!(true)), ("audio_url", json!(audio_url))]);
            body.extend(audio_id.as_ref().map(|id| ("audio_id".to_owned(), json!(id))));
            body
        }
        VoiceFrom::Vox { audio_id, vox_audio_id, start_s, end_s } => object([
            ("audio_id", json!(audio_id)),
            ("vox_audio_id", json!(vox_audio_id)),
            ("persona_type", json!("vox")),
            ("vocal_start", seconds(*start_s)),
            ("vocal_end", seconds(*end_s)),
        ]),
    }
}

/// The singing of a song (line 2688). The document sends no range; the names of one are its answer's.
pub(super) fn extract(extract: &ExtractVoice) -> Object {
    let mut body = object([("audio_id", json!(extract.audio_id))]);
    if let Some((start, end)) = extract.range_s {
        body.append(&mut object([("vocal_start", seconds(start)), ("vocal_end", seconds(end))]));
    }
    body
}

/// A real voice, first half (line 2798).
pub(super) fn init(init: &InitVoice) -> Object {
    object([
        ("voice_audio_url", json!(init.voice_audio_url)),
        ("language", json!(init.language)),
        ("vocal_start", seconds(init.start_s)),
        ("vocal_end", seconds(init.end_s)),
    ])
}

/// A real voice, second half (line 2849). The sample has no description.
pub(super) fn verify(verify: &VerifyVoice) -> Object {
    let mut body = object([
        ("vox_audio_id", json!(verify.vox_audio_id)),
        ("voice_recording_id", json!(verify.voice_recording_id)),
        ("phrase_id", json!(verify.phrase_id)),
        ("vocal_start", seconds(verify.start_s)),
        ("vocal_end", seconds(verify.end_s)),
        ("verification_audio_url", json!(verify.verification_audio_url)),
        ("name", json!(verify.name)),
    ]);
    if !verify.description.is_empty() {
        body.insert("description".to_owned(), json!(verify.description));
    }
    body
}
