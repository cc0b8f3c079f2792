//! A model of one's own: a session, an upload for every song, and the training.

use vendors::{CreateCustomModel, VendorRequest};

use super::ActionKind;
use super::desk::{Desk, malformed};
use super::plan::Planned;
use crate::makings;
use crate::makings::model::{LEAST, ModelMaking, state_of};
use crate::problem::{ErrorCode, UiError};
use crate::views::{Money, RowState};

pub(super) fn prepare(desk: &Desk<'_>, making: &str) -> Result<Planned, UiError> {
    desk.offer(ActionKind::PrepareCustomModel)?;
    let known: ModelMaking = makings::read(desk.library, making)?;
    if known.session(desk.library)?.is_some() {
        return Err(malformed("the session is open already"));
    }
    Ok(named(VendorRequest::PrepareCustomModel, &known))
}

pub(super) fn upload(desk: &Desk<'_>, making: &str, row: &str) -> Result<Planned, UiError> {
    desk.offer(ActionKind::UploadToCustomModel)?;
    let known: ModelMaking = makings::read(desk.library, making)?;
    let row = known.rows.iter().find(|known| known.id == row);
    let row = row.ok_or_else(|| malformed("there is no such song in this model"))?;
    if matches!(state_of(desk.library, row)?, RowState::Ready | RowState::UnderWay) {
        return Err(malformed("this song is at the vendor already, or on its way"));
    }
    let session_id = known.session(desk.library)?.ok_or_else(|| malformed("there is no session yet"))?;
    let request = VendorRequest::UploadToCustomModel { session_id, audio_url: desk.address()? };
    Ok(Planned { title: Some(row.title.clone()), ..Planned::new(request) })
}

pub(super) fn create(desk: &Desk<'_>, making: &str) -> Result<Planned, UiError> {
    desk.offer(ActionKind::CreateCustomModel)?;
    let known: ModelMaking = makings::read(desk.library, making)?;
    let missing = |code, words: &str| UiError::new(code, words).money(Money::NotSpent);
    if !known.rights {
        return Err(missing(ErrorCode::NeedsConsent, "a model is trained with the rights to its songs only"));
    }
    if known.name.trim().is_empty() {
        return Err(missing(ErrorCode::NeedsName, "the model has no name yet"));
    }
    let session_id = known.session(desk.library)?.ok_or_else(|| malformed("there is no session yet"))?;
    let clip_ids = known.clips(desk.library)?;
    if clip_ids.len() < LEAST {
        return Err(missing(ErrorCode::NeedsSix, "too few songs are at the vendor").value("least", LEAST));
    }
    let name = known.name.trim().to_owned();
    let request = VendorRequest::CreateCustomModel(CreateCustomModel { session_id, clip_ids, name });
    Ok(named(request, &known))
}

fn named(request: VendorRequest, making: &ModelMaking) -> Planned {
    Planned { title: Some(making.name.trim().to_owned()), ..Planned::new(request) }
}
