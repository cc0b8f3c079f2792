//! Mountsea's voices: vox and persona at once, a voice of one's own in two steps.

use super::mountsea::end;
use super::*;

async fn init(practice: &Practice) -> (String, Value) {
    let answer = post(practice, "/suno/v2/voicePersona/init", &sample("mountsea/voice_init.request")).await;
    assert_eq!(answer.status, 201);
    let id = text(&answer.json()["taskId"]);
    let waiting = end(practice, &id).await;
    assert_shape(&waiting, &sample("mountsea/status_awaiting.response"), Keys::All, "awaiting");
    assert_eq!((&waiting["status"], &waiting["data"]["vocal_end_s"]), (&json!("awaiting"), &json!(12.6)));
    (id, waiting)
}

async fn complete(practice: &Practice, id: &str) -> Answer {
    let mut body = sample("mountsea/voice_complete.request");
    body["taskId"] = json!(id);
    post(practice, "/suno/v2/voicePersona/complete", &body).await
}

#[tokio::test]
async fn a_voice_waits_for_its_phrase_and_then_sings() {
    let practice = studio().await;
    let (id, waiting) = init(&practice).await;
    let answer = complete(&practice, &id).await;
    assert_eq!((answer.status, answer.json()), (201, json!({ "taskId": id })));
    let done = end(&practice, &id).await;
    let mut wanted = sample("mountsea/status_voice_success.response");
    wanted["finishAt"] = json!("");
    assert_shape(&done, &wanted, Keys::All, "voice");
    assert_eq!((&done["createdAt"], &done["data"]["name"]), (&waiting["createdAt"], &json!("My Voice")));
    assert_eq!(complete(&practice, &id).await.status, 404, "it is complete already");
    let persona = json!({ "persona_id": done["data"]["id"], "persona_style": "vox" });
    let body = json!({ "task": "create", "model": "chirp-v55", "prompt": lyrics(), "persona": persona });
    assert_eq!(post(&practice, "/suno/v2/generate", &body).await.status, 201);
    let body =
        json!({ "task": "create", "model": "chirp-v55", "prompt": "a", "persona": { "persona_id": "x" } });
    assert_eq!(post(&practice, "/suno/v2/generate", &body).await.status, 400);
}

#[cfg(feature = "faults")]
#[tokio::test]
async fn who_does_not_sing_in_thirty_seconds_has_to_begin_again() {
    use std::time::Duration;
    let practice = studio().await;
    let (id, _) = init(&practice).await;
    practice.pass(Duration::from_secs(29));
    assert_eq!(end(&practice, &id).await["status"], "awaiting");
    practice.pass(Duration::from_secs(2));
    let late = end(&practice, &id).await;
    assert_shape(&late, &sample("mountsea/status_voice_timeout.response"), Keys::All, "late");
    assert_eq!((&late["status"], &late["failReason"]), (&json!("failed"), &json!("VP_USER_TIMEOUT")));
    assert_eq!(complete(&practice, &id).await.status, 400);
}

#[tokio::test]
async fn a_vox_becomes_a_persona() {
    let practice = studio().await;
    let body = json!({ "task": "create", "model": "chirp-v50", "prompt": lyrics() });
    let id = text(&post(&practice, "/suno/v2/generate", &body).await.json()["taskId"]);
    let clip = end(&practice, &id).await["data"][0]["id"].clone();
    let vox = post(&practice, "/suno/v2/getVoxStem", &json!({ "clip_id": clip })).await;
    assert_eq!(vox.status, 201);
    assert_shape(&vox.json(), &sample("mountsea/vox.response"), Keys::All, "vox");
    let mut body = sample("mountsea/persona_vox.request");
    (body["clip_id"], body["vox_audio_id"]) = (clip, vox.json()["id"].clone());
    let persona = post(&practice, "/suno/v2/persona", &body).await;
    assert_eq!(persona.status, 201);
    assert_shape(&persona.json(), &sample("mountsea/persona_vox.response"), Keys::More, "persona");
}
