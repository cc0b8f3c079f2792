//! `action` omitted or `generate`: two takes of a song from an idea or from the user's own words.

use uuid::Uuid;

use super::catalogue::{self, Model};
use super::fields::Fields;
use super::moderation;
use crate::server::envelope::Refusal;
use crate::server::job::{Plan, Product};
use crate::server::{Studio, clock, seed};
use crate::store::{Recipe, Song};
use crate::{SongSpec, compose, idea_lyrics};

/// How many songs one request brings.
const TAKES: u64 = 2;

/// Seconds that YoYAI takes for a song (research/vendors.md §7).
pub(super) const USUAL: (f64, f64) = (60.0, 90.0);

/// The words and style of the song to be made, whoever wrote them.
struct Wish {
    title: String,
    style: String,
    lyric: String,
    /// Only in inspiration mode.
    prompt: Option<String>,
    instrumental: bool,
    origin: u64,
    /// How often the same was wished for before; equal wishes bring new songs.
    repeat: u64,
}

/// Validates and composes; nothing is charged or rendered yet.
pub(super) fn plan(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let model = Model::of(fields)?;
    let pro = fields.flag("is_pro")?;
    let price = model.price(pro)?;
    let wish =
        if fields.flag("custom")? { custom(studio, fields, model)? } else { inspired(studio, fields)? };
    let created_at = clock::iso(clock::now());
    let songs = (0..TAKES).map(|take| song(&wish, take, model, pro, &created_at)).collect();
    Ok(Plan {
        path: "/suno/audios",
        action: "generate",
        price,
        usual: USUAL,
        product: Product::Clips(songs),
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
    let text = |name| fields.text(name).map(|text| text.unwrap_or_default().to_owned());
    let (lyric, title, style) = (lyric.unwrap_or_default().to_owned(), text("title")?, text("style")?);
    let kind = if instrumental { "instrumental" } else { "custom" };
    let origin = seed::seed(&[kind, &lyric, &title, &style]);
    let repeat = studio.songs.count(origin) / TAKES;
    Ok(Wish { title, style, lyric, prompt: None, instrumental, origin, repeat })
}

/// Inspiration mode: the studio writes words, style and title from an idea.
fn inspired(studio: &Studio, fields: &Fields) -> Result<Wish, Refusal> {
    let idea = fields.required("prompt", "generate audio")?;
    let instrumental = fields.flag("instrumental")?;
    catalogue::check_idea(idea)?;
    moderation::check_idea(idea)?;
    let kind = if instrumental { "instrumental idea" } else { "idea" };
    let origin = seed::seed(&[kind, idea]);
    let repeat = studio.songs.count(origin) / TAKES;
    let (title, style, lyric) = idea_lyrics(idea, seed::nth(origin, repeat));
    let lyric = if instrumental { String::new() } else { lyric };
    Ok(Wish { title, style, lyric, prompt: Some(idea.to_owned()), instrumental, origin, repeat })
}

fn song(wish: &Wish, take: u64, model: Model, pro: bool, created_at: &str) -> Song {
    let seed = seed::nth(seed::nth(wish.origin, wish.repeat), take);
    let spec = SongSpec {
        lyrics: wish.lyric.clone(),
        title: wish.title.clone(),
        style: wish.style.clone(),
        instrumental: wish.instrumental,
        seed,
        voice: None,
    };
    let frames = compose(&spec).frames;
    let media = Uuid::new_v4().to_string();
    Song {
        id: Uuid::new_v4().to_string(),
        image: media.clone(),
        media,
        title: wish.title.clone(),
        style: wish.style.clone(),
        lyric: wish.lyric.clone(),
        text: wish.lyric.clone(),
        prompt: wish.prompt.clone(),
        model: model.internal.into(),
        pro,
        created_at: created_at.into(),
        frames,
        origin: wish.origin,
        recipe: Recipe::Whole {
            lyrics: spec.lyrics,
            title: spec.title,
            style: spec.style,
            instrumental: spec.instrumental,
            seed,
            voice: spec.voice,
        },
        history: Vec::new(),
    }
}
