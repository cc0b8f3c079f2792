//! What became of tasks: alone, in batches, bare, and in every state.

use serde_json::{Value, json};

use super::{SAMPLES, TASK, concat, generate, lyrics, upload};
use crate::gateway::Gateway;
use crate::suno::fixtures::{answer, news};
use crate::{
    Clip, ErrorKind, Money, News, Place, Reason, Submission, Ticket, Vendor, VendorError, VendorRequest,
    Waiting,
};

fn of(name: &str) -> News {
    news(&Gateway, &generate(), TASK, &SAMPLES.answer(name)).unwrap()
}

fn submission(news: News) -> Submission {
    match news {
        News::Done(reply) => reply.submission,
        other => panic!("{other:?}"),
    }
}

fn clips(news: News) -> Vec<Clip> {
    match submission(news) {
        Submission::Clips(clips) => clips,
        other => panic!("{other:?}"),
    }
}

fn failed(news: News) -> VendorError {
    match news {
        News::Failed(error) => error,
        other => panic!("{other:?}"),
    }
}

/// What a batch says of these tasks.
fn batch(ids: &[&str], data: Value) -> Result<Vec<News>, VendorError> {
    let request = generate();
    let tickets: Vec<_> = ids.iter().map(|id| Ticket::new(*id)).collect();
    let jobs: Vec<_> = tickets.iter().map(|ticket| Waiting { request: &request, ticket }).collect();
    let body = json!({ "code": "success", "message": "", "data": data });
    Gateway.decode_follow(&jobs, &answer(200, body.to_string()))
}

#[test]
fn the_batch_of_the_document_streams() {
    let News::Pending(progress) = of("fetch_batch") else { panic!("pending") };
    assert_eq!((progress.percent, progress.words.as_str()), (Some(0), "IN_PROGRESS"));
    let clip = &progress.clips[0];
    assert_eq!(clip.audio(), Ok("https://audiopipe.suno.ai/?item_id=e9893d04-6a63-4007-8473-64b706eca4d1"));
    assert_eq!((clip.title.as_str(), clip.model.as_str()), ("Electric Dance Party", "chirp-v3"));
    assert_eq!((clip.style.as_str(), clip.duration_s), ("club banger high-energy edm", None));
    assert_eq!(clip.extra["metadata"]["gpt_description_prompt"], "miku dance", "the rest stays as it came");
}

#[test]
fn the_words_of_the_document_are_read() {
    let id = "f4a94d75-087b-4bb1-bd45-53ba293faf96";
    for name in ["fetch_single", "fetch_bare_lyrics"] {
        let news = news(&Gateway, &lyrics(), id, &SAMPLES.answer(name)).unwrap();
        let Submission::Lyrics(texts) = submission(news) else { panic!("lyrics") };
        assert_eq!((texts[0].title.as_str(), texts[0].text.as_str()), ("Electric Fantasy", "略"));
    }
}

#[test]
fn a_streaming_address_becomes_the_final_one() {
    assert!(matches!(of("fetch_streaming"), News::Pending(p) if p.clips[0].audio_url.contains("audiopipe")));
    let clips = clips(of("fetch_success"));
    assert_eq!(clips.iter().map(|clip| clip.duration_s).collect::<Vec<_>>(), [Some(120.5), Some(118.0)]);
    assert!(clips.iter().all(|clip| clip.audio().unwrap().ends_with(".mp3")));
}

#[test]
fn a_success_that_still_streams_is_asked_for_again() {
    let clip =
        json!({ "id": "a", "status": "streaming", "audio_url": "https://audiopipe.suno.ai/?item_id=a" });
    let task = json!([{ "task_id": TASK, "status": "SUCCESS", "data": [clip] }]);
    assert!(
        matches!(&batch(&[TASK], task).unwrap()[0], News::Pending(progress) if progress.clips.len() == 1)
    );
}

#[test]
fn every_state_that_ends_nothing_waits() {
    for name in ["fetch_submitted", "fetch_queued", "fetch_not_start", "fetch_unknown"] {
        assert!(matches!(of(name), News::Pending(progress) if progress.clips.is_empty()), "{name}");
    }
    let odd = json!([{ "task_id": TASK, "status": "MASTERING", "progress": "37%", "data": null }]);
    let News::Pending(progress) = batch(&[TASK], odd).unwrap().remove(0) else { panic!("pending") };
    assert_eq!((progress.percent, progress.words.as_str()), (Some(37), "MASTERING"));
}

#[test]
fn fail_and_failure_both_end_a_task_and_only_one_is_known_to_be_refunded() {
    let fail = failed(of("fetch_fail"));
    assert_eq!((fail.money, fail.message.as_str()), (Money::Unknown, "任务失败"));
    let failure = failed(of("fetch_failure"));
    assert_eq!((failure.kind, failure.money), (ErrorKind::Timeout, Money::NotSpent));
    assert_eq!(failure.task_id.as_deref(), Some(TASK));
    assert_eq!(failed(of("fetch_failure_swept")).kind, ErrorKind::Timeout);
}

#[test]
fn one_clip_that_is_fine_is_kept() {
    let clips = clips(of("fetch_failure_one_playable"));
    assert_eq!(clips.len(), 2);
    assert!(clips[0].audio().is_ok());
    let term = "Adele".to_owned();
    let expected = ErrorKind::Moderation { place: Place::Idea, reason: Reason::ArtistName, term };
    assert_eq!(clips[1].audio().unwrap_err().kind, expected);
}

#[test]
fn a_filter_may_be_named_in_the_clip_only() {
    let error = failed(of("fetch_failure_moderated"));
    assert!(matches!(error.kind, ErrorKind::Moderation { .. }));
    assert_eq!((error.money, error.code.as_deref()), (Money::NotSpent, Some("moderation_failure")));
}

#[test]
fn nothing_at_all_is_an_unknown_task() {
    assert_eq!(of("fetch_null"), News::Unknown);
    assert_eq!(of("fetch_empty"), News::Unknown);
    let one = answer(400, r#"{"code":"task_not_exist","message":"task_not_exist","data":null}"#);
    assert_eq!(news(&Gateway, &generate(), TASK, &one), Ok(News::Unknown));
}

#[test]
fn a_bare_nothing_is_a_task_that_has_not_begun() {
    let news = news(&Gateway, &generate(), TASK, &answer(200, "null"));
    assert!(matches!(news, Ok(News::Pending(_))));
}

#[test]
fn bare_clips_say_themselves_how_far_they_are() {
    assert_eq!(clips(of("fetch_bare_clips")).len(), 2);
    assert!(matches!(of("fetch_bare_clips_streaming"), News::Pending(progress) if progress.clips.len() == 1));
    let broken = r#"[{"id":"a","status":"error","metadata":{"error_message":"no"}}]"#;
    let news = news(&Gateway, &concat(), TASK, &answer(200, broken)).unwrap();
    assert_eq!(failed(news).message, "no");
}

#[test]
fn a_batch_is_matched_by_number_whatever_its_order() {
    let task = |id: &str, status: &str| {
        let clip =
            json!({ "id": format!("clip-{id}"), "status": "complete", "audio_url": "https://a.b/c.mp3" });
        json!({ "task_id": id, "status": status, "data": [clip] })
    };
    let data = json!([task("c", "SUCCESS"), "noise", task("a", "IN_PROGRESS"), null]);
    let news = batch(&["a", "b", "c"], data).unwrap();
    assert!(matches!(news[0], News::Pending(_)));
    assert_eq!(news[1], News::Unknown, "a batch leaves out what it does not know");
    assert_eq!(clips(news[2].clone())[0].remote_id, "clip-c");
    assert_eq!(batch(&["a", "b"], json!(null)).unwrap(), [News::Unknown, News::Unknown]);
}

#[test]
fn bare_clips_cannot_be_shared_out() {
    let data = json!([{ "id": "a", "status": "complete", "audio_url": "https://a.b/c.mp3" }]);
    assert_eq!(batch(&["a", "b"], data).unwrap_err().kind, ErrorKind::Unreadable);
    let other =
        json!({ "task_id": "x", "status": "SUCCESS", "data": [{ "id": "a", "audio_url": "https://a.b/c" }] });
    assert_eq!(batch(&["a"], other).unwrap_err().kind, ErrorKind::Unreadable, "another task's answer");
}

#[test]
fn a_success_without_a_result_waits_for_it() {
    for data in [json!(null), json!([]), json!({}), json!("x"), json!([{}])] {
        let task = json!([{ "task_id": TASK, "status": "SUCCESS", "data": data }]);
        assert!(matches!(batch(&[TASK], task).unwrap()[0], News::Pending(_)));
    }
}

/// The document calls it the number of a task, gateways of today that of the upload itself.
#[test]
fn the_number_of_an_upload_means_either() {
    let audio_id = |news: News| match submission(news) {
        Submission::Uploaded(uploaded) => uploaded.audio_id,
        other => panic!("{other:?}"),
    };
    let ask = |body: Value| news(&Gateway, &upload(), TASK, &answer(200, body.to_string())).unwrap();
    assert_eq!(audio_id(ask(json!({ "code": "success", "data": null }))), TASK);
    let clip = json!([{ "id": "clip-1", "status": "complete" }]);
    let task = json!({ "task_id": TASK, "status": "SUCCESS", "data": clip });
    assert_eq!(audio_id(ask(json!({ "code": "success", "data": task }))), "clip-1");
    let waiting = json!({ "task_id": TASK, "status": "QUEUED", "data": null });
    assert!(matches!(ask(json!({ "code": "success", "data": waiting })), News::Pending(_)));
}

#[test]
fn a_question_that_fails_says_nothing_about_the_tasks() {
    let ask = |status, body: &str| news(&Gateway, &generate(), TASK, &answer(status, body)).unwrap_err();
    let openai = r#"{"error":{"message":"无效的令牌","type":"new_api_error"}}"#;
    let cases = [
        (401, openai, ErrorKind::BadKey),
        (429, "", ErrorKind::Busy),
        (502, "<html></html>", ErrorKind::VendorFault),
        (200, "<html></html>", ErrorKind::NotFound),
        (200, "7", ErrorKind::Unreadable),
        (200, r#"{"code":"internal_error","message":"x","data":null}"#, ErrorKind::VendorFault),
    ];
    for (status, body, kind) in cases {
        let error = ask(status, body);
        assert_eq!((error.kind, error.money), (kind, Money::NotSpent), "{body}");
    }
}

/// A number is never made into an address, whatever is missing.
#[test]
fn addresses_are_never_built() {
    let clip = json!({ "id": "e9893d04", "status": "complete", "audio_url": "" });
    let task = json!([{ "task_id": TASK, "status": "SUCCESS", "data": [clip] }]);
    let clips = clips(batch(&[TASK], task).unwrap().remove(0));
    assert_eq!(clips[0].audio().unwrap_err().kind, ErrorKind::MediaMissing);
}

#[test]
fn every_sample_of_a_fetch_is_understood() {
    let names = SAMPLES.names(".response.json");
    assert_eq!(names.iter().filter(|name| name.starts_with("fetch_")).count(), 18);
    for name in names.iter().filter(|name| name.starts_with("fetch_")) {
        let request: VendorRequest = if name.contains("lyrics") { lyrics() } else { generate() };
        assert!(
            news(&Gateway, &request, TASK, &SAMPLES.answer(name)).is_ok() || name == "fetch_single",
            "{name}"
        );
    }
}
