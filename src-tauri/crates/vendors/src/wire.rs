//! What goes over the wire and what comes back, as a job row stores it.
//!
//! Absent: sending (`http`) and any meaning (the vendors' folders).

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One call. Key order is kept, so what the user saw is what is sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WireRequest {
    /// How it is sent. Rows of the first Refrain have none: they were all [`Method::Post`].
    #[serde(default)]
    pub method: Method,
    /// The path under the connection's base URL, beginning with `/`.
    pub path: String,
    /// What follows the path after `?`, not yet encoded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub query: Vec<(String, String)>,
    /// The JSON body; null: none. Never contains the key.
    pub body: Value,
    /// Where the key goes.
    #[serde(default)]
    pub key: KeyPlace,
}

/// How a call is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Reads. Sent without a body.
    Get,
    /// Does something.
    #[default]
    Post,
}

/// Where the key goes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum KeyPlace {
    /// `Authorization: Bearer …`.
    #[default]
    Bearer,
    /// A header of this name, the bare key in it.
    Header(String),
    /// In no place: the address is not a vendor's.
    Nowhere,
}

impl WireRequest {
    /// A POST with a JSON body.
    #[must_use]
    pub fn post(path: impl Into<String>, body: Value) -> Self {
        let (query, key) = (Vec::new(), KeyPlace::Bearer);
        Self { method: Method::Post, path: path.into(), query, body, key }
    }

    /// A GET with this query.
    #[must_use]
    pub fn get(path: impl Into<String>, query: &[(&str, &str)]) -> Self {
        let query = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { method: Method::Get, path: path.into(), query, body: Value::Null, key: KeyPlace::Bearer }
    }
}

/// A complete answer. Debug shows its size, not its content: content may hold signed addresses.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WireAnswer {
    /// The HTTP status.
    pub status: u16,
    /// Seconds of `Retry-After`, 1 ..= 3600.
    pub retry_after_s: Option<u32>,
    /// The body as it came, the key blotted out should it be in there.
    #[serde(with = "body_text")]
    pub body: Vec<u8>,
}

impl std::fmt::Debug for WireAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WireAnswer {{ status: {}, body: {} bytes }}", self.status, self.body.len())
    }
}

/// Why there is no complete answer. The words carry no URL and no key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "sent", content = "words", rename_all = "camelCase")]
pub enum SendError {
    /// Proven: nothing was sent (the connection never came to be).
    #[error("{0}")]
    NotSent(String),
    /// Something may have been sent, and no complete answer came.
    #[error("{0}")]
    Unknown(String),
}

/// Bodies as text in the row: readable, a third of the size of a list of numbers. Bytes that are not
/// UTF-8 are kept as a list, so that what is stored is what came.
mod body_text {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Stored {
        Text(String),
        Bytes(Vec<u8>),
    }

    pub(super) fn serialize<S: Serializer>(body: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(body) {
            Ok(text) => serializer.serialize_str(text),
            Err(_) => body.serialize(serializer),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        Ok(match Stored::deserialize(deserializer)? {
            Stored::Text(text) => text.into_bytes(),
            Stored::Bytes(bytes) => bytes,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_survives_the_job_row_whatever_its_bytes() {
        for body in [b"{\"a\":1}".to_vec(), vec![0xff, 0xfe, b'{'], Vec::new()] {
            let answer = WireAnswer { status: 200, retry_after_s: Some(3), body };
            let row = serde_json::to_string(&answer).unwrap();
            assert_eq!(serde_json::from_str::<WireAnswer>(&row).unwrap(), answer);
        }
    }

    #[test]
    fn a_call_survives_the_job_row_and_old_rows_are_posts() {
        let get = WireRequest {
            key: KeyPlace::Header("X-API-Key".into()),
            ..WireRequest::get("/status", &[("taskId", "a b&c")])
        };
        let row = serde_json::to_string(&get).unwrap();
        assert_eq!(serde_json::from_str::<WireRequest>(&row).unwrap(), get);
        let old: WireRequest =
            serde_json::from_str(r#"{"path":"/suno/audios","body":{"b":1,"a":2}}"#).unwrap();
        assert_eq!(old, WireRequest::post("/suno/audios", serde_json::json!({"b": 1, "a": 2})));
        assert_eq!(old.body.to_string(), r#"{"b":1,"a":2}"#);
    }

    #[test]
    fn debug_shows_no_content() {
        let body = b"https://cdn/x.mp3?sig=secret".to_vec();
        assert!(!format!("{:?}", WireAnswer { status: 200, retry_after_s: None, body }).contains("secret"));
    }
}
