//! Brings a database to the schema of this program. Forward only; files are frozen once released.

use rusqlite::{Connection, TransactionBehavior};

use crate::LibraryError;

const STEPS: &[&str] = &[
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_actions.sql"),
    include_str!("migrations/0003_money.sql"),
    include_str!("migrations/0004_balance.sql"),
    include_str!("migrations/0005_voices.sql"),
    include_str!("migrations/0006_mix.sql"),
    include_str!("migrations/0007_hosted.sql"),
    include_str!("migrations/0008_lyrics_history.sql"),
    include_str!("migrations/0009_hands.sql"),
];

/// Runs the missing steps, each in one transaction with its number.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), LibraryError> {
    run(connection, STEPS)
}

fn run(connection: &mut Connection, steps: &[&str]) -> Result<(), LibraryError> {
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(LibraryError::Newer { found, known });
    }
    for (number, step) in (1_i64..).zip(steps).filter(|(number, _)| *number > found) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(connection: &Connection) -> i64 {
        connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn missing_steps_run_once_and_in_order() {
        let mut connection = Connection::open_in_memory().unwrap();
        let steps = ["CREATE TABLE a (x)", "INSERT INTO a VALUES (1)"];
        run(&mut connection, &steps[..1]).unwrap();
        run(&mut connection, &steps).unwrap();
        run(&mut connection, &steps).unwrap();
        let count: i64 = connection.query_row("SELECT count(*) FROM a", [], |row| row.get(0)).unwrap();
        assert_eq!((version(&connection), count), (2, 1));
    }

    #[test]
    fn a_step_that_fails_leaves_no_trace() {
        let mut connection = Connection::open_in_memory().unwrap();
        let steps = ["CREATE TABLE a (x)", "CREATE TABLE b (x); INSERT INTO nowhere VALUES (1)"];
        assert!(run(&mut connection, &steps).is_err());
        assert_eq!(version(&connection), 1);
        run(&mut connection, &["CREATE TABLE a (x)", "CREATE TABLE b (x)"]).unwrap();
    }

    #[test]
    fn what_the_first_schema_kept_is_still_there() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection, &STEPS[..1]).unwrap();
        let rows =
            "INSERT INTO jobs VALUES ('j', 's', 'c', 'generate', '{}', 'done', 'spent', 0.5, 'credits',
                NULL, NULL, 't', 1, 2, 1);
            INSERT INTO charges VALUES ('j', 's', 'c', 'v', 0, 'generate', 0.5, 'credits', 'spent', 2);";
        connection.execute_batch(rows).unwrap();
        migrate(&mut connection).unwrap();
        let job = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let sql = "SELECT quoted, trace_id FROM jobs WHERE ended_at = 2 AND dismissed = 1";
        let job: (f64, String) = connection.query_row(sql, [], job).unwrap();
        assert_eq!(job, (0.5, "t".to_owned()));
        let spent: f64 =
            connection.query_row("SELECT amount FROM charges WHERE at = 2", [], |row| row.get(0)).unwrap();
        assert!((spent - 0.5).abs() < 1e-9);
    }

    #[test]
    fn a_newer_schema_is_refused_by_name() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "user_version", 99).unwrap();
        let known = i64::try_from(STEPS.len()).unwrap();
        let refused = migrate(&mut connection);
        assert!(matches!(refused, Err(LibraryError::Newer { found: 99, known: newest }) if newest == known));
    }

    #[test]
    fn a_charge_of_nothing_becomes_one_that_nobody_told() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection, &STEPS[..1]).unwrap();
        let charge = "INSERT INTO charges VALUES (?1, 's', 'c', 'v', 0, 'generate', ?2, 'CNY', 'spent', 1)";
        connection.execute(charge, ("unlisted", 0.0)).unwrap();
        connection.execute(charge, ("listed", 0.5)).unwrap();
        migrate(&mut connection).unwrap();
        let amount = |job: &str| -> Option<f64> {
            connection
                .query_row("SELECT amount FROM charges WHERE job = ?1", [job], |row| row.get(0))
                .unwrap()
        };
        assert_eq!((amount("unlisted"), amount("listed")), (None, Some(0.5)));
    }
}
