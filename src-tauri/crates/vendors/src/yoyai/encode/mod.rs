//! Requests, field by field as the document's samples write them.
//!
//! Where a sample contradicts the prose, the prose holds (research/vendors.md §5): `custom` is true
//! wherever lyrics are sent, and `is_pro` wherever the model is 4.0 or newer. A test lists every
//! difference from the samples.

mod songs;
mod voices;

use serde_json::{Map, Value, json};

use super::profile::AUDIOS;
use crate::{Profile, Setup, Unsupported, VendorRequest, WireRequest};

pub(super) type Object = Map<String, Value>;

/// The call for `request`.
pub(super) fn encode(
    profile: &'static Profile,
    request: &VendorRequest,
    setup: &Setup,
) -> Result<WireRequest, Unsupported> {
    let action = request.action();
    let path = profile.path(action, setup).ok_or_else(|| profile.unsupported(action))?;
    let mut body = body(profile, request)?;
    let on_audios = profile.path_setting(action).is_some_and(|path| path.default == AUDIOS);
    if let Some(url) = setup.callback_url.as_ref().filter(|_| on_audios) {
        body.insert("callback_url".to_owned(), json!(url));
    }
    Ok(WireRequest::post(path, Value::Object(body)))
}

fn body(profile: &'static Profile, request: &VendorRequest) -> Result<Object, Unsupported> {
    let form = songs::Form { profile, action: request.action() };
    Ok(match request {
        VendorRequest::Generate(song) => form.generate(song)?,
        VendorRequest::Extend(extend) => form.extend(extend)?,
        VendorRequest::ReplaceSection(replace) => songs::replace(profile, replace),
        VendorRequest::Concat { audio_id } => of_song("concat", audio_id),
        VendorRequest::Cover(cover) => form.cover(cover)?,
        VendorRequest::Mashup(mashup) => form.mashup(mashup)?,
        VendorRequest::Sample(on) => form.on_range(("sample", "sample"), on)?,
        VendorRequest::Inspiration(inspiration) => {
            form.based_on("inspiration", &inspiration.song, &inspiration.audio_id)?
        }
        VendorRequest::Remaster(remaster) => songs::remaster(profile, remaster),
        VendorRequest::AddVocals(on) => form.on_range(("add_vocals", "overpainting"), on)?,
        VendorRequest::AddInstrumental(on) => form.on_range(("add_instrumental", "underpainting"), on)?,
        VendorRequest::Sounds(sounds) => songs::sounds(profile, sounds),
        VendorRequest::Upload { audio_url } => object([("audio_url", json!(audio_url))]),
        VendorRequest::UploadGenerate(from) => form.upload_generate(from)?,
        VendorRequest::UploadExtend(extend) => form.upload_extend(extend)?,
        VendorRequest::Stems { audio_id } => of_song("stems", audio_id),
        VendorRequest::AllStems { audio_id } => of_song("all_stems", audio_id),
        VendorRequest::Lyrics { idea, model } => lyrics(idea, model.as_deref()),
        VendorRequest::MashupLyrics { lyrics_a, lyrics_b } => mashup_lyrics(lyrics_a, lyrics_b),
        VendorRequest::CreateVoice(create) => voices::create(create),
        VendorRequest::ExtractVoice(extract) => voices::extract(extract),
        VendorRequest::InitVoice(init) => voices::init(init),
        VendorRequest::VerifyVoice(verify) => voices::verify(verify),
        VendorRequest::Timing { audio_id }
        | VendorRequest::Wav { audio_id }
        | VendorRequest::Mp4 { audio_id }
        | VendorRequest::Midi { audio_id }
        | VendorRequest::Html { audio_id } => object([("audio_id", json!(audio_id))]),
        VendorRequest::UploadCover(_)
        | VendorRequest::PrepareCustomModel
        | VendorRequest::UploadToCustomModel { .. }
        | VendorRequest::CreateCustomModel(_)
        | VendorRequest::Balance => return Err(profile.unsupported(request.action())),
    })
}

/// `concat`, `stems`, `all_stems`: a song and nothing else.
fn of_song(action: &str, audio_id: &str) -> Object {
    object([("action", json!(action)), ("audio_id", json!(audio_id))])
}

/// 歌词接口, after its sibling Ace.
fn lyrics(idea: &str, model: Option<&str>) -> Object {
    let mut body = object([("prompt", json!(idea))]);
    if let Some(model) = model {
        body.insert("model".to_owned(), json!(model));
    }
    body
}

/// 自定义混曲生成功能: the same interface, its model `mashup`.
fn mashup_lyrics(lyrics_a: &str, lyrics_b: &str) -> Object {
    object([("model", json!("mashup")), ("lyrics_a", json!(lyrics_a)), ("lyrics_b", json!(lyrics_b))])
}

fn object<const N: usize>(fields: [(&str, Value); N]) -> Object {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Seconds as the samples write them: whole ones without a point.
fn seconds(seconds: f64) -> Value {
    seconds.to_string().parse().unwrap_or_else(|_| json!(seconds))
}
