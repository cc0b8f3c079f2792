//! Requests, field by field as the document's samples write them.

use serde_json::{Value, json};
use song::ComposeMode;

use crate::{Generate, Profile, ReplaceSection, Unsupported, VendorRequest, WireRequest};

pub(super) const AUDIOS: &str = "/suno/audios";
pub(super) const TIMING: &str = "/suno/timing";

/// The call for `request`.
pub(super) fn encode(profile: &Profile, request: &VendorRequest) -> Result<WireRequest, Unsupported> {
    let (path, body) = match request {
        VendorRequest::Generate(generate) => (AUDIOS, generate_body(profile, generate)),
        VendorRequest::ReplaceSection(replace) => (AUDIOS, replace_body(profile, replace)),
        VendorRequest::Concat { audio_id } => (AUDIOS, json!({ "action": "concat", "audio_id": audio_id })),
        VendorRequest::Timing { audio_id } => (TIMING, json!({ "audio_id": audio_id })),
        other => return Err(profile.unsupported(other.action())),
    };
    Ok(WireRequest::post(path, body))
}

/// 基本使用 and 自定义生成. `action` is left out: generating is what the document does without one.
fn generate_body(profile: &Profile, generate: &Generate) -> Value {
    let mut body = match generate.mode {
        ComposeMode::Idea => json!({ "custom": false, "instrumental": false, "prompt": generate.idea }),
        ComposeMode::Custom => words_body(generate, false, &generate.lyrics),
        ComposeMode::Instrumental => words_body(generate, true, ""),
    };
    body["model"] = json!(generate.model);
    body["is_pro"] = json!(is_pro(profile, &generate.model, generate.pro));
    if !generate.style_negative.is_empty() {
        body["style_negative"] = json!(generate.style_negative);
    }
    body
}

fn words_body(generate: &Generate, instrumental: bool, lyric: &str) -> Value {
    json!({
        "custom": true,
        "instrumental": instrumental,
        "lyric": lyric,
        "title": generate.title,
        "style": generate.style,
    })
}

/// 替换片段: the worked sample, with its empty and null fields and in its order.
fn replace_body(profile: &Profile, replace: &ReplaceSection) -> Value {
    let style_negative = Some(&replace.style_negative).filter(|style| !style.is_empty());
    json!({
        "action": "replace_section",
        "instrumental": false,
        "custom": true,
        "prompt": replace.text.prompt,
        "model": replace.model,
        "lyric": replace.text.lyric,
        "title": replace.title,
        "style": replace.style,
        "audio_id": replace.audio_id,
        "persona_id": "",
        "continue_at": 0,
        "style_negative": style_negative,
        "is_pro": is_pro(profile, &replace.model, false),
        "audio_url": "",
        "persona_root_id": null,
        "full_lyric": replace.text.full_lyric,
        "replace_section_start": replace.start_s,
        "replace_section_end": replace.end_s,
        "vocal_gender": null,
    })
}

/// Whether a call goes to the better pool. Models that are not known yet are newer ones: it does.
fn is_pro(profile: &Profile, model: &str, asked: bool) -> bool {
    profile.model(model).is_none_or(|model| model.in_pro_pool(asked))
}
