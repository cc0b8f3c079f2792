//! Mixes of stems.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use song::{Millis, Mix, Range, SongId, SumCheck, TakeId};

use super::TakeOrigin;
use crate::export::ExportFormat;

/// One part of a separation: what a strip plays.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct PartView {
    /// Its name in the vendor's words; the strip of this name in [`Mix`] is its.
    pub part: String,
    /// Set A.
    pub a: TakeId,
    /// Set B, where the vendor sent two.
    pub b: Option<TakeId>,
    /// Whether next to nothing is heard in set A.
    pub quiet_a: bool,
    /// The same of set B.
    pub quiet_b: bool,
}

/// The stems of one separation, and how they are mixed.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct MixView {
    /// What names it in commands.
    pub key: String,
    /// The take that was separated; none for lanes that were imported.
    pub source: Option<TakeId>,
    pub origin: TakeOrigin,
    pub created_at: f64,
    /// Of the longest stem.
    pub duration_ms: Millis,
    /// In the vendor's order.
    pub parts: Vec<PartView>,
    /// One strip per part, in the same order.
    pub mix: Mix,
    /// None: not compared with the take yet.
    pub sum_check: Option<SumCheck>,
}

/// What a mix is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum MixOutput {
    /// What is heard, as one file.
    Mix,
    /// Every stem as it is, in a folder of its own: aligned and of one length.
    Stems,
}

/// What to write of a mix.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct MixExportRequest {
    pub song: SongId,
    pub key: String,
    pub output: MixOutput,
    /// Of sound only.
    pub formats: Vec<ExportFormat>,
    /// None: the whole song.
    pub range: Option<Range>,
    /// Lowered as a whole where its true peak would pass -1 dBTP.
    pub peak_safe: bool,
}

/// What was written of a mix.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct MixExport {
    pub folder: PathBuf,
    /// Names of the files in it.
    pub names: Vec<String>,
    /// By how much it was lowered to be safe, in decibels.
    pub lowered_db: f32,
}

/// What the meter of a strip shows: linear, since the last tick.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct StripLevel {
    pub peak_l: f32,
    pub peak_r: f32,
    /// Root mean square of both sides.
    pub rms: f32,
}

/// What the meters of a mix show.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct MixLevels {
    /// One per strip.
    pub strips: Vec<StripLevel>,
    pub master: StripLevel,
    /// Of everything that played since the mix was opened or measuring began anew; -120: nothing yet.
    pub integrated_lufs: f64,
    /// Of the last three seconds.
    pub short_term_lufs: f64,
    pub true_peak_db: f64,
}
