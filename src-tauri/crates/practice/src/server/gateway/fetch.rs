//! `GET /suno/fetch/:id` and `POST /suno/fetch`: one task, or many at once.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde_json::Value;

use super::{Dialect, PURSE, errors, object};
use crate::server::Studio;
use crate::server::call::Call;
use crate::server::envelope::Refusal;
use crate::server::task::Look;

/// Answers one task; Suno-API itself answers nothing but what it holds.
pub(super) async fn one(
    State(studio): State<Arc<Studio>>,
    Extension(dialect): Extension<Dialect>,
    Path(id): Path<String>,
) -> Response {
    match look(&studio, &id).await {
        Ok(Some(look)) if dialect.bare => Json(object::data(&studio, &look)).into_response(),
        Ok(Some(look)) => errors::success(&object::task(&studio, &look, dialect)),
        Ok(None) => errors::answer(errors::refusal("task_not_exist", "task_not_exist")),
        Err(refusal) => errors::answer(refusal),
    }
}

/// Answers the tasks that are known among those asked for, in no order that a client could rely on.
pub(super) async fn many(
    State(studio): State<Arc<Studio>>,
    Extension(dialect): Extension<Dialect>,
    call: Result<Call, Refusal>,
) -> Response {
    match known(&studio, dialect, call).await {
        Ok(data) => errors::success(&data),
        Err(refusal) => errors::answer(refusal),
    }
}

/// The batch: empty for no ids, null if none is known.
async fn known(
    studio: &Arc<Studio>,
    dialect: Dialect,
    call: Result<Call, Refusal>,
) -> Result<Value, Refusal> {
    let call = call?;
    call.fields.text("action")?;
    let ids = call.fields.texts("ids")?.unwrap_or_default();
    let mut tasks = Vec::new();
    for id in ids.iter().rev() {
        tasks.extend(look(studio, id).await?.map(|look| object::task(studio, &look, dialect)));
    }
    Ok(if tasks.is_empty() && !ids.is_empty() { Value::Null } else { Value::Array(tasks) })
}

/// Looks at a task; when that finds it failed, the gateway gives the money back.
async fn look(studio: &Arc<Studio>, id: &str) -> Result<Option<Look>, Refusal> {
    let look = studio.look(PURSE.vendor, id).await?;
    if let Some(look) = look.as_ref().filter(|look| look.news && look.task.fate.is_bad()) {
        studio.refund(PURSE, &look.task.id).await?;
    }
    Ok(look)
}
