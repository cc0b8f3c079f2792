//! The fault script: each fault does what it says, once, and the ledger tells what was accepted.

use std::time::Duration;

use serde_json::json;

use super::*;
use crate::{Effect, Fault};
use client::{get, post_text, raw};

const AUDIOS: &str = "/suno/audios";

async fn post_raw(practice: &Practice) -> std::io::Result<Option<Answer>> {
    raw(practice, post_text(practice, AUDIOS, &custom()).as_bytes()).await
}

#[tokio::test]
async fn connections_drop_before_or_after_acceptance() {
    let practice = studio().await;
    practice.fault(Fault::once(AUDIOS, Effect::Drop { accepted: false }));
    practice.fault(Fault::once(AUDIOS, Effect::Drop { accepted: true }));
    assert!(post_raw(&practice).await.expect("closed in order").is_none());
    assert_eq!(practice.ledger().len(), 0);
    assert!(post_raw(&practice).await.expect("closed in order").is_none());
    assert_eq!(practice.ledger().len(), 1);
    assert_eq!(audios(&practice, &custom()).await.status, 200);
}

#[tokio::test]
async fn connections_are_reset() {
    let practice = studio().await;
    practice.fault(Fault::once(AUDIOS, Effect::Reset { accepted: true }));
    let error = post_raw(&practice).await.expect_err("a reset");
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
    assert_eq!(practice.ledger().len(), 1);
}

#[tokio::test]
async fn answers_are_replaced() {
    let practice = studio().await;
    practice.fault(Fault::once(AUDIOS, Effect::queue_full()));
    let (status, code, message) = audios(&practice, &custom()).await.refusal();
    assert_eq!((status, code.as_str()), (500, "api_error"));
    assert_eq!(message, "The current task queue is too long. Please submit the task later.");
    assert!(practice.ledger().is_empty());
    let headers = vec![("retry-after".to_owned(), "7".to_owned())];
    practice
        .fault(Fault::once(AUDIOS, Effect::AnswerAfter { status: 502, headers, body: b"<html>".to_vec() }));
    let answer = audios(&practice, &custom()).await;
    assert!(answer.status == 502 && answer.head.contains("retry-after: 7") && answer.body == b"<html>");
    assert_eq!(practice.ledger().len(), 1);
}

#[tokio::test]
async fn media_fail_in_every_way() {
    let practice = studio().await;
    let clip = short_clip(&practice).await;
    let path = media_path(&clip["audio_url"]);
    practice.fault(Fault::once("/media/", Effect::Truncate { at: 1000 }));
    practice.fault(Fault::once("/media/", Effect::media_forbidden()));
    practice.fault(Fault::once("/media/", Effect::html_page()));
    practice
        .fault(Fault::once("/media/", Effect::Slow { portion: 100_000, pause: Duration::from_millis(1) }));
    let torn = get(&practice, &path).await;
    let length = torn.head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect("a length");
    assert_eq!(torn.body.len(), 1000);
    assert!(length.parse::<usize>().expect("a number") > 1000);
    assert_eq!(get(&practice, &path).await.status, 403);
    assert!(get(&practice, &path).await.head.contains("text/html"));
    let slow = get(&practice, &path).await;
    assert_eq!(slow.body.len().to_string(), length);
    assert!(get(&practice, &path).await.body == slow.body);
}

#[tokio::test]
async fn stalled_bodies_never_end() {
    let practice = studio().await;
    let clip = short_clip(&practice).await;
    practice.fault(Fault::once("/media/", Effect::Stall { at: 10 }));
    let path = media_path(&clip["audio_url"]);
    let patience = Duration::from_millis(100);
    assert!(tokio::time::timeout(patience, get(&practice, &path)).await.is_err());
}

#[tokio::test]
async fn requests_are_kept_as_they_came() {
    let practice = studio().await;
    let body = json!({ "prompt": "雪", "unknown": [1.50, null] });
    audios(&practice, &body).await;
    client::post(&practice, "/suno/nothing", &json!({})).await;
    let requests = practice.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!((requests[0].method.as_str(), requests[0].path.as_str()), ("POST", AUDIOS));
    assert_eq!(requests[0].body, body.to_string());
    let file = std::fs::read_to_string(practice.studio.home.path().join("requests.jsonl")).expect("a log");
    assert_eq!(file.lines().count(), 2);
    assert!(!file.contains(KEY));
}

#[tokio::test]
async fn faults_strike_as_often_as_they_say_and_can_be_cleared() {
    let practice = studio().await;
    practice.fault(Fault { route: AUDIOS.into(), effect: Effect::queue_full(), times: 2 });
    practice.fault(Fault::always("/suno/timing", Effect::queue_full()));
    let bad = json!({});
    for expected in [500, 500, 400] {
        assert_eq!(audios(&practice, &bad).await.status, expected);
    }
    for _ in 0..3 {
        assert_eq!(timing(&practice, "x").await.status, 500);
    }
    practice.clear_faults();
    assert_eq!(timing(&practice, "x").await.status, 403);
}
