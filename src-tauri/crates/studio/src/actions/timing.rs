//! Timing: when which word of a take is sung.

use song::TakeId;
use vendors::VendorRequest;

use super::plan::{Desk, Planned};
use crate::problem::UiError;

pub(super) fn plan(desk: &Desk<'_>, take: &TakeId) -> Result<Planned, UiError> {
    let record = desk.library.take(take)?;
    let mut planned = Planned::new(VendorRequest::Timing { audio_id: desk.remote_id(&record)? });
    planned.source = Some(record.id);
    Ok(planned)
}
