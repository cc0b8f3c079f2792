//! Snapping: a help while choosing a range, never a constraint.

use serde::{Deserialize, Serialize};

use crate::{Millis, Timing};

/// What an edge snaps to, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum SnapKind {
    Section,
    Line,
    Word,
}

/// One place an edge may snap to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SnapTarget {
    /// Where.
    pub at: Millis,
    /// What it is an edge of.
    pub kind: SnapKind,
    /// Text for the guide: the word, line or section label.
    pub label: String,
}

/// Every place an edge may snap to, in order of time (research/ux.md §2.2): the middle of a gap
/// shorter than 120 ms, otherwise 60 ms before the first word or after the last one.
#[must_use]
pub fn snap_targets(timing: &Timing) -> Vec<SnapTarget> {
    let _ = timing;
    Vec::new()
}

/// The target that `time` snaps to within `radius`, the strongest kind first, then the nearest.
#[must_use]
pub fn snap(targets: &[SnapTarget], time: Millis, radius: Millis) -> Option<&SnapTarget> {
    let _ = (targets, time, radius);
    None
}
