//! Songs: list, open, write, throw away, import.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use library::{Library, LibraryError, TakeRecord, VersionRecord};
use song::{Arrangement, Compose, SongId, TakeId, VersionId};

use crate::problem::UiError;
use crate::views::{Elsewhere, SongFilter, SongPage, SongQuery, SongSort, SongView};
use crate::{Studio, StudioEvent, clock, files, shown};

/// How long after an import its loudness is measured.
const MEASURE_AFTER: Duration = Duration::from_secs(3);

/// Bytes of the longest history of lyrics that is kept: some thousand steps.
const LYRICS_HISTORY_BYTES: usize = 2 * 1024 * 1024;

impl Studio {
    /// A page of the Library.
    ///
    /// # Errors
    /// When the library does not answer.
    pub async fn list_songs(&self, query: SongQuery) -> Result<SongPage, UiError> {
        let query = library::SongQuery {
            text: query.text,
            trash: query.filter == SongFilter::Trash,
            sort: match query.sort {
                SongSort::Changed => library::SongSort::Changed,
                SongSort::Title => library::SongSort::Title,
                SongSort::Length => library::SongSort::Length,
            },
            offset: query.offset,
            limit: query.limit,
        };
        let page = self.ask(move |library| library.list_songs(&query)).await?;
        Ok(SongPage { total: page.total, rows: page.rows.into_iter().map(shown::song_row).collect() })
    }

    /// A song with its takes and versions.
    ///
    /// # Errors
    /// `NotFound` when there is no such song.
    pub async fn get_song(&self, song: SongId) -> Result<SongView, UiError> {
        self.work(move |library| view(library, &song)).await
    }

    /// A new song.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn create_song(&self, compose: Compose) -> Result<SongView, UiError> {
        let view = self
            .work(move |library| {
                let id = SongId::fresh();
                library.create_song(&id, &compose, clock::now())?;
                view(library, &id)
            })
            .await?;
        self.events.tell(&StudioEvent::LibraryChanged);
        Ok(view)
    }

    /// Saves what the form says; answers when it is on disk.
    ///
    /// # Errors
    /// When it cannot be written: the text stays in the window.
    pub async fn save_compose(&self, song: SongId, compose: Compose) -> Result<f64, UiError> {
        let now = clock::now();
        self.ask(move |library| library.save_compose(&song, &compose, now)).await?;
        self.events.tell(&StudioEvent::LibraryChanged);
        Ok(clock::for_window(now))
    }

    /// Saves what undo in the song's lyrics goes back to: the editor's own note, at most
    /// 2 MiB. A longer one is not kept; the one before it stays.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn save_lyrics_history(&self, song: SongId, state: String) -> Result<(), UiError> {
        if state.len() > LYRICS_HISTORY_BYTES {
            return Ok(());
        }
        self.ask(move |library| library.save_lyrics_history(&song, &state)).await
    }

    /// What undo in the song's lyrics goes back to.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn get_lyrics_history(&self, song: SongId) -> Result<Option<String>, UiError> {
        self.ask(move |library| library.lyrics_history(&song)).await
    }

    /// Puts a song into the trash.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn trash_song(&self, song: SongId) -> Result<(), UiError> {
        self.ask(move |library| library.trash_song(&song, clock::now())).await?;
        self.events.tell(&StudioEvent::LibraryChanged);
        Ok(())
    }

    /// Takes a song out of the trash.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn restore_song(&self, song: SongId) -> Result<(), UiError> {
        self.ask(move |library| library.restore_song(&song, clock::now())).await?;
        self.events.tell(&StudioEvent::LibraryChanged);
        Ok(())
    }

    /// Deletes a song and every file that only it uses.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn delete_song(&self, song: SongId) -> Result<(), UiError> {
        self.close_if_open(&song);
        self.ask(move |library| {
            library.delete_song(&song)?;
            library.collect_garbage().map(|_| ())
        })
        .await?;
        self.events.tell(&StudioEvent::LibraryChanged);
        Ok(())
    }

    /// Somebody has listened to a take.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn mark_heard(&self, take: TakeId) -> Result<(), UiError> {
        let song = self
            .ask(move |library| {
                library.mark_heard(&take)?;
                library.take(&take).map(|record| record.song)
            })
            .await?;
        self.events.tell(&StudioEvent::SongChanged(song));
        self.events.tell(&StudioEvent::LibraryChanged);
        Ok(())
    }

    /// Makes a song of each audio file. Tells the outcome as an event, file by file.
    pub async fn import_audio(&self, paths: Vec<PathBuf>) {
        if paths.is_empty() {
            return;
        }
        self.events.tell(&StudioEvent::Importing(u32::try_from(paths.len()).unwrap_or(u32::MAX)));
        let (mut songs, mut failed) = (Vec::new(), Vec::new());
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            match self.work(move |library| import(library, &path)).await {
                Ok(song) => songs.push(song),
                Err(error) => failed.push((name, error)),
            }
        }
        self.events.tell(&StudioEvent::Imported { songs, failed });
        self.events.tell(&StudioEvent::LibraryChanged);
        // The window has the processors to itself while it opens what came in.
        tokio::time::sleep(MEASURE_AFTER.mul_f64(self.haste)).await;
        if let Err(error) = self.measure_takes().await {
            tracing::warn!(%error, "loudness is measured at the next start");
        }
    }

    /// Measures the loudness of every take that was stored without, also of an earlier run.
    pub(crate) async fn measure_takes(&self) -> Result<(), UiError> {
        for take in self.ask(|library| library.takes_below_peak(files::UNMEASURED_DB + 1.0)).await? {
            let song = take.song.clone();
            self.work(move |library| files::measure_later(library, &take)).await?;
            self.events.tell(&StudioEvent::SongChanged(song));
        }
        Ok(())
    }

    /// Bytes of a take's cover; empty when it has none.
    ///
    /// # Errors
    /// When there is no such take or its file cannot be read.
    pub async fn get_cover(&self, take: TakeId) -> Result<Vec<u8>, UiError> {
        self.work(move |library| {
            let Some(cover) = library.take(&take)?.cover else { return Ok(Vec::new()) };
            std::fs::read(library.path_of(&cover)).map_err(UiError::internal)
        })
        .await
    }
}

/// A song as the window shows it.
pub(crate) fn view(library: &Library, id: &SongId) -> Result<SongView, UiError> {
    let record = library.song(id)?;
    let takes = library.takes_of(id)?;
    let versions = library.versions_of(id)?;
    let files = library.take_files_of(id)?;
    let base = |version: &VersionRecord| takes.iter().find(|take| take.id == version.arrangement.base);
    let elsewhere = elsewhere(library, &takes)?;
    Ok(SongView {
        id: record.id,
        compose: record.compose,
        saved_at: clock::for_window(record.changed_at),
        practice: takes.iter().any(|take| take.practice),
        versions: versions.iter().map(|version| shown::version(version, base(version))).collect(),
        takes: takes.iter().map(|take| shown::take(take, &files)).collect(),
        elsewhere,
        drafts: library.drafts_of(id)?.into_iter().map(shown::draft).collect(),
        current: record.current,
        markers: library.markers_of(id)?,
        trashed_at: record.trashed_at.map(clock::for_window),
    })
}

/// The takes of other songs that these were made from. One that is gone for good is left out.
fn elsewhere(library: &Library, takes: &[TakeRecord]) -> Result<Vec<Elsewhere>, UiError> {
    let here = |id: &TakeId| takes.iter().any(|take| take.id == *id);
    let roots = takes.iter().flat_map(|take| take.source.iter().chain(&take.with));
    let strangers: BTreeSet<&TakeId> = roots.filter(|id| !here(id)).collect();
    let mut found = Vec::new();
    for id in strangers {
        let take = match library.take(id) {
            Err(LibraryError::NotFound) => continue,
            take => take?,
        };
        let song_title = library.song(&take.song)?.compose.title;
        found.push(Elsewhere { take: take.id, number: take.number, song: take.song, song_title });
    }
    Ok(found)
}

/// A file becomes a song with one take and one version. The user's file is copied, never touched.
fn import(library: &Library, path: &Path) -> Result<SongId, UiError> {
    let title = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let copy = library.incoming_dir().join(format!("import-{}.part", uuid::Uuid::new_v4()));
    std::fs::copy(path, &copy).map_err(audio::AudioError::from)?;
    let stored = files::store_audio(library, &copy, None, files::Measure::Later);
    if stored.is_err() {
        // What cannot be played is not kept; the user still has the original.
        drop(std::fs::remove_file(&copy));
    }
    song_of(library, stored?, &title)
}

/// A song with one take of this audio, and one version.
pub(crate) fn song_of(library: &Library, stored: files::StoredAudio, title: &str) -> Result<SongId, UiError> {
    let title = title.to_owned();
    let (song, now) = (SongId::fresh(), clock::now());
    let take = stored.into_take(TakeId::fresh(), song.clone(), now);
    let take = TakeRecord { title: title.clone(), origin: library::TakeOrigin::Import, heard: true, ..take };
    let version = VersionRecord {
        id: VersionId::fresh(),
        song: song.clone(),
        number: 0,
        parent: None,
        cause: library::VersionCause::Imported,
        label: title.clone(),
        range: None,
        arrangement: Arrangement::whole(take.id.clone()),
        lyrics: String::new(),
        created_at: now,
    };
    library.add_song(&Compose { title, ..Compose::default() }, take, version)?;
    Ok(song)
}
