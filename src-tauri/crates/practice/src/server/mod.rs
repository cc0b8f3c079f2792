//! The server: starting, stopping, and what its handlers share.
//!
//! It listens on 127.0.0.1 only and is meant for one user on one machine. Deliberately absent: TLS, CORS,
//! and every route that no vendor has.

mod address;
mod call;
mod callback;
mod clock;
mod derive;
mod envelope;
mod fetch;
mod fields;
mod files;
mod formats;
mod gate;
mod gateway;
mod hearing;
mod home;
mod job;
mod media;
mod modelverse;
mod moderation;
mod mountsea;
mod render;
mod seed;
mod suno;
mod task;
mod upload;
mod wire;
mod wish;
mod yoyai;

#[cfg(test)]
mod tests;

use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use std::{fmt, io};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;

#[cfg(feature = "faults")]
use crate::faults::{Fault, Faults, ReceivedRequest};
use crate::ledger::{Ledger, LedgerEntry};
use crate::store::Songs;
use crate::voices::Voices;
#[cfg(feature = "faults")]
pub(crate) use clock::now;
pub(crate) use envelope::number;
pub use formats::{WIRE_FORMATS, WireFormat};
use home::Home;
pub(crate) use seed::nth;
pub use task::Fate;
use task::Tasks;

/// How long stopping waits for answers that are being written.
const STOP_PATIENCE: Duration = Duration::from_secs(2);

/// How many songs render at once.
const RENDERS_AT_ONCE: usize = 2;

/// How a practice studio is set up.
#[derive(Clone)]
pub struct Options {
    /// The key that clients must show as bearer token.
    pub key: String,
    /// How long answers take.
    pub pace: Pace,
    /// Where songs, account and audio are kept; without it they are gone when the server stops.
    pub home: Option<PathBuf>,
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// Credits that a new account is granted; an account known from `home` keeps its own.
    pub credits: f64,
}

/// Without the key, which must not end up in a log.
impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options").field("pace", &self.pace).field("home", &self.home).finish_non_exhaustive()
    }
}

/// How long answers take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// As long as rendering takes.
    Fast,
    /// As long as a vendor takes: 60 to 90 s for a song or fragment.
    Real,
}

/// A running practice studio. Dropping it closes every connection.
pub struct Practice {
    studio: Arc<Studio>,
    port: u16,
    serving: JoinHandle<()>,
}

impl fmt::Debug for Practice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Practice").field("port", &self.port).finish_non_exhaustive()
    }
}

/// What the handlers share.
pub(crate) struct Studio {
    key: String,
    port: u16,
    pace: watch::Sender<Pace>,
    closing: watch::Sender<bool>,
    ledger: Ledger,
    songs: Songs,
    voices: Voices,
    renders: Semaphore,
    /// Whether audio is rendered before the answer, as real vendors do, or when it is first asked for.
    ahead: bool,
    /// Milliseconds that the studio's clock is ahead of the machine's.
    ahead_ms: AtomicI64,
    tasks: Tasks,
    home: Home,
    #[cfg(feature = "faults")]
    faults: Faults,
}

impl Practice {
    /// Opens the home and listens.
    ///
    /// # Errors
    /// The home cannot be opened or created, or the port is taken.
    pub async fn start(options: Options) -> io::Result<Self> {
        Self::open(options, true).await
    }

    /// [`Practice::start`] for tests that need many songs and hear none: audio is rendered only when its file is
    /// asked for.
    ///
    /// # Errors
    /// As [`Practice::start`].
    #[cfg(feature = "faults")]
    pub async fn start_silent(options: Options) -> io::Result<Self> {
        Self::open(options, false).await
    }

    async fn open(options: Options, ahead: bool) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
        let port = listener.local_addr()?.port();
        let studio = tokio::task::spawn_blocking(move || Studio::open(options, port, ahead))
            .await
            .map_err(io::Error::other)??;
        let studio = Arc::new(studio);
        let serving = wire::serve(listener, router(&studio), studio.closing.subscribe());
        Ok(Self { studio, port, serving })
    }

    /// The base URL of every vendor: `http://127.0.0.1:49152`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Changes how long answers take, also those that are being waited for.
    pub fn set_pace(&self, pace: Pace) {
        self.studio.pace.send_replace(pace);
    }

    /// Grants more credits.
    ///
    /// # Errors
    /// The account cannot be written.
    pub fn refill(&self, credits: f64) -> io::Result<()> {
        self.studio.ledger.refill(credits)
    }

    /// Credits left of the account of [`WIRE_FORMAT`](crate::WIRE_FORMAT).
    #[must_use]
    pub fn balance(&self) -> f64 {
        self.studio.ledger.balance(yoyai::PURSE)
    }

    /// One entry per accepted request, oldest first.
    #[must_use]
    pub fn ledger(&self) -> Vec<LedgerEntry> {
        self.studio.ledger.entries()
    }

    /// Every request that arrived, refused ones included, oldest first.
    #[cfg(feature = "faults")]
    #[must_use]
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.studio.faults.requests()
    }

    /// Adds a fault to the script of its route.
    #[cfg(feature = "faults")]
    pub fn fault(&self, fault: Fault) {
        self.studio.faults.add(fault);
    }

    /// Moves the studio's clock on: tasks that are polled go through their states, and deadlines pass.
    #[cfg(feature = "faults")]
    pub fn pass(&self, time: Duration) {
        let millis = i64::try_from(time.as_millis()).unwrap_or(i64::MAX / 4);
        self.studio.ahead_ms.fetch_add(millis, Ordering::Relaxed);
    }

    /// Takes every fault that has not struck yet off the script.
    #[cfg(feature = "faults")]
    pub fn clear_faults(&self) {
        self.studio.faults.clear();
    }

    /// Stops listening and waits until connections are closed; requests under way get no answer.
    pub async fn stop(mut self) {
        self.studio.closing.send_replace(true);
        if tokio::time::timeout(STOP_PATIENCE, &mut self.serving).await.is_err() {
            self.serving.abort();
        }
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        self.studio.closing.send_replace(true);
    }
}

impl Studio {
    fn open(options: Options, port: u16, ahead: bool) -> io::Result<Self> {
        let home = Home::open(options.home)?;
        let ledger = Ledger::open(home.path(), options.credits)?;
        let songs = Songs::open(&home.path().join("songs.jsonl"))?;
        let voices = Voices::open(&home.path().join("voices.jsonl"))?;
        home.sync()?;
        Ok(Self {
            key: options.key,
            port,
            pace: watch::Sender::new(options.pace),
            closing: watch::Sender::new(false),
            ledger,
            songs,
            voices,
            renders: Semaphore::new(RENDERS_AT_ONCE),
            ahead,
            ahead_ms: AtomicI64::new(0),
            tasks: Tasks::open(&home.path().join("tasks.jsonl"))?,
            #[cfg(feature = "faults")]
            faults: Faults::new(home.path()),
            home,
        })
    }

    /// The address of a path on this server.
    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The address of a media file.
    fn media_url(&self, file: &str) -> String {
        self.url(&format!("/media/{file}"))
    }

    /// Milliseconds since 1970 on the studio's clock, which polled tasks follow.
    fn clock(&self) -> i64 {
        clock::now() + self.ahead_ms.load(Ordering::Relaxed)
    }

    /// Lets the time pass that a vendor would take: `seconds` at [`Pace::Real`], nothing at [`Pace::Fast`].
    async fn take_time(&self, seconds: f64) {
        let mut pace = self.pace.subscribe();
        let hurried = pace.wait_for(|pace| *pace == Pace::Fast);
        let _ = tokio::time::timeout(Duration::from_secs_f64(seconds), hurried).await;
    }

    /// Ends when the server stops.
    async fn closed(&self) {
        let _ = self.closing.subscribe().wait_for(|closing| *closing).await;
    }
}

fn router(studio: &Arc<Studio>) -> Router {
    let paid = Router::new()
        .route("/suno/audios", post(yoyai::audios))
        .route("/suno/timing", post(yoyai::timing))
        .route("/suno/upload", post(yoyai::upload))
        .route("/suno/lyrics", post(yoyai::lyrics))
        .route("/suno/persona", post(yoyai::persona))
        .route("/suno/vox", post(yoyai::vox))
        .route("/suno/voice/init", post(yoyai::init_voice))
        .route("/suno/voice/verify", post(yoyai::verify_voice))
        .route("/suno/wav", post(yoyai::wav))
        .route("/suno/mp4", post(yoyai::mp4))
        .route("/suno/midi", post(yoyai::midi))
        .route("/suno/html", post(yoyai::html))
        .route(files::PATH, post(files::keep).layer(DefaultBodyLimit::disable()))
        .method_not_allowed_fallback(gate::nowhere)
        .route_layer(from_fn_with_state((Arc::clone(studio), yoyai::DOOR), gate::key));
    let gateways = gateway::DIALECTS
        .iter()
        .fold(Router::new(), |router, dialect| router.nest(dialect.base, gateway::all(studio, *dialect)));
    Router::new()
        .merge(paid)
        .merge(mountsea::routes(studio))
        .nest(mountsea::BASE, mountsea::all(studio))
        .merge(modelverse::routes(studio))
        .nest(modelverse::BASE, modelverse::all(studio))
        .merge(gateway::routes(studio, gateway::DIALECTS[0]))
        .merge(gateways)
        .route("/files/{file}", get(files::file).fallback(gate::nowhere))
        .route("/media/{file}", get(media::file).fallback(gate::nowhere))
        .route("/audiopipe/", get(media::beginning).fallback(gate::nowhere))
        .fallback(gate::nowhere)
        .layer(from_fn_with_state(Arc::clone(studio), gate::enter))
        .layer(from_fn(gate::seal))
        .with_state(Arc::clone(studio))
}
