//! What calls are answered.

use serde_json::json;

use super::{SAMPLES, TASK, generate, training, upload};
use crate::mountsea::Mountsea;
use crate::suno::fixtures::answer;
use crate::{
    CreateVoice, ErrorKind, ExtractVoice, Money, Submission, SubmitError, Ticket, Vendor, VendorError,
    VendorRequest, VoiceFrom, WireAnswer,
};

fn submission(request: &VendorRequest, name: &str) -> Submission {
    Mountsea.decode(request, &SAMPLES.answer(name)).unwrap().submission
}

fn failure(request: &VendorRequest, answer: &WireAnswer) -> SubmitError {
    Mountsea.decode(request, answer).unwrap_err()
}

fn error(status: u64, body: &str) -> VendorError {
    failure(&generate(), &answer(status, body)).into_error()
}

#[test]
fn calls_are_answered_with_201_and_a_number() {
    assert_eq!(SAMPLES.answer("generate").status, 201);
    let ticket = Submission::Accepted(Ticket::new(TASK));
    assert_eq!(submission(&generate(), "generate"), ticket);
    assert_eq!(submission(&upload(), "upload"), ticket);
    let session = SAMPLES.body("create_model")["sessionId"].as_str().unwrap().to_owned();
    assert_eq!(submission(&training(6), "create_model"), Submission::Accepted(Ticket::new(session)));
}

#[test]
fn a_session_is_its_number() {
    let session_id = SAMPLES.body("upload")["sessionId"].as_str().unwrap().to_owned();
    assert_eq!(submission(&VendorRequest::PrepareCustomModel, "prepare"), Submission::Session { session_id });
}

#[test]
fn numbers_are_read_in_both_cases() {
    let reply = Mountsea.decode(&generate(), &answer(200, r#"{"task_id":"t-1"}"#)).unwrap();
    assert_eq!(reply.submission, Submission::Accepted(Ticket::new("t-1")));
    assert_eq!(reply.task_id.as_deref(), Some("t-1"));
}

#[test]
fn singing_and_voices_are_answered_at_once() {
    let extract = VendorRequest::ExtractVoice(ExtractVoice { audio_id: "a".into(), range_s: None });
    let Submission::Vox(vox) = submission(&extract, "vox") else { panic!("vox") };
    assert_eq!(vox.vox_audio_id, "373efa9c-a366-42bb-806c-afdfc9b306a7");
    assert_eq!((vox.start_s, vox.end_s), (Some(45.0), Some(74.0)));
    assert_eq!(vox.audio_id.as_deref(), Some("78d99ca1-f751-4188-8b8e-0784754f0d8e"));
    let create = VendorRequest::CreateVoice(CreateVoice {
        name: "n".into(),
        description: String::new(),
        image_url: None,
        from: VoiceFrom::Song { audio_id: "a".into() },
    });
    let Submission::Voice(voice) = submission(&create, "persona_vox") else { panic!("voice") };
    assert_eq!(voice.persona_id, "61515b86-62f5-427a-bc29-6befa382536a");
    assert_eq!(voice.audio_id.as_deref(), Some("316c630b-284b-4fbd-9b35-f0551d4b98da"));
    assert!(voice.image_url.unwrap().ends_with(".jpeg"));
}

#[test]
fn the_balance_is_a_number() {
    let Submission::Balance(balance) = submission(&VendorRequest::Balance, "balance") else {
        panic!("balance")
    };
    assert_eq!(balance.left, 10_000.0);
}

#[test]
fn every_refusal_has_its_meaning() {
    SAMPLES.assert_errors(&Mountsea, |action| match action {
        "createModel" => training(6),
        _ => generate(),
    });
}

#[test]
fn a_refusal_keeps_its_words_and_its_wait() {
    let busy =
        WireAnswer { retry_after_s: Some(9), ..answer(429, r#"{"statusCode":429,"message":"slow down"}"#) };
    let error = failure(&generate(), &busy).into_error();
    assert_eq!(
        (error.kind, error.retry_after_s, error.message.as_str()),
        (ErrorKind::Busy, Some(9), "slow down")
    );
    let list = json!({ "statusCode": 400, "message": ["clip_id must be a string", "model is wrong"], "error": "Bad Request" });
    let error = self::error(400, &list.to_string());
    assert_eq!(error.message, "clip_id must be a string; model is wrong");
}

#[test]
fn a_refusal_with_200_is_one() {
    let body = r#"{"statusCode":400,"message":"clipIds must come from this session","error":"Bad Request"}"#;
    let failure = failure(&training(6), &answer(200, body));
    assert!(matches!(failure, SubmitError::Refused(error) if error.money == Money::NotSpent));
}

#[test]
fn what_is_not_understood_may_have_been_taken() {
    for body in ["", "null", "[]", "{}", "<html></html>", r#"{"taskId":null}"#, r#"{"taskId":"t-1"#] {
        let failure = failure(&generate(), &answer(201, body));
        assert!(
            matches!(&failure, SubmitError::OutcomeUnknown(error) if error.kind == ErrorKind::Unreadable),
            "{body}"
        );
    }
    assert_eq!(error(201, r#"{"taskId":"t-1","x"#).task_id.as_deref(), Some("t-1"));
}
