//! A real studio against a real practice server, in a folder of its own, without a window and without
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so and stops")]
//! a sound device.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use practice::{Options, Pace, Practice, WireFormat};
use secrecy::SecretString;
use song::{Compose, ConnectionId, JobId, SongId};
use studio::keeper::Keeping;
use studio::{
    ActionRequest, Config, ConnectionView, JobView, PracticeDoor, Preferences, SecretError, SecretStore,
    SongView, Studio, StudioEvent, UiError,
};
use tempfile::TempDir;

/// The key of every practice server in tests.
pub const KEY: &str = "practice-key-of-the-tests";

/// Lyrics that are quick to render, with everything the story needs.
pub const LYRICS: &str = "[Verse]\nPaper lanterns on the rooftops\nEvery window holds a name\n[Chorus]\nWe were never coming home\nPaper lanterns in the rain\n";

/// How long a test waits for anything.
const PATIENCE: Duration = Duration::from_secs(120);

/// Keys in memory.
#[derive(Default)]
pub struct Keys(Mutex<std::collections::HashMap<ConnectionId, SecretString>>);

impl SecretStore for Keys {
    fn get(&self, connection: &ConnectionId) -> Result<Option<SecretString>, SecretError> {
        Ok(self.0.lock().expect("not poisoned").get(connection).cloned())
    }

    fn set(&self, connection: &ConnectionId, key: &SecretString) -> Result<(), SecretError> {
        self.0.lock().expect("not poisoned").insert(connection.clone(), key.clone());
        Ok(())
    }

    fn delete(&self, connection: &ConnectionId) -> Result<(), SecretError> {
        self.0.lock().expect("not poisoned").remove(connection);
        Ok(())
    }

    fn backend(&self) -> &'static str {
        "memory"
    }
}

/// A studio and the practice server it talks to.
pub struct Rig {
    pub studio: Arc<Studio>,
    pub practice: Practice,
    pub home: TempDir,
}

impl Rig {
    /// A fresh pair.
    pub async fn new() -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let practice = practice(home.path()).await;
        let studio = open(home.path(), &practice.url(), Keeping::Task).await.expect("the studio opens");
        Self { studio, practice, home }
    }

    /// A pair of which the studio waits for two seconds at most.
    pub async fn impatient() -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let practice = practice(home.path()).await;
        let patience = Some(Duration::from_secs(2));
        let studio = open_for(home.path(), &practice.url(), Keeping::Task, patience).await;
        Self { studio: studio.expect("the studio opens"), practice, home }
    }

    /// Closes the studio and opens it again on the same folder, as a restart does.
    pub async fn restart(&mut self) {
        let folder = self.home.path().to_owned();
        let placeholder = tempfile::tempdir().expect("a temporary folder");
        // The library's lock goes with the last handle: the old studio must be gone first.
        let other = open(placeholder.path(), &self.practice.url(), Keeping::Task).await.expect("a studio");
        let old = std::mem::replace(&mut self.studio, other);
        let gone = Arc::downgrade(&old);
        old.let_go();
        drop(old);
        wait_for("the old studio to be gone", async || gone.upgrade().is_none().then_some(())).await;
        // A write that was under way holds the library a moment longer.
        self.studio = wait_for("the library to be free", async || {
            open(&folder, &self.practice.url(), Keeping::Task).await.ok()
        })
        .await;
    }

    /// Closes studio and practice server; the library is free for a window.
    pub async fn close(self) -> TempDir {
        let Self { studio, practice, home } = self;
        drop(studio);
        practice.stop().await;
        let folder = home.path().join("library");
        wait_for("the library to be free", async || library::Library::open(&folder).ok().map(drop)).await;
        home
    }

    /// An account at the practice server's imitation of a vendor.
    pub async fn connect(&self, format: WireFormat) -> ConnectionView {
        let (vendor, base_url) = (format.vendor.to_owned(), self.practice.url_of(format));
        let made = self.studio.add_connection(vendor, "Mine".into(), base_url).await.expect("a connection");
        self.studio.set_key(made.id.clone(), SecretString::from(KEY)).await.expect("a key")
    }

    /// A song with these lyrics in its form.
    pub async fn song(&self, lyrics: &str) -> SongView {
        let compose = Compose {
            title: "Paper Lanterns".into(),
            lyrics: lyrics.into(),
            style: "dream pop, warm, 96 bpm".into(),
            ..Compose::default()
        };
        self.studio.create_song(compose).await.expect("a song")
    }

    /// Quotes and starts an action, and waits for its end.
    pub async fn act(&self, action: ActionRequest) -> Result<JobView, UiError> {
        let mut events = self.studio.events();
        let quote = self.studio.quote(action).await?;
        let job = self.studio.start(quote.quote_id).await?;
        Ok(end_of(&mut events, &job.id).await)
    }

    /// A song with two takes of which the first is kept, with word times.
    pub async fn kept_song(&self) -> SongView {
        let song = self.song(LYRICS).await;
        let job = self.act(ActionRequest::Generate { song: song.id.clone() }).await.expect("generate");
        assert_eq!(job.takes.len(), 2, "two takes come of one generation: {:?}", job.error);
        let take = job.takes[0].clone();
        let mut events = self.studio.events();
        self.studio.keep_take(song.id.clone(), take.clone()).await.expect("kept");
        wait_for_song(&mut events, self, &song.id, |view| {
            view.takes.iter().any(|view| view.id == take && view.has_timing)
        })
        .await
    }
}

/// An account at the practice server's imitation of a vendor.
///
/// # Panics
/// When it cannot be made.
pub async fn connect(rig: &Rig, format: WireFormat) -> ConnectionView {
    let vendor = format.vendor.to_owned();
    let base_url = rig.practice.url_of(format);
    let made = rig.studio.add_connection(vendor, "Mine".into(), base_url).await.expect("a connection");
    rig.studio.set_key(made.id.clone(), SecretString::from(KEY)).await.expect("a key")
}

/// A song whose form names this account.
///
/// # Panics
/// When it cannot be made.
pub async fn song_on(rig: &Rig, connection: &ConnectionView) -> SongId {
    sung_on(rig, connection, LYRICS).await
}

/// One that is sung in no time, for tests that need many.
///
/// # Panics
/// When it cannot be made.
pub async fn short_song_on(rig: &Rig, connection: &ConnectionView) -> SongId {
    sung_on(rig, connection, "[Verse]\nOne short line to sing\n").await
}

async fn sung_on(rig: &Rig, connection: &ConnectionView, lyrics: &str) -> SongId {
    let compose = Compose {
        title: "Paper Lanterns".into(),
        lyrics: lyrics.into(),
        style: "dream pop".into(),
        connection: Some(connection.id.clone()),
        ..Compose::default()
    };
    rig.studio.create_song(compose).await.expect("a song").id
}

/// A practice server whose things are in `home`.
pub async fn practice(home: &Path) -> Practice {
    let options = Options {
        key: KEY.into(),
        pace: Pace::Fast,
        home: Some(home.join("practice")),
        port: 0,
        credits: 1000.0,
    };
    Practice::start(options).await.expect("the practice server starts")
}

/// A studio on a folder.
///
/// # Errors
/// When the library cannot be opened.
pub async fn open(home: &Path, url: &str, keeping: Keeping) -> Result<Arc<Studio>, UiError> {
    open_for(home, url, keeping, None).await
}

async fn open_for(
    home: &Path,
    url: &str,
    keeping: Keeping,
    patience: Option<Duration>,
) -> Result<Arc<Studio>, UiError> {
    Studio::open(Config {
        folder: home.join("library"),
        keeping,
        output: audio::Output::Null,
        input: audio::Input::Synthetic,
        preferences: Preferences {
            fetch_timing: true,
            loudness_match: true,
            jobs_at_once: 4,
            callbacks: None,
            export_folder: exports(home),
        },
        secrets: Arc::new(Keys::default()),
        haste: 0.02,
        patience,
        practice: Some(PracticeDoor {
            vendor: practice::WIRE_FORMAT.into(),
            base_url: url.into(),
            balance: 1000.0,
            key: KEY.into(),
        }),
    })
    .await
}

/// Where exports go.
#[must_use]
pub fn exports(home: &Path) -> PathBuf {
    home.join("exports")
}

/// Events of a studio.
pub type Events = tokio::sync::mpsc::UnboundedReceiver<StudioEvent>;

/// Waits for the end of a job.
pub async fn end_of(events: &mut Events, job: &JobId) -> JobView {
    let wait = async {
        while let Some(event) = events.recv().await {
            if let StudioEvent::JobChanged(view) = event
                && view.id == *job
                && view.state.is_over()
            {
                return *view;
            }
        }
        panic!("the studio is gone before its job {job} ended")
    };
    tokio::time::timeout(PATIENCE, wait).await.expect("the job ends in time")
}

/// Waits until a song is as wanted.
pub async fn wait_for_song(
    events: &mut Events,
    rig: &Rig,
    song: &SongId,
    wanted: impl Fn(&SongView) -> bool,
) -> SongView {
    let wait = async {
        loop {
            let view = rig.studio.get_song(song.clone()).await.expect("the song");
            if wanted(&view) {
                return view;
            }
            if events.recv().await.is_none() {
                panic!("the studio is gone");
            }
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.expect("the song becomes as wanted in time")
}

/// Asks until there is an answer.
pub async fn wait_for<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let wait = async {
        let mut pause = tokio::time::interval(Duration::from_millis(20));
        loop {
            pause.tick().await;
            if let Some(found) = ask().await {
                return found;
            }
        }
    };
    match tokio::time::timeout(PATIENCE, wait).await {
        Ok(found) => found,
        Err(_) => panic!("waited too long for {what}"),
    }
}
