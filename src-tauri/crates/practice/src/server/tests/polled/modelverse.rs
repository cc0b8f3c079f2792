//! UCloud Modelverse: both namings, four states, nothing but addresses, covers, both envelopes.

use super::*;

async fn submit(practice: &Practice, body: &Value) -> String {
    let answer = post(practice, "/v1/tasks/submit", body).await;
    assert_eq!(answer.status, 200, "{body}");
    assert_shape(&answer.json(), &sample("modelverse/submit.response"), Keys::All, "submit");
    text(&answer.json()["output"]["task_id"])
}

async fn status(practice: &Practice, task: &str) -> Value {
    let answer = ask(practice, &format!("/modelverse/v1/tasks/status?task_id={task}")).await;
    assert_eq!(answer.status, 200);
    answer.json()
}

async fn end(practice: &Practice, task: &str) -> Value {
    for _ in 0..2 {
        status(practice, task).await;
    }
    status(practice, task).await
}

fn refused(answer: &Answer) -> (u16, String) {
    let json = answer.json();
    assert_eq!(super::super::keys(&json), ["error"]);
    assert_eq!(super::super::keys(&json["error"]), ["message", "type", "param", "code"]);
    (answer.status, text(&json["error"]["code"]))
}

#[tokio::test]
async fn every_sample_passes_every_state() {
    let practice = studio().await;
    for name in ["idea", "idea_instrumental", "custom", "instrumental"] {
        let id = submit(&practice, &sample(&format!("modelverse/{name}.request"))).await;
        for state in ["pending", "running", "success"] {
            let shown = status(&practice, &id).await;
            let wanted = sample(&format!("modelverse/status_{state}.response"));
            assert_shape(&shown, &wanted, Keys::All, name);
            assert_eq!(shown["output"]["task_status"], wanted["output"]["task_status"]);
            assert_eq!((&shown["output"]["task_id"], &shown["request_id"]), (&json!(id), &json!("")));
        }
    }
    assert_eq!((practice.ledger().len(), last(&practice).4), (4, "CNY".to_owned()));
}

#[tokio::test]
async fn both_namings_and_one_or_two_addresses() {
    let practice = studio().await;
    let mut counts = std::collections::BTreeSet::new();
    for model in
        ["suno/chirp-v4", "suno/chirp-crow", "suno-v4", "suno-v4.5", "suno-v4.5+", "suno-v5", "suno-v5.5"]
    {
        let body = json!({ "model": model, "input": { "gpt_description_prompt": "rain" } });
        let done = end(&practice, &submit(&practice, &body).await).await;
        let urls = done["output"]["urls"].as_array().expect("addresses").clone();
        assert!(urls.iter().all(|url| text(url).ends_with(".mp3")));
        counts.insert(urls.len());
    }
    assert!(counts.iter().all(|count| (1..=2).contains(count)), "{counts:?}");
}

#[tokio::test]
async fn uploads_are_covered() {
    let practice = studio().await;
    let answer = post(&practice, "/v1/suno/uploads/audio-url", &sample("modelverse/upload.request")).await;
    assert_shape(&answer.json(), &sample("modelverse/upload.response"), Keys::All, "upload");
    let clip = answer.json()["data"].clone();
    let mut body = sample("modelverse/cover.request");
    let foreign = post(&practice, "/v1/tasks/submit", &body).await;
    assert_eq!(refused(&foreign), (400, "param_error".to_owned()));
    (body["parameters"]["task_id"], body["parameters"]["cover_clip_id"]) = (clip.clone(), clip);
    let done = end(&practice, &submit(&practice, &body).await).await;
    assert_eq!(done["output"]["task_status"], "Success");
    assert_eq!(last(&practice).2, "cover");
    // The clip of a result is known by the name of its file only.
    let name = path_of(&done["output"]["urls"][0]).replace("/media/", "").replace(".mp3", "");
    body["parameters"]["task_id"] = done["output"]["task_id"].clone();
    body["parameters"]["cover_clip_id"] = json!(name);
    submit(&practice, &body).await;
    let nowhere = json!({ "model": "suno-uploads", "url": "https://gone.invalid/a.mp3" });
    let answer = post(&practice, "/v1/suno/uploads/audio-url", &nowhere).await;
    assert_eq!((answer.status, &answer.json()["code"]), (200, &json!("fail_to_upload")));
}

#[tokio::test]
async fn moderation_shows_in_the_task() {
    let practice = studio().await;
    let body = json!({ "model": "suno-v5", "input": { "gpt_description_prompt": "a song like Adele" } });
    let failed = end(&practice, &submit(&practice, &body).await).await;
    assert_shape(&failed, &sample("modelverse/status_failure.response"), Keys::All, "failure");
    assert_eq!(failed["output"]["task_status"], "Failure");
    assert_eq!(failed["output"]["error_message"], "Song Description contained artist name: Adele");
}

#[tokio::test]
async fn keys_are_shown_bare_or_as_bearer() {
    let practice = studio().await;
    let body = sample("modelverse/idea.request").to_string();
    for key in [format!("authorization: {KEY}"), format!("authorization: Bearer {KEY}")] {
        assert_eq!(with(&practice, "POST /v1/tasks/submit", &[&key], &body).await.status, 200);
    }
    let wrong = with(&practice, "POST /v1/tasks/submit", &["authorization: nobody"], &body).await;
    assert_eq!(refused(&wrong), (401, "auth_error".to_owned()));
    assert_eq!(practice.ledger().len(), 2);
}

#[tokio::test]
async fn refusals_cost_nothing() {
    let practice = studio().await;
    let code = async |body: Value| refused(&post(&practice, "/v1/tasks/submit", &body).await);
    let (bad, model, long) =
        ("param_error".to_owned(), "model_error".to_owned(), "tokens_too_long".to_owned());
    assert_eq!(code(json!({ "input": { "prompt": "a" } })).await, (400, bad.clone()));
    assert_eq!(code(json!({ "model": "suno-v5" })).await, (400, bad.clone()));
    assert_eq!(code(json!({ "model": "suno-v9", "input": { "prompt": "a" } })).await, (400, model));
    let words = "a".repeat(5001);
    assert_eq!(code(json!({ "model": "suno-v5", "input": { "prompt": words } })).await, (400, long));
    assert_eq!(refused(&ask(&practice, "/v1/tasks/status?task_id=x").await), (400, bad));
    assert_eq!(refused(&ask(&practice, "/modelverse/v1/models").await).0, 404);
    assert!(practice.ledger().is_empty());
}
