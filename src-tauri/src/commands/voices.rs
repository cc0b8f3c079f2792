//! Voices and models of one's own: those that are finished, and the steps of those that are being made.

use song::{ConnectionId, Range, TakeId, VoiceId};
use studio::{ModelMakingPatch, RecordingSlot, RecordingSource, VoiceMakingPatch, VoiceRemoval, VoicesView};
use tauri::AppHandle;

use super::{Answer, Door};

#[tauri::command]
#[specta::specta]
pub(crate) async fn get_voices(studio: Door<'_>) -> Answer<VoicesView> {
    studio.voices().await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn rename_voice(studio: Door<'_>, voice: VoiceId, name: String) -> Answer<()> {
    studio.rename_voice(voice, name).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn play_voice(studio: Door<'_>, voice: VoiceId) -> Answer<()> {
    studio.play_voice(voice).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_voice(studio: Door<'_>, voice: VoiceId) -> Answer<VoiceRemoval> {
    studio.remove_voice(voice).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn begin_voice(studio: Door<'_>, connection: ConnectionId) -> Answer<String> {
    studio.begin_voice(connection).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn change_voice(studio: Door<'_>, making: String, patch: VoiceMakingPatch) -> Answer<()> {
    studio.change_voice(making, patch).await
}

/// Without a take or a recording: asks for a file. Answers whether there is a recording now: not when the dialog was closed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_voice_recording(
    app: AppHandle,
    studio: Door<'_>,
    making: String,
    slot: RecordingSlot,
    take: Option<TakeId>,
    range: Option<Range>,
    recording: Option<String>,
) -> Answer<bool> {
    let source = match recording {
        Some(id) => Some(RecordingSource::Recording { id }),
        None => chosen(&app, take, range).await.into_iter().next(),
    };
    let Some(source) = source else { return Ok(false) };
    studio.set_voice_recording(making, slot, source).await.map(|()| true)
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn discard_making(studio: Door<'_>, making: String) -> Answer<()> {
    studio.discard_making(making).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn begin_model(studio: Door<'_>, connection: ConnectionId) -> Answer<String> {
    studio.begin_model(connection).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn change_model(studio: Door<'_>, making: String, patch: ModelMakingPatch) -> Answer<()> {
    studio.change_model(making, patch).await
}

/// Without a take: asks for files, and adds them all.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_model_rows(
    app: AppHandle,
    studio: Door<'_>,
    making: String,
    take: Option<TakeId>,
) -> Answer<()> {
    for source in chosen(&app, take, None).await {
        studio.add_model_row(making.clone(), source).await?;
    }
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn rename_model(studio: Door<'_>, model: String, name: String) -> Answer<()> {
    studio.rename_model(model, name).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_model(studio: Door<'_>, model: String) -> Answer<()> {
    studio.remove_model(model).await
}

/// The take that was named, or else the files that the user picks.
async fn chosen(app: &AppHandle, take: Option<TakeId>, range: Option<Range>) -> Vec<RecordingSource> {
    if let Some(take) = take {
        return vec![RecordingSource::Take { take, range }];
    }
    let files = crate::window::pick_audio(app).await.into_iter();
    files.map(|path| RecordingSource::File { path }).collect()
}
