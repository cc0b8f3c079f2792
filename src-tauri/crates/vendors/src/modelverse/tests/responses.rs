//! What calls are answered, in both envelopes.

use super::{SAMPLES, generate, upload};
use crate::modelverse::Modelverse;
use crate::suno::fixtures::answer;
use crate::{ErrorKind, Money, Submission, SubmitError, Ticket, Uploaded, Vendor, VendorRequest, WireAnswer};

fn failure(request: &VendorRequest, answer: &WireAnswer) -> SubmitError {
    Modelverse.decode(request, answer).unwrap_err()
}

#[test]
fn a_song_is_answered_with_a_number() {
    let reply = Modelverse.decode(&generate(), &SAMPLES.answer("submit")).unwrap();
    assert_eq!(reply.submission, Submission::Accepted(Ticket::new("task_id")));
    assert_eq!((reply.task_id.as_deref(), reply.trace_id.as_deref()), (Some("task_id"), Some("request_id")));
}

#[test]
fn an_upload_is_answered_with_the_clip() {
    let reply = Modelverse.decode(&upload(), &SAMPLES.answer("upload")).unwrap();
    let expected = Uploaded { audio_id: "xxxxxxx-xxxxx".into(), ..Uploaded::default() };
    assert_eq!(reply.submission, Submission::Uploaded(expected));
}

#[test]
fn every_row_of_the_table_of_errors_has_its_meaning() {
    SAMPLES.assert_errors(&Modelverse, |action| if action == "upload" { upload() } else { generate() });
}

#[test]
fn the_number_of_the_call_is_kept() {
    let body = r#"{"error":{"message":"Invalid param","type":"invalid_request_error","param":"r-1","code":"param_error"}}"#;
    let error = failure(&generate(), &answer(400, body)).into_error();
    assert_eq!((error.trace_id.as_deref(), error.code.as_deref()), (Some("r-1"), Some("param_error")));
    assert_eq!(error.message, "Invalid param");
}

#[test]
fn a_wait_that_is_asked_for_is_passed_on() {
    let busy = WireAnswer { retry_after_s: Some(30), ..answer(429, "") };
    let error = failure(&generate(), &busy).into_error();
    assert_eq!((error.kind, error.money, error.retry_after_s), (ErrorKind::Busy, Money::NotSpent, Some(30)));
}

#[test]
fn what_is_not_understood_may_have_been_taken() {
    let bodies = [
        "",
        "null",
        "[]",
        "{}",
        "<html></html>",
        r#"{"output":{}}"#,
        r#"{"output":"x"}"#,
        r#"{"data":null}"#,
    ];
    for request in [generate(), upload()] {
        for body in bodies {
            let failure = failure(&request, &answer(200, body));
            assert!(
                matches!(&failure, SubmitError::OutcomeUnknown(error) if error.kind == ErrorKind::Unreadable),
                "{body}"
            );
        }
    }
    let cut = failure(&generate(), &answer(200, r#"{"output":{"task_id":"t-1"},"request_id":"r-1"#));
    assert_eq!(cut.error().task_id.as_deref(), Some("t-1"));
}

#[test]
fn an_error_beside_a_task_loses_nothing() {
    let body = r#"{"error":{"message":"late"},"output":{"task_id":"t-1"}}"#;
    let reply = Modelverse.decode(&generate(), &answer(200, body)).unwrap();
    assert_eq!(reply.submission, Submission::Accepted(Ticket::new("t-1")));
}
