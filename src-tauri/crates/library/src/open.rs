//! The library's folder: what lies where, and that nobody else has it open.

use std::collections::HashSet;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::LibraryError;
use crate::store::Store;

/// A handle to an open library. Cheap to clone; the folder is free again when the last one is gone.
#[derive(Clone)]
pub struct Library {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) folder: PathBuf,
    /// Files adopted since the start, by name. They may not have a row yet, so garbage collection
    /// leaves them alone; the lock also keeps both from working on one file at once.
    pub(crate) adopted: Mutex<HashSet<String>>,
    /// Dropped after the store: held while anything may still be written.
    _lock: File,
}

impl Library {
    /// Opens the library in `folder`, or makes one there. What an earlier run left half fetched in
    /// [`Library::incoming_dir`] is removed.
    ///
    /// # Errors
    /// [`LibraryError::InUse`] if it is open elsewhere, [`LibraryError::Newer`] if a later Refrain wrote
    /// it, [`LibraryError::Damaged`] if the database cannot be read.
    pub fn open(folder: &Path) -> Result<Self, LibraryError> {
        std::fs::create_dir_all(folder)?;
        let lock = lock(folder)?;
        let store = Store::open(&folder.join("library.db"))?;
        for name in ["files", "incoming", "cache", "spool"] {
            std::fs::create_dir_all(folder.join(name))?;
        }
        let inner = Inner { store, folder: folder.to_owned(), adopted: Mutex::default(), _lock: lock };
        let library = Self { inner: Arc::new(inner) };
        library.sweep_incoming();
        Ok(library)
    }

    /// Where kept files lie, `<first two digits>/<sha256>.<ext>`.
    #[must_use]
    pub fn files_dir(&self) -> PathBuf {
        self.inner.folder.join("files")
    }

    /// Where files lie while they are fetched; on the same volume as [`Library::files_dir`].
    #[must_use]
    pub fn incoming_dir(&self) -> PathBuf {
        self.inner.folder.join("incoming")
    }

    /// Where whoever makes paid calls keeps what must outlive this process.
    #[must_use]
    pub fn spool_dir(&self) -> PathBuf {
        self.inner.folder.join("spool")
    }

    pub(crate) fn cache_dir(&self) -> PathBuf {
        self.inner.folder.join("cache")
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    fn sweep_incoming(&self) {
        let Ok(entries) = std::fs::read_dir(self.incoming_dir()) else { return };
        for entry in entries.flatten() {
            if let Err(error) = std::fs::remove_file(entry.path()) {
                tracing::warn!(%error, "a file of an earlier run cannot be removed");
            }
        }
    }
}

/// Takes the lock; the system gives it back even if this process is killed.
fn lock(folder: &Path) -> Result<File, LibraryError> {
    let path = folder.join("library.lock");
    let file = File::options().read(true).write(true).create(true).truncate(false).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(LibraryError::InUse),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_open_once() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path()).unwrap();
        assert!(matches!(Library::open(folder.path()), Err(LibraryError::InUse)));
        let second = library.clone();
        drop(library);
        assert!(matches!(Library::open(folder.path()), Err(LibraryError::InUse)));
        drop(second);
        Library::open(folder.path()).unwrap();
    }

    #[test]
    fn a_newer_library_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        drop(Library::open(folder.path()).unwrap());
        let path = folder.path().join("library.db");
        rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 77).unwrap();
        assert!(matches!(Library::open(folder.path()), Err(LibraryError::Newer { found: 77, .. })));
        let version: i64 = rusqlite::Connection::open(&path)
            .unwrap()
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .unwrap();
        assert_eq!(version, 77);
    }

    #[test]
    fn half_fetched_files_of_an_earlier_run_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path()).unwrap();
        std::fs::write(library.incoming_dir().join("job-1.part"), "half").unwrap();
        std::fs::write(library.spool_dir().join("answer"), "kept").unwrap();
        drop(library);
        let library = Library::open(folder.path()).unwrap();
        assert_eq!(std::fs::read_dir(library.incoming_dir()).unwrap().count(), 0);
        assert_eq!(std::fs::read_dir(library.spool_dir()).unwrap().count(), 1);
    }
}
