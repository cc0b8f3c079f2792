//! What shines through of Suno itself at vendors that pass it on: clips, models, limits, objections.
//!
//! Keys and their order are those of the gateway document's sample (seed 004); states are Suno's words
//! (research/vendors.md §4.1). Deliberately absent: YoYAI's clip, which is a shape of its own.

use serde::Serialize;

use super::envelope::Refusal;
use super::render::{Form, seconds};
use super::{Studio, moderation, number};
use crate::store::Song;

/// How far a clip is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress<'a> {
    /// In the queue: nothing to be heard yet.
    Queued,
    /// It is being made, but nothing can be heard.
    Unheard,
    /// Its beginning can be heard.
    Streaming,
    /// The whole file is there.
    Complete,
    /// It will never be heard, for this reason.
    Broken(&'a str),
}

/// A clip as Suno shows it.
#[derive(Debug, Serialize)]
pub(crate) struct RawClip {
    id: String,
    title: String,
    status: &'static str,
    metadata: Metadata,
    audio_url: String,
    image_url: String,
    video_url: &'static str,
    model_name: String,
    image_large_url: String,
    major_model_version: &'static str,
    /// Only where the vendor passes it on.
    #[serde(skip_serializing_if = "Option::is_none")]
    created_at: Option<String>,
}

#[derive(Debug, Serialize)]
struct Metadata {
    tags: String,
    prompt: String,
    #[serde(serialize_with = "maybe")]
    duration: Option<f64>,
    error_type: Option<&'static str>,
    error_message: Option<String>,
    audio_prompt_id: Option<String>,
    gpt_description_prompt: Option<String>,
}

#[allow(clippy::ref_option)]
fn maybe<S: serde::Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => number(value, serializer),
        None => serializer.serialize_none(),
    }
}

impl RawClip {
    /// The clip of `song`, with addresses on this server.
    pub(crate) fn of(studio: &Studio, song: &Song, progress: Progress<'_>) -> Self {
        let cover = studio.media_url(&format!("image_{}.jpeg", song.image));
        Self {
            id: song.id.clone(),
            title: song.title.clone(),
            status: progress.word(),
            metadata: Metadata::of(song, progress),
            audio_url: progress.audio_url(studio, song),
            image_url: cover.clone(),
            video_url: "",
            model_name: song.model.clone(),
            image_large_url: cover,
            major_model_version: Model::version(&song.model),
            created_at: None,
        }
    }

    /// With the time at which it was made.
    pub(crate) fn dated(self, song: &Song) -> Self {
        Self { created_at: Some(song.created_at.clone()), ..self }
    }
}

impl Metadata {
    fn of(song: &Song, progress: Progress<'_>) -> Self {
        let trouble = if let Progress::Broken(reason) = progress { Some(reason) } else { None };
        Self {
            tags: song.style.clone(),
            prompt: song.lyric.clone(),
            duration: (progress == Progress::Complete).then(|| seconds(song.frames)),
            error_type: trouble.map(|_| "moderation_failure"),
            error_message: trouble.map(Into::into),
            audio_prompt_id: None,
            gpt_description_prompt: song.prompt.clone(),
        }
    }
}

impl Progress<'_> {
    fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Unheard | Self::Streaming => "streaming",
            Self::Complete => "complete",
            Self::Broken(_) => "error",
        }
    }

    /// Streaming, the address is another than in the end, and broken clips have one that leads nowhere.
    fn audio_url(self, studio: &Studio, song: &Song) -> String {
        match self {
            Self::Queued | Self::Unheard => String::new(),
            Self::Streaming => studio.url(&format!("/audiopipe/?item_id={}", song.media)),
            Self::Complete => studio.media_url(&Form::Mp3.file(song)),
            Self::Broken(_) => studio.media_url("None.mp3"),
        }
    }
}

/// A model under Suno's own name, with its limits in characters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Model {
    pub(crate) internal: &'static str,
    version: &'static str,
    lyric: usize,
    style: usize,
    title: usize,
}

const fn old(internal: &'static str, version: &'static str) -> Model {
    Model { internal, version, lyric: 3000, style: 200, title: 80 }
}

const fn new(internal: &'static str, version: &'static str) -> Model {
    Model { internal, version, lyric: 5000, style: 1000, title: 100 }
}

/// Characters of an idea, for every model.
const IDEA_LIMIT: usize = 500;

const MODELS: [Model; 8] = [
    old("chirp-v3", "v3"),
    old("chirp-v3-5", "v3.5"),
    old("chirp-v4", "v4"),
    new("chirp-auk-turbo", "v4.5-all"),
    new("chirp-auk", "v4.5"),
    new("chirp-bluejay", "v4.5+"),
    new("chirp-crow", "v5"),
    new("chirp-fenix", "v5.5"),
];

impl Model {
    /// The model that Suno calls `internal`; unknown ones are as patient as the newest.
    pub(crate) fn of(internal: &str) -> Self {
        MODELS.into_iter().find(|model| model.internal == internal).unwrap_or(new("", "v5"))
    }

    fn version(internal: &str) -> &'static str {
        Self::of(internal).version
    }

    /// The name of the first text that is too long, and its limit.
    pub(crate) fn too_long(&self, texts: &Texts<'_>) -> Option<(&'static str, usize)> {
        let checks = [
            ("gpt_description_prompt", texts.idea, IDEA_LIMIT),
            ("prompt", texts.lyric, self.lyric),
            ("tags", texts.style, self.style),
            ("title", texts.title, self.title),
        ];
        let long = checks.into_iter().find(|(_, text, limit)| text.chars().count() > *limit);
        long.map(|(name, _, limit)| (name, limit))
    }
}

/// The texts of a song that is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Texts<'a> {
    pub(crate) idea: &'a str,
    pub(crate) lyric: &'a str,
    pub(crate) style: &'a str,
    pub(crate) title: &'a str,
}

impl Texts<'_> {
    /// What Suno objects to, in its words: at these vendors that makes accepted tasks fail.
    pub(crate) fn objection(&self) -> Option<String> {
        let checks = [
            moderation::check_idea(self.idea),
            moderation::check_tags(self.style),
            moderation::check_words(self.lyric),
        ];
        let objection: Result<(), Refusal> = checks.into_iter().collect();
        objection.err().map(|refusal| refusal.message)
    }
}
