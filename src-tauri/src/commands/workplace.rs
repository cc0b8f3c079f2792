//! Subscription, settings, connections, devices, folders.

use std::sync::Arc;

use secrecy::SecretString;
use song::ConnectionId;
use studio::{ConnectionView, SoundDevice, TestResult, UiError};
use tauri::ipc::Channel;
use tauri::{AppHandle, State};

use super::{Answer, Door};
use crate::events::{Subscriber, UiEvent};
use crate::practice::PracticeStudio;
use crate::settings::{KeptSettings, Settings, SettingsPatch};
use crate::start::{Start, StartProblem};

/// Which folder is chosen.
#[derive(Debug, Clone, Copy, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Folder {
    Library,
    Export,
}

/// Asked before anything else: without a studio no other command may be called.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_problem(start: State<'_, Start>) -> Answer<Option<StartProblem>> {
    Ok(start.problem())
}

/// Opens the library once more, in a folder of the user's choice if asked; a closed dialog changes nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_again(
    app: AppHandle,
    start: State<'_, Start>,
    kept: State<'_, KeptSettings>,
    elsewhere: bool,
) -> Answer<Option<StartProblem>> {
    if elsewhere {
        let Some(folder) = crate::window::pick_folder(&app).await else { return Ok(start.problem()) };
        kept.move_library(folder)?;
    }
    crate::start::open_studio(&app).await;
    Ok(start.problem())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn subscribe(
    app: AppHandle,
    start: State<'_, Start>,
    studio: Door<'_>,
    settings: State<'_, KeptSettings>,
    subscriber: State<'_, Arc<Subscriber>>,
    on_event: Channel<UiEvent>,
) -> Answer<()> {
    subscriber.replace(on_event, studio.snapshot().await?, settings.now());
    crate::window::import(&app, start.take_files());
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn update_settings(
    studio: Door<'_>,
    kept: State<'_, KeptSettings>,
    subscriber: State<'_, Arc<Subscriber>>,
    practice: State<'_, PracticeStudio>,
    patch: SettingsPatch,
) -> Answer<Settings> {
    let before = kept.now();
    // The studio judges them first: what it refuses is not kept.
    studio.set_preferences(kept.with(&patch).preferences()).await?;
    let settings = kept.change(patch)?;
    if before.output != settings.output {
        studio.set_output(settings.output());
    }
    if before.input != settings.input {
        studio.set_input(settings.input());
    }
    practice.set_pace(settings.practice_pace);
    subscriber.settings(settings.clone());
    Ok(settings)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_folder(
    app: AppHandle,
    studio: Door<'_>,
    kept: State<'_, KeptSettings>,
    subscriber: State<'_, Arc<Subscriber>>,
    which: Folder,
) -> Answer<Option<Settings>> {
    let Some(folder) = crate::window::pick_folder(&app).await else { return Ok(None) };
    let settings = match which {
        Folder::Library => kept.move_library(folder)?,
        Folder::Export => kept.change(SettingsPatch::exports_to(folder))?,
    };
    studio.set_preferences(settings.preferences()).await?;
    subscriber.settings(settings.clone());
    Ok(Some(settings))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn open_export_folder(kept: State<'_, KeptSettings>) -> Answer<()> {
    let folder = kept.now().export_folder;
    std::fs::create_dir_all(&folder).map_err(UiError::internal)?;
    crate::window::reveal(&folder).map_err(UiError::internal)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn list_outputs(studio: Door<'_>) -> Answer<Vec<SoundDevice>> {
    studio.list_outputs().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn add_connection(
    studio: Door<'_>,
    vendor: String,
    label: String,
    base_url: String,
) -> Answer<ConnectionView> {
    studio.add_connection(vendor, label, base_url).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn update_connection(
    studio: Door<'_>,
    connection: ConnectionId,
    label: String,
    base_url: String,
) -> Answer<ConnectionView> {
    studio.update_connection(connection, label, base_url).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_connection(studio: Door<'_>, connection: ConnectionId) -> Answer<()> {
    studio.remove_connection(connection).await
}

/// The one place where a key crosses, inwards only.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_key(
    studio: Door<'_>,
    connection: ConnectionId,
    key: String,
) -> Answer<ConnectionView> {
    studio.set_key(connection, SecretString::from(key)).await
}

/// A second key, for nothing but the balance; inwards only too.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_balance_key(
    studio: Door<'_>,
    connection: ConnectionId,
    key: String,
) -> Answer<ConnectionView> {
    studio.set_balance_key(connection, SecretString::from(key)).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn test_connection(studio: Door<'_>, connection: ConnectionId) -> Answer<TestResult> {
    studio.test_connection(connection).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn refill_practice(studio: Door<'_>, practice: State<'_, PracticeStudio>) -> Answer<()> {
    let balance = practice.refill().map_err(UiError::internal)?;
    studio.set_practice_balance(balance).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_text(app: AppHandle, text: String) -> Answer<()> {
    crate::window::copy(&app, text);
    Ok(())
}
