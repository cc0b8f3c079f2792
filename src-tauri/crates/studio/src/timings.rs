//! Word times of versions.

use library::{Library, VersionRecord};
use song::lyrics::Lyrics;
use song::{Patch, Range, RawTiming, RawWord, SongId, Timing, VersionId};

use crate::problem::UiError;
use crate::{Studio, shown};

impl Studio {
    /// The words of a version with their times; none while the vendor was not asked.
    ///
    /// # Errors
    /// When there is no such version.
    pub async fn get_timing(&self, song: SongId, version: VersionId) -> Result<Option<Timing>, UiError> {
        drop(song);
        self.work(move |library| of_version(library, &library.version(&version)?)).await
    }
}

/// The word times of a version: the base take's, and inside of replaced ranges the fragment's where
/// they are known. None when nothing is known.
pub(crate) fn of_version(library: &Library, version: &VersionRecord) -> Result<Option<Timing>, UiError> {
    of_words(library, version, &Lyrics::parse(&words(library, version)?))
}

/// The words that are sung in a version: its own, or those that the user tapped along with.
pub(crate) fn words(library: &Library, version: &VersionRecord) -> Result<String, UiError> {
    if !version.lyrics.trim().is_empty() {
        return Ok(version.lyrics.clone());
    }
    Ok(library.take(&version.arrangement.base)?.words().to_owned())
}

/// When these lyrics are sung in a version. None when nothing is known.
pub(crate) fn of_words(
    library: &Library,
    version: &VersionRecord,
    lyrics: &Lyrics,
) -> Result<Option<Timing>, UiError> {
    let base = library.take(&version.arrangement.base)?;
    let Some(raw) = base.times() else { return Ok(None) };
    let mut patches = Vec::new();
    for patch in &version.arrangement.patches {
        let fragment = library.take(&patch.fragment)?;
        let starts_at = starts_at(patch, fragment.rate);
        patches.push((patch.range, fragment.times().map(|raw| raw.shifted(starts_at))));
    }
    let patches: Vec<(Range, Option<&RawTiming>)> =
        patches.iter().map(|(range, raw)| (*range, raw.as_ref())).collect();
    let duration = shown::millis(base.frames, base.rate);
    Ok(Some(song::timing_of_version(lyrics, raw, &patches, duration)))
}

/// When a fragment begins on the song's time, in seconds; may lie before the song.
pub(crate) fn starts_at(patch: &Patch, rate: u32) -> f64 {
    f64::from(patch.seam.offset_frames) / f64::from(rate)
}

/// The label of the section a range begins in; empty when nothing is known.
pub(crate) fn section_at(
    library: &Library,
    version: &VersionRecord,
    range: Range,
) -> Result<String, UiError> {
    let timing = of_version(library, version)?.unwrap_or_default();
    let found = timing.sections.iter().rev().find(|section| section.start < range.end());
    Ok(found.map(|section| section.label.clone()).unwrap_or_default())
}

/// Aligned times as a raw timing, for a take that has none of its own.
pub(crate) fn raw(timing: &Timing) -> RawTiming {
    let word = |word: &song::TimedWord| RawWord {
        text: word.text.clone(),
        success: true,
        start_s: word.start.seconds(),
        end_s: word.end.seconds(),
        p: f64::from(word.confidence),
    };
    RawTiming { words: timing.words.iter().map(word).collect(), lines: Vec::new() }
}
