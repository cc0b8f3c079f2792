//! A song as answers show it (research/vendors.md §1.4): this order of keys, these echoes.

use serde::Serialize;

use crate::server::render::{Form, seconds};
use crate::server::{Studio, number};
use crate::store::{Link, Song};

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
    #[serde(skip_serializing_if = "Option::is_none")]
    prompt: Option<String>,
    style: String,
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
        prompt: song.prompt.clone(),
        style: song.style.clone(),
        duration: seconds(song.frames),
        concat_history: song.history.clone(),
    }
}

/// Lyrics come back without blank lines and without their last line break; `\r` stays where it was.
fn echo(lyric: &str) -> String {
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
