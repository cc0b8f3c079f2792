//! Requests and the rows that keep them.

use ::song::ReplaceText;

use super::*;

fn replace() -> ReplaceSection {
    ReplaceSection {
        audio_id: "id".into(),
        model: "m".into(),
        text: ReplaceText { prompt: "b".into(), lyric: "a\nb".into(), full_lyric: "a\nb\nc".into() },
        start_s: 90.399,
        end_s: 93.351,
        title: "T".into(),
        style: String::new(),
        style_negative: "noise".into(),
    }
}

/// One request of every kind.
pub(crate) fn one_of_each() -> Vec<VendorRequest> {
    let song = Generate {
        idea: "新年".into(),
        vocal_gender: Some(Gender::Female),
        weirdness: Some(30),
        ..Generate::default()
    };
    let audio_id = || "id".to_owned();
    let source = Source { audio_id: audio_id(), task_id: Some("t".into()) };
    let voice = Voice::Real { persona_id: "p".into() };
    let on = OnRange { song: song.clone(), audio_id: audio_id(), start_s: 0.0, end_s: 10.5 };
    let from = FromAudio { song: song.clone(), audio_url: "https://a.b/c".into(), continue_at_s: 12.5 };
    let remaster = Remaster { audio_id: audio_id(), model: "m".into(), variation: Some(Variation::Subtle) };
    let sounds = Sounds { key: Some("F#".into()), bpm: Some(120), ..Sounds::default() };
    vec![
        VendorRequest::Generate(song.clone()),
        VendorRequest::Generate(Generate { voice: Some(voice), ..song.clone() }),
        VendorRequest::Extend(Extend {
            song: song.clone(),
            source: source.clone(),
            continue_at_s: 149.0,
            origin_lyric: "la".into(),
        }),
        VendorRequest::ReplaceSection(replace()),
        VendorRequest::Concat { audio_id: audio_id() },
        VendorRequest::Cover(Cover { song: song.clone(), source }),
        VendorRequest::UploadCover(from.clone()),
        VendorRequest::Mashup(Mashup { song: song.clone(), audio_ids: ["a".into(), "b".into()] }),
        VendorRequest::Sample(on.clone()),
        VendorRequest::Inspiration(Inspiration { song: song.clone(), audio_id: audio_id() }),
        VendorRequest::Remaster(remaster),
        VendorRequest::AddVocals(on.clone()),
        VendorRequest::AddInstrumental(on),
        VendorRequest::Sounds(sounds),
        VendorRequest::Upload { audio_url: "https://a.b/c".into() },
        VendorRequest::UploadGenerate(from),
        VendorRequest::UploadExtend(UploadExtend { song, audio_id: audio_id(), continue_at_s: 3.0 }),
        VendorRequest::Stems { audio_id: audio_id() },
        VendorRequest::AllStems { audio_id: audio_id() },
        VendorRequest::Timing { audio_id: audio_id() },
        VendorRequest::Lyrics { idea: "spring".into(), model: None },
        VendorRequest::MashupLyrics { lyrics_a: "a".into(), lyrics_b: "b".into() },
    ]
    .into_iter()
    .chain(voices())
    .chain(extras())
    .collect()
}

fn voices() -> [VendorRequest; 4] {
    let create = CreateVoice {
        name: "n".into(),
        description: String::new(),
        image_url: None,
        from: VoiceFrom::Vox { audio_id: "a".into(), vox_audio_id: "v".into(), start_s: 45.0, end_s: 74.0 },
    };
    let init = InitVoice {
        voice_audio_url: "https://a.b/c".into(),
        language: "zh".into(),
        start_s: 0.0,
        end_s: 12.0,
    };
    let verify = VerifyVoice {
        task_id: None,
        vox_audio_id: "v".into(),
        voice_recording_id: "r".into(),
        phrase_id: "p".into(),
        start_s: 0.0,
        end_s: 12.0,
        verification_audio_url: "https://a.b/d".into(),
        name: "n".into(),
        description: String::new(),
    };
    [
        VendorRequest::CreateVoice(create),
        VendorRequest::ExtractVoice(ExtractVoice { audio_id: "a".into(), range_s: Some((1.5, 20.25)) }),
        VendorRequest::InitVoice(init),
        VendorRequest::VerifyVoice(verify),
    ]
}

fn extras() -> [VendorRequest; 8] {
    let audio_id = || "id".to_owned();
    let create = CreateCustomModel {
        session_id: "s".into(),
        clip_ids: vec!["a".into(), "b".into()],
        name: "mine".into(),
    };
    [
        VendorRequest::Wav { audio_id: audio_id() },
        VendorRequest::Mp4 { audio_id: audio_id() },
        VendorRequest::Midi { audio_id: audio_id() },
        VendorRequest::Html { audio_id: audio_id() },
        VendorRequest::PrepareCustomModel,
        VendorRequest::UploadToCustomModel { session_id: "s".into(), audio_url: "https://a.b/c".into() },
        VendorRequest::CreateCustomModel(create),
        VendorRequest::Balance,
    ]
}

#[test]
fn every_request_survives_the_job_row() {
    for request in one_of_each() {
        let row = serde_json::to_string(&request).unwrap();
        assert_eq!(serde_json::from_str::<VendorRequest>(&row).unwrap(), request);
    }
}

#[test]
fn there_is_a_request_for_every_action() {
    let actions: Vec<_> = one_of_each().iter().map(VendorRequest::action).collect();
    assert_eq!(actions, Action::ALL);
}

#[test]
fn rows_of_the_first_refrain_are_still_read() {
    let row = r#"{"action":"generate","mode":"custom","idea":"","lyrics":"la","title":"T","style":"pop",
        "styleNegative":"","model":"m","pro":true}"#;
    let old = Generate {
        lyrics: "la".into(),
        title: "T".into(),
        style: "pop".into(),
        model: "m".into(),
        pro: true,
        ..Generate::default()
    };
    assert_eq!(serde_json::from_str::<VendorRequest>(row).unwrap(), VendorRequest::Generate(old));
    let row = r#"{"action":"concat","audioId":"x"}"#;
    assert_eq!(
        serde_json::from_str::<VendorRequest>(row).unwrap(),
        VendorRequest::Concat { audio_id: "x".into() }
    );
}

#[test]
fn the_keys_of_sounds_are_all_there_once() {
    let mut keys = SOUND_KEYS.to_vec();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), 36);
}
