//! Times that the user tapped along, kept beside what the vendor told. The last change can be taken back.

use rusqlite::params;
use song::{SongId, TakeId, Tapped};

use crate::columns::to_json;
use crate::songs::{found, touch};
use crate::{Library, LibraryError};

impl Library {
    /// Other tapped times for these takes of a song (none: the vendor's hold again), all or nothing. What was there
    /// is kept for [`Library::swap_tapped`].
    ///
    /// # Errors
    /// [`LibraryError::NotFound`] if one of the takes is not the song's.
    pub fn set_tapped(
        &self,
        song: &SongId,
        changes: &[(TakeId, Option<Tapped>)],
        now: i64,
    ) -> Result<(), LibraryError> {
        let song = song.clone();
        let json = |(take, tapped): &(TakeId, Option<Tapped>)| {
            Ok((take.clone(), tapped.as_ref().map(to_json).transpose()?))
        };
        let changes: Vec<(TakeId, Option<String>)> =
            changes.iter().map(json).collect::<Result<_, LibraryError>>()?;
        let sql = "UPDATE takes SET tapped_before = tapped, tapped = ?3 WHERE id = ?1 AND song = ?2";
        self.store().write(move |tx| {
            for (take, tapped) in &changes {
                found(tx.execute(sql, params![take.as_str(), song.as_str(), tapped])?)?;
            }
            touch(tx, &song, now)
        })
    }

    /// Takes the last change of the tapped times back; once more brings it again.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`] if one of the takes is not the song's.
    pub fn swap_tapped(&self, song: &SongId, takes: &[TakeId], now: i64) -> Result<(), LibraryError> {
        let (song, takes) = (song.clone(), takes.to_vec());
        let sql =
            "UPDATE takes SET tapped_before = tapped, tapped = tapped_before WHERE id = ?1 AND song = ?2";
        self.store().write(move |tx| {
            for take in &takes {
                found(tx.execute(sql, [take.as_str(), song.as_str()])?)?;
            }
            touch(tx, &song, now)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TakeRecord;
    use crate::testing::{Home, take};
    use song::{Compose, RawTiming, RawWord};

    fn timing(start_s: f64) -> RawTiming {
        let word = RawWord { text: "we ".into(), success: true, start_s, end_s: start_s + 0.5, p: 0.75 };
        RawTiming { words: vec![word], lines: Vec::new() }
    }

    fn tapped(start_s: f64) -> Tapped {
        Tapped { words: "we".into(), timing: timing(start_s) }
    }

    fn stage() -> (Home, SongId) {
        let (home, song) = (Home::new(), SongId::from("s"));
        home.create_song(&song, &Compose::default(), 1).unwrap();
        home.insert_take(&TakeRecord { timing: Some(timing(1.0)), ..take("t", &song) }).unwrap();
        (home, song)
    }

    #[test]
    fn what_was_tapped_holds_and_can_be_taken_back() {
        let (home, song) = stage();
        let times = |home: &Home| home.take(&"t".into()).unwrap().times().cloned();
        let set = |home: &Home, to| home.set_tapped(&song, &[("t".into(), to)], 5).unwrap();
        set(&home, Some(tapped(2.0)));
        let home = home.reopen();
        assert_eq!(times(&home), Some(timing(2.0)));
        set(&home, None);
        assert_eq!(times(&home), Some(timing(1.0)), "the vendor's times again");
        let back = || home.swap_tapped(&song, &["t".into()], 6).unwrap();
        back();
        assert_eq!(times(&home), Some(timing(2.0)));
        back();
        assert_eq!(times(&home), Some(timing(1.0)));
    }

    #[test]
    fn tapped_words_are_those_of_a_take_that_has_none() {
        let (home, song) = stage();
        home.set_tapped(&song, &[("t".into(), Some(tapped(2.0)))], 5).unwrap();
        let silent = home.take(&"t".into()).unwrap();
        assert_eq!(silent.words(), "we");
        assert_eq!(TakeRecord { lyrics: "the vendor's".into(), ..silent }.words(), "the vendor's");
    }

    #[test]
    fn all_takes_change_or_none() {
        let (home, song) = stage();
        let changes = [("t".into(), Some(tapped(2.0))), ("nobody".into(), None)];
        assert!(matches!(home.set_tapped(&song, &changes, 5), Err(LibraryError::NotFound)));
        assert_eq!(home.take(&"t".into()).unwrap().tapped, None);
        assert!(matches!(home.swap_tapped(&"x".into(), &["t".into()], 5), Err(LibraryError::NotFound)));
    }
}
