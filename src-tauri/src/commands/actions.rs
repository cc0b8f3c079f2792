//! What can be asked of vendors, quotes and jobs, and what came of them beside audio.

use song::{JobId, SongId, TakeId};
use studio::{ActionRequest, FileKind, JobView, MenuItem, Quote};
use tauri::{AppHandle, State};

use super::{Answer, Door};
use crate::settings::KeptSettings;

#[tauri::command]
#[specta::specta]
pub(crate) async fn action_menu(studio: Door<'_>, song: SongId, take: TakeId) -> Answer<Vec<MenuItem>> {
    studio.action_menu(song, take).await
}

/// Asks where to, and copies. Answers where it lies now; none when the dialog was closed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_take_file(
    app: AppHandle,
    studio: Door<'_>,
    song: SongId,
    take: TakeId,
    kind: FileKind,
) -> Answer<Option<String>> {
    let file = studio.take_file(song.clone(), take.clone(), kind).await?;
    let ending = file.name.rsplit('.').next().unwrap_or_default();
    let Some(place) = crate::window::pick_new_file(&app, &file.name, ending).await else { return Ok(None) };
    studio.save_take_file(song, take, kind, place.clone()).await?;
    Ok(Some(place.to_string_lossy().into_owned()))
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn dismiss_draft(studio: Door<'_>, song: SongId, id: String) -> Answer<()> {
    studio.dismiss_draft(song, id).await
}

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
