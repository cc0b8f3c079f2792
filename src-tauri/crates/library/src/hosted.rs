//! The user's file host, and the outbox of what lies there. A row is on disk before its object is put, and goes
//! only when the object is gone: nothing is ever forgotten out there. Absent: putting and deleting objects.

use rusqlite::{OptionalExtension, Row, params};
use song::JobId;

use crate::{Library, LibraryError};

/// An object on the user's file host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostedRecord {
    /// The object's name there.
    pub name: String,
    /// What it is, for the user.
    pub what: String,
    /// Its size.
    pub bytes: u64,
    /// The job that needs it; none until there is one.
    pub job: Option<JobId>,
    /// When it was put, in milliseconds since 1970.
    pub put_at: i64,
    /// Until when its address works, in milliseconds since 1970.
    pub until: i64,
}

impl Library {
    /// The place of the user's file host, as it was given; none if there is none.
    ///
    /// # Errors
    /// If the row cannot be read.
    pub fn host(&self) -> Result<Option<String>, LibraryError> {
        self.store().read(|db| {
            Ok(db.query_row("SELECT place FROM hosts WHERE key = 1", [], |row| row.get(0)).optional()?)
        })
    }

    /// Keeps the place of the user's file host, or forgets it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn set_host(&self, place: Option<&str>) -> Result<(), LibraryError> {
        let place = place.map(str::to_owned);
        self.store().write(move |tx| {
            tx.execute("DELETE FROM hosts", [])?;
            if let Some(place) = place {
                tx.execute("INSERT INTO hosts (key, place) VALUES (1, ?1)", [place])?;
            }
            Ok(())
        })
    }

    /// An object is about to be put, perhaps not for the first time.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn add_hosted(&self, hosted: &HostedRecord) -> Result<(), LibraryError> {
        let HostedRecord { name, what, bytes, job, put_at, until } = hosted.clone();
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        let sql = "INSERT OR REPLACE INTO hosted (name, what, bytes, job, put_at, until) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        self.store().write(move |tx| {
            tx.execute(sql, params![name, what, bytes, job.as_ref().map(JobId::as_str), put_at, until])?;
            Ok(())
        })
    }

    /// A job needs an object.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn give_hosted(&self, name: &str, job: &JobId) -> Result<(), LibraryError> {
        let (name, job) = (name.to_owned(), job.clone());
        self.store().write(move |tx| {
            tx.execute("UPDATE hosted SET job = ?2 WHERE name = ?1", [&name, job.as_str()])?;
            Ok(())
        })
    }

    /// An object is gone.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn forget_hosted(&self, name: &str) -> Result<(), LibraryError> {
        let name = name.to_owned();
        self.store().write(move |tx| {
            tx.execute("DELETE FROM hosted WHERE name = ?1", [name])?;
            Ok(())
        })
    }

    /// Everything that lies out there, oldest first; with it, whether a job still needs it.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn hosted(&self) -> Result<Vec<(HostedRecord, bool)>, LibraryError> {
        self.store().read(|db| {
            let sql = "SELECT hosted.*, EXISTS (SELECT 1 FROM jobs WHERE jobs.id = hosted.job AND
                jobs.ended_at IS NULL) AS needed FROM hosted ORDER BY put_at, name";
            let mut statement = db.prepare_cached(sql)?;
            let rows = statement.query_map([], |row| Ok((record(row)?, row.get("needed")?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

fn record(row: &Row<'_>) -> rusqlite::Result<HostedRecord> {
    Ok(HostedRecord {
        name: row.get("name")?,
        what: row.get("what")?,
        bytes: u64::try_from(row.get::<_, i64>("bytes")?).unwrap_or(0),
        job: row.get::<_, Option<String>>("job")?.map(JobId),
        put_at: row.get("put_at")?,
        until: row.get("until")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::JobRecord;
    use crate::testing::{Home, job};

    fn object(name: &str) -> HostedRecord {
        HostedRecord { name: name.into(), what: "Demo".into(), bytes: 7, job: None, put_at: 1, until: 2 }
    }

    #[test]
    fn there_is_one_host_and_it_can_be_forgotten() {
        let home = Home::new();
        assert_eq!(home.host().unwrap(), None);
        home.set_host(Some("first")).unwrap();
        home.set_host(Some("second")).unwrap();
        let home = home.reopen();
        assert_eq!(home.host().unwrap().as_deref(), Some("second"));
        home.set_host(None).unwrap();
        assert_eq!(home.host().unwrap(), None);
    }

    #[test]
    fn an_object_is_needed_while_its_job_runs() {
        let home = Home::new();
        home.insert_job(&JobRecord { ended_at: None, ..job("runs", &"s".into()) }).unwrap();
        home.insert_job(&JobRecord { ended_at: Some(5), ..job("over", &"s".into()) }).unwrap();
        for (name, of) in [("a", Some("runs")), ("b", Some("over")), ("c", None)] {
            home.add_hosted(&object(name)).unwrap();
            if let Some(of) = of {
                home.give_hosted(name, &of.into()).unwrap();
            }
        }
        let home = home.reopen();
        let needed: Vec<_> =
            home.hosted().unwrap().into_iter().map(|(it, needed)| (it.name, needed)).collect();
        assert_eq!(needed, [("a".into(), true), ("b".into(), false), ("c".into(), false)]);
        home.forget_hosted("b").unwrap();
        assert_eq!(home.hosted().unwrap().len(), 2);
    }
}
