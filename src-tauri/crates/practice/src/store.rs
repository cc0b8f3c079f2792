//! What must survive a restart: append-only logs of JSON lines, and the songs that were given out.
//!
//! A song is remembered as the way to make it, never as audio; audio is only cached. Deliberately
//! absent: deleting and editing, as no vendor offers them.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::recipe::Chance;
pub(crate) use crate::recipe::Recipe;
use crate::server::nth;

/// A file of JSON lines that only grows; every append is on the disk when it returns.
#[derive(Debug)]
pub(crate) struct Log<T> {
    file: File,
    kind: PhantomData<fn(&T)>,
}

impl<T: Serialize + DeserializeOwned> Log<T> {
    /// Opens or creates the log and reads what it holds. A last line that a crash cut short is removed.
    pub(crate) fn open(path: &Path) -> io::Result<(Self, Vec<T>)> {
        let text = match std::fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        file.set_len(whole as u64)?;
        let entries = text[..whole].split(|byte| *byte == b'\n').filter_map(parse).collect();
        Ok((Self { file, kind: PhantomData }, entries))
    }

    /// Appends `entries` in one write and waits until they are on the disk.
    pub(crate) fn append(&mut self, entries: &[T]) -> io::Result<()> {
        let mut lines = Vec::new();
        for entry in entries {
            serde_json::to_writer(&mut lines, entry)?;
            lines.push(b'\n');
        }
        self.file.write_all(&lines)?;
        self.file.sync_data()
    }
}

/// One line; damaged ones are passed over so that one bad line does not cost all songs.
fn parse<T: DeserializeOwned>(line: &[u8]) -> Option<T> {
    if line.is_empty() {
        return None;
    }
    serde_json::from_slice(line)
        .inspect_err(|error| tracing::warn!(%error, "a line of the practice studio's log is unreadable"))
        .ok()
}

/// One entry of `concat_history` as the documents show it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Link {
    pub(crate) id: String,
    /// Seconds at which the next entry begins; the last entry has none of the other fields.
    #[serde(flatten)]
    pub(crate) joint: Option<Joint>,
}

/// What a `concat_history` entry says of the song that goes on in the next entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Joint {
    #[serde(serialize_with = "crate::server::number")]
    pub(crate) continue_at: f64,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) source: String,
    pub(crate) infill: bool,
}

/// One result that the server gave out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Song {
    /// The id that clients name it by.
    pub(crate) id: String,
    /// The unguessable name of its files; nothing tells it but the answer itself.
    pub(crate) media: String,
    /// The `media` of the song whose cover it shows.
    pub(crate) image: String,
    pub(crate) title: String,
    pub(crate) style: String,
    /// The words as they were sent; answers show them with blank lines collapsed.
    pub(crate) lyric: String,
    /// The words that its timing follows: of a fragment the whole song's.
    pub(crate) text: String,
    /// The idea, in inspiration mode only.
    pub(crate) prompt: Option<String>,
    /// The internal model name.
    pub(crate) model: String,
    /// Whether the Pro pool made it.
    pub(crate) pro: bool,
    pub(crate) created_at: String,
    /// Its length at [`crate::RATE`].
    pub(crate) frames: u64,
    /// What was asked, without the take: equal requests have equal origins.
    pub(crate) origin: u64,
    pub(crate) recipe: Recipe,
    pub(crate) history: Vec<Link>,
}

impl Song {
    /// The number that everything left to chance in this song, and in what is made of it, comes from.
    /// It depends on what was asked, never on ids, so that a second home gives the same.
    pub(crate) fn chance(&self) -> u64 {
        match self.recipe.chance() {
            Chance::Seed(seed) => seed,
            Chance::Take(take) => nth(self.origin, take),
            Chance::Wish => self.origin,
        }
    }
}

/// All songs that the server ever gave out.
#[derive(Debug)]
pub(crate) struct Songs {
    shelf: Mutex<Shelf>,
    recordings: PathBuf,
}

#[derive(Debug)]
struct Shelf {
    log: Log<Song>,
    by_id: HashMap<String, Arc<Song>>,
    by_media: HashMap<String, Arc<Song>>,
    by_origin: HashMap<u64, u64>,
}

impl Songs {
    /// Opens the songs kept in `path`.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let (log, songs) = Log::open(path)?;
        let mut shelf =
            Shelf { log, by_id: HashMap::new(), by_media: HashMap::new(), by_origin: HashMap::new() };
        shelf.place(songs);
        let recordings = path.with_file_name("recordings");
        std::fs::create_dir_all(&recordings)?;
        Ok(Self { shelf: Mutex::new(shelf), recordings })
    }

    /// Where the recording of this name is kept.
    pub(crate) fn recording(&self, file: &str) -> PathBuf {
        self.recordings.join(file)
    }

    /// Remembers `songs` for good.
    pub(crate) fn add(&self, songs: &[Song]) -> io::Result<()> {
        let mut shelf = self.lock();
        shelf.log.append(songs)?;
        shelf.place(songs.to_vec());
        Ok(())
    }

    /// The song that clients call `id`.
    pub(crate) fn get(&self, id: &str) -> Option<Arc<Song>> {
        self.lock().by_id.get(id).cloned()
    }

    /// The song whose files are called `media`.
    pub(crate) fn by_media(&self, media: &str) -> Option<Arc<Song>> {
        self.lock().by_media.get(media).cloned()
    }

    /// How many songs came from the same request before.
    pub(crate) fn count(&self, origin: u64) -> u64 {
        self.lock().by_origin.get(&origin).copied().unwrap_or(0)
    }

    fn lock(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf {
    fn place(&mut self, songs: Vec<Song>) {
        for song in songs {
            let song = Arc::new(song);
            *self.by_origin.entry(song.origin).or_default() += 1;
            self.by_media.insert(song.media.clone(), Arc::clone(&song));
            self.by_id.insert(song.id.clone(), song);
        }
    }
}
