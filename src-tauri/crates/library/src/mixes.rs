//! Mixes of stems: one row per separation, with what comparing it to its take has shown.

use rusqlite::{OptionalExtension, Row, params};
use song::{Mix, SongId, SumCheck};

use crate::columns::{json, json_or_null, to_json};
use crate::{Library, LibraryError};

/// A mix's row.
#[derive(Debug, Clone, PartialEq)]
pub struct MixRecord {
    /// The job that separated the stems, or the song for lanes that were imported.
    pub key: String,
    /// The song it belongs to.
    pub song: SongId,
    /// How it stands.
    pub mix: Mix,
    /// How the stems compare with the take; none: not compared yet.
    pub sum_check: Option<SumCheck>,
    /// When it was changed, in milliseconds since 1970.
    pub changed_at: i64,
}

impl Library {
    /// The mix of a separation; none before it was saved first.
    ///
    /// # Errors
    /// If the row cannot be read.
    pub fn mix(&self, key: &str) -> Result<Option<MixRecord>, LibraryError> {
        self.store().read(|db| {
            let mut statement = db.prepare_cached("SELECT * FROM mixes WHERE key = ?1")?;
            Ok(statement.query_row([key], mix_of).optional()?)
        })
    }

    /// Saves how a mix stands, over what was there; the comparison stays.
    ///
    /// # Errors
    /// If it cannot be written, or there is no such song.
    pub fn save_mix(&self, key: &str, song: &SongId, mix: &Mix, now: i64) -> Result<(), LibraryError> {
        let (key, song, mix) = (key.to_owned(), song.clone(), to_json(mix)?);
        let sql = "INSERT INTO mixes (key, song, mix, changed_at) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (key) DO UPDATE SET mix = excluded.mix, changed_at = excluded.changed_at";
        self.store().write(move |tx| {
            tx.prepare_cached(sql)?.execute(params![key, song.as_str(), mix, now])?;
            Ok(())
        })
    }

    /// Keeps what comparing the stems with their take has shown; the mix stays.
    ///
    /// # Errors
    /// If it cannot be written, or there is no such song.
    pub fn save_sum_check(
        &self,
        key: &str,
        song: &SongId,
        check: &SumCheck,
        now: i64,
    ) -> Result<(), LibraryError> {
        let (key, song, check) = (key.to_owned(), song.clone(), to_json(check)?);
        let untouched = to_json(&Mix::default())?;
        let sql = "INSERT INTO mixes (key, song, mix, sum_check, changed_at) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (key) DO UPDATE SET sum_check = excluded.sum_check";
        self.store().write(move |tx| {
            tx.prepare_cached(sql)?.execute(params![key, song.as_str(), untouched, check, now])?;
            Ok(())
        })
    }
}

fn mix_of(row: &Row<'_>) -> rusqlite::Result<MixRecord> {
    Ok(MixRecord {
        key: row.get("key")?,
        song: SongId(row.get("song")?),
        mix: json(row, "mix")?,
        sum_check: json_or_null(row, "sum_check")?,
        changed_at: row.get("changed_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Home;
    use song::{Compose, MixState, Snapshot, Strip};

    fn mix(gain_db: f32) -> Mix {
        let strip = Strip { gain_db, soloed: true, ..Strip::untouched("Vocals".into()) };
        let state = MixState { strips: vec![strip], master_db: -1.5 };
        let snapshots = vec![Snapshot { name: "Quiet".into(), state: state.clone() }];
        Mix { state, snapshots, current: Some(0) }
    }

    #[test]
    fn a_mix_is_as_it_was_left_after_a_restart() {
        let home = Home::new();
        let song = SongId::from("s");
        home.create_song(&song, &Compose::default(), 1).unwrap();
        assert_eq!(home.mix("job").unwrap(), None);
        home.save_mix("job", &song, &mix(-3.0), 2).unwrap();
        let check = SumCheck { residual_db: -41.0, residual_b_db: None, shifts: Vec::new() };
        home.save_sum_check("job", &song, &check, 3).unwrap();
        home.save_mix("job", &song, &mix(-6.5), 4).unwrap();
        let home = home.reopen();
        let kept = home.mix("job").unwrap().unwrap();
        assert_eq!((kept.mix, kept.sum_check, kept.changed_at), (mix(-6.5), Some(check), 4));
    }

    #[test]
    fn a_comparison_alone_leaves_the_mix_untouched() {
        let home = Home::new();
        let song = SongId::from("s");
        home.create_song(&song, &Compose::default(), 1).unwrap();
        let check = SumCheck { residual_db: -90.0, residual_b_db: Some(-80.0), shifts: Vec::new() };
        home.save_sum_check("job", &song, &check, 3).unwrap();
        assert_eq!(home.mix("job").unwrap().unwrap().mix, Mix::default());
    }

    #[test]
    fn a_mix_goes_with_its_song() {
        let home = Home::new();
        assert!(home.save_mix("job", &"nobody".into(), &mix(0.0), 1).is_err());
        let song = SongId::from("s");
        home.create_song(&song, &Compose::default(), 1).unwrap();
        home.save_mix("job", &song, &mix(0.0), 2).unwrap();
        home.delete_song(&song).unwrap();
        assert_eq!(home.mix("job").unwrap(), None);
    }
}
