//! The envelopes of YoYAI's answers (research/vendors.md §1.1 and §1.6).

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Serialize, Serializer};
use uuid::Uuid;

/// A request that is refused; it costs nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

#[derive(Serialize)]
struct Failure<'a> {
    success: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    task_id: Option<&'a str>,
    error: Detail<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace_id: Option<&'a str>,
}

#[derive(Serialize)]
struct Detail<'a> {
    code: &'a str,
    message: &'a str,
}

/// The answer to an accepted request; callbacks carry no trace.
#[derive(Debug, Serialize)]
pub(crate) struct Success<'a, D> {
    pub(crate) success: bool,
    pub(crate) task_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) trace_id: Option<&'a str>,
    pub(crate) data: &'a D,
}

impl Refusal {
    /// The request itself is wrong.
    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self { status: 400, code: "bad_request", message: message.into() }
    }

    /// The request is well formed but not allowed.
    pub(crate) fn forbidden(message: impl Into<String>) -> Self {
        Self { status: 403, code: "forbidden", message: message.into() }
    }

    /// No key, or another one.
    pub(crate) fn invalid_token() -> Self {
        Self { status: 401, code: "invalid_token", message: "The token is missing or invalid.".into() }
    }

    /// The balance does not cover the price.
    pub(crate) fn used_up() -> Self {
        Self {
            status: 403,
            code: "used_up",
            message: "Your balance is not sufficient for this request.".into(),
        }
    }

    /// Nothing lives at this address.
    pub(crate) fn no_api() -> Self {
        Self { status: 404, code: "no_api", message: "There is no such API.".into() }
    }

    /// The body is larger than any request can be.
    pub(crate) fn too_large() -> Self {
        Self { status: 413, code: "bad_request", message: "The request body is too large.".into() }
    }

    /// The server failed, in the documents' words.
    pub(crate) fn internal() -> Self {
        let message =
            "The current internal service is abnormal. Consult the administrator according to trace_id.";
        Self { status: 500, code: "api_error", message: message.into() }
    }

    /// The documents' sentence for a song that is unknown.
    pub(crate) fn song_gone() -> Self {
        Self::forbidden("This song doesn't exist or has been taken offline.")
    }

    /// The documents' sentence for an action that a song cannot take.
    pub(crate) fn unsupported(action: &str) -> Self {
        Self::forbidden(format!("The current song does not currently support {action}."))
    }

    /// The body that is sent to a callback when accepted work failed.
    pub(crate) fn callback_body(&self, task_id: &str) -> Vec<u8> {
        self.body(Some(task_id), None)
    }

    /// The answer under the trace of an accepted request.
    pub(crate) fn traced(&self, trace_id: &str) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, [("content-type", "application/json")], self.body(None, Some(trace_id))).into_response()
    }

    fn body(&self, task_id: Option<&str>, trace_id: Option<&str>) -> Vec<u8> {
        let error = Detail { code: self.code, message: &self.message };
        serde_json::to_vec(&Failure { success: false, task_id, error, trace_id }).unwrap_or_default()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        self.traced(&Uuid::new_v4().to_string())
    }
}

/// The immediate answer when a callback was named: nothing but the task.
pub(crate) fn accepted(task_id: &str) -> Response {
    #[derive(Serialize)]
    struct Accepted<'a> {
        task_id: &'a str,
    }
    Json(Accepted { task_id }).into_response()
}

/// Numbers as JavaScript writes them: `30`, not `30.0`.
#[allow(clippy::cast_possible_truncation, clippy::trivially_copy_pass_by_ref)]
pub(crate) fn number<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        serializer.serialize_i64(*value as i64)
    } else {
        serializer.serialize_f64(*value)
    }
}

/// A number of an answer, as [`number`] writes it.
#[allow(clippy::cast_possible_truncation)]
pub(crate) fn json_number(value: f64) -> serde_json::Value {
    if value.fract() == 0.0 && value.abs() < 1e15 { (value as i64).into() } else { value.into() }
}
