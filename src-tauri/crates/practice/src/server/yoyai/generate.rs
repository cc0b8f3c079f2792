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
    let wish =
        if fields.flag("custom")? { custom(studio, fields, model)? } else { inspired(studio, fields)? };
    Ok(Plan {
        path: "/suno/audios",
        action: "generate",
        price,
        usual: USUAL,
        product: Product::Clips(wish.songs(model.internal, pro)),
        callback: None,
        body_hash: 0,
    })
}

/// Custom mode: the user's own words, style and title.
fn custom(studio: &Studio, fields: &Fields, model: Model) -> Result<Wish, Refusal> {
    let instrumental = fields.flag("instrumental")?;
    let lyric = fields.text("lyric")?;
    if lyric.is_none() && !instrumental {
        return Err(Refusal::bad_request("lyric is required when generate custom audio"));
    }
    model.check_lengths(fields)?;
    moderation::check_song(fields)?;
    let text = |name| fields.text(name).map(Option::unwrap_or_default);
    Ok(Wish::custom(studio, lyric.unwrap_or_default(), text("title")?, text("style")?, instrumental))
}

/// Inspiration mode: the studio writes words, style and title from an idea.
fn inspired(studio: &Studio, fields: &Fields) -> Result<Wish, Refusal> {
    let idea = fields.required("prompt", "generate audio")?;
    let instrumental = fields.flag("instrumental")?;
    catalogue::check_idea(idea)?;
    moderation::check_idea(idea)?;
    Ok(Wish::inspired(studio, idea, instrumental))
}
