//! Answers that go wrong: each with its outcome, its kind and what it says of money.

use serde_json::{Value, json};

use super::{answer, fixture, generate, sample_of, timing};
use crate::conformance::{Good, bad_answers};
use crate::request::one_of_each;
use crate::yoyai::YoYai;
use crate::{ErrorKind, Money, Submission, SubmitError, Vendor, VendorError, WireAnswer};

/// A failure in the words of `bad.json`.
fn described(failure: &SubmitError) -> (String, String, String) {
    let outcome = serde_json::to_value(failure).unwrap()["outcome"].as_str().unwrap().to_owned();
    let error = serde_json::to_value(failure.error()).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    (outcome, text(&error["kind"]["kind"]), text(&error["money"]))
}

fn failure(request: &crate::VendorRequest, answer: &WireAnswer) -> SubmitError {
    YoYai.decode(request, answer).unwrap_err()
}

fn body(row: &Value) -> String {
    row.get("text").and_then(Value::as_str).map_or_else(|| row["json"].to_string(), str::to_owned)
}

fn status(row: &Value) -> u16 {
    u16::try_from(row["status"].as_u64().unwrap()).unwrap()
}

#[test]
fn bad_answers_have_their_outcome_kind_and_cost() {
    let rows = fixture("bad.json");
    assert!(rows.as_array().unwrap().len() >= 40);
    for row in rows.as_array().unwrap() {
        let request = if row["action"] == "timing" { timing() } else { generate() };
        let failure = failure(&request, &answer(status(row), body(row)));
        let expected = ["outcome", "kind", "money"].map(|key| row[key].as_str().unwrap().to_owned());
        assert_eq!(described(&failure), expected.into(), "{}", row["name"]);
        assert_fit_for_display(failure.error());
    }
}

#[test]
fn errors_of_the_sibling_have_their_kind_and_cost() {
    for row in fixture("errors.sibling.json").as_array().unwrap() {
        let envelope = json!({ "success": false, "error": { "code": row["code"], "message": row["message"] }, "trace_id": "x" });
        let failure = failure(&generate(), &answer(status(row), envelope.to_string()));
        let (outcome, kind, money) = described(&failure);
        assert_eq!(
            (kind.as_str(), money.as_str()),
            (row["kind"].as_str().unwrap(), row["money"].as_str().unwrap()),
            "{row}"
        );
        assert_eq!(outcome, if money == "notSpent" { "refused" } else { "outcomeUnknown" }, "{row}");
    }
}

fn assert_fit_for_display(error: &VendorError) {
    let text = format!("{error} {error:?}");
    assert!(!error.message.is_empty());
    assert!(!text.chars().any(|c| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c)), "{text:?}");
}

#[test]
fn a_body_of_five_megabytes_is_not_read_but_its_number_is_kept() {
    let body = format!(r#"{{"success":true,"task_id":"t-1","data":["{}"]}}"#, "x".repeat(5 * 1024 * 1024));
    let error = failure(&generate(), &answer(200, body)).into_error();
    assert_eq!((error.kind, error.money), (ErrorKind::Unreadable, Money::Unknown));
    assert_eq!(error.task_id.as_deref(), Some("t-1"));
}

#[test]
fn deep_nesting_is_refused() {
    let body = format!(r#"{{"success":true,"data":{}{}}}"#, "[".repeat(200_000), "]".repeat(200_000));
    let error = failure(&generate(), &answer(200, body)).into_error();
    assert_eq!((error.kind, error.money), (ErrorKind::Unreadable, Money::Unknown));
}

#[test]
fn bytes_that_are_no_text_are_refused_outside_and_replaced_inside_of_texts() {
    let noise: Vec<u8> = (0..4096_u32).map(|n| (n * 31 % 251) as u8).collect();
    let error = failure(&generate(), &answer(200, noise)).into_error();
    assert_eq!((error.kind, error.money), (ErrorKind::Unreadable, Money::Unknown));
    let body = b"{\"success\":true,\"data\":[{\"id\":\"a\",\"title\":\"\xff\xc3\x28\x00\",\"audio_url\":\"https://a.b/c\"}]}";
    let reply = YoYai.decode(&generate(), &answer(200, body.to_vec())).unwrap();
    assert!(matches!(reply.submission, Submission::Clips(clips) if clips[0].audio().is_ok()));
}

#[test]
fn a_truncated_answer_keeps_the_numbers_for_support() {
    let body = r#"{"success":true,"task_id":"t-1","trace_id":"x-1","data":[{"id":"a"#;
    let error = failure(&generate(), &answer(200, body)).into_error();
    assert_eq!((error.task_id.as_deref(), error.trace_id.as_deref()), (Some("t-1"), Some("x-1")));
}

#[test]
fn words_of_the_vendor_are_cleaned() {
    let message = format!(
        "\u{1b}]52;c;aGk=\u{7}a\r\n\u{202e}b see https://x.y/z?token=secretsecret Bearer secretsecret {}",
        "w".repeat(9000)
    );
    let envelope = json!({ "success": false, "error": { "code": "api\u{0}_error", "message": message }, "trace_id": "\u{202e}x" });
    let error = failure(&generate(), &answer(500, envelope.to_string())).into_error();
    assert_fit_for_display(&error);
    assert!(!error.message.contains("secret"), "{}", error.message);
    assert!(error.message.chars().count() <= crate::untrusted::DISPLAY_LIMIT);
    assert_eq!(error.trace_id.as_deref(), Some("x"));
}

#[test]
fn the_wait_that_the_vendor_asks_for_is_passed_on() {
    let busy = WireAnswer { status: 429, retry_after_s: Some(17), body: Vec::new() };
    assert_eq!(failure(&generate(), &busy).into_error().retry_after_s, Some(17));
}

/// Cuts and spoils a good answer in thousands of places: it must be understood or be unknown, never
/// be taken for free, and never panic.
#[test]
fn spoilt_answers_are_never_called_free() {
    let good = super::bytes("generate.response.json");
    for at in 0..good.len() {
        let cut = answer(200, good[..at].to_vec());
        let mut spoilt = good.clone();
        spoilt[at] = spoilt[at].wrapping_add(u8::try_from(at % 255).unwrap() | 1);
        for answer in [cut, answer(200, spoilt)] {
            if let Err(failure) = YoYai.decode(&generate(), &answer) {
                assert_ne!(failure.error().money, Money::NotSpent, "{at}");
            }
        }
    }
}

/// Every kind of answer of the document, ten thousand times made bad.
#[test]
fn answers_that_lie_are_understood_or_unknown() {
    let answers = one_of_each().into_iter().filter_map(|request| {
        let name = sample_of(request.action())?;
        Some((request, fixture(&format!("{name}.response.json"))))
    });
    let callbacks = vec![(generate(), fixture("callback.response.json"))];
    let good = Good { vendor: &YoYai, answers: answers.collect(), follows: Vec::new(), callbacks };
    assert!(good.answers.len() >= 20);
    assert_eq!(bad_answers(&good), Vec::<String>::new());
}
