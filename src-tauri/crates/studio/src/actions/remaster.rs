//! Remaster: a take rendered anew.

use song::TakeId;
use vendors::{Remaster, Variation, VendorRequest};

use super::ActionKind;
use super::desk::{Desk, blocked};
use super::plan::Planned;
use crate::problem::UiError;
use crate::views::Blocked;

pub(super) fn plan(
    desk: &Desk<'_>,
    take: &TakeId,
    model: &str,
    variation: Variation,
) -> Result<Planned, UiError> {
    let take = desk.take(ActionKind::Remaster, take)?;
    let model = model_of(desk, model.trim())?;
    let varies = &desk.profile.variation_models;
    let variation = Some(variation).filter(|_| varies.is_empty() || varies.contains(&model.as_str()));
    let audio_id = desk.remote_id(&take)?;
    Ok(Planned::of(VendorRequest::Remaster(Remaster { audio_id, model, variation }), take))
}

/// The models of a remaster need not be models of songs: the offer's own list counts.
fn model_of(desk: &Desk<'_>, wanted: &str) -> Result<String, UiError> {
    let can = desk.offer(ActionKind::Remaster)?.models;
    let first = can.first().copied().unwrap_or(desk.profile.default_model);
    match wanted {
        "" => Ok(first.to_owned()),
        wanted if can.is_empty() || can.contains(&wanted) => Ok(wanted.to_owned()),
        _ => Err(blocked(desk.profile, Blocked::NeedsModel)),
    }
}
