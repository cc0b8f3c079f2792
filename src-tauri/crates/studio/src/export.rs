//! Export: a version, or a range of it, as files. Through the same evaluator as playback.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use audio::{AudioError, FrameReader, Tags};
use library::{Library, SongRecord, VersionRecord};
use serde::{Deserialize, Serialize};
use song::{Range, SongId, Timing, VersionId, subtitles};

use crate::Studio;
use crate::problem::{ErrorCode, UiError};
use crate::versions::open;

/// What can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum ExportFormat {
    Wav16,
    Wav24,
    Wav32f,
    Flac,
    Mp3,
    /// Lyrics with times of words.
    Lrc,
    /// Lyrics as subtitles.
    Srt,
}

/// What to write.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ExportRequest {
    pub song: SongId,
    pub version: VersionId,
    pub formats: Vec<ExportFormat>,
    /// None: the whole song.
    pub range: Option<Range>,
}

/// How far it is.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ExportProgress {
    /// Files written.
    pub done: u32,
    pub of: u32,
    /// Of the file being written, 0..=1.
    pub fraction: f32,
}

/// A file that was written.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ExportedFile {
    pub format: ExportFormat,
    pub path: PathBuf,
    pub name: String,
}

impl Studio {
    /// Writes a version into the export folder. A name that is taken gets a number.
    ///
    /// # Errors
    /// `DiskFull`, `NoWords` for lyrics files without word times, or what is wrong with the audio;
    /// files written before stay.
    pub async fn export_version(
        &self,
        request: ExportRequest,
        on_progress: impl FnMut(ExportProgress) + Send + 'static,
    ) -> Result<Vec<ExportedFile>, UiError> {
        let folder = self.preferences().export_folder;
        let on_progress = Arc::new(Mutex::new(on_progress));
        self.work(move |library| {
            let tell = |progress| {
                let mut on_progress = on_progress.lock().unwrap_or_else(PoisonError::into_inner);
                on_progress(progress);
            };
            write_all(library, &request, &folder, &tell)
        })
        .await
    }
}

/// What every file of one export shares.
struct Source<'a> {
    library: &'a Library,
    song: SongRecord,
    version: VersionRecord,
    timing: Option<Timing>,
    range: Option<Range>,
}

fn write_all(
    library: &Library,
    request: &ExportRequest,
    folder: &Path,
    tell: &dyn Fn(ExportProgress),
) -> Result<Vec<ExportedFile>, UiError> {
    std::fs::create_dir_all(folder).map_err(AudioError::from)?;
    let version = library.version(&request.version)?;
    let source = Source {
        library,
        song: library.song(&request.song)?,
        timing: crate::timings::of_version(library, &version)?,
        version,
        range: request.range,
    };
    let of = u32::try_from(request.formats.len()).unwrap_or(u32::MAX);
    let mut files = Vec::new();
    for (done, format) in (0..).zip(&request.formats) {
        let path = free_name(folder, &source.song.compose.title, ending(*format));
        let mut progress = |fraction: f32| tell(ExportProgress { done, of, fraction });
        progress(0.0);
        write(&source, *format, &path, &mut progress)?;
        progress(1.0);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.push(ExportedFile { format: *format, path, name });
    }
    Ok(files)
}

fn write(
    source: &Source<'_>,
    format: ExportFormat,
    path: &Path,
    progress: &mut dyn FnMut(f32),
) -> Result<(), UiError> {
    let Some(audio_format) = audio_format(format) else {
        let title = &source.song.compose.title;
        let text = match format {
            ExportFormat::Srt => subtitles::srt(words(source)?),
            _ => subtitles::lrc(title, words(source)?),
        };
        return write_text(path, &text);
    };
    let whole = open(source.library, &source.version.arrangement)?;
    let mut reader = Stretch::of(whole, source.range);
    let tags = tags(source)?;
    audio::export(&mut reader, audio_format, &tags, path, &mut |fraction| {
        progress(fraction);
        true
    })?;
    Ok(())
}

/// How sound is written; none for lyrics.
pub(crate) fn audio_format(format: ExportFormat) -> Option<audio::ExportFormat> {
    match format {
        ExportFormat::Wav16 => Some(audio::ExportFormat::Wav16),
        ExportFormat::Wav24 => Some(audio::ExportFormat::Wav24),
        ExportFormat::Wav32f => Some(audio::ExportFormat::Wav32f),
        ExportFormat::Flac => Some(audio::ExportFormat::Flac),
        ExportFormat::Mp3 => Some(audio::ExportFormat::Mp3),
        ExportFormat::Lrc | ExportFormat::Srt => None,
    }
}

fn words<'a>(source: &'a Source<'_>) -> Result<&'a Timing, UiError> {
    let known = source.timing.as_ref().filter(|timing| !timing.words.is_empty());
    known.ok_or_else(|| UiError::new(ErrorCode::NoWords, "the word times of this song are not known yet"))
}

/// Text files are small: written whole under a temporary name, then renamed.
fn write_text(path: &Path, text: &str) -> Result<(), UiError> {
    let part = path.with_extension("part");
    std::fs::write(&part, text).and_then(|()| std::fs::rename(&part, path)).map_err(AudioError::from)?;
    Ok(())
}

fn tags(source: &Source<'_>) -> Result<Tags, UiError> {
    let base = source.library.take(&source.version.arrangement.base)?;
    let cover = base.cover.and_then(|cover| std::fs::read(source.library.path_of(&cover)).ok());
    Ok(Tags {
        title: source.song.compose.title.clone(),
        lyrics: crate::timings::words(source.library, &source.version)?,
        comment: if base.practice { "Made with Refrain's practice studio".into() } else { String::new() },
        cover,
        ..Tags::default()
    })
}

/// What the names of such files end with.
pub(crate) fn ending(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Wav16 | ExportFormat::Wav24 | ExportFormat::Wav32f => "wav",
        ExportFormat::Flac => "flac",
        ExportFormat::Mp3 => "mp3",
        ExportFormat::Lrc => "lrc",
        ExportFormat::Srt => "srt",
    }
}

/// A path in `folder` that nothing has yet. Titles are the user's or a vendor's: only what every file
/// system takes remains of them.
pub(crate) fn free_name(folder: &Path, title: &str, ending: &str) -> PathBuf {
    let name = file_name(title);
    let mut path = folder.join(format!("{name}.{ending}"));
    let mut number = 2;
    while path.exists() {
        path = folder.join(format!("{name} ({number}).{ending}"));
        number += 1;
    }
    path
}

/// A title as the name of a file, without an ending.
pub(crate) fn file_name(title: &str) -> String {
    let safe = |letter: char| !letter.is_control() && !r#"/\:*?"<>|"#.contains(letter);
    let kept: String = title.chars().map(|c| if safe(c) { c } else { ' ' }).take(80).collect();
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let kept = kept.trim_matches(|c: char| c == '.' || c == ' ');
    let reserved = ["con", "prn", "aux", "nul"].contains(&kept.to_lowercase().as_str());
    if kept.is_empty() || reserved { "Refrain song".to_owned() } else { kept.to_owned() }
}

/// A stretch of a reader, from its own frame 0.
pub(crate) struct Stretch<R> {
    inner: R,
    from: u64,
    frames: u64,
}

impl<R: FrameReader> Stretch<R> {
    /// All of `inner`, or the range.
    pub(crate) fn of(inner: R, range: Option<Range>) -> Self {
        let (rate, all) = (inner.rate(), inner.frames());
        let from = range.map_or(0, |range| range.start().frames(rate).min(all));
        let to = range.map_or(all, |range| range.end().frames(rate).min(all));
        Self { inner, from, frames: to - from }
    }
}

impl<R: FrameReader> FrameReader for Stretch<R> {
    fn rate(&self) -> u32 {
        self.inner.rate()
    }

    fn frames(&self) -> u64 {
        self.frames
    }

    fn read(&mut self, frame: u64, out: &mut [f32]) -> Result<usize, AudioError> {
        let left = usize::try_from(self.frames.saturating_sub(frame)).unwrap_or(usize::MAX);
        let wanted = (out.len() / 2).min(left);
        self.inner.read(self.from + frame, &mut out[..wanted * 2])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_titles_become_names_inside_the_folder() {
        let hostile = ["../../etc/passwd", "a/b\\c:d", "con", "...", "", "\u{0}\n", "夜航 · Night"];
        let folder = Path::new("/music");
        for title in hostile {
            let path = free_name(folder, title, "wav");
            assert_eq!(path.parent(), Some(folder), "{title:?} left its folder");
            assert!(path.file_stem().is_some_and(|stem| !stem.is_empty()));
        }
        assert_eq!(file_name("夜航 · Night"), "夜航 · Night");
    }
}
