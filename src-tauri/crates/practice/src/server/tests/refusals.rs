//! What the document refuses, in its own words, and that refusing costs nothing.

use serde_json::{Value, json};

use super::*;

/// Sends `body` with `changes` and expects a refusal.
async fn refused(practice: &Practice, body: &Value, changes: &Value) -> (u16, String) {
    let mut body = body.clone();
    for (name, value) in changes.as_object().expect("an object") {
        body[name] = value.clone();
    }
    let (status, code, message) = audios(practice, &body).await.refusal();
    let expected = if status == 400 { "bad_request" } else { "forbidden" };
    assert_eq!(code, expected, "{message}");
    (status, message)
}

#[tokio::test]
async fn songs_are_validated() {
    let practice = studio().await;
    let long = |length: usize| "长".repeat(length);
    let cases = [
        (json!({ "lyric": null }), 400, "lyric is required when generate custom audio"),
        (json!({ "lyric": " \n" }), 400, "lyric is required when generate custom audio"),
        (json!({ "custom": false }), 400, "prompt is required when generate audio"),
        (json!({ "custom": "true" }), 400, "custom must be a boolean"),
        (json!({ "instrumental": 1 }), 400, "instrumental must be a boolean"),
        (json!({ "title": 7 }), 400, "title must be a string"),
        (json!({ "model": "chirp-v9" }), 400, "model is invalid."),
        (json!({ "model": "chirp-v5", "is_pro": false }), 400, "is_pro must be true when model is chirp-v5"),
        (json!({ "lyric": long(5001) }), 400, "Prompt too long."),
        (json!({ "style": long(1001) }), 400, "Tags too long."),
        (json!({ "title": long(101) }), 400, "Title too long."),
        (json!({ "model": "chirp-v4", "lyric": long(3001) }), 400, "Prompt too long."),
        (json!({ "model": "chirp-v4", "style": long(201) }), 400, "Tags too long."),
        (json!({ "model": "chirp-v3-5", "title": long(81) }), 400, "Title too long."),
        (json!({ "custom": false, "prompt": long(501) }), 400, "Prompt too long."),
        (json!({ "action": "generate_more" }), 400, "action is invalid."),
        (json!({ "style": "pop, Taylor Swift" }), 403, "Tags contained artist name: Taylor Swift"),
        (json!({ "lyric": "Metro Boomin" }), 403, "Lyrics contained producer tag: Metro Boomin"),
        (json!({ "lyric": "All rights reserved" }), 403, "Lyrics contained copyrighted material"),
        (
            json!({ "custom": false, "prompt": "like Adele" }),
            403,
            "Song Description contained artist name: Adele",
        ),
        (
            json!({ "callback_url": "https://example.com/" }),
            400,
            "callback_url must be an http address on this machine",
        ),
    ];
    for (changes, status, message) in cases {
        assert_eq!(refused(&practice, &custom(), &changes).await, (status, message.to_owned()), "{changes}");
    }
    assert!(practice.ledger().is_empty());
}

#[tokio::test]
async fn the_longest_texts_are_accepted() {
    let practice = studio().await;
    let mut body = custom();
    body["title"] = json!("标".repeat(100));
    body["style"] = json!("s".repeat(1000));
    assert_eq!(audios(&practice, &body).await.status, 200);
}

#[tokio::test]
async fn replacements_are_validated() {
    let practice = studio().await;
    let song = id(&audios(&practice, &custom()).await, 0);
    let short = "the replaced section must be between 2.5 and 120 seconds long";
    let cases = [
        (json!({ "audio_id": null }), 400, "audio_id is required when replace section audio"),
        (json!({ "model": "" }), 400, "model is required when replace section audio"),
        (json!({ "prompt": null }), 400, "prompt is required when replace section audio"),
        (json!({ "lyric": null }), 400, "lyric is required when replace section audio"),
        (json!({ "full_lyric": null }), 400, "full_lyric is required when replace section audio"),
        (json!({ "prompt": "Elsewhere" }), 400, "prompt must be part of lyric"),
        (
            json!({ "replace_section_start": null }),
            400,
            "replace_section_start is required when replace section audio",
        ),
        (json!({ "replace_section_end": "8" }), 400, "replace_section_end must be a number not less than 0"),
        (
            json!({ "replace_section_start": -1 }),
            400,
            "replace_section_start must be a number not less than 0",
        ),
        (json!({ "replace_section_end": 6.49 }), 400, short),
        (json!({ "replace_section_end": 3.0 }), 400, short),
        (json!({ "replace_section_end": 124.1 }), 400, short),
        (
            json!({ "replace_section_start": 550, "replace_section_end": 560 }),
            400,
            "replace_section_end is after the end of the song",
        ),
        (json!({ "style": "Drake" }), 403, "Tags contained artist name: Drake"),
        (
            json!({ "audio_id": "222fbe29-6bdb-4344-8f50-d9131304b86b" }),
            403,
            "This song doesn't exist or has been taken offline.",
        ),
    ];
    for (changes, status, message) in cases {
        let refusal = refused(&practice, &replacement(&song), &changes).await;
        assert_eq!(refusal, (status, message.to_owned()), "{changes}");
    }
    assert_eq!(practice.ledger().len(), 1);
}

#[tokio::test]
async fn line_ends_do_not_matter_when_the_prompt_is_looked_for() {
    let practice = studio().await;
    let song = id(&audios(&practice, &custom()).await, 0);
    let mut body = replacement(&song);
    body["prompt"] = json!("Snow on the river\nI wait for the morning light");
    body["lyric"] = json!("[Verse]\r\nSnow on the river\r\nI wait for the morning light\r\n");
    body["replace_section_end"] = json!(6.5);
    let answer = audios(&practice, &body).await;
    assert_eq!(answer.status, 200);
    let lyric = answer.json()["data"][0]["lyric"].clone();
    assert_eq!(lyric, "[Verse]\r\nSnow on the river\r\nI wait for the morning light\r");
}

#[tokio::test]
async fn only_what_exists_can_be_joined_or_timed() {
    let practice = studio().await;
    let gone = (403, "forbidden".to_owned(), "This song doesn't exist or has been taken offline.".to_owned());
    let song = id(&audios(&practice, &custom()).await, 0);
    assert_eq!(timing(&practice, "nobody").await.refusal(), gone);
    assert_eq!(audios(&practice, &json!({ "action": "concat", "audio_id": "nobody" })).await.refusal(), gone);
    let whole = audios(&practice, &json!({ "action": "concat", "audio_id": song })).await.refusal();
    assert_eq!(whole.2, "The current song does not currently support concat.");
    let nothing = client::post(&practice, "/suno/timing", &json!({})).await.refusal();
    assert_eq!(nothing.2, "audio_id is required when get timing");
    let fragment = id(&audios(&practice, &replacement(&song)).await, 0);
    let nested = audios(&practice, &replacement(&fragment)).await.refusal();
    assert_eq!(nested.2, "The current song does not currently support replace_section.");
}
