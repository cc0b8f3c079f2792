//! Requests: `model`, `input` for what is sung, `parameters` for how.

use serde_json::{Map, Value, json};
use song::ComposeMode;

use super::profile::PROFILE;
use crate::{Cover, Generate, Unsupported, VendorRequest, WireRequest};

const SUBMIT: &str = "/v1/tasks/submit";
/// On another path than tasks, with an envelope of its own.
const UPLOAD: &str = "/v1/suno/uploads/audio-url";

/// The call for `request`.
pub(super) fn encode(request: &VendorRequest) -> Result<WireRequest, Unsupported> {
    let unsupported = || PROFILE.unsupported(request.action());
    match request {
        // A voice would be left out without a word.
        VendorRequest::Generate(song) if song.voice.is_none() => {
            Ok(WireRequest::post(SUBMIT, song_body(song)))
        }
        VendorRequest::Cover(cover) => {
            cover_body(cover).map(|body| WireRequest::post(SUBMIT, body)).ok_or_else(unsupported)
        }
        VendorRequest::Upload { audio_url } => {
            Ok(WireRequest::post(UPLOAD, json!({ "model": "suno-uploads", "url": audio_url })))
        }
        _ => Err(unsupported()),
    }
}

/// The question for a task.
pub(super) fn status(task_id: &str) -> WireRequest {
    WireRequest::get("/v1/tasks/status", &[("task_id", task_id)])
}

/// The four samples of seed 002, lines 31-83.
fn song_body(song: &Generate) -> Value {
    let input = match song.mode {
        ComposeMode::Idea => json!({ "gpt_description_prompt": song.idea }),
        ComposeMode::Custom => json!({ "prompt": song.lyrics }),
        ComposeMode::Instrumental => json!({ "prompt": "" }),
    };
    let parameters = parameters(song);
    let mut body = json!({ "model": song.model, "input": input });
    if !parameters.is_empty() {
        body["parameters"] = Value::Object(parameters);
    }
    body
}

/// A custom song without words is asked for by an empty prompt, not by a flag.
fn parameters(song: &Generate) -> Map<String, Value> {
    let mut parameters = Map::new();
    if song.mode == ComposeMode::Idea {
        if song.instrumental {
            parameters.insert("make_instrumental".to_owned(), json!(true));
        }
        return parameters;
    }
    for (name, text) in [("tags", &song.style), ("title", &song.title)] {
        if !text.is_empty() {
            parameters.insert(name.to_owned(), json!(text));
        }
    }
    parameters
}

/// None in idea mode (there is no field for it) and for a song without an id: the vendor names the
/// addresses of its songs only, and an id is never read off an address.
fn cover_body(cover: &Cover) -> Option<Value> {
    let (song, source) = (&cover.song, &cover.source);
    if song.mode == ComposeMode::Idea || source.audio_id.is_empty() {
        return None;
    }
    let lyrics = if song.is_instrumental() { "" } else { &song.lyrics };
    Some(json!({
        "model": song.model,
        "input": { "prompt": lyrics },
        "parameters": {
            "generation_type": "TEXT",
            "negative_tags": song.style_negative,
            "tags": song.style,
            "title": song.title,
            // An upload has one number, which stands for both.
            "task_id": source.task_id.as_ref().unwrap_or(&source.audio_id),
            "cover_clip_id": source.audio_id,
            "task": "cover",
        },
    }))
}
