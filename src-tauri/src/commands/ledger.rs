//! The ledger, what accounts are set to, and the callback receiver.

use std::collections::BTreeMap;

use song::ConnectionId;
use studio::{CallbackProof, CallbackState, ConnectionOptions, ConnectionView, Ledger, LedgerQuery, UiError};
use tauri::AppHandle;

use super::{Answer, Door};

#[tauri::command]
#[specta::specta]
pub(crate) async fn get_ledger(studio: Door<'_>, query: LedgerQuery) -> Answer<Ledger> {
    studio.ledger(query).await
}

/// Writes the ledger where the user says; answers the file's name, none when the dialog was closed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_ledger(
    app: AppHandle,
    studio: Door<'_>,
    query: LedgerQuery,
    name: String,
    words: BTreeMap<String, String>,
) -> Answer<Option<String>> {
    let table = studio.ledger_csv(query, words).await?;
    let Some(path) = crate::window::pick_new_file(&app, &name, "csv").await else { return Ok(None) };
    tokio::fs::write(&path, table).await.map_err(UiError::internal)?;
    Ok(path.file_name().map(|name| name.to_string_lossy().into_owned()))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn callback_state(studio: Door<'_>) -> Answer<CallbackState> {
    Ok(studio.callback_state())
}

/// Free: asks only the user's own address.
#[tauri::command]
#[specta::specta]
pub(crate) async fn prove_callback(studio: Door<'_>) -> Answer<CallbackProof> {
    Ok(studio.prove_callback().await)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn pause_connection(
    studio: Door<'_>,
    connection: ConnectionId,
    paused: bool,
) -> Answer<ConnectionView> {
    studio.pause_connection(connection, paused).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn set_connection_options(
    studio: Door<'_>,
    connection: ConnectionId,
    options: ConnectionOptions,
) -> Answer<ConnectionView> {
    studio.set_connection_options(connection, options).await
}
