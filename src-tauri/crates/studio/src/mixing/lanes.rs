//! Lanes of the user's own: recordings that were never one song, lined up at zero.

use std::path::Path;

use library::{Library, TakeKind, TakeOrigin, TakeRecord};
use song::{SongId, TakeId};

use crate::problem::UiError;
use crate::{clock, files};

/// Adds a file as a lane, at the rate of the song's other takes. The user's file is copied, never touched.
///
/// # Errors
/// A named audio error, with the file's name: nothing was added.
pub(super) fn import(library: &Library, song: &SongId, path: &Path) -> Result<(), UiError> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    add(library, song, path, &name).map_err(|error| error.value("name", &name))
}

fn add(library: &Library, song: &SongId, path: &Path, name: &str) -> Result<(), UiError> {
    let copy = library.incoming_dir().join(format!("lane-{}.part", uuid::Uuid::new_v4()));
    std::fs::copy(path, &copy).map_err(audio::AudioError::from)?;
    let rate = library.takes_of(song)?.first().map(|take| take.rate);
    let stored = files::store_audio(library, &copy, rate, files::Measure::Now);
    if stored.is_err() {
        // What cannot be played is not kept; the user still has the original.
        drop(std::fs::remove_file(&copy));
    }
    let take = stored?.into_take(TakeId::fresh(), song.clone(), clock::now());
    let take = TakeRecord {
        kind: TakeKind::Stem,
        origin: TakeOrigin::Import,
        title: name.to_owned(),
        stem: Some(name.to_owned()),
        heard: true,
        ..take
    };
    Ok(library.insert_take(&take)?)
}
