//! What a job brings: takes, word times, files of takes, words, an upload. Written in the transaction
//! that ends the job.

use rusqlite::{Row, Transaction, named_params, params};
use serde::{Deserialize, Serialize};
use song::{ConnectionId, JobId, RawTiming, SongId, TakeId};

use crate::columns::{json, to_json, to_signed, unreadable, unsigned};
use crate::songs::{found, touch, try_song};
use crate::{
    CustomModelRecord, Library, LibraryError, ProductRecord, StoredFile, TakeRecord, VoiceRecord,
    custom_models, makings, takes, voices,
};

/// Everything that a job brought.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct JobResults {
    /// New takes of its song.
    pub takes: Vec<TakeRecord>,
    /// Word times of a take.
    pub timing: Option<(TakeId, RawTiming)>,
    /// Files of a take.
    pub files: Vec<TakeFileRecord>,
    /// Words for its song.
    pub drafts: Vec<DraftRecord>,
    /// A take that a vendor knows from now on.
    pub uploaded: Option<UploadedTake>,
    /// A voice that was made.
    pub voice: Option<VoiceRecord>,
    /// A model that was trained.
    pub model: Option<CustomModelRecord>,
    /// What the next step of a voice or model needs.
    pub product: Option<ProductRecord>,
}

impl JobResults {
    /// Takes and nothing else.
    #[must_use]
    pub fn takes(takes: Vec<TakeRecord>) -> Self {
        Self { takes, ..Self::default() }
    }

    /// When the newest thing that the song shows was made.
    fn newest(&self) -> Option<i64> {
        let takes = self.takes.iter().map(|take| take.created_at);
        takes.chain(self.drafts.iter().map(|draft| draft.created_at)).max()
    }
}

/// A file beside a take's audio: WAV, video, notes, page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TakeFileRecord {
    /// Of which take.
    pub take: TakeId,
    /// What it is, in the studio's words. A take has one of each kind.
    pub kind: String,
    /// Where it lies.
    pub file: StoredFile,
    /// Its length.
    pub bytes: u64,
    /// When it was saved, in milliseconds since 1970.
    pub created_at: i64,
}

/// Words that a vendor wrote for a song.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DraftRecord {
    /// Its identity.
    pub id: String,
    /// For which song.
    pub song: SongId,
    /// The job that brought it.
    pub job: JobId,
    /// Its title; may be empty.
    pub title: String,
    /// The words, with section headers.
    pub text: String,
    /// Style words that fit; may be empty.
    pub tags: Vec<String>,
    /// When it was saved, in milliseconds since 1970.
    pub created_at: i64,
}

/// A take that a vendor knows from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadedTake {
    /// Which.
    pub take: TakeId,
    /// The vendor's id for it.
    pub remote_id: String,
    /// The account it lies in.
    pub connection: ConnectionId,
    /// The vendor's id.
    pub vendor: String,
    /// Whether it is the practice studio.
    pub practice: bool,
    /// What the vendor said of it, as JSON.
    pub extra: String,
}

impl Library {
    /// Every file of a song's takes, by kind.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn take_files_of(&self, song: &SongId) -> Result<Vec<TakeFileRecord>, LibraryError> {
        let sql = "SELECT take_files.* FROM take_files JOIN takes ON takes.id = take_files.take
            WHERE takes.song = ?1 ORDER BY take_files.kind";
        self.store().read(|db| {
            let mut statement = db.prepare_cached(sql)?;
            let files = statement.query_map([song.as_str()], file_of)?;
            Ok(files.collect::<Result<_, _>>()?)
        })
    }

    /// The words that vendors wrote for a song, oldest first.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn drafts_of(&self, song: &SongId) -> Result<Vec<DraftRecord>, LibraryError> {
        self.store().read(|db| {
            let sql = "SELECT * FROM drafts WHERE song = ?1 ORDER BY created_at, rowid";
            let mut statement = db.prepare_cached(sql)?;
            let drafts = statement.query_map([song.as_str()], draft_of)?;
            Ok(drafts.collect::<Result<_, _>>()?)
        })
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`] if the song has no such draft.
    pub fn remove_draft(&self, song: &SongId, id: &str) -> Result<(), LibraryError> {
        let (song, id) = (song.clone(), id.to_owned());
        let sql = "DELETE FROM drafts WHERE song = ?1 AND id = ?2";
        self.store().write(move |tx| found(tx.execute(sql, params![song.as_str(), id])?))
    }
}

/// Writes what a job brought for its song.
pub(crate) fn write(tx: &Transaction<'_>, song: &SongId, results: &JobResults) -> Result<(), LibraryError> {
    if results.newest().is_some() && try_song(tx, song)?.is_none() {
        return Err(LibraryError::NotFound);
    }
    for take in &results.takes {
        takes::insert(tx, take)?;
    }
    if let Some((take, timing)) = &results.timing {
        takes::set_timing(tx, take, timing)?;
    }
    for file in &results.files {
        put_file(tx, file)?;
    }
    for draft in &results.drafts {
        insert_draft(tx, draft)?;
    }
    if let Some(uploaded) = &results.uploaded {
        takes::set_uploaded(tx, uploaded)?;
    }
    if let Some(voice) = &results.voice {
        voices::insert(tx, voice)?;
    }
    if let Some(model) = &results.model {
        custom_models::insert(tx, model)?;
    }
    if let Some(product) = &results.product {
        makings::put_product(tx, product)?;
    }
    results.newest().map_or(Ok(()), |newest| touch(tx, song, newest))
}

/// A newer file of a kind takes the place of the older one.
fn put_file(tx: &Transaction<'_>, file: &TakeFileRecord) -> Result<(), LibraryError> {
    let sql = "INSERT OR REPLACE INTO take_files (take, kind, file, bytes, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    let bytes = to_signed(file.bytes);
    tx.execute(sql, params![file.take.as_str(), file.kind, file.file.name(), bytes, file.created_at])?;
    Ok(())
}

fn insert_draft(tx: &Transaction<'_>, draft: &DraftRecord) -> Result<(), LibraryError> {
    let sql = "INSERT INTO drafts (id, song, job, title, text, tags, created_at)
        VALUES (:id, :song, :job, :title, :text, :tags, :created_at)";
    tx.execute(
        sql,
        named_params! {
            ":id": draft.id,
            ":song": draft.song.as_str(),
            ":job": draft.job.as_str(),
            ":title": draft.title,
            ":text": draft.text,
            ":tags": to_json(&draft.tags)?,
            ":created_at": draft.created_at,
        },
    )?;
    Ok(())
}

fn file_of(row: &Row<'_>) -> rusqlite::Result<TakeFileRecord> {
    let name: String = row.get("file")?;
    Ok(TakeFileRecord {
        take: TakeId(row.get("take")?),
        kind: row.get("kind")?,
        file: StoredFile::from_name(&name).map_err(|error| unreadable("file", error))?,
        bytes: unsigned(row, "bytes")?,
        created_at: row.get("created_at")?,
    })
}

fn draft_of(row: &Row<'_>) -> rusqlite::Result<DraftRecord> {
    Ok(DraftRecord {
        id: row.get("id")?,
        song: SongId(row.get("song")?),
        job: JobId(row.get("job")?),
        title: row.get("title")?,
        text: row.get("text")?,
        tags: json(row, "tags")?,
        created_at: row.get("created_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Home, job, take};
    use crate::{JobRecord, TakeOrigin};
    use song::Compose;

    fn home() -> (Home, SongId) {
        let home = Home::new();
        let song = SongId::from("s");
        home.create_song(&song, &Compose::default(), 1).unwrap();
        home.insert_take(&TakeRecord { origin: TakeOrigin::Import, ..take("t", &song) }).unwrap();
        home.insert_job(&job("j", &song)).unwrap();
        (home, song)
    }

    fn finish(home: &Home, song: &SongId, results: &JobResults) -> Result<bool, LibraryError> {
        let done = JobRecord { state: "done".into(), ended_at: Some(50), ..job("j", song) };
        home.finish_job(&done, results, None)
    }

    fn file(kind: &str, letter: &str) -> TakeFileRecord {
        let file = StoredFile { sha256: letter.repeat(64), ext: "wav".into() };
        TakeFileRecord { take: "t".into(), kind: kind.into(), file, bytes: 7, created_at: 3 }
    }

    fn draft(song: &SongId) -> DraftRecord {
        DraftRecord {
            id: "d".into(),
            song: song.clone(),
            job: "j".into(),
            title: "Title".into(),
            text: "[Verse]\nla".into(),
            tags: vec!["pop".into(), "慢".into()],
            created_at: 4,
        }
    }

    #[test]
    fn words_come_back_and_go_when_dismissed() {
        let (home, song) = home();
        finish(&home, &song, &JobResults { drafts: vec![draft(&song)], ..JobResults::default() }).unwrap();
        assert_eq!(home.drafts_of(&song).unwrap(), [draft(&song)]);
        let other = home.remove_draft(&"other".into(), "d");
        assert!(matches!(other, Err(LibraryError::NotFound)), "another song's draft stays");
        home.remove_draft(&song, "d").unwrap();
        assert!(home.drafts_of(&song).unwrap().is_empty());
        assert!(matches!(home.remove_draft(&song, "d"), Err(LibraryError::NotFound)));
    }

    #[test]
    fn a_take_has_one_file_of_each_kind_and_they_are_no_garbage() {
        let (home, song) = home();
        let path = home.incoming_dir().join("a.part");
        std::fs::write(&path, "notes").unwrap();
        let stored = home.adopt(&path, "mid").unwrap();
        let newer = TakeFileRecord { file: stored.clone(), ..file("wav", "c") };
        let files = vec![file("wav", "c"), file("mp4", "d"), newer.clone()];
        finish(&home, &song, &JobResults { files, ..JobResults::default() }).unwrap();
        assert_eq!(home.take_files_of(&song).unwrap(), [file("mp4", "d"), newer]);
        let home = home.reopen();
        home.collect_garbage().unwrap();
        assert!(home.path_of(&stored).exists(), "a named file stays");
        home.delete_song(&song).unwrap();
        assert!(home.take_files_of(&song).unwrap().is_empty());
        assert_eq!(home.collect_garbage().unwrap(), 1);
    }

    #[test]
    fn an_uploaded_take_is_known_to_the_vendor() {
        let (home, song) = home();
        let uploaded = UploadedTake {
            take: "t".into(),
            remote_id: "r".into(),
            connection: "c".into(),
            vendor: "v".into(),
            practice: false,
            extra: "{\"lyric\":\"la\"}".into(),
        };
        finish(&home, &song, &JobResults { uploaded: Some(uploaded), ..JobResults::default() }).unwrap();
        let take = home.take(&"t".into()).unwrap();
        assert_eq!((take.remote_id.as_deref(), take.connection), (Some("r"), Some("c".into())));
        assert_eq!((take.origin, take.vendor.as_str(), take.practice), (TakeOrigin::Upload, "v", false));
        assert_eq!(take.extra, "{\"lyric\":\"la\"}");
    }

    #[test]
    fn results_of_a_song_that_is_gone_are_refused_as_a_whole() {
        let (home, _) = home();
        let gone = SongId::from("gone");
        home.insert_job(&job("k", &gone)).unwrap();
        let results = JobResults { drafts: vec![draft(&gone)], ..JobResults::default() };
        let ended = JobRecord { state: "done".into(), ended_at: Some(50), ..job("k", &gone) };
        assert!(matches!(home.finish_job(&ended, &results, None), Err(LibraryError::NotFound)));
        assert_eq!(home.job(&"k".into()).unwrap().ended_at, None);
    }
}
