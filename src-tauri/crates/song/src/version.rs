//! What a version plays: one base take and patches laid over it.

use serde::{Deserialize, Serialize};

use crate::{Millis, Range, TakeId};

/// How a fragment joins the audio under it, as measured by listening to the overlap (`audio::seam`).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Seam {
    /// Where frame 0 of the fragment lies on the song's time, in frames of the song's rate. May be
    /// negative when the fragment's context begins before the song does.
    pub offset_frames: i32,
    /// Normalised correlation of the overlap before the range, -1..=1; 0 when nothing overlaps.
    pub head_correlation: f32,
    /// The same after the range.
    pub tail_correlation: f32,
    /// Gain that brings the fragment's context to the loudness of the original, in decibels.
    pub gain_db: f32,
    /// What to tell the user.
    pub quality: SeamQuality,
}

/// Seam quality in words; never shown as a bare number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum SeamQuality {
    /// The overlap matches: nobody will hear the join.
    Smooth,
    /// It nearly matches: an attentive ear may hear it.
    Audible,
    /// It does not match; the fragment is placed by time alone.
    Hard,
}

/// One fragment laid over a range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Patch {
    /// What it covers.
    pub range: Range,
    /// The take that sounds there.
    pub fragment: TakeId,
    /// Where and how it joins.
    pub seam: Seam,
    /// Length of each crossfade. The fades lie outside of the range, in the fragment's context, so
    /// everything inside the range is the fragment's own.
    pub fade: Millis,
}

/// What sounds: the base take, and patches in the order in which they were laid (later ones on top).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Arrangement {
    /// The whole take at the bottom.
    pub base: TakeId,
    /// Fragments over it.
    pub patches: Vec<Patch>,
}

impl Arrangement {
    /// The take as it came.
    #[must_use]
    pub fn whole(base: TakeId) -> Self {
        Self { base, patches: Vec::new() }
    }

    /// This arrangement with one more patch on top.
    #[must_use]
    pub fn with(&self, patch: Patch) -> Self {
        let mut next = self.clone();
        next.patches.push(patch);
        next
    }

    /// Every take that sounds in it, base first, without repeats.
    #[must_use]
    pub fn takes(&self) -> Vec<TakeId> {
        let mut takes = vec![self.base.clone()];
        for patch in &self.patches {
            if !takes.contains(&patch.fragment) {
                takes.push(patch.fragment.clone());
            }
        }
        takes
    }
}
