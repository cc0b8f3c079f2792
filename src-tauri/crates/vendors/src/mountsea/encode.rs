//! Requests: every task of `/suno/v2/generate`, and what has a path of its own.
//!
//! Trap: models of one's own are asked for in camelCase (seed 000), everything else in snake_case.
//! Fields that would only repeat the vendor's default are left out, as its own samples do.

use serde_json::{Map, Value, json};
use song::ComposeMode;

use super::profile::PROFILE;
use super::voices;
use crate::{
    Action, CreateCustomModel, Extend, FromAudio, Gender, Generate, Inspiration, KeyPlace, OnRange, Remaster,
    ReplaceSection, Setup, SoundKind, Sounds, Unsupported, Variation, VendorRequest, Voice, WireRequest,
};

const GENERATE: &str = "/suno/v2/generate";
/// Fewer uploads than this are refused (seed 000, line 95).
const FEWEST_UPLOADS: usize = 6;

/// The call for `request`.
pub(super) fn encode(request: &VendorRequest, setup: &Setup) -> Result<WireRequest, Unsupported> {
    let action = request.action();
    if PROFILE.action(action).is_none() {
        return Err(PROFILE.unsupported(action));
    }
    if let Some(body) = task(request) {
        return Ok(WireRequest::post(GENERATE, body));
    }
    other(request, setup).ok_or_else(|| PROFILE.unsupported(action))
}

/// The question for a task.
pub(super) fn status(task_id: &str) -> WireRequest {
    WireRequest::get("/suno/v2/status", &[("taskId", task_id)])
}

/// What is left, with the key that is for nothing else.
fn balance() -> WireRequest {
    WireRequest {
        key: KeyPlace::Header("X-API-Key".to_owned()),
        ..WireRequest::get("/api-user/credits", &[])
    }
}

/// Requests that are tasks of `/generate`.
fn task(request: &VendorRequest) -> Option<Value> {
    Some(match request {
        VendorRequest::Generate(song) => song_task("create", song, &[]),
        VendorRequest::Extend(extend) => extend_task(extend),
        VendorRequest::Cover(cover) => {
            song_task("cover", &cover.song, &[("clip_id", json!(cover.source.audio_id))])
        }
        VendorRequest::UploadCover(from) => {
            song_task("upload_cover", &from.song, &[("audio_url", json!(from.audio_url))])
        }
        VendorRequest::UploadGenerate(from) => upload_task(from),
        VendorRequest::Mashup(mashup) => {
            song_task("mashup", &mashup.song, &[("mashup_clip_ids", json!(mashup.audio_ids))])
        }
        VendorRequest::Sample(on) => range_task("sample", on),
        VendorRequest::AddVocals(on) => range_task("add_vocals", on),
        VendorRequest::AddInstrumental(on) => range_task("add_instrumental", on),
        VendorRequest::Inspiration(inspiration) => inspiration_task(inspiration),
        VendorRequest::ReplaceSection(replace) => replace_task(replace),
        VendorRequest::Sounds(sounds) => sound_task(sounds),
        VendorRequest::Stems { audio_id } => stem_task("gen_stem_two", audio_id),
        VendorRequest::AllStems { audio_id } => stem_task("gen_stem_all", audio_id),
        _ => return None,
    })
}

/// Requests with a path of their own; none if something in them stands against it.
fn other(request: &VendorRequest, setup: &Setup) -> Option<WireRequest> {
    let post = |path: &str, body: Value| Some(WireRequest::post(path, body));
    match request {
        VendorRequest::Concat { audio_id } => {
            post("/suno/v2/concat", json!({ "clip_id": audio_id, "is_infill": false }))
        }
        VendorRequest::Remaster(remaster) => post("/suno/v2/remaster", remaster_body(remaster)),
        VendorRequest::Timing { audio_id } => post("/suno/v2/timing", clip_body(audio_id)),
        VendorRequest::Midi { audio_id } => post("/suno/v2/mdi", clip_body(audio_id)),
        VendorRequest::Wav { audio_id } => post(PROFILE.path(Action::Wav, setup)?, clip_body(audio_id)),
        VendorRequest::Mp4 { audio_id } => post(PROFILE.path(Action::Mp4, setup)?, clip_body(audio_id)),
        VendorRequest::Lyrics { idea, model } => post("/suno/v2/lyrics", lyrics_body(idea, model.as_deref())),
        VendorRequest::MashupLyrics { lyrics_a, lyrics_b } => {
            post("/suno/v2/mashupLyrics", json!({ "lyrics_a": part(lyrics_a), "lyrics_b": part(lyrics_b) }))
        }
        VendorRequest::PrepareCustomModel => post("/suno/v2/customModel/prepare", Value::Null),
        VendorRequest::UploadToCustomModel { session_id, audio_url } => {
            post("/suno/v2/customModel/upload", json!({ "sessionId": session_id, "audioUrl": audio_url }))
        }
        VendorRequest::CreateCustomModel(create) => post("/suno/v2/customModel/create", training(create)?),
        VendorRequest::Balance => Some(balance()),
        _ => voices::encode(request),
    }
}

/// A song's texts and settings with what the task needs beside them.
fn song_task(task: &str, song: &Generate, more: &[(&str, Value)]) -> Value {
    let mut body = Map::new();
    body.insert("task".to_owned(), json!(task));
    body.insert("model".to_owned(), json!(song.model));
    if song.is_instrumental() {
        body.insert("make_instrumental".to_owned(), json!(true));
    }
    for (name, value) in texts(song).into_iter().filter(|(_, text)| !text.is_empty()) {
        body.insert(name.to_owned(), json!(value));
    }
    for (name, value) in more {
        body.insert((*name).to_owned(), value.clone());
    }
    body.extend(settings(song));
    Value::Object(body)
}

fn texts(song: &Generate) -> [(&'static str, &str); 5] {
    let (idea, lyrics, words) = match song.mode {
        ComposeMode::Idea => (song.idea.as_str(), "", false),
        ComposeMode::Custom => ("", song.lyrics.as_str(), true),
        ComposeMode::Instrumental => ("", "", true),
    };
    [
        ("gpt_description_prompt", idea),
        ("prompt", lyrics),
        ("tags", if words { &song.style } else { "" }),
        ("negative_tags", &song.style_negative),
        ("title", if words { &song.title } else { "" }),
    ]
}

/// Voice, singer and the three influences, as far as they are set.
fn settings(song: &Generate) -> Map<String, Value> {
    let mut settings = Map::new();
    if let Some(voice) = &song.voice {
        settings.insert("persona".to_owned(), persona(voice));
    }
    let controls = controls(song);
    if !controls.is_empty() {
        settings.insert("controls".to_owned(), Value::Object(controls));
    }
    if let Some(gender) = song.vocal_gender {
        settings.insert("vocal_gender".to_owned(), json!(gender_word(gender)));
    }
    settings
}

fn persona(voice: &Voice) -> Value {
    match voice {
        Voice::Persona { persona_id, audio_id } => {
            json!({ "persona_id": persona_id, "artist_clip_id": audio_id })
        }
        Voice::Vox { persona_id, audio_id } => {
            json!({ "persona_id": persona_id, "artist_clip_id": audio_id, "persona_style": "vox" })
        }
        Voice::Real { persona_id } => json!({ "persona_id": persona_id, "persona_style": "vox" }),
    }
}

fn controls(song: &Generate) -> Map<String, Value> {
    let knobs = [
        ("style_weight", song.style_influence),
        ("audio_weight", song.audio_influence),
        ("weirdness_constraint", song.weirdness),
    ];
    let set = knobs.into_iter().filter_map(|(name, percent)| Some((name, percent?)));
    set.map(|(name, percent)| (name.to_owned(), json!(f64::from(percent.min(100)) / 100.0))).collect()
}

fn gender_word(gender: Gender) -> &'static str {
    match gender {
        Gender::Male => "m",
        Gender::Female => "f",
    }
}

fn extend_task(extend: &Extend) -> Value {
    let more = [("clip_id", json!(extend.source.audio_id)), ("continue_at", seconds(extend.continue_at_s))];
    song_task("extend", &extend.song, &more)
}

fn upload_task(from: &FromAudio) -> Value {
    let more = [("audio_url", json!(from.audio_url)), ("continue_at", seconds(from.continue_at_s))];
    song_task("upload_extend", &from.song, &more)
}

fn range_task(task: &str, on: &OnRange) -> Value {
    song_task(task, &on.song, &[("clip_id", json!(on.audio_id)), ("range", range(on.start_s, on.end_s))])
}

/// The older, one-call form: the newer one makes a playlist first, which is a call that makes nothing.
fn inspiration_task(inspiration: &Inspiration) -> Value {
    let clips = json!([inspiration.audio_id]);
    let more = [("playlist_id", json!("inspiration")), ("playlist_clip_ids", clips)];
    song_task("inspiration", &inspiration.song, &more)
}

fn replace_task(replace: &ReplaceSection) -> Value {
    let context = PROFILE.context.seconds();
    let mut body = json!({
        "task": "replace_section",
        "model": replace.model,
        "clip_id": replace.audio_id,
        "range": range(replace.start_s, replace.end_s),
        "infill_context_range": range((replace.start_s - context).max(0.0), replace.end_s + context),
        "infill_lyrics": replace.text.prompt,
        "continued_aligned_prompt": replace.text.full_lyric,
    });
    let texts =
        [("tags", &replace.style), ("negative_tags", &replace.style_negative), ("title", &replace.title)];
    for (name, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        body[name] = json!(text);
    }
    body
}

fn sound_task(sounds: &Sounds) -> Value {
    let kind = match sounds.kind {
        SoundKind::OneShot => "one_shot",
        SoundKind::Loop => "loop",
    };
    let mut sound = json!({ "description": sounds.description, "type": kind });
    if let Some(key) = &sounds.key {
        sound["key"] = json!(key);
    }
    if let Some(bpm) = sounds.bpm {
        sound["bpm"] = json!(bpm);
    }
    json!({ "task": "sound", "model": sounds.model, "sound": sound })
}

/// The model is asked for by the vendor and without meaning.
fn stem_task(task: &str, audio_id: &str) -> Value {
    json!({ "task": task, "model": PROFILE.default_model, "clip_id": audio_id })
}

/// `variation_category` is for `chirp-carp` only.
fn remaster_body(remaster: &Remaster) -> Value {
    let mut body = json!({ "clip_id": remaster.audio_id, "model_name": remaster.model });
    if let (Some(variation), "chirp-carp") = (remaster.variation, remaster.model.as_str()) {
        body["variation_category"] = json!(match variation {
            Variation::Subtle => "subtle",
            Variation::Normal => "normal",
            Variation::High => "high",
        });
    }
    body
}

fn lyrics_body(idea: &str, model: Option<&str>) -> Value {
    let model = model.filter(|model| !model.is_empty()).unwrap_or("default");
    json!({ "lyrics_model": model, "prompt": idea })
}

/// A song without words has a word for that.
fn part(lyrics: &str) -> &str {
    if lyrics.trim().is_empty() { "[Instrumental]" } else { lyrics }
}

/// None for too few uploads: the vendor would refuse, after all that work.
fn training(create: &CreateCustomModel) -> Option<Value> {
    let enough = create.clip_ids.len() >= FEWEST_UPLOADS;
    enough.then(|| json!({ "sessionId": create.session_id, "clipIds": create.clip_ids, "name": create.name }))
}

fn clip_body(audio_id: &str) -> Value {
    json!({ "clip_id": audio_id })
}

fn range(start_s: f64, end_s: f64) -> Value {
    json!({ "start_s": seconds(start_s), "end_s": seconds(end_s) })
}

/// Seconds to the millisecond; whole ones without a point, as the samples write them.
pub(super) fn seconds(seconds: f64) -> Value {
    let ms = (seconds * 1000.0).round();
    if ms % 1000.0 == 0.0 { json!((ms / 1000.0) as i64) } else { json!(ms / 1000.0) }
}
