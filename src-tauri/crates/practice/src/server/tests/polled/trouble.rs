//! Ends that a test plans, and charges that survive a lost answer.

use super::mountsea::end;
use super::*;
use crate::{Effect, Fate, Fault, Pace};
use std::time::Duration;

const GENERATE: &str = "/suno/v2/generate";

async fn song(practice: &Practice) -> Value {
    let answer = post(practice, GENERATE, &sample("mountsea/generate.request")).await;
    end(practice, &text(&answer.json()["taskId"])).await
}

#[tokio::test]
async fn mountsea_ends_in_every_way() {
    let practice = studio().await;
    let ends = |fate| practice.fault(Fault::once(GENERATE, Effect::Ends(fate)));
    ends(Fate::Fails { reason: "Audio source not found.".into() });
    let failed = song(&practice).await;
    assert_shape(&failed, &sample("mountsea/status_failed.response"), Keys::All, "failed");
    assert_eq!(
        (&failed["failCode"], &failed["failReason"]),
        (&json!(4001), &json!("Audio source not found."))
    );
    ends(Fate::TimesOut);
    let late = song(&practice).await;
    assert_shape(&late, &sample("mountsea/status_timeout.response"), Keys::All, "timeout");
    assert_eq!(late["status"], "timeout");
    ends(Fate::HalfFails { reason: "error".into() });
    let half = song(&practice).await;
    let states = [&half["status"], &half["data"][0]["status"], &half["data"][1]["status"]];
    assert_eq!(states, [&json!("failed"), &json!("complete"), &json!("error")]);
    assert_eq!(practice.ledger().len(), 3, "nothing comes back");
}

#[tokio::test]
async fn a_training_that_failed_may_be_tried_again() {
    let practice = studio().await;
    let session =
        text(&post(&practice, "/suno/v2/customModel/prepare", &Value::Null).await.json()["sessionId"]);
    let mut clips = Vec::new();
    for index in 0..6 {
        let body = json!({ "sessionId": session, "audioUrl": format!("https://example.com/{index}.mp3") });
        let id = text(&post(&practice, "/suno/v2/customModel/upload", &body).await.json()["taskId"]);
        clips.push(text(&end(&practice, &id).await["data"]["id"]));
    }
    let path = "/suno/v2/customModel/create";
    let body = json!({ "sessionId": session, "clipIds": clips, "name": "M" });
    practice.fault(Fault::once(path, Effect::Ends(Fate::Fails { reason: "busy".into() })));
    for (word, again) in [("failed", true), ("success", false)] {
        assert_eq!(post(&practice, path, &body).await.status, 201);
        assert_eq!(post(&practice, path, &body).await.status, 400, "it is under way");
        assert_eq!(end(&practice, &session).await["status"], word);
        assert_eq!(again, word == "failed");
    }
    assert_eq!(post(&practice, path, &body).await.status, 400, "the session is used");
    let trained = practice.ledger().iter().filter(|entry| entry.action == "train").count();
    assert_eq!(trained, 2);
}

#[tokio::test]
async fn gateways_sweep_and_hang() {
    let practice = studio().await;
    let path = "/gateway/suno/submit/music";
    let idea = json!({ "gpt_description_prompt": "rain" });
    practice.fault(Fault::once(path, Effect::Ends(Fate::TimesOut)));
    practice.fault(Fault::once(path, Effect::Ends(Fate::Hangs)));
    let swept = text(&post(&practice, path, &idea).await.json()["data"]);
    let hung = text(&post(&practice, path, &idea).await.json()["data"]);
    practice.set_pace(Pace::Real);
    practice.pass(Duration::from_secs(3600));
    let get =
        async |id: &str| ask(&practice, &format!("/gateway/suno/fetch/{id}")).await.json()["data"].clone();
    let swept = get(&swept).await;
    assert_eq!((&swept["status"], &swept["data"]), (&json!("FAIL"), &Value::Null));
    assert_eq!(swept["fail_reason"], "任务超时（10分钟）");
    assert_eq!(get(&hung).await["status"], "IN_PROGRESS");
    assert_eq!(get(&hung).await["data"][0]["status"], "streaming");
}

#[tokio::test]
async fn real_pace_follows_the_studio_s_clock() {
    let practice = studio().await;
    practice.set_pace(Pace::Real);
    let id = text(&post(&practice, GENERATE, &sample("mountsea/generate.request")).await.json()["taskId"]);
    let status =
        async || text(&ask(&practice, &format!("/suno/v2/status?taskId={id}")).await.json()["status"]);
    let begun = status().await;
    assert_eq!(status().await, begun, "looking does not hurry it");
    practice.pass(Duration::from_secs(120));
    assert_eq!(status().await, "success");
}

#[tokio::test]
async fn an_accepted_post_is_charged_although_its_answer_is_lost() {
    let practice = studio().await;
    let posts = [
        (GENERATE, sample("mountsea/generate.request")),
        ("/v1/tasks/submit", sample("modelverse/idea.request")),
        ("/gateway/suno/submit/music", sample("gateway/idea.request")),
    ];
    for (index, (path, body)) in posts.iter().enumerate() {
        practice.fault(Fault::once(path, Effect::Drop { accepted: false }));
        practice.fault(Fault::once(path, Effect::Drop { accepted: true }));
        for charged in [index, index + 1] {
            let text = client::post_text(&practice, path, body);
            assert!(client::raw(&practice, text.as_bytes()).await.expect("closed in order").is_none());
            assert_eq!(practice.ledger().len(), charged);
        }
    }
}
