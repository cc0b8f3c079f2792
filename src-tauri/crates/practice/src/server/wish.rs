//! A wish for a new song, whoever's words it has, and the songs that come of it.
//!
//! Every wire format makes its songs here, so that equal words and styles bring equal music at every vendor.
//! Deliberately absent: judging the wish; each vendor has its own limits and refusals.

use uuid::Uuid;

use super::envelope::Refusal;
use super::render::length;
use super::{Studio, clock, seed};
use crate::store::{Recipe, Song};
use crate::{SongSpec, compose, idea_lyrics};

/// How many songs one wish brings.
pub(crate) const TAKES: u64 = 2;

/// The words and style of the song to be made.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wish {
    pub(crate) title: String,
    pub(crate) style: String,
    pub(crate) lyric: String,
    /// Only in inspiration mode.
    pub(crate) prompt: Option<String>,
    pub(crate) instrumental: bool,
    /// The voice asked for, in words that the composer knows.
    pub(crate) voice: Option<String>,
    pub(crate) origin: u64,
    /// How often the same was wished for before; equal wishes bring new songs.
    pub(crate) repeat: u64,
}

impl Wish {
    /// The user's own words, style and title.
    pub(crate) fn custom(studio: &Studio, lyric: &str, title: &str, style: &str, instrumental: bool) -> Self {
        let kind = if instrumental { "instrumental" } else { "custom" };
        let origin = seed::seed(&[kind, lyric, title, style]);
        Self {
            title: title.into(),
            style: style.into(),
            lyric: lyric.into(),
            instrumental,
            origin,
            repeat: studio.songs.count(origin) / TAKES,
            ..Self::default()
        }
    }

    /// The studio writes words, style and title from an idea.
    pub(crate) fn inspired(studio: &Studio, idea: &str, instrumental: bool) -> Self {
        let kind = if instrumental { "instrumental idea" } else { "idea" };
        let origin = seed::seed(&[kind, idea]);
        let repeat = studio.songs.count(origin) / TAKES;
        let (title, style, lyric) = idea_lyrics(idea, seed::nth(origin, repeat));
        let lyric = if instrumental { String::new() } else { lyric };
        let prompt = Some(idea.to_owned());
        Self { title, style, lyric, prompt, instrumental, voice: None, origin, repeat }
    }

    /// The same wish about something: what it is made of decides the music too.
    pub(crate) fn of(self, parts: &[&str]) -> Self {
        Self { origin: seed::nth(self.origin, seed::seed(parts)), ..self }
    }

    /// Counted anew, after what it is about has been said.
    pub(crate) fn again(self, studio: &Studio) -> Self {
        Self { repeat: studio.songs.count(self.origin) / TAKES, ..self }
    }

    /// The takes, composed but not rendered. `model` is the internal name that answers show.
    pub(crate) fn songs(&self, model: &str, pro: bool) -> Vec<Song> {
        let created_at = clock::iso(clock::now());
        (0..TAKES).map(|take| self.song(take, model, pro, &created_at)).collect()
    }

    /// The takes of something that is made after a recipe of its own, composed but not rendered.
    pub(crate) fn made(
        &self,
        studio: &Studio,
        model: &str,
        pro: bool,
        recipe: impl Fn(SongSpec, u64) -> Recipe,
    ) -> Result<Vec<Song>, Refusal> {
        let created_at = clock::iso(clock::now());
        let take = |take: u64| {
            let recipe = recipe(self.spec(take), self.repeat * TAKES + take);
            let frames = length(&studio.songs, &recipe).map_err(|error| {
                tracing::error!(%error, "the practice studio could not compose");
                Refusal::internal()
            })?;
            Ok(self.entry(recipe, frames, model, pro, &created_at))
        };
        (0..TAKES).map(take).collect()
    }

    /// One take alone.
    pub(crate) fn take(&self, take: u64, model: &str, pro: bool) -> Song {
        self.song(take, model, pro, &clock::iso(clock::now()))
    }

    fn song(&self, take: u64, model: &str, pro: bool, created_at: &str) -> Song {
        let spec = self.spec(take);
        let frames = compose(&spec).frames;
        self.entry(whole(spec), frames, model, pro, created_at)
    }

    fn entry(&self, recipe: Recipe, frames: u64, model: &str, pro: bool, created_at: &str) -> Song {
        let media = Uuid::new_v4().to_string();
        Song {
            id: Uuid::new_v4().to_string(),
            image: media.clone(),
            media,
            title: self.title.clone(),
            style: self.style.clone(),
            lyric: self.lyric.clone(),
            text: self.lyric.clone(),
            prompt: self.prompt.clone(),
            model: model.into(),
            pro,
            created_at: created_at.into(),
            frames,
            origin: self.origin,
            recipe,
            history: Vec::new(),
        }
    }

    /// What the composer is told.
    pub(crate) fn spec(&self, take: u64) -> SongSpec {
        SongSpec {
            lyrics: self.lyric.clone(),
            title: self.title.clone(),
            style: self.style.clone(),
            instrumental: self.instrumental,
            seed: seed::nth(seed::nth(self.origin, self.repeat), take),
            voice: self.voice.clone(),
        }
    }
}

fn whole(spec: SongSpec) -> Recipe {
    let SongSpec { lyrics, title, style, instrumental, seed, voice } = spec;
    Recipe::Whole { lyrics, title, style, instrumental, seed, voice }
}
