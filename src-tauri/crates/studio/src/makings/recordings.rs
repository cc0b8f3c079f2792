//! Recordings of what is being made: taken from a file or from a range of a take, decoded in full, and kept
//! where only their owner can read them.

use std::path::{Path, PathBuf};

use library::Library;
use serde::{Deserialize, Serialize};
use song::{Millis, Range, TakeId};

use crate::problem::UiError;
use crate::shown::millis;

/// A recording in the folder of its making. Its sound never changes under its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Recording {
    /// Its name in the folder.
    pub(crate) file: String,
    /// How the user knows it.
    pub(crate) title: String,
    /// Its length.
    pub(crate) length: Millis,
    /// Which part of it counts.
    pub(crate) range: Range,
}

/// Where a recording comes from.
pub(crate) enum From {
    File(PathBuf),
    /// A file that was made for this and is used up by it.
    Made(PathBuf),
    Take {
        take: TakeId,
        range: Option<Range>,
    },
}

/// Takes a recording into a making's folder.
///
/// # Errors
/// A named audio error; `OutsideSong` for a range that is not in the take; a disk error.
pub(crate) fn keep(library: &Library, making: &str, from: &From) -> Result<Recording, UiError> {
    let folder = library.recordings_dir(making)?;
    match from {
        From::File(path) => keep_file(&folder, path),
        From::Made(path) => {
            let kept = keep_file(&folder, path).map(|kept| Recording { title: String::new(), ..kept });
            std::fs::remove_file(path).map_err(audio::AudioError::from)?;
            kept
        }
        From::Take { take, range } => keep_take(library, &folder, take, *range),
    }
}

fn keep_file(folder: &Path, path: &Path) -> Result<Recording, UiError> {
    let info = audio::verify(path)?;
    let file = format!("{}.{}", uuid::Uuid::new_v4().simple(), info.format.extension());
    std::fs::copy(path, folder.join(&file)).map_err(audio::AudioError::from)?;
    let title = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    described(file, title, millis(info.frames, info.rate))
}

/// A range of a take as a WAV of its own: the vendor is sent what the user chose and nothing else.
fn keep_take(
    library: &Library,
    folder: &Path,
    take: &TakeId,
    range: Option<Range>,
) -> Result<Recording, UiError> {
    let take = library.take(take)?;
    let whole = millis(take.frames, take.rate);
    let range = match range {
        Some(range) => crate::actions::inside(&take, range)?,
        None => all_of(whole)?,
    };
    let mut reader = audio::open(&library.path_of(&take.file))?;
    let frame = |at: Millis| u64::from(at.0) * u64::from(reader.rate()) / 1000;
    let (from, to) = (frame(range.start()), frame(range.end()));
    let rate = reader.rate();
    let mut samples = vec![0.0; usize::try_from(to - from).unwrap_or(0) * 2];
    let mut done = 0;
    while done < samples.len() {
        match reader.read(from + done as u64 / 2, &mut samples[done..])? {
            0 => break,
            frames => done += frames * 2,
        }
    }
    samples.truncate(done);
    let file = format!("{}.wav", uuid::Uuid::new_v4().simple());
    std::fs::write(folder.join(&file), audio::encode_wav16(&samples, rate))
        .map_err(audio::AudioError::from)?;
    described(file, take.title, millis(done as u64 / 2, rate))
}

fn described(file: String, title: String, length: Millis) -> Result<Recording, UiError> {
    Ok(Recording { file, title, length, range: all_of(length)? })
}

fn all_of(length: Millis) -> Result<Range, UiError> {
    Range::new(Millis(0), length).map_err(|_| audio::AudioError::Empty.into())
}
