//! Quotes and jobs.

use song::JobId;
use studio::{ActionRequest, JobView, Quote};
use tauri::{AppHandle, State};

use super::{Answer, Door};
use crate::settings::KeptSettings;

#[tauri::command]
#[specta::specta]
pub(crate) async fn quote(studio: Door<'_>, action: ActionRequest) -> Answer<Quote> {
    studio.quote(action).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn quote_again(studio: Door<'_>, job: JobId) -> Answer<Quote> {
    studio.quote_again(job).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn start(
    studio: Door<'_>,
    quote_id: String,
    confirmation: Option<String>,
) -> Answer<JobView> {
    studio.start_confirmed(quote_id, confirmation).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_job(studio: Door<'_>, job: JobId) -> Answer<()> {
    studio.cancel_job(job).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn dismiss_job(studio: Door<'_>, job: JobId) -> Answer<()> {
    studio.dismiss_job(job).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn look_up_job(studio: Door<'_>, job: JobId) -> Answer<()> {
    studio.look_up_job(job).await
}

/// The page has the words; whether they are for the system to say is decided here.
#[tauri::command]
#[specta::specta]
pub(crate) async fn say_ended(
    app: AppHandle,
    kept: State<'_, KeptSettings>,
    title: String,
    words: String,
) -> Answer<()> {
    if kept.now().notifications {
        crate::notify::say(&app, &title, &words);
    }
    Ok(())
}
