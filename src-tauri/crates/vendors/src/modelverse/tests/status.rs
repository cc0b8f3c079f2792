//! What became of tasks.

use serde_json::{Value, json};

use super::{SAMPLES, TASK, generate, idea, song};
use crate::modelverse::Modelverse;
use crate::suno::fixtures::{answer, news};
use crate::{Clip, ErrorKind, Money, News, Progress, Submission, VendorError, VendorRequest};

fn of(name: &str) -> News {
    news(&Modelverse, &generate(), TASK, &SAMPLES.answer(name)).unwrap()
}

fn said(request: &VendorRequest, output: Value) -> Result<News, VendorError> {
    let body = json!({ "output": output, "request_id": "" });
    news(&Modelverse, request, TASK, &answer(200, body.to_string()))
}

fn clips(news: News) -> Vec<Clip> {
    match news {
        News::Done(reply) => match reply.submission {
            Submission::Clips(clips) => clips,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_states_before_the_end_wait() {
    for (name, state) in [("status_pending", "Pending"), ("status_running", "Running")] {
        assert_eq!(of(name), News::Pending(Progress { words: state.into(), ..Progress::default() }));
    }
    let odd = said(&generate(), json!({ "task_id": TASK, "task_status": "Expiring" }));
    assert!(matches!(odd, Ok(News::Pending(progress)) if progress.words == "Expiring"));
}

#[test]
fn a_success_is_an_address_with_our_own_words() {
    let clips = clips(of("status_success"));
    assert_eq!(clips.len(), 1);
    let (clip, song) = (&clips[0], song());
    assert_eq!(clip.audio(), Ok("https://xxxxx/xxxx.mp3"));
    assert_eq!((&clip.title, &clip.lyric, &clip.style), (&song.title, &song.lyrics, &song.style));
    assert_eq!((clip.remote_id.as_str(), clip.duration_s), ("", None), "neither is the vendor's");
}

#[test]
fn words_that_the_vendor_invented_are_not_ours() {
    let output = json!({ "task_id": TASK, "task_status": "Success", "urls": ["https://a.b/c.mp3"] });
    let clips = clips(said(&VendorRequest::Generate(idea()), output).unwrap());
    assert_eq!((clips[0].title.as_str(), clips[0].lyric.as_str()), ("", ""));
}

#[test]
fn two_addresses_are_two_songs_and_the_same_twice_is_one() {
    let urls = json!(["https://a.b/1.mp3", "https://a.b/2.mp3", "https://a.b/1.mp3", "", null, 7]);
    let output = json!({ "task_status": "Success", "urls": urls });
    let clips = clips(said(&generate(), output).unwrap());
    assert_eq!(
        clips.iter().map(|clip| clip.audio_url.as_str()).collect::<Vec<_>>(),
        ["https://a.b/1.mp3", "https://a.b/2.mp3"]
    );
}

#[test]
fn a_failure_has_its_reason_and_nobody_says_what_it_cost() {
    let News::Failed(error) = of("status_failure") else { panic!("failed") };
    assert_eq!((error.kind, error.money), (ErrorKind::VendorFault, Money::Unknown));
    assert_eq!((error.message.as_str(), error.task_id.as_deref()), ("error_message", Some(TASK)));
    let output = json!({ "task_status": "Failure", "error_message": "Lyrics contained producer tag: xxx" });
    let Ok(News::Failed(error)) = said(&generate(), output) else { panic!("failed") };
    assert!(matches!(error.kind, ErrorKind::Moderation { .. }));
}

#[test]
fn a_failure_with_a_song_is_a_song() {
    let output =
        json!({ "task_status": "Failure", "urls": ["https://a.b/1.mp3"], "error_message": "one failed" });
    assert_eq!(clips(said(&generate(), output).unwrap()).len(), 1);
}

#[test]
fn a_success_without_an_address_waits_for_it() {
    for urls in [json!([]), json!(null), json!("x")] {
        let output = json!({ "task_id": TASK, "task_status": "Success", "urls": urls });
        assert!(matches!(said(&generate(), output), Ok(News::Pending(_))));
    }
}

#[test]
fn a_question_that_fails_says_nothing_about_the_task() {
    let ask = |status, body: &str| news(&Modelverse, &generate(), TASK, &answer(status, body));
    let error =
        |code: &str, message: &str| json!({ "error": { "code": code, "message": message } }).to_string();
    let cases = [
        (401, error("auth_error", "Validate Certification failed"), ErrorKind::BadKey),
        (429, error("rate_limit", "Rate limit exceeded"), ErrorKind::Busy),
        (500, error("internal_error", "Internal Server Error"), ErrorKind::VendorFault),
        (404, "<html></html>".to_owned(), ErrorKind::NotFound),
        (200, "<html></html>".to_owned(), ErrorKind::Unreadable),
        (
            200,
            r#"{"output":{"task_id":"another","task_status":"Success","urls":["https://a.b/c"]}}"#.to_owned(),
            ErrorKind::Unreadable,
        ),
    ];
    for (status, body, kind) in cases {
        let error = ask(status, &body).unwrap_err();
        assert_eq!((error.kind, error.money), (kind, Money::NotSpent), "{body}");
    }
    assert_eq!(ask(400, &error("param_error", "task not found")), Ok(News::Unknown));
}
