//! Connections: the user's accounts. Never their keys: those are in the system's keyring.

use rusqlite::{Row, named_params};
use serde::{Deserialize, Serialize};
use song::ConnectionId;

use crate::songs::found;
use crate::{Library, LibraryError};

/// A connection's row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionRecord {
    /// Its identity.
    pub id: ConnectionId,
    /// The vendor's id.
    pub vendor: String,
    /// What the user calls it.
    pub label: String,
    /// Where it is reached.
    pub base_url: String,
    /// Whether it is the practice studio.
    pub practice: bool,
    /// Tells keys apart without telling them; none without a key.
    pub key_fingerprint: Option<String>,
    /// Which keyring holds the key.
    pub keyring_backend: Option<String>,
    /// Credits when last seen.
    pub balance: Option<f64>,
    /// When it was made, in milliseconds since 1970.
    pub created_at: i64,
    /// What else it is set to, as JSON: the studio's words.
    pub options: String,
    /// As `key_fingerprint`, of the key that only tells the balance.
    pub balance_fingerprint: Option<String>,
}

impl Library {
    /// Every connection, oldest first.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn connections(&self) -> Result<Vec<ConnectionRecord>, LibraryError> {
        self.store().read(|db| {
            let mut statement = db.prepare_cached("SELECT * FROM connections ORDER BY created_at, id")?;
            let rows = statement.query_map([], connection_of)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Adds a connection, or writes what changed.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn put_connection(&self, connection: &ConnectionRecord) -> Result<(), LibraryError> {
        let connection = connection.clone();
        let sql = "REPLACE INTO connections VALUES (:id, :vendor, :label, :base_url, :practice,
            :key_fingerprint, :keyring_backend, :balance, :created_at, :options, :balance_fingerprint)";
        self.store().write(move |tx| {
            tx.execute(
                sql,
                named_params! {
                    ":id": connection.id.as_str(),
                    ":vendor": connection.vendor,
                    ":label": connection.label,
                    ":base_url": connection.base_url,
                    ":practice": connection.practice,
                    ":key_fingerprint": connection.key_fingerprint,
                    ":keyring_backend": connection.keyring_backend,
                    ":balance": connection.balance,
                    ":created_at": connection.created_at,
                    ":options": connection.options,
                    ":balance_fingerprint": connection.balance_fingerprint,
                },
            )?;
            Ok(())
        })
    }

    /// Forgets a connection. What was made with it stays.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`], or if it cannot be written.
    pub fn remove_connection(&self, id: &ConnectionId) -> Result<(), LibraryError> {
        let id = id.clone();
        self.store()
            .write(move |tx| found(tx.execute("DELETE FROM connections WHERE id = ?1", [id.as_str()])?))
    }
}

fn connection_of(row: &Row<'_>) -> rusqlite::Result<ConnectionRecord> {
    Ok(ConnectionRecord {
        id: ConnectionId(row.get("id")?),
        vendor: row.get("vendor")?,
        label: row.get("label")?,
        base_url: row.get("base_url")?,
        practice: row.get("practice")?,
        key_fingerprint: row.get("key_fingerprint")?,
        keyring_backend: row.get("keyring_backend")?,
        balance: row.get("balance")?,
        created_at: row.get("created_at")?,
        options: row.get("options")?,
        balance_fingerprint: row.get("balance_fingerprint")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Home;

    #[test]
    fn a_connection_is_added_changed_and_forgotten() {
        let home = Home::new();
        let first = ConnectionRecord {
            id: "a".into(),
            vendor: "yoyai".into(),
            label: "mine".into(),
            base_url: "https://example.org".into(),
            practice: false,
            key_fingerprint: Some("ab12".into()),
            keyring_backend: None,
            balance: Some(1.5),
            created_at: 2,
            options: "{}".into(),
            balance_fingerprint: Some("cd34".into()),
        };
        let second = ConnectionRecord { id: "b".into(), created_at: 1, ..first.clone() };
        home.put_connection(&first).unwrap();
        home.put_connection(&second).unwrap();
        let changed = ConnectionRecord { balance: None, options: r#"{"a":1}"#.into(), ..first };
        home.put_connection(&changed).unwrap();
        assert_eq!(home.connections().unwrap(), [second.clone(), changed.clone()]);
        home.remove_connection(&changed.id).unwrap();
        assert_eq!(home.reopen().connections().unwrap(), [second]);
    }

    #[test]
    fn forgetting_a_stranger_is_an_error() {
        assert!(matches!(Home::new().remove_connection(&"x".into()), Err(LibraryError::NotFound)));
    }
}
