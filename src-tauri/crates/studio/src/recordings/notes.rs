//! What is noted of a recording: its name and marks, and what was measured of it.

use audio::{Check, Ended, Finding, Quality, Recorded, judge, listen_to};
use library::{Library, LibraryError};
use serde::{Deserialize, Serialize};
use song::{Millis, Range};

use crate::clock;
use crate::problem::{ErrorCode, UiError};
use crate::views::{RecordingEnd, RecordingFinding, RecordingPatch, RecordingView, RecordingWish};

/// How much is left around the first and the last sound when nobody trimmed.
const AIR_MS: u32 = 150;

/// A recording's notes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Notes {
    /// Empty: the window names it by its time.
    pub(super) name: String,
    best: bool,
    created_at: i64,
    wish: RecordingWish,
    /// None: where sound begins and ends.
    trim: Option<Range>,
    missing_ms: u64,
    /// The room before anybody sang.
    room_db: Option<f32>,
    /// None: nobody lived to say so.
    ended: Option<RecordingEnd>,
    /// None: not measured yet.
    measured: Option<Measured>,
}

/// [`Quality`] as it is kept.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Measured {
    length_ms: u64,
    sound_ms: Option<(u64, u64)>,
    silence_percent: u8,
    clipped: u32,
    true_peak_db: f32,
    loudness_lufs: f32,
    floor_db: f32,
    only_side: Option<u8>,
}

impl Notes {
    /// Of a recording that is about to begin.
    pub(super) fn fresh(wish: RecordingWish, now: i64) -> Self {
        Self {
            name: String::new(),
            best: false,
            created_at: now,
            wish,
            trim: None,
            missing_ms: 0,
            room_db: None,
            ended: None,
            measured: None,
        }
    }

    /// Those of a recording.
    pub(super) fn get(library: &Library, shelf: &str, id: &str) -> Result<Self, UiError> {
        let bytes = library.recording_notes(shelf, id)?;
        serde_json::from_slice(&bytes).map_err(|error| LibraryError::Damaged(error.to_string()).into())
    }

    pub(super) fn put(&self, library: &Library, shelf: &str, id: &str) -> Result<(), UiError> {
        let bytes = serde_json::to_vec(self).map_err(UiError::internal)?;
        Ok(library.put_recording_notes(shelf, id, &bytes)?)
    }

    /// With what the recorder says.
    pub(super) fn of(self, recorded: &Recorded) -> Self {
        let missing_ms = recorded.missing * 1000 / u64::from(recorded.rate.max(1));
        Self { missing_ms, room_db: recorded.floor_db, ended: Some(end(recorded.ended)), ..self }
    }

    /// Measures the file and keeps what was found.
    pub(super) fn measured(
        mut self,
        library: &Library,
        shelf: &str,
        id: &str,
    ) -> Result<RecordingView, UiError> {
        let quality = listen_to(audio::open(&library.recording_path(shelf, id)?)?.as_mut())?;
        self.measured = Some(Measured::from(quality));
        self.put(library, shelf, id)?;
        self.view(shelf, id)
    }

    /// The side that was heard, of two of which one was silent.
    pub(super) fn only_side(&self) -> Option<u8> {
        self.measured.and_then(|measured| measured.only_side)
    }

    /// As the window shows it.
    pub(super) fn view(&self, shelf: &str, id: &str) -> Result<RecordingView, UiError> {
        let measured = self.measured.ok_or_else(not_there)?;
        let quality = Quality::from(measured);
        let check = Check { least_ms: u64::from(self.wish.least.0), most_ms: u64::from(self.wish.most.0) };
        // What counts is what lies between the marks.
        let trim = self
            .trim
            .filter(|trim| trim.end() <= ms(measured.length_ms))
            .map_or_else(|| sound(&quality), Ok)?;
        let counted = Quality { length_ms: u64::from(trim.length().0), ..quality };
        let found = judge(&counted, check, self.missing_ms, self.room_db);
        Ok(RecordingView {
            id: id.to_owned(),
            shelf: shelf.to_owned(),
            name: self.name.clone(),
            best: self.best,
            created_at: clock::for_window(self.created_at),
            length: ms(measured.length_ms),
            trim,
            true_peak_db: measured.true_peak_db,
            floor_db: self.room_db.map_or(measured.floor_db, |room| room.min(measured.floor_db)),
            ended: self.ended.unwrap_or(RecordingEnd::Crashed),
            findings: found.into_iter().map(finding).collect(),
        })
    }
}

/// A recording as it is; measured first where nobody lived to do it. None: it holds nothing, and is gone.
pub(super) fn settled(library: &Library, shelf: &str, id: &str) -> Result<Option<RecordingView>, UiError> {
    let notes = Notes::get(library, shelf, id)?;
    if notes.measured.is_some() {
        return notes.view(shelf, id).map(Some);
    }
    match notes.measured(library, shelf, id) {
        Err(error) if matches!(error.code, ErrorCode::FileGone | ErrorCode::EmptyAudio) => {
            library.delete_recording(shelf, id)?;
            Ok(None)
        }
        view => view.map(Some),
    }
}

/// One that is settled.
pub(super) fn view(library: &Library, shelf: &str, id: &str) -> Result<RecordingView, UiError> {
    Notes::get(library, shelf, id)?.view(shelf, id)
}

/// Writes a change.
pub(super) fn change(
    library: &Library,
    shelf: &str,
    id: &str,
    patch: RecordingPatch,
) -> Result<RecordingView, UiError> {
    let mut notes = Notes::get(library, shelf, id)?;
    if let Some(name) = patch.name {
        notes.name = name.trim().chars().take(120).collect();
    }
    notes.trim = patch.trim.or(notes.trim);
    if patch.best == Some(true) {
        for other in library.recordings(shelf)?.iter().filter(|other| *other != id) {
            let known = Notes::get(library, shelf, other)?;
            if known.best {
                Notes { best: false, ..known }.put(library, shelf, other)?;
            }
        }
    }
    notes.best = patch.best.unwrap_or(notes.best);
    notes.put(library, shelf, id)?;
    notes.view(shelf, id)
}

/// From the first sound to the last, with some air; all of it where there is none.
fn sound(quality: &Quality) -> Result<Range, UiError> {
    let whole = (0, quality.length_ms);
    let (from, to) = quality.sound_ms.map_or(whole, |(from, to)| {
        (from.saturating_sub(u64::from(AIR_MS)), (to + u64::from(AIR_MS)).min(quality.length_ms))
    });
    Range::new(ms(from), ms(to))
        .map_err(|_| UiError::new(ErrorCode::EmptyAudio, "the recording holds nothing"))
}

fn ms(ms: u64) -> Millis {
    Millis(u32::try_from(ms).unwrap_or(u32::MAX))
}

fn not_there() -> UiError {
    UiError::new(ErrorCode::NotFound, "this recording is still running")
}

fn end(ended: Ended) -> RecordingEnd {
    match ended {
        Ended::Stopped => RecordingEnd::Stopped,
        Ended::DeviceLost => RecordingEnd::DeviceLost,
        Ended::DiskFull => RecordingEnd::DiskFull,
        Ended::Unwritable => RecordingEnd::Unwritable,
        Ended::Full => RecordingEnd::Full,
    }
}

fn finding(found: Finding) -> RecordingFinding {
    match found {
        Finding::Silent => RecordingFinding::Silent,
        Finding::Clipped { times } => RecordingFinding::Clipped { times },
        Finding::Short { wanted_ms } => RecordingFinding::Short { wanted: ms(wanted_ms) },
        Finding::Long { wanted_ms } => RecordingFinding::Long { wanted: ms(wanted_ms) },
        Finding::Quiet { peak_db } => RecordingFinding::Quiet { peak_db },
        Finding::Noisy { floor_db } => RecordingFinding::Noisy { floor_db },
        Finding::SomeNoise { floor_db } => RecordingFinding::SomeNoise { floor_db },
        Finding::MostlySilent { percent } => RecordingFinding::MostlySilent { percent },
        Finding::Missing { ms: missing } => RecordingFinding::Missing { length: ms(missing) },
    }
}

impl From<Quality> for Measured {
    fn from(quality: Quality) -> Self {
        let Quality {
            length_ms,
            sound_ms,
            silence_percent,
            clipped,
            true_peak_db,
            loudness_lufs,
            floor_db,
            only_side,
        } = quality;
        Self {
            length_ms,
            sound_ms,
            silence_percent,
            clipped,
            true_peak_db,
            loudness_lufs,
            floor_db,
            only_side,
        }
    }
}

impl From<Measured> for Quality {
    fn from(measured: Measured) -> Self {
        let Measured {
            length_ms,
            sound_ms,
            silence_percent,
            clipped,
            true_peak_db,
            loudness_lufs,
            floor_db,
            only_side,
        } = measured;
        Self {
            length_ms,
            sound_ms,
            silence_percent,
            clipped,
            true_peak_db,
            loudness_lufs,
            floor_db,
            only_side,
        }
    }
}
