//! UCloud Modelverse's wire format (seed 002; research/vendors.md §3): submit, ask for the state, get addresses.
//!
//! Covers and uploads are those of its public pages. Paths collide with nobody's, so it answers at the
//! server's own base and below `/modelverse`. Deliberately absent: titles, words and lengths in results,
//! which the vendor keeps to itself, and every other model family that it sells.

mod errors;
mod models;
mod status;
mod submit;
mod upload;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use super::Studio;
use super::gate::{self, Door};
use crate::ledger::Purse;

/// Below which path it answers.
pub(crate) const BASE: &str = "/modelverse";

/// Its account. No page prints a price for Suno or a currency for it; the studio's stand-in is the yuan.
pub(crate) const PURSE: Purse = Purse { vendor: "modelverse", unit: "CNY", rate: 1.0 };

/// How its key is shown and how it refuses: the samples show the key bare, other pages as bearer.
const DOOR: Door = Door { bare_key: true, refuse: errors::answer };

/// Its routes.
pub(crate) fn routes(studio: &Arc<Studio>) -> Router<Arc<Studio>> {
    Router::new()
        .route("/v1/tasks/submit", post(submit::submit))
        .route("/v1/tasks/status", get(status::status))
        .route("/v1/suno/uploads/audio-url", post(upload::upload))
        .method_not_allowed_fallback(errors::nowhere)
        .route_layer(from_fn_with_state((Arc::clone(studio), DOOR), gate::key))
}

/// Its routes and its own answer to everything else.
pub(crate) fn all(studio: &Arc<Studio>) -> Router<Arc<Studio>> {
    routes(studio).fallback(errors::nowhere)
}
