//! Voices: the singing of a song, voices made of it, and real voices in two halves.
//!
//! Trap: a real voice is one task with two calls. The first half ends in `awaiting`, and the second
//! must come within 30 seconds (docs.mountsea.ai/api-reference/suno/voicePersona).

use serde_json::{Map, Value, json};

use super::encode::seconds;
use crate::json::{filled, number, text};
use crate::{
    CreateVoice, InitVoice, Phrase, RemoteVoice, VendorRequest, VerifyVoice, VoiceFrom, Vox, WireRequest,
};

/// Seconds from `awaiting` to `VP_USER_TIMEOUT`.
const PATIENCE_S: u32 = 30;

/// The call for a request about voices; none if it is about something else, or not possible like this.
pub(super) fn encode(request: &VendorRequest) -> Option<WireRequest> {
    match request {
        VendorRequest::ExtractVoice(extract) => {
            let mut body = json!({ "clip_id": extract.audio_id });
            if let Some((start, end)) = extract.range_s {
                body["vocal_start_s"] = seconds(start);
                body["vocal_end_s"] = seconds(end);
            }
            Some(WireRequest::post("/suno/v2/getVoxStem", body))
        }
        VendorRequest::CreateVoice(create) => {
            Some(WireRequest::post("/suno/v2/persona", persona_body(create)?))
        }
        VendorRequest::InitVoice(init) => {
            Some(WireRequest::post("/suno/v2/voicePersona/init", init_body(init)))
        }
        VendorRequest::VerifyVoice(verify) => {
            Some(WireRequest::post("/suno/v2/voicePersona/complete", complete_body(verify)?))
        }
        _ => None,
    }
}

/// A voice is its owner's: it is never asked to be public, though the vendor's sample does.
fn persona_body(create: &CreateVoice) -> Option<Value> {
    let mut body = json!({ "name": create.name, "is_public": false });
    match &create.from {
        VoiceFrom::Song { audio_id } => body["clip_id"] = json!(audio_id),
        VoiceFrom::Upload { .. } => return None,
        VoiceFrom::Vox { audio_id, vox_audio_id, start_s, end_s } => {
            body["clip_id"] = json!(audio_id);
            body["persona_type"] = json!("vox");
            body["vox_audio_id"] = json!(vox_audio_id);
            body["vocal_start_s"] = seconds(*start_s);
            body["vocal_end_s"] = seconds(*end_s);
        }
    }
    if !create.description.is_empty() {
        body["description"] = json!(create.description);
    }
    // Only pictures that are in the text itself: the field takes base64.
    if let Some(image) = create.image_url.as_ref().filter(|image| image.starts_with("data:")) {
        body["image_s3_id"] = json!(image);
    }
    Some(body)
}

fn init_body(init: &InitVoice) -> Value {
    json!({
        "voice_audio_url": init.voice_audio_url,
        "language": init.language,
        "vocal_start_s": seconds(init.start_s),
        "vocal_end_s": seconds(init.end_s),
    })
}

/// The vendor knows the ids of the first half by its task; without its number nothing can be done.
fn complete_body(verify: &VerifyVoice) -> Option<Value> {
    let task_id = verify.task_id.as_ref().filter(|task_id| !task_id.is_empty())?;
    let mut body = json!({
        "taskId": task_id,
        "verification_audio_url": verify.verification_audio_url,
        "name": verify.name,
    });
    if !verify.description.is_empty() {
        body["description"] = json!(verify.description);
    }
    Some(body)
}

/// The phrase of a task that is `awaiting`.
pub(super) fn phrase(data: &Map<String, Value>, task_id: &str) -> Option<Phrase> {
    Some(Phrase {
        text: filled(data.get("phrase_text"))?,
        phrase_id: text(data.get("phrase_id")).unwrap_or_default(),
        vox_audio_id: text(data.get("vox_audio_id")).unwrap_or_default(),
        voice_recording_id: text(data.get("voice_recording_id")).unwrap_or_default(),
        vocal_audio_url: filled(data.get("vocal_audio_url")),
        start_s: number(data.get("vocal_start_s")),
        end_s: number(data.get("vocal_end_s")),
        task_id: Some(task_id.to_owned()),
        seconds_left: Some(PATIENCE_S),
    })
}

/// A voice; none without an id.
pub(super) fn voice(data: &Map<String, Value>) -> Option<RemoteVoice> {
    let clip = data.get("clip").and_then(Value::as_object);
    Some(RemoteVoice {
        persona_id: filled(data.get("id")).or_else(|| filled(data.get("persona_id")))?,
        audio_id: filled(data.get("root_clip_id")).or_else(|| filled(clip?.get("id"))),
        name: text(data.get("name")).unwrap_or_default(),
        description: text(data.get("description")).unwrap_or_default(),
        image_url: filled(data.get("image_s3_id")),
    })
}

/// The singing of a song; none without an id.
pub(super) fn vox(data: &Map<String, Value>) -> Option<Vox> {
    Some(Vox {
        vox_audio_id: filled(data.get("id"))?,
        audio_id: filled(data.get("source_clip_id")),
        vocal_audio_url: filled(data.get("vocal_audio_url")),
        start_s: number(data.get("vocal_start_s")),
        end_s: number(data.get("vocal_end_s")),
    })
}
