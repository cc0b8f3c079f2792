//! Opening the studio, and what the window is told when its library does not open.
//!
//! A library on a drive that is not plugged in, open elsewhere, or written by a newer Refrain is no
//! reason to vanish: the window opens, says so, and tries again or elsewhere when it is told to. Absent:
//! any repair of a library.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use studio::{Config, ErrorCode, SecretStore, Studio, UiError};
use tauri::{AppHandle, Manager};

use crate::KEEPER_ARGUMENT;
use crate::events::Subscriber;
use crate::practice::PracticeStudio;
use crate::settings::KeptSettings;

/// Why there is no studio behind the window.
#[derive(Debug, Clone, serde::Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StartProblem {
    error: UiError,
    /// The library's folder.
    folder: PathBuf,
}

/// How far the start has come.
pub(crate) struct Start {
    secrets: Arc<dyn SecretStore>,
    problem: Mutex<Option<StartProblem>>,
    /// Files the program was opened with, until the page can be told of them.
    files: Mutex<Vec<PathBuf>>,
    /// Two attempts at once would be two owners of one library.
    attempt: tokio::sync::Mutex<()>,
}

impl Start {
    /// Nothing is open yet.
    pub(crate) fn new(secrets: Arc<dyn SecretStore>, files: Vec<PathBuf>) -> Self {
        let files = Mutex::new(files);
        Self { secrets, problem: Mutex::default(), files, attempt: tokio::sync::Mutex::default() }
    }

    /// The files the program was opened with, once.
    pub(crate) fn take_files(&self) -> Vec<PathBuf> {
        std::mem::take(&mut *self.files.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Why there is no studio; none when there is one.
    pub(crate) fn problem(&self) -> Option<StartProblem> {
        self.problem.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn tell(&self, problem: Option<StartProblem>) {
        *self.problem.lock().unwrap_or_else(PoisonError::into_inner) = problem;
    }
}

/// The files among a program's arguments ("Open with Refrain"), seen from the folder it was called in.
pub(crate) fn files_in(arguments: impl IntoIterator<Item = String>, folder: &Path) -> Vec<PathBuf> {
    let files = arguments.into_iter().skip(1).filter(|argument| !argument.starts_with('-'));
    files.map(|file| folder.join(file)).collect()
}

/// Opens the studio unless it is open; what goes wrong is kept for [`Start::problem`].
pub(crate) async fn open_studio(app: &AppHandle) {
    let start = app.state::<Start>();
    let _alone = start.attempt.lock().await;
    if app.try_state::<Arc<Studio>>().is_some() {
        return;
    }
    let folder = app.state::<KeptSettings>().now().library_folder;
    let problem = match try_open(app, &start).await {
        Ok(()) => None,
        Err(error) => {
            tracing::error!(%error, folder = %folder.display(), "the library does not open");
            Some(StartProblem { error, folder })
        }
    };
    start.tell(problem);
}

/// How long a Refrain that is just closing may still hold the library.
const CLOSING: Duration = Duration::from_secs(3);

async fn try_open(app: &AppHandle, start: &Start) -> Result<(), UiError> {
    let began = Instant::now();
    let studio = loop {
        match Studio::open(config(app, start)?).await {
            Err(error) if error.code == ErrorCode::LibraryInUse && began.elapsed() < CLOSING => {
                tokio::time::sleep(CLOSING / 20).await;
            }
            opened => break opened?,
        }
    };
    forward_events(app, &studio);
    app.manage(studio);
    Ok(())
}

fn config(app: &AppHandle, start: &Start) -> Result<Config, UiError> {
    let settings = app.state::<KeptSettings>().now();
    Ok(Config {
        folder: settings.library_folder.clone(),
        keeping: studio::keeper::Keeping::Process {
            program: std::env::current_exe().map_err(UiError::internal)?,
            arguments: vec![KEEPER_ARGUMENT.to_owned()],
        },
        output: settings.output(),
        input: settings.input(),
        preferences: settings.preferences(),
        secrets: start.secrets.clone(),
        practice: Some(app.state::<PracticeStudio>().door()),
        haste: 1.0,
        patience: None,
    })
}

/// Passes what happens in the studio on to the window.
fn forward_events(app: &AppHandle, studio: &Arc<Studio>) {
    let subscriber = Arc::new(Subscriber::default());
    app.manage(subscriber.clone());
    let mut events = studio.events();
    tauri::async_runtime::spawn(async move {
        while let Some(event) = events.recv().await {
            subscriber.studio(event);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_what_is_no_switch() {
        let arguments = ["refrain", "--flag", "a.mp3", "/b/c.wav"].map(str::to_owned);
        assert_eq!(
            files_in(arguments, Path::new("/here")),
            [Path::new("/here/a.mp3"), Path::new("/b/c.wav")]
        );
    }
}
