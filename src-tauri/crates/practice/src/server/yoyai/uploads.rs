//! Recordings from outside: `/suno/upload`, and what other requests upload on their way.

use audio::encode_wav16;
use serde_json::json;
use uuid::Uuid;

use super::catalogue;
use super::fields::Fields;
use crate::RATE;
use crate::listen::listen;
use crate::server::envelope::{Refusal, json_number};
use crate::server::job::{Other, Plan};
use crate::server::render::{Form, seconds};
use crate::server::{Studio, clock, fetch, seed};
use crate::store::{Recipe, Song};

/// `/suno/upload`.
pub(super) fn plan(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let url = fields.required("audio_url", "upload audio")?;
    let song = recording(studio, url, "audio_url")?;
    let image = studio.media_url(&format!("image_{}.jpeg", song.image));
    let data = json!({
        "audio_id": song.id,
        "lyric": "",
        "style": "",
        "image_url": image,
        "image_large_url": image,
        "audio_url": studio.media_url(&Form::Mp3.file(&song)),
        "title": song.title,
        "duration": json_number(seconds(song.frames)),
    });
    let other = Other { songs: vec![song], data, ..Other::default() };
    Ok(Plan::other("/suno/upload", catalogue::SMALL, (5.0, 10.0), other))
}

/// Fetches what is at `url`, listens to it and keeps it; the song is not yet known to anybody.
pub(crate) fn recording(studio: &Studio, url: &str, field: &str) -> Result<Song, Refusal> {
    let samples = fetch::audio(studio, url, field)?;
    keep(studio, &samples).map_err(|error| {
        tracing::error!(%error, "the practice studio could not keep a recording");
        Refusal::internal()
    })
}

/// Keeps interleaved stereo as a song.
pub(super) fn keep(studio: &Studio, samples: &[f32]) -> std::io::Result<Song> {
    let media = Uuid::new_v4().to_string();
    let file = format!("{media}.wav");
    let bytes = encode_wav16(samples, RATE);
    std::fs::write(studio.songs.recording(&file), &bytes)?;
    Ok(Song {
        id: Uuid::new_v4().to_string(),
        image: media.clone(),
        title: format!("up-{media}"),
        media,
        style: String::new(),
        lyric: String::new(),
        text: String::new(),
        prompt: None,
        model: String::new(),
        pro: true,
        created_at: clock::iso(clock::now()),
        frames: samples.len() as u64 / 2,
        origin: seed::hash(&bytes),
        recipe: Recipe::Upload { file, heard: listen(samples) },
        history: Vec::new(),
    })
}
