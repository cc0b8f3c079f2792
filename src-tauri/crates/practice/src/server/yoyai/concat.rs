//! `concat`: the song of a fragment with the fragment laid in, as one whole song.

use uuid::Uuid;

use super::catalogue;
use super::fields::Fields;
use crate::server::envelope::Refusal;
use crate::server::job::{Plan, Product};
use crate::server::render::seconds;
use crate::server::{Studio, clock, seed};
use crate::store::{Joint, Link, Recipe, Song};

/// Validates; nothing is charged or rendered yet.
pub(super) fn plan(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let audio_id = fields.required("audio_id", "concat audio")?;
    let fragment = studio.songs.get(audio_id).ok_or_else(Refusal::song_gone)?;
    let Recipe::Fragment { source, from, .. } = &fragment.recipe else {
        return Err(Refusal::unsupported("concat"));
    };
    let whole = studio.songs.get(source).ok_or_else(Refusal::song_gone)?;
    let song = joined(&whole, &fragment, seconds(*from));
    Ok(Plan {
        path: "/suno/audios",
        action: "concat",
        price: catalogue::CONCAT,
        usual: (15.0, 25.0),
        product: Product::Clips(vec![song]),
        callback: None,
        body_hash: 0,
    })
}

/// `whole` with `fragment` laid in where it goes on, at a second of it.
pub(crate) fn joined(whole: &Song, fragment: &Song, continue_at: f64) -> Song {
    let joint = Joint { continue_at, kind: "gen".into(), source: "ios".into(), infill: false };
    Song {
        id: Uuid::new_v4().to_string(),
        media: Uuid::new_v4().to_string(),
        // The document's sample shows the last segment's cover, not one of its own.
        image: fragment.image.clone(),
        lyric: fragment.text.clone(),
        text: fragment.text.clone(),
        prompt: None,
        pro: whole.pro,
        created_at: clock::iso(clock::now()),
        frames: whole.frames,
        origin: seed::nth(fragment.chance(), seed::hash(b"concat")),
        recipe: Recipe::Joined { fragment: fragment.id.clone() },
        history: vec![
            Link { id: whole.id.clone(), joint: Some(joint) },
            Link { id: fragment.id.clone(), joint: None },
        ],
        ..fragment.clone()
    }
}
