//! The list of songs: searching, sorting, paging, and what a row of it shows.
//!
//! A term of three characters or more is looked up in the trigram index. A shorter one, which for
//! Chinese is an ordinary word, is looked for in the same folded text.

mod playing;

use playing::{Brief, briefs, playing, version_number};

use rusqlite::types::Value;
use rusqlite::{Connection, Transaction, params, params_from_iter};
use serde::{Deserialize, Serialize};
use song::lyrics::Lyrics;
use song::{SongId, TakeId};

use crate::fold::{fold, terms};
use crate::songs::{SongRecord, song_at, try_song};
use crate::{Library, LibraryError};

/// How a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SongSort {
    /// Last changed first.
    #[default]
    Changed,
    /// By title.
    Title,
    /// Longest first; songs without takes last.
    Length,
}

/// What to list.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SongQuery {
    /// Words that must all be in title, style or lyrics; case and width do not matter.
    pub text: String,
    /// The trash instead of the songs.
    pub trash: bool,
    /// The order.
    pub sort: SongSort,
    /// How many to skip.
    pub offset: u32,
    /// How many at most; 0 means 100.
    pub limit: u32,
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SongPage {
    /// How many songs the query found altogether.
    pub total: u32,
    /// Those asked for.
    pub rows: Vec<SongSummary>,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SongSummary {
    /// The song.
    pub id: SongId,
    /// Its title: the form's, else that of the take that plays.
    pub title: String,
    /// Its style.
    pub style: String,
    /// Its first sung line.
    pub first_line: String,
    /// Length of what plays, or of the newest take.
    pub duration_ms: Option<u32>,
    /// How many takes it has, stems and sounds left out.
    pub take_count: u32,
    /// The number of the version that plays.
    pub version_number: Option<u32>,
    /// Whether any take is the practice studio's.
    pub practice: bool,
    /// The vendor of what plays, or of the newest take; else empty.
    pub vendor: String,
    /// The model, likewise.
    pub model: String,
    /// When it last changed, in milliseconds since 1970.
    pub changed_at: i64,
    /// When it was thrown away.
    pub trashed_at: Option<i64>,
    /// The take whose cover stands for the song.
    pub cover_take: Option<TakeId>,
    /// Whether some take was never heard.
    pub unheard: bool,
}

/// Rows of a page when the query does not say.
const PAGE: u32 = 100;

/// Terms of at least this many characters are in the index.
const TRIGRAM: usize = 3;

impl Library {
    /// A page of the songs that a query finds.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn list_songs(&self, query: &SongQuery) -> Result<SongPage, LibraryError> {
        self.store().read(|db| {
            let keys = found_keys(db, query)?;
            let limit = if query.limit == 0 { PAGE } else { query.limit };
            let page = keys.iter().skip(size(query.offset)).take(size(limit));
            let rows = page.map(|key| summary(db, *key)).collect::<Result<_, _>>()?;
            Ok(SongPage { total: u32::try_from(keys.len()).unwrap_or(u32::MAX), rows })
        })
    }
}

fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The keys of the songs a query finds, in its order. Read from an index alone.
fn found_keys(db: &Connection, query: &SongQuery) -> Result<Vec<i64>, LibraryError> {
    let order = match query.sort {
        SongSort::Changed => "changed_at DESC, key DESC",
        SongSort::Title => "title COLLATE NOCASE, key",
        SongSort::Length => "duration_ms DESC, key DESC",
    };
    let (condition, values) = search_condition(&query.text);
    let trash = if query.trash { "IS NOT NULL" } else { "IS NULL" };
    let sql = format!("SELECT key FROM songs WHERE trashed_at {trash}{condition} ORDER BY {order}");
    let mut statement = db.prepare_cached(&sql)?;
    let keys = statement.query_map(params_from_iter(values), |row| row.get(0))?;
    Ok(keys.collect::<Result<_, _>>()?)
}

/// The condition for a search text, and its values.
fn search_condition(text: &str) -> (String, Vec<Value>) {
    let (long, short): (Vec<String>, Vec<String>) =
        terms(text).into_iter().partition(|term| term.chars().count() >= TRIGRAM);
    let mut conditions = Vec::new();
    let mut values = Vec::new();
    if !long.is_empty() {
        conditions.push("search MATCH ?");
        values.push(Value::Text(long.iter().map(|term| quoted(term)).collect::<Vec<_>>().join(" AND ")));
    }
    for term in short {
        conditions.push("instr(text, ?) > 0");
        values.push(Value::Text(term));
    }
    if conditions.is_empty() {
        return (String::new(), values);
    }
    (format!(" AND key IN (SELECT rowid FROM search WHERE {})", conditions.join(" AND ")), values)
}

/// A term as an FTS5 string: nothing in it is an operator.
fn quoted(term: &str) -> String {
    format!("\"{}\"", term.replace('"', "\"\""))
}

/// Brings the search entry and the listed columns of a song up to date. Part of every transaction
/// that changes what a list shows or finds.
pub(crate) fn refresh(tx: &Transaction<'_>, id: &SongId) -> Result<(), LibraryError> {
    let song = try_song(tx, id)?.ok_or(LibraryError::NotFound)?;
    let takes = briefs(tx, id)?;
    let playing = playing(tx, &song, &takes)?;
    let key: i64 = tx.query_row("SELECT key FROM songs WHERE id = ?1", [id.as_str()], |row| row.get(0))?;
    tx.prepare_cached("UPDATE songs SET title = ?2, duration_ms = ?3 WHERE key = ?1")?.execute(params![
        key,
        title(&song, playing),
        playing.map(Brief::duration_ms)
    ])?;
    tx.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([key])?;
    tx.prepare_cached("INSERT INTO search (rowid, text) VALUES (?1, ?2)")?
        .execute(params![key, searched(&song, &takes)])?;
    Ok(())
}

/// What a search looks in.
fn searched(song: &SongRecord, takes: &[Brief]) -> String {
    let form = &song.compose;
    let mut parts = vec![form.title.as_str(), &form.style, &form.idea, &form.lyrics];
    let whole = takes.iter().filter(|take| take.whole);
    for text in whole.flat_map(|take| [take.title.as_str(), &take.lyrics]) {
        // Takes mostly sing what the form says.
        if !text.is_empty() && !parts.contains(&text) {
            parts.push(text);
        }
    }
    fold(&parts.join("\n"))
}

fn title(song: &SongRecord, playing: Option<&Brief>) -> String {
    let own = song.compose.title.trim();
    if own.is_empty() { playing.map_or_else(String::new, |take| take.title.clone()) } else { own.to_owned() }
}

fn summary(db: &Connection, key: i64) -> Result<SongSummary, LibraryError> {
    let song = song_at(db, key)?;
    let takes = briefs(db, &song.id)?;
    let playing = playing(db, &song, &takes)?;
    let of_song = || takes.iter().filter(|take| take.of_song);
    let cover = playing.filter(|take| take.has_cover);
    let cover = cover.or_else(|| of_song().rev().find(|take| take.has_cover));
    Ok(SongSummary {
        title: title(&song, playing),
        first_line: first_line(&song, playing),
        style: song.compose.style.clone(),
        duration_ms: playing.map(Brief::duration_ms),
        take_count: u32::try_from(of_song().count()).unwrap_or(u32::MAX),
        version_number: version_number(db, song.current.as_ref())?,
        practice: takes.iter().any(|take| take.practice),
        vendor: playing.map_or_else(String::new, |take| take.vendor.clone()),
        model: playing.map_or_else(String::new, |take| take.model.clone()),
        cover_take: cover.map(|take| take.id.clone()),
        unheard: of_song().any(|take| !take.heard),
        changed_at: song.changed_at,
        trashed_at: song.trashed_at,
        id: song.id,
    })
}

fn first_line(song: &SongRecord, playing: Option<&Brief>) -> String {
    let first = |text: &str| Lyrics::parse(text).lines().next().map(|(_, line)| line.text.clone());
    let line = first(&song.compose.lyrics).or_else(|| playing.and_then(|take| first(&take.lyrics)));
    line.unwrap_or_default()
}

#[cfg(test)]
mod tests;
