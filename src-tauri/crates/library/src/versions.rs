//! Versions: the committed arrangements of a song. Undo is the earlier one; none is ever changed.

use rusqlite::{Row, Transaction, params};
use serde::{Deserialize, Serialize};
use song::{Arrangement, Range, SongId, VersionId};

use crate::columns::{json, range, to_json, to_word, word};
use crate::songs::touch;
use crate::{Library, LibraryError};

/// Why a version was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum VersionCause {
    TakeKept,
    SectionReplaced,
    JoinedAtVendor,
    Imported,
}

/// A version's row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VersionRecord {
    /// Its identity.
    pub id: VersionId,
    /// The song it belongs to.
    pub song: SongId,
    /// Its number in the song, from 1; given when it is added.
    pub number: u32,
    /// The version it was made from.
    pub parent: Option<VersionId>,
    /// Why it was made.
    pub cause: VersionCause,
    /// What the cause was about: a take's number, a section's label, a file's name.
    pub label: String,
    /// What was replaced.
    pub range: Option<Range>,
    /// What it plays.
    pub arrangement: Arrangement,
    /// The words that are sung in it.
    pub lyrics: String,
    /// When it was made, in milliseconds since 1970.
    pub created_at: i64,
}

impl Library {
    /// Adds a version with the next number of its song and makes it the current one. Answers it as it
    /// was written.
    ///
    /// # Errors
    /// If it cannot be written, or there is no such song.
    pub fn add_version(&self, version: VersionRecord) -> Result<VersionRecord, LibraryError> {
        self.store().write(move |tx| add(tx, version))
    }

    /// A version.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`].
    pub fn version(&self, id: &VersionId) -> Result<VersionRecord, LibraryError> {
        self.store().read(|db| {
            let mut statement = db.prepare_cached("SELECT * FROM versions WHERE id = ?1")?;
            Ok(statement.query_row([id.as_str()], version_of)?)
        })
    }

    /// A song's versions, oldest first.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn versions_of(&self, song: &SongId) -> Result<Vec<VersionRecord>, LibraryError> {
        self.store().read(|db| {
            let mut statement =
                db.prepare_cached("SELECT * FROM versions WHERE song = ?1 ORDER BY number")?;
            let versions = statement.query_map([song.as_str()], version_of)?;
            Ok(versions.collect::<Result<_, _>>()?)
        })
    }
}

fn next_number(tx: &Transaction<'_>, song: &SongId) -> Result<u32, LibraryError> {
    let sql = "SELECT coalesce(max(number), 0) + 1 FROM versions WHERE song = ?1";
    Ok(tx.query_row(sql, [song.as_str()], |row| row.get(0))?)
}

/// Inserts a version with the next number and makes it the current one.
pub(crate) fn add(tx: &Transaction<'_>, version: VersionRecord) -> Result<VersionRecord, LibraryError> {
    let number = next_number(tx, &version.song)?;
    let version = VersionRecord { number, ..version };
    insert(tx, &version)?;
    tx.execute("UPDATE songs SET current = ?2 WHERE id = ?1", [version.song.as_str(), version.id.as_str()])?;
    touch(tx, &version.song, version.created_at)?;
    Ok(version)
}

fn insert(tx: &Transaction<'_>, version: &VersionRecord) -> Result<(), LibraryError> {
    let sql = "INSERT INTO versions (id, song, number, parent, cause, label, range_start, range_end,
            arrangement, lyrics, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    tx.prepare_cached(sql)?.execute(params![
        version.id.as_str(),
        version.song.as_str(),
        version.number,
        version.parent.as_ref().map(VersionId::as_str),
        to_word(version.cause)?,
        version.label,
        version.range.map(|range| range.start().0),
        version.range.map(|range| range.end().0),
        to_json(&version.arrangement)?,
        version.lyrics,
        version.created_at,
    ])?;
    Ok(())
}

fn version_of(row: &Row<'_>) -> rusqlite::Result<VersionRecord> {
    Ok(VersionRecord {
        id: VersionId(row.get("id")?),
        song: SongId(row.get("song")?),
        number: row.get("number")?,
        parent: row.get::<_, Option<String>>("parent")?.map(VersionId),
        cause: word(row, "cause")?,
        label: row.get("label")?,
        range: range(row)?,
        arrangement: json(row, "arrangement")?,
        lyrics: row.get("lyrics")?,
        created_at: row.get("created_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Home, take, version};
    use song::{Compose, Millis};

    #[test]
    fn versions_count_up_and_the_newest_plays() {
        let home = Home::new();
        let song = SongId::from("s");
        home.create_song(&song, &Compose::default(), 1).unwrap();
        home.insert_take(&take("t", &song)).unwrap();
        let first = home.add_version(version("v1", &song, "t")).unwrap();
        let range = Some(Range::new(Millis(1000), Millis(4000)).unwrap());
        let second = VersionRecord {
            parent: Some(first.id.clone()),
            range,
            created_at: 99,
            ..version("v2", &song, "t")
        };
        let second = home.add_version(second).unwrap();
        assert_eq!((first.number, second.number), (1, 2));
        assert_eq!(home.versions_of(&song).unwrap(), [first.clone(), second.clone()]);
        assert_eq!(home.version(&second.id).unwrap(), second);
        let row = home.song(&song).unwrap();
        assert_eq!((row.current, row.changed_at), (Some(second.id), 99));
        // Undo, then another way: numbers go on.
        home.set_current(&song, &first.id, 100).unwrap();
        assert_eq!(home.add_version(version("v3", &song, "t")).unwrap().number, 3);
    }

    #[test]
    fn a_version_needs_its_song() {
        let home = Home::new();
        assert!(home.add_version(version("v", &"nobody".into(), "t")).is_err());
    }
}
