//! Suno-API and New-API gateways (seed 004; research/vendors.md §4): submit, fetch one, fetch many.
//!
//! Gateways differ, so each [`Dialect`] has a base of its own; the document's also answers at the server's
//! base, where its paths collide with nobody's. Deliberately absent: channels and users. One key, one user.

mod dialect;
mod errors;
mod extras;
mod fetch;
mod lyrics;
mod music;
mod object;

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};

use super::Studio;
use super::call::Call;
use super::envelope::Refusal;
use super::gate;
use crate::ledger::Purse;
pub(crate) use dialect::{DIALECTS, Dialect};

/// New-API's own units to the dollar, in which it suggests prices.
const UNITS: f64 = 500_000.0;

/// Its account: New-API counts quota.
pub(crate) const PURSE: Purse = Purse { vendor: "gateway", unit: "quota", rate: UNITS };

/// Its routes in one dialect.
pub(crate) fn routes(studio: &Arc<Studio>, dialect: Dialect) -> Router<Arc<Studio>> {
    Router::new()
        .route("/suno/submit/{action}", post(submit))
        .route("/suno/uploads/audio-url", post(uploads))
        .route("/suno/fetch", post(fetch::many))
        .route("/suno/fetch/{id}", get(fetch::one))
        .method_not_allowed_fallback(errors::page)
        .route_layer(from_fn_with_state((Arc::clone(studio), dialect.door()), gate::key))
        .layer(Extension(dialect))
}

/// Its routes and its own answer to everything else: the gateway's web page.
pub(crate) fn all(studio: &Arc<Studio>, dialect: Dialect) -> Router<Arc<Studio>> {
    routes(studio, dialect).fallback(errors::page)
}

/// `POST /suno/submit/:action`.
async fn submit(
    State(studio): State<Arc<Studio>>,
    Extension(dialect): Extension<Dialect>,
    Path(action): Path<String>,
    call: Result<Call, Refusal>,
) -> Response {
    let answer = match action.as_str() {
        "music" => music::submit(&studio, dialect, call).await,
        "lyrics" => lyrics::submit(&studio, dialect, call).await,
        "concat" if dialect.extras => extras::concat(&studio, dialect, call).await,
        "concat" => return errors::no_channel("suno_concat"),
        _ => Err(errors::invalid_action()),
    };
    answer.map_or_else(errors::answer, |id| errors::success(&id))
}

/// `POST /suno/uploads/audio-url`: few gateways route it; the others show their web page.
async fn uploads(
    State(studio): State<Arc<Studio>>,
    Extension(dialect): Extension<Dialect>,
    request: Request,
) -> Response {
    if !dialect.extras {
        return errors::page().await;
    }
    let call = <Call as axum::extract::FromRequest<()>>::from_request(request, &()).await;
    extras::upload(&studio, dialect, call).await.map_or_else(errors::answer, |id| errors::success(&id))
}
