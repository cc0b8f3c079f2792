//! Upload: a recording of the user's, made known to the vendor by an address from which it is fetched.

use song::TakeId;
use vendors::VendorRequest;

use super::ActionKind;
use super::desk::{Desk, malformed};
use super::needs::remote_id;
use super::plan::Planned;
use crate::problem::UiError;

pub(super) fn plan(desk: &Desk<'_>, take: &TakeId) -> Result<Planned, UiError> {
    let take = desk.take(ActionKind::Upload, take)?;
    if remote_id(&take, &desk.connection).is_some() {
        return Err(malformed("the vendor knows this take already"));
    }
    Ok(Planned::of(VendorRequest::Upload { audio_url: desk.address()? }, take))
}
