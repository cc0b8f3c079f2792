//! The microphone and what was recorded.

use song::SongId;
use studio::{RecorderTick, RecordingPatch, RecordingView, RecordingWish, SoundDevice};
use tauri::ipc::Channel;

use super::{Answer, Bytes, Door};

#[tauri::command]
#[specta::specta]
pub(crate) async fn list_inputs(studio: Door<'_>) -> Answer<Vec<SoundDevice>> {
    studio.list_inputs().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn watch_recorder(studio: Door<'_>, on_tick: Channel<RecorderTick>) -> Answer<()> {
    studio.watch_recorder(move |tick| on_tick.send(tick).is_ok());
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn release_recorder(studio: Door<'_>) -> Answer<()> {
    studio.release_recorder();
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn start_recording(studio: Door<'_>, shelf: String, wish: RecordingWish) -> Answer<String> {
    studio.start_recording(shelf, wish).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn stop_recording(studio: Door<'_>) -> Answer<RecordingView> {
    studio.stop_recording().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn list_recordings(studio: Door<'_>, shelf: String) -> Answer<Vec<RecordingView>> {
    studio.list_recordings(shelf).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn change_recording(
    studio: Door<'_>,
    shelf: String,
    id: String,
    patch: RecordingPatch,
) -> Answer<RecordingView> {
    studio.change_recording(shelf, id, patch).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_recording(studio: Door<'_>, shelf: String, id: String) -> Answer<()> {
    studio.delete_recording(shelf, id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn recording_peaks(studio: Door<'_>, shelf: String, id: String) -> Answer<Bytes> {
    studio.recording_peaks(shelf, id).await.map(Bytes)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn play_recording(studio: Door<'_>, shelf: String, id: String) -> Answer<()> {
    studio.play_recording(shelf, id).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_recording(
    studio: Door<'_>,
    shelf: String,
    id: String,
    song: Option<SongId>,
) -> Answer<SongId> {
    studio.keep_recording(shelf, id, song).await
}
