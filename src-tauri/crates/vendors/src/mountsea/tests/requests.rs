//! What is sent, field by field.

use serde_json::{Value, json};
use song::{ComposeMode, ReplaceText};

use super::{SAMPLES, TASK, bare, generate, song, training, upload};
use crate::mountsea::Mountsea;
use crate::suno::fixtures::wire;
use crate::{
    Action, Cover, CreateVoice, Extend, ExtractVoice, FromAudio, Gender, Generate, InitVoice, Inspiration,
    KeyPlace, Mashup, Method, OnRange, Remaster, ReplaceSection, Setup, SoundKind, Sounds, Source,
    Unsupported, Variation, Vendor, VendorRequest, VerifyVoice, Voice, VoiceFrom, WhyNot, WireRequest,
};

fn sent(request: VendorRequest) -> WireRequest {
    wire(&Mountsea, &request)
}

fn refused(request: &VendorRequest) -> Unsupported {
    Mountsea.encode(request, &Setup::default()).unwrap_err()
}

fn clip() -> Source {
    Source { audio_id: "clip_abc123".into(), task_id: None }
}

#[test]
fn songs_equal_the_samples() {
    SAMPLES.assert_equals(&sent(generate()), "generate");
    let idea = Generate {
        mode: ComposeMode::Idea,
        idea: "A happy pop song about summer vacation".into(),
        lyrics: "left over".into(),
        title: "left over".into(),
        style: "left over".into(),
        ..bare()
    };
    SAMPLES.assert_equals(&sent(VendorRequest::Generate(idea)), "generate_idea");
}

#[test]
fn a_model_of_ones_own_is_a_model() {
    let own = Generate {
        model: "chirp-custom:3b285ad7-b09c-48fe-99e6-ec8a109f0650".into(),
        lyrics: "[Verse]\nA catchy pop melody...".into(),
        style: "Pop, Upbeat".into(),
        ..bare()
    };
    SAMPLES.assert_equals(&sent(VendorRequest::Generate(own)), "generate_custom_model");
}

#[test]
fn an_instrumental_says_so_and_has_no_words() {
    let instrumental = Generate { mode: ComposeMode::Instrumental, ..song() };
    let body = sent(VendorRequest::Generate(instrumental)).body;
    assert_eq!(body["make_instrumental"], true);
    assert!(body.get("prompt").is_none() && body.get("gpt_description_prompt").is_none());
}

#[test]
fn settings_are_sent_as_far_as_they_are_set() {
    let set = Generate {
        vocal_gender: Some(Gender::Male),
        style_influence: Some(60),
        audio_influence: Some(40),
        weirdness: Some(20),
        voice: Some(Voice::Vox { persona_id: "persona_xyz789".into(), audio_id: "clip_abc123".into() }),
        ..bare()
    };
    let expected = json!({
        "task": "create", "model": "chirp-v50",
        "persona": { "persona_id": "persona_xyz789", "artist_clip_id": "clip_abc123", "persona_style": "vox" },
        "controls": { "style_weight": 0.6, "audio_weight": 0.4, "weirdness_constraint": 0.2 },
        "vocal_gender": "m",
    });
    assert_eq!(sent(VendorRequest::Generate(set)).body, expected);
    let persona = |voice| {
        sent(VendorRequest::Generate(Generate { voice: Some(voice), ..bare() })).body["persona"].clone()
    };
    let old = Voice::Persona { persona_id: "p".into(), audio_id: "a".into() };
    assert_eq!(persona(old), json!({ "persona_id": "p", "artist_clip_id": "a" }));
    let real = Voice::Real { persona_id: "p".into() };
    assert_eq!(persona(real), json!({ "persona_id": "p", "persona_style": "vox" }));
}

#[test]
fn what_is_made_of_songs_equals_the_samples() {
    let song = Generate { style: "Pop, Happy".into(), lyrics: "[Verse]\nHello world...".into(), ..bare() };
    let extend = Extend { song, source: clip(), continue_at_s: 30.0, origin_lyric: "unused".into() };
    SAMPLES.assert_equals(&sent(VendorRequest::Extend(extend)), "extend");
    let audio_ids = ["clip_abc123".to_owned(), "clip_def456".to_owned()];
    SAMPLES.assert_equals(&sent(VendorRequest::Mashup(Mashup { song: bare(), audio_ids })), "mashup");
    SAMPLES.assert_equals(&sent(VendorRequest::Concat { audio_id: "clip_abc123".into() }), "concat");
    let remaster = |model: &str| {
        let variation = Some(Variation::High);
        VendorRequest::Remaster(Remaster { audio_id: "clip_abc123".into(), model: model.into(), variation })
    };
    SAMPLES.assert_equals(&sent(remaster("chirp-carp")), "remaster");
    assert!(sent(remaster("chirp-bass")).body.get("variation_category").is_none());
    let sounds = Sounds {
        description: "深沉的低音和温暖的模拟质感".into(),
        kind: SoundKind::OneShot,
        key: Some("F#".into()),
        bpm: Some(2),
        model: "chirp-v50".into(),
        pro: false,
    };
    SAMPLES.assert_equals(&sent(VendorRequest::Sounds(sounds)), "sound");
}

#[test]
fn a_section_is_replaced_with_its_surroundings() {
    let sample = SAMPLES.body("replace_section");
    let text = |key: &str| sample[key].as_str().unwrap().to_owned();
    let replace = ReplaceSection {
        audio_id: "clip_abc123".into(),
        model: "chirp-v50".into(),
        text: ReplaceText {
            prompt: text("infill_lyrics"),
            lyric: "unused".into(),
            full_lyric: text("continued_aligned_prompt"),
        },
        start_s: 15.36,
        end_s: 53.8,
        title: String::new(),
        style: String::new(),
        style_negative: String::new(),
    };
    SAMPLES.assert_equals(&sent(VendorRequest::ReplaceSection(replace.clone())), "replace_section");
    let early = ReplaceSection { start_s: 2.0, style: "pop".into(), ..replace };
    let body = sent(VendorRequest::ReplaceSection(early)).body;
    assert_eq!(body["infill_context_range"]["start_s"], 0);
    assert_eq!(body["tags"], "pop");
}

/// Task and the fields that the vendor wants for it (research/vendors.md §2.4).
#[test]
fn every_other_task_has_what_it_needs() {
    let on = || OnRange { song: bare(), audio_id: "c".into(), start_s: 1.5, end_s: 9.0 };
    let from = || FromAudio { song: bare(), audio_url: "https://a.b/c.mp3".into(), continue_at_s: 12.25 };
    let range = json!({ "start_s": 1.5, "end_s": 9 });
    let cases: [(VendorRequest, &str, Value); 8] = [
        (
            VendorRequest::Cover(Cover { song: bare(), source: clip() }),
            "cover",
            json!({ "clip_id": "clip_abc123" }),
        ),
        (VendorRequest::UploadCover(from()), "upload_cover", json!({ "audio_url": "https://a.b/c.mp3" })),
        (
            VendorRequest::UploadGenerate(from()),
            "upload_extend",
            json!({ "audio_url": "https://a.b/c.mp3", "continue_at": 12.25 }),
        ),
        (VendorRequest::Sample(on()), "sample", json!({ "clip_id": "c", "range": range })),
        (VendorRequest::AddVocals(on()), "add_vocals", json!({ "clip_id": "c", "range": range })),
        (VendorRequest::AddInstrumental(on()), "add_instrumental", json!({ "clip_id": "c", "range": range })),
        (VendorRequest::Stems { audio_id: "c".into() }, "gen_stem_two", json!({ "clip_id": "c" })),
        (VendorRequest::AllStems { audio_id: "c".into() }, "gen_stem_all", json!({ "clip_id": "c" })),
    ];
    for (request, task, fields) in cases {
        let wire = sent(request);
        assert_eq!((wire.path.as_str(), wire.method), ("/suno/v2/generate", Method::Post));
        let mut expected = json!({ "task": task, "model": "chirp-v50" });
        expected.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        assert_eq!(wire.body, expected, "{task}");
    }
}

#[test]
fn inspiration_needs_one_call_only() {
    let request = VendorRequest::Inspiration(Inspiration { song: bare(), audio_id: "c".into() });
    let expected = json!({
        "task": "inspiration", "model": "chirp-v50", "playlist_id": "inspiration", "playlist_clip_ids": ["c"],
    });
    assert_eq!(sent(request).body, expected);
}

#[test]
fn words_and_files_equal_the_samples() {
    let lyrics = |model: Option<&str>| VendorRequest::Lyrics {
        idea: "A happy song about a girl and a boy.".into(),
        model: model.map(str::to_owned),
    };
    SAMPLES.assert_equals(&sent(lyrics(None)), "lyrics");
    assert_eq!(sent(lyrics(Some("remi-v1"))).body["lyrics_model"], "remi-v1");
    let mashup = |lyrics_a: &str| VendorRequest::MashupLyrics {
        lyrics_a: lyrics_a.into(),
        lyrics_b: "[Verse]\nB".into(),
    };
    SAMPLES.assert_equals(&sent(mashup("[Verse]\nA")), "mashup_lyrics");
    assert_eq!(sent(mashup(" ")).body["lyrics_a"], "[Instrumental]");
    let audio_id = || "clip_abc123".to_owned();
    SAMPLES.assert_equals(&sent(VendorRequest::Timing { audio_id: audio_id() }), "timing");
    SAMPLES.assert_equals(&sent(VendorRequest::Midi { audio_id: audio_id() }), "midi");
}

#[test]
fn paths_that_nobody_prints_are_settings() {
    let request = VendorRequest::Wav { audio_id: "c".into() };
    assert_eq!(wire(&Mountsea, &request).path, "/suno/v2/wav");
    let setup = Setup { paths: [(Action::Wav, "/suno/v3/wave".to_owned())].into(), ..Setup::default() };
    assert_eq!(Mountsea.encode(&request, &setup).unwrap().path, "/suno/v3/wave");
    assert_eq!(sent(VendorRequest::Mp4 { audio_id: "c".into() }).path, "/suno/v2/mp4");
}

#[test]
fn models_of_ones_own_equal_the_document() {
    SAMPLES.assert_equals(&sent(VendorRequest::PrepareCustomModel), "prepare");
    SAMPLES.assert_equals(&sent(upload()), "upload");
    SAMPLES.assert_equals(&sent(training(6)), "create_model");
    let few = refused(&training(5));
    assert_eq!((few.action, few.why), (Action::CreateCustomModel, WhyNot::Combination));
}

#[test]
fn voices_equal_the_samples() {
    let vox = ExtractVoice { audio_id: "78d99ca1-f751-4188-8b8e-0784754f0d8e".into(), range_s: None };
    SAMPLES.assert_equals(&sent(VendorRequest::ExtractVoice(vox)), "vox");
    let from = VoiceFrom::Vox {
        audio_id: "316c630b-284b-4fbd-9b35-f0551d4b98da".into(),
        vox_audio_id: "373efa9c-a366-42bb-806c-afdfc9b306a7".into(),
        start_s: 16.13,
        end_s: 46.13,
    };
    let (name, description) = ("My Vocal Persona".to_owned(), "A soulful R&B voice".to_owned());
    let create = CreateVoice { name, description, image_url: None, from };
    SAMPLES.assert_equals(&sent(VendorRequest::CreateVoice(create.clone())), "persona_vox");
    let upload = VoiceFrom::Upload { audio_url: "https://a.b/c".into(), audio_id: None };
    assert_eq!(
        refused(&VendorRequest::CreateVoice(CreateVoice { from: upload, ..create })).why,
        WhyNot::Combination
    );
    let init = InitVoice {
        voice_audio_url: "https://example.com/voice.wav".into(),
        language: "zh".into(),
        start_s: 0.0,
        end_s: 12.6,
    };
    SAMPLES.assert_equals(&sent(VendorRequest::InitVoice(init)), "voice_init");
}

#[test]
fn the_second_half_of_a_voice_goes_on_with_the_task_of_the_first() {
    let verify = |task_id: Option<&str>| {
        VendorRequest::VerifyVoice(VerifyVoice {
            task_id: task_id.map(str::to_owned),
            vox_audio_id: "unused".into(),
            voice_recording_id: "unused".into(),
            phrase_id: "unused".into(),
            start_s: 0.0,
            end_s: 12.6,
            verification_audio_url: "https://example.com/verification.wav".into(),
            name: "My Voice".into(),
            description: String::new(),
        })
    };
    SAMPLES.assert_equals(&sent(verify(Some(TASK))), "voice_complete");
    assert_eq!(refused(&verify(None)).why, WhyNot::Combination);
}

#[test]
fn the_balance_is_asked_for_with_a_key_of_its_own() {
    let wire = sent(VendorRequest::Balance);
    assert_eq!((wire.method, wire.path.as_str()), (Method::Get, "/api-user/credits"));
    assert_eq!(wire.key, KeyPlace::Header("X-API-Key".into()));
    let access = Mountsea.profile().balance.unwrap();
    assert_eq!((access.base_url, access.own_key), (Some("https://dk.mountsea.ai"), true));
}

#[test]
fn what_it_does_not_sell_is_refused_with_the_reason() {
    let why = |request| refused(&request).why;
    assert_eq!(why(VendorRequest::Html { audio_id: "c".into() }), WhyNot::NotSold);
    assert_eq!(why(VendorRequest::Upload { audio_url: "https://a.b/c".into() }), WhyNot::Undocumented);
}

#[test]
fn the_profile_is_sound() {
    let profile = Mountsea.profile();
    assert!(profile.model(profile.default_model).is_some());
    assert_eq!(profile.quote(&training(6)), Some(100.0));
    assert_eq!(profile.quote(&generate()), Some(40.0));
    let own = Generate { model: "chirp-custom:x".into(), ..bare() };
    assert_eq!(profile.quote(&VendorRequest::Generate(own)), Some(40.0));
    assert_eq!(profile.quote(&upload()), None, "nobody says");
    for action in Action::ALL {
        assert_ne!(profile.action(action).is_some(), profile.why_not(action).is_some(), "{action:?}");
    }
}
