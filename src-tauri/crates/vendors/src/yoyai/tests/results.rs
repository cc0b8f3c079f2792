//! What comes of actions that make no songs, and the stems. The samples of voices are the document's;
//! those of words, uploads and files are its sibling's (research/vendors.md §1.5).

use serde_json::{Value, json};

use super::{answer, bytes, fixture, sample_of};
use crate::request::one_of_each;
use crate::yoyai::YoYai;
use crate::{
    CreateVoice, ErrorKind, ExtractVoice, FileKind, InitVoice, Instrument, Lyrics, Money, Note, Phrase,
    RemoteFile, RemoteVoice, Submission, SubmitError, Ticket, Uploaded, Vendor, VendorRequest, VoiceFrom,
    Vox,
};

fn audio_id() -> String {
    "x".to_owned()
}

fn read(request: &VendorRequest, body: impl Into<Vec<u8>>) -> Submission {
    YoYai.decode(request, &answer(200, body)).unwrap().submission
}

fn of_data(request: &VendorRequest, data: Value) -> Submission {
    read(request, json!({ "success": true, "task_id": "t", "data": data }).to_string())
}

fn failure(request: &VendorRequest, body: Value) -> SubmitError {
    YoYai.decode(request, &answer(200, body.to_string())).unwrap_err()
}

fn create() -> VendorRequest {
    VendorRequest::CreateVoice(CreateVoice {
        name: "n".into(),
        description: String::new(),
        image_url: None,
        from: VoiceFrom::Song { audio_id: audio_id() },
    })
}

fn extract() -> VendorRequest {
    VendorRequest::ExtractVoice(ExtractVoice { audio_id: audio_id(), range_s: None })
}

fn init() -> VendorRequest {
    VendorRequest::InitVoice(InitVoice {
        voice_audio_url: "https://a.b/c".into(),
        language: "zh".into(),
        start_s: 0.0,
        end_s: 12.0,
    })
}

#[test]
fn voices_are_read_from_their_four_samples() {
    for name in ["persona", "persona_upload", "persona_vox", "verify_voice"] {
        let file = format!("{name}.response.json");
        let sample = fixture(&file)["data"].clone();
        let told = |key: &str| sample.get(key).and_then(Value::as_str).map(str::to_owned);
        let expected = RemoteVoice {
            persona_id: told("persona_id").unwrap(),
            audio_id: told("audio_id"),
            name: told("name").unwrap(),
            description: told("description").unwrap(),
            image_url: told("image_url"),
        };
        assert_eq!(read(&create(), bytes(&file)), Submission::Voice(expected), "{name}");
    }
}

#[test]
fn the_singing_of_a_song_is_read_from_its_sample() {
    let expected = Vox {
        vox_audio_id: "31c92480-ae3c-448d-a2df-b71e16fde075".into(),
        audio_id: Some("d9c20912-eadf-4f02-986d-ee07347f93f8".into()),
        vocal_audio_url: Some(
            "https://cdn1.suno.ai/processed_31c92480-ae3c-448d-a2df-b71e16fde075_vocals.m4a".into(),
        ),
        start_s: Some(45.0),
        end_s: Some(74.0),
    };
    assert_eq!(read(&extract(), bytes("vox.response.json")), Submission::Vox(expected));
}

#[test]
fn the_phrase_is_read_from_its_sample() {
    let expected = Phrase {
        text: "唱歌让心情变得更加快乐轻松".into(),
        phrase_id: "c46c587a-1f23-48a6-a7ee-e5bff3301849".into(),
        vox_audio_id: "aca20afa-0e70-4428-b54d-d138f70fb238".into(),
        voice_recording_id: "35caebb6-e1cf-49ea-82a8-9677fa334b96".into(),
        vocal_audio_url: Some("https://cdn1.suno.ai/xxx_vocals.m4a".into()),
        start_s: Some(0.0),
        end_s: Some(12.0),
        task_id: None,
        seconds_left: Some(30),
    };
    assert_eq!(read(&init(), bytes("init_voice.response.json")), Submission::Phrase(expected));
}

#[test]
fn words_are_read_with_and_without_tags() {
    let request = VendorRequest::Lyrics { idea: "spring".into(), model: None };
    let data =
        json!({ "text": "[Verse]\nla", "title": "Spring", "status": "complete", "tags": ["pop", 7, ""] });
    let words =
        Lyrics { title: "Spring".into(), text: "[Verse]\nla".into(), tags: vec!["pop".into(), "7".into()] };
    assert_eq!(of_data(&request, data), Submission::Lyrics(vec![words]));
    let two = json!([{ "text": "a" }, { "title": "no text" }, { "text": "b", "tags": null }]);
    let Submission::Lyrics(texts) = of_data(&request, two) else { panic!("words expected") };
    assert_eq!(texts.iter().map(|words| words.text.as_str()).collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn an_upload_is_read_with_all_or_nothing_but_its_id() {
    let request = VendorRequest::Upload { audio_url: "https://a.b/c".into() };
    let data = json!({
        "audio_id": "u", "lyric": "la", "style": "pop", "image_url": "https://a.b/i", "image_large_url": "",
        "audio_url": "https://a.b/u.mp3", "title": "up-1", "duration": 61.5
    });
    let whole = Uploaded {
        audio_id: "u".into(),
        title: "up-1".into(),
        lyric: "la".into(),
        style: "pop".into(),
        duration_s: Some(61.5),
        audio_url: Some("https://a.b/u.mp3".into()),
        image_url: Some("https://a.b/i".into()),
    };
    assert_eq!(of_data(&request, data), Submission::Uploaded(whole));
    let bare = Uploaded { audio_id: "u".into(), ..Uploaded::default() };
    assert_eq!(of_data(&request, json!({ "audio_id": "u" })), Submission::Uploaded(bare));
}

#[test]
fn files_are_found_in_every_form_of_the_sibling() {
    let file = |kind, url: &str| Submission::Files(vec![RemoteFile { kind, url: url.into() }]);
    let (wav, mp4) =
        (VendorRequest::Wav { audio_id: audio_id() }, VendorRequest::Mp4 { audio_id: audio_id() });
    let html = VendorRequest::Html { audio_id: audio_id() };
    let midi = VendorRequest::Midi { audio_id: audio_id() };
    let expected = file(FileKind::Wav, "https://a.b/c.wav");
    assert_eq!(of_data(&wav, json!([{ "file_url": "https://a.b/c.wav" }])), expected);
    assert_eq!(of_data(&wav, json!("https://a.b/c.wav")), expected);
    let expected = file(FileKind::Mp4, "https://a.b/c.mp4");
    assert_eq!(of_data(&mp4, json!({ "video_url": "https://a.b/c.mp4" })), expected);
    let expected = file(FileKind::Html, "https://a.b/c");
    assert_eq!(of_data(&html, json!(["https://a.b/c", "no address", 7])), expected);
    let page = "<!doctype html><a href=\"https://a.b\">a</a>";
    for data in [json!({ "html": page }), json!([{ "html": page }]), json!(page)] {
        assert_eq!(of_data(&html, data), Submission::Page(page.into()));
    }
    let expected = file(FileKind::Midi, "https://a.b/c.mid");
    assert_eq!(of_data(&midi, json!({ "file_url": "https://a.b/c.mid" })), expected);
}

#[test]
fn notes_that_cannot_be_played_are_left_out() {
    let note = |pitch: Value, start: Value, end: Value, velocity: Value| json!({ "pitch": pitch, "start": start, "end": end, "velocity": velocity });
    let data = json!([{ "state": "complete", "instruments": [{ "name": "Drums", "notes": [
        note(json!(36), json!(0.5), json!(0.75), json!(0.5)),
        note(json!("60"), json!(1), json!(2), json!(127)),
        note(json!(128), json!(1), json!(2), json!(1)),
        note(json!(60), json!(2), json!(1), json!(1)),
        note(json!(60), json!(null), json!(1), json!(1)),
    ] }] }]);
    let expected = Instrument {
        name: "Drums".into(),
        notes: vec![
            Note { pitch: 36, start_s: 0.5, end_s: 0.75, velocity: 0.5 },
            Note { pitch: 60, start_s: 1.0, end_s: 2.0, velocity: 1.0 },
        ],
    };
    let midi = VendorRequest::Midi { audio_id: audio_id() };
    assert_eq!(of_data(&midi, data), Submission::Midi(vec![expected]));
}

#[test]
fn a_number_alone_is_a_ticket_and_a_failed_state_an_error() {
    let wav = VendorRequest::Wav { audio_id: audio_id() };
    assert_eq!(read(&wav, r#"{"task_id":"t"}"#), Submission::Accepted(Ticket::new("t")));
    let body = json!({ "success": true, "data": { "state": "error", "error_message": "Lyrics contained producer tag: x" } });
    let error = failure(&extract(), body).into_error();
    assert!(matches!(error.kind, ErrorKind::Moderation { .. }));
    assert_eq!(error.money, Money::Unknown);
}

#[test]
fn something_else_than_asked_for_is_unreadable_and_perhaps_paid() {
    let lyrics = VendorRequest::Lyrics { idea: "x".into(), model: None };
    let midi = VendorRequest::Midi { audio_id: audio_id() };
    for request in [create(), extract(), init(), lyrics, midi] {
        for data in [json!({}), json!([]), json!("x"), json!(7), json!({ "id": "" })] {
            let body = json!({ "success": true, "task_id": "t", "data": data });
            let error = failure(&request, body).into_error();
            assert_eq!((error.kind, error.money), (ErrorKind::Unreadable, Money::Unknown), "{data}");
            assert_eq!(error.task_id.as_deref(), Some("t"));
        }
    }
}

#[test]
fn twelve_stems_come_in_two_sets_and_say_when_they_are_silent() {
    let request = VendorRequest::AllStems { audio_id: audio_id() };
    let Submission::Clips(clips) = read(&request, bytes("all_stems.response.json")) else { panic!("stems") };
    assert_eq!(clips.len(), 24);
    let part = |at: usize| clips[at].stem.clone().unwrap();
    assert_eq!((part(1).name.as_str(), part(1).set), ("Backing Vocals", 1));
    assert_eq!((part(13).name.as_str(), part(13).set), ("Backing Vocals", 2));
    let sample = fixture("all_stems.response.json");
    for (clip, sample) in clips.iter().zip(sample["data"].as_array().unwrap()) {
        let stem = clip.stem.as_ref().unwrap();
        let group = sample["metadata"]["stem_type_group_name"].as_str().unwrap();
        assert_eq!(stem.name, group.replace('_', " "));
        assert_eq!(Some(stem.silent), sample["metadata"]["is_loudness_under_threshold"].as_bool());
    }
    assert!(clips.iter().any(|clip| clip.stem.as_ref().unwrap().silent));
}

#[test]
fn two_stems_are_named_by_their_titles() {
    let request = VendorRequest::Stems { audio_id: audio_id() };
    let Submission::Clips(clips) = read(&request, bytes("stems.response.json")) else { panic!("stems") };
    let names: Vec<_> = clips.iter().map(|clip| clip.stem.as_ref().unwrap().name.as_str()).collect();
    assert_eq!(names, ["Vocals", "Instrumental"]);
}

#[test]
fn every_action_reads_the_sample_of_its_answer() {
    for request in one_of_each() {
        let action = request.action();
        let Some(name) = sample_of(action) else { continue };
        let submission = read(&request, bytes(&format!("{name}.response.json")));
        let offer = YoYai.profile().action(action).unwrap();
        match submission {
            Submission::Clips(clips) => assert_eq!(clips.len(), offer.clips as usize, "{action:?}"),
            Submission::Timing(_) | Submission::Voice(_) | Submission::Vox(_) | Submission::Phrase(_) => {
                assert_eq!(offer.clips, 0, "{action:?}");
            }
            other => panic!("{action:?}: {other:?}"),
        }
    }
}
