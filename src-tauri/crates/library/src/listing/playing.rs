//! What a list needs to know of a song's takes: not their word times, which are long.

use rusqlite::{Connection, OptionalExtension, Row};
use song::{SongId, TakeId, VersionId};

use crate::LibraryError;
use crate::columns::unsigned;
use crate::songs::SongRecord;

/// A take in brief.
pub(super) struct Brief {
    pub(super) id: TakeId,
    pub(super) whole: bool,
    /// Neither a stem nor a sound: it can stand for the song.
    pub(super) of_song: bool,
    pub(super) title: String,
    pub(super) lyrics: String,
    pub(super) vendor: String,
    pub(super) model: String,
    pub(super) practice: bool,
    pub(super) heard: bool,
    pub(super) has_cover: bool,
    frames: u64,
    rate: u32,
}

impl Brief {
    /// Its length in milliseconds, rounded down.
    pub(super) fn duration_ms(&self) -> u32 {
        let ms = self.frames.saturating_mul(1000) / u64::from(self.rate.max(1));
        u32::try_from(ms).unwrap_or(u32::MAX)
    }
}

/// A song's takes, oldest first.
pub(super) fn briefs(db: &Connection, song: &SongId) -> Result<Vec<Brief>, LibraryError> {
    let sql = "SELECT id, kind = 'whole' AS whole, kind IN ('whole', 'fragment') AS of_song, title, lyrics, vendor, model, practice, heard,
            cover IS NOT NULL AS has_cover, frames, rate
        FROM takes WHERE song = ?1 ORDER BY created_at, rowid";
    let mut statement = db.prepare_cached(sql)?;
    let takes = statement.query_map([song.as_str()], brief)?;
    Ok(takes.collect::<Result<_, _>>()?)
}

fn brief(row: &Row<'_>) -> rusqlite::Result<Brief> {
    Ok(Brief {
        id: TakeId(row.get("id")?),
        whole: row.get("whole")?,
        of_song: row.get("of_song")?,
        title: row.get("title")?,
        lyrics: row.get("lyrics")?,
        vendor: row.get("vendor")?,
        model: row.get("model")?,
        practice: row.get("practice")?,
        heard: row.get("heard")?,
        has_cover: row.get("has_cover")?,
        frames: unsigned(row, "frames")?,
        rate: row.get("rate")?,
    })
}

/// The take under the current version, or the newest whole one.
pub(super) fn playing<'a>(
    db: &Connection,
    song: &SongRecord,
    takes: &'a [Brief],
) -> Result<Option<&'a Brief>, LibraryError> {
    let base = match &song.current {
        Some(version) => base_of(db, version)?,
        None => None,
    };
    let newest = || takes.iter().rev().find(|take| take.whole);
    Ok(takes.iter().find(|take| Some(&take.id) == base.as_ref()).or_else(newest))
}

fn base_of(db: &Connection, version: &VersionId) -> Result<Option<TakeId>, LibraryError> {
    let sql = "SELECT json_extract(arrangement, '$.base') FROM versions WHERE id = ?1";
    let base = db.prepare_cached(sql)?.query_row([version.as_str()], |row| row.get(0)).optional()?;
    Ok(base.map(TakeId))
}

/// The number of the version that plays.
pub(super) fn version_number(
    db: &Connection,
    current: Option<&VersionId>,
) -> Result<Option<u32>, LibraryError> {
    let Some(version) = current else { return Ok(None) };
    let mut statement = db.prepare_cached("SELECT number FROM versions WHERE id = ?1")?;
    Ok(statement.query_row([version.as_str()], |row| row.get(0)).optional()?)
}
