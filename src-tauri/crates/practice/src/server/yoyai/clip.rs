//! A song as answers show it (research/vendors.md §1.4): this order of keys, these echoes.

use serde::Serialize;

use super::catalogue;
use super::stems::{self, Metadata};
use crate::recipe::Part;
use crate::server::render::{Form, seconds};
use crate::server::{Studio, number};
use crate::store::{Link, Recipe, Song};

/// One entry of `data`.
#[derive(Debug, Serialize)]
pub(crate) struct Clip {
    id: String,
    title: String,
    image_url: String,
    lyric: String,
    audio_url: String,
    video_url: &'static str,
    created_at: String,
    model: String,
    state: &'static str,
    /// Left out, `null` or a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    prompt: Option<Option<String>>,
    style: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_style: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<Metadata>,
    #[serde(serialize_with = "number")]
    duration: f64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    concat_history: Vec<Link>,
}

/// The clip of `song`, with addresses on this server.
pub(crate) fn of(studio: &Studio, song: &Song) -> Clip {
    Clip {
        id: song.id.clone(),
        title: song.title.clone(),
        image_url: studio.media_url(&format!("image_{}.jpeg", song.image)),
        lyric: echo(&song.lyric),
        audio_url: studio.media_url(&Form::Mp3.file(song)),
        video_url: "",
        created_at: song.created_at.clone(),
        model: song.model.clone(),
        state: "succeeded",
        prompt: prompt(song),
        style: song.style.clone(),
        display_style: display_style(song),
        metadata: stems::metadata(studio, song),
        duration: seconds(song.frames),
        concat_history: song.history.clone(),
    }
}

/// `null` for voice and instrumental apart, as in the document's sample.
fn prompt(song: &Song) -> Option<Option<String>> {
    match &song.recipe {
        Recipe::Stem { part: Part::Vocals | Part::Instrumental, .. } => Some(None),
        _ => song.prompt.clone().map(Some),
    }
}

/// Only what the document shows since March 2026 has it: sounds, and songs with a real voice.
fn display_style(song: &Song) -> Option<&'static str> {
    match &song.recipe {
        Recipe::Sound { .. } => Some(""),
        Recipe::Cast { ground, .. } if ground.voice.is_some() && song.model == catalogue::NEWEST => Some(""),
        _ => None,
    }
}

/// Lyrics come back without blank lines and without their last line break; `\r` stays where it was.
pub(super) fn echo(lyric: &str) -> String {
    let mut lines = String::with_capacity(lyric.len());
    for letter in lyric.chars() {
        if letter != '\n' || !lines.ends_with('\n') {
            lines.push(letter);
        }
    }
    if lines.ends_with('\n') {
        lines.pop();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::echo;

    #[test]
    fn echoes_as_the_samples_do() {
        // YoYAI document, sample of `extend`: blank lines between sections are gone in the answer.
        assert_eq!(
            echo("(Verse)\nThe weight\n\n(Bridge)\nAnd in this"),
            "(Verse)\nThe weight\n(Bridge)\nAnd in this"
        );
        // YoYAI document, sample of `replace_section`: `…参蝉\r\n` comes back as `…参蝉\r`.
        assert_eq!(echo("碧阳湖水洗风尘\r\n灵峰寺里去参蝉\r\n"), "碧阳湖水洗风尘\r\n灵峰寺里去参蝉\r");
        assert_eq!(echo("a\n\n\n\nb\n\n"), "a\nb");
        assert_eq!(echo(""), "");
    }
}
