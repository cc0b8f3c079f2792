//! Replace section: a range of a version, sung anew.

use song::{LengthVerdict, Range, VersionId, replace_text};
use vendors::{ReplaceSection, VendorRequest};

use super::desk::Desk;
use super::plan::Planned;
use crate::problem::{ErrorCode, UiError};
use crate::views::{Money, Warning};

/// Words below this confidence are worth a warning at the edges of a range.
const UNSURE: f32 = 0.5;

pub(super) fn plan(
    desk: &Desk<'_>,
    version: &VersionId,
    range: Range,
    new_words: &str,
    style: Option<&str>,
) -> Result<Planned, UiError> {
    let mut warnings = judge_length(desk, range)?;
    let record = desk.version(version)?;
    let base = desk.library.take(&record.arrangement.base)?;
    let timing = crate::timings::of_version(desk.library, &record)?
        .ok_or_else(|| UiError::new(ErrorCode::NoWords, "the word times of this song are not known yet"))?;
    if timing.words.iter().any(|word| word.confidence < UNSURE && touches(range, word.start, word.end)) {
        warnings.push(Warning::LowConfidence);
    }
    let words = crate::timings::words(desk.library, &record)?;
    let text = replace_text(&words, &timing, range, new_words)?;
    let mut planned = Planned::new(VendorRequest::ReplaceSection(ReplaceSection {
        audio_id: desk.remote_id(&base)?,
        model: desk.model(),
        text,
        start_s: range.start().seconds(),
        end_s: range.end().seconds(),
        title: desk.song.compose.title.trim().to_owned(),
        style: style.unwrap_or(&desk.song.compose.style).trim().to_owned(),
        style_negative: desk.song.compose.style_negative.trim().to_owned(),
    }));
    planned.source = Some(base.id);
    planned.version = Some(record.id);
    planned.range = Some(range);
    planned.new_words = new_words.trim().to_owned();
    planned.warnings = warnings;
    Ok(planned)
}

fn touches(range: Range, start: song::Millis, end: song::Millis) -> bool {
    let edge = |time| start <= time && time < end;
    edge(range.start()) || edge(range.end())
}

fn judge_length(desk: &Desk<'_>, range: Range) -> Result<Vec<Warning>, UiError> {
    let limits = desk.profile.replace_limits;
    match limits.judge(range) {
        LengthVerdict::Fine => Ok(Vec::new()),
        LengthVerdict::Long => Ok(vec![Warning::LongRange { advised_max: limits.advised_max }]),
        LengthVerdict::TooShort { .. } => {
            Err(out_of_limits(ErrorCode::RangeTooShort, "the range is too short").value("min", limits.min.0))
        }
        LengthVerdict::TooLong { .. } => {
            Err(out_of_limits(ErrorCode::RangeTooLong, "the range is too long").value("max", limits.max.0))
        }
    }
}

fn out_of_limits(code: ErrorCode, message: &str) -> UiError {
    UiError::new(code, message).money(Money::NotSpent)
}
