//! The ledger is the witness: one entry per accepted POST, none for refusals, and it survives.

use serde_json::json;

use super::*;

#[tokio::test]
async fn every_accepted_post_is_charged_once() {
    let practice = studio().await;
    let answer = audios(&practice, &custom()).await;
    let song = id(&answer, 0);
    let cheap = json!({ "prompt": "rain", "model": "chirp-v4-5-lite" });
    audios(&practice, &cheap).await;
    let fragment = id(&audios(&practice, &replacement(&song)).await, 0);
    audios(&practice, &json!({ "action": "concat", "audio_id": fragment })).await;
    timing(&practice, &song).await;
    let ledger = practice.ledger();
    let lines: Vec<(&str, &str, f64)> =
        ledger.iter().map(|entry| (entry.path.as_str(), entry.action.as_str(), entry.amount)).collect();
    let expected = [
        ("/suno/audios", "generate", 0.5),
        ("/suno/audios", "generate", 0.38),
        ("/suno/audios", "replace_section", 0.54),
        ("/suno/audios", "concat", 0.25),
        ("/suno/timing", "timing", 0.01),
    ];
    assert_eq!(lines, expected);
    assert_eq!(ledger[0].task_id, answer.json()["task_id"].as_str().expect("a task"));
    assert_eq!(ledger[0].trace_id, answer.json()["trace_id"].as_str().expect("a trace"));
    assert_eq!((ledger[4].balance, practice.balance()), (8.32, 8.32));
}

#[tokio::test]
async fn an_empty_account_gets_nothing_until_it_is_refilled() {
    let options = Options { key: KEY.into(), pace: Pace::Fast, home: None, port: 0, credits: 0.5 };
    let practice = Practice::open(options, false).await.expect("a free port");
    assert_eq!(audios(&practice, &custom()).await.status, 200);
    let (status, code, _) = audios(&practice, &custom()).await.refusal();
    assert_eq!((status, code.as_str(), practice.balance()), (403, "used_up", 0.0));
    assert_eq!(practice.ledger().len(), 1);
    practice.refill(0.5).expect("written");
    assert_eq!(audios(&practice, &custom()).await.status, 200);
}

#[tokio::test]
async fn simultaneous_posts_cannot_overdraw() {
    let options = Options { key: KEY.into(), pace: Pace::Fast, home: None, port: 0, credits: 1.0 };
    let practice = Practice::open(options, false).await.expect("a free port");
    let body = custom();
    let answers = tokio::join!(
        audios(&practice, &body),
        audios(&practice, &body),
        audios(&practice, &body),
        audios(&practice, &body)
    );
    let statuses = [answers.0.status, answers.1.status, answers.2.status, answers.3.status];
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 2);
    assert_eq!((practice.ledger().len(), practice.balance()), (2, 0.0));
}

#[tokio::test]
async fn songs_account_and_ledger_survive_a_restart() {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("studio");
    let practice = studio_in(Some(path.clone())).await;
    let made = audios(&practice, &custom()).await;
    let fragments = audios(&practice, &replacement(&id(&made, 0))).await;
    let fragment = id(&fragments, 0);
    let file = media_path(&fragments.json()["data"][0]["audio_url"]);
    practice.refill(1.0).expect("written");
    let (ledger, balance) = (practice.ledger(), practice.balance());
    let timed = timing(&practice, &fragment).await.json()["data"].clone();
    let audio = client::get(&practice, &file).await.body;
    practice.stop().await;

    let practice = studio_in(Some(path.clone())).await;
    assert_eq!(practice.ledger()[..2], ledger[..]);
    assert_eq!(practice.balance(), ((balance - 0.01) * 100.0).round() / 100.0);
    assert_eq!(timing(&practice, &fragment).await.json()["data"], timed);
    let concat = json!({ "action": "concat", "audio_id": id(&fragments, 1) });
    assert_eq!(audios(&practice, &concat).await.status, 200);
    // The cache may be lost; the songs are not.
    std::fs::remove_dir_all(path.join("media")).expect("removed");
    std::fs::create_dir(path.join("media")).expect("created");
    let again = client::get(&practice, &file).await;
    assert_eq!(again.status, 200);
    assert!(again.body == audio, "rendered again, the file differs");
}

#[tokio::test]
async fn a_line_cut_short_by_a_crash_costs_only_itself() {
    let home = tempfile::tempdir().expect("a folder");
    let practice = studio_in(Some(home.path().into())).await;
    audios(&practice, &custom()).await;
    practice.stop().await;
    let ledger = home.path().join("ledger.jsonl");
    let mut text = std::fs::read(&ledger).expect("a ledger");
    text.extend_from_slice(b"{\"task_id\":\"half");
    std::fs::write(&ledger, text).expect("written");
    let practice = studio_in(Some(home.path().into())).await;
    assert_eq!(practice.ledger().len(), 1);
    audios(&practice, &custom()).await;
    practice.stop().await;
    let practice = studio_in(Some(home.path().into())).await;
    assert_eq!(practice.ledger().len(), 2);
}

#[tokio::test]
async fn equal_requests_bring_new_songs_but_a_new_home_brings_the_same() {
    let (first, second) = (studio().await, studio().await);
    let once = audios(&first, &custom()).await.json();
    let twice = audios(&first, &custom()).await.json();
    let elsewhere = audios(&second, &custom()).await.json();
    // A song is a function of its recipe: composer and cache have their own tests.
    let recipe = |practice: &Practice, json: &serde_json::Value, take: usize| {
        let id = json["data"][take]["id"].as_str().expect("an id");
        practice.studio.songs.get(id).expect("a song").recipe.clone()
    };
    let one = recipe(&first, &once, 0);
    assert_eq!(one, recipe(&second, &elsewhere, 0), "the same wish in a new home");
    assert_ne!(one, recipe(&first, &once, 1), "two takes");
    assert_ne!(one, recipe(&first, &twice, 0), "wished for again");
}

#[tokio::test]
async fn a_temporary_home_goes_away() {
    let practice = studio().await;
    let path = practice.studio.home.path().to_owned();
    assert!(path.is_dir());
    practice.stop().await;
    assert!(!path.exists());
}

#[tokio::test]
async fn real_pace_waits_until_it_is_hurried() {
    let practice = studio().await;
    practice.set_pace(Pace::Real);
    let body = custom();
    let hurry = async {
        while practice.ledger().is_empty() {
            tokio::task::yield_now().await;
        }
        practice.set_pace(Pace::Fast);
    };
    let (answer, ()) = tokio::join!(audios(&practice, &body), hurry);
    assert_eq!(answer.status, 200);
}
