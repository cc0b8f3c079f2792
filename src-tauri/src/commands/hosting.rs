//! The user's file host.

use secrecy::SecretString;
use studio::{HostPlace, HostProof, HostView, HostedView};

use super::{Answer, Door};

#[tauri::command]
#[specta::specta]
pub(crate) async fn file_host(studio: Door<'_>) -> Answer<Option<HostView>> {
    studio.file_host().await
}

/// The secret crosses inwards only; an empty one leaves the known one as it is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_file_host(studio: Door<'_>, place: HostPlace, secret: String) -> Answer<HostView> {
    studio.set_file_host(place, Some(SecretString::from(secret))).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_file_host(studio: Door<'_>) -> Answer<()> {
    studio.remove_file_host().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn prove_file_host(studio: Door<'_>) -> Answer<HostProof> {
    studio.prove_file_host().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn list_hosted(studio: Door<'_>) -> Answer<Vec<HostedView>> {
    studio.hosted().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn clear_hosted(studio: Door<'_>) -> Answer<Vec<HostedView>> {
    studio.clear_hosted().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn forget_hosted(studio: Door<'_>, name: String) -> Answer<()> {
    studio.forget_hosted(name).await
}
