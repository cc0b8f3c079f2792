//! How values of the domain stand in columns.

use rusqlite::Row;
use rusqlite::types::Type;
use serde::Serialize;
use serde::de::DeserializeOwned;
use song::{Millis, Range};

use crate::LibraryError;

type Column<T> = rusqlite::Result<T>;

/// A value as JSON.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<String, LibraryError> {
    Ok(serde_json::to_string(value)?)
}

/// A JSON column.
pub(crate) fn json<T: DeserializeOwned>(row: &Row<'_>, name: &str) -> Column<T> {
    let text: String = row.get(name)?;
    serde_json::from_str(&text).map_err(|error| unreadable(name, error))
}

/// A JSON column that may be null.
pub(crate) fn json_or_null<T: DeserializeOwned>(row: &Row<'_>, name: &str) -> Column<Option<T>> {
    let text: Option<String> = row.get(name)?;
    text.map(|text| serde_json::from_str(&text).map_err(|error| unreadable(name, error))).transpose()
}

/// An enum of unit variants as the word that stands in its column.
pub(crate) fn to_word<T: Serialize>(value: T) -> Result<String, LibraryError> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(word) => Ok(word),
        other => Err(LibraryError::Damaged(format!("{other} is no word"))),
    }
}

/// The enum whose word stands in a column.
pub(crate) fn word<T: DeserializeOwned>(row: &Row<'_>, name: &str) -> Column<T> {
    let word: String = row.get(name)?;
    serde_json::from_value(serde_json::Value::String(word)).map_err(|error| unreadable(name, error))
}

/// The range in `range_start` and `range_end`.
pub(crate) fn range(row: &Row<'_>) -> Column<Option<Range>> {
    let (start, end): (Option<u32>, Option<u32>) = (row.get("range_start")?, row.get("range_end")?);
    let range = start.zip(end).map(|(start, end)| Range::new(Millis(start), Millis(end)));
    range.transpose().map_err(|error| unreadable("range_start", error))
}

/// A decibel value; silence is null, since SQLite has no NaN.
pub(crate) fn level(row: &Row<'_>, name: &str) -> Column<f64> {
    let level: Option<f64> = row.get(name)?;
    Ok(level.unwrap_or(f64::NEG_INFINITY))
}

pub(crate) fn to_level(level: f64) -> Option<f64> {
    level.is_finite().then_some(level)
}

/// A count that SQLite keeps signed.
pub(crate) fn to_signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(crate) fn unsigned(row: &Row<'_>, name: &str) -> Column<u64> {
    let number: i64 = row.get(name)?;
    u64::try_from(number).map_err(|error| unreadable(name, error))
}

/// A row that a later Refrain or a broken disk wrote.
pub(crate) fn unreadable(
    name: &str,
    error: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    tracing::warn!(column = name, %error, "a row cannot be read");
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error))
}
