//! Tests of sending: what reaches a server, what is proven by an error, what is kept secret.

use std::time::Duration;

use secrecy::SecretString;
use serde_json::json;

use super::*;
use crate::conformance::raw::{RawServer, Script, answer as said, nobody};
use crate::{ErrorKind, Money, VendorError};

const KEY: &str = "sk-0123456789abcdef";

fn key() -> SecretString {
    SecretString::from(KEY)
}

fn request() -> WireRequest {
    WireRequest::post("/suno/audios", json!({ "b": 1, "a": "新年" }))
}

fn impatient(tries: u32) -> Retry {
    Retry { tries, base: Duration::ZERO, cap: Duration::ZERO }
}

async fn server(script: Script) -> RawServer {
    RawServer::start(script).await.unwrap()
}

async fn once(server: &RawServer) -> Result<WireAnswer, SendError> {
    send_once(&server.url(), &request(), &key()).await
}

#[tokio::test]
async fn a_request_is_sent_as_it_is_with_the_key_in_a_header() {
    let server = server(Script::Answer(said(200, &[], b"{}"))).await;
    assert_eq!(
        once(&server).await.unwrap(),
        WireAnswer { status: 200, retry_after_s: None, body: b"{}".to_vec() }
    );
    let heard = server.heard().remove(0);
    assert_eq!(heard.body, r#"{"b":1,"a":"新年"}"#.as_bytes(), "key order is kept");
    assert!(heard.head.starts_with("POST /suno/audios HTTP/1.1"));
    let head = heard.head.to_lowercase();
    for line in [
        &format!("authorization: bearer {KEY}"),
        "accept: application/json",
        "content-type: application/json",
    ] {
        assert!(head.contains(line), "{head}");
    }
}

#[tokio::test]
async fn a_question_carries_its_query_and_no_body_and_the_key_where_it_belongs() {
    let server = server(Script::Answer(said(200, &[], b"{}"))).await;
    let question = WireRequest {
        key: KeyPlace::Header("X-API-Key".into()),
        ..WireRequest::get("/status", &[("taskId", "a b&c=d")])
    };
    read(&server.url(), &question, &key()).await.unwrap();
    send_once(&server.url(), &WireRequest::post("/prepare", serde_json::Value::Null), &key()).await.unwrap();
    let heard = server.heard();
    assert!(heard[0].head.starts_with("GET /status?taskId=a+b%26c%3Dd HTTP/1.1"), "{}", heard[0].head);
    let head = heard[0].head.to_lowercase();
    assert!(head.contains(&format!("x-api-key: {KEY}")) && !head.contains("authorization"), "{head}");
    assert!(heard.iter().all(|heard| heard.body.is_empty()));
    assert!(!heard[1].head.to_lowercase().contains("content-type"), "{}", heard[1].head);
}

#[tokio::test]
async fn a_lost_connection_is_unknown_and_sends_nothing_twice() {
    let server = server(Script::DropAfterReading).await;
    let error = once(&server).await.unwrap_err();
    assert!(matches!(&error, SendError::Unknown(_)), "{error:?}");
    assert_eq!(server.heard().len(), 1);
    assert!(!format!("{error} {error:?}").contains(KEY));
}

#[tokio::test]
async fn silence_is_unknown() {
    let server = server(Script::Pause(Vec::new(), Duration::from_secs(5), Vec::new())).await;
    let error = send_within(&server.url(), &request(), &key(), Duration::from_millis(50)).await.unwrap_err();
    assert_eq!(error, SendError::Unknown("no answer in time: operation timed out".into()));
    assert!(server.heard().len() <= 1);
}

#[tokio::test]
async fn only_a_connection_that_never_was_is_not_sent() {
    let url = nobody().await.unwrap();
    let error = send_once(&url, &request(), &key()).await.unwrap_err();
    assert!(matches!(&error, SendError::NotSent(words) if !words.contains("suno/audios")), "{error:?}");
}

#[tokio::test]
async fn unusable_addresses_and_keys_are_not_sent() {
    for url in ["http://api.yoy-ai.com", "nonsense", "https://u:p@a.b"] {
        assert!(matches!(send_once(url, &request(), &key()).await, Err(SendError::NotSent(_))), "{url}");
    }
    let server = server(Script::Answer(said(200, &[], b"{}"))).await;
    let broken = SecretString::from("line\nbreak");
    let error = send_once(&server.url(), &request(), &broken).await.unwrap_err();
    assert!(matches!(&error, SendError::NotSent(words) if !words.contains("line")));
    assert!(server.heard().is_empty());
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_nothing_is_sent_on() {
    let thief = server(Script::Answer(said(200, &[], b"{}"))).await;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("Location: {}/x", thief.url());
        let server = server(Script::Answer(said(status, &[&location], b""))).await;
        assert_eq!(once(&server).await.unwrap().status, status);
        assert_eq!(server.heard().len(), 1);
    }
    assert!(thief.heard().is_empty());
}

#[tokio::test]
async fn a_body_that_breaks_off_is_kept_as_far_as_it_came() {
    let whole = said(200, &[], b"{\"task_id\":\"t\",\"data\":[]}");
    let server = server(Script::Answer(whole[..whole.len() - 5].to_vec())).await;
    assert_eq!(once(&server).await.unwrap().body, b"{\"task_id\":\"t\",\"data");
}

#[tokio::test]
async fn a_body_without_end_is_cut() {
    let body = vec![b' '; crate::json::LIMIT + 100_000];
    let server = server(Script::Answer(said(200, &[], &body))).await;
    assert_eq!(once(&server).await.unwrap().body.len(), crate::json::LIMIT + 1);
}

#[tokio::test]
async fn an_echoed_key_is_blotted_out() {
    let body = format!("{{\"message\":\"bad key {KEY} {KEY}\"}}");
    let server = server(Script::Answer(said(401, &[], body.as_bytes()))).await;
    assert_eq!(once(&server).await.unwrap().body, b"{\"message\":\"bad key *** ***\"}");
}

#[test]
fn the_vendors_wait_is_seconds_or_a_date() {
    let wait = |headers: &[(&str, &str)]| {
        let pairs = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        retry_after(&HeaderMap::from_iter(pairs))
    };
    assert_eq!(wait(&[("retry-after", "7")]), Some(7));
    assert_eq!(wait(&[("retry-after", "0")]), Some(1));
    assert_eq!(wait(&[("retry-after", "999999999999")]), Some(3600));
    assert_eq!(wait(&[("retry-after", "soon")]), None);
    let (now, then) = ("Sat, 21 Nov 2026 03:00:00 GMT", "Sat, 21 Nov 2026 03:00:30 GMT");
    assert_eq!(wait(&[("retry-after", then), ("date", now)]), Some(30));
    assert_eq!(wait(&[("retry-after", then)]), None);
}

#[test]
fn waits_grow_with_chance_up_to_their_cap_and_follow_the_vendor() {
    let retry = Retry { tries: 9, base: Duration::from_secs(1), cap: Duration::from_secs(10) };
    for failures in 1..40 {
        let full = 2_f64.powi(i32::try_from(failures).unwrap() - 1).min(10.0);
        let wait = retry.wait(failures, None).as_secs_f64();
        assert!(wait >= full / 2.0 - 1e-9 && wait <= full + 1e-9, "{failures}: {wait}");
    }
    assert_eq!(retry.wait(1, Some(4)), Duration::from_secs(4));
    assert_eq!(retry.wait(1, Some(400)), Duration::from_secs(10));
}

#[tokio::test]
async fn repeatable_calls_are_repeated() {
    let scripts = [
        Script::DropAfterReading,
        Script::Answer(said(503, &[], b"")),
        Script::Answer(said(429, &["Retry-After: 3600"], b"")),
        Script::Answer(said(200, &[], b"{}")),
    ];
    let server = server(Script::Each(scripts.to_vec())).await;
    let answer = read_with(&server.url(), &request(), &key(), impatient(4)).await.unwrap();
    assert_eq!((answer.status, server.heard().len()), (200, 4));
}

#[tokio::test]
async fn repeatable_calls_end_with_the_last_failure_and_stop_at_refusals() {
    let busy = server(Script::Answer(said(503, &[], b""))).await;
    assert_eq!(read_with(&busy.url(), &request(), &key(), impatient(3)).await.unwrap().status, 503);
    assert_eq!(busy.heard().len(), 3);
    let refusing = server(Script::Answer(said(401, &[], b""))).await;
    assert_eq!(read_with(&refusing.url(), &request(), &key(), impatient(3)).await.unwrap().status, 401);
    assert_eq!(refusing.heard().len(), 1);
}

fn quick() -> DownloadLimits {
    DownloadLimits { retry: impatient(1), ..DownloadLimits::audio() }
}

/// Downloads `/a.mp3?Signature=secret` of `server` and answers with the file's bytes.
async fn fetch(server: &RawServer, limits: DownloadLimits) -> Result<Vec<u8>, VendorError> {
    let folder = tempfile::tempdir().unwrap();
    let into = folder.path().join("a.part");
    let url = format!("{}/a.mp3?Signature=secret", server.url());
    let mut last = 0;
    match download(&url, Some(&server.url()), &into, limits, &mut |bytes| last = bytes).await {
        Ok(done) => {
            let bytes = std::fs::read(&into).unwrap();
            assert_eq!((done.bytes, last), (bytes.len() as u64, bytes.len() as u64));
            Ok(bytes)
        }
        Err(error) => {
            assert!(!into.exists(), "nothing half is left behind");
            assert_eq!(error.money, Money::Spent);
            assert!(!format!("{error} {error:?}").contains("secret"));
            Err(error)
        }
    }
}

async fn fetch_fails(script: Script, limits: DownloadLimits) -> ErrorKind {
    fetch(&server(script).await, limits).await.unwrap_err().kind
}

#[tokio::test]
async fn media_is_fetched_without_the_key() {
    let server = server(Script::Answer(said(200, &[], &[7; 100_000]))).await;
    assert_eq!(fetch(&server, quick()).await.unwrap(), [7; 100_000]);
    let head = server.heard().remove(0).head;
    assert!(
        head.starts_with("GET /a.mp3?Signature=secret") && !head.to_lowercase().contains("authorization")
    );
}

#[tokio::test]
async fn a_web_page_as_media_is_left_to_the_decoder() {
    let server = server(Script::Answer(said(200, &["Content-Type: text/html"], b"<html>"))).await;
    assert_eq!(fetch(&server, quick()).await.unwrap(), b"<html>");
}

#[tokio::test]
async fn media_errors_are_told_apart() {
    let status = |status| fetch_fails(Script::Answer(said(status, &[], b"no")), quick());
    assert_eq!(status(401).await, ErrorKind::MediaForbidden);
    assert_eq!(status(403).await, ErrorKind::MediaForbidden);
    assert_eq!(status(404).await, ErrorKind::MediaExpired);
    assert_eq!(status(410).await, ErrorKind::MediaExpired);
    assert_eq!(status(429).await, ErrorKind::Busy);
    assert_eq!(status(500).await, ErrorKind::VendorFault);
    assert_eq!(status(204).await, ErrorKind::VendorFault);
    assert_eq!(fetch_fails(Script::DropAfterReading, quick()).await, ErrorKind::Unreachable);
}

#[tokio::test]
async fn size_is_limited_before_and_while_bytes_come() {
    let small = DownloadLimits { bytes: 10, ..quick() };
    assert_eq!(fetch_fails(Script::Answer(said(200, &[], &[1; 11])), small).await, ErrorKind::MediaTooLarge);
    let endless = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nmore than ten bytes".to_vec();
    assert_eq!(fetch_fails(Script::Answer(endless), small).await, ErrorKind::MediaTooLarge);
}

#[tokio::test]
async fn gaps_silence_and_length_are_limited_in_time() {
    let (brief, long) = (Duration::from_millis(40), Duration::from_secs(5));
    let whole = said(200, &[], b"abcdef");
    let (first, rest) = whole.split_at(whole.len() - 3);
    let stalled = Script::Pause(first.to_vec(), long, rest.to_vec());
    let gap = DownloadLimits { gap: brief, ..quick() };
    assert_eq!(fetch_fails(stalled.clone(), gap).await, ErrorKind::Timeout);
    let total = DownloadLimits { total: brief, ..quick() };
    assert_eq!(fetch_fails(stalled, total).await, ErrorKind::Timeout);
    let silent = Script::Pause(Vec::new(), long, whole);
    let answer = DownloadLimits { answer: brief, ..quick() };
    assert_eq!(fetch_fails(silent, answer).await, ErrorKind::Timeout);
}

#[tokio::test]
async fn a_broken_download_is_begun_anew_and_a_dead_one_is_not() {
    let whole = said(200, &[], b"abcdef");
    let scripts = [
        Script::Answer(whole[..whole.len() - 3].to_vec()),
        Script::Answer(said(503, &[], b"")),
        Script::Answer(whole.clone()),
    ];
    let patient = DownloadLimits { retry: impatient(3), ..quick() };
    let flaky = server(Script::Each(scripts.to_vec())).await;
    assert_eq!(fetch(&flaky, patient).await.unwrap(), b"abcdef");
    let dead = server(Script::Answer(said(404, &[], b""))).await;
    assert_eq!(fetch(&dead, patient).await.unwrap_err().kind, ErrorKind::MediaExpired);
    assert_eq!((flaky.heard().len(), dead.heard().len()), (3, 1));
}

#[tokio::test]
async fn redirects_are_followed_within_the_rules_only() {
    let own = Script::Each(vec![
        Script::Answer(said(302, &["Location: /b.mp3"], b"")),
        Script::Answer(said(200, &[], b"abc")),
    ]);
    assert_eq!(fetch(&server(own).await, quick()).await.unwrap(), b"abc");
    let thief = server(Script::Answer(said(200, &[], b"abc"))).await;
    for target in
        [thief.url(), thief.url().replace("http:", "https:"), "file:///etc/passwd".into(), "//[::1]/".into()]
    {
        let away = Script::Answer(said(302, &[&format!("Location: {target}")], b""));
        assert_eq!(fetch_fails(away, quick()).await, ErrorKind::UnsafeAddress, "{target}");
    }
    assert!(thief.heard().is_empty());
    let circle = server(Script::Answer(said(307, &["Location: /again"], b""))).await;
    assert_eq!(fetch(&circle, quick()).await.unwrap_err().kind, ErrorKind::UnsafeAddress);
    assert_eq!(circle.heard().len(), 6);
}

#[tokio::test]
async fn names_that_lead_to_this_machine_are_blocked_where_the_connection_is_made() {
    let victim = server(Script::Answer(said(200, &[], b"abc"))).await;
    let port = victim.url().rsplit(':').next().unwrap().to_owned();
    let guarded = client(Scope::Public, "localhost", &Proxy::None).unwrap().build().unwrap();
    let error = guarded.get(format!("https://localhost:{port}/")).send().await.unwrap_err();
    assert!(words_of(&error).contains("not public"), "{}", words_of(&error));
    let local = client(Scope::Loopback, "localhost", &Proxy::None).unwrap().build().unwrap();
    assert_eq!(local.get(format!("http://localhost:{port}/")).send().await.unwrap().status(), 200);
    assert_eq!(victim.heard().len(), 1);
}

#[tokio::test]
async fn a_disk_that_takes_no_file_is_said_to_be_so() {
    let server = server(Script::Answer(said(200, &[], b"abc"))).await;
    let url = format!("{}/a.mp3", server.url());
    let into = std::path::Path::new("/nonexistent/folder/a.part");
    let error = download(&url, Some(&server.url()), into, quick(), &mut |_| ()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Disk);
}

async fn through(proxy: Proxy) -> Result<WireAnswer, SendError> {
    let way = Way { base_url: "https://vendor.invalid".into(), proxy, patience: None };
    send_once(&way, &request(), &key()).await
}

#[tokio::test]
async fn a_proxy_is_asked_for_the_vendor_and_sees_neither_key_nor_request() {
    let proxy = server(Script::Answer(said(502, &[], b""))).await;
    let error = through(Proxy::Custom(proxy.url())).await.unwrap_err();
    assert!(matches!(error, SendError::NotSent(_)), "a proxy that does not connect: {error:?}");
    let heard = proxy.heard().remove(0);
    assert!(heard.head.starts_with("CONNECT vendor.invalid:443"), "{}", heard.head);
    assert!(!heard.head.contains(KEY) && heard.body.is_empty());
}

#[tokio::test]
async fn this_machine_is_reached_without_a_proxy_whatever_is_set() {
    let (proxy, vendor) = (
        server(Script::Answer(said(502, &[], b""))).await,
        server(Script::Answer(said(200, &[], b"{}"))).await,
    );
    let way = Way { base_url: vendor.url(), proxy: Proxy::Custom(proxy.url()), patience: None };
    assert_eq!(send_once(&way, &request(), &key()).await.unwrap().status, 200);
    assert!(proxy.heard().is_empty());
}

#[tokio::test]
async fn a_proxy_that_is_not_there_means_that_nothing_was_sent() {
    let error = through(Proxy::Custom(nobody().await.unwrap())).await.unwrap_err();
    assert!(matches!(error, SendError::NotSent(_)), "{error:?}");
}
