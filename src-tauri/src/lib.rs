//! Refrain's window: commands, events, settings, keys. The only crate that knows Tauri.
//!
//! Decides nothing: what a song is, what an action costs, what plays, is the studio's.

mod bindings;
mod commands;
mod drawing;
mod events;
mod notify;
mod practice;
mod secrets;
mod settings;
mod start;
mod switches;
mod window;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use studio::SecretStore;
use tauri::{App, AppHandle, Manager};

use crate::practice::PracticeStudio;
use crate::settings::{Folders, KeptSettings};
use crate::switches::Switches;

/// Started with this argument the program is a keeper (`studio::keeper`), not a window.
pub const KEEPER_ARGUMENT: &str = "--keeper";

/// Opens the window and runs until it is closed.
#[must_use]
pub fn run() -> ExitCode {
    let switches = Switches::read();
    let context = tauri::generate_context!();
    drawing::prepare(switches.home.as_deref(), &context.config().identifier);
    let bindings = bindings::builder();
    let mut builder = tauri::Builder::default();
    if switches.home.is_none() {
        // A second profile is a second Refrain; otherwise the running one comes to the front.
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, arguments, folder| {
            to_front(app);
            window::import(app, start::files_in(arguments, Path::new(&folder)));
        }));
    }
    let state_file = switches.home.as_ref().map(|home| home.join("window.json").display().to_string());
    let app = builder
        .plugin(tauri_plugin_clipboard_manager::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_store::Builder::new().build())
        .plugin(window_state(state_file))
        .invoke_handler(bindings.invoke_handler())
        .setup(move |app| set_up(app, &switches))
        .build(context);
    match app {
        Ok(app) => {
            app.run(|_, _| {});
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!(%error, "Refrain cannot start");
            ExitCode::FAILURE
        }
    }
}

fn window_state(file: Option<String>) -> tauri::plugin::TauriPlugin<tauri::Wry> {
    let builder = tauri_plugin_window_state::Builder::default();
    match file {
        Some(file) => builder.with_filename(file).build(),
        None => builder.build(),
    }
}

/// Where this profile keeps its things.
struct Places {
    home: PathBuf,
    folders: Folders,
}

fn places(app: &App, switches: &Switches) -> tauri::Result<Places> {
    if let Some(home) = &switches.home {
        let folders = Folders { library: home.join("library"), exports: home.join("exports") };
        return Ok(Places { home: home.clone(), folders });
    }
    let home = app.path().app_data_dir()?;
    let music = app.path().audio_dir().unwrap_or_else(|_| home.clone()).join("Refrain");
    Ok(Places { folders: Folders { library: home.join("library"), exports: music }, home })
}

/// Order: places, log, settings, practice studio, studio (which recovers its jobs), window. A library
/// that does not open is the window's to tell: see `start`.
fn set_up(app: &App, switches: &Switches) -> Result<(), Box<dyn std::error::Error>> {
    let places = places(app, switches)?;
    std::fs::create_dir_all(&places.home)?;
    start_log(&places.home);
    let kept = KeptSettings::open(app.handle(), &places.home.join(settings::FILE), &places.folders)?;
    let practice = tauri::async_runtime::block_on(PracticeStudio::start(
        &places.home.join("practice"),
        kept.now().practice_pace,
    ))?;
    app.manage(practice);
    app.manage(kept);
    app.manage(window::Drops::default());
    let here = std::env::current_dir().unwrap_or_default();
    app.manage(start::Start::new(secrets(switches), start::files_in(std::env::args(), &here)));
    tauri::async_runtime::block_on(start::open_studio(app.handle()));
    notify::come_when_called(app.handle());
    window::open(app.handle(), &places.home.join("webview"), switches.language.as_deref())?;
    Ok(())
}

fn secrets(switches: &Switches) -> Arc<dyn SecretStore> {
    if switches.secrets_in_memory {
        Arc::new(secrets::MemorySecrets::default())
    } else {
        Arc::new(secrets::KeyringSecrets::new())
    }
}

pub(crate) fn to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // A window that cannot be raised is still there; nothing is lost.
        drop(window.unminimize());
        drop(window.set_focus());
    }
}

/// One line of JSON per event, so that nothing in a text can forge a line.
fn start_log(home: &Path) {
    let Ok(file) = std::fs::File::create(home.join("refrain.log")) else { return };
    let filter = tracing_subscriber::EnvFilter::new(
        "error,refrain_app=info,studio=info,audio=info,library=info,practice=info",
    );
    drop(tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(Arc::new(file)).try_init());
}
