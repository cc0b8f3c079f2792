//! A client of a few lines, which can also say what a good one never would.

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::KEY;
use crate::Practice;

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// Status, code and message of an error envelope.
    pub(super) fn refusal(&self) -> (u16, String, String) {
        let json = self.json();
        assert_eq!(super::keys(&json), ["success", "error", "trace_id"]);
        assert_eq!(json["success"], false);
        assert!(!json["trace_id"].as_str().expect("a trace").is_empty());
        let text = |name: &str| json["error"][name].as_str().expect("a text").to_owned();
        (self.status, text("code"), text("message"))
    }
}

/// Sends `text` as it is and reads until the server closes; `None` if it closes without an answer.
pub(super) async fn raw(practice: &Practice, text: &[u8]) -> std::io::Result<Option<Answer>> {
    let mut socket = TcpStream::connect(("127.0.0.1", practice.port)).await?;
    socket.write_all(text).await?;
    let mut bytes = Vec::new();
    socket.read_to_end(&mut bytes).await?;
    Ok(split(&bytes))
}

fn split(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.get(9..12)?.parse().ok()?;
    Some(Answer { status, head, body: bytes[end + 4..].to_vec() })
}

/// A request with these header lines instead of the usual ones.
pub(super) async fn with_headers(
    practice: &Practice,
    line: &str,
    headers: &[&str],
    body: &str,
) -> std::io::Result<Option<Answer>> {
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let length = body.len();
    let text =
        format!("{line} HTTP/1.1\r\n{headers}connection: close\r\ncontent-length: {length}\r\n\r\n{body}");
    raw(practice, text.as_bytes()).await
}

/// A good POST, as text.
pub(super) fn post_text(practice: &Practice, path: &str, body: &Value) -> String {
    let body = body.to_string();
    format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\nauthorization: Bearer {KEY}\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        practice.port,
        body.len()
    )
}

/// A good POST.
pub(super) async fn post(practice: &Practice, path: &str, body: &Value) -> Answer {
    raw(practice, post_text(practice, path, body).as_bytes()).await.expect("a connection").expect("an answer")
}

/// A good GET, without a key as to a CDN.
pub(super) async fn get(practice: &Practice, path: &str) -> Answer {
    let host = format!("host: 127.0.0.1:{}", practice.port);
    with_headers(practice, &format!("GET {path}"), &[&host], "")
        .await
        .expect("a connection")
        .expect("an answer")
}
