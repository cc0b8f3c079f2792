//! `action` omitted or `generate`: two takes of a song from an idea or from the user's own words.

use super::catalogue::{self, Model};
use super::fields::Fields;
use super::moderation;
use crate::server::Studio;
use crate::server::envelope::Refusal;
use crate::server::job::{Plan, Product};
use crate::server::wish::Wish;

/// Seconds that YoYAI takes for a song (research/vendors.md §7).
pub(super) const USUAL: (f64, f64) = (60.0, 90.0);

/// Validates and composes; nothing is charged or rendered yet.
pub(super) fn plan(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let model = Model::of(fields)?;
    let pro = fields.flag("is_pro")?;
    let price = model.price(pro)?;
    let wish = wish(studio, fields, model)?;
    Ok(Plan::audios("generate", price, USUAL, Product::Clips(wish.songs(model.internal, pro))))
}

/// The words and style that any action may ask for, in either mode.
pub(super) fn wish(studio: &Studio, fields: &Fields, model: Model) -> Result<Wish, Refusal> {
    if fields.flag("custom")? { custom(studio, fields, model) } else { inspired(studio, fields) }
}

/// Custom mode: the user's own words, style and title.
fn custom(studio: &Studio, fields: &Fields, model: Model) -> Result<Wish, Refusal> {
    let instrumental = fields.flag("instrumental")?;
    let lyric = fields.text("lyric")?;
    if lyric.is_none() && !instrumental {
        return Err(Refusal::bad_request("lyric is required when generate custom audio"));
    }
    check(fields, model)?;
    let text = |name| fields.text(name).map(Option::unwrap_or_default);
    let wish = Wish::custom(studio, lyric.unwrap_or_default(), text("title")?, text("style")?, instrumental);
    Ok(Wish { voice: gender(fields)?, ..wish })
}

/// Lengths, moderation and sliders.
pub(super) fn check(fields: &Fields, model: Model) -> Result<(), Refusal> {
    model.check_lengths(fields)?;
    influences(fields)?;
    moderation::check_song(fields)
}

/// The singer asked for, in words that the composer knows.
pub(super) fn gender(fields: &Fields) -> Result<Option<String>, Refusal> {
    match fields.text("vocal_gender")? {
        None => Ok(None),
        Some("m") => Ok(Some("male".into())),
        Some("f") => Ok(Some("female".into())),
        Some(_) => Err(Refusal::bad_request("vocal_gender must be one of m, f")),
    }
}

/// Checks the three sliders; answers how much the audio may influence.
pub(super) fn influences(fields: &Fields) -> Result<f64, Refusal> {
    for name in ["weirdness", "style_influence", "audio_influence"] {
        if fields.number(name)?.is_some_and(|value| !(0.0..=1.0).contains(&value)) {
            return Err(Refusal::bad_request(format!("{name} must be between 0 and 1")));
        }
    }
    Ok(fields.number("audio_influence")?.unwrap_or(0.5))
}

/// Inspiration mode: the studio writes words, style and title from an idea.
fn inspired(studio: &Studio, fields: &Fields) -> Result<Wish, Refusal> {
    let words = fields.required("prompt", "generate audio")?;
    Ok(Wish { voice: gender(fields)?, ..idea(studio, fields, words)? })
}

/// Words, style and title for an idea.
pub(super) fn idea(studio: &Studio, fields: &Fields, idea: &str) -> Result<Wish, Refusal> {
    let instrumental = fields.flag("instrumental")?;
    catalogue::check_idea(idea)?;
    moderation::check_idea(idea)?;
    Ok(Wish::inspired(studio, idea, instrumental))
}
