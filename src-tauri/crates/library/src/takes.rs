//! Takes: immutable audio results, and what is known of each.

use rusqlite::{Row, Transaction, named_params, params};
use serde::{Deserialize, Serialize};
use song::{ConnectionId, JobId, Range, RawTiming, Seam, SongId, TakeId, Tapped};

use crate::columns::{
    json_or_null, level, range, to_json, to_level, to_signed, to_word, unreadable, unsigned, word,
};
use crate::songs::{found, touch};
use crate::{Library, LibraryError, StoredFile, UploadedTake};

/// What a take covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TakeKind {
    /// The whole song.
    Whole,
    /// A range of it, with context on both sides.
    Fragment,
    /// One part of it alone ([`TakeRecord::stem`]).
    Stem,
    /// A short sound or loop: no song at all.
    Sound,
}

/// Where a take came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TakeOrigin {
    Generate,
    Extend,
    ReplaceSection,
    Concat,
    Cover,
    Mashup,
    Sample,
    Inspiration,
    Remaster,
    AddVocals,
    AddInstrumental,
    Sounds,
    Stems,
    AllStems,
    /// A recording of the user's, only here.
    Import,
    /// A recording of the user's that a vendor knows too.
    Upload,
    /// Whatever a newer Refrain knows and this one does not.
    #[serde(other)]
    Other,
}

/// A take's row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TakeRecord {
    /// Its identity.
    pub id: TakeId,
    /// The song it belongs to.
    pub song: SongId,
    /// The job that made it.
    pub job: Option<JobId>,
    /// Its number, from 1. Inserted with 0 it gets the next one among its song's takes.
    pub number: u32,
    /// What it covers.
    pub kind: TakeKind,
    /// Where it came from.
    pub origin: TakeOrigin,
    /// The vendor's name for it, if the vendor knows it.
    pub remote_id: Option<String>,
    /// The account it lies in.
    pub connection: Option<ConnectionId>,
    /// The vendor's id; empty for an import.
    pub vendor: String,
    /// Whether the practice studio made it.
    pub practice: bool,
    /// The vendor's model.
    pub model: String,
    /// Its title as it came.
    pub title: String,
    /// The lyrics that are sung in it (for a fragment: the whole song's, with the new words).
    pub lyrics: String,
    /// For a fragment: the words that were asked for.
    pub new_words: String,
    /// Its audio.
    pub file: StoredFile,
    /// Its cover picture.
    pub cover: Option<StoredFile>,
    /// Frames per second.
    pub rate: u32,
    /// Length in frames.
    pub frames: u64,
    /// Integrated loudness; negative infinity for silence.
    pub loudness_lufs: f64,
    /// True peak in decibels of full scale; negative infinity for silence.
    pub true_peak_db: f64,
    /// The take it was made from.
    pub source: Option<TakeId>,
    /// The second take it was made from.
    pub with: Option<TakeId>,
    /// For a stem: the name of the part.
    pub stem: Option<String>,
    /// The vendor's number of the task that made it.
    pub task_id: Option<String>,
    /// For a fragment: what it covers; else what was worked on of its source.
    pub range: Option<Range>,
    /// For a fragment: how it joins.
    pub seam: Option<Seam>,
    /// The vendor's word times, on the take's own time.
    pub timing: Option<RawTiming>,
    /// Times that the user tapped along; they hold in place of the vendor's.
    #[serde(default)]
    pub tapped: Option<Tapped>,
    /// Whether somebody has listened to it.
    pub heard: bool,
    /// When it was saved, in milliseconds since 1970.
    pub created_at: i64,
    /// What else the vendor said, as JSON; kept for later versions of Refrain.
    pub extra: String,
}

impl TakeRecord {
    /// The words that are sung in it: the vendor's, or else those that the user tapped along with.
    #[must_use]
    pub fn words(&self) -> &str {
        match &self.tapped {
            Some(tapped) if self.lyrics.trim().is_empty() => &tapped.words,
            _ => &self.lyrics,
        }
    }

    /// When its words are sung, on the take's own time: as the user tapped, or else as the vendor said.
    #[must_use]
    pub fn times(&self) -> Option<&RawTiming> {
        self.tapped.as_ref().map(|tapped| &tapped.timing).or(self.timing.as_ref())
    }
}

impl Library {
    /// Adds a take that no job made.
    ///
    /// # Errors
    /// If it cannot be written, or there is no such song.
    pub fn insert_take(&self, take: &TakeRecord) -> Result<(), LibraryError> {
        let take = take.clone();
        self.store().write(move |tx| {
            insert(tx, &take)?;
            touch(tx, &take.song, take.created_at)
        })
    }

    /// A take.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`].
    pub fn take(&self, id: &TakeId) -> Result<TakeRecord, LibraryError> {
        self.store().read(|db| {
            let mut statement = db.prepare_cached("SELECT * FROM takes WHERE id = ?1")?;
            Ok(statement.query_row([id.as_str()], take_of)?)
        })
    }

    /// A song's takes, oldest first.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn takes_of(&self, song: &SongId) -> Result<Vec<TakeRecord>, LibraryError> {
        self.store().read(|db| {
            let sql = "SELECT * FROM takes WHERE song = ?1 ORDER BY created_at, rowid";
            let mut statement = db.prepare_cached(sql)?;
            let takes = statement.query_map([song.as_str()], take_of)?;
            Ok(takes.collect::<Result<_, _>>()?)
        })
    }

    /// Writes what was measured.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`] if there is no such take.
    pub fn set_loudness(&self, id: &TakeId, lufs: f64, true_peak_db: f64) -> Result<(), LibraryError> {
        let id = id.clone();
        let sql = "UPDATE takes SET loudness_lufs = ?2, true_peak_db = ?3 WHERE id = ?1";
        self.store().write(move |tx| found(tx.execute(sql, params![id.as_str(), lufs, true_peak_db])?))
    }

    /// Every take whose true peak lies below so many decibels.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn takes_below_peak(&self, decibels: f64) -> Result<Vec<TakeRecord>, LibraryError> {
        self.store().read(|db| {
            let mut statement = db.prepare_cached("SELECT * FROM takes WHERE true_peak_db < ?1")?;
            let rows = statement.query_map([decibels], take_of)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Somebody has listened to a take.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`], or if it cannot be written.
    pub fn mark_heard(&self, id: &TakeId) -> Result<(), LibraryError> {
        let id = id.clone();
        self.store()
            .write(move |tx| found(tx.execute("UPDATE takes SET heard = 1 WHERE id = ?1", [id.as_str()])?))
    }
}

pub(crate) fn set_timing(tx: &Transaction<'_>, id: &TakeId, timing: &RawTiming) -> Result<(), LibraryError> {
    let sql = "UPDATE takes SET timing = ?2 WHERE id = ?1";
    found(tx.execute(sql, params![id.as_str(), to_json(timing)?])?)
}

/// A vendor knows a take from now on.
pub(crate) fn set_uploaded(tx: &Transaction<'_>, uploaded: &UploadedTake) -> Result<(), LibraryError> {
    let sql = "UPDATE takes SET remote_id = ?2, connection = ?3, vendor = ?4, practice = ?5, extra = ?6,
        origin = ?7, task_id = NULL WHERE id = ?1";
    let UploadedTake { take, remote_id, connection, vendor, practice, extra } = uploaded;
    let origin = to_word(TakeOrigin::Upload)?;
    let row = params![take.as_str(), remote_id, connection.as_str(), vendor, practice, extra, origin];
    found(tx.execute(sql, row)?)
}

pub(crate) fn insert(tx: &Transaction<'_>, take: &TakeRecord) -> Result<(), LibraryError> {
    let sql = "INSERT INTO takes (id, song, job, number, kind, origin, remote_id, connection, vendor,
            practice, model, title, lyrics, new_words, file, cover, rate, frames, loudness_lufs,
            true_peak_db, source, source_with, stem, task_id, range_start, range_end, seam, timing, tapped, heard,
            created_at, extra)
        VALUES (:id, :song, :job,
            CASE :number WHEN 0 THEN (SELECT coalesce(max(number), 0) + 1 FROM takes WHERE song = :song)
            ELSE :number END,
            :kind, :origin, :remote_id, :connection, :vendor, :practice, :model, :title, :lyrics,
            :new_words, :file, :cover, :rate, :frames, :loudness_lufs, :true_peak_db, :source,
            :source_with, :stem, :task_id, :range_start, :range_end, :seam, :timing, :tapped, :heard, :created_at, :extra)";
    tx.prepare_cached(sql)?.execute(named_params! {
        ":id": take.id.as_str(),
        ":song": take.song.as_str(),
        ":job": take.job.as_ref().map(JobId::as_str),
        ":number": take.number,
        ":kind": to_word(take.kind)?,
        ":origin": to_word(take.origin)?,
        ":remote_id": take.remote_id,
        ":connection": take.connection.as_ref().map(ConnectionId::as_str),
        ":vendor": take.vendor,
        ":practice": take.practice,
        ":model": take.model,
        ":title": take.title,
        ":lyrics": take.lyrics,
        ":new_words": take.new_words,
        ":file": take.file.name(),
        ":cover": take.cover.as_ref().map(StoredFile::name),
        ":rate": take.rate,
        ":frames": to_signed(take.frames),
        ":loudness_lufs": to_level(take.loudness_lufs),
        ":true_peak_db": to_level(take.true_peak_db),
        ":source": take.source.as_ref().map(TakeId::as_str),
        ":source_with": take.with.as_ref().map(TakeId::as_str),
        ":stem": take.stem,
        ":task_id": take.task_id,
        ":range_start": take.range.map(|range| range.start().0),
        ":range_end": take.range.map(|range| range.end().0),
        ":seam": take.seam.as_ref().map(to_json).transpose()?,
        ":timing": take.timing.as_ref().map(to_json).transpose()?,
        ":tapped": take.tapped.as_ref().map(to_json).transpose()?,
        ":heard": take.heard,
        ":created_at": take.created_at,
        ":extra": take.extra,
    })?;
    Ok(())
}

fn take_of(row: &Row<'_>) -> rusqlite::Result<TakeRecord> {
    Ok(TakeRecord {
        id: TakeId(row.get("id")?),
        song: SongId(row.get("song")?),
        job: row.get::<_, Option<String>>("job")?.map(JobId),
        number: row.get("number")?,
        kind: word(row, "kind")?,
        origin: word(row, "origin")?,
        remote_id: row.get("remote_id")?,
        connection: row.get::<_, Option<String>>("connection")?.map(ConnectionId),
        vendor: row.get("vendor")?,
        practice: row.get("practice")?,
        model: row.get("model")?,
        title: row.get("title")?,
        lyrics: row.get("lyrics")?,
        new_words: row.get("new_words")?,
        file: file(row, "file")?.ok_or(rusqlite::Error::QueryReturnedNoRows)?,
        cover: file(row, "cover")?,
        rate: row.get("rate")?,
        frames: unsigned(row, "frames")?,
        loudness_lufs: level(row, "loudness_lufs")?,
        true_peak_db: level(row, "true_peak_db")?,
        source: row.get::<_, Option<String>>("source")?.map(TakeId),
        with: row.get::<_, Option<String>>("source_with")?.map(TakeId),
        stem: row.get("stem")?,
        task_id: row.get("task_id")?,
        range: range(row)?,
        seam: json_or_null(row, "seam")?,
        timing: json_or_null(row, "timing")?,
        tapped: json_or_null(row, "tapped")?,
        heard: row.get("heard")?,
        created_at: row.get("created_at")?,
        extra: row.get("extra")?,
    })
}

fn file(row: &Row<'_>, name: &str) -> rusqlite::Result<Option<StoredFile>> {
    let file: Option<String> = row.get(name)?;
    file.map(|file| StoredFile::from_name(&file).map_err(|error| unreadable(name, error))).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Home, take};
    use song::{Compose, Millis, RawWord, SeamQuality};

    fn full(song: &SongId) -> TakeRecord {
        let word = RawWord { text: "喝)\n".into(), success: true, start_s: 1.25, end_s: 2.5, p: 0.99 };
        TakeRecord {
            job: Some("j".into()),
            number: 7,
            kind: TakeKind::Fragment,
            origin: TakeOrigin::ReplaceSection,
            remote_id: Some("r".into()),
            connection: Some("c".into()),
            cover: Some(StoredFile { sha256: "b".repeat(64), ext: "jpg".into() }),
            frames: 1 << 40,
            source: Some("other".into()),
            with: Some("third".into()),
            stem: Some("Backing Vocals".into()),
            task_id: Some("task".into()),
            range: Some(Range::new(Millis(2500), Millis(5000)).unwrap()),
            seam: Some(Seam {
                offset_frames: -480,
                head_correlation: 0.5,
                tail_correlation: 0.25,
                gain_db: -1.5,
                quality: SeamQuality::Smooth,
            }),
            timing: Some(RawTiming { words: vec![word.clone()], lines: Vec::new() }),
            tapped: Some(Tapped {
                words: "喝".into(),
                timing: RawTiming { words: vec![word], lines: Vec::new() },
            }),
            extra: "{\"weird\":[1]}".into(),
            ..take("t", song)
        }
    }

    #[test]
    fn every_field_comes_back() {
        let home = Home::new();
        let song = SongId::from("s");
        home.create_song(&song, &Compose::default(), 1).unwrap();
        let record = full(&song);
        home.insert_take(&record).unwrap();
        assert_eq!(home.take(&record.id).unwrap(), record);
        assert_eq!(home.takes_of(&song).unwrap(), [record]);
    }

    #[test]
    fn numbers_count_up_where_none_is_given() {
        let home = Home::new();
        let song = SongId::from("s");
        home.create_song(&song, &Compose::default(), 1).unwrap();
        for id in ["a", "b", "c"] {
            home.insert_take(&TakeRecord { number: 0, ..take(id, &song) }).unwrap();
        }
        let numbers: Vec<u32> = home.takes_of(&song).unwrap().iter().map(|take| take.number).collect();
        assert_eq!(numbers, [1, 2, 3]);
    }

    #[test]
    fn silence_has_a_level() {
        let home = Home::new();
        let song = SongId::from("s");
        home.create_song(&song, &Compose::default(), 1).unwrap();
        let silent =
            TakeRecord { loudness_lufs: f64::NAN, true_peak_db: f64::NEG_INFINITY, ..take("t", &song) };
        home.insert_take(&silent).unwrap();
        let read = home.take(&silent.id).unwrap();
        assert_eq!((read.loudness_lufs, read.true_peak_db), (f64::NEG_INFINITY, f64::NEG_INFINITY));
    }

    #[test]
    fn a_take_needs_its_song_and_is_heard_once() {
        let home = Home::new();
        assert!(home.insert_take(&take("t", &"nobody".into())).is_err());
        let song = SongId::from("s");
        home.create_song(&song, &Compose::default(), 1).unwrap();
        home.insert_take(&take("t", &song)).unwrap();
        home.mark_heard(&"t".into()).unwrap();
        assert!(home.take(&"t".into()).unwrap().heard);
        assert!(matches!(home.mark_heard(&"x".into()), Err(LibraryError::NotFound)));
    }

    #[test]
    fn an_origin_of_a_newer_refrain_is_other() {
        assert_eq!(serde_json::from_str::<TakeOrigin>("\"hologram\"").unwrap(), TakeOrigin::Other);
    }

    #[test]
    fn what_is_measured_later_is_found_and_written() {
        let home = Home::new();
        let song = SongId::fresh();
        home.create_song(&song, &Compose::default(), 1).unwrap();
        home.insert_take(&TakeRecord { true_peak_db: -1000.0, ..take("later", &song) }).unwrap();
        home.insert_take(&take("now", &song)).unwrap();
        let unmeasured = home.takes_below_peak(-999.0).unwrap();
        assert_eq!(unmeasured.iter().map(|take| take.id.as_str()).collect::<Vec<_>>(), ["later"]);
        home.set_loudness(&"later".into(), -14.5, -1.0).unwrap();
        assert!(home.takes_below_peak(-999.0).unwrap().is_empty());
        let take = home.take(&"later".into()).unwrap();
        assert_eq!((take.loudness_lufs, take.true_peak_db), (-14.5, -1.0));
        assert!(matches!(home.set_loudness(&"nobody".into(), 0.0, 0.0), Err(LibraryError::NotFound)));
    }
}
