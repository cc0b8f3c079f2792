//! Who gets in: the matrix of hosts, origins, methods, types and keys.

use super::*;
use client::{get, raw, with_headers};

const POST: &str = "POST /suno/timing";
const BODY: &str = r#"{"audio_id":"x"}"#;

async fn status(practice: &Practice, line: &str, headers: &[&str]) -> u16 {
    with_headers(practice, line, headers, BODY).await.expect("a connection").expect("an answer").status
}

fn good(practice: &Practice) -> [String; 3] {
    [
        format!("host: 127.0.0.1:{}", practice.port),
        format!("authorization: Bearer {KEY}"),
        "content-type: application/json".into(),
    ]
}

#[tokio::test]
async fn only_the_right_host_is_served() {
    let practice = studio().await;
    let [_, key, kind] = good(&practice);
    let port = practice.port;
    let hosts = [
        (format!("host: 127.0.0.1:{port}"), true),
        (format!("host: localhost:{port}"), true),
        (format!("host: LOCALHOST:{port}"), true),
        ("host: 127.0.0.1".into(), false),
        ("host: localhost".into(), false),
        (format!("host: 127.0.0.1:{}", port.wrapping_add(1)), false),
        (format!("host: evil.example:{port}"), false),
        (format!("host: 127.0.0.1.evil.example:{port}"), false),
        (format!("host: evil@127.0.0.1:{port}"), false),
        (format!("host: 0.0.0.0:{port}"), false),
        ("host: ".into(), false),
    ];
    for (host, served) in hosts {
        // Served means: got as far as the unknown song, which is a 403 with another message.
        let answer = with_headers(&practice, POST, &[&host, &key, &kind], BODY).await.expect("a connection");
        let text =
            answer.map(|answer| String::from_utf8_lossy(&answer.body).into_owned()).unwrap_or_default();
        assert_eq!(text.contains("This song doesn't exist"), served, "{host}");
    }
    let absolute = format!("POST http://evil.example:{port}/suno/timing");
    let host = format!("host: 127.0.0.1:{port}");
    let answer = with_headers(&practice, &absolute, &[&host, &key, &kind], BODY).await.expect("a connection");
    assert!(!String::from_utf8_lossy(&answer.expect("an answer").body).contains("This song"));
}

#[tokio::test]
async fn web_pages_are_turned_away() {
    let practice = studio().await;
    let [host, key, kind] = good(&practice);
    for origin in ["origin: https://evil.example", "origin: null", "origin: http://127.0.0.1", "origin: "] {
        let answer =
            with_headers(&practice, POST, &[&host, &key, &kind, origin], BODY).await.expect("a connection");
        let answer = answer.expect("an answer");
        assert_eq!(answer.status, 403, "{origin}");
        assert!(!answer.head.to_lowercase().contains("access-control"), "{origin}");
    }
    let preflight = "OPTIONS /suno/timing";
    let origin = "origin: https://evil.example";
    assert_eq!(
        status(&practice, preflight, &[&host, origin, "access-control-request-method: POST"]).await,
        403
    );
    assert_eq!(status(&practice, preflight, &[&host]).await, 401);
}

#[tokio::test]
async fn only_the_key_opens() {
    let practice = studio().await;
    let [host, _, kind] = good(&practice);
    let longer = format!("authorization: Bearer {KEY}x");
    let bare = format!("authorization: {KEY}");
    let basic = format!("authorization: Basic {KEY}");
    let wrong = [
        "x-nothing: 1",
        "authorization: Bearer ",
        "authorization: Bearer practice-ke",
        &longer,
        &bare,
        &basic,
    ];
    for key in wrong {
        let answer = with_headers(&practice, POST, &[&host, key, &kind], BODY).await.expect("a connection");
        let (status, code, _) = answer.expect("an answer").refusal();
        assert_eq!((status, code.as_str()), (401, "invalid_token"), "{key}");
    }
    assert!(practice.ledger().is_empty());
}

#[tokio::test]
async fn an_empty_key_opens_nothing() {
    let options = Options { key: String::new(), pace: Pace::Fast, home: None, port: 0, credits: 1.0 };
    let practice = Practice::open(options, false).await.expect("a free port");
    let [host, _, kind] = good(&practice);
    for key in ["authorization: Bearer ", "authorization: Bearer  ", "authorization: "] {
        assert_eq!(status(&practice, POST, &[&host, key, &kind]).await, 401);
    }
}

#[tokio::test]
async fn only_known_routes_methods_and_types_are_served() {
    let practice = studio().await;
    let [host, key, kind] = good(&practice);
    for line in [
        "POST /",
        "POST /suno/tasks",
        "POST /suno/audios/x",
        "GET /suno/timing",
        "PUT /suno/audios",
        "DELETE /media/x.mp3",
    ] {
        let answer = with_headers(&practice, line, &[&host, &key, &kind], BODY).await.expect("a connection");
        let (status, code, _) = answer.expect("an answer").refusal();
        assert_eq!((status, code.as_str()), (404, "no_api"), "{line}");
    }
    for kind in
        ["content-type: text/plain", "content-type: application/x-www-form-urlencoded", "x-nothing: 1"]
    {
        assert_eq!(status(&practice, POST, &[&host, &key, kind]).await, 400, "{kind}");
    }
    assert_eq!(
        status(&practice, POST, &[&host, &key, "content-type: application/json; charset=utf-8"]).await,
        403
    );
    for body in ["", "[]", "\"x\"", "{\"audio_id\":", "nonsense"] {
        let answer = with_headers(&practice, POST, &[&host, &key, &kind], body).await.expect("a connection");
        assert_eq!(answer.expect("an answer").refusal().0, 400, "{body}");
    }
}

#[tokio::test]
async fn bodies_are_bounded() {
    let practice = studio().await;
    let [host, key, kind] = good(&practice);
    let head = format!("POST /suno/audios HTTP/1.1\r\n{host}\r\n{key}\r\n{kind}\r\nconnection: close\r\n");
    let body = vec![b'x'; 1024 * 1024 + 1];
    let mut text = format!("{head}content-length: {}\r\n\r\n", body.len()).into_bytes();
    text.extend_from_slice(&body);
    // The server may close while the rest is still being sent: either way nothing was taken.
    if let Ok(Some(answer)) = raw(&practice, &text).await {
        assert_eq!(answer.status, 413);
    }
    assert!(practice.ledger().is_empty());
    assert_eq!(audios(&practice, &custom()).await.status, 200);
}

#[tokio::test]
async fn media_need_no_key_but_their_name() {
    let practice = studio().await;
    let clip = short_clip(&practice).await;
    let song = clip["id"].as_str().expect("an id");
    for name in [
        format!("{song}.mp3"),
        format!("image_{song}.jpeg"),
        "..%2fledger.jsonl".into(),
        "x.json".into(),
        "".into(),
    ] {
        assert_eq!(get(&practice, &format!("/media/{name}")).await.status, 404, "{name}");
    }
    let path = media_path(&clip["audio_url"]);
    let answer = get(&practice, &path).await;
    assert_eq!(answer.status, 200);
    let head = answer.head.to_lowercase();
    assert!(
        head.contains("content-type: audio/mpeg") && head.contains("x-content-type-options: nosniff"),
        "{head}"
    );
    assert_eq!(get(&practice, &path.replace(".mp3", ".json")).await.status, 404);
    let cover = get(&practice, &media_path(&clip["image_url"])).await;
    assert!(cover.body.starts_with(&[0xff, 0xd8]));
    let host = "host: evil.example";
    assert_eq!(status(&practice, &format!("GET {path}"), &[host]).await, 403);
}

#[tokio::test]
async fn it_listens_on_loopback_only() {
    let practice = studio().await;
    assert_eq!(practice.url(), format!("http://127.0.0.1:{}", practice.port));
    let outside = tokio::net::TcpListener::bind(("127.0.0.2", practice.port)).await;
    assert!(outside.is_ok(), "the port is taken on other addresses too");
}
