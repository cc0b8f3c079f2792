//! Words that the vendor writes: from a theme, or from the words of two takes.

use song::TakeId;
use vendors::VendorRequest;

use super::ActionKind;
use super::derive::two_takes;
use super::desk::{Desk, empty};
use super::plan::Planned;
use crate::problem::UiError;

pub(super) fn from_theme(desk: &Desk<'_>, idea: &str) -> Result<Planned, UiError> {
    desk.offer(ActionKind::Lyrics)?;
    let idea = idea.trim().to_owned();
    if idea.is_empty() {
        return Err(empty("there is no theme yet"));
    }
    Ok(Planned::new(VendorRequest::Lyrics { idea, model: None }))
}

pub(super) fn from_two(desk: &Desk<'_>, take: &TakeId, with: &TakeId) -> Result<Planned, UiError> {
    if take == with {
        return Err(two_takes());
    }
    let one = desk.take(ActionKind::MashupLyrics, take)?;
    let other = desk.take(ActionKind::MashupLyrics, with)?;
    let request =
        VendorRequest::MashupLyrics { lyrics_a: one.words().to_owned(), lyrics_b: other.words().to_owned() };
    let mut planned = Planned::of(request, one);
    planned.with = Some(other.id);
    Ok(planned)
}
