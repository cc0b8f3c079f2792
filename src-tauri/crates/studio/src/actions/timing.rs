//! Timing: when which word of a take is sung.

use song::TakeId;
use vendors::VendorRequest;

use super::ActionKind;
use super::desk::Desk;
use super::plan::Planned;
use crate::problem::UiError;

pub(super) fn plan(desk: &Desk<'_>, take: &TakeId) -> Result<Planned, UiError> {
    let record = desk.take(ActionKind::Timing, take)?;
    Ok(Planned::of(VendorRequest::Timing { audio_id: desk.remote_id(&record)? }, record))
}
