//! Mountsea: states, models of one's own, every task of `generate`, refusals.

use super::*;

async fn status(practice: &Practice, task: &str) -> Value {
    let answer = ask(practice, &format!("/mountsea/suno/v2/status?taskId={task}")).await;
    assert_eq!(answer.status, 200);
    answer.json()
}

/// Posts below `/mountsea` and answers the task.
async fn task(practice: &Practice, path: &str, body: &Value) -> String {
    let answer = post(practice, &format!("/mountsea/suno/v2/{path}"), body).await;
    let json = answer.json();
    assert_eq!((answer.status, super::super::keys(&json)), (201, vec!["taskId"]), "{body}: {json}");
    text(&json["taskId"])
}

/// The last of the states that a task goes through.
pub(super) async fn end(practice: &Practice, task: &str) -> Value {
    for _ in 0..10 {
        let body = status(practice, task).await;
        if ["success", "failed", "timeout", "awaiting"].contains(&body["status"].as_str().expect("a word")) {
            return body;
        }
    }
    panic!("the task does not end")
}

/// A finished song.
async fn clip(practice: &Practice) -> String {
    let body = json!({ "task": "create", "model": "chirp-v50", "prompt": lyrics(), "tags": "soft pop" });
    text(&end(practice, &task(practice, "generate", &body).await).await["data"][0]["id"])
}

fn refused(answer: &Answer) -> (u16, Value) {
    let json = answer.json();
    assert_eq!(json["statusCode"], answer.status);
    (answer.status, json["message"].clone())
}

#[tokio::test]
async fn a_song_passes_every_state() {
    let practice = studio().await;
    let id = task(&practice, "generate", &sample("mountsea/generate.request")).await;
    let begun = status(&practice, &id).await;
    let word = text(&begun["status"]);
    assert!(word == "queued" || word == "ready");
    assert_shape(&begun, &sample(&format!("mountsea/status_{word}.response")), Keys::All, "begun");
    let running = status(&practice, &id).await;
    assert_shape(&running, &sample("mountsea/status_running.response"), Keys::All, "running");
    assert_eq!(running["status"], "running");
    let stream = status(&practice, &id).await;
    assert_shape(&stream, &sample("mountsea/status_stream.response"), Keys::More, "stream");
    assert_eq!((&stream["status"], &stream["data"][1]["audio_url"]), (&json!("stream"), &json!("")));
    let done = status(&practice, &id).await;
    assert_shape(&done, &sample("mountsea/status_success.response"), Keys::More, "done");
    assert_eq!((&done["status"], &done["data"][0]["title"]), (&json!("success"), &json!("Summer Vibes")));
    assert_eq!(status(&practice, &id).await, done);
    assert_eq!(
        (&done["data"][0]["id"], done["data"].as_array().expect("clips").len()),
        (&stream["data"][0]["id"], 2)
    );
    assert_ne!(done["data"][0]["audio_url"], stream["data"][0]["audio_url"]);
    let entry = ("mountsea".into(), "/suno/v2/generate".into(), "create".into(), 40.0, "credits".into());
    assert_eq!((practice.ledger().len(), last(&practice)), (1, entry));
}

#[tokio::test]
async fn what_streams_is_only_the_beginning() {
    let practice = studio().await;
    let id = task(&practice, "generate", &sample("mountsea/sound.request")).await;
    for _ in 0..2 {
        status(&practice, &id).await;
    }
    let (stream, done) = (status(&practice, &id).await, status(&practice, &id).await);
    let url = |body: &Value| path_of(&body["data"][0]["audio_url"]);
    let beginning = client::get(&practice, &url(&stream)).await;
    let whole = client::get(&practice, &url(&done)).await;
    assert_eq!((beginning.status, whole.status), (200, 200));
    assert!(beginning.body.len() * 2 < whole.body.len());
}

#[tokio::test]
async fn tasks_begin_in_one_of_two_states() {
    let practice = studio().await;
    let mut words = std::collections::BTreeSet::new();
    for index in 0..24 {
        let body = json!({ "lyrics_model": "default", "prompt": format!("rain {index}") });
        let id = task(&practice, "lyrics", &body).await;
        words.insert(text(&status(&practice, &id).await["status"]));
    }
    assert_eq!(words.into_iter().collect::<Vec<_>>(), ["queued", "ready"]);
}

#[tokio::test]
async fn words_alone_have_their_shape() {
    let practice = studio().await;
    let id = task(&practice, "lyrics", &sample("mountsea/lyrics.request")).await;
    let done = end(&practice, &id).await;
    let mut wanted = sample("mountsea/status_lyrics_success.response");
    wanted["finishAt"] = json!("");
    assert_shape(&done, &wanted, Keys::All, "lyrics");
    let id = task(&practice, "mashupLyrics", &sample("mountsea/mashup_lyrics.request")).await;
    assert_eq!(end(&practice, &id).await["data"]["text"], "[Verse]\nA\n\n[Verse]\nB");
}

/// A session with `count` finished uploads.
async fn session(practice: &Practice, count: usize) -> (String, Vec<String>) {
    let answer = post(practice, "/mountsea/suno/v2/customModel/prepare", &Value::Null).await;
    assert_eq!((answer.status, super::super::keys(&answer.json())), (201, vec!["sessionId"]));
    let session = text(&answer.json()["sessionId"]);
    let mut clips = Vec::new();
    for index in 0..count {
        let url = format!("https://example.com/song{index}.mp3");
        let id =
            task(practice, "customModel/upload", &json!({ "sessionId": session, "audioUrl": url })).await;
        let done = end(practice, &id).await;
        assert_shape(
            &done["data"],
            &sample("mountsea/status_upload_success.response")["data"],
            Keys::More,
            "upload",
        );
        clips.push(text(&done["data"]["id"]));
    }
    (session, clips)
}

#[tokio::test]
async fn a_model_of_ones_own_is_trained_and_sings() {
    let practice = studio().await;
    let (session, clips) = session(&practice, 6).await;
    let early = ask(&practice, &format!("/suno/v2/status?taskId={session}")).await;
    assert!(early.status == 404 || early.json()["status"] == "ready");
    let body = json!({ "sessionId": session, "clipIds": clips, "name": "My Custom Model" });
    assert_eq!(task(&practice, "customModel/create", &body).await, session);
    assert_eq!(last(&practice).3, 100.0);
    let done = end(&practice, &session).await;
    let wanted = &sample("mountsea/status_model_success.response")["data"];
    assert_shape(&done["data"], wanted, Keys::All, "model");
    let model = text(&done["data"]["id"]);
    assert!(model.starts_with("chirp-custom:"));
    let mut body = sample("mountsea/generate_custom_model.request");
    let unknown = post(&practice, "/suno/v2/generate", &body).await;
    assert_eq!(refused(&unknown).0, 400);
    body["model"] = json!(model);
    let song = end(&practice, &task(&practice, "generate", &body).await).await;
    assert_eq!(song["data"][0]["model_name"], model);
}

#[tokio::test]
async fn training_wants_six_clips_of_its_session() {
    let practice = studio().await;
    let (one, mut clips) = session(&practice, 6).await;
    let (other, foreign) = session(&practice, 1).await;
    let paid = practice.ledger().len();
    let create = async |session: &str, clips: &[String]| {
        let body = json!({ "sessionId": session, "clipIds": clips, "name": "M" });
        refused(&post(&practice, "/suno/v2/customModel/create", &body).await)
    };
    let few = create(&one, &clips[..5]).await;
    assert_eq!(few, (400, json!(["clipIds must contain at least 6 elements"])));
    assert_eq!(create(&other, &clips).await, (400, json!("clipIds must come from this session")));
    assert_eq!(create("not-a-session", &clips).await, (400, json!(["sessionId must be a UUID"])));
    clips[5].clone_from(&foreign[0]);
    assert_eq!(create(&one, &clips).await.0, 400);
    clips[5] = clips[4].clone();
    assert_eq!(create(&one, &clips).await.0, 400);
    assert_eq!(practice.ledger().len(), paid, "refusals cost nothing");
}

#[tokio::test]
async fn all_fifteen_tasks_are_played() {
    let home = tempfile::tempdir().expect("a folder");
    let practice = studio_in(Some(home.path().into())).await;
    practice.refill(100.0).expect("written");
    let (one, two) = (clip(&practice).await, clip(&practice).await);
    let schema = ask(&practice, "/mountsea/suno/v2/generate/schema").await.json();
    for kind in schema.as_array().expect("tasks") {
        let mut body = kind["example"].clone();
        body["task"] = kind["task"].clone();
        body["prompt"] = lyrics();
        for (name, value) in [("clip_id", json!(one)), ("mashup_clip_ids", json!([one, two]))] {
            if body.get(name).is_some() {
                body[name] = value;
            }
        }
        if body.get("range").is_some() {
            body["range"] = json!({ "start_s": 4, "end_s": 8 });
            body["infill_context_range"] = json!({ "start_s": 2, "end_s": 10 });
            body["infill_lyrics"] = json!("Snow on the river");
        }
        body["playlist_clip_ids"] = json!([two]);
        let done = end(&practice, &task(&practice, "generate", &body).await).await;
        let count = if kind["task"] == "gen_stem_all" { 12 } else { 2 };
        assert_eq!(done["status"], "success", "{body}");
        assert_eq!(done["data"].as_array().expect("clips").len(), count, "{body}");
        for clip in done["data"].as_array().expect("clips") {
            assert!(clip["metadata"]["duration"].as_f64().expect("seconds") > 1.0, "{body}: {clip}");
        }
    }
    assert_eq!(schema.as_array().expect("tasks").len(), 15);
}

#[tokio::test]
async fn a_replaced_part_is_laid_into_its_song() {
    let practice = studio().await;
    let song = clip(&practice).await;
    let mut body = sample("mountsea/replace_section.request");
    (body["clip_id"], body["range"]) = (json!(song), json!({ "start_s": 4, "end_s": 8 }));
    body["infill_context_range"] = json!({ "start_s": 1, "end_s": 12 });
    let piece = end(&practice, &task(&practice, "generate", &body).await).await["data"][0].clone();
    assert_eq!(piece["metadata"]["duration"], 11);
    let concat = json!({ "clip_id": piece["id"], "is_infill": false });
    let whole = end(&practice, &task(&practice, "concat", &concat).await).await;
    assert!(whole["data"][0]["metadata"]["duration"].as_f64().expect("seconds") > 11.0);
    let body = json!({ "clip_id": song, "model_name": "chirp-carp", "variation_category": "high" });
    let louder = end(&practice, &task(&practice, "remaster", &body).await).await;
    assert_eq!(louder["data"][1]["model_name"], "chirp-carp");
}

#[tokio::test]
async fn stems_have_notes_and_songs_have_times() {
    let practice = studio().await;
    let song = clip(&practice).await;
    let body = json!({ "task": "gen_stem_all", "clip_id": song });
    let stems = end(&practice, &task(&practice, "generate", &body).await).await["data"].clone();
    assert_eq!(stems[3]["title"], " (Bass)");
    let bass = task(&practice, "mdi", &json!({ "clip_id": stems[3]["id"] })).await;
    let notes = end(&practice, &bass).await["data"]["instruments"][0].clone();
    assert_eq!(notes["name"], "Bass");
    assert!(notes["notes"][0]["pitch"].as_u64().expect("a pitch") < 60);
    let whole = post(&practice, "/suno/v2/mdi", &json!({ "clip_id": song })).await;
    assert_eq!(refused(&whole).0, 400);
    let sound = end(&practice, &task(&practice, "generate", &sample("mountsea/sound.request")).await).await;
    let timing = task(&practice, "timing", &json!({ "clip_id": sound["data"][0]["id"] })).await;
    assert_eq!(end(&practice, &timing).await["status"], "success");
}

#[tokio::test]
async fn refusals_have_its_envelope_and_cost_nothing() {
    let practice = studio().await;
    let generate = async |body: Value| refused(&post(&practice, "/suno/v2/generate", &body).await);
    assert_eq!(generate(json!({})).await, (400, json!(["task should not be empty"])));
    assert_eq!(generate(json!({ "task": "create" })).await, (400, json!(["model should not be empty"])));
    let long = json!({ "task": "create", "model": "chirp-v40", "prompt": "a".repeat(3001) });
    assert_eq!(
        generate(long).await,
        (400, json!(["prompt must be shorter than or equal to 3000 characters"]))
    );
    assert_eq!(generate(json!({ "task": "cover", "model": "chirp-v50", "clip_id": "x" })).await.0, 400);
    let nobody = with(&practice, "POST /suno/v2/generate", &[], "{}").await;
    assert_eq!(nobody.json(), json!({ "statusCode": 401, "message": "Unauthorized" }));
    let nowhere = post(&practice, "/mountsea/suno/v2/crop", &json!({})).await;
    assert_eq!(refused(&nowhere).0, 404);
    let unknown = ask(&practice, "/suno/v2/status?taskId=x").await;
    assert_eq!(refused(&unknown), (404, json!("Task not found")));
    assert!(practice.ledger().is_empty());
}

#[tokio::test]
async fn the_balance_wants_a_key_of_its_own_kind() {
    let practice = studio().await;
    clip(&practice).await;
    let key = format!("x-api-key: {KEY}");
    let answer = with(&practice, "GET /api-user/credits", &[&key], "").await;
    assert_eq!(answer.json(), json!({ "credits": 960 }));
    assert_eq!(ask(&practice, &format!("/mountsea/api-user/credits?key={KEY}")).await.status, 200);
    assert_eq!(with(&practice, "GET /api-user/credits", &[], "").await.status, 401);
    let poor =
        crate::Options { key: KEY.into(), pace: crate::Pace::Fast, home: None, port: 0, credits: 0.39 };
    let poor = Practice::open(poor, false).await.expect("a free port");
    let answer = post(&poor, "/suno/v2/generate", &sample("mountsea/generate.request")).await;
    assert_eq!(refused(&answer), (402, json!("Insufficient credits")));
    assert_eq!(practice.balance(), 10.0, "other accounts are untouched");
}
