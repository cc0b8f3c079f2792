//! Extend: a take continued from a point in it; the same of an upload, and of a recording's address.

use library::TakeRecord;
use song::lyrics::Lyrics;
use song::{Millis, Range, align, lyrics_until};
use vendors::{Extend, FromAudio, Generate, Need, UploadExtend, VendorRequest};

use super::desk::{Desk, length, malformed, outside};
use super::plan::Planned;
use super::{ActionKind, DeriveForm, derive};
use crate::problem::UiError;
use crate::views::Warning;

/// What was sung before, and whether that is known.
struct Origin {
    words: String,
    known: bool,
}

pub(super) fn extend(
    desk: &Desk<'_>,
    form: &DeriveForm,
    take: TakeRecord,
    song: Generate,
) -> Result<Planned, UiError> {
    let at = point(form, &take)?;
    let origin = origin(&take, at);
    let wanted = desk.offer(ActionKind::Extend)?.has_need(Need::Timing);
    let mut warnings = late(desk, &take, at);
    if wanted && !origin.known {
        warnings.push(Warning::NoOriginWords);
    }
    let source = derive::source(desk, &take)?;
    let request = VendorRequest::Extend(Extend {
        song,
        source,
        continue_at_s: at.seconds(),
        origin_lyric: origin.words,
    });
    Ok(Planned { warnings, range: beyond(&take, at), ..Planned::of(request, take) })
}

pub(super) fn upload_extend(
    desk: &Desk<'_>,
    form: &DeriveForm,
    take: TakeRecord,
    song: Generate,
) -> Result<Planned, UiError> {
    let at = point(form, &take)?;
    let audio_id = desk.remote_id(&take)?;
    let warnings = late(desk, &take, at);
    let request = VendorRequest::UploadExtend(UploadExtend { song, audio_id, continue_at_s: at.seconds() });
    Ok(Planned { warnings, range: beyond(&take, at), ..Planned::of(request, take) })
}

pub(super) fn upload_generate(
    desk: &Desk<'_>,
    form: &DeriveForm,
    take: TakeRecord,
    song: Generate,
) -> Result<Planned, UiError> {
    let at = point(form, &take)?;
    let from = FromAudio { song, audio_url: desk.address()?, continue_at_s: at.seconds() };
    let warnings = late(desk, &take, at);
    let range = beyond(&take, at);
    Ok(Planned { warnings, range, ..Planned::of(VendorRequest::UploadGenerate(from), take) })
}

/// Where the new part begins: after the start, and not after the end.
fn point(form: &DeriveForm, take: &TakeRecord) -> Result<Millis, UiError> {
    let at = form.at.ok_or_else(|| malformed("continuing needs a point"))?;
    if Millis(0) < at && at <= length(take) { Ok(at) } else { Err(outside()) }
}

/// What is sung anew: from the point to the end; none where it is the end.
fn beyond(take: &TakeRecord, at: Millis) -> Option<Range> {
    Range::new(at, length(take)).ok()
}

/// A warning where the vendor advises to begin earlier.
fn late(desk: &Desk<'_>, take: &TakeRecord, at: Millis) -> Vec<Warning> {
    let advised_percent = desk.profile.continue_advised_percent;
    let late = advised_percent < 100
        && u64::from(at.0) * 100 > u64::from(length(take).0) * u64::from(advised_percent);
    if late { vec![Warning::LateContinue { advised_percent }] } else { Vec::new() }
}

/// The words of a take up to a point, from its word times. A take without words has none to know.
fn origin(take: &TakeRecord, at: Millis) -> Origin {
    let words = take.words();
    if words.trim().is_empty() {
        return Origin { words: String::new(), known: true };
    }
    let timing = take.times().map(|raw| align(&Lyrics::parse(words), raw, length(take)));
    match timing.filter(|timing| !timing.words.is_empty()) {
        Some(timing) => Origin { words: lyrics_until(words, &timing, at), known: true },
        None => Origin { words: String::new(), known: false },
    }
}
