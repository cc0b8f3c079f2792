//! Mixing stems.

use song::{Mix, MixState, SongId, SumCheck};
use studio::{ExportProgress, MixExport, MixExportRequest, MixView};
use tauri::AppHandle;
use tauri::ipc::Channel;

use super::{Answer, Door};

#[tauri::command]
#[specta::specta]
pub(crate) async fn list_mixes(studio: Door<'_>, song: SongId) -> Answer<Vec<MixView>> {
    studio.list_mixes(song).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn import_lanes(app: AppHandle, studio: Door<'_>, song: SongId) -> Answer<()> {
    studio.import_lanes(song, crate::window::pick_audio(&app).await).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn drop_into(
    drops: tauri::State<'_, crate::window::Drops>,
    song: Option<SongId>,
) -> Answer<()> {
    drops.set(song);
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn hear_mix(studio: Door<'_>, song: SongId, key: String, state: MixState) -> Answer<()> {
    studio.hear_mix(song, key, state).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_mix(studio: Door<'_>, song: SongId, key: String, mix: Mix) -> Answer<()> {
    studio.save_mix(song, key, mix).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn check_mix(studio: Door<'_>, song: SongId, key: String) -> Answer<SumCheck> {
    studio.check_mix(song, key).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn measure_mix(studio: Door<'_>) -> Answer<()> {
    studio.measure_mix();
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn export_mix(
    studio: Door<'_>,
    request: MixExportRequest,
    on_progress: Channel<ExportProgress>,
) -> Answer<Option<MixExport>> {
    // A window that closed meanwhile hears nothing; the export goes on.
    studio.export_mix(request, move |progress| drop(on_progress.send(progress))).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_export(studio: Door<'_>) -> Answer<()> {
    studio.cancel_export();
    Ok(())
}
