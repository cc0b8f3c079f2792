//! Jobs: what was asked of a vendor, written before it is sent and ended in one transaction with its
//! results and its charge. States, actions and plans are the studio's words; here they are text.

use rusqlite::{Row, Transaction, named_params};
use serde::{Deserialize, Serialize};
use song::{ConnectionId, JobId, SongId};

use crate::songs::found;
use crate::{ChargeRecord, JobResults, Library, LibraryError, charges, results};

/// A job's row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct JobRecord {
    /// Its identity.
    pub id: JobId,
    /// The song it is for; empty: a voice or a model, which are of no song.
    pub song: SongId,
    /// The account that pays.
    pub connection: ConnectionId,
    /// The kind of action.
    pub action: String,
    /// Everything decided before the click, the exact request included, as JSON.
    pub plan: String,
    /// Where it stands.
    pub state: String,
    /// What became of the money.
    pub money: String,
    /// The price that was shown; none where the vendor lists none.
    pub quoted: Option<f64>,
    /// Of what: `credits`.
    pub unit: String,
    /// The vendor's answer, as JSON, once there is one.
    pub answer: Option<String>,
    /// What went wrong, as JSON.
    pub error: Option<String>,
    /// The vendor's name for the call.
    pub trace_id: Option<String>,
    /// When it was written, in milliseconds since 1970.
    pub started_at: i64,
    /// When it ended; none while it is under way.
    pub ended_at: Option<i64>,
    /// Whether the user took it off the list.
    pub dismissed: bool,
    /// The last part of the address at which the vendor may call back about it.
    pub secret: Option<String>,
}

/// All columns of a job, in the order of the table.
const COLUMNS: &str = ":id, :song, :connection, :action, :plan, :state, :money, :quoted, :unit, :answer,
    :error, :trace_id, :started_at, :ended_at, :dismissed, :secret";

impl Library {
    /// Writes a new job. It is on disk when this returns: only then may anything be sent.
    ///
    /// # Errors
    /// If it cannot be written: then nothing may be sent.
    pub fn insert_job(&self, job: &JobRecord) -> Result<(), LibraryError> {
        let job = job.clone();
        self.store().write(move |tx| put(tx, "INSERT", &job))
    }

    /// Writes how a job stands now.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`], or if it cannot be written.
    pub fn update_job(&self, job: &JobRecord) -> Result<(), LibraryError> {
        let job = job.clone();
        self.store().write(move |tx| {
            state_of(tx, &job.id)?;
            put(tx, "REPLACE", &job)
        })
    }

    /// Ends a job: its row as given, what it brought, and its charge (none takes an earlier one back) are
    /// written in one transaction, all or nothing. A job that has already ended
    /// in this state is left alone; answers whether anything was written.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`] if the job, its song or a take that it worked on is not there; or
    /// if it cannot be written.
    pub fn finish_job(
        &self,
        job: &JobRecord,
        results: &JobResults,
        charge: Option<&ChargeRecord>,
    ) -> Result<bool, LibraryError> {
        let (job, results, charge) = (job.clone(), results.clone(), charge.cloned());
        self.store().write(move |tx| {
            let (state, ended_at) = state_of(tx, &job.id)?;
            if ended_at.is_some() && state == job.state {
                return Ok(false);
            }
            results::write(tx, &job.song, &results)?;
            match &charge {
                Some(charge) => charges::put(tx, charge)?,
                None => charges::remove(tx, &job.id)?,
            }
            put(tx, "REPLACE", &job)?;
            Ok(true)
        })
    }

    /// A job.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`].
    pub fn job(&self, id: &JobId) -> Result<JobRecord, LibraryError> {
        self.store().read(|db| {
            let mut statement = db.prepare_cached("SELECT * FROM jobs WHERE id = ?1")?;
            Ok(statement.query_row([id.as_str()], job_of)?)
        })
    }

    /// The newest `limit` jobs, newest first; dismissed ones only if asked for.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn jobs(&self, dismissed: bool, limit: u32) -> Result<Vec<JobRecord>, LibraryError> {
        let sql = "SELECT * FROM jobs WHERE dismissed <= ?1 ORDER BY started_at DESC, rowid DESC LIMIT ?2";
        self.store().read(|db| {
            let mut statement = db.prepare_cached(sql)?;
            let jobs = statement.query_map((dismissed, limit), job_of)?;
            Ok(jobs.collect::<Result<_, _>>()?)
        })
    }

    /// Jobs that have not ended, oldest first: what a start has to take up.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn open_jobs(&self) -> Result<Vec<JobRecord>, LibraryError> {
        self.store().read(|db| {
            let sql = "SELECT * FROM jobs WHERE ended_at IS NULL ORDER BY started_at, rowid";
            let mut statement = db.prepare_cached(sql)?;
            let jobs = statement.query_map([], job_of)?;
            Ok(jobs.collect::<Result<_, _>>()?)
        })
    }

    /// Takes an ended job off the list; its row and charge stay.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`]; [`LibraryError::Busy`] while it is under way.
    pub fn dismiss_job(&self, id: &JobId) -> Result<(), LibraryError> {
        let id = id.clone();
        self.store().write(move |tx| {
            if state_of(tx, &id)?.1.is_none() {
                return Err(LibraryError::Busy);
            }
            found(tx.execute("UPDATE jobs SET dismissed = 1 WHERE id = ?1", [id.as_str()])?)
        })
    }
}

fn state_of(tx: &Transaction<'_>, id: &JobId) -> Result<(String, Option<i64>), LibraryError> {
    let sql = "SELECT state, ended_at FROM jobs WHERE id = ?1";
    Ok(tx.query_row(sql, [id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

fn put(tx: &Transaction<'_>, how: &str, job: &JobRecord) -> Result<(), LibraryError> {
    let sql = format!("{how} INTO jobs VALUES ({COLUMNS})");
    tx.prepare_cached(&sql)?.execute(named_params! {
        ":id": job.id.as_str(),
        ":song": job.song.as_str(),
        ":connection": job.connection.as_str(),
        ":action": job.action,
        ":plan": job.plan,
        ":state": job.state,
        ":money": job.money,
        ":quoted": job.quoted,
        ":unit": job.unit,
        ":answer": job.answer,
        ":error": job.error,
        ":trace_id": job.trace_id,
        ":started_at": job.started_at,
        ":ended_at": job.ended_at,
        ":dismissed": job.dismissed,
        ":secret": job.secret,
    })?;
    Ok(())
}

pub(crate) fn job_of(row: &Row<'_>) -> rusqlite::Result<JobRecord> {
    Ok(JobRecord {
        id: JobId(row.get("id")?),
        song: SongId(row.get("song")?),
        connection: ConnectionId(row.get("connection")?),
        action: row.get("action")?,
        plan: row.get("plan")?,
        state: row.get("state")?,
        money: row.get("money")?,
        quoted: row.get("quoted")?,
        unit: row.get("unit")?,
        answer: row.get("answer")?,
        error: row.get("error")?,
        trace_id: row.get("trace_id")?,
        started_at: row.get("started_at")?,
        ended_at: row.get("ended_at")?,
        dismissed: row.get("dismissed")?,
        secret: row.get("secret")?,
    })
}

#[cfg(test)]
mod tests;
