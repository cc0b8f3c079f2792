//! New takes made of a take: cover, mashup, sample, inspiration, and parts laid over or under an upload.
//! What continues a take is in `extend`.

use library::TakeRecord;
use song::Range;
use vendors::{Cover, FromAudio, Generate, Inspiration, Knob, Mashup, OnRange, Source, VendorRequest};

use super::desk::{Desk, inside, malformed};
use super::generate::song_of;
use super::plan::Planned;
use super::{ActionKind, DeriveForm, extend};
use crate::problem::{ErrorCode, UiError};
use crate::views::Money;

pub(super) fn plan(desk: &Desk<'_>, action: ActionKind, form: &DeriveForm) -> Result<Planned, UiError> {
    let take = desk.take(action, &form.take)?;
    let song = song_of(desk, action, &form.compose)?;
    match action {
        ActionKind::Extend => extend::extend(desk, form, take, song),
        ActionKind::UploadGenerate => extend::upload_generate(desk, form, take, song),
        ActionKind::UploadExtend => extend::upload_extend(desk, form, take, song),
        ActionKind::Mashup => mashup(desk, form, take, song),
        _ => based_on(desk, action, form, take, song),
    }
}

/// What is made of one take, or of a range of it.
fn based_on(
    desk: &Desk<'_>,
    action: ActionKind,
    form: &DeriveForm,
    take: TakeRecord,
    song: Generate,
) -> Result<Planned, UiError> {
    let request = match action {
        ActionKind::Cover => VendorRequest::Cover(Cover { song, source: source(desk, &take)? }),
        ActionKind::UploadCover => {
            VendorRequest::UploadCover(FromAudio { song, audio_url: desk.address()?, continue_at_s: 0.0 })
        }
        ActionKind::Inspiration => {
            VendorRequest::Inspiration(Inspiration { song, audio_id: desk.remote_id(&take)? })
        }
        ActionKind::Sample => VendorRequest::Sample(on_range(desk, form, &take, song)?),
        ActionKind::AddVocals => VendorRequest::AddVocals(on_range(desk, form, &take, song)?),
        ActionKind::AddInstrumental => VendorRequest::AddInstrumental(on_range(desk, form, &take, song)?),
        _ => return Err(malformed("this action makes no take of a take")),
    };
    // What has no range takes no notice of one.
    let range = desk.offer(action)?.takes.contains(&Knob::Range).then_some(form.range).flatten();
    Ok(Planned { range, ..Planned::of(request, take) })
}

/// A song at the vendor, with the task that made it.
pub(super) fn source(desk: &Desk<'_>, take: &TakeRecord) -> Result<Source, UiError> {
    Ok(Source { audio_id: desk.remote_id(take)?, task_id: take.task_id.clone() })
}

fn on_range(
    desk: &Desk<'_>,
    form: &DeriveForm,
    take: &TakeRecord,
    song: Generate,
) -> Result<OnRange, UiError> {
    let range: Range = form.range.ok_or_else(|| malformed("this action needs a range"))?;
    let range = inside(take, range)?;
    let (start_s, end_s) = (range.start().seconds(), range.end().seconds());
    Ok(OnRange { song, audio_id: desk.remote_id(take)?, start_s, end_s })
}

/// Exactly two, in one account.
fn mashup(desk: &Desk<'_>, form: &DeriveForm, take: TakeRecord, song: Generate) -> Result<Planned, UiError> {
    let with = form.with.as_ref().filter(|with| **with != take.id).ok_or_else(two_takes)?;
    let with = desk.library.take(with)?;
    let second = desk.remote_id(&with).map_err(|_| two_takes())?;
    let audio_ids = [desk.remote_id(&take)?, second];
    let mut planned = Planned::of(VendorRequest::Mashup(Mashup { song, audio_ids }), take);
    planned.with = Some(with.id);
    Ok(planned)
}

/// Also said where there are no words to mix.
pub(super) fn two_takes() -> UiError {
    UiError::new(ErrorCode::NeedsTwo, "a mashup needs two different takes of one account")
        .money(Money::NotSpent)
}
