//! Sounds: short sounds or loops from a description.

use vendors::{Knob, SOUND_KEYS, Sounds, VendorRequest};

use super::desk::{Desk, empty, malformed};
use super::plan::Planned;
use super::{ActionKind, SoundsForm};
use crate::problem::UiError;

pub(super) fn plan(desk: &Desk<'_>, form: &SoundsForm) -> Result<Planned, UiError> {
    let offer = desk.offer(ActionKind::Sounds)?;
    if form.description.trim().is_empty() {
        return Err(empty("there is no sound described yet"));
    }
    if form.bpm.is_some_and(|bpm| !(1..=300).contains(&bpm)) {
        return Err(malformed("beats a minute are 1 to 300"));
    }
    if form.key.as_deref().is_some_and(|key| !SOUND_KEYS.contains(&key)) {
        return Err(malformed("there is no such key"));
    }
    let wanted = if form.model.is_empty() { &desk.song.compose.model } else { &form.model };
    let model = desk.model_of(wanted);
    let must_pro = desk.profile.model(&model).is_some_and(|model| model.pro);
    Ok(Planned::new(VendorRequest::Sounds(Sounds {
        description: form.description.trim().to_owned(),
        kind: form.sound,
        key: form.key.clone().filter(|_| offer.takes.contains(&Knob::Key)),
        bpm: form.bpm.filter(|_| offer.takes.contains(&Knob::Bpm)),
        pro: must_pro || form.pro,
        model,
    })))
}
