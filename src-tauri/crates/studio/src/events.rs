//! What happens in the studio, told to everybody who listens.

use std::sync::{Mutex, PoisonError};

use song::{JobId, SongId};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::problem::UiError;
use crate::views::{ConnectionView, JobView, Playback};

/// Something that changed. What it is now is in the message or is to be asked for.
#[derive(Debug, Clone)]
pub enum StudioEvent {
    JobChanged(Box<JobView>),
    JobRemoved(JobId),
    /// Takes, versions or texts of a song.
    SongChanged(SongId),
    /// Songs came or went, or a row of the list changed.
    LibraryChanged,
    /// Voices or models of one's own, finished or in the making.
    VoicesChanged,
    ConnectionsChanged(Vec<ConnectionView>),
    PlaybackChanged(Box<Playback>),
    /// So many files are being read; `Imported` follows.
    Importing(u32),
    /// Files that became songs, and names of files that did not, with the reason.
    Imported {
        songs: Vec<SongId>,
        failed: Vec<(String, UiError)>,
    },
}

/// Listeners. Nothing is dropped on a slow one: these are rare, small messages.
#[derive(Default)]
pub(crate) struct Events {
    listeners: Mutex<Vec<UnboundedSender<StudioEvent>>>,
}

impl Events {
    /// A new listener; hears what happens from now on.
    pub(crate) fn listen(&self) -> UnboundedReceiver<StudioEvent> {
        let (sender, receiver) = unbounded_channel();
        self.lock().push(sender);
        receiver
    }

    /// Tells everybody, and forgets who has gone.
    pub(crate) fn tell(&self, event: &StudioEvent) {
        self.lock().retain(|listener| listener.send(event.clone()).is_ok());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<UnboundedSender<StudioEvent>>> {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
