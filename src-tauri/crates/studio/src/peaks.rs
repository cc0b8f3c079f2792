//! Peaks of what a lane plays.

use library::Library;
use song::{Patch, SongId};

use crate::Studio;
use crate::files;
use crate::problem::UiError;
use crate::versions::arrangement_of;
use crate::views::LaneRequest;

impl Studio {
    /// Peaks of a lane as bytes (format: `audio::Peaks::to_bytes`).
    ///
    /// # Errors
    /// When a take is gone or cannot be decoded.
    pub async fn get_peaks(&self, song: SongId, lane: LaneRequest) -> Result<Vec<u8>, UiError> {
        self.work(move |library| match &lane {
            LaneRequest::Mix { key } => mix_peaks(library, &song, key),
            _ => lane_peaks(library, &lane),
        })
        .await
    }
}

/// A mix looks like the take it was made from; imported lanes like the first of them.
fn mix_peaks(library: &Library, song: &SongId, key: &str) -> Result<Vec<u8>, UiError> {
    let take = crate::mixing::face(library, song, key)?;
    Ok(files::peaks(library, &take)?.to_bytes())
}

fn lane_peaks(library: &Library, lane: &LaneRequest) -> Result<Vec<u8>, UiError> {
    let arrangement = arrangement_of(library, lane, true)?;
    let base = files::peaks(library, &arrangement.base)?;
    if arrangement.patches.is_empty() {
        return Ok(base.to_bytes());
    }
    let rate = library.take(&arrangement.base)?.rate;
    let mut patches = Vec::new();
    for patch in &arrangement.patches {
        patches.push((span(patch, rate), files::peaks(library, &patch.fragment)?));
    }
    let patches: Vec<_> = patches.iter().map(|(span, peaks)| (*span, peaks)).collect();
    Ok(audio::Peaks::splice(&base, &patches).to_bytes())
}

fn span(patch: &Patch, rate: u32) -> audio::PatchSpan {
    audio::PatchSpan {
        start_frame: patch.range.start().frames(rate),
        end_frame: patch.range.end().frames(rate),
        offset_frames: i64::from(patch.seam.offset_frames),
        gain: 10_f32.powf(patch.seam.gain_db / 20.0),
    }
}
