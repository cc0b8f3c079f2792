//! `POST /suno/submit/lyrics`: words on a theme. Suno-API waits for them itself, so that the first fetch
//! finds them done.

use std::sync::Arc;

use serde_json::json;
use uuid::Uuid;

use super::{Dialect, PURSE, UNITS, errors, extras};
use crate::idea_lyrics;
use crate::server::call::{Call, Offer};
use crate::server::envelope::Refusal;
use crate::server::task::Outcome;
use crate::server::{Studio, seed};

/// The suggested price of `suno_lyrics`.
const LYRICS: Offer = Offer {
    purse: PURSE,
    path: "/suno/submit/lyrics",
    action: "LYRICS",
    price: 0.01 * UNITS,
    usual: (0.0, 0.0),
    steps: 0,
};

/// Seconds that the call itself takes.
const PATIENCE: f64 = 10.0;

/// Answers the task's id once the words are there.
pub(super) async fn submit(
    studio: &Arc<Studio>,
    dialect: Dialect,
    call: Result<Call, Refusal>,
) -> Result<String, Refusal> {
    let call = call?;
    let theme = call.fields.text("prompt")?;
    let theme = theme.ok_or_else(|| errors::refusal("invalid_request", "prompt_empty"))?;
    let (title, _, text) = idea_lyrics(theme, seed::seed(&["lyrics", theme]));
    let id = Uuid::new_v4().to_string();
    let data = json!({ "id": id, "text": text, "title": title, "status": "complete" });
    let id = extras::accept(studio, dialect, &LYRICS, &call, Vec::new(), Outcome::Plain { data }).await?;
    studio.take_time(PATIENCE).await;
    Ok(id)
}
