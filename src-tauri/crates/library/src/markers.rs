//! Markers: places and ranges of a song that the user gave a name. One row each, so that two changes at the same
//! time never undo each other.

use rusqlite::{Row, params};
use song::{Marker, MarkerId, Millis, SongId};

use crate::songs::{found, touch};
use crate::{Library, LibraryError};

impl Library {
    /// Adds a marker to a song, or changes the one with its identity.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`] if the marker is of another song; if it cannot be written, or there is no such song.
    pub fn save_marker(&self, song: &SongId, marker: &Marker, now: i64) -> Result<(), LibraryError> {
        let (song, marker) = (song.clone(), marker.clone());
        let sql = "INSERT INTO markers (id, song, name, start_ms, end_ms) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, start_ms = excluded.start_ms,
                end_ms = excluded.end_ms
            WHERE song = excluded.song";
        self.store().write(move |tx| {
            let Marker { id, name, start, end } = &marker;
            let row = params![id.as_str(), song.as_str(), name, start.0, end.map(|end| end.0)];
            found(tx.prepare_cached(sql)?.execute(row)?)?;
            touch(tx, &song, now)
        })
    }

    /// Takes a marker away; one that is gone already is no error.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn remove_marker(&self, song: &SongId, marker: &MarkerId, now: i64) -> Result<(), LibraryError> {
        let (song, marker) = (song.clone(), marker.clone());
        self.store().write(move |tx| {
            tx.execute("DELETE FROM markers WHERE id = ?1 AND song = ?2", [marker.as_str(), song.as_str()])?;
            touch(tx, &song, now)
        })
    }

    /// A song's markers in the order of time.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn markers_of(&self, song: &SongId) -> Result<Vec<Marker>, LibraryError> {
        self.store().read(|db| {
            let sql = "SELECT * FROM markers WHERE song = ?1 ORDER BY start_ms, id";
            let mut statement = db.prepare_cached(sql)?;
            let markers = statement.query_map([song.as_str()], marker_of)?;
            Ok(markers.collect::<Result<_, _>>()?)
        })
    }
}

fn marker_of(row: &Row<'_>) -> rusqlite::Result<Marker> {
    Ok(Marker {
        id: MarkerId(row.get("id")?),
        name: row.get("name")?,
        start: Millis(row.get("start_ms")?),
        end: row.get::<_, Option<u32>>("end_ms")?.map(Millis),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Home;
    use song::Compose;

    fn marker(id: &str, start: u32, end: Option<u32>) -> Marker {
        Marker { id: id.into(), name: format!("at {start}"), start: Millis(start), end: end.map(Millis) }
    }

    fn with_songs(songs: &[&str]) -> Home {
        let home = Home::new();
        for song in songs {
            home.create_song(&(*song).into(), &Compose::default(), 1).unwrap();
        }
        home
    }

    #[test]
    fn markers_stand_in_order_and_survive_a_restart() {
        let home = with_songs(&["s", "other"]);
        let song = SongId::from("s");
        let (late, early) = (marker("b", 9_000, None), marker("a", 1_000, Some(4_500)));
        home.save_marker(&song, &late, 2).unwrap();
        home.save_marker(&song, &early, 3).unwrap();
        home.save_marker(&"other".into(), &marker("c", 5, None), 3).unwrap();
        let home = home.reopen();
        assert_eq!(home.markers_of(&song).unwrap(), [early, late]);
        assert_eq!(home.song(&song).unwrap().changed_at, 3);
    }

    #[test]
    fn a_marker_is_renamed_removed_and_brought_back() {
        let home = with_songs(&["s", "other"]);
        let song = SongId::from("s");
        home.save_marker(&song, &marker("a", 1_000, None), 2).unwrap();
        let renamed = Marker { name: "Hook 副歌".into(), ..marker("a", 1_000, None) };
        home.save_marker(&song, &renamed, 3).unwrap();
        assert_eq!(home.markers_of(&song).unwrap(), std::slice::from_ref(&renamed));
        home.remove_marker(&"other".into(), &"a".into(), 4).unwrap();
        assert_eq!(home.markers_of(&song).unwrap().len(), 1, "another song's marker is left alone");
        home.remove_marker(&song, &"a".into(), 4).unwrap();
        home.remove_marker(&song, &"a".into(), 4).unwrap();
        assert_eq!(home.markers_of(&song).unwrap(), []);
        home.save_marker(&song, &renamed, 5).unwrap();
        assert_eq!(home.markers_of(&song).unwrap(), [renamed]);
    }

    #[test]
    fn a_marker_needs_its_song_and_goes_with_it() {
        let home = with_songs(&["s", "other"]);
        assert!(home.save_marker(&"nobody".into(), &marker("a", 1, None), 1).is_err());
        home.save_marker(&"s".into(), &marker("a", 1, None), 1).unwrap();
        let stolen = home.save_marker(&"other".into(), &marker("a", 7, None), 1);
        assert!(matches!(stolen, Err(LibraryError::NotFound)));
        home.delete_song(&"s".into()).unwrap();
        assert_eq!(home.markers_of(&"s".into()).unwrap(), []);
    }
}
