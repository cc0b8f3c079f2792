//! Its error bodies. Mountsea documents none; names and the status 201 say NestJS, so these are NestJS's:
//! `{"statusCode","message","error"}`, with a list of messages when fields are wrong.

use axum::Json;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::server::envelope::Refusal;

/// A field is wrong.
pub(super) fn invalid(message: impl Into<String>) -> Refusal {
    Refusal { status: 400, code: "validation", message: message.into() }
}

/// A field that must be there is not.
pub(super) fn empty(field: &str) -> Refusal {
    invalid(format!("{field} should not be empty"))
}

/// There is no such task.
pub(super) fn no_task() -> Refusal {
    Refusal { status: 404, code: "not_found", message: "Task not found".into() }
}

/// Answers whatever has no route.
pub(super) async fn nowhere(request: Request) -> Response {
    let message = format!("Cannot {} {}", request.method(), request.uri().path());
    answer(Refusal { status: 404, code: "not_found", message })
}

/// The vendor's words for a refusal.
pub(super) fn answer(refusal: Refusal) -> Response {
    let (status, message) = match refusal.code {
        "invalid_token" => (401, json!("Unauthorized")),
        "used_up" => (402, json!("Insufficient credits")),
        "api_error" => (500, json!("Internal server error")),
        "validation" => (refusal.status, json!([refusal.message])),
        _ => (refusal.status, json!(refusal.message)),
    };
    let mut body = json!({ "statusCode": status, "message": message });
    if let Some(name) = name(status) {
        body["error"] = Value::from(name);
    }
    (StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), Json(body)).into_response()
}

/// NestJS names only what is refused with words of its own.
fn name(status: u16) -> Option<&'static str> {
    match status {
        400 => Some("Bad Request"),
        403 => Some("Forbidden"),
        404 => Some("Not Found"),
        _ => None,
    }
}
