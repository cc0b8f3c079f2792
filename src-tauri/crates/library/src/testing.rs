//! What the tests of this crate share: a library in a folder of its own, and records to put in.

use std::ops::Deref;
use std::path::PathBuf;

use song::{Arrangement, SongId};
use tempfile::TempDir;

use crate::{
    ChargeRecord, JobRecord, Library, StoredFile, TakeKind, TakeOrigin, TakeRecord, VersionCause,
    VersionRecord,
};

/// A library whose folder goes away with it.
pub(crate) struct Home {
    library: Option<Library>,
    folder: TempDir,
}

impl Home {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { library: Some(Library::open(folder.path()).unwrap()), folder }
    }

    /// Closed and opened again, as after a restart.
    pub(crate) fn reopen(self) -> Self {
        drop(self.library);
        Self { library: Some(Library::open(self.folder.path()).unwrap()), folder: self.folder }
    }

    /// The folder of a library that is only opened by others and by [`Home::reopened`].
    pub(crate) fn closed_folder(&self) -> PathBuf {
        self.folder.path().join("closed")
    }

    pub(crate) fn reopened(&self) -> Library {
        Library::open(&self.closed_folder()).unwrap()
    }
}

impl Deref for Home {
    type Target = Library;

    fn deref(&self) -> &Library {
        self.library.as_ref().unwrap()
    }
}

pub(crate) fn take(id: &str, song: &SongId) -> TakeRecord {
    TakeRecord {
        id: id.into(),
        song: song.clone(),
        job: None,
        number: 1,
        kind: TakeKind::Whole,
        origin: TakeOrigin::Generate,
        remote_id: None,
        connection: None,
        vendor: "yoyai".into(),
        practice: true,
        model: "m".into(),
        title: String::new(),
        lyrics: String::new(),
        new_words: String::new(),
        file: StoredFile { sha256: "a".repeat(64), ext: "mp3".into() },
        cover: None,
        rate: 48_000,
        frames: 480_000,
        loudness_lufs: -14.0,
        true_peak_db: -1.0,
        source: None,
        with: None,
        stem: None,
        task_id: None,
        range: None,
        seam: None,
        timing: None,
        tapped: None,
        heard: false,
        created_at: 10,
        extra: String::new(),
    }
}

pub(crate) fn version(id: &str, song: &SongId, base: &str) -> VersionRecord {
    VersionRecord {
        id: id.into(),
        song: song.clone(),
        number: 0,
        parent: None,
        cause: VersionCause::TakeKept,
        label: "1".into(),
        range: None,
        arrangement: Arrangement::whole(base.into()),
        lyrics: String::new(),
        created_at: 20,
    }
}

pub(crate) fn job(id: &str, song: &SongId) -> JobRecord {
    JobRecord {
        id: id.into(),
        song: song.clone(),
        connection: "c".into(),
        action: "generate".into(),
        plan: "{}".into(),
        state: "sending".into(),
        money: "notSpent".into(),
        quoted: Some(0.5),
        unit: "credits".into(),
        answer: None,
        error: None,
        trace_id: None,
        started_at: 30,
        ended_at: None,
        dismissed: false,
        secret: None,
    }
}

pub(crate) fn charge(job: &str, song: &SongId, at: i64) -> ChargeRecord {
    ChargeRecord {
        job: job.into(),
        song: song.clone(),
        connection: "c".into(),
        vendor: "yoyai".into(),
        practice: false,
        action: "generate".into(),
        amount: Some(0.5),
        unit: "credits".into(),
        money: "spent".into(),
        at,
    }
}
