//! Reading a request body: which fields are there, and of which type.
//!
//! `null`, a missing field and an empty text are the same, as the document's samples send all three.

use axum::http::{HeaderMap, header};
use serde_json::{Map, Value};

use crate::server::envelope::Refusal;

/// Checks that a body says it is JSON: forms of web pages cannot send this type without asking first.
pub(crate) fn json(headers: &HeaderMap) -> Result<(), Refusal> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/json") {
        Ok(())
    } else {
        Err(Refusal::bad_request("content-type must be application/json"))
    }
}

/// A request body.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    map: Map<String, Value>,
}

impl Fields {
    /// Reads a body; only a JSON object is one.
    pub(crate) fn parse(body: &[u8]) -> Result<Self, Refusal> {
        serde_json::from_slice(body)
            .map(|map| Self { map })
            .map_err(|_| Refusal::bad_request("The request body is not a JSON object."))
    }

    /// A text, if there is one.
    pub(crate) fn text(&self, name: &str) -> Result<Option<&str>, Refusal> {
        match self.map.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Refusal::bad_request(format!("{name} must be a string"))),
        }
    }

    /// A text that `deed` ("generate audio") cannot do without.
    pub(crate) fn required(&self, name: &str, deed: &str) -> Result<&str, Refusal> {
        self.text(name)?.ok_or_else(|| missing(name, deed))
    }

    /// A text that may be empty, and is if it is not there.
    pub(crate) fn words(&self, name: &str) -> Result<&str, Refusal> {
        self.text(name).map(Option::unwrap_or_default)
    }

    /// An object in the object; empty if it is not there.
    pub(crate) fn object(&self, name: &str) -> Result<Self, Refusal> {
        match self.map.get(name) {
            None | Some(Value::Null) => Ok(Self { map: Map::new() }),
            Some(Value::Object(map)) => Ok(Self { map: map.clone() }),
            Some(_) => Err(Refusal::bad_request(format!("{name} must be an object"))),
        }
    }

    /// A list of texts, if there is one.
    pub(crate) fn texts(&self, name: &str) -> Result<Option<Vec<&str>>, Refusal> {
        let wrong = || Refusal::bad_request(format!("each value in {name} must be a string"));
        match self.map.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Array(list)) => {
                list.iter().map(|it| it.as_str().ok_or_else(wrong)).collect::<Result<_, _>>().map(Some)
            }
            Some(_) => Err(Refusal::bad_request(format!("{name} must be an array"))),
        }
    }

    /// Whether the field is there at all.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.map.get(name).is_some_and(|value| !value.is_null())
    }

    /// A number, if there is one.
    pub(crate) fn number(&self, name: &str) -> Result<Option<f64>, Refusal> {
        match self.map.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => match value.as_f64() {
                Some(number) => Ok(Some(number)),
                None => Err(Refusal::bad_request(format!("{name} must be a number"))),
            },
        }
    }

    /// A switch; off unless it is there.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, Refusal> {
        match self.map.get(name) {
            None | Some(Value::Null) => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => Err(Refusal::bad_request(format!("{name} must be a boolean"))),
        }
    }

    /// A number that `deed` cannot do without.
    pub(crate) fn seconds(&self, name: &str, deed: &str) -> Result<f64, Refusal> {
        match self.map.get(name) {
            None | Some(Value::Null) => Err(missing(name, deed)),
            Some(value) => match value.as_f64() {
                Some(seconds) if seconds >= 0.0 => Ok(seconds),
                _ => Err(Refusal::bad_request(format!("{name} must be a number not less than 0"))),
            },
        }
    }
}

fn missing(name: &str, deed: &str) -> Refusal {
    Refusal::bad_request(format!("{name} is required when {deed}"))
}
