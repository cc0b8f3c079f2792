//! Playing.

use song::{Millis, Range, SongId};
use studio::{LaneRequest, Tick};
use tauri::ipc::Channel;

use super::{Answer, Door};

#[tauri::command]
#[specta::specta]
pub(crate) async fn watch_playback(studio: Door<'_>, on_tick: Channel<Tick>) -> Answer<()> {
    studio.watch_playback(move |tick| on_tick.send(tick).is_ok());
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn open_playback(
    studio: Door<'_>,
    song: SongId,
    lanes: Vec<LaneRequest>,
    audible: u32,
) -> Answer<()> {
    studio.open_playback(song, lanes, audible).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn play(studio: Door<'_>) -> Answer<()> {
    studio.play();
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn pause(studio: Door<'_>) -> Answer<()> {
    studio.pause();
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn seek(studio: Door<'_>, position: Millis) -> Answer<()> {
    studio.seek(position);
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn set_loop(studio: Door<'_>, range: Option<Range>) -> Answer<()> {
    studio.set_loop(range);
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn hear_lane(studio: Door<'_>, index: u32) -> Answer<()> {
    studio.hear_lane(index);
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn play_spans(studio: Door<'_>, spans: Vec<Range>) -> Answer<()> {
    studio.play_spans(&spans);
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn set_volume(studio: Door<'_>, db: f32) -> Answer<()> {
    studio.set_volume(db);
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn set_loudness_match(studio: Door<'_>, on: bool) -> Answer<()> {
    studio.set_loudness_match(on).await
}

#[tauri::command]
#[specta::specta]
pub(crate) async fn play_test_sound(studio: Door<'_>) -> Answer<()> {
    studio.play_test_sound();
    Ok(())
}
