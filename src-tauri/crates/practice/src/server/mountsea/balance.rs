//! `GET /api-user/credits`, which takes the key in a header or query of its own (docs.mountsea.ai).

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::{PURSE, errors};
use crate::server::envelope::Refusal;
use crate::server::{Studio, gate, number};

/// The query.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    key: Option<String>,
}

#[derive(Serialize)]
struct Credits {
    #[serde(serialize_with = "number")]
    credits: f64,
}

/// Answers what is left.
pub(super) async fn credits(
    State(studio): State<Arc<Studio>>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let header = headers.get("x-api-key").and_then(|key| key.to_str().ok());
    if !header.or(asked.key.as_deref()).is_some_and(|key| gate::opens(&studio, key)) {
        return errors::answer(Refusal::invalid_token());
    }
    Json(Credits { credits: studio.ledger.balance(PURSE) }).into_response()
}
