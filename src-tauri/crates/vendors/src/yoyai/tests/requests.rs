//! What is sent, field by field.

use serde_json::{Value, json};
use song::{ComposeMode, Millis};

use super::{fixture, generate, timing, worked_replacement};
use crate::yoyai::YoYai;
use crate::{Cover, Field, Generate, ReplaceSection, Setup, Source, TooLong, Vendor, VendorRequest};

fn body(request: &VendorRequest) -> Value {
    YoYai.encode(request, &Setup::default()).unwrap().body
}

fn with_model(mode: ComposeMode, model: &str) -> Generate {
    Generate { mode, model: model.into(), ..Generate::default() }
}

#[test]
fn the_worked_replacement_equals_the_sample_in_text_and_order() {
    let wire = YoYai.encode(&VendorRequest::ReplaceSection(worked_replacement()), &Setup::default()).unwrap();
    assert_eq!(wire.path, "/suno/audios");
    assert_eq!(wire.body.to_string(), fixture("replace_section.request.json").to_string());
}

#[test]
fn seconds_are_milliseconds_through_a_thousand() {
    let replace = ReplaceSection {
        start_s: Millis(90_399).seconds(),
        end_s: Millis(93_000).seconds(),
        style_negative: "noise".into(),
        ..worked_replacement()
    };
    let body = body(&VendorRequest::ReplaceSection(replace));
    assert_eq!(body["replace_section_start"].to_string(), "90.399");
    assert_eq!(body["replace_section_end"].as_f64(), Some(93.0));
    assert_eq!(body["style_negative"], "noise");
}

#[test]
fn every_millisecond_is_written_exactly() {
    for ms in (0..600_000).step_by(37) {
        let text = json!(Millis(ms).seconds()).to_string();
        assert_eq!(Millis::from_seconds(text.parse().unwrap()), Millis(ms));
        assert!(text.len() <= 7, "{text}");
    }
}

#[test]
fn concat_and_timing_equal_the_samples() {
    let concat = VendorRequest::Concat { audio_id: "19ba4bb9-c90a-41ba-874d-40e5942e7d26".into() };
    assert_eq!(body(&concat).to_string(), fixture("concat.request.json").to_string());
    let wire = YoYai.encode(&timing(), &Setup::default()).unwrap();
    assert_eq!(wire.path, "/suno/timing");
    assert_eq!(wire.body, json!({ "audio_id": "222fbe29-6bdb-4344-8f50-d9131304b86b" }));
}

#[test]
fn an_idea_is_sent_as_prompt_without_custom() {
    let request = Generate { idea: "新年快乐".into(), ..with_model(ComposeMode::Idea, "chirp-v5") };
    let expected = json!({
        "custom": false, "instrumental": false, "prompt": "新年快乐", "model": "chirp-v5", "is_pro": true
    });
    assert_eq!(body(&VendorRequest::Generate(request)), expected);
}

#[test]
fn lyrics_are_sent_with_custom() {
    let expected = json!({
        "custom": true, "instrumental": false, "lyric": "[Verse]\nla", "title": "T", "style": "pop",
        "model": "chirp-v5", "is_pro": true
    });
    assert_eq!(body(&generate()), expected);
}

#[test]
fn an_instrumental_is_sent_without_words() {
    let request = Generate {
        lyrics: "left over".into(),
        idea: "left over".into(),
        style: "ambient".into(),
        style_negative: "drums".into(),
        ..with_model(ComposeMode::Instrumental, "chirp-v4")
    };
    let expected = json!({
        "custom": true, "instrumental": true, "lyric": "", "title": "", "style": "ambient",
        "model": "chirp-v4", "is_pro": true, "style_negative": "drums"
    });
    assert_eq!(body(&VendorRequest::Generate(request)), expected);
}

#[test]
fn the_better_pool_is_asked_for_from_version_4_on_and_for_unknown_models() {
    let is_pro = |model, pro| {
        let request = Generate { pro, ..with_model(ComposeMode::Idea, model) };
        body(&VendorRequest::Generate(request))["is_pro"].as_bool().unwrap()
    };
    for model in ["chirp-v4", "chirp-v4-5", "chirp-v4-5-plus", "chirp-v5", "chirp-v5-5", "chirp-v9"] {
        assert!(is_pro(model, false), "{model}");
    }
    assert!(!is_pro("chirp-v4-5-lite", true) && !is_pro("chirp-v3-5", false) && is_pro("chirp-v3-5", true));
}

#[test]
fn quotes_follow_the_price_list() {
    let profile = YoYai.profile();
    let song = |model, pro| VendorRequest::Generate(Generate { pro, ..with_model(ComposeMode::Idea, model) });
    assert_eq!(profile.quote(&song("chirp-v5", false)), Some(0.5));
    assert_eq!(profile.quote(&song("chirp-v4-5-lite", false)), Some(0.38));
    assert_eq!(profile.quote(&song("chirp-v3-5", false)), Some(0.38));
    assert_eq!(profile.quote(&song("chirp-v3-5", true)), Some(0.5));
    assert_eq!(profile.quote(&song("chirp-v9", false)), Some(0.5));
    assert_eq!(profile.quote(&VendorRequest::ReplaceSection(worked_replacement())), Some(0.54));
    assert_eq!(profile.quote(&VendorRequest::Concat { audio_id: "x".into() }), Some(0.25));
    assert_eq!(profile.quote(&timing()), Some(0.01));
    let cover = |model| {
        let song = with_model(ComposeMode::Custom, model);
        profile.quote(&VendorRequest::Cover(Cover { song, source: Source::default() }))
    };
    assert_eq!(cover("chirp-v3-5"), Some(0.5), "a cover runs in the better pool");
    assert_eq!(cover("chirp-v4-5-lite"), Some(0.5));
    assert_eq!(profile.quote(&VendorRequest::Wav { audio_id: "x".into() }), None, "the list has no row");
}

#[test]
fn the_default_model_is_one_of_the_models_and_ids_are_unique() {
    let profile = YoYai.profile();
    assert!(profile.model(profile.default_model).is_some());
    let mut ids: Vec<_> = profile.models.iter().map(|model| model.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 7);
}

#[test]
fn lengths_count_characters_not_bytes() {
    let long = |lyrics: String, model| {
        let request = Generate { lyrics, ..with_model(ComposeMode::Custom, model) };
        YoYai.profile().too_long(&VendorRequest::Generate(request))
    };
    assert_eq!(long("好".repeat(3000), "chirp-v4"), []);
    let over = TooLong { field: Field::Lyrics, length: 3001, limit: 3000 };
    assert_eq!(long("好".repeat(3001), "chirp-v4"), [over]);
    assert_eq!(long("好".repeat(3001), "chirp-v5"), []);
    assert_eq!(long("好".repeat(9999), "chirp-v9"), [], "an unknown model is not judged");
}

#[test]
fn texts_of_another_mode_do_not_count() {
    let request = Generate {
        idea: "x".repeat(501),
        lyrics: "x".repeat(9000),
        title: "x".repeat(81),
        ..with_model(ComposeMode::Instrumental, "chirp-v4")
    };
    let fields = |request: Generate| {
        let found = YoYai.profile().too_long(&VendorRequest::Generate(request));
        found.into_iter().map(|text| text.field).collect::<Vec<_>>()
    };
    assert_eq!(fields(request.clone()), [Field::Title]);
    assert_eq!(fields(Generate { mode: ComposeMode::Idea, ..request }), [Field::Idea]);
}
