//! A mix as files, through the arithmetic of the player: what is heard as one file, or every stem for another
//! program. Never half a file: see `audio::export`.

use std::path::{Path, PathBuf};

use audio::{Ahead, AudioError, FrameReader, Loudness, Mixdown, Mutes, Part, Tags};
use library::{Library, SongRecord};
use song::{Mix, MixState, StemSet, SumCheck};

use super::desk::{self, level_of};
use super::groups::{self, Group};
use crate::beside;
use crate::export::{ExportFormat, ExportProgress, Stretch, audio_format, ending, file_name, free_name};
use crate::problem::{ErrorCode, UiError};
use crate::views::{MixExport, MixExportRequest, MixOutput};

/// The highest true peak of a file that is to be safe, in dBTP.
const SAFE_DBTP: f64 = -1.0;

/// Where to write, and whom to tell; `tell` answers whether to go on.
pub(super) struct Desk<'a> {
    pub(super) library: &'a Library,
    pub(super) folder: &'a Path,
    pub(super) tell: &'a dyn Fn(ExportProgress) -> bool,
}

/// What every file of one export shares.
struct Source<'a> {
    desk: &'a Desk<'a>,
    request: &'a MixExportRequest,
    song: SongRecord,
    group: Group,
    mix: Mix,
    check: Option<SumCheck>,
    tags: Tags,
}

/// Writes a mix.
///
/// # Errors
/// `BadRequest` for formats that hold no sound or an empty list of them, `DiskFull`, or what is wrong with the audio.
pub(super) fn write(desk: &Desk<'_>, request: &MixExportRequest) -> Result<MixExport, UiError> {
    if request.formats.is_empty() || request.formats.iter().any(|format| audio_format(*format).is_none()) {
        return Err(UiError::new(ErrorCode::BadRequest, "a mix is written as sound"));
    }
    let library = desk.library;
    let group = groups::group(library, &request.song, &request.key)?;
    let song = library.song(&request.song)?;
    let source = Source {
        desk,
        request,
        tags: tags(library, &song, &group),
        mix: groups::mix_of(library, &group)?,
        check: library.mix(&group.key)?.and_then(|record| record.sum_check),
        song,
        group,
    };
    match request.output {
        MixOutput::Mix => write_mix(&source),
        MixOutput::Stems => {
            let folder =
                free_folder(desk.folder, &format!("{} stems", file_name(&source.song.compose.title)));
            std::fs::create_dir_all(&folder).map_err(AudioError::from)?;
            // A folder in which nothing came about goes away; one with whole files in it stays.
            write_stems(&source, folder.clone()).inspect_err(|_| drop(std::fs::remove_dir(&folder)))
        }
    }
}

fn write_mix(source: &Source<'_>) -> Result<MixExport, UiError> {
    let folder = source.desk.folder;
    std::fs::create_dir_all(folder).map_err(AudioError::from)?;
    let lowered_db = if source.request.peak_safe { lowering(source)? } else { 0.0 };
    let of = u32::try_from(source.request.formats.len()).unwrap_or(u32::MAX);
    let mut names = Vec::new();
    for (done, format) in (0..).zip(&source.request.formats) {
        let mut reader = Stretch::of(mixdown(source, lowered_db)?, source.request.range);
        let title = format!("{} (mix)", file_name(&source.song.compose.title));
        let path = free_name(folder, &title, ending(*format));
        write_one(source, &mut reader, *format, &path, (done, of))?;
        names.push(name_of(&path));
    }
    Ok(MixExport { folder: folder.to_owned(), names, lowered_db })
}

/// Every stem as it is, at its place: without fader, pan, mute or solo, of one length; and the notes that were
/// fetched of it, under the same name.
fn write_stems(source: &Source<'_>, folder: PathBuf) -> Result<MixExport, UiError> {
    let frames = mixdown(source, 0.0)?.frames();
    let stems =
        || source.group.parts.iter().zip(&source.mix.state.strips).filter(|(_, strip)| !strip.removed);
    let of = u32::try_from(stems().count() * source.request.formats.len()).unwrap_or(u32::MAX);
    let (mut names, mut done) = (Vec::new(), 0);
    for format in &source.request.formats {
        for (number, (part, strip)) in (1..).zip(stems()) {
            let plain = song::Strip { mutes: Vec::new(), ..strip.clone() };
            let take = part.take(strip.set);
            let stem =
                desk::open(source.desk.library, take, &plain, source.check.as_ref(), &Mutes::default())?;
            let mut reader = Stretch::of(Mixdown::lone(Box::new(stem), frames), source.request.range);
            let path = folder.join(stem_name(number, &part.name, ending(*format)));
            write_one(source, &mut reader, *format, &path, (done, of))?;
            names.push(name_of(&path));
            done += 1;
        }
    }
    let notes = beside::notes_of(source.desk.library, &source.request.song)?;
    for (number, (part, strip)) in (1..).zip(stems()) {
        let Some(file) = notes.iter().find(|file| file.take == part.take(strip.set).id) else { continue };
        names.push(stem_name(number, &part.name, "mid"));
        beside::copy(source.desk.library, file, &folder.join(stem_name(number, &part.name, "mid")))?;
    }
    Ok(MixExport { folder, names, lowered_db: 0.0 })
}

/// Numbered, so that every program shows the stems in their order.
fn stem_name(number: u32, part: &str, ending: &str) -> String {
    format!("{number:02} {}.{ending}", file_name(&part.replace('_', " ")))
}

fn write_one(
    source: &Source<'_>,
    reader: &mut dyn FrameReader,
    format: ExportFormat,
    path: &Path,
    (done, of): (u32, u32),
) -> Result<(), UiError> {
    let Some(format) = audio_format(format) else {
        return Err(UiError::internal("a mix was to be written as words"));
    };
    let mut progress = |fraction: f32| (source.desk.tell)(ExportProgress { done, of, fraction });
    Ok(audio::export(reader, format, &source.tags, path, &mut progress)?)
}

/// By how much the mix has to be lowered to stay below [`SAFE_DBTP`], in decibels.
fn lowering(source: &Source<'_>) -> Result<f32, UiError> {
    let mut reader = Stretch::of(mixdown(source, 0.0)?, source.request.range);
    let Loudness { true_peak_db, .. } = audio::measure(&mut reader)?;
    #[allow(clippy::cast_possible_truncation)]
    let over = (true_peak_db - SAFE_DBTP).max(0.0) as f32;
    Ok(over)
}

/// What is heard: strips in the order of the player's lanes, each decoded ahead.
fn mixdown(source: &Source<'_>, lowered_db: f32) -> Result<Mixdown, UiError> {
    let state: &MixState = &source.mix.state;
    let mut parts = Vec::new();
    for (part, strip) in source.group.parts.iter().zip(&state.strips).filter(|(_, strip)| !strip.removed) {
        for set in [StemSet::A, StemSet::B] {
            if set == StemSet::B && part.b.is_none() {
                continue;
            }
            let chosen = part.b.is_none() || strip.set == set;
            let level = level_of(strip, chosen && state.hears(strip));
            let take = part.take(set);
            let reader =
                desk::open(source.desk.library, take, strip, source.check.as_ref(), &Mutes::default())?;
            parts.push(Part { reader: Box::new(Ahead::new(Box::new(reader))), level });
        }
    }
    Ok(Mixdown::new(parts, state.master_db - lowered_db)?)
}

fn tags(library: &Library, song: &SongRecord, group: &Group) -> Tags {
    let take = group.source.as_ref().and_then(|source| library.take(source).ok());
    let cover = take.as_ref().and_then(|take| take.cover.as_ref());
    let practice = take.as_ref().is_some_and(|take| take.practice);
    Tags {
        title: song.compose.title.clone(),
        lyrics: take.as_ref().map(|take| take.words().to_owned()).unwrap_or_default(),
        comment: if practice { "Made with Refrain's practice studio".into() } else { String::new() },
        cover: cover.and_then(|cover| std::fs::read(library.path_of(cover)).ok()),
        ..Tags::default()
    }
}

/// A folder in `folder` that nothing has yet.
fn free_folder(folder: &Path, name: &str) -> PathBuf {
    let mut path = folder.join(name);
    let mut number = 2;
    while path.exists() {
        path = folder.join(format!("{name} ({number})"));
        number += 1;
    }
    path
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
