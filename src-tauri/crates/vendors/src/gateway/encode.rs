//! Requests. New-API writes every body anew from the fields that it knows, so a field that it does not
//! know is lost without a word: nothing is sent that depends on one.

use serde_json::{Map, Value, json};
use song::ComposeMode;

use super::profile::PROFILE;
use crate::{Action, Extend, Generate, Setup, Unsupported, VendorRequest, WireRequest};

const MUSIC: &str = "/suno/submit/music";
const LYRICS: &str = "/suno/submit/lyrics";
const FETCH: &str = "/suno/fetch";

/// The call for `request`.
pub(super) fn encode(request: &VendorRequest, setup: &Setup) -> Result<WireRequest, Unsupported> {
    known(request, setup).ok_or_else(|| PROFILE.unsupported(request.action()))
}

/// None if the gateway cannot do it, or not like this.
fn known(request: &VendorRequest, setup: &Setup) -> Option<WireRequest> {
    let (path, body) = match request {
        VendorRequest::Generate(song) if song.voice.is_none() => (MUSIC, Value::Object(song_body(song))),
        VendorRequest::Extend(extend) => (MUSIC, extend_body(extend)?),
        VendorRequest::Lyrics { idea, .. } => (LYRICS, json!({ "prompt": idea })),
        VendorRequest::Upload { audio_url } => {
            (PROFILE.path(Action::Upload, setup)?, json!({ "url": audio_url }))
        }
        VendorRequest::Concat { audio_id } => {
            (PROFILE.path(Action::Concat, setup)?, json!({ "clip_id": audio_id, "is_infill": false }))
        }
        _ => return None,
    };
    Some(WireRequest::post(path, body))
}

/// Idea or words: a gateway that finds a description forgets everything else.
fn song_body(song: &Generate) -> Map<String, Value> {
    let words = song.mode != ComposeMode::Idea;
    let lyrics = if song.mode == ComposeMode::Custom { song.lyrics.as_str() } else { "" };
    let mut body = Map::new();
    let mut put = |name: &str, value: Value| body.insert(name.to_owned(), value);
    if words {
        put("prompt", json!(lyrics));
    } else {
        put("gpt_description_prompt", json!(song.idea));
    }
    put("mv", json!(song.model));
    if words {
        put("title", json!(song.title));
        put("tags", json!(song.style));
    }
    if song.is_instrumental() {
        put("make_instrumental", json!(true));
    }
    body
}

/// None without the number of the task that made the song (the gateway finds the account by it), and
/// in idea mode: the gateway would make, and bill, a song that continues nothing.
fn extend_body(extend: &Extend) -> Option<Value> {
    let task_id = extend.source.task_id.as_ref().filter(|task_id| !task_id.is_empty())?;
    if extend.song.mode == ComposeMode::Idea {
        return None;
    }
    let mut body = song_body(&extend.song);
    body.insert("task_id".to_owned(), json!(task_id));
    body.insert("continue_at".to_owned(), json!(extend.continue_at_s));
    body.insert("continue_clip_id".to_owned(), json!(extend.source.audio_id));
    Some(Value::Object(body))
}

/// The question for these numbers; for none it says whether key and address are right. Always a batch:
/// the answer to a single question (`GET /suno/fetch/{id}`) is, of Suno-API itself, the bare songs, so
/// that a task which failed without any could not be told from one that is waiting.
pub(super) fn batch(ids: &[&str]) -> WireRequest {
    WireRequest::post(FETCH, json!({ "ids": ids }))
}
