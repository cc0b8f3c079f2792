//! The database: one thread that owns the writing connection, and a second connection for reading.

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::LibraryError;
use crate::migrate::migrate;

type Work = Box<dyn FnOnce(&mut Connection) + Send>;

pub(crate) struct Store {
    reader: Mutex<Connection>,
    /// None only while closing.
    work: Option<Sender<Work>>,
    writer: Option<JoinHandle<()>>,
}

impl Store {
    /// Opens or makes the database, and brings it to this program's schema.
    pub(crate) fn open(path: &Path) -> Result<Self, LibraryError> {
        let mut connection = Connection::open(path)?;
        prepare(&connection)?;
        migrate(&mut connection)?;
        let reader = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        reader.busy_timeout(std::time::Duration::from_secs(5))?;
        reader.execute_batch("PRAGMA cache_size = -32768; PRAGMA query_only = ON;")?;
        reader.set_prepared_statement_cache_capacity(64);
        let (work, inbox) = channel();
        let writer =
            std::thread::Builder::new().name("library".into()).spawn(move || serve(connection, &inbox))?;
        Ok(Self { reader: Mutex::new(reader), work: Some(work), writer: Some(writer) })
    }

    /// Runs `change` in one immediate transaction. What it wrote is on disk when this returns `Ok`, and
    /// nothing of it is when this returns an error.
    pub(crate) fn write<T: Send + 'static>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, LibraryError> + Send + 'static,
    ) -> Result<T, LibraryError> {
        let (answer, answered) = sync_channel(1);
        let work: Work = Box::new(move |connection| drop(answer.send(in_transaction(connection, change))));
        let sender = self.work.as_ref().ok_or(LibraryError::Closed)?;
        sender.send(work).map_err(|_| LibraryError::Closed)?;
        answered.recv().map_err(|_| LibraryError::Closed)?
    }

    /// Runs a question on the reading connection; it sees every write that returned before.
    pub(crate) fn read<T>(
        &self,
        question: impl FnOnce(&Connection) -> Result<T, LibraryError>,
    ) -> Result<T, LibraryError> {
        let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        // One snapshot for all statements of a question.
        question(&*reader.transaction()?)
    }
}

impl Drop for Store {
    /// Waits for the writer, so that the folder is free when the last handle is gone.
    fn drop(&mut self) {
        self.work = None;
        if let Some(writer) = self.writer.take() {
            drop(writer.join());
        }
    }
}

fn prepare(connection: &Connection) -> Result<(), LibraryError> {
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;
         PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;",
    )?;
    Ok(())
}

fn serve(mut connection: Connection, inbox: &Receiver<Work>) {
    while let Ok(work) = inbox.recv() {
        work(&mut connection);
    }
}

fn in_transaction<T>(
    connection: &mut Connection,
    change: impl FnOnce(&Transaction<'_>) -> Result<T, LibraryError>,
) -> Result<T, LibraryError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let value = change(&transaction)?;
    transaction.commit()?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_is_as_safe_as_it_says() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("library.db")).unwrap();
        let pragma = |name: &'static str| {
            store
                .write(move |tx| Ok(tx.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0))?))
                .unwrap()
        };
        assert_eq!((pragma("synchronous"), pragma("foreign_keys")), (2, 1));
        let mode: String =
            store.read(|db| Ok(db.query_row("PRAGMA journal_mode", [], |row| row.get(0))?)).unwrap();
        assert_eq!(mode, "wal");
        // 3.51.3 repaired a race between WAL resets.
        assert!(rusqlite::version_number() >= 3_051_003);
    }

    #[test]
    fn a_change_that_fails_leaves_no_trace() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("library.db")).unwrap();
        let failed: Result<(), _> = store.write(|tx| {
            tx.execute("INSERT INTO search (text) VALUES ('x')", [])?;
            Err(LibraryError::NotFound)
        });
        assert!(matches!(failed, Err(LibraryError::NotFound)));
        let count: i64 =
            store.read(|db| Ok(db.query_row("SELECT count(*) FROM search", [], |row| row.get(0))?)).unwrap();
        assert_eq!(count, 0);
    }

    #[test]
    fn what_is_no_database_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        std::fs::write(&path, "not a database, but long enough to look like one".repeat(50)).unwrap();
        assert!(matches!(Store::open(&path), Err(LibraryError::Damaged(_))));
    }
}
