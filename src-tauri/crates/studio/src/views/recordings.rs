//! Recordings, and the microphone while it is open.

use serde::{Deserialize, Serialize};
use song::{Millis, Range};

/// State of the microphone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum InputView {
    /// Nobody listens.
    Closed,
    Opening,
    Ready,
    /// It vanished; Refrain tries to get it back.
    Lost,
    /// There is none.
    None,
    /// The system does not let Refrain hear it.
    Denied,
}

/// What the microphone hears, about 30 a second while it is open.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct RecorderTick {
    pub input: InputView,
    /// The device's name; empty while there is none.
    pub name: String,
    /// Linear sample peak since the last tick.
    pub peak: f32,
    /// The same between samples.
    pub true_peak: f32,
    /// Samples were at full scale.
    pub clipped: bool,
    /// The noise of the room in dBFS; none within the first second.
    pub floor_db: Option<f32>,
    /// How much of a recording is on its way to the disk; none while nothing is.
    pub recorded_ms: Option<f64>,
    /// Lowest and highest sample of each 10 ms of it, since the last tick.
    pub wave: Vec<[f32; 2]>,
    /// It ended by itself: to be stopped, which says why.
    pub ended: bool,
}

/// What a recording is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct RecordingWish {
    /// The least length; 0: any.
    pub least: Millis,
    /// The greatest length; 0: any.
    pub most: Millis,
}

/// Why a recording ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum RecordingEnd {
    Stopped,
    /// The microphone was lost.
    DeviceLost,
    DiskFull,
    /// The file could not be written any more.
    Unwritable,
    /// As long as audio may be.
    Full,
    /// Refrain ended while it ran.
    Crashed,
}

/// Something to know about a recording, worst first. Levels are in dBFS.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum RecordingFinding {
    Silent,
    Clipped { times: u32 },
    Short { wanted: Millis },
    Long { wanted: Millis },
    Quiet { peak_db: f32 },
    Noisy { floor_db: f32 },
    SomeNoise { floor_db: f32 },
    MostlySilent { percent: u8 },
    Missing { length: Millis },
}

/// A recording that is on disk.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct RecordingView {
    pub id: String,
    /// What it was made for, as it was given.
    pub shelf: String,
    pub name: String,
    /// The user's choice among those of its shelf.
    pub best: bool,
    pub created_at: f64,
    pub length: Millis,
    /// What of it counts.
    pub trim: Range,
    pub true_peak_db: f32,
    pub floor_db: f32,
    pub ended: RecordingEnd,
    pub findings: Vec<RecordingFinding>,
}

/// A change of a recording's notes; what is absent stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase", default)]
pub struct RecordingPatch {
    pub name: Option<String>,
    /// True takes the mark from the others of its shelf.
    pub best: Option<bool>,
    pub trim: Option<Range>,
}
