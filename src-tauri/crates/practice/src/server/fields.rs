//! Reading a request body: which fields are there, and of which type.
//!
//! `null`, a missing field and an empty text are the same, as the document's samples send all three.

use serde_json::{Map, Value};

use crate::server::envelope::Refusal;

/// A request body.
#[derive(Debug)]
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
