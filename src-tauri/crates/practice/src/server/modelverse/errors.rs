//! Its error envelope: `{"error":{"message","type","param","code"}}`, `param` being the id of the request
//! (UCloudDoc-Team/modelverse, `common/error-code.md`).

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use uuid::Uuid;

use crate::server::envelope::Refusal;

/// The model is unknown to the account.
pub(super) fn model_error() -> Refusal {
    Refusal { status: 400, code: "model_error", message: "No permission to use the model".into() }
}

/// A text is too long.
pub(super) fn too_long(name: &str, limit: usize) -> Refusal {
    let message = format!("Prompt tokens too long: {name} takes {limit}");
    Refusal { status: 400, code: "tokens_too_long", message }
}

/// Answers whatever has no route.
pub(super) async fn nowhere() -> Response {
    answer(Refusal::no_api())
}

/// The vendor's words for a refusal.
pub(super) fn answer(refusal: Refusal) -> Response {
    let (kind, code, message) = match refusal.code {
        "invalid_token" => ("invalid_request_error", "auth_error", "Validate Certification failed".into()),
        "used_up" => ("permission_error", "forbidden", "quota exceeded".into()),
        "api_error" => ("internal_error", "internal_error", "Internal Server Error".into()),
        "no_api" => ("invalid_request_error", "not_found", refusal.message),
        code @ ("model_error" | "tokens_too_long") => ("invalid_request_error", code, refusal.message),
        _ => ("invalid_request_error", "param_error", refusal.message),
    };
    let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let param = Uuid::new_v4().to_string();
    let error = json!({ "message": message, "type": kind, "param": param, "code": code });
    (status, Json(json!({ "error": error }))).into_response()
}
