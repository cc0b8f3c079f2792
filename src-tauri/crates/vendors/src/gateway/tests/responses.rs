//! What calls are answered.

use super::{SAMPLES, concat, extend, generate, lyrics, upload};
use crate::gateway::Gateway;
use crate::suno::fixtures::answer;
use crate::{ErrorKind, Submission, SubmitError, Ticket, Vendor, VendorRequest, WireAnswer};

fn failure(request: &VendorRequest, answer: &WireAnswer) -> SubmitError {
    Gateway.decode(request, answer).unwrap_err()
}

#[test]
fn every_call_is_answered_with_a_number() {
    let cases = [
        (generate(), "submit"),
        (VendorRequest::Extend(extend(Some("t"))), "submit"),
        (lyrics(), "submit_lyrics"),
        (upload(), "upload"),
        (concat(), "concat"),
    ];
    for (request, name) in cases {
        let reply = Gateway.decode(&request, &SAMPLES.answer(name)).unwrap();
        let number = "736a6f88-bd29-4b1e-b110-37132a5325ac";
        assert_eq!(reply.submission, Submission::Accepted(Ticket::new(number)), "{name}");
        assert_eq!(reply.task_id.as_deref(), Some(number));
    }
}

#[test]
fn numbers_need_not_be_uuids_and_forks_write_them_elsewhere() {
    let number = |body: &str| Gateway.decode(&generate(), &answer(200, body)).unwrap().task_id.unwrap();
    let reply = Gateway.decode(&generate(), &SAMPLES.answer("submit_public_id")).unwrap();
    assert_eq!(reply.task_id.as_deref(), Some("task_Zk3bT9Qx"));
    assert_eq!(number(r#"{"code":"success","data":{"task_id":"t-1"}}"#), "t-1");
    assert_eq!(number(r#"{"code":1,"description":"ok","result":"t-2"}"#), "t-2");
    assert_eq!(number(r#"{"code":"success","data":77}"#), "77");
}

#[test]
fn every_error_of_both_envelopes_has_its_meaning() {
    SAMPLES.assert_errors(&Gateway, |action| match action {
        "upload" => upload(),
        "concat" => concat(),
        _ => generate(),
    });
}

#[test]
fn a_web_page_is_named() {
    let page = answer(200, "<!doctype html><html></html>");
    for request in [generate(), lyrics(), upload(), concat()] {
        let error = failure(&request, &page).into_error();
        assert!(error.message.starts_with("not routed here"), "{}", error.message);
        assert_eq!(error.code.as_deref(), Some("not_routed"));
    }
}

#[test]
fn the_number_of_the_call_is_kept() {
    let body = r#"{"error":{"message":"无效的令牌 (request id: 20260101abc)","type":"new_api_error"}}"#;
    let error = failure(&generate(), &answer(401, body)).into_error();
    assert_eq!((error.kind, error.trace_id.as_deref()), (ErrorKind::BadKey, Some("20260101abc")));
    assert!(error.message.starts_with("无效的令牌"));
}

#[test]
fn what_is_not_understood_may_have_been_taken() {
    let bodies = [
        "",
        "null",
        "[]",
        "{}",
        r#"{"code":"success"}"#,
        r#"{"code":"success","data":null}"#,
        r#"{"code":"success","data":[]}"#,
    ];
    for body in bodies {
        let failure = failure(&generate(), &answer(200, body));
        assert!(
            matches!(&failure, SubmitError::OutcomeUnknown(error) if error.kind == ErrorKind::Unreadable),
            "{body}"
        );
    }
}

#[test]
fn a_code_beside_a_number_loses_nothing() {
    let body = r#"{"code":"queued","message":"later","data":"t-1"}"#;
    let reply = Gateway.decode(&generate(), &answer(200, body)).unwrap();
    assert_eq!(reply.submission, Submission::Accepted(Ticket::new("t-1")));
}
