//! Personas, real voices and the small endpoints.

use serde_json::{Value, json};

use super::super::render::score;
use super::*;
use crate::voices::Record;
use crate::{RATE, SongSpec, compose};

async fn ask(practice: &Practice, path: &str, body: &Value) -> Value {
    let answer = client::post(practice, path, body).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
    answer.json()
}

async fn refused(practice: &Practice, path: &str, body: &Value) -> (u16, String) {
    let (status, _, message) = client::post(practice, path, body).await.refusal();
    (status, message)
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// Keeps a recording of a voice alone in the file host; `long` says whether for more than ten seconds.
fn spoken(practice: &Practice, words: &str, long: bool) -> String {
    let song = compose(&SongSpec {
        lyrics: words.into(),
        style: "folk, male".into(),
        seed: 3,
        ..SongSpec::default()
    });
    let from = (song.lines[0].start_s * 48_000.0) as i64;
    let samples = song.render_stem(0, from, from + if long { 13 } else { 6 } * 48_000);
    let name = format!("{}.wav", if long { "long" } else { "short" });
    let path = practice.studio.home.file(&name).expect("a name");
    std::fs::write(path, audio::encode_wav16(&samples, RATE)).expect("written");
    format!("http://127.0.0.1:{}/files/{name}", practice.port)
}

const WORDS: &str = "[Verse]\nPaper lanterns on the water\nEvery light a name we knew\nSlowly drifting ever \
    after\ntill the morning colours through\nPaper lanterns on the water\nEvery light a name we knew\n";

#[tokio::test]
async fn old_personas_lend_voice_and_style() {
    let practice = studio().await;
    let song = id(&audios(&practice, &custom()).await, 0);
    let body = json!({ "name": "新年快乐", "description": "d", "audio_id": song });
    let made = ask(&practice, "/suno/persona", &body).await;
    assert_eq!(keys(&made), ["success", "task_id", "data"]);
    assert_eq!(keys(&made["data"]), ["persona_id", "name", "description"]);
    let mut body = json!({
        "action": "artist_consistency", "prompt": "A song for Christmas", "model": "chirp-v4-5", "custom": false,
        "instrumental": false, "is_pro": true, "audio_id": song, "persona_id": made["data"]["persona_id"]
    });
    let answer = audios(&practice, &body).await;
    let clip = answer.json()["data"][0].clone();
    assert_eq!((&clip["title"], &clip["lyric"], &clip["style"]), (&json!(""), &json!(""), &json!("")));
    assert!(clip.get("prompt").is_none());
    let voice = |id: &str| {
        let song = practice.studio.songs.get(id).expect("a song");
        score(&practice.studio.songs, &song, false).expect("read").expect("a score").ground().voice
    };
    assert_eq!(voice(&id(&answer, 0)), voice(&song));
    body["is_pro"] = json!(false);
    assert_eq!(refused(&practice, "/suno/audios", &body).await.0, 400);
    body["persona_id"] = json!("nobody");
    let unknown = (400, "persona_id is invalid.".to_owned());
    assert_eq!(refused(&practice, "/suno/audios", &body).await, unknown);
    // A persona on another action needs its root and custom mode.
    let cover = json!({
        "action": "cover", "audio_id": song, "is_pro": true, "model": "chirp-v4-5", "custom": true, "lyric": LYRICS,
        "style": "rock", "persona_id": made["data"]["persona_id"]
    });
    assert_eq!(refused(&practice, "/suno/audios", &cover).await.0, 400);
}

#[tokio::test]
async fn vox_personas_lend_the_voice_alone() {
    let practice = studio().await;
    let song = id(&audios(&practice, &custom()).await, 0);
    let vox = ask(&practice, "/suno/vox", &json!({ "audio_id": song, "vocal_start": 20, "vocal_end": 49 }))
        .await["data"]
        .clone();
    let expected = ["id", "root_clip_id", "vocal_audio_url", "state", "vocal_start", "vocal_end"];
    assert_eq!(
        (keys(&vox), &vox["vocal_start"], &vox["vocal_end"]),
        (expected.to_vec(), &json!(20), &json!(49))
    );
    let mut body = json!({
        "name": "n", "description": "d", "audio_id": song, "vox_audio_id": vox["id"], "persona_type": "vox",
        "vocal_start": 20, "vocal_end": 49
    });
    let made = ask(&practice, "/suno/persona", &body).await;
    assert_eq!(keys(&made["data"]), ["persona_id", "name", "description", "image_url", "audio_id"]);
    body["vocal_end"] = json!(70);
    assert_eq!(refused(&practice, "/suno/persona", &body).await.0, 400);
    let sing = json!({
        "action": "artist_consistency", "model": "chirp-v5", "persona_type": "vox", "audio_id": song,
        "persona_id": made["data"]["persona_id"], "lyric": LYRICS, "custom": true, "instrumental": false
    });
    let clip = ask(&practice, "/suno/audios", &sing).await["data"][0].clone();
    assert_eq!((&clip["model"], &clip["style"]), (&json!("chirp-crow"), &json!("")));
    let long = json!({ "audio_id": song, "vocal_start": 0, "vocal_end": 31 });
    assert_eq!(refused(&practice, "/suno/vox", &long).await.0, 400);
}

#[tokio::test]
async fn real_voices_are_recorded_read_and_sung_with() {
    let practice = studio().await;
    let recording = spoken(&practice, WORDS, true);
    let init = json!({ "voice_audio_url": recording, "language": "zh", "vocal_start": 0, "vocal_end": 12 });
    let begun = ask(&practice, "/suno/voice/init", &init).await["data"].clone();
    assert_eq!(
        keys(&begun),
        [
            "vox_audio_id",
            "voice_recording_id",
            "phrase_id",
            "phrase_text",
            "vocal_audio_url",
            "vocal_start",
            "vocal_end"
        ]
    );
    let read = spoken(&practice, WORDS, false);
    let verify = json!({
        "vox_audio_id": begun["vox_audio_id"], "voice_recording_id": begun["voice_recording_id"],
        "phrase_id": begun["phrase_id"], "vocal_start": 0, "vocal_end": 12, "verification_audio_url": read, "name": "llz"
    });
    let made = ask(&practice, "/suno/voice/verify", &verify).await["data"].clone();
    assert_eq!(keys(&made), ["persona_id", "name", "description", "audio_id"]);
    assert_eq!(made["audio_id"], begun["vox_audio_id"]);
    let mut sing = json!({
        "action": "artist_consistency", "model": "chirp-v5-5", "persona_id": made["persona_id"],
        "persona_type": "vox", "lyric": LYRICS, "custom": true, "instrumental": false
    });
    let clip = ask(&practice, "/suno/audios", &sing).await["data"][0].clone();
    assert_eq!((&clip["display_style"], &clip["model"]), (&json!(""), &json!("chirp-fenix")));
    sing["audio_id"] = begun["vox_audio_id"].clone();
    assert_eq!(refused(&practice, "/suno/audios", &sing).await.0, 400);
    sing["audio_id"] = Value::Null;
    sing["model"] = json!("chirp-v5");
    let only = "model must be chirp-v5-5 with a verified voice";
    assert_eq!(refused(&practice, "/suno/audios", &sing).await, (400, only.into()));
    let mut short = init.clone();
    short["voice_audio_url"] = json!(read);
    let ten = "the voice recording must be longer than 10 seconds";
    assert_eq!(refused(&practice, "/suno/voice/init", &short).await, (400, ten.into()));
}

#[tokio::test]
async fn phrases_that_are_read_too_late_time_out() {
    let practice = studio().await;
    let read = spoken(&practice, WORDS, false);
    let voice = compose(&SongSpec::default()).ground().voice.expect("a voice");
    let text = |text: &str| text.to_owned();
    let record = Record::Recording {
        id: text("v"),
        recording_id: text("r"),
        phrase_id: text("p"),
        phrase: text("one two"),
        voice,
        begun_at: super::super::clock::now() - 30_001,
    };
    practice.studio.voices.add(&record).expect("kept");
    let body = json!({
        "vox_audio_id": "v", "voice_recording_id": "r", "phrase_id": "p", "vocal_start": 0, "vocal_end": 12,
        "verification_audio_url": read, "name": "llz"
    });
    let (status, code, message) = client::post(&practice, "/suno/voice/verify", &body).await.refusal();
    assert_eq!((status, code.as_str()), (504, "timeout"));
    assert_eq!(message, "timeout while waiting for audio generation");
    let other = json!({ "phrase_id": "x" });
    let mut body = body;
    body["phrase_id"] = other["phrase_id"].clone();
    assert_eq!(refused(&practice, "/suno/voice/verify", &body).await.0, 400);
}

#[tokio::test]
async fn texts_are_written_and_mixed() {
    let practice = studio().await;
    let one = ask(&practice, "/suno/lyrics", &json!({ "prompt": "rain", "model": "default" })).await["data"]
        .clone();
    assert_eq!((keys(&one), &one["status"]), (vec!["text", "title", "status"], &json!("complete")));
    let other = ask(&practice, "/suno/lyrics", &json!({ "prompt": "rain" })).await["data"].clone();
    assert_ne!(one["text"], other["text"]);
    let (a, b) = ("[Verse]\nLine of a\n[Chorus]\nHook of a", "[Verse]\nLine of b\n[Chorus]\nHook of b");
    let mixed = json!({ "model": "mashup", "lyrics_a": a, "lyrics_b": b });
    let mixed = ask(&practice, "/suno/lyrics", &mixed).await["data"].clone();
    assert_eq!(keys(&mixed), ["text", "title", "tags", "status"]);
    assert_eq!(mixed["text"], "[Verse]\nLine of a\n\n[Chorus]\nHook of b");
    assert_eq!(refused(&practice, "/suno/lyrics", &json!({ "model": "mashup", "lyrics_a": a })).await.0, 400);
    assert_eq!(practice.ledger().iter().map(|it| it.amount).sum::<f64>(), 0.06);
}

#[tokio::test]
async fn songs_can_be_had_as_wav_video_notes_and_page() {
    let practice = studio().await;
    let song = id(&audios(&practice, &custom()).await, 0);
    let wav = ask(&practice, "/suno/wav", &json!({ "audio_id": song })).await["data"].clone();
    assert!(text(&wav[0]["file_url"]).ends_with(".wav"));
    let not_a_stem = refused(&practice, "/suno/midi", &json!({ "audio_id": song })).await;
    assert_eq!(not_a_stem, (403, "The current song does not currently support midi.".into()));
    let stems = audios(&practice, &json!({ "action": "all_stems", "audio_id": song })).await;
    let midi = ask(&practice, "/suno/midi", &json!({ "audio_id": id(&stems, 0) })).await["data"].clone();
    assert_eq!((keys(&midi[0]), &midi[0]["state"]), (vec!["state", "instruments"], &json!("complete")));
    let voice = &midi[0]["instruments"][0];
    assert_eq!((keys(voice), &voice["name"]), (vec!["name", "notes"], &json!("Vocals")));
    let notes = voice["notes"].as_array().expect("notes");
    assert!(notes.len() >= 17, "one for every syllable");
    assert_eq!(keys(&notes[0]), ["pitch", "start", "end", "velocity"]);
    let page = ask(&practice, "/suno/html", &json!({ "audio_id": song })).await["data"].clone();
    assert!(text(&page["html"]).contains("Rain on the window"));
    let video = ask(&practice, "/suno/mp4", &json!({ "audio_id": song })).await["data"].clone();
    assert!(text(&video[0]["video_url"]).ends_with(".mp4"));
}
