//! The one window: input methods, dropped files, navigation, dialogs.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use song::SongId;
use studio::{Studio, StudioEvent};
use tauri::{
    AppHandle, DragDropEvent, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
};
use tauri_plugin_dialog::DialogExt;

use crate::events::Subscriber;
use crate::switches::Switches;

/// What the import dialog offers. The decoder judges by content, not by these names.
const AUDIO_ENDINGS: &[&str] = &["mp3", "m4a", "mp4", "aac", "flac", "wav", "ogg", "oga", "aif", "aiff"];

/// Opens the window. `profile` holds what the webview keeps: tastes such as keys and text
/// size (`ui/src/state/remembered.svelte.ts`), nothing of the user's work.
///
/// # Errors
/// When the window cannot be made.
pub(crate) fn open(app: &AppHandle, profile: &Path, language: Option<&str>) -> tauri::Result<WebviewWindow> {
    let page = language.map_or_else(|| "index.html".into(), |language| format!("index.html?lang={language}"));
    let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::App(page.into()))
        .title("Refrain")
        .inner_size(1440.0, 900.0)
        .min_inner_size(1024.0, 680.0)
        .zoom_hotkeys_enabled(false)
        .data_directory(profile.to_owned())
        .on_navigation(is_ours)
        .build()?;
    allow_composing(&window)?;
    import_dropped(&window);
    Ok(window)
}

/// The window never leaves the app.
fn is_ours(url: &tauri::Url) -> bool {
    url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost")
}

/// wry turns input methods' preedit text off on Linux, which breaks typing Chinese, Japanese and
/// Korean (research/ux.md §4.4): turn it on again.
fn allow_composing(window: &WebviewWindow) -> tauri::Result<()> {
    #[cfg(target_os = "linux")]
    window.with_webview(|webview| {
        use webkit2gtk::{InputMethodContextExt, WebViewExt};
        if let Some(context) = webview.inner().input_method_context() {
            context.set_enable_preedit(true);
        }
    })?;
    #[cfg(not(target_os = "linux"))]
    let _ = window;
    Ok(())
}

fn import_dropped(window: &WebviewWindow) {
    let app = window.app_handle().clone();
    window.on_window_event(move |event| {
        let WindowEvent::DragDrop(event) = event else { return };
        if let Some(subscriber) = app.try_state::<Arc<Subscriber>>() {
            match event {
                DragDropEvent::Enter { .. } => subscriber.hover(true),
                DragDropEvent::Leave | DragDropEvent::Drop { .. } => subscriber.hover(false),
                _ => {}
            }
        }
        if let DragDropEvent::Drop { paths, .. } = event {
            match app.try_state::<Drops>().and_then(|drops| drops.get()) {
                Some(song) => import_lanes(&app, song, paths.clone()),
                None => import(&app, paths.clone()),
            }
        }
    });
}

/// Where files that are dropped on the window go: to a song as lanes while its mix is on the screen, else each
/// becomes a song of its own.
#[derive(Default)]
pub(crate) struct Drops(Mutex<Option<SongId>>);

impl Drops {
    /// Files go to this song from now on; none: each is a song.
    pub(crate) fn set(&self, song: Option<SongId>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = song;
    }

    fn get(&self) -> Option<SongId> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Adds files to a song as lanes, and says which could not be.
fn import_lanes(app: &AppHandle, song: SongId, paths: Vec<PathBuf>) {
    let Some(studio) = app.try_state::<Arc<Studio>>() else { return };
    let (studio, app) = (studio.inner().clone(), app.clone());
    tauri::async_runtime::spawn(async move {
        let Err(error) = studio.import_lanes(song, paths).await else { return };
        let name = error.values.get("name").cloned().unwrap_or_default();
        if let Some(subscriber) = app.try_state::<Arc<Subscriber>>() {
            subscriber.studio(StudioEvent::Imported { songs: Vec::new(), failed: vec![(name, error)] });
        }
    });
}

/// Imports files; without a studio there is nowhere to put them.
pub(crate) fn import(app: &AppHandle, paths: Vec<PathBuf>) {
    let Some(studio) = app.try_state::<Arc<Studio>>() else { return };
    let studio = studio.inner().clone();
    tauri::async_runtime::spawn(async move { studio.import_audio(paths).await });
}

/// Lets the user pick audio files; none when the dialog was closed.
pub(crate) async fn pick_audio(app: &AppHandle) -> Vec<PathBuf> {
    if let Some(file) = Switches::read().pick {
        return vec![file];
    }
    let (answer, wait) = tokio::sync::oneshot::channel();
    let dialog = app.dialog().file().add_filter("Audio", AUDIO_ENDINGS);
    dialog.pick_files(move |files| drop(answer.send(files)));
    let files = wait.await.ok().flatten().unwrap_or_default();
    files.into_iter().filter_map(|file| file.into_path().ok()).collect()
}

/// Lets the user pick a folder.
pub(crate) async fn pick_folder(app: &AppHandle) -> Option<PathBuf> {
    let (answer, wait) = tokio::sync::oneshot::channel();
    app.dialog().file().pick_folder(move |folder| drop(answer.send(folder)));
    wait.await.ok().flatten()?.into_path().ok()
}

/// Lets the user pick where a new file goes.
pub(crate) async fn pick_new_file(app: &AppHandle, name: &str, ending: &str) -> Option<PathBuf> {
    let (answer, wait) = tokio::sync::oneshot::channel();
    let dialog = app.dialog().file().set_file_name(name).add_filter(ending.to_uppercase(), &[ending]);
    dialog.save_file(move |file| drop(answer.send(file)));
    wait.await.ok().flatten()?.into_path().ok()
}

/// Shows a folder in the desktop's file browser.
///
/// # Errors
/// When the desktop's opener cannot be started.
pub(crate) fn reveal(folder: &Path) -> std::io::Result<()> {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    std::process::Command::new(opener).arg(folder).spawn().map(|_| ())
}

/// Puts text on the clipboard. A desktop without clipboard only costs the copy.
pub(crate) fn copy(app: &AppHandle, text: String) {
    use tauri_plugin_clipboard_manager::ClipboardExt;
    if let Err(error) = app.clipboard().write_text(text) {
        tracing::warn!(%error, "nothing was copied");
    }
}
