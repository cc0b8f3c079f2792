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
    /// The song it was for.
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

/// What one day cost in one unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DayTotal {
    /// Days since 1970-01-01 in the caller's time zone.
    pub day: i64,
    /// Whether it was play money.
    pub practice: bool,
    /// Of what.
    pub unit: String,
    /// As the charges have it: `spent`, `unknown`.
    pub money: String,
    /// How much, of what has a price.
    pub amount: f64,
    /// How many jobs.
    pub jobs: u32,
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

    /// Totals by day, unit and certainty, newest day first. Days begin at midnight `utc_offset_s`
    /// seconds east of UTC; all times are after 1970.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn charges_by_day(
        &self,
        from: i64,
        to: i64,
        utc_offset_s: i32,
    ) -> Result<Vec<DayTotal>, LibraryError> {
        self.store().read(|db| {
            let sql = "SELECT (at + ?3 * 1000) / 86400000 AS day, practice, unit,
                    money, total(amount) AS amount, count(*) AS jobs
                FROM charges WHERE at >= ?1 AND at < ?2
                GROUP BY day, practice, unit, money ORDER BY day DESC, practice, unit, money";
            let mut statement = db.prepare_cached(sql)?;
            let rows = statement.query_map((from, to, utc_offset_s), day_of)?;
            Ok(rows.collect::<Result<_, _>>()?)
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

fn day_of(row: &Row<'_>) -> rusqlite::Result<DayTotal> {
    Ok(DayTotal {
        day: row.get("day")?,
        practice: row.get("practice")?,
        unit: row.get("unit")?,
        money: row.get("money")?,
        amount: row.get("amount")?,
        jobs: row.get("jobs")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Home, charge, job};
    use crate::{JobRecord, JobResults};

    const DAY: i64 = 86_400_000;

    fn spend(home: &Home, id: &str, at: i64, money: &str) {
        let song = SongId::from("gone");
        home.insert_job(&job(id, &song)).unwrap();
        let ended = JobRecord { ended_at: Some(at), money: money.into(), ..job(id, &song) };
        let charge = ChargeRecord { money: money.into(), ..charge(id, &song, at) };
        home.finish_job(&ended, &JobResults::default(), Some(&charge)).unwrap();
    }

    #[test]
    fn totals_are_by_local_day_and_certainty() {
        let home = Home::new();
        spend(&home, "a", 10 * DAY + 1, "spent");
        spend(&home, "b", 11 * DAY - 1, "spent");
        spend(&home, "c", 11 * DAY - 1, "unknown");
        let totals = |offset| -> Vec<(i64, String, f64, u32)> {
            let totals = home.charges_by_day(0, 20 * DAY, offset).unwrap();
            totals.into_iter().map(|day| (day.day, day.money, day.amount, day.jobs)).collect()
        };
        assert_eq!(totals(0), [(10, "spent".into(), 1.0, 2), (10, "unknown".into(), 0.5, 1)]);
        assert_eq!(
            totals(8 * 3600),
            [(11, "spent".into(), 0.5, 1), (11, "unknown".into(), 0.5, 1), (10, "spent".into(), 0.5, 1)]
        );
        assert_eq!(home.charges(11 * DAY - 1, 20 * DAY).unwrap().len(), 2);
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
