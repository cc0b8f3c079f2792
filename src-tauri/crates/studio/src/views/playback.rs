//! What plays.

use serde::{Deserialize, Serialize};
use song::{Millis, Range, SongId, TakeId, VersionId};

use super::MixLevels;

/// One thing that can be heard at the playhead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum LaneRequest {
    /// A committed version.
    Version { version: VersionId },
    /// A take by itself.
    Take { take: TakeId },
    /// A version with a fragment laid over it.
    Fragment {
        version: VersionId,
        take: TakeId,
        /// Length of each crossfade, as it would be kept.
        fade: Millis,
    },
    /// The mix of the stems of one separation; always the only lane.
    Mix { key: String },
}

/// State of the sound device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum OutputView {
    Ready,
    Opening,
    /// It vanished; Refrain tries to get it back.
    Lost,
    /// There is none; the clock still runs.
    None,
}

/// What plays, as of now.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Playback {
    pub song: Option<SongId>,
    pub lanes: Vec<LaneRequest>,
    /// Index of the lane that is heard.
    pub audible: u32,
    pub playing: bool,
    #[serde(rename = "loop")]
    pub looped: Option<Range>,
    pub duration_ms: Millis,
    pub position_ms: f64,
    pub volume_db: f32,
    pub loudness_match: bool,
    /// What loudness matching applies to each lane, in decibels.
    pub lane_gains_db: Vec<f32>,
    pub output: OutputView,
    pub output_name: String,
    pub underruns: u32,
}

/// The playhead and the meter, about 30 a second while playing.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Tick {
    pub position_ms: f64,
    pub playing: bool,
    /// Linear sample peak since the last tick.
    pub peak_l: f32,
    pub peak_r: f32,
    pub clipped: bool,
    /// None: no mix plays.
    pub levels: Option<MixLevels>,
}
