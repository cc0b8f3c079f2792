//! Lyrics with times as files: LRC and SRT.

use crate::Timing;

/// Enhanced LRC: a line per sung line, `[mm:ss.xx]`, words as `<mm:ss.xx>`.
#[must_use]
pub fn lrc(title: &str, timing: &Timing) -> String {
    let _ = (title, timing);
    String::new()
}

/// SubRip: a cue per sung line, cues never overlap.
#[must_use]
pub fn srt(timing: &Timing) -> String {
    let _ = timing;
    String::new()
}
