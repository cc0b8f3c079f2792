//! Audio that came from outside becomes a stored file: decoded in full, measured, then adopted.

use std::path::Path;

use audio::{AudioInfo, FrameReader, Loudness};
use library::{Library, LibraryError, Sealed, StoredFile, TakeKind, TakeOrigin, TakeRecord};
use song::{SongId, TakeId};

use crate::problem::UiError;

/// A verified file in the library.
pub(crate) struct StoredAudio {
    pub(crate) file: StoredFile,
    pub(crate) info: AudioInfo,
    pub(crate) loudness: Loudness,
}

/// When loudness is measured. It takes longer than everything else about a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Before the file is stored.
    Now,
    /// Afterwards, by [`measure_later`]; until then the take has an estimate and [`UNMEASURED_DB`].
    Later,
}

/// The true peak of a take that is still to be measured: lower than any measured one.
pub(crate) const UNMEASURED_DB: f64 = -1000.0;

/// Decodes a file in full, brings it to the song's rate if that is another, measures it and adopts it.
///
/// # Errors
/// A named audio error; the file stays where it was then.
pub(crate) fn store_audio(
    library: &Library,
    path: &Path,
    song_rate: Option<u32>,
    measure: Measure,
) -> Result<StoredAudio, UiError> {
    let (mut survey, mut sealed) = survey(path)?;
    if let Some(rate) = song_rate.filter(|rate| *rate != survey.info.rate) {
        convert(path, rate)?;
        (survey, sealed) = self::survey(path)?;
    }
    let loudness = match measure {
        Measure::Now => audio::measure(audio::open(path)?.as_mut())?,
        Measure::Later => {
            Loudness { integrated_lufs: survey.peaks.estimated_lufs(), true_peak_db: UNMEASURED_DB }
        }
    };
    let file = library.adopt_sealed(sealed?, survey.info.format.extension())?;
    library.put_cache(&peaks_name(&file), &survey.peaks.to_bytes())?;
    Ok(StoredAudio { file, info: survey.info, loudness })
}

/// Decodes a file, and brings it safely to disk meanwhile: the disk takes as long as the decoder. What is wrong
/// with the sound is told before what is wrong with the disk.
fn survey(path: &Path) -> Result<(audio::Survey, Result<Sealed, LibraryError>), UiError> {
    std::thread::scope(|scope| {
        let sealing = scope.spawn(|| Sealed::new(path));
        let survey = audio::survey(path, THREADS);
        let sealed = sealing.join().map_err(|_| UiError::internal("a file cannot be sealed"))?;
        Ok((survey?, sealed))
    })
}

/// Measures a take that was stored with [`Measure::Later`].
pub(crate) fn measure_later(library: &Library, take: &TakeRecord) -> Result<(), UiError> {
    let loudness = audio::measure(audio::open(&library.path_of(&take.file))?.as_mut())?;
    Ok(library.set_loudness(&take.id, loudness.integrated_lufs, loudness.true_peak_db)?)
}

/// How many threads decode one file.
const THREADS: usize = 2;

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
            with: None,
            stem: None,
            task_id: None,
            range: None,
            seam: None,
            timing: None,
            tapped: None,
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
fn put_peaks(library: &Library, take: &TakeRecord) -> Result<Vec<u8>, UiError> {
    let peaks = audio::Peaks::build_file(&library.path_of(&take.file), THREADS)?.to_bytes();
    library.put_cache(&peaks_name(&take.file), &peaks)?;
    Ok(peaks)
}

/// A take's peaks, computed anew when the cache lost them.
pub(crate) fn peaks(library: &Library, id: &TakeId) -> Result<audio::Peaks, UiError> {
    let take = library.take(id)?;
    let cached = library.cache(&peaks_name(&take.file))?.and_then(|bytes| audio::Peaks::from_bytes(&bytes));
    match cached {
        Some(peaks) => Ok(peaks),
        None => {
            let bytes = put_peaks(library, &take)?;
            audio::Peaks::from_bytes(&bytes).ok_or_else(|| UiError::internal("peaks cannot be read back"))
        }
    }
}

/// Named by content: a take of the same bytes has the same peaks.
fn peaks_name(file: &StoredFile) -> String {
    format!("{}.peaks", file.sha256)
}
