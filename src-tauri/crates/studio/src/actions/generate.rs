//! Generate: takes of a whole song from what the form says.

use song::ComposeMode;
use song::lyrics::Lyrics;
use vendors::{Generate, VendorRequest};

use super::plan::{Desk, Planned};
use crate::problem::{ErrorCode, UiError};
use crate::views::Money;

pub(super) fn plan(desk: &Desk<'_>) -> Result<Planned, UiError> {
    let form = &desk.song.compose;
    let lyrics = Lyrics::parse(&form.lyrics).sung_text();
    let blank = match form.mode {
        ComposeMode::Idea => form.idea.trim().is_empty(),
        ComposeMode::Custom => lyrics.trim().is_empty(),
        ComposeMode::Instrumental => form.style.trim().is_empty() && form.title.trim().is_empty(),
    };
    if blank {
        return Err(
            UiError::new(ErrorCode::EmptyLyrics, "there is nothing to sing yet").money(Money::NotSpent)
        );
    }
    let model = desk.model();
    let pro = desk.profile.model(&model).is_some_and(|model| model.pro);
    Ok(Planned::new(VendorRequest::Generate(Generate {
        mode: form.mode,
        idea: form.idea.trim().to_owned(),
        lyrics,
        title: form.title.trim().to_owned(),
        style: form.style.trim().to_owned(),
        style_negative: form.style_negative.trim().to_owned(),
        model,
        pro,
        ..Generate::default()
    })))
}
