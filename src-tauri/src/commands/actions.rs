//! Quotes and jobs.

use song::JobId;
use studio::{ActionRequest, JobView, Quote};

use super::{Answer, Door};

#[tauri::command]
#[specta::specta]
pub(crate) async fn quote(studio: Door<'_>, action: ActionRequest) -> Answer<Quote> {
    studio.quote(action).await
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
