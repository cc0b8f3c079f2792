//! The ledger: what jobs cost, or may have cost. At most one row per job; rows outlive their song.

use rusqlite::{Row, Transaction, named_params};
use serde::{Deserialize, Serialize};
use song::{ConnectionId, JobId, SongId};

use crate::{Library, LibraryError};

/// A ledger row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChargeRecord {
    /// What it was for.
    pub job: JobId,
    /// The song it was for; empty: a voice or a model, which are of no song.
    pub song: SongId,
    /// Who paid.
    pub connection: ConnectionId,
    /// To whom.
    pub vendor: String,
    /// Whether it was play money.
    pub practice: bool,
    /// The kind of action, as the job has it.
    pub action: String,
    /// How much; none where the vendor lists no price.
    pub amount: Option<f64>,
    /// Of what: `credits`.
    pub unit: String,
    /// `spent` or `unknown`, as the job has it.
    pub money: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

impl Library {
    /// The ledger from `from` up to but without `to`, newest first.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn charges(&self, from: i64, to: i64) -> Result<Vec<ChargeRecord>, LibraryError> {
        self.store().read(|db| {
            let sql = "SELECT * FROM charges WHERE at >= ?1 AND at < ?2 ORDER BY at DESC, rowid DESC";
            let mut statement = db.prepare_cached(sql)?;
            let rows = statement.query_map([from, to], charge_of)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// What an account was charged from `from` on, and may have been; charges whose amount nobody told
    /// count as nothing.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn charged_since(&self, connection: &ConnectionId, from: i64) -> Result<f64, LibraryError> {
        self.store().read(|db| {
            let sql = "SELECT total(amount) FROM charges WHERE connection = ?1 AND at >= ?2";
            let mut statement = db.prepare_cached(sql)?;
            Ok(statement.query_row((connection.as_str(), from), |row| row.get(0))?)
        })
    }
}

/// Writes a job's charge; what became known later takes the place of what was known before.
pub(crate) fn put(tx: &Transaction<'_>, charge: &ChargeRecord) -> Result<(), LibraryError> {
    let sql = "INSERT OR REPLACE INTO charges
            (job, song, connection, vendor, practice, action, amount, unit, money, at)
        VALUES (:job, :song, :connection, :vendor, :practice, :action, :amount, :unit, :money, :at)";
    tx.execute(
        sql,
        named_params! {
            ":job": charge.job.as_str(),
            ":song": charge.song.as_str(),
            ":connection": charge.connection.as_str(),
            ":vendor": charge.vendor,
            ":practice": charge.practice,
            ":action": charge.action,
            ":amount": charge.amount,
            ":unit": charge.unit,
            ":money": charge.money,
            ":at": charge.at,
        },
    )?;
    Ok(())
}

/// Takes a job's charge back: it turned out that nothing was spent.
pub(crate) fn remove(tx: &Transaction<'_>, job: &JobId) -> Result<(), LibraryError> {
    tx.execute("DELETE FROM charges WHERE job = ?1", [job.as_str()])?;
    Ok(())
}

fn charge_of(row: &Row<'_>) -> rusqlite::Result<ChargeRecord> {
    Ok(ChargeRecord {
        job: JobId(row.get("job")?),
        song: SongId(row.get("song")?),
        connection: ConnectionId(row.get("connection")?),
        vendor: row.get("vendor")?,
        practice: row.get("practice")?,
        action: row.get("action")?,
        amount: row.get("amount")?,
        unit: row.get("unit")?,
        money: row.get("money")?,
        at: row.get("at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Home, charge, job};
    use crate::{JobRecord, JobResults};

    fn spend(home: &Home, id: &str, at: i64, money: &str) {
        let song = SongId::from("gone");
        home.insert_job(&job(id, &song)).unwrap();
        let ended = JobRecord { ended_at: Some(at), money: money.into(), ..job(id, &song) };
        let charge = ChargeRecord { money: money.into(), ..charge(id, &song, at) };
        home.finish_job(&ended, &JobResults::default(), Some(&charge)).unwrap();
    }

    #[test]
    fn the_ledger_is_read_by_time_and_an_account_by_what_is_known() {
        let home = Home::new();
        spend(&home, "a", 10, "spent");
        spend(&home, "b", 20, "unknown");
        let song = SongId::from("gone");
        home.insert_job(&job("c", &song)).unwrap();
        let ended = JobRecord { ended_at: Some(30), state: "done".into(), ..job("c", &song) };
        let untold = ChargeRecord { amount: None, ..charge("c", &song, 30) };
        home.finish_job(&ended, &JobResults::default(), Some(&untold)).unwrap();
        let jobs: Vec<_> = home.charges(10, 30).unwrap().into_iter().map(|charge| charge.job.0).collect();
        assert_eq!(jobs, ["b", "a"]);
        assert_eq!(home.charges(30, 31).unwrap(), [untold]);
        let since = |from| home.charged_since(&"c".into(), from).unwrap();
        assert_eq!((since(0), since(11), since(31)), (1.0, 0.5, 0.0));
        assert_eq!(home.charged_since(&"another".into(), 0).unwrap(), 0.0);
    }

    #[test]
    fn what_became_known_replaces_what_was_unknown() {
        let home = Home::new();
        spend(&home, "a", 5, "unknown");
        let song = SongId::from("gone");
        home.update_job(&job("a", &song)).unwrap();
        let ended = JobRecord { ended_at: Some(9), state: "done".into(), ..job("a", &song) };
        home.finish_job(&ended, &JobResults::default(), Some(&charge("a", &song, 9))).unwrap();
        let ledger = home.charges(0, 100).unwrap();
        assert_eq!(ledger, [charge("a", &song, 9)]);
        home.update_job(&job("a", &song)).unwrap();
        home.finish_job(&JobRecord { state: "refused".into(), ..ended }, &JobResults::default(), None)
            .unwrap();
        assert!(home.charges(0, 100).unwrap().is_empty());
    }
}
