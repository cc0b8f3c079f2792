//! Songs: the form behind each, which version is current, and the trash.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};
use song::{Compose, SongId, VersionId};

use crate::columns::{json, to_json};
use crate::{Library, LibraryError, TakeRecord, VersionRecord, listing, takes, versions};

/// A song's row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SongRecord {
    /// Its identity.
    pub id: SongId,
    /// What its form says.
    pub compose: Compose,
    /// The version that plays; none before the first one.
    pub current: Option<VersionId>,
    /// When it was made, in milliseconds since 1970.
    pub created_at: i64,
    /// When its form, takes or versions last changed.
    pub changed_at: i64,
    /// When it was thrown away, if it is in the trash.
    pub trashed_at: Option<i64>,
}

impl Library {
    /// A new song without takes.
    ///
    /// # Errors
    /// If it cannot be written, or the identity is taken.
    pub fn create_song(&self, id: &SongId, compose: &Compose, now: i64) -> Result<(), LibraryError> {
        let (id, form) = (id.clone(), to_json(compose)?);
        self.store().write(move |tx| create(tx, &id, &form, now))
    }

    /// A new song that is complete from the start: its take and the version of it, all or nothing.
    ///
    /// # Errors
    /// As [`Library::create_song`].
    pub fn add_song(
        &self,
        compose: &Compose,
        take: TakeRecord,
        version: VersionRecord,
    ) -> Result<(), LibraryError> {
        let form = to_json(compose)?;
        self.store().write(move |tx| {
            create(tx, &take.song, &form, take.created_at)?;
            takes::insert(tx, &take)?;
            versions::add(tx, version).map(|_| ())
        })
    }

    /// A song.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`].
    pub fn song(&self, id: &SongId) -> Result<SongRecord, LibraryError> {
        self.store().read(|db| {
            let mut statement = db.prepare_cached("SELECT * FROM songs WHERE id = ?1")?;
            Ok(statement.query_row([id.as_str()], song_of)?)
        })
    }

    /// Saves the form. When this returns, it is on disk; answers `now`, the time it was saved.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`], or if it cannot be written.
    pub fn save_compose(&self, id: &SongId, compose: &Compose, now: i64) -> Result<i64, LibraryError> {
        let (id, form) = (id.clone(), to_json(compose)?);
        self.store().write(move |tx| {
            let sql = "UPDATE songs SET compose = ?2, changed_at = ?3 WHERE id = ?1";
            found(tx.execute(sql, params![id.as_str(), form, now])?)?;
            listing::refresh(tx, &id)?;
            Ok(now)
        })
    }

    /// Saves what undo in the song's lyrics goes back to. A song that is gone needs none.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn save_lyrics_history(&self, id: &SongId, state: &str) -> Result<(), LibraryError> {
        let (id, state) = (id.clone(), state.to_owned());
        self.store().write(move |tx| {
            let sql = "INSERT OR REPLACE INTO lyrics_history SELECT id, ?2 FROM songs WHERE id = ?1";
            tx.execute(sql, params![id.as_str(), state])?;
            Ok(())
        })
    }

    /// What undo in the song's lyrics goes back to, as it was saved.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn lyrics_history(&self, id: &SongId) -> Result<Option<String>, LibraryError> {
        self.store().read(|db| {
            let mut statement = db.prepare_cached("SELECT state FROM lyrics_history WHERE song = ?1")?;
            Ok(statement.query_row([id.as_str()], |row| row.get(0)).optional()?)
        })
    }

    /// Makes a version of the song the one that plays.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`] if the song has no such version.
    pub fn set_current(&self, id: &SongId, version: &VersionId, now: i64) -> Result<(), LibraryError> {
        let (id, version) = (id.clone(), version.clone());
        self.store().write(move |tx| {
            let sql = "UPDATE songs SET current = ?2, changed_at = ?3
                       WHERE id = ?1 AND EXISTS (SELECT 1 FROM versions WHERE id = ?2 AND song = ?1)";
            found(tx.execute(sql, params![id.as_str(), version.as_str(), now])?)?;
            listing::refresh(tx, &id)
        })
    }

    /// Puts a song into the trash. It loses nothing there.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`], or if it cannot be written.
    pub fn trash_song(&self, id: &SongId, now: i64) -> Result<(), LibraryError> {
        let id = id.clone();
        self.store().write(move |tx| {
            let sql = "UPDATE songs SET trashed_at = ?2 WHERE id = ?1";
            found(tx.execute(sql, params![id.as_str(), now])?)
        })
    }

    /// Takes a song out of the trash. It counts as changed now, so that it is easily seen again.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`], or if it cannot be written.
    pub fn restore_song(&self, id: &SongId, now: i64) -> Result<(), LibraryError> {
        let id = id.clone();
        self.store().write(move |tx| {
            found(tx.execute("UPDATE songs SET trashed_at = NULL WHERE id = ?1", [id.as_str()])?)?;
            touch(tx, &id, now)
        })
    }

    /// Deletes a song with its takes and versions for ever. Its files go with the next
    /// [`Library::collect_garbage`]; its jobs and charges stay in the ledger.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`]; [`LibraryError::Busy`] while one of its jobs has not ended.
    pub fn delete_song(&self, id: &SongId) -> Result<(), LibraryError> {
        let id = id.clone();
        self.store().write(move |tx| delete(tx, &id))
    }

    /// Deletes every song that was thrown away before `before`, except those with a job under way.
    /// Answers how many.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn purge_trash(&self, before: i64) -> Result<usize, LibraryError> {
        self.store().write(move |tx| {
            let mut statement = tx.prepare("SELECT id FROM songs WHERE trashed_at < ?1")?;
            let old: Vec<String> =
                statement.query_map([before], |row| row.get(0))?.collect::<Result<_, _>>()?;
            let mut count = 0;
            for id in old {
                match delete(tx, &SongId(id)) {
                    Ok(()) => count += 1,
                    Err(LibraryError::Busy) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(count)
        })
    }
}

fn create(tx: &Transaction<'_>, id: &SongId, form: &str, now: i64) -> Result<(), LibraryError> {
    let sql = "INSERT INTO songs (id, compose, created_at, changed_at) VALUES (?1, ?2, ?3, ?3)";
    tx.execute(sql, params![id.as_str(), form, now])?;
    listing::refresh(tx, id)
}

fn delete(tx: &Transaction<'_>, id: &SongId) -> Result<(), LibraryError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM jobs WHERE song = ?1 AND ended_at IS NULL)";
    if tx.query_row(sql, [id.as_str()], |row| row.get(0))? {
        return Err(LibraryError::Busy);
    }
    let key: i64 = tx.query_row("SELECT key FROM songs WHERE id = ?1", [id.as_str()], |row| row.get(0))?;
    tx.execute("DELETE FROM search WHERE rowid = ?1", [key])?;
    tx.execute("DELETE FROM songs WHERE key = ?1", [key])?;
    Ok(())
}

/// An update that met no row did not find what it was about.
pub(crate) fn found(rows: usize) -> Result<(), LibraryError> {
    if rows == 0 { Err(LibraryError::NotFound) } else { Ok(()) }
}

/// Something of the song changed at `now`; a clock that went back does not move it back.
pub(crate) fn touch(tx: &Transaction<'_>, id: &SongId, now: i64) -> Result<(), LibraryError> {
    tx.execute("UPDATE songs SET changed_at = max(changed_at, ?2) WHERE id = ?1", params![id.as_str(), now])?;
    listing::refresh(tx, id)
}

pub(crate) fn song_at(db: &Connection, key: i64) -> Result<SongRecord, LibraryError> {
    Ok(db.prepare_cached("SELECT * FROM songs WHERE key = ?1")?.query_row([key], song_of)?)
}

pub(crate) fn try_song(db: &Connection, id: &SongId) -> Result<Option<SongRecord>, LibraryError> {
    let mut statement = db.prepare_cached("SELECT * FROM songs WHERE id = ?1")?;
    Ok(statement.query_row([id.as_str()], song_of).optional()?)
}

fn song_of(row: &Row<'_>) -> rusqlite::Result<SongRecord> {
    Ok(SongRecord {
        id: SongId(row.get("id")?),
        compose: json(row, "compose")?,
        current: row.get::<_, Option<String>>("current")?.map(VersionId),
        created_at: row.get("created_at")?,
        changed_at: row.get("changed_at")?,
        trashed_at: row.get("trashed_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Home, job, take, version};
    use crate::{SongQuery, TakeRecord};

    fn named(title: &str) -> Compose {
        Compose { title: title.into(), ..Compose::default() }
    }

    #[test]
    fn what_was_saved_is_there_after_reopening() {
        let home = Home::new();
        let id = SongId::from("s");
        home.create_song(&id, &named("one"), 10).unwrap();
        assert_eq!(home.save_compose(&id, &named("two"), 20).unwrap(), 20);
        let home = home.reopen();
        let song = home.song(&id).unwrap();
        assert_eq!((song.compose.title.as_str(), song.created_at, song.changed_at), ("two", 10, 20));
        assert!(matches!(home.song(&"x".into()), Err(LibraryError::NotFound)));
        assert!(matches!(home.save_compose(&"x".into(), &named(""), 1), Err(LibraryError::NotFound)));
    }

    #[test]
    fn undo_of_the_lyrics_goes_on_after_reopening_and_goes_with_the_song() {
        let home = Home::new();
        let id = SongId::from("s");
        home.save_lyrics_history(&id, "of nothing").unwrap();
        assert_eq!(home.lyrics_history(&id).unwrap(), None);
        home.create_song(&id, &named("one"), 10).unwrap();
        home.save_lyrics_history(&id, "first").unwrap();
        home.save_lyrics_history(&id, "second").unwrap();
        let home = home.reopen();
        assert_eq!(home.lyrics_history(&id).unwrap().as_deref(), Some("second"));
        home.delete_song(&id).unwrap();
        assert_eq!(home.lyrics_history(&id).unwrap(), None);
    }

    #[test]
    fn the_trash_gives_back_what_it_got() {
        let home = Home::new();
        let id = SongId::from("s");
        home.create_song(&id, &named("one"), 10).unwrap();
        home.trash_song(&id, 30).unwrap();
        let listed = |trash| home.list_songs(&SongQuery { trash, ..SongQuery::default() }).unwrap().total;
        assert_eq!((listed(false), listed(true)), (0, 1));
        assert_eq!(home.song(&id).unwrap().trashed_at, Some(30));
        home.restore_song(&id, 40).unwrap();
        assert_eq!((listed(false), listed(true)), (1, 0));
        assert_eq!(home.song(&id).unwrap().changed_at, 40);
    }

    #[test]
    fn only_old_trash_is_purged() {
        let home = Home::new();
        for (id, at) in [("old", Some(100)), ("new", Some(300)), ("kept", None), ("busy", Some(100))] {
            home.create_song(&id.into(), &named(id), 1).unwrap();
            if let Some(at) = at {
                home.trash_song(&id.into(), at).unwrap();
            }
        }
        home.insert_job(&job("j", &"busy".into())).unwrap();
        assert_eq!(home.purge_trash(200).unwrap(), 1);
        assert!(home.song(&"old".into()).is_err());
        assert!(["new", "kept", "busy"].iter().all(|id| home.song(&(*id).into()).is_ok()));
    }

    #[test]
    fn deleting_takes_everything_but_the_ledger() {
        let home = Home::new();
        let id = SongId::from("s");
        home.create_song(&id, &named("one"), 1).unwrap();
        home.insert_job(&job("j", &id)).unwrap();
        assert!(matches!(home.delete_song(&id), Err(LibraryError::Busy)));
        let ended = crate::JobRecord { ended_at: Some(5), ..job("j", &id) };
        home.finish_job(
            &ended,
            &crate::JobResults::takes(vec![take("t", &id)]),
            Some(&crate::testing::charge("j", &id, 1)),
        )
        .unwrap();
        home.add_version(version("v", &id, "t")).unwrap();
        home.delete_song(&id).unwrap();
        assert!(matches!(home.take(&"t".into()), Err(LibraryError::NotFound)));
        assert!(matches!(home.version(&"v".into()), Err(LibraryError::NotFound)));
        assert_eq!(
            home.list_songs(&SongQuery { text: "one".into(), ..SongQuery::default() }).unwrap().total,
            0
        );
        assert!(home.job(&"j".into()).is_ok());
        assert_eq!(home.charges(0, 100).unwrap().len(), 1);
        assert!(matches!(home.delete_song(&id), Err(LibraryError::NotFound)));
    }

    #[test]
    fn only_a_version_of_the_song_becomes_current() {
        let home = Home::new();
        let (a, b) = (SongId::from("a"), SongId::from("b"));
        for id in [&a, &b] {
            home.create_song(id, &named(""), 1).unwrap();
            let name = format!("t{id}");
            home.insert_take(&TakeRecord { id: name.as_str().into(), ..take("", id) }).unwrap();
            home.add_version(version(&format!("v{id}"), id, &name)).unwrap();
        }
        assert!(matches!(home.set_current(&a, &"vb".into(), 2), Err(LibraryError::NotFound)));
        home.set_current(&a, &"va".into(), 2).unwrap();
        assert_eq!(home.song(&a).unwrap().current, Some("va".into()));
    }
}
