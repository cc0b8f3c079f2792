//! What the window is told without asking: one channel, a snapshot first, then changes in order.

use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use song::{JobId, SongId};
use studio::{ConnectionView, JobView, Playback, Snapshot, StudioEvent, UiError, VendorView};
use tauri::ipc::Channel;

use crate::settings::Settings;

/// A file that could not be imported.
#[derive(Debug, Clone, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FailedImport {
    name: String,
    error: UiError,
}

/// One message of the subscription. `revision` grows by one with each; a gap means: subscribe again.
#[derive(Debug, Clone, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum UiEvent {
    Snapshot {
        revision: u32,
        jobs: Vec<JobView>,
        connections: Vec<ConnectionView>,
        vendors: Vec<VendorView>,
        settings: Box<Settings>,
        playback: Playback,
    },
    JobChanged {
        revision: u32,
        job: Box<JobView>,
    },
    JobRemoved {
        revision: u32,
        job: JobId,
    },
    SongChanged {
        revision: u32,
        song: SongId,
    },
    LibraryChanged {
        revision: u32,
    },
    ConnectionsChanged {
        revision: u32,
        connections: Vec<ConnectionView>,
    },
    /// Voices or models of one's own: ask for them again.
    VoicesChanged {
        revision: u32,
    },
    SettingsChanged {
        revision: u32,
        settings: Settings,
    },
    PlaybackChanged {
        revision: u32,
        playback: Playback,
    },
    /// Files are held over the window, or no longer.
    FilesHover {
        revision: u32,
        over: bool,
    },
    /// So many files are being read; `imported` follows.
    Importing {
        revision: u32,
        files: u32,
    },
    Imported {
        revision: u32,
        songs: Vec<SongId>,
        failed: Vec<FailedImport>,
    },
}

/// The one subscriber: the page that subscribed last. A reloaded page replaces the old one, whose
/// channel would go on "succeeding".
#[derive(Default)]
pub(crate) struct Subscriber {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    channel: Option<Channel<UiEvent>>,
    revision: u32,
}

impl Subscriber {
    /// Sends the snapshot and keeps the channel for what follows.
    pub(crate) fn replace(&self, channel: Channel<UiEvent>, snapshot: Snapshot, settings: Settings) {
        let mut inner = self.lock();
        inner.channel = Some(channel);
        inner.send(|revision| UiEvent::Snapshot {
            revision,
            jobs: snapshot.jobs,
            connections: snapshot.connections,
            vendors: snapshot.vendors,
            settings: Box::new(settings),
            playback: snapshot.playback,
        });
    }

    /// Passes on what happened in the studio.
    pub(crate) fn studio(&self, event: StudioEvent) {
        self.lock().send(|revision| translate(revision, event));
    }

    /// Says that the settings changed.
    pub(crate) fn settings(&self, settings: Settings) {
        self.lock().send(|revision| UiEvent::SettingsChanged { revision, settings });
    }

    /// Says that files are held over the window, or no longer.
    pub(crate) fn hover(&self, over: bool) {
        self.lock().send(|revision| UiEvent::FilesHover { revision, over });
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn send(&mut self, event: impl FnOnce(u32) -> UiEvent) {
        self.revision += 1;
        let Some(channel) = &self.channel else { return };
        if channel.send(event(self.revision)).is_err() {
            self.channel = None;
        }
    }
}

fn translate(revision: u32, event: StudioEvent) -> UiEvent {
    match event {
        StudioEvent::JobChanged(job) => UiEvent::JobChanged { revision, job },
        StudioEvent::JobRemoved(job) => UiEvent::JobRemoved { revision, job },
        StudioEvent::SongChanged(song) => UiEvent::SongChanged { revision, song },
        StudioEvent::LibraryChanged => UiEvent::LibraryChanged { revision },
        StudioEvent::VoicesChanged => UiEvent::VoicesChanged { revision },
        StudioEvent::ConnectionsChanged(connections) => UiEvent::ConnectionsChanged { revision, connections },
        StudioEvent::PlaybackChanged(playback) => UiEvent::PlaybackChanged { revision, playback: *playback },
        StudioEvent::Importing(files) => UiEvent::Importing { revision, files },
        StudioEvent::Imported { songs, failed } => UiEvent::Imported {
            revision,
            songs,
            failed: failed.into_iter().map(|(name, error)| FailedImport { name, error }).collect(),
        },
    }
}
