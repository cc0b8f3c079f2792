//! Voices and models that are being made: how far each is, and the folder with its recordings, which nobody
//! else on this computer may read. What a state says is the studio's.

use std::path::{Path, PathBuf};

use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};
use song::JobId;

use crate::songs::found;
use crate::{Library, LibraryError};

/// Something that is being made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MakingRecord {
    /// Its identity; also the name of its folder.
    pub id: String,
    /// `voice` or `model`.
    pub kind: String,
    /// How far it is, as JSON.
    pub state: String,
    /// When it was begun, in milliseconds since 1970.
    pub created_at: i64,
    /// When it last changed.
    pub changed_at: i64,
}

/// What a job brought that is neither sound nor words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProductRecord {
    /// The job.
    pub job: JobId,
    /// What it brought, as JSON.
    pub product: String,
    /// When it came, in milliseconds since 1970.
    pub at: i64,
}

impl Library {
    /// Everything of a kind that is being made, newest first.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn makings(&self, kind: &str) -> Result<Vec<MakingRecord>, LibraryError> {
        self.store().read(|db| {
            let sql = "SELECT * FROM makings WHERE kind = ?1 ORDER BY created_at DESC, id DESC";
            let mut statement = db.prepare_cached(sql)?;
            let makings = statement.query_map([kind], making_of)?;
            Ok(makings.collect::<Result<_, _>>()?)
        })
    }

    /// One of them.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`].
    pub fn making(&self, id: &str) -> Result<MakingRecord, LibraryError> {
        self.store().read(|db| {
            let mut statement = db.prepare_cached("SELECT * FROM makings WHERE id = ?1")?;
            Ok(statement.query_row([id], making_of)?)
        })
    }

    /// Begins something, or writes how far it is now. On disk when this returns.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn put_making(&self, making: &MakingRecord) -> Result<(), LibraryError> {
        let making = making.clone();
        self.store().write(move |tx| {
            tx.execute(
                "REPLACE INTO makings VALUES (?1, ?2, ?3, ?4, ?5)",
                params![making.id, making.kind, making.state, making.created_at, making.changed_at],
            )?;
            Ok(())
        })
    }

    /// Ends a making without a trace in the list. Its recordings stay until [`Library::erase_recordings`].
    ///
    /// # Errors
    /// [`LibraryError::NotFound`], or if it cannot be written.
    pub fn remove_making(&self, id: &str) -> Result<(), LibraryError> {
        let id = id.to_owned();
        self.store().write(move |tx| found(tx.execute("DELETE FROM makings WHERE id = ?1", [id])?))
    }

    /// What a job brought; none if it brought nothing of that sort.
    ///
    /// # Errors
    /// If the row cannot be read.
    pub fn product(&self, job: &JobId) -> Result<Option<ProductRecord>, LibraryError> {
        self.store().read(|db| {
            let mut statement = db.prepare_cached("SELECT * FROM products WHERE job = ?1")?;
            Ok(statement.query_row([job.as_str()], product_of).optional()?)
        })
    }

    /// The folder of a making's recordings. Made if it is not there, for its owner only.
    ///
    /// # Errors
    /// [`LibraryError::BadName`] for what is no identity of one; if it cannot be made.
    pub fn recordings_dir(&self, making: &str) -> Result<PathBuf, LibraryError> {
        let folder = self.recordings_path(making)?;
        make_private(&self.inner.folder.join("voices"))?;
        make_private(&folder)?;
        Ok(folder)
    }

    /// Deletes every recording of a making. Fine if there is none.
    ///
    /// # Errors
    /// If something in the folder cannot be deleted.
    pub fn erase_recordings(&self, making: &str) -> Result<(), LibraryError> {
        match std::fs::remove_dir_all(self.recordings_path(making)?) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    fn recordings_path(&self, making: &str) -> Result<PathBuf, LibraryError> {
        let plain = !making.is_empty()
            && making.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
        if !plain {
            return Err(LibraryError::BadName(making.to_owned()));
        }
        Ok(self.inner.folder.join("voices").join(making))
    }
}

/// A folder that only its owner can look into.
fn make_private(folder: &Path) -> Result<(), LibraryError> {
    std::fs::create_dir_all(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Writes what a job brought.
pub(crate) fn put_product(tx: &Transaction<'_>, product: &ProductRecord) -> Result<(), LibraryError> {
    tx.execute(
        "REPLACE INTO products VALUES (?1, ?2, ?3)",
        params![product.job.as_str(), product.product, product.at],
    )?;
    Ok(())
}

fn making_of(row: &Row<'_>) -> rusqlite::Result<MakingRecord> {
    Ok(MakingRecord {
        id: row.get("id")?,
        kind: row.get("kind")?,
        state: row.get("state")?,
        created_at: row.get("created_at")?,
        changed_at: row.get("changed_at")?,
    })
}

fn product_of(row: &Row<'_>) -> rusqlite::Result<ProductRecord> {
    Ok(ProductRecord { job: JobId(row.get("job")?), product: row.get("product")?, at: row.get("at")? })
}

#[cfg(test)]
mod tests {
    use song::SongId;

    use super::*;
    use crate::testing::{Home, job};
    use crate::{JobRecord, JobResults};

    fn making(id: &str) -> MakingRecord {
        MakingRecord { id: id.into(), kind: "voice".into(), state: "{}".into(), created_at: 1, changed_at: 1 }
    }

    #[test]
    fn what_is_being_made_survives_a_restart_and_ends() {
        let home = Home::new();
        home.put_making(&making("a")).unwrap();
        let further = MakingRecord { state: r#"{"step":2}"#.into(), changed_at: 7, ..making("a") };
        home.put_making(&further).unwrap();
        home.put_making(&MakingRecord { kind: "model".into(), ..making("b") }).unwrap();
        let home = home.reopen();
        assert_eq!(home.makings("voice").unwrap(), [further]);
        home.remove_making("a").unwrap();
        assert!(matches!(home.making("a"), Err(LibraryError::NotFound)));
    }

    #[test]
    fn recordings_are_for_their_owner_only_and_go_for_good() {
        let home = Home::new();
        let folder = home.recordings_dir("a-1").unwrap();
        std::fs::write(folder.join("singing.wav"), "la").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&folder), mode(folder.parent().unwrap())), (0o700, 0o700));
        }
        home.erase_recordings("a-1").unwrap();
        assert!(!folder.exists());
        home.erase_recordings("a-1").unwrap();
        for elsewhere in ["", "..", "a/b", "../files"] {
            assert!(matches!(home.erase_recordings(elsewhere), Err(LibraryError::BadName(_))), "{elsewhere}");
        }
    }

    #[test]
    fn what_a_job_brought_is_kept_with_it() {
        let home = Home::new();
        let nowhere = SongId(String::new());
        home.insert_job(&job("j", &nowhere)).unwrap();
        let product = ProductRecord { job: "j".into(), product: "{}".into(), at: 4 };
        let done = JobRecord { state: "done".into(), ended_at: Some(9), ..job("j", &nowhere) };
        let brought = JobResults { product: Some(product.clone()), ..JobResults::default() };
        home.finish_job(&done, &brought, None).unwrap();
        assert_eq!(home.product(&"j".into()).unwrap(), Some(product));
        assert_eq!(home.product(&"k".into()).unwrap(), None);
    }
}
