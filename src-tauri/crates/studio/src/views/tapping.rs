//! Lines to be tapped along with a version, and what became of them.

use serde::{Deserialize, Serialize};
use song::Millis;
use song::lyrics::SectionKind;

/// The lines of a version, to be tapped.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct TapSheet {
    /// The text whose lines these are; comes back with the times.
    pub words: String,
    pub lines: Vec<TapLine>,
    /// Whether times of the user's hold.
    pub tapped: bool,
    /// Whether the vendor told times, which may be hidden by the user's.
    pub vendor: bool,
}

/// A sung line.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct TapLine {
    pub text: String,
    pub kind: SectionKind,
    /// Its section's, without brackets; may be empty.
    pub label: String,
    /// Index of its section.
    pub section: u32,
    /// When it starts, where that is known.
    pub start: Option<Millis>,
}

/// What becomes of the times of a version.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum TimesChange {
    /// The user's hold from now on: a start for each line of the sheet, none where none was tapped.
    Tapped { words: String, starts: Vec<Option<Millis>> },
    /// The vendor's hold again.
    Vendor,
    /// As before the last change.
    Back,
}
