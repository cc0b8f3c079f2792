//! The other actions against the samples of YoYAI's document, and what is heard of them.

use serde_json::{Value, json};

use super::super::render::{score, window};
use super::*;
use crate::RATE;
use crate::listen::listen;
use crate::store::Song;

/// The clips of an accepted request.
fn clips(answer: &Answer, count: usize) -> Vec<Value> {
    let json = answer.json();
    assert_eq!(answer.status, 200, "{json}");
    let clips = json["data"].as_array().expect("clips").clone();
    assert_eq!(clips.len(), count);
    clips
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn song(practice: &Practice, clip: &Value) -> std::sync::Arc<Song> {
    practice.studio.songs.get(text(&clip["id"])).expect("a song")
}

/// The samples of a clip between two of its frames.
fn heard(practice: &Practice, clip: &Value, from: u64, to: u64) -> Vec<f32> {
    window(&practice.studio.songs, &song(practice, clip), from, to).expect("samples")
}

async fn made(practice: &Practice) -> Value {
    clips(&audios(practice, &custom()).await, 2).remove(0)
}

/// Refusal of an action on a song: status and message.
async fn refused(practice: &Practice, body: &Value) -> (u16, String) {
    let (status, _, message) = audios(practice, body).await.refusal();
    (status, message)
}

#[tokio::test]
async fn stems_are_two_clips_that_sum_to_the_song() {
    let practice = studio().await;
    let song = made(&practice).await;
    let stems = clips(&audios(&practice, &json!({ "action": "stems", "audio_id": song["id"] })).await, 2);
    let mut expected = CLIP.to_vec();
    expected.insert(9, "prompt");
    for stem in &stems {
        assert_eq!(keys(stem), expected);
        assert_eq!((&stem["model"], &stem["prompt"]), (&json!(""), &Value::Null));
        assert_eq!(stem["duration"], song["duration"]);
    }
    assert_eq!([&stems[0]["title"], &stems[1]["title"]], ["Rain - Vocals", "Rain - Instrumental"]);
    assert_eq!((&stems[0]["lyric"], &stems[1]["lyric"]), (&song["lyric"], &json!("")));
    let (from, to) = (20 * u64::from(RATE), 22 * u64::from(RATE));
    let whole = heard(&practice, &song, from, to);
    let (voice, band) = (heard(&practice, &stems[0], from, to), heard(&practice, &stems[1], from, to));
    let off = voice.iter().zip(&band).zip(&whole).map(|((a, b), sum)| (a + b - sum).abs());
    assert!(off.fold(0.0, f32::max) < 1e-5);
    assert_eq!(practice.ledger().last().map(|it| it.amount), Some(0.5));
}

#[tokio::test]
async fn all_stems_are_two_sets_of_twelve_that_sum_to_the_song() {
    let practice = studio().await;
    let whole = made(&practice).await;
    let stems =
        clips(&audios(&practice, &json!({ "action": "all_stems", "audio_id": whole["id"] })).await, 24);
    let titles: Vec<&str> = stems.iter().take(3).map(|stem| text(&stem["title"])).collect();
    assert_eq!(titles, ["Rain (Vocals)", "Rain (Backing Vocals)", "Rain (Drums)"]);
    let mut expected = CLIP.to_vec();
    expected.insert(10, "metadata");
    assert!(stems.iter().all(|stem| keys(stem) == expected && stem["model"] == "chirp-ahi"));
    let meta = &stems[13]["metadata"];
    assert_eq!(meta["stem_type_group_name"], "Backing_Vocals");
    assert_eq!(
        keys(meta),
        [
            "tags",
            "prompt",
            "history",
            "stem_from_id",
            "stem_task",
            "stem_type_id",
            "stem_type_group_name",
            "edited_clip_id",
            "type",
            "duration",
            "refund_credits",
            "stream",
            "infill",
            "task",
            "is_loudness_under_threshold",
            "can_remix",
            "is_remix",
            "priority",
            "has_stem"
        ]
    );
    assert_eq!(meta["prompt"], LYRICS);
    let (from, to) = (24 * u64::from(RATE), 25 * u64::from(RATE));
    for set in stems.chunks(12) {
        let mut sum = vec![0.0f32; (to - from) as usize * 2];
        for stem in set {
            let samples = heard(&practice, stem, from, to);
            let silent = stem["metadata"]["is_loudness_under_threshold"] == true;
            assert!(!silent || samples.iter().all(|value| *value == 0.0), "{}", stem["title"]);
            sum.iter_mut().zip(samples).for_each(|(sum, value)| *sum += value);
        }
        let whole = heard(&practice, &whole, from, to);
        let exact = set[0]["id"] == stems[0]["id"];
        let off = sum.iter().zip(&whole).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(if exact { sum == whole } else { off < 1e-5 }, "{off}");
    }
    assert_eq!(stems[18]["metadata"]["is_loudness_under_threshold"], true, "percussion of the second set");
    assert_eq!(practice.ledger().last().map(|it| it.amount), Some(2.5));
}

fn extension(song: &Value, at: f64) -> Value {
    json!({
        "action": "extend", "custom": true, "instrumental": false, "model": "chirp-v4-5-plus", "prompt": "",
        "lyric": "[Bridge]\nAnd in this breath I find\nA quiet kind of mind\n\n[Chorus]\nCome home to me\n",
        "origin_lyric": "[Verse]\nRain on the window\n", "title": "Roots", "style": "soft pop",
        "audio_id": song["id"], "continue_at": at
    })
}

#[tokio::test]
async fn extensions_are_segments_that_join_without_a_seam() {
    let practice = studio().await;
    let song = made(&practice).await;
    let segments = clips(&audios(&practice, &extension(&song, 30.0)).await, 2);
    for segment in &segments {
        assert_eq!(keys(segment), CLIP);
        assert_eq!(segment["model"], "chirp-bluejay");
    }
    let body = json!({ "action": "concat", "audio_id": segments[1]["id"] });
    let whole = clips(&audios(&practice, &body).await, 1).remove(0);
    let length = segments[1]["duration"].as_f64().expect("seconds") + 30.0;
    assert!((whole["duration"].as_f64().expect("seconds") - length).abs() < 1e-6);
    let head =
        json!({ "id": song["id"], "continue_at": 30, "type": "gen", "source": "ios", "infill": false });
    assert_eq!(whole["concat_history"], json!([head, { "id": segments[1]["id"] }]));
    assert!(text(&whole["lyric"]).starts_with("[Verse]\nRain on the window\n[Bridge]\nAnd in this"));
    let at = 30 * u64::from(RATE);
    let (second, joined) = (u64::from(RATE), &whole);
    assert!(heard(&practice, &song, at - second, at) == heard(&practice, joined, at - second, at));
    assert!(heard(&practice, &segments[1], 0, second) == heard(&practice, joined, at, at + second));
    let data = timing(&practice, text(&segments[0]["id"])).await.json()["data"].clone();
    let words: String =
        data["aligned_words"].as_array().expect("words").iter().map(|word| text(&word["word"])).collect();
    assert!(words.starts_with("[Bridge]\nAnd in this breath"), "{words}");
    // A segment goes on as well; its own seconds count.
    let again = clips(&audios(&practice, &extension(&segments[0], 12.0)).await, 2);
    let body = json!({ "action": "concat", "audio_id": again[0]["id"] });
    let longest = clips(&audios(&practice, &body).await, 1).remove(0);
    let history = longest["concat_history"].as_array().expect("links").clone();
    let ats: Vec<&Value> = history.iter().map(|link| &link["continue_at"]).collect();
    assert_eq!(ats, [&json!(30), &json!(12), &Value::Null]);
    assert!(heard(&practice, &song, at - second, at) == heard(&practice, &longest, at - second, at));
}

#[tokio::test]
async fn little_follows_where_most_of_a_song_is_kept() {
    let practice = studio().await;
    let song = made(&practice).await;
    let length = song["duration"].as_f64().expect("seconds");
    let long = clips(&audios(&practice, &extension(&song, length * 0.5)).await, 2);
    let short = clips(&audios(&practice, &extension(&song, length * 0.8)).await, 2);
    assert!(short[0]["duration"].as_f64() < long[0]["duration"].as_f64());
    let mut body = extension(&song, 30.0);
    for (name, value, message) in [
        ("origin_lyric", Value::Null, "origin_lyric is required when extend audio"),
        ("continue_at", json!(0), "continue_at must be a number greater than 0"),
        ("continue_at", json!(900), "continue_at is after the end of the song"),
        ("lyric", json!(""), "lyric is required when extend audio and instrumental is false"),
        ("custom", json!(false), "custom must be true when extend audio"),
    ] {
        let kept = std::mem::replace(&mut body[name], value);
        assert_eq!(refused(&practice, &body).await, (400, message.to_owned()));
        body[name] = kept;
    }
}

#[tokio::test]
async fn covers_keep_the_words_and_sound_different() {
    let practice = studio().await;
    let song = made(&practice).await;
    let mut body = json!({
        "action": "cover", "audio_id": song["id"], "model": "chirp-v4-5", "is_pro": true, "custom": true,
        "style": "rock, male", "title": "Rain", "lyric": LYRICS
    });
    let covers = clips(&audios(&practice, &body).await, 2);
    assert_eq!(keys(&covers[0]), CLIP);
    assert_eq!((&covers[0]["model"], &covers[0]["lyric"]), (&json!("chirp-auk"), &song["lyric"]));
    let score = |clip: &Value| {
        let song = practice.studio.songs.get(text(&clip["id"])).expect("a song");
        score(&practice.studio.songs, &song, false).expect("read").expect("a score")
    };
    let (old, new) = (score(&song), score(&covers[0]));
    assert_eq!(old.ground().key, new.ground().key);
    assert_eq!(old.notes(0).len(), new.notes(0).len());
    body["is_pro"] = json!(false);
    assert_eq!(refused(&practice, &body).await, (400, "is_pro must be true when cover audio".into()));
    // As in the document's sample: without custom mode the words are an idea.
    body["is_pro"] = json!(true);
    body["custom"] = json!(false);
    body["lyric"] = json!("girl girl girl");
    let invented = clips(&audios(&practice, &body).await, 2);
    assert_eq!(invented[0]["prompt"], "girl girl girl");
    assert_ne!(invented[0]["style"], "rock, male");
}

#[tokio::test]
async fn mashups_take_exactly_two_songs() {
    let practice = studio().await;
    let songs = clips(&audios(&practice, &custom()).await, 2);
    let mut body = json!({
        "action": "mashup", "custom": true, "instrumental": false, "model": "chirp-v4-5", "is_pro": true,
        "lyric": LYRICS, "title": "Family ", "style": "", "mashup_audio_ids": [songs[0]["id"], songs[1]["id"]]
    });
    let made = clips(&audios(&practice, &body).await, 2);
    assert_eq!((keys(&made[0]), &made[0]["title"]), (CLIP.to_vec(), &json!("Family ")));
    assert_eq!(practice.ledger().last().map(|it| it.amount), Some(0.22));
    for ids in [json!([]), json!([songs[0]["id"]]), json!([1, 2, 3]), Value::Null] {
        body["mashup_audio_ids"] = ids;
        assert_eq!(audios(&practice, &body).await.status, 400);
    }
}

#[tokio::test]
async fn remasters_are_louder_than_their_song_and_only_of_two_models() {
    let practice = studio().await;
    let song = made(&practice).await;
    let mut body = json!({
        "action": "remaster", "model": "chirp-v5", "variation_category": "high", "audio_id": song["id"]
    });
    let made = clips(&audios(&practice, &body).await, 2);
    assert_eq!(keys(&made[0]), CLIP);
    assert_eq!((&made[0]["title"], &made[0]["model"]), (&json!("Rain (Remastered)"), &json!("chirp-carp")));
    assert_eq!((&made[0]["duration"], &made[0]["lyric"]), (&song["duration"], &song["lyric"]));
    body["model"] = json!("chirp-v4-5-plus");
    let only = "variation_category is only supported when model is chirp-v5";
    assert_eq!(refused(&practice, &body).await, (400, only.into()));
    body["variation_category"] = Value::Null;
    assert_eq!(clips(&audios(&practice, &body).await, 2)[0]["model"], "chirp-bass");
    body["model"] = json!("chirp-v4");
    assert_eq!(audios(&practice, &body).await.status, 400);
}

#[tokio::test]
async fn samples_begin_with_what_they_sample() {
    let practice = studio().await;
    let source = made(&practice).await;
    let body = json!({
        "action": "sample", "model": "chirp-v5", "custom": true, "instrumental": false, "lyric": LYRICS,
        "title": "Rain", "style": "folk", "sample_start": 20, "sample_end": 30, "audio_id": source["id"]
    });
    let made = clips(&audios(&practice, &body).await, 2);
    assert_eq!((keys(&made[0]), &made[0]["model"]), (CLIP.to_vec(), &json!("chirp-crow")));
    let second = u64::from(RATE);
    let (old, new) =
        (heard(&practice, &source, 21 * second, 22 * second), heard(&practice, &made[0], second, 2 * second));
    assert!(old == new, "the beginning is the sample");
    let mut late = body.clone();
    late["sample_end"] = json!(900);
    assert_eq!(refused(&practice, &late).await, (400, "sample_end is after the end of the song".into()));
    late["sample_end"] = json!(20.2);
    assert_eq!(refused(&practice, &late).await.0, 400);
}

#[tokio::test]
async fn inspiration_lends_voice_tempo_and_key() {
    let practice = studio().await;
    let source = made(&practice).await;
    let body = json!({
        "action": "inspiration", "model": "chirp-v4", "custom": true, "instrumental": false, "lyric": LYRICS,
        "title": "Rain", "audio_id": source["id"], "is_pro": true
    });
    let made = clips(&audios(&practice, &body).await, 2);
    assert_eq!((keys(&made[0]), &made[0]["style"]), (CLIP.to_vec(), &json!("")));
    let ground = |clip: &Value| {
        let song = practice.studio.songs.get(text(&clip["id"])).expect("a song");
        score(&practice.studio.songs, &song, false).expect("read").expect("a score").ground()
    };
    assert_eq!(ground(&made[0]), ground(&source));
}

#[tokio::test]
async fn sounds_are_short_and_tell_tempo_and_key() {
    let practice = studio().await;
    let mut body = json!({
        "action": "sounds", "model": "chirp-v5",
        "sound": { "description": "A deep bass drop with warm analog texture", "type": "one_shot", "key": "F#", "bpm": 120 }
    });
    let made = clips(&audios(&practice, &body).await, 2);
    let mut expected = CLIP.to_vec();
    expected.insert(10, "display_style");
    for sound in &made {
        assert_eq!(keys(sound), expected);
        assert_eq!(sound["style"], "tempo: 120, key: F#, A deep bass drop with warm analog texture");
        assert_eq!(sound["title"], "A deep bass drop with warm analog texture");
        assert!((2.0..=3.0).contains(&sound["duration"].as_f64().expect("seconds")));
    }
    assert_eq!(practice.ledger().last().map(|it| it.amount), Some(0.11));
    body["sound"]["type"] = json!("loop");
    let looped = clips(&audios(&practice, &body).await, 2);
    assert_eq!(looped[0]["duration"], 2);
    for (name, value) in
        [("bpm", json!(301)), ("key", json!("H")), ("type", json!("x")), ("description", json!(""))]
    {
        let mut wrong = body.clone();
        wrong["sound"][name] = value;
        assert_eq!(audios(&practice, &wrong).await.status, 400, "{name}");
    }
}

#[tokio::test]
async fn only_pro_songs_are_taken_apart_or_remastered() {
    let practice = studio().await;
    let mut cheap = custom();
    cheap["is_pro"] = json!(false);
    let song = clips(&audios(&practice, &cheap).await, 2).remove(0);
    for (action, model) in [
        ("stems", "chirp-v5"),
        ("all_stems", "chirp-v5"),
        ("remaster", "chirp-v5"),
        ("inspiration", "chirp-v4"),
    ] {
        let body = json!({ "action": action, "audio_id": song["id"], "model": model, "custom": true, "lyric": LYRICS });
        let expected = format!("The current song does not currently support {action}.");
        assert_eq!(refused(&practice, &body).await, (403, expected));
    }
    assert_eq!(practice.ledger().len(), 1);
}

mod recordings {
    use super::*;
    use crate::{SongSpec, compose};

    /// A recording of a band, with its tempo.
    fn recording() -> (Vec<u8>, f32) {
        let style = "rock 120 bpm, happy".into();
        let song = compose(&SongSpec { style, instrumental: true, seed: 4, ..SongSpec::default() });
        let samples = song.render_window(6 * 48_000, 26 * 48_000);
        (audio::encode_wav16(&samples, RATE), 120.0)
    }

    /// Posts a file to the practice studio's own host.
    async fn hosted(practice: &Practice, bytes: &[u8]) -> Answer {
        let port = practice.port;
        let head = format!(
            "POST /practice/files HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nauthorization: Bearer {KEY}\r\n\
             content-type: application/octet-stream\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
            bytes.len()
        );
        let request = [head.as_bytes(), bytes].concat();
        client::raw(practice, &request).await.expect("a connection").expect("an answer")
    }

    async fn uploaded(practice: &Practice) -> (Value, String) {
        let (bytes, _) = recording();
        let kept = hosted(practice, &bytes).await.json();
        assert_eq!((keys(&kept), &kept["bytes"]), (vec!["url", "bytes"], &json!(bytes.len())));
        let url = text(&kept["url"]).to_owned();
        let answer = client::post(practice, "/suno/upload", &json!({ "audio_url": url })).await.json();
        (answer["data"].clone(), url)
    }

    #[tokio::test]
    async fn files_are_hosted_uploaded_and_heard() {
        let practice = studio().await;
        let (upload, url) = uploaded(&practice).await;
        assert_eq!(
            keys(&upload),
            ["audio_id", "lyric", "style", "image_url", "image_large_url", "audio_url", "title", "duration"]
        );
        assert_eq!(upload["duration"], 20);
        assert!(text(&upload["title"]).starts_with("up-"));
        let file = client::get(&practice, &url[url.find("/files/").expect("here")..]).await;
        assert!(file.status == 200 && file.body == recording().0);
        assert_eq!(hosted(&practice, b"no audio").await.status, 400);
        for wrong in
            ["https://example.com/a.mp3", "http://127.0.0.1:1/a.mp3", "http://localhost/../etc/passwd"]
        {
            let answer = client::post(&practice, "/suno/upload", &json!({ "audio_url": wrong })).await;
            assert_eq!(answer.refusal().0, 400, "{wrong}");
        }
        let taken = format!("http://127.0.0.1:{}/files/copyrighted.mp3", practice.port);
        let answer = client::post(&practice, "/suno/upload", &json!({ "audio_url": taken })).await;
        assert_eq!(answer.refusal().0, 403);
        assert_eq!(client::get(&practice, "/files/..%2faccount.json").await.status, 404);
        assert_eq!(practice.ledger().len(), 1);
    }

    #[tokio::test]
    async fn recordings_go_on_in_their_tempo() {
        let practice = studio().await;
        let (upload, url) = uploaded(&practice).await;
        let mut body = json!({
            "action": "upload_extend", "audio_id": upload["audio_id"], "continue_at": 12, "custom": true,
            "lyric": LYRICS, "title": "On", "style": "rock", "model": "chirp-v4", "is_pro": true
        });
        let segment = clips(&audios(&practice, &body).await, 2).remove(0);
        assert_eq!(keys(&segment), CLIP);
        let second = u64::from(RATE);
        let samples = heard(&practice, &segment, 10 * second, 30 * second);
        let bpm = listen(&samples).bpm;
        assert!((bpm / 120.0 - 1.0).abs() < 0.02, "{bpm}");
        let join = json!({ "action": "concat", "audio_id": segment["id"] });
        let whole = clips(&audios(&practice, &join).await, 1).remove(0);
        let old = json!({ "id": upload["audio_id"] });
        assert!(heard(&practice, &old, 0, 12 * second) == heard(&practice, &whole, 0, 12 * second));
        body["action"] = json!("upload_generate");
        body["audio_url"] = json!(url);
        body["audio_id"] = Value::Null;
        assert_eq!(clips(&audios(&practice, &body).await, 2).len(), 2);
        body["continue_at"] = json!(0);
        assert_eq!(refused(&practice, &body).await.0, 400);
        let stems = json!({ "action": "stems", "audio_id": upload["audio_id"] });
        assert_eq!(refused(&practice, &stems).await.0, 403);
    }

    #[tokio::test]
    async fn vocals_and_instruments_are_added_inside_of_a_range() {
        let practice = studio().await;
        let (upload, _) = uploaded(&practice).await;
        let second = u64::from(RATE);
        let old = json!({ "id": upload["audio_id"] });
        for (action, range) in [("add_vocals", "overpainting"), ("add_instrumental", "underpainting")] {
            let mut body = json!({
                "action": action, "audio_id": upload["audio_id"], "model": "chirp-v4-5", "custom": false,
                "lyric": LYRICS, "weirdness": 0.3, "audio_influence": 0.3, "style_influence": 0.3
            });
            body[format!("{range}_start")] = json!(4);
            body[format!("{range}_end")] = json!(14);
            let made = clips(&audios(&practice, &body).await, 2).remove(0);
            assert_eq!((keys(&made), &made["lyric"]), (CLIP.to_vec(), &json!("")));
            assert_eq!(made["duration"], upload["duration"]);
            let change = |from: u64| {
                let (one, two) = (from * second, (from + 1) * second);
                let (old, new) = (heard(&practice, &old, one, two), heard(&practice, &made, one, two));
                old.iter().zip(new).map(|(a, b)| (a * 0.72 - b).abs()).fold(0.0, f32::max)
            };
            assert!(change(1) < 1e-4 && change(17) < 1e-4, "{action}");
            assert!((6..13).map(change).fold(0.0, f32::max) > 0.02, "{action}");
            body["weirdness"] = json!(1.5);
            assert_eq!(refused(&practice, &body).await.0, 400);
        }
        let song = made(&practice).await;
        let body = json!({ "action": "add_vocals", "audio_id": song["id"], "lyric": LYRICS });
        assert_eq!(refused(&practice, &body).await.0, 403);
    }
}
