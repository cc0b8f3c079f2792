//! Concat: the newest fragment and its song as one whole at the vendor.

use song::VersionId;
use vendors::VendorRequest;

use super::desk::Desk;
use super::plan::Planned;
use crate::problem::{ErrorCode, UiError};
use crate::views::Money;

pub(super) fn plan(desk: &Desk<'_>, version: &VersionId) -> Result<Planned, UiError> {
    let record = desk.version(version)?;
    let patch = record.arrangement.patches.last().ok_or_else(nothing_to_join)?;
    let fragment = desk.library.take(&patch.fragment)?;
    let mut planned = Planned::new(VendorRequest::Concat { audio_id: desk.remote_id(&fragment)? });
    planned.source = Some(fragment.id);
    planned.version = Some(record.id);
    Ok(planned)
}

fn nothing_to_join() -> UiError {
    UiError::new(ErrorCode::BadRequest, "this version has no fragment to join").money(Money::NotSpent)
}
