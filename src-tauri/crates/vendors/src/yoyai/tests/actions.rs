//! Every request sample of the document, from the request that a user of Refrain would make. Where ours
//! differs from the sample, the difference is written here, with its reason.

use serde_json::{Map, Value, json};
use song::ComposeMode;

use super::fixture;
use crate::yoyai::YoYai;
use crate::{
    Action, Cover, CreateVoice, Extend, ExtractVoice, FromAudio, Gender, Generate, InitVoice, Inspiration,
    Mashup, OnRange, Remaster, Setup, SoundKind, Sounds, Source, UploadExtend, Variation, Vendor,
    VendorRequest, VerifyVoice, Voice, VoiceFrom, WhyNot, WireRequest,
};

fn encode(request: &VendorRequest) -> WireRequest {
    YoYai.encode(request, &Setup::default()).unwrap()
}

fn text(sample: &Value, key: &str) -> String {
    sample.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The song that a sample asks for, in custom mode.
fn song(sample: &Value) -> Generate {
    Generate {
        mode: ComposeMode::Custom,
        lyrics: text(sample, "lyric"),
        title: text(sample, "title"),
        style: text(sample, "style"),
        model: text(sample, "model"),
        ..Generate::default()
    }
}

/// A range in a sample with all four sliders.
fn on_range(sample: &Value, start_s: f64, end_s: f64) -> OnRange {
    let song = Generate {
        weirdness: Some(30),
        audio_influence: Some(30),
        style_influence: Some(30),
        vocal_gender: Some(Gender::Male),
        ..song(sample)
    };
    OnRange { song, audio_id: text(sample, "audio_id"), start_s, end_s }
}

/// Compares a request with its sample: `ours` is what we send beside or instead of it, `not_ours` what
/// we leave out.
fn compare(request: &VendorRequest, path: &str, sample: &Value, ours: Value, not_ours: &[&str]) {
    let mut expected = sample.as_object().unwrap().clone();
    expected.retain(|key, _| !not_ours.contains(&key.as_str()));
    expected.extend(ours.as_object().cloned().unwrap_or_default());
    let wire = encode(request);
    assert_eq!(wire.path, path);
    let sorted = |fields: &Map<String, Value>| {
        let mut fields: Vec<_> = fields.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        fields.sort_unstable();
        fields
    };
    assert_eq!(sorted(wire.body.as_object().unwrap()), sorted(&expected), "{:?}", request.action());
}

const AUDIOS: &str = "/suno/audios";

/// §5 #16: the sample leaves out `is_pro`, the prose wants it from 4.0 on.
fn pro() -> Value {
    json!({ "is_pro": true })
}

#[test]
fn extend_equals_its_sample() {
    let sample = fixture("extend.request.json");
    let request = VendorRequest::Extend(Extend {
        song: song(&sample),
        source: Source { audio_id: text(&sample, "audio_id"), task_id: None },
        continue_at_s: 149.0,
        origin_lyric: text(&sample, "origin_lyric"),
    });
    compare(&request, AUDIOS, &sample, pro(), &[]);
}

#[test]
fn what_needs_a_song_only_equals_its_samples() {
    for name in ["concat", "stems", "all_stems"] {
        let sample = fixture(&format!("{name}.request.json"));
        let audio_id = text(&sample, "audio_id");
        let request = match name {
            "concat" => VendorRequest::Concat { audio_id },
            "stems" => VendorRequest::Stems { audio_id },
            _ => VendorRequest::AllStems { audio_id },
        };
        compare(&request, AUDIOS, &sample, json!({}), &[]);
    }
}

#[test]
fn cover_equals_its_sample_but_for_custom() {
    let sample = fixture("cover.request.json");
    let source = Source { audio_id: text(&sample, "audio_id"), task_id: Some("not ours to send".into()) };
    let request = VendorRequest::Cover(Cover { song: song(&sample), source });
    // §5 #15: without `custom` the sample's own lyric and style are ignored.
    let ours = json!({ "custom": true, "instrumental": false, "title": "" });
    compare(&request, AUDIOS, &sample, ours, &[]);
}

#[test]
fn mashup_equals_its_sample() {
    let sample = fixture("mashup.request.json");
    let ids = sample["mashup_audio_ids"].as_array().unwrap();
    let audio_ids = [0, 1].map(|at: usize| ids[at].as_str().unwrap().to_owned());
    compare(
        &VendorRequest::Mashup(Mashup { song: song(&sample), audio_ids }),
        AUDIOS,
        &sample,
        json!({}),
        &[],
    );
}

#[test]
fn sample_equals_its_sample() {
    let sample = fixture("sample.request.json");
    let audio_id = text(&sample, "audio_id");
    let request =
        VendorRequest::Sample(OnRange { song: song(&sample), audio_id, start_s: 50.0, end_s: 60.0 });
    compare(&request, AUDIOS, &sample, pro(), &[]);
}

#[test]
fn inspiration_equals_its_sample() {
    let sample = fixture("inspiration.request.json");
    let audio_id = text(&sample, "audio_id");
    let request = VendorRequest::Inspiration(Inspiration { song: song(&sample), audio_id });
    compare(&request, AUDIOS, &sample, json!({ "style": "" }), &[]);
}

#[test]
fn remaster_equals_its_sample_and_varies_with_one_model_only() {
    let sample = fixture("remaster.request.json");
    let remaster = |model: &str| {
        let variation = Some(Variation::Subtle);
        VendorRequest::Remaster(Remaster {
            audio_id: text(&sample, "audio_id"),
            model: model.into(),
            variation,
        })
    };
    compare(&remaster("chirp-v5"), AUDIOS, &sample, pro(), &[]);
    let ours = json!({ "is_pro": true, "model": "chirp-v4-5-plus" });
    compare(&remaster("chirp-v4-5-plus"), AUDIOS, &sample, ours, &["variation_category"]);
}

/// §5 #14: the samples send `custom: false` and get nothing back; the prose says custom mode.
fn custom() -> Value {
    json!({ "custom": true, "instrumental": false, "title": "", "style": "", "is_pro": true })
}

#[test]
fn add_vocals_equals_its_sample_but_for_custom() {
    let sample = fixture("add_vocals.request.json");
    compare(&VendorRequest::AddVocals(on_range(&sample, 0.0, 10.0)), AUDIOS, &sample, custom(), &[]);
}

#[test]
fn add_vocals_with_version_4_sends_the_gender_only() {
    let sample = fixture("add_vocals.request.json");
    let mut on = on_range(&sample, 0.0, 10.0);
    on.song.model = "chirp-v4".into();
    let mut ours = custom();
    ours["model"] = json!("chirp-v4");
    let sliders = ["weirdness", "audio_influence", "style_influence"];
    compare(&VendorRequest::AddVocals(on), AUDIOS, &sample, ours, &sliders);
}

#[test]
fn add_instrumental_equals_its_sample_but_for_custom_and_has_no_gender() {
    let sample = fixture("add_instrumental.request.json");
    compare(&VendorRequest::AddInstrumental(on_range(&sample, 0.0, 10.0)), AUDIOS, &sample, custom(), &[]);
}

#[test]
fn sounds_equal_their_sample() {
    let sample = fixture("sounds.request.json");
    let sounds = Sounds {
        description: text(&sample["sound"], "description"),
        kind: SoundKind::OneShot,
        key: Some("F#".into()),
        bpm: Some(120),
        model: "chirp-v5".into(),
        pro: false,
    };
    compare(&VendorRequest::Sounds(sounds.clone()), AUDIOS, &sample, pro(), &[]);
    let any = Sounds { kind: SoundKind::Loop, key: None, bpm: None, ..sounds };
    let sound = json!({ "description": any.description, "type": "loop" });
    let ours = json!({ "is_pro": true, "sound": sound });
    compare(&VendorRequest::Sounds(any), AUDIOS, &sample, ours, &[]);
}

#[test]
fn an_old_voice_equals_its_sample() {
    let sample = fixture("artist_consistency.request.json");
    let voice =
        Voice::Persona { persona_id: text(&sample, "persona_id"), audio_id: text(&sample, "audio_id") };
    let request = VendorRequest::Generate(Generate {
        mode: ComposeMode::Idea,
        idea: text(&sample, "prompt"),
        voice: Some(voice),
        ..song(&sample)
    });
    assert_eq!(request.action(), Action::WithVoice);
    compare(&request, AUDIOS, &sample, json!({}), &[]);
}

#[test]
fn a_voice_without_style_and_a_real_voice_equal_their_samples() {
    // A prompt is without effect beside lyrics (line 127): ours leaves it out.
    let ours = json!({ "is_pro": true, "title": "", "style": "" });
    for (name, real) in [("artist_consistency_vox", false), ("artist_consistency_voice", true)] {
        let sample = fixture(&format!("{name}.request.json"));
        let (persona_id, audio_id) = (text(&sample, "persona_id"), text(&sample, "audio_id"));
        let voice = if real { Voice::Real { persona_id } } else { Voice::Vox { persona_id, audio_id } };
        let request = VendorRequest::Generate(Generate { voice: Some(voice), ..song(&sample) });
        compare(&request, AUDIOS, &sample, ours.clone(), &["prompt"]);
    }
}

#[test]
fn voices_are_made_as_the_samples_make_them() {
    let create = |name: &str, from: &dyn Fn(&Value) -> VoiceFrom| {
        let sample = fixture(&format!("{name}.request.json"));
        let request = VendorRequest::CreateVoice(CreateVoice {
            name: text(&sample, "name"),
            description: text(&sample, "description"),
            image_url: sample.get("image_url").map(|_| text(&sample, "image_url")),
            from: from(&sample),
        });
        compare(&request, "/suno/persona", &sample, json!({}), &[]);
    };
    create("persona", &|sample| VoiceFrom::Song { audio_id: text(sample, "audio_id") });
    create("persona_upload", &|sample| VoiceFrom::Upload {
        audio_url: text(sample, "audio_url"),
        audio_id: Some(text(sample, "audio_id")),
    });
    create("persona_vox", &|sample| VoiceFrom::Vox {
        audio_id: text(sample, "audio_id"),
        vox_audio_id: text(sample, "vox_audio_id"),
        start_s: 45.0,
        end_s: 74.0,
    });
}

#[test]
fn the_steps_to_a_voice_equal_their_samples() {
    let sample = fixture("vox.request.json");
    let extract = ExtractVoice { audio_id: text(&sample, "audio_id"), range_s: None };
    compare(&VendorRequest::ExtractVoice(extract), "/suno/vox", &sample, json!({}), &[]);
    let sample = fixture("init_voice.request.json");
    let init = InitVoice {
        voice_audio_url: text(&sample, "voice_audio_url"),
        language: "zh".into(),
        start_s: 0.0,
        end_s: 12.0,
    };
    compare(&VendorRequest::InitVoice(init), "/suno/voice/init", &sample, json!({}), &[]);
    let sample = fixture("verify_voice.request.json");
    let verify = VerifyVoice {
        task_id: Some("not ours to send".into()),
        vox_audio_id: text(&sample, "vox_audio_id"),
        voice_recording_id: text(&sample, "voice_recording_id"),
        phrase_id: text(&sample, "phrase_id"),
        start_s: 0.0,
        end_s: 12.0,
        verification_audio_url: text(&sample, "verification_audio_url"),
        name: text(&sample, "name"),
        description: String::new(),
    };
    compare(&VendorRequest::VerifyVoice(verify), "/suno/voice/verify", &sample, json!({}), &[]);
}

/// The document prints no sample of these, only their fields (lines 1423-1432).
#[test]
fn recordings_are_continued_as_the_prose_says() {
    let song = Generate {
        lyrics: "la".into(),
        title: "T".into(),
        style: "pop".into(),
        model: "chirp-v4".into(),
        ..Generate::default()
    };
    let common = json!({
        "custom": true, "instrumental": false, "lyric": "la", "title": "T", "style": "pop",
        "model": "chirp-v4", "is_pro": true, "continue_at": 30.5
    });
    let audio_url = "https://a.b/c.mp3".to_owned();
    let from = FromAudio { song: song.clone(), audio_url, continue_at_s: 30.5 };
    let ours = json!({ "action": "upload_generate", "audio_url": "https://a.b/c.mp3" });
    compare(&VendorRequest::UploadGenerate(from.clone()), AUDIOS, &common, ours, &[]);
    let ours = json!({ "action": "upload_extend", "audio_id": "u" });
    let extend = UploadExtend { song, audio_id: "u".into(), continue_at_s: 30.5 };
    compare(&VendorRequest::UploadExtend(extend), AUDIOS, &common, ours, &[]);
    let idea = Generate { mode: ComposeMode::Idea, idea: "boy".into(), ..from.song.clone() };
    let ours = json!({
        "action": "upload_generate", "audio_url": "https://a.b/c.mp3", "custom": false, "prompt": "boy"
    });
    let from = FromAudio { song: idea, ..from };
    compare(&VendorRequest::UploadGenerate(from), AUDIOS, &common, ours, &["lyric", "title", "style"]);
}

#[test]
fn extras_name_what_they_are_about() {
    let audio_id = || "x".to_owned();
    let of_song = json!({ "audio_id": "x" });
    let cases = [
        (VendorRequest::Wav { audio_id: audio_id() }, "/suno/wav", of_song.clone()),
        (VendorRequest::Mp4 { audio_id: audio_id() }, "/suno/mp4", of_song.clone()),
        (VendorRequest::Midi { audio_id: audio_id() }, "/suno/midi", of_song.clone()),
        (VendorRequest::Html { audio_id: audio_id() }, "/suno/html", of_song.clone()),
        (VendorRequest::Timing { audio_id: audio_id() }, "/suno/timing", of_song),
        (
            VendorRequest::Upload { audio_url: "https://a.b/c".into() },
            "/suno/upload",
            json!({ "audio_url": "https://a.b/c" }),
        ),
        (
            VendorRequest::Lyrics { idea: "spring".into(), model: None },
            "/suno/lyrics",
            json!({ "prompt": "spring" }),
        ),
        (
            VendorRequest::MashupLyrics { lyrics_a: "a".into(), lyrics_b: "b".into() },
            "/suno/lyrics",
            json!({ "model": "mashup", "lyrics_a": "a", "lyrics_b": "b" }),
        ),
    ];
    for (request, path, body) in cases {
        compare(&request, path, &body, json!({}), &[]);
    }
}

#[test]
fn an_old_voice_also_continues_and_covers_but_not_from_a_description() {
    let voice = Voice::Persona { persona_id: "p".into(), audio_id: "root".into() };
    let song = Generate { model: "chirp-v5".into(), voice: Some(voice), ..Generate::default() };
    let cover =
        |song: &Generate| VendorRequest::Cover(Cover { song: song.clone(), source: Source::default() });
    let body = encode(&cover(&song)).body;
    assert_eq!((&body["persona_id"], &body["persona_root_id"]), (&json!("p"), &json!("root")));
    let idea = Generate { mode: ComposeMode::Idea, ..song.clone() };
    let real = Generate { voice: Some(Voice::Real { persona_id: "p".into() }), ..song.clone() };
    let mashup = Mashup { song, audio_ids: ["a".into(), "b".into()] };
    for request in [cover(&idea), cover(&real), VendorRequest::Mashup(mashup)] {
        let refusal = YoYai.encode(&request, &Setup::default()).unwrap_err();
        assert_eq!(refusal.why, WhyNot::Combination, "{:?}", request.action());
    }
}

#[test]
fn what_is_not_sold_says_why() {
    let why = |request: &VendorRequest| YoYai.encode(request, &Setup::default()).unwrap_err().why;
    let from = FromAudio { song: Generate::default(), audio_url: String::new(), continue_at_s: 1.0 };
    assert_eq!(why(&VendorRequest::UploadCover(from)), WhyNot::UseAnother(Action::Cover));
    assert_eq!(why(&VendorRequest::PrepareCustomModel), WhyNot::NotSold);
    assert_eq!(why(&VendorRequest::Balance), WhyNot::NotSold);
}

#[test]
fn every_offer_has_a_path_and_every_path_an_offer() {
    let profile = YoYai.profile();
    for action in Action::ALL {
        let (offer, path) = (profile.action(action), profile.path_setting(action));
        assert_eq!(offer.is_some(), path.is_some(), "{action:?}");
        assert_eq!(offer.is_some(), profile.why_not(action).is_none(), "{action:?}");
        assert!(path.is_none_or(|path| path.default.starts_with('/')));
    }
}

#[test]
fn a_connection_may_set_paths() {
    let wav = VendorRequest::Wav { audio_id: "x".into() };
    let path = |own: &str| {
        let setup = Setup { paths: [(Action::Wav, own.to_owned())].into(), callback_url: None };
        YoYai.encode(&wav, &setup).unwrap().path
    };
    assert_eq!(path(" /v2/suno/wav "), "/v2/suno/wav");
    assert_eq!(path("nonsense"), "/suno/wav");
}

#[test]
fn an_address_to_call_back_goes_with_what_makes_songs() {
    let setup = Setup::default().calling_back("https://me.example/x");
    let body = |request: &VendorRequest| YoYai.encode(request, &setup).unwrap().body;
    assert_eq!(
        body(&VendorRequest::AllStems { audio_id: "x".into() })["callback_url"],
        "https://me.example/x"
    );
    assert_eq!(body(&super::generate())["callback_url"], "https://me.example/x");
    assert_eq!(body(&super::timing()), json!({ "audio_id": "222fbe29-6bdb-4344-8f50-d9131304b86b" }));
}
