//! What became of tasks, in every state.

use serde_json::{Value, json};

use super::{SAMPLES, TASK, generate, training, upload};
use crate::mountsea::Mountsea;
use crate::suno::fixtures::{answer, news};
use crate::{
    ErrorKind, FileKind, InitVoice, Money, News, Progress, RemoteFile, Submission, Ticket, Vendor,
    VendorError, VendorRequest, VerifyVoice, Waiting, WireAnswer,
};

fn of(request: &VendorRequest, name: &str) -> News {
    news(&Mountsea, request, TASK, &SAMPLES.answer(name)).unwrap()
}

fn said(request: &VendorRequest, status: &str, more: Value) -> Result<News, VendorError> {
    let mut body = json!({ "taskId": TASK, "status": status, "createdAt": "2025-08-18T02:30:00.000Z" });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    news(&Mountsea, request, TASK, &answer(200, body.to_string()))
}

fn submission(news: News) -> Submission {
    match news {
        News::Done(reply) => reply.submission,
        other => panic!("{other:?}"),
    }
}

fn init() -> VendorRequest {
    VendorRequest::InitVoice(InitVoice {
        voice_audio_url: "https://a.b/c.wav".into(),
        language: "zh".into(),
        start_s: 0.0,
        end_s: 12.6,
    })
}

fn verify() -> VendorRequest {
    VendorRequest::VerifyVoice(VerifyVoice {
        task_id: Some(TASK.into()),
        vox_audio_id: String::new(),
        voice_recording_id: String::new(),
        phrase_id: String::new(),
        start_s: 0.0,
        end_s: 12.6,
        verification_audio_url: "https://a.b/v.wav".into(),
        name: "n".into(),
        description: String::new(),
    })
}

#[test]
fn one_task_is_asked_for_at_a_time() {
    let (request, ticket) = (generate(), Ticket::new(TASK));
    let job = Waiting { request: &request, ticket: &ticket };
    let follow = Mountsea.follow(&[job, job]).unwrap();
    assert_eq!(follow.covers, 1);
    SAMPLES.assert_equals(&follow.wire, "status");
    assert!(Mountsea.follow(&[]).is_none());
}

#[test]
fn every_state_that_ends_nothing_waits() {
    for state in ["queued", "ready", "running"] {
        let expected = Progress { words: state.to_owned(), ..Progress::default() };
        assert_eq!(of(&generate(), &format!("status_{state}")), News::Pending(expected));
    }
    assert!(
        matches!(said(&generate(), "upscaling", json!({})), Ok(News::Pending(p)) if p.words == "upscaling")
    );
    assert!(matches!(said(&generate(), "awaiting", json!({})), Ok(News::Pending(_))));
}

#[test]
fn what_streams_can_be_heard_and_is_not_finished() {
    let News::Pending(progress) = of(&generate(), "status_stream") else { panic!("pending") };
    assert_eq!(progress.clips.len(), 1, "the second has no address yet");
    assert!(progress.clips[0].audio().unwrap().starts_with("https://audiopipe.suno.ai/"));
}

#[test]
fn a_success_is_read_from_data_and_from_result() {
    for name in ["status_success", "status_success_result"] {
        let Submission::Clips(clips) = submission(of(&generate(), name)) else { panic!("clips") };
        assert_eq!(clips.len(), 2);
        assert_eq!((clips[0].title.as_str(), clips[0].duration_s), ("Summer Vibes", Some(134.8)));
        assert_eq!((clips[0].style.as_str(), clips[0].model.as_str()), ("Pop, Happy, Upbeat", "chirp-crow"));
        assert!(clips[0].lyric.starts_with("[Verse]"));
        assert_eq!(clips[0].extra["major_model_version"], "v5", "unknown fields stay");
    }
}

#[test]
fn failed_and_timeout_end_a_task() {
    let News::Failed(error) = of(&generate(), "status_failed") else { panic!("failed") };
    assert_eq!((error.kind, error.money), (ErrorKind::BadRequest, Money::Unknown));
    assert_eq!((error.message.as_str(), error.code.as_deref()), ("Audio source not found.", Some("4001")));
    assert_eq!(error.task_id.as_deref(), Some(TASK));
    let News::Failed(error) = of(&generate(), "status_timeout") else { panic!("failed") };
    assert_eq!((error.kind, error.money), (ErrorKind::Timeout, Money::Unknown));
}

#[test]
fn a_filter_is_told_from_a_fault() {
    let moderated = json!({ "failReason": "Tags contained artist name: Adele" });
    let Ok(News::Failed(error)) = said(&generate(), "failed", moderated) else { panic!("failed") };
    assert!(matches!(error.kind, ErrorKind::Moderation { term, .. } if term == "Adele"));
}

#[test]
fn a_song_that_is_finished_in_a_failed_task_is_kept() {
    let clip = json!({ "id": "a", "status": "complete", "audio_url": "https://a.b/a.mp3" });
    let broken =
        json!({ "id": "b", "status": "error", "audio_url": "", "metadata": { "error_message": "no" } });
    let both = json!({ "failReason": "one failed", "data": [clip, broken] });
    for state in ["failed", "timeout"] {
        let news = said(&generate(), state, both.clone()).unwrap();
        let Submission::Clips(clips) = submission(news) else { panic!("clips") };
        assert_eq!(clips.iter().filter(|clip| clip.audio().is_ok()).count(), 1);
    }
}

#[test]
fn a_success_without_a_result_is_asked_for_again() {
    for more in [json!({}), json!({ "data": [] }), json!({ "data": {} }), json!({ "data": "x" })] {
        let error = said(&generate(), "success", more).unwrap_err();
        assert_eq!((error.kind, error.money), (ErrorKind::Unreadable, Money::NotSpent));
    }
    let streaming = json!({ "data": [{ "id": "a", "status": "streaming", "audio_url": "https://audiopipe.suno.ai/?item_id=a" }] });
    assert!(
        matches!(said(&generate(), "success", streaming), Ok(News::Pending(_))),
        "the final address is to come"
    );
}

#[test]
fn every_clip_failed_is_a_failure() {
    let broken = json!({ "data": [{ "id": "b", "status": "error", "metadata": { "error_message": "Lyrics contained copyrighted material" } }] });
    let Ok(News::Failed(error)) = said(&generate(), "success", broken) else { panic!("failed") };
    assert!(matches!(error.kind, ErrorKind::Moderation { .. }));
    assert_eq!(error.money, Money::Unknown);
}

#[test]
fn uploads_and_models_have_the_ids_that_go_on() {
    let Submission::Uploaded(uploaded) = submission(of(&upload(), "status_upload_success")) else {
        panic!("upload")
    };
    assert_eq!(uploaded.audio_id, SAMPLES.body("create_model")["clipIds"][0]);
    let session = SAMPLES.body("create_model")["sessionId"].as_str().unwrap().to_owned();
    let news = news(&Mountsea, &training(6), &session, &SAMPLES.answer("status_model_success")).unwrap();
    let Submission::CustomModel(model) = submission(news) else { panic!("model") };
    assert_eq!(model.model, "chirp-custom:3b285ad7-b09c-48fe-99e6-ec8a109f0650");
}

#[test]
fn a_real_voice_waits_for_its_phrase() {
    let Submission::Phrase(phrase) = submission(of(&init(), "status_awaiting")) else { panic!("phrase") };
    assert_eq!(phrase.text, "The quick river carries every quiet song");
    assert_eq!((phrase.task_id.as_deref(), phrase.seconds_left), (Some(TASK), Some(30)));
    assert_eq!((phrase.start_s, phrase.end_s), (Some(0.0), Some(12.6)));
    let still = of(&verify(), "status_awaiting");
    assert!(matches!(still, News::Pending(_)), "the second half finds the old word at first");
    let Submission::Voice(voice) = submission(of(&verify(), "status_voice_success")) else { panic!("voice") };
    assert_eq!(voice.persona_id, "61515b86-62f5-427a-bc29-6befa382536a");
    let News::Failed(error) = of(&verify(), "status_voice_timeout") else { panic!("failed") };
    assert_eq!((error.kind, error.message.as_str()), (ErrorKind::Timeout, "VP_USER_TIMEOUT"));
}

#[test]
fn words_timing_and_files_are_read() {
    let lyrics = VendorRequest::Lyrics { idea: "x".into(), model: None };
    let Submission::Lyrics(texts) = submission(of(&lyrics, "status_lyrics_success")) else {
        panic!("lyrics")
    };
    assert_eq!((texts[0].title.as_str(), texts[0].text.as_str()), ("Two of Us", "[Verse]\nA girl and a boy"));
    let word = json!({ "word": "la", "success": true, "start_s": 1.0, "end_s": 2.0, "p_align": 0.9 });
    let data = json!({ "data": { "aligned_words": [word] } });
    let timing = said(&VendorRequest::Timing { audio_id: "a".into() }, "success", data).unwrap();
    assert!(matches!(submission(timing), Submission::Timing(timing) if timing.words.len() == 1));
    let url = "https://a.b/c.mid".to_owned();
    for data in [json!(url), json!([url]), json!({ "mdi_url": url }), json!([{ "id": "a", "file_url": url }])]
    {
        let midi =
            said(&VendorRequest::Midi { audio_id: "a".into() }, "success", json!({ "data": data })).unwrap();
        let file = RemoteFile { kind: FileKind::Midi, url: url.clone() };
        assert_eq!(submission(midi), Submission::Files(vec![file]));
    }
}

#[test]
fn stems_know_their_parts() {
    let stem = |id: &str, part: &str, silent: bool| {
        json!({ "id": id, "status": "complete", "title": "T", "audio_url": format!("https://a.b/{id}.mp3"),
            "metadata": { "stem_type_group_name": part, "is_loudness_under_threshold": silent } })
    };
    let data = json!({ "data": [stem("a", "Backing_Vocals", false), stem("b", "Drums", true), stem("c", "Drums", false)] });
    let news = said(&VendorRequest::AllStems { audio_id: "x".into() }, "success", data).unwrap();
    let Submission::Clips(clips) = submission(news) else { panic!("clips") };
    let parts: Vec<_> =
        clips.into_iter().map(|clip| clip.stem.unwrap()).map(|s| (s.name, s.set, s.silent)).collect();
    let expected = [("Backing Vocals", 1, false), ("Drums", 1, true), ("Drums", 2, false)];
    assert_eq!(parts, expected.map(|(name, set, silent)| (name.to_owned(), set, silent)));
}

#[test]
fn a_question_that_fails_says_nothing_about_the_task() {
    let ask = |answer: WireAnswer| news(&Mountsea, &generate(), TASK, &answer);
    let kinds = [
        (401, r#"{"statusCode":401,"message":"Unauthorized"}"#, ErrorKind::BadKey),
        (
            404,
            r#"{"statusCode":404,"message":"Cannot GET /suno/v2/status","error":"Not Found"}"#,
            ErrorKind::NotFound,
        ),
        (429, "", ErrorKind::Busy),
        (500, r#"{"statusCode":500,"message":"Internal server error"}"#, ErrorKind::VendorFault),
        (200, "<html></html>", ErrorKind::Unreadable),
        (
            200,
            r#"{"taskId":"another","status":"success","data":[{"id":"a","audio_url":"https://a.b/c"}]}"#,
            ErrorKind::Unreadable,
        ),
    ];
    for (status, body, kind) in kinds {
        let error = ask(answer(status, body)).unwrap_err();
        assert_eq!((error.kind, error.money), (kind, Money::NotSpent), "{body}");
    }
    let gone = ask(answer(404, r#"{"statusCode":404,"message":"Task not found","error":"Not Found"}"#));
    assert_eq!(gone, Ok(News::Unknown));
}
