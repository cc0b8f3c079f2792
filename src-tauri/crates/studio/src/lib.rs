//! The studio: actions, jobs, the ledger, recovery, playback and export of songs. The one door the
//! app uses.
//!
//! Deliberately absent: Tauri, windows, keyrings (a [`SecretStore`] is given), wire formats (`vendors`),
//! rows (`library`), samples (`audio`).

mod actions;
mod beside;
mod budget;
mod callback;
mod clock;
mod connections;
mod events;
mod explain;
mod export;
mod files;
mod hosting;
mod jobs;
pub mod keeper;
mod ledger;
mod makings;
mod markers;
mod midi;
mod mixing;
mod peaks;
mod playback;
mod problem;
mod quotes;
mod recordings;
mod secrets;
mod shown;
mod songs;
mod tapping;
mod timings;
mod versions;
mod views;

use std::path::PathBuf;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, PoisonError, RwLock};

use library::{Library, LibraryError};
use secrecy::SecretString;
use tokio::sync::mpsc::UnboundedReceiver;

pub use actions::{ActionKind, ActionRequest, DeriveForm, SoundsForm, VoiceForm, VoiceOf};
pub use audio::{Input, Output};
pub use events::StudioEvent;
pub use export::{ExportFormat, ExportProgress, ExportRequest, ExportedFile};
pub use problem::{ErrorCode, UiError};
pub use secrets::{SecretError, SecretStore};
pub use vendors::http::Proxy;
pub use vendors::{FileKind, Knob, Need, SoundKind, Variation};
pub use views::*;

/// What a studio is built from.
pub struct Config {
    /// Where the library lies.
    pub folder: PathBuf,
    /// Who makes paid calls.
    pub keeping: keeper::Keeping,
    /// Where sound goes.
    pub output: audio::Output,
    /// Where sound comes from when the user records.
    pub input: audio::Input,
    /// What the user prefers.
    pub preferences: Preferences,
    /// Where keys come from.
    pub secrets: Arc<dyn SecretStore>,
    /// The practice studio, if it runs.
    pub practice: Option<PracticeDoor>,
    /// Scales every pause the studio makes: 1 in the app (between questions as the vendors' profiles say), less where
    /// a vendor on this machine answers faster.
    pub haste: f64,
    /// How long any call may take and any download may stand still, where the vendors' own patience is too much:
    /// in tests. None: minutes, as vendors need them.
    pub patience: Option<std::time::Duration>,
}

/// How to reach the practice studio: a vendor like the others, with a key that dies with it.
pub struct PracticeDoor {
    /// The vendor whose wire format it speaks.
    pub vendor: String,
    /// Where it listens.
    pub base_url: String,
    /// Credits left.
    pub balance: f64,
    /// What it wants to hear.
    pub key: SecretString,
}

/// The state of things, for a window that just opened.
#[derive(Debug, Clone)]
pub struct Snapshot {
    pub jobs: Vec<JobView>,
    pub connections: Vec<ConnectionView>,
    pub vendors: Vec<VendorView>,
    pub playback: Playback,
}

/// How long a song stays in the trash: 30 days.
const TRASH_MS: i64 = 30 * 24 * 3_600_000;

/// The studio. Cheap to share; every method may be called from anywhere.
pub struct Studio {
    library: Library,
    keeping: keeper::Keeping,
    secrets: Arc<dyn SecretStore>,
    practice: Option<PracticeDoor>,
    preferences: RwLock<Preferences>,
    events: events::Events,
    quotes: quotes::Quotes,
    /// Limits are judged and the row is written by one at a time.
    beginning: tokio::sync::Mutex<()>,
    follows: jobs::Follows,
    queues: jobs::Queues,
    callbacks: callback::Callbacks,
    /// Grows when exports are cancelled: those that began before stop.
    export_cancels: Arc<AtomicU64>,
    /// Calls end jobs one at a time.
    finishing: tokio::sync::Mutex<()>,
    askers: jobs::Askers,
    hosted: hosting::Hosted,
    haste: f64,
    patience: Option<std::time::Duration>,
    deck: playback::Deck,
    microphone: recordings::Microphone,
}

impl Studio {
    /// Opens the library, takes up where the last run left, and is ready.
    ///
    /// # Errors
    /// When the library cannot be opened.
    pub async fn open(config: Config) -> Result<Arc<Self>, UiError> {
        let folder = config.folder.clone();
        let library = blocking(move || Library::open(&folder)).await?;
        let studio = Arc::new(Self {
            library,
            keeping: config.keeping,
            secrets: config.secrets,
            deck: playback::Deck::open(config.output, config.preferences.loudness_match),
            microphone: recordings::Microphone::new(config.input),
            practice: config.practice,
            preferences: RwLock::new(config.preferences),
            events: events::Events::default(),
            quotes: quotes::Quotes::default(),
            beginning: tokio::sync::Mutex::default(),
            follows: jobs::Follows::default(),
            queues: jobs::Queues::default(),
            callbacks: callback::Callbacks::default(),
            finishing: tokio::sync::Mutex::default(),
            askers: jobs::Askers::default(),
            hosted: hosting::Hosted::default(),
            export_cancels: Arc::default(),
            haste: config.haste,
            patience: config.patience,
        });
        studio.open_practice().await?;
        studio.ask(|library| library.purge_trash(clock::now() - TRASH_MS)).await?;
        // Before the jobs: vendors may call while they are taken up.
        studio.settle_receiver().await;
        studio.recover().await?;
        studio.sweep_hosted();
        let measuring = studio.clone();
        tokio::spawn(async move {
            if let Err(error) = measuring.measure_takes().await {
                tracing::warn!(%error, "loudness is measured at the next start");
            }
        });
        Ok(studio)
    }

    /// What happens from now on.
    #[must_use]
    pub fn events(&self) -> UnboundedReceiver<StudioEvent> {
        self.events.listen()
    }

    /// How things stand now.
    ///
    /// # Errors
    /// When the library does not answer.
    pub async fn snapshot(&self) -> Result<Snapshot, UiError> {
        Ok(Snapshot {
            jobs: self.jobs().await?,
            connections: self.connections().await?,
            vendors: connections::vendors(),
            playback: self.playback(),
        })
    }

    /// Other preferences hold from now on.
    ///
    /// # Errors
    /// `BadUrl` for a public address that is none: then nothing changes.
    pub async fn set_preferences(self: &Arc<Self>, preferences: Preferences) -> Result<(), UiError> {
        if let Some(place) = &preferences.callbacks {
            callback::checked(place)?;
        }
        *self.preferences.write().unwrap_or_else(PoisonError::into_inner) = preferences;
        self.settle_receiver().await;
        self.pump_all();
        Ok(())
    }

    fn preferences(&self) -> Preferences {
        self.preferences.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Asks the library something without holding up the async workers.
    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Library) -> Result<T, LibraryError> + Send + 'static,
    ) -> Result<T, UiError> {
        let library = self.library.clone();
        blocking(move || question(&library)).await
    }

    /// Does slow work with the library at hand without holding up the async workers.
    async fn work<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Library) -> Result<T, UiError> + Send + 'static,
    ) -> Result<T, UiError> {
        let library = self.library.clone();
        blocking(move || job(&library)).await
    }
}

async fn blocking<T, E>(job: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, UiError>
where
    T: Send + 'static,
    E: Send + 'static,
    UiError: From<E>,
{
    match tokio::task::spawn_blocking(job).await {
        Ok(result) => result.map_err(UiError::from),
        Err(_) => Err(UiError::internal("a task ended unexpectedly")),
    }
}
