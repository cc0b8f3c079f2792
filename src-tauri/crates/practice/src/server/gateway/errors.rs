//! Its two envelopes, and the web page that stands where nothing is routed.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::server::envelope::Refusal;

/// What New-API's router serves for every path that it does not know, with status 200.
const PAGE: &str = "<!doctype html><html lang=\"zh\"><head><title>New API</title></head><body><div id=\"root\"></div></body></html>";

/// The envelope around what worked.
pub(super) fn success(data: &impl serde::Serialize) -> Response {
    Json(json!({ "code": "success", "message": "", "data": data })).into_response()
}

/// `TaskError`: what the gateway or Suno-API says about a request.
pub(super) fn answer(refusal: Refusal) -> Response {
    let (code, message) = match refusal.code {
        "bad_request" => ("invalid_request", refusal.message),
        "used_up" => ("quota_not_enough", "user quota is not enough".into()),
        "api_error" => ("internal_error", refusal.message),
        code => (code, refusal.message),
    };
    let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, Json(json!({ "code": code, "message": message, "data": Value::Null }))).into_response()
}

/// The gateway's word about the key, in OpenAI's envelope.
pub(super) fn token(refusal: Refusal) -> Response {
    let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::UNAUTHORIZED);
    open_ai(status, "无效的令牌")
}

/// Suno-API's own word about the key.
pub(super) fn secret_token(refusal: Refusal) -> Response {
    answer(Refusal { code: "unauthorized", message: "unauthorized secret token".into(), ..refusal })
}

/// No channel has the model; nothing was sent anywhere.
pub(super) fn no_channel(model: &str) -> Response {
    let message = format!("当前分组 default 下对于模型 {model} 无可用渠道");
    open_ai(StatusCode::SERVICE_UNAVAILABLE, &message)
}

fn open_ai(status: StatusCode, message: &str) -> Response {
    (status, Json(json!({ "error": { "message": message, "type": "new_api_error" } }))).into_response()
}

/// The gateway knows no such action.
pub(super) fn invalid_action() -> Refusal {
    refusal("invalid_action", "invalid_action")
}

/// A refusal of the request, in Suno-API's words.
pub(super) fn refusal(code: &'static str, message: &str) -> Refusal {
    Refusal { status: 400, code, message: message.into() }
}

/// The gateway's web page.
pub(super) async fn page() -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], PAGE).into_response()
}
