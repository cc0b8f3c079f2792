//! Answers against the samples of YoYAI's document: which keys, in which order, with which echoes.

use serde_json::{Value, json};

use super::*;

fn assert_envelope(answer: &Answer, clips: usize) -> Vec<Value> {
    let json = answer.json();
    assert_eq!(answer.status, 200, "{json}");
    assert_eq!(keys(&json), ["success", "task_id", "trace_id", "data"]);
    assert_eq!(json["success"], true);
    let data = json["data"].as_array().expect("clips").clone();
    assert_eq!(data.len(), clips);
    data
}

#[tokio::test]
async fn custom_songs_echo_as_the_samples_do() {
    let practice = studio().await;
    let clips = assert_envelope(&audios(&practice, &custom()).await, 2);
    for clip in &clips {
        assert_eq!(keys(clip), CLIP);
        assert_eq!((&clip["title"], &clip["style"]), (&json!("Rain"), &json!("soft pop")));
        assert_eq!((&clip["model"], &clip["state"]), (&json!("chirp-auk"), &json!("succeeded")));
        assert_eq!(clip["video_url"], "");
        assert_eq!(clip["lyric"], LYRICS.replace("\n\n", "\n").trim_end_matches('\n'));
        assert!(clip["audio_url"].as_str().expect("text").ends_with(".mp3"));
        assert!(clip["image_url"].as_str().expect("text").ends_with(".jpeg"));
        assert!(clip["duration"].as_f64().expect("seconds") > 10.0);
    }
    assert_eq!(clips[0]["created_at"], clips[1]["created_at"]);
    assert_ne!(clips[0]["id"], clips[1]["id"]);
    assert!(!clips[0]["audio_url"].as_str().expect("text").contains(clips[0]["id"].as_str().expect("text")));
}

#[tokio::test]
async fn ideas_bring_invented_words_and_their_prompt() {
    let practice = studio().await;
    let clips = assert_envelope(&audios(&practice, &json!({ "prompt": "新年快乐" })).await, 2);
    let mut expected = CLIP.to_vec();
    expected.insert(9, "prompt");
    for clip in &clips {
        assert_eq!(keys(clip), expected);
        assert_eq!((&clip["prompt"], &clip["model"]), (&json!("新年快乐"), &json!("chirp-v4")));
        assert!(
            !clip["lyric"].as_str().expect("text").is_empty()
                && !clip["style"].as_str().expect("text").is_empty()
        );
    }
    assert_eq!(clips[0]["lyric"], clips[1]["lyric"]);
}

#[tokio::test]
async fn instrumentals_need_no_words() {
    let practice = studio().await;
    let body = json!({ "custom": true, "instrumental": true, "style": "ambient", "title": "Fog" });
    let clips = assert_envelope(&audios(&practice, &body).await, 2);
    assert_eq!((&clips[0]["lyric"], &clips[0]["title"]), (&json!(""), &json!("Fog")));
}

#[tokio::test]
async fn replacements_bring_two_fragments_and_concat_one_song() {
    let practice = studio().await;
    let song = assert_envelope(&audios(&practice, &custom()).await, 2)[0].clone();
    let body = replacement(song["id"].as_str().expect("an id"));
    let fragments = assert_envelope(&audios(&practice, &body).await, 2);
    for fragment in &fragments {
        assert_eq!(keys(fragment), CLIP);
        let seconds = fragment["duration"].as_f64().expect("seconds");
        assert!((seconds - 8.0).abs() <= 0.22, "{seconds}");
        assert_eq!(fragment["model"], "chirp-bluejay");
    }
    assert_ne!(fragments[0]["duration"], fragments[1]["duration"]);

    let body = json!({ "action": "concat", "audio_id": fragments[1]["id"] });
    let whole = assert_envelope(&audios(&practice, &body).await, 1).remove(0);
    let mut expected = CLIP.to_vec();
    expected.push("concat_history");
    assert_eq!(keys(&whole), expected);
    assert_eq!(whole["image_url"], fragments[1]["image_url"]);
    assert_eq!(whole["duration"], song["duration"]);
    let head = json!({ "id": song["id"], "continue_at": 4, "type": "gen", "source": "ios", "infill": false });
    assert_eq!(whole["concat_history"], json!([head, { "id": fragments[1]["id"] }]));
    assert_eq!(keys(&whole["concat_history"][0]), ["id", "continue_at", "type", "source", "infill"]);
}

#[tokio::test]
async fn timing_has_the_documents_shape() {
    let practice = studio().await;
    let song = id(&audios(&practice, &custom()).await, 0);
    let answer = timing(&practice, &song).await.json();
    assert_eq!(keys(&answer), ["success", "task_id", "trace_id", "data"]);
    let data = &answer["data"];
    assert_eq!(keys(data), ["aligned_words", "waveform_data", "hoot_cer", "is_streamed", "aligned_lyrics"]);
    let words = data["aligned_words"].as_array().expect("words");
    for word in words {
        assert_eq!(keys(word), ["word", "success", "start_s", "end_s", "p_align"]);
        let start = word["start_s"].as_f64().expect("seconds") * 1e5;
        assert!((start - start.round()).abs() < 1e-4);
    }
    let text: String = words.iter().map(|word| word["word"].as_str().expect("text")).collect();
    assert_eq!(text, LYRICS);
    let line = &data["aligned_lyrics"][0];
    assert_eq!(keys(line), ["text", "start_s", "end_s", "section", "words"]);
    assert_eq!((&line["text"], &line["section"]), (&json!("Rain on the window"), &json!("")));
    assert_eq!(keys(&line["words"][0]), ["text", "start_s", "end_s"]);
    assert!(data["waveform_data"].as_array().expect("numbers").len() > 100);
    assert_eq!(data["is_streamed"], false);
}

#[tokio::test]
async fn fragments_have_their_own_timing() {
    let practice = studio().await;
    let song = id(&audios(&practice, &custom()).await, 0);
    let answer = audios(&practice, &replacement(&song)).await;
    let seconds = answer.json()["data"][0]["duration"].as_f64().expect("seconds");
    let data = timing(&practice, &id(&answer, 0)).await.json()["data"].clone();
    for word in data["aligned_words"].as_array().expect("words") {
        let (start, end) =
            (word["start_s"].as_f64().expect("seconds"), word["end_s"].as_f64().expect("seconds"));
        assert!(0.0 <= start && start < end && end <= seconds + 1e-4, "{word}");
    }
    assert!(!data["aligned_words"].as_array().expect("words").is_empty());
}

#[tokio::test]
async fn a_callback_gets_the_answer_and_the_caller_only_the_task() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let hook = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let practice = studio().await;
    let mut body = custom();
    body["callback_url"] = json!(format!("http://{}/hook", hook.local_addr().expect("an address")));
    let answer = audios(&practice, &body).await.json();
    assert_eq!(keys(&answer), ["task_id"]);
    let (mut socket, _) = hook.accept().await.expect("a callback");
    let mut text = vec![0; 65_536];
    let mut length = 0;
    while !text[..length].ends_with(b"}]}") {
        let read = socket.read(&mut text[length..]).await.expect("bytes");
        assert!(read > 0, "the callback ended early");
        length += read;
    }
    socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.expect("written");
    let text = String::from_utf8_lossy(&text[..length]);
    assert!(text.starts_with("POST /hook HTTP/1.1\r\n"));
    let json: Value = serde_json::from_str(text.split("\r\n\r\n").nth(1).expect("a body")).expect("JSON");
    assert_eq!(keys(&json), ["success", "task_id", "data"]);
    assert_eq!(json["task_id"], answer["task_id"]);
    assert_eq!(json["data"].as_array().expect("clips").len(), 2);
}
