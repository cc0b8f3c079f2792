//! Models of one's own that vendors trained.

use rusqlite::{Row, Transaction, params};
use serde::{Deserialize, Serialize};
use song::{ConnectionId, JobId};

use crate::songs::found;
use crate::{Library, LibraryError};

/// A custom model's row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomModelRecord {
    /// Its identity.
    pub id: String,
    /// The account it lies in.
    pub connection: ConnectionId,
    /// The vendor's id.
    pub vendor: String,
    /// Whether it is the practice studio.
    pub practice: bool,
    /// What the vendor's requests call it.
    pub model: String,
    /// What the user calls it.
    pub name: String,
    /// The job that trained it.
    pub job: JobId,
    /// When, in milliseconds since 1970.
    pub created_at: i64,
}

impl Library {
    /// Every custom model, newest first.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn custom_models(&self) -> Result<Vec<CustomModelRecord>, LibraryError> {
        self.store().read(|db| {
            let sql = "SELECT * FROM custom_models ORDER BY created_at DESC, id DESC";
            let mut statement = db.prepare_cached(sql)?;
            let models = statement.query_map([], model_of)?;
            Ok(models.collect::<Result<_, _>>()?)
        })
    }

    /// Calls a model something else. The vendor is not told.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`], or if it cannot be written.
    pub fn rename_custom_model(&self, id: &str, name: &str) -> Result<(), LibraryError> {
        let (id, name) = (id.to_owned(), name.to_owned());
        let sql = "UPDATE custom_models SET name = ?2 WHERE id = ?1";
        self.store().write(move |tx| found(tx.execute(sql, params![id, name])?))
    }

    /// Forgets a model. Songs made with it stay.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`], or if it cannot be written.
    pub fn remove_custom_model(&self, id: &str) -> Result<(), LibraryError> {
        let id = id.to_owned();
        self.store().write(move |tx| found(tx.execute("DELETE FROM custom_models WHERE id = ?1", [id])?))
    }
}

/// Writes a new model; a job trains one at most.
pub(crate) fn insert(tx: &Transaction<'_>, model: &CustomModelRecord) -> Result<(), LibraryError> {
    tx.execute(
        "INSERT INTO custom_models VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            model.id,
            model.connection.as_str(),
            model.vendor,
            model.practice,
            model.model,
            model.name,
            model.job.as_str(),
            model.created_at
        ],
    )?;
    Ok(())
}

fn model_of(row: &Row<'_>) -> rusqlite::Result<CustomModelRecord> {
    Ok(CustomModelRecord {
        id: row.get("id")?,
        connection: ConnectionId(row.get("connection")?),
        vendor: row.get("vendor")?,
        practice: row.get("practice")?,
        model: row.get("model")?,
        name: row.get("name")?,
        job: JobId(row.get("job")?),
        created_at: row.get("created_at")?,
    })
}

#[cfg(test)]
mod tests {
    use song::SongId;

    use super::*;
    use crate::testing::{Home, job};
    use crate::{JobRecord, JobResults};

    #[test]
    fn a_model_comes_with_its_job_and_can_be_renamed_and_forgotten() {
        let home = Home::new();
        let nowhere = SongId(String::new());
        home.insert_job(&job("j", &nowhere)).unwrap();
        let done = JobRecord { state: "done".into(), ended_at: Some(9), ..job("j", &nowhere) };
        let model = CustomModelRecord {
            id: "m".into(),
            connection: "c".into(),
            vendor: "mountsea".into(),
            practice: false,
            model: "chirp-custom:1".into(),
            name: "Mine".into(),
            job: "j".into(),
            created_at: 5,
        };
        let brought = JobResults { model: Some(model.clone()), ..JobResults::default() };
        home.finish_job(&done, &brought, None).unwrap();
        home.rename_custom_model("m", "Ours").unwrap();
        let home = home.reopen();
        assert_eq!(home.custom_models().unwrap(), [CustomModelRecord { name: "Ours".into(), ..model }]);
        home.remove_custom_model("m").unwrap();
        assert!(home.custom_models().unwrap().is_empty());
        assert!(matches!(home.remove_custom_model("m"), Err(LibraryError::NotFound)));
    }
}
