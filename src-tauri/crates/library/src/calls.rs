//! Calls of vendors: kept as they came before anybody reads them, so that none is lost when the program ends
//! between the call and the job. What a call means is the studio's business.

use rusqlite::OptionalExtension;
use song::JobId;

use crate::jobs::job_of;
use crate::{JobRecord, Library, LibraryError};

/// How many calls are kept for one job: more are noise.
const MOST: u32 = 8;

impl Library {
    /// The job whose address ends in `secret`; none if there is none.
    ///
    /// # Errors
    /// If the row cannot be read.
    pub fn job_by_secret(&self, secret: &str) -> Result<Option<JobRecord>, LibraryError> {
        self.store().read(|db| {
            let mut statement = db.prepare_cached("SELECT * FROM jobs WHERE secret = ?1")?;
            Ok(statement.query_row([secret], job_of).optional()?)
        })
    }

    /// Keeps a call; one that is there already, and more than a few, are not kept. It is on disk when this
    /// returns.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn keep_call(&self, job: &JobId, body: &[u8], at: i64) -> Result<(), LibraryError> {
        let (job, body) = (job.clone(), body.to_vec());
        let sql = "INSERT INTO calls (job, body, at) SELECT ?1, ?2, ?3
            WHERE NOT EXISTS (SELECT 1 FROM calls WHERE job = ?1 AND body = ?2)
            AND (SELECT count(*) FROM calls WHERE job = ?1) < ?4";
        self.store().write(move |tx| {
            tx.execute(sql, (job.as_str(), &body, at, MOST))?;
            Ok(())
        })
    }

    /// The calls about a job, oldest first.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn calls_of(&self, job: &JobId) -> Result<Vec<Vec<u8>>, LibraryError> {
        self.store().read(|db| {
            let mut statement = db.prepare_cached("SELECT body FROM calls WHERE job = ?1 ORDER BY key")?;
            let bodies = statement.query_map([job.as_str()], |row| row.get(0))?;
            Ok(bodies.collect::<Result<_, _>>()?)
        })
    }

    /// Forgets the calls about a job that has read them.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn forget_calls(&self, job: &JobId) -> Result<(), LibraryError> {
        let job = job.clone();
        self.store().write(move |tx| {
            tx.execute("DELETE FROM calls WHERE job = ?1", [job.as_str()])?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Home, job};

    #[test]
    fn calls_are_kept_once_each_and_not_without_end() {
        let home = Home::new();
        let id = JobId::from("j");
        for _ in 0..3 {
            home.keep_call(&id, b"same", 1).unwrap();
        }
        for number in 0..20_u8 {
            home.keep_call(&id, &[number], 2).unwrap();
        }
        home.keep_call(&"other".into(), b"other", 3).unwrap();
        let home = home.reopen();
        let calls = home.calls_of(&id).unwrap();
        assert_eq!((calls.len(), calls[0].as_slice()), (8, b"same".as_slice()));
        home.forget_calls(&id).unwrap();
        assert!(home.calls_of(&id).unwrap().is_empty());
        assert_eq!(home.calls_of(&"other".into()).unwrap().len(), 1);
    }

    #[test]
    fn a_job_is_found_by_its_secret_and_by_no_other() {
        let home = Home::new();
        let mine = JobRecord { secret: Some("5ec2e7".into()), ..job("j", &"s".into()) };
        home.insert_job(&mine).unwrap();
        home.insert_job(&job("plain", &"s".into())).unwrap();
        assert_eq!(home.job_by_secret("5ec2e7").unwrap(), Some(mine));
        for stranger in ["", "5ec2e8", "%"] {
            assert_eq!(home.job_by_secret(stranger).unwrap(), None);
        }
        let same = JobRecord { secret: Some("5ec2e7".into()), ..job("k", &"s".into()) };
        assert!(home.insert_job(&same).is_err(), "an address belongs to one job");
    }
}
