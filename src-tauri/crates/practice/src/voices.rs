//! Voices of one's own: personas, singing taken out of songs, and recordings that wait for their proof.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::composer::Voiceprint;
use crate::store::Log;

/// Something about voices that was given out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Record {
    /// A voice to sing with.
    Persona {
        id: String,
        voice: Voiceprint,
        /// The style words that come with it; a voice alone has none.
        style: Option<String>,
        /// The song it was made of; a real voice has none.
        audio_id: Option<String>,
    },
    /// The singing of a song between two times in seconds.
    Vox { id: String, audio_id: String, start_s: f64, end_s: f64 },
    /// A real voice that has not been proved yet.
    Recording {
        /// What the document calls `vox_audio_id`.
        id: String,
        recording_id: String,
        phrase_id: String,
        phrase: String,
        voice: Voiceprint,
        /// Milliseconds since 1970.
        begun_at: i64,
    },
}

impl Record {
    /// The id that clients name it by.
    pub(crate) fn id(&self) -> &str {
        match self {
            Self::Persona { id, .. } | Self::Vox { id, .. } | Self::Recording { id, .. } => id,
        }
    }
}

/// All of them.
#[derive(Debug)]
pub(crate) struct Voices {
    shelf: Mutex<Shelf>,
}

#[derive(Debug)]
struct Shelf {
    log: Log<Record>,
    by_id: HashMap<String, Arc<Record>>,
}

impl Voices {
    /// Opens the voices kept in `path`.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let (log, records) = Log::open(path)?;
        let known = records.into_iter().map(|record: Record| (record.id().to_owned(), Arc::new(record)));
        Ok(Self { shelf: Mutex::new(Shelf { log, by_id: known.collect() }) })
    }

    /// Remembers a record for good.
    pub(crate) fn add(&self, record: &Record) -> io::Result<()> {
        let mut shelf = self.lock();
        shelf.log.append(std::slice::from_ref(record))?;
        shelf.by_id.insert(record.id().to_owned(), Arc::new(record.clone()));
        Ok(())
    }

    /// The record that clients call `id`.
    pub(crate) fn get(&self, id: &str) -> Option<Arc<Record>> {
        self.lock().by_id.get(id).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
