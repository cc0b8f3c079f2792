//! What lies beside a song's audio: files of takes (WAV, video, notes, page), and words that vendors wrote.

use std::path::{Path, PathBuf};

use library::{Library, StoredFile, TakeFileRecord, TakeKind, TakeRecord};
use song::{SongId, TakeId};
use vendors::FileKind;

use crate::export::file_name;
use crate::problem::{ErrorCode, UiError};
use crate::shown::{self, as_word};
use crate::views::TakeFile;
use crate::{Studio, StudioEvent};

impl Studio {
    /// A file of a take, as the save dialog needs it.
    ///
    /// # Errors
    /// `NotFound` when the take has no such file.
    pub async fn take_file(&self, song: SongId, take: TakeId, kind: FileKind) -> Result<TakeFile, UiError> {
        self.work(move |library| {
            let record = find(library, &song, &take, kind)?;
            shown::file(&library.take(&take)?, &record).ok_or_else(missing)
        })
        .await
    }

    /// Copies a file of a take to where the user wants it.
    ///
    /// # Errors
    /// `NotFound` when the take has no such file; a disk error when it cannot be written.
    pub async fn save_take_file(
        &self,
        song: SongId,
        take: TakeId,
        kind: FileKind,
        to: PathBuf,
    ) -> Result<(), UiError> {
        self.work(move |library| copy(library, &find(library, &song, &take, kind)?, &to)).await
    }

    /// Throws words away that a vendor wrote.
    ///
    /// # Errors
    /// `NotFound` when the song has no such draft.
    pub async fn dismiss_draft(&self, song: SongId, id: String) -> Result<(), UiError> {
        let of = song.clone();
        self.ask(move |library| library.remove_draft(&of, &id)).await?;
        self.events.tell(&StudioEvent::SongChanged(song));
        Ok(())
    }
}

fn find(library: &Library, song: &SongId, take: &TakeId, kind: FileKind) -> Result<TakeFileRecord, UiError> {
    let word = as_word(kind);
    let mut files = library.take_files_of(song)?.into_iter();
    files.find(|file| file.take == *take && file.kind == word).ok_or_else(missing)
}

fn missing() -> UiError {
    UiError::new(ErrorCode::NotFound, "this take has no such file")
}

/// The notes of a song's stems, as far as they were fetched.
///
/// # Errors
/// If the library cannot be read.
pub(crate) fn notes_of(library: &Library, song: &SongId) -> Result<Vec<TakeFileRecord>, UiError> {
    let word = as_word(FileKind::Midi);
    Ok(library.take_files_of(song)?.into_iter().filter(|file| file.kind == word).collect())
}

/// Copies a file; under the name it is to have it appears only when it is whole.
///
/// # Errors
/// A disk error; nothing is left behind then.
pub(crate) fn copy(library: &Library, file: &TakeFileRecord, to: &Path) -> Result<(), UiError> {
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    let draft = to.with_file_name(format!(".{name}.{}.part", uuid::Uuid::new_v4().simple()));
    let copied = std::fs::copy(library.path_of(&file.file), &draft).and_then(|_| std::fs::rename(&draft, to));
    copied.inspect_err(|_| drop(std::fs::remove_file(&draft))).map_err(audio::AudioError::from)?;
    Ok(())
}

/// How a file of a take is called: by title, part and number.
pub(crate) fn name(take: &TakeRecord, file: &StoredFile) -> String {
    let part = take.stem.as_ref().filter(|_| take.kind == TakeKind::Stem);
    let title = match part {
        Some(part) => format!("{} - {part}", take.title),
        None => format!("{} - {}", take.title, take.number),
    };
    format!("{}.{}", file_name(&title), file.ext)
}
