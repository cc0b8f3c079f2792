//! What the vendor's own calls say.

use serde_json::json;

use super::{bytes, generate, timing};
use crate::yoyai::YoYai;
use crate::{ErrorKind, Money, News, Progress, Submission, Vendor};

const TASK: &str = "44472ab8-783b-4054-b861-5bf14e462f60";

#[test]
fn the_sample_brings_two_songs_and_the_number_of_its_task() {
    let called = YoYai.decode_callback(&generate(), &bytes("callback.response.json")).unwrap();
    assert_eq!(called.task_id.as_deref(), Some(TASK));
    let News::Done(reply) = called.news else { panic!("songs expected") };
    let Submission::Clips(clips) = reply.submission else { panic!("songs expected") };
    assert_eq!(clips.len(), 2);
    assert!(clips.iter().all(|clip| clip.audio().is_ok()));
}

#[test]
fn a_call_without_a_result_means_that_it_goes_on() {
    let called = YoYai.decode_callback(&generate(), &bytes("accepted.response.json")).unwrap();
    assert_eq!((called.task_id.as_deref(), called.news), (Some(TASK), News::Pending(Progress::default())));
}

#[test]
fn a_failure_says_what_it_cost() {
    let body = |message: &str| {
        json!({ "success": false, "task_id": TASK, "error": { "code": "forbidden", "message": message } })
            .to_string()
    };
    let failed = |body: String| match YoYai.decode_callback(&generate(), body.as_bytes()).unwrap().news {
        News::Failed(error) => (error.kind, error.money),
        other => panic!("{other:?}"),
    };
    let (kind, money) = failed(body("Lyrics contained producer tag: xxx"));
    assert!(matches!(kind, ErrorKind::Moderation { .. }));
    assert_eq!(money, Money::NotSpent);
    let broke = body("The current internal service is abnormal.");
    assert_eq!(failed(broke), (ErrorKind::VendorFault, Money::Unknown));
    let empty = json!({ "success": true, "task_id": TASK, "data": [] }).to_string();
    assert_eq!(failed(empty), (ErrorKind::VendorFault, Money::Unknown));
}

#[test]
fn noise_is_no_call() {
    for body in ["", "null", "[]", "<html>", "{}", "{\"data\":7}", "{\"data\":{\"a\":1}}"] {
        let error = YoYai.decode_callback(&generate(), body.as_bytes()).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Unreadable, "{body}");
    }
    assert!(YoYai.decode_callback(&timing(), &bytes("callback.response.json")).is_err());
}
