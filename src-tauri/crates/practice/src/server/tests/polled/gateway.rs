//! Gateways: five dialects, one and many, addresses that become final, pages where nothing is routed.

use super::*;

const DOCUMENT: &str = "/gateway";
const STOCK: &str = "/gateway-stock";

async fn submit(practice: &Practice, base: &str, action: &str, body: &Value) -> String {
    let answer = post(practice, &format!("{base}/suno/{action}"), body).await;
    assert_eq!(answer.status, 200, "{body}");
    assert_shape(&answer.json(), &sample("gateway/submit.response"), Keys::All, "submit");
    assert_eq!(answer.json()["code"], "success");
    text(&answer.json()["data"])
}

async fn idea(practice: &Practice, base: &str) -> String {
    submit(practice, base, "submit/music", &sample("gateway/idea.request")).await
}

async fn fetch(practice: &Practice, base: &str, id: &str) -> Value {
    let answer = ask(practice, &format!("{base}/suno/fetch/{id}")).await;
    assert_eq!(answer.status, 200);
    answer.json()
}

async fn end(practice: &Practice, base: &str, id: &str) -> Value {
    for _ in 0..4 {
        fetch(practice, base, id).await;
    }
    fetch(practice, base, id).await["data"].clone()
}

async fn many(practice: &Practice, base: &str, ids: &Value) -> Value {
    let answer = post(practice, &format!("{base}/suno/fetch"), &json!({ "ids": ids })).await;
    assert_eq!(answer.status, 200);
    answer.json()
}

fn refused(answer: &Answer) -> (u16, String, String) {
    let json = answer.json();
    assert_eq!((super::super::keys(&json), &json["data"]), (vec!["code", "message", "data"], &Value::Null));
    (answer.status, text(&json["code"]), text(&json["message"]))
}

fn is_page(answer: &Answer) -> bool {
    answer.status == 200 && answer.head.contains("text/html") && answer.body.starts_with(b"<!doctype html>")
}

#[tokio::test]
async fn the_document_s_objects_have_its_shape() {
    let practice = studio().await;
    let id = idea(&practice, "").await;
    let first = fetch(&practice, DOCUMENT, &id).await;
    assert_shape(&first, &sample("gateway/fetch_streaming.response"), Keys::All, "first");
    assert_eq!((&first["data"]["data"], &first["data"]["progress"]), (&Value::Null, &json!("0%")));
    fetch(&practice, DOCUMENT, &id).await;
    let queued = many(&practice, DOCUMENT, &json!([id])).await;
    assert_shape(&queued, &sample("gateway/fetch_batch.response"), Keys::All, "queued");
    let streaming = many(&practice, DOCUMENT, &json!([id])).await;
    assert_shape(&streaming, &sample("gateway/fetch_batch.response"), Keys::All, "streaming");
    let clip = &streaming["data"][0]["data"][0];
    assert_eq!((&clip["status"], &clip["metadata"]["duration"]), (&json!("streaming"), &Value::Null));
    let done = fetch(&practice, DOCUMENT, &id).await;
    assert_shape(&done, &sample("gateway/fetch_success.response"), Keys::All, "done");
    assert_eq!((&done["data"]["status"], &done["data"]["progress"]), (&json!("SUCCESS"), &json!("100%")));
    let last_clip = &done["data"]["data"][0];
    assert_eq!((&last_clip["status"], &last_clip["id"]), (&json!("complete"), &clip["id"]));
    assert_ne!(last_clip["audio_url"], clip["audio_url"]);
    let entry = ("gateway".into(), "/suno/submit/music".into(), "MUSIC".into(), 150_000.0, "quota".into());
    assert_eq!((practice.ledger().len(), last(&practice)), (1, entry));
}

#[tokio::test]
async fn lyrics_are_done_at_once() {
    let practice = studio().await;
    let id = submit(&practice, DOCUMENT, "submit/lyrics", &sample("gateway/lyrics.request")).await;
    let done = fetch(&practice, DOCUMENT, &id).await;
    assert_shape(&done, &sample("gateway/fetch_single.response"), Keys::All, "lyrics");
    assert_eq!((&done["data"]["status"], &done["data"]["action"]), (&json!("SUCCESS"), &json!("LYRICS")));
    let empty = post(&practice, "/gateway/suno/submit/lyrics", &json!({ "prompt": "" })).await;
    assert_eq!(refused(&empty), (400, "invalid_request".into(), "prompt_empty".into()));
    assert_eq!(last(&practice).3, 5000.0);
}

#[tokio::test]
async fn stock_new_api_has_every_word() {
    let practice = studio().await;
    let id = idea(&practice, STOCK).await;
    let mut words = Vec::new();
    for _ in 0..5 {
        let object = fetch(&practice, STOCK, &id).await["data"].clone();
        assert!(object.get("notify_hook").is_none());
        words.push(text(&object["status"]));
    }
    assert_eq!(words, ["NOT_START", "SUBMITTED", "QUEUED", "IN_PROGRESS", "SUCCESS"]);
}

#[tokio::test]
async fn recent_gateways_have_public_ids_and_more_fields() {
    let practice = studio().await;
    let id = idea(&practice, "/gateway-2026").await;
    assert!(id.starts_with("task_"));
    let object = fetch(&practice, "/gateway-2026", &id).await["data"].clone();
    for name in ["id", "created_at", "updated_at", "platform", "user_id", "group", "channel_id", "quota"] {
        assert!(object.get(name).is_some(), "{name}");
    }
    assert_eq!((&object["task_id"], &object["quota"]), (&json!(id), &json!(150_000.0)));
}

#[tokio::test]
async fn suno_api_itself_answers_the_bare_data() {
    let practice = studio().await;
    let base = "/gateway-bare";
    let id = idea(&practice, base).await;
    assert_eq!(fetch(&practice, base, &id).await, Value::Null);
    for _ in 0..3 {
        fetch(&practice, base, &id).await;
    }
    let clips = fetch(&practice, base, &id).await;
    assert_shape(&clips, &sample("gateway/fetch_bare_clips.response"), Keys::All, "clips");
    let id = submit(&practice, base, "submit/lyrics", &json!({ "prompt": "dance" })).await;
    let words = fetch(&practice, base, &id).await;
    assert_shape(&words, &sample("gateway/fetch_bare_lyrics.response"), Keys::All, "words");
    let nobody = with(&practice, "GET /gateway-bare/suno/fetch/x", &[], "").await;
    assert_eq!(refused(&nobody), (401, "unauthorized".into(), "unauthorized secret token".into()));
}

#[tokio::test]
async fn a_batch_tells_only_what_is_known() {
    let practice = studio().await;
    let (one, two) = (idea(&practice, DOCUMENT).await, idea(&practice, DOCUMENT).await);
    let both = many(&practice, DOCUMENT, &json!([one, "unknown", two])).await;
    let ids: Vec<_> = both["data"].as_array().expect("tasks").iter().map(|it| text(&it["task_id"])).collect();
    assert_eq!(ids, [two, one]);
    assert_eq!(many(&practice, DOCUMENT, &json!(["unknown"])).await, sample("gateway/fetch_null.response"));
    assert_eq!(many(&practice, DOCUMENT, &json!([])).await, sample("gateway/fetch_empty.response"));
    let unknown = ask(&practice, "/suno/fetch/unknown").await;
    assert_eq!(refused(&unknown), (400, "task_not_exist".into(), "task_not_exist".into()));
}

#[tokio::test]
async fn what_is_not_routed_is_a_page() {
    let practice = studio().await;
    assert!(is_page(&post(&practice, "/suno/uploads/audio-url", &sample("gateway/upload.request")).await));
    assert!(is_page(&ask(&practice, "/gateway/v1/nothing").await));
    assert!(is_page(&ask(&practice, "/gateway/suno/submit/music").await));
    let concat = post(&practice, "/suno/submit/concat", &sample("gateway/concat.request")).await;
    assert_eq!((concat.status, &concat.json()["error"]["type"]), (503, &json!("new_api_error")));
    let unknown = post(&practice, "/suno/submit/dance", &json!({})).await;
    assert_eq!(refused(&unknown), (400, "invalid_action".into(), "invalid_action".into()));
    let nobody = with(&practice, "POST /suno/submit/music", &[], "{}").await;
    let envelope = json!({ "error": { "message": "无效的令牌", "type": "new_api_error" } });
    assert_eq!((nobody.status, nobody.json()), (401, envelope));
    assert!(practice.ledger().is_empty());
}

#[tokio::test]
async fn songs_go_on_and_forks_join_them() {
    let practice = studio().await;
    let base = "/gateway-full";
    let id = submit(&practice, base, "submit/music", &sample("gateway/custom.request")).await;
    let song = end(&practice, base, &id).await["data"][0].clone();
    let seconds = song["metadata"]["duration"].as_f64().expect("seconds");
    let mut body = sample("gateway/extend.request");
    (body["task_id"], body["continue_clip_id"]) = (json!(id), song["id"].clone());
    body["continue_at"] = json!(seconds - 2.5);
    let longer = submit(&practice, base, "submit/music", &body).await;
    let piece = end(&practice, base, &longer).await["data"][0].clone();
    let concat = json!({ "clip_id": piece["id"], "is_infill": false });
    let whole = submit(&practice, base, "submit/concat", &concat).await;
    let whole = end(&practice, base, &whole).await["data"][0]["metadata"]["duration"].clone();
    let sum = seconds - 2.5 + piece["metadata"]["duration"].as_f64().expect("seconds");
    assert!((whole.as_f64().expect("seconds") - sum).abs() < 0.01);
    let upload = submit(&practice, base, "uploads/audio-url", &sample("gateway/upload.request")).await;
    assert_eq!(end(&practice, base, &upload).await["status"], "SUCCESS");
    body["task_id"] = json!("");
    let refusal = refused(&post(&practice, "/suno/submit/music", &body).await);
    assert_eq!(refusal, (400, "invalid_request".into(), "task id is empty".into()));
    body["task_id"] = json!("unknown");
    let refusal = refused(&post(&practice, "/suno/submit/music", &body).await);
    assert_eq!(refusal, (400, "task_not_exist".into(), "task_origin_not_exist".into()));
}

#[tokio::test]
async fn failures_have_two_words_and_give_the_money_back() {
    let practice = studio().await;
    let body = json!({ "gpt_description_prompt": "a song like Adele" });
    for (base, word) in [(DOCUMENT, "FAIL"), (STOCK, "FAILURE")] {
        let id = submit(&practice, base, "submit/music", &body).await;
        let failed = end(&practice, base, &id).await;
        assert_eq!((&failed["status"], &failed["progress"]), (&json!(word), &json!("100%")));
        assert_eq!(failed["data"][0]["status"], "error");
        assert_eq!(failed["fail_reason"], "Song Description contained artist name: Adele");
    }
    let actions: Vec<_> = practice.ledger().into_iter().map(|entry| entry.action).collect();
    assert_eq!(actions, ["MUSIC", "refund", "MUSIC", "refund"]);
    assert_eq!(practice.ledger().iter().map(|entry| entry.amount).sum::<f64>(), 0.0);
}

#[tokio::test]
async fn tasks_survive_a_restart() {
    let home = tempfile::tempdir().expect("a folder");
    let practice = studio_in(Some(home.path().into())).await;
    let (open, done) = (idea(&practice, DOCUMENT).await, idea(&practice, DOCUMENT).await);
    let before = end(&practice, DOCUMENT, &done).await;
    practice.stop().await;
    let practice = studio_in(Some(home.path().into())).await;
    let after = fetch(&practice, DOCUMENT, &done).await["data"].clone();
    assert_eq!(
        (&after["finish_time"], &after["data"][0]["id"]),
        (&before["finish_time"], &before["data"][0]["id"])
    );
    assert_eq!(fetch(&practice, DOCUMENT, &open).await["data"]["status"], "SUCCESS");
    assert_eq!(practice.ledger().len(), 2);
}
