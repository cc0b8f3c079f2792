//! Audio that came from outside becomes a stored file: decoded in full, measured, then adopted.

use std::path::Path;

use audio::{AudioInfo, FrameReader, Loudness};
use library::{Library, StoredFile, TakeKind, TakeOrigin, TakeRecord};
use song::{SongId, TakeId};

use crate::problem::UiError;

/// A verified file in the library.
pub(crate) struct StoredAudio {
    pub(crate) file: StoredFile,
    pub(crate) info: AudioInfo,
    pub(crate) loudness: Loudness,
}

/// Decodes a file in full, brings it to the song's rate if that is another, measures it and adopts it.
///
/// # Errors
/// A named audio error; the file stays where it was then.
pub(crate) fn store_audio(
    library: &Library,
    path: &Path,
    song_rate: Option<u32>,
) -> Result<StoredAudio, UiError> {
    let mut info = audio::verify(path)?;
    let mut ending = info.format.extension();
    if let Some(rate) = song_rate.filter(|rate| *rate != info.rate) {
        convert(path, rate)?;
        info = audio::verify(path)?;
        ending = info.format.extension();
    }
    let loudness = audio::measure(audio::open(path)?.as_mut())?;
    let file = library.adopt(path, ending)?;
    Ok(StoredAudio { file, info, loudness })
}

/// Rewrites a file at another rate, as 32-bit float WAV so that nothing is lost.
fn convert(path: &Path, rate: u32) -> Result<(), UiError> {
    let converted = audio::convert(audio::open(path)?.as_mut(), rate)?;
    let mut reader = audio::MemoryReader::new(converted);
    let tags = audio::Tags::default();
    audio::export(&mut reader, audio::ExportFormat::Wav32f, &tags, path, &mut |_| true)?;
    Ok(())
}

impl StoredAudio {
    /// A take of this file, with everything else empty.
    pub(crate) fn into_take(self, id: TakeId, song: SongId, now: i64) -> TakeRecord {
        TakeRecord {
            id,
            song,
            job: None,
            number: 0,
            kind: TakeKind::Whole,
            origin: TakeOrigin::Other,
            remote_id: None,
            connection: None,
            vendor: String::new(),
            practice: false,
            model: String::new(),
            title: String::new(),
            lyrics: String::new(),
            new_words: String::new(),
            file: self.file,
            cover: None,
            rate: self.info.rate,
            frames: self.info.frames,
            loudness_lufs: self.loudness.integrated_lufs,
            true_peak_db: self.loudness.true_peak_db,
            source: None,
            range: None,
            seam: None,
            timing: None,
            heard: false,
            created_at: now,
            extra: String::new(),
        }
    }
}

/// Opens a take's audio.
pub(crate) fn open_take(library: &Library, id: &TakeId) -> Result<Box<dyn FrameReader>, UiError> {
    let take = library.take(id)?;
    Ok(audio::open(&library.path_of(&take.file))?)
}

/// Computes and keeps a take's peaks.
pub(crate) fn put_peaks(library: &Library, take: &TakeRecord) -> Result<Vec<u8>, UiError> {
    let peaks = audio::Peaks::build_file(&library.path_of(&take.file), 2)?.to_bytes();
    library.put_cache(&peaks_name(take), &peaks)?;
    Ok(peaks)
}

/// A take's peaks, computed anew when the cache lost them.
pub(crate) fn peaks(library: &Library, id: &TakeId) -> Result<audio::Peaks, UiError> {
    let take = library.take(id)?;
    let cached = library.cache(&peaks_name(&take))?.and_then(|bytes| audio::Peaks::from_bytes(&bytes));
    match cached {
        Some(peaks) => Ok(peaks),
        None => {
            let bytes = put_peaks(library, &take)?;
            audio::Peaks::from_bytes(&bytes).ok_or_else(|| UiError::internal("peaks cannot be read back"))
        }
    }
}

/// Named by content: a take of the same bytes has the same peaks.
fn peaks_name(take: &TakeRecord) -> String {
    format!("{}.peaks", take.file.sha256)
}
