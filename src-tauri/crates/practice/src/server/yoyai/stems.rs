//! `stems` and `all_stems`: the players of a song apart.
//!
//! The twelve of the first set sum to the song bit for bit. The second set counts percussion among the drums,
//! so that its percussion is silent, as in the document's sample.

use std::sync::Arc;

use serde::Serialize;
use uuid::Uuid;

use super::catalogue;
use super::fields::Fields;
use crate::recipe::{Part, STEM_NAMES};
use crate::server::envelope::Refusal;
use crate::server::job::{Plan, Product};
use crate::server::render::{score, seconds, separable};
use crate::server::{Studio, clock, number, seed};
use crate::store::{Recipe, Song};

/// The internal name of the model that separates.
const MODEL: &str = "chirp-ahi";

/// What all_stems says of each stem.
#[derive(Debug, Serialize)]
pub(crate) struct Metadata {
    tags: String,
    prompt: String,
    history: [History; 1],
    stem_from_id: String,
    stem_task: &'static str,
    stem_type_id: u8,
    stem_type_group_name: String,
    edited_clip_id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(serialize_with = "number")]
    duration: f64,
    refund_credits: bool,
    stream: bool,
    infill: bool,
    task: &'static str,
    is_loudness_under_threshold: bool,
    can_remix: bool,
    is_remix: bool,
    priority: u8,
    has_stem: bool,
}

#[derive(Debug, Serialize)]
struct History {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    source: &'static str,
    infill: bool,
    stem_type_id: u8,
    stem_type_group_name: &'static str,
    stem_task: &'static str,
    stem_from_id: String,
}

/// `stems`: voices and everybody else.
pub(super) fn two(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let song = source(studio, fields, "stems")?;
    let created_at = clock::iso(clock::now());
    let parts =
        [(Part::Vocals, " - Vocals", song.lyric.as_str()), (Part::Instrumental, " - Instrumental", "")];
    let stems = parts.map(|(part, name, lyric)| Song {
        title: format!("{}{name}", song.title),
        lyric: lyric.into(),
        text: lyric.into(),
        model: String::new(),
        ..stem(&song, part, &created_at)
    });
    Ok(Plan::audios("stems", catalogue::STEMS, (30.0, 60.0), Product::Clips(stems.into())))
}

/// `all_stems`: two sets of twelve.
pub(super) fn twelve(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let song = source(studio, fields, "all_stems")?;
    let created_at = clock::iso(clock::now());
    let parts = (0..2).flat_map(|set| (0..12).map(move |stem| (stem, set)));
    let stems = parts.map(|(index, set)| {
        let lyric = if index < 2 { song.lyric.as_str() } else { "" };
        Song {
            title: format!("{} ({})", song.title, STEM_NAMES[index]),
            lyric: lyric.into(),
            text: lyric.into(),
            model: MODEL.into(),
            ..stem(&song, Part::Twelve { stem: index, set }, &created_at)
        }
    });
    Ok(Plan::audios("all_stems", catalogue::ALL_STEMS, (120.0, 180.0), Product::Lazy(stems.collect())))
}

/// A song of the Pro pool whose players are known.
fn source(studio: &Studio, fields: &Fields, action: &str) -> Result<Arc<Song>, Refusal> {
    let song = super::source(studio, fields, "get stems")?;
    if song.pro && separable(&studio.songs, &song) { Ok(song) } else { Err(Refusal::unsupported(action)) }
}

fn stem(song: &Song, part: Part, created_at: &str) -> Song {
    let media = Uuid::new_v4().to_string();
    Song {
        id: Uuid::new_v4().to_string(),
        image: media.clone(),
        media,
        prompt: None,
        created_at: created_at.into(),
        origin: seed::nth(song.chance(), seed::hash(b"stems")),
        recipe: Recipe::Stem { source: song.id.clone(), part },
        history: Vec::new(),
        ..song.clone()
    }
}

/// What is known of one of twelve; of any other song nothing.
pub(super) fn metadata(studio: &Studio, song: &Song) -> Option<Metadata> {
    let Recipe::Stem { source, part: Part::Twelve { stem, set } } = &song.recipe else { return None };
    let id = || source.clone();
    let history = History {
        id: id(),
        kind: "gen",
        source: "ios",
        infill: false,
        stem_type_id: 91,
        stem_type_group_name: "Twelve",
        stem_task: "twelve",
        stem_from_id: id(),
    };
    Some(Metadata {
        tags: song.style.clone(),
        prompt: song.lyric.clone(),
        history: [history],
        stem_from_id: id(),
        stem_task: "twelve",
        stem_type_id: 91,
        stem_type_group_name: STEM_NAMES[*stem].replace(' ', "_"),
        edited_clip_id: id(),
        kind: "gen",
        duration: seconds(song.frames),
        refund_credits: false,
        stream: true,
        infill: false,
        task: "gen_stem",
        is_loudness_under_threshold: silent(studio, song, *stem, *set),
        can_remix: true,
        is_remix: false,
        priority: 10,
        has_stem: false,
    })
}

/// Whether nobody plays in this stem.
fn silent(studio: &Studio, song: &Song, stem: usize, set: u8) -> bool {
    let score = score(&studio.songs, song, false).ok().flatten();
    (stem, set) == (6, 1) || score.is_some_and(|score| !score.sounds(stem))
}
