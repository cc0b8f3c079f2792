//! The server as clients meet it: over real sockets, without a client library in between.

mod actions;
mod client;
mod money;
mod polled;
mod refusals;
mod security;
mod sound;
#[cfg(feature = "faults")]
mod trouble;
mod voices;
mod wire;

use client::Answer;
use serde_json::{Value, json};

use super::{Options, Pace, Practice};

const KEY: &str = "practice-key";

/// Four short lines, with a header of each kind.
const LYRICS: &str = "[Verse]\nRain on the window\nI wait for the morning light\n\n(Chorus)Come home to me\nCome home tonight\n";

/// The keys of a clip, in the order of the document's samples.
const CLIP: [&str; 11] = [
    "id",
    "title",
    "image_url",
    "lyric",
    "audio_url",
    "video_url",
    "created_at",
    "model",
    "state",
    "style",
    "duration",
];

/// A studio that renders only what is listened to, as most tests listen to nothing.
async fn studio() -> Practice {
    studio_in(None).await
}

async fn studio_in(home: Option<std::path::PathBuf>) -> Practice {
    let options = Options { key: KEY.into(), pace: Pace::Fast, home, port: 0, credits: 10.0 };
    Practice::open(options, false).await.expect("a free port")
}

async fn audios(practice: &Practice, body: &Value) -> Answer {
    client::post(practice, "/suno/audios", body).await
}

async fn timing(practice: &Practice, audio_id: &str) -> Answer {
    client::post(practice, "/suno/timing", &json!({ "audio_id": audio_id })).await
}

fn custom() -> Value {
    json!({ "custom": true, "lyric": LYRICS, "title": "Rain", "style": "soft pop", "model": "chirp-v4-5", "is_pro": true })
}

/// A replacement of seconds 4 to 8 of a song.
fn replacement(audio_id: &str) -> Value {
    let lyric = LYRICS.replace("Rain on the window", "Snow on the river");
    json!({
        "action": "replace_section", "audio_id": audio_id, "model": "chirp-v4-5-plus", "custom": true,
        "prompt": "Snow on the river", "lyric": lyric, "full_lyric": lyric, "title": "Rain", "style": "soft pop",
        "is_pro": true, "replace_section_start": 4.0, "replace_section_end": 8.0,
        "persona_id": "", "continue_at": 0, "style_negative": null, "audio_url": "", "vocal_gender": null
    })
}

fn id(answer: &Answer, index: usize) -> String {
    answer.json()["data"][index]["id"].as_str().expect("an id").to_owned()
}

fn media_path(url: &Value) -> String {
    let url = url.as_str().expect("an address");
    url[url.find("/media/").expect("on this server")..].to_owned()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

/// A fragment: the cheapest thing that has files.
async fn short_clip(practice: &Practice) -> Value {
    let song = id(&audios(practice, &custom()).await, 0);
    audios(practice, &replacement(&song)).await.json()["data"][0].clone()
}
