//! Tests of the YoYAI wire against the samples in `tests/fixtures/yoyai`.

mod actions;
mod bad;
mod callbacks;
mod conformance;
mod probe;
mod requests;
mod responses;
mod results;

use std::path::PathBuf;

use serde_json::Value;
use song::{ComposeMode, ReplaceText};

use crate::{Action, Generate, ReplaceSection, VendorRequest, WireAnswer};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/yoyai")
}

/// A fixture as it lies there.
fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A fixture as JSON.
fn fixture(name: &str) -> Value {
    serde_json::from_slice(&bytes(name)).unwrap()
}

fn answer(status: u16, body: impl Into<Vec<u8>>) -> WireAnswer {
    WireAnswer { status, retry_after_s: None, body: body.into() }
}

fn generate() -> VendorRequest {
    VendorRequest::Generate(Generate {
        mode: ComposeMode::Custom,
        lyrics: "[Verse]\nla".into(),
        title: "T".into(),
        style: "pop".into(),
        model: "chirp-v5".into(),
        ..Generate::default()
    })
}

fn timing() -> VendorRequest {
    VendorRequest::Timing { audio_id: "222fbe29-6bdb-4344-8f50-d9131304b86b".into() }
}

/// The document's worked example, from its own texts.
fn worked_replacement() -> ReplaceSection {
    let sample = fixture("replace_section.request.json");
    let text = |key: &str| sample[key].as_str().unwrap().to_owned();
    ReplaceSection {
        audio_id: text("audio_id"),
        model: text("model"),
        text: ReplaceText { prompt: text("prompt"), lyric: text("lyric"), full_lyric: text("full_lyric") },
        start_s: 90.398_936_170_212_76,
        end_s: 93.351_063_829_787_24,
        title: text("title"),
        style: text("style"),
        style_negative: String::new(),
    }
}

/// The sample of an action's answer, where the document has one.
fn sample_of(action: Action) -> Option<&'static str> {
    Some(match action {
        Action::Generate => "generate",
        Action::WithVoice => "artist_consistency_voice",
        Action::Extend => "extend",
        Action::ReplaceSection => "replace_section",
        Action::Concat => "concat",
        Action::Cover => "cover",
        Action::Mashup => "mashup",
        Action::Sample => "sample",
        Action::Inspiration => "inspiration",
        Action::Remaster => "remaster",
        Action::AddVocals => "add_vocals",
        Action::AddInstrumental => "add_instrumental",
        Action::Sounds => "sounds",
        Action::UploadGenerate | Action::UploadExtend => "upload_generate",
        Action::Stems => "stems",
        Action::AllStems => "all_stems",
        Action::Timing => "timing",
        Action::CreateVoice => "persona_vox",
        Action::ExtractVoice => "vox",
        Action::InitVoice => "init_voice",
        Action::VerifyVoice => "verify_voice",
        _ => return None,
    })
}
