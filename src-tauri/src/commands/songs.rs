//! Songs, takes, versions, import, export.

use song::{Compose, Marker, MarkerId, Millis, SongId, TakeId, Timing, VersionId};
use studio::{
    ExportProgress, ExportRequest, ExportedFile, LaneRequest, SongPage, SongQuery, SongView, TapSheet,
    TimesChange,
};
use tauri::AppHandle;
use tauri::ipc::Channel;

use super::{Answer, Bytes, Door};

#[tauri::command]
#[specta::specta]
pub(crate) async fn list_songs(studio: Door<'_>, query: SongQuery) -> Answer<SongPage> {
    studio.list_songs(query).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn get_song(studio: Door<'_>, song: SongId) -> Answer<SongView> {
    studio.get_song(song).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn create_song(studio: Door<'_>, compose: Compose) -> Answer<SongView> {
    studio.create_song(compose).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_compose(studio: Door<'_>, song: SongId, compose: Compose) -> Answer<f64> {
    studio.save_compose(song, compose).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_lyrics_history(studio: Door<'_>, song: SongId, state: String) -> Answer<()> {
    studio.save_lyrics_history(song, state).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn get_lyrics_history(studio: Door<'_>, song: SongId) -> Answer<Option<String>> {
    studio.get_lyrics_history(song).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn trash_song(studio: Door<'_>, song: SongId) -> Answer<()> {
    studio.trash_song(song).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_song(studio: Door<'_>, song: SongId) -> Answer<()> {
    studio.restore_song(song).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_song(studio: Door<'_>, song: SongId) -> Answer<()> {
    studio.delete_song(song).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn import_audio(app: AppHandle, studio: Door<'_>) -> Answer<()> {
    studio.import_audio(crate::window::pick_audio(&app).await).await;
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn get_timing(studio: Door<'_>, song: SongId, version: VersionId) -> Answer<Option<Timing>> {
    studio.get_timing(song, version).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn get_tap_sheet(studio: Door<'_>, song: SongId, version: VersionId) -> Answer<TapSheet> {
    studio.get_tap_sheet(song, version).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn change_times(
    studio: Door<'_>,
    song: SongId,
    version: VersionId,
    change: TimesChange,
) -> Answer<SongView> {
    studio.change_times(song, version, change).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn save_marker(studio: Door<'_>, song: SongId, marker: Marker) -> Answer<SongView> {
    studio.save_marker(song, marker).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_marker(studio: Door<'_>, song: SongId, marker: MarkerId) -> Answer<SongView> {
    studio.remove_marker(song, marker).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn get_peaks(studio: Door<'_>, song: SongId, lane: LaneRequest) -> Answer<Bytes> {
    studio.get_peaks(song, lane).await.map(Bytes)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn get_cover(studio: Door<'_>, take: TakeId) -> Answer<Bytes> {
    studio.get_cover(take).await.map(Bytes)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_take(studio: Door<'_>, song: SongId, take: TakeId) -> Answer<SongView> {
    studio.keep_take(song, take).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_fragment(
    studio: Door<'_>,
    song: SongId,
    version: VersionId,
    take: TakeId,
    fade: Millis,
) -> Answer<SongView> {
    studio.keep_fragment(song, version, take, fade).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn go_to_version(studio: Door<'_>, song: SongId, version: VersionId) -> Answer<SongView> {
    studio.go_to_version(song, version).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn mark_heard(studio: Door<'_>, take: TakeId) -> Answer<()> {
    studio.mark_heard(take).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn export_version(
    studio: Door<'_>,
    request: ExportRequest,
    on_progress: Channel<ExportProgress>,
) -> Answer<Vec<ExportedFile>> {
    // A window that went away does not stop an export.
    studio.export_version(request, move |progress| drop(on_progress.send(progress))).await
}
