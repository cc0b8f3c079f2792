//! What a connection is set to changes what is sent, and only that.

use practice::WIRE_FORMATS;
use secrecy::SecretString;
use studio::{ActionKind, ActionRequest, ConnectionOptions, ErrorCode, JobState, KeyState, Money};
use tests::rig::{KEY, Rig, connect, short_song_on};

#[tokio::test(flavor = "multi_thread")]
async fn a_path_that_the_vendor_does_not_know_is_named_and_can_be_mended() {
    let rig = Rig::new().await;
    let connection = connect(&rig, WIRE_FORMATS[0]).await;
    let song = short_song_on(&rig, &connection).await;
    let set = |paths| {
        let options = ConnectionOptions { paths, ..ConnectionOptions::NONE };
        rig.studio.set_connection_options(connection.id.clone(), options)
    };
    set([(ActionKind::Generate, "/suno/v9/audios".to_owned())].into()).await.unwrap();
    let job = rig.act(ActionRequest::Generate { song: song.clone() }).await.unwrap();
    assert_eq!((job.state, job.money), (JobState::Refused, Money::NotSpent));
    let error = job.error.unwrap();
    assert_eq!(error.code, ErrorCode::PathNotFound);
    assert_eq!(
        (error.values["path"].as_str(), error.values["action"].as_str()),
        ("/suno/v9/audios", "generate")
    );
    assert_eq!(rig.practice.requests()[0].path, "/suno/v9/audios");
    set([(ActionKind::Generate, String::new())].into()).await.unwrap();
    let job = rig.act(ActionRequest::Generate { song }).await.unwrap();
    assert_eq!(job.state, JobState::Done);
    assert_eq!(rig.practice.ledger().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_balance_is_told_to_a_key_of_its_own() {
    let rig = Rig::new().await;
    let format = WIRE_FORMATS.into_iter().find(|format| format.vendor == "mountsea").unwrap();
    let connection = connect(&rig, format).await;
    assert_eq!(connection.balance_key, Some(KeyState::Missing));
    let test = || rig.studio.test_connection(connection.id.clone());
    let told = test().await.unwrap();
    assert_eq!((told.ok, told.balance), (true, None), "the key for songs tells no balance");
    let options =
        ConnectionOptions { balance_url: Some(rig.practice.url_of(format)), ..ConnectionOptions::NONE };
    rig.studio.set_connection_options(connection.id.clone(), options).await.unwrap();
    let set = |key: &str| rig.studio.set_balance_key(connection.id.clone(), SecretString::from(key));
    set("not-the-key").await.unwrap();
    let told = test().await.unwrap();
    assert_eq!((told.ok, told.balance), (true, None), "{:?}", told.error);
    assert_eq!(told.balance_error.unwrap().code, ErrorCode::BadKey);
    assert_eq!(set(KEY).await.unwrap().balance_key, Some(KeyState::Stored));
    let told = test().await.unwrap();
    assert!(told.ok && told.balance.is_some_and(|left| left > 0.0), "{:?}", told.balance_error);
    let asked = rig.practice.requests().into_iter().rfind(|request| request.path.ends_with("/credits"));
    assert_eq!(asked.unwrap().method, "GET");
    assert_eq!(set("").await.unwrap().balance_key, Some(KeyState::Missing));
    assert_eq!(test().await.unwrap().balance_error, None);
    assert!(rig.practice.ledger().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_without_such_a_key_refuses_one() {
    let rig = Rig::new().await;
    let connection = connect(&rig, WIRE_FORMATS[0]).await;
    assert_eq!(connection.balance_key, None);
    let refused = rig.studio.set_balance_key(connection.id, SecretString::from(KEY)).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::BadRequest);
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_of_one_vendor_are_told_apart() {
    let rig = Rig::new().await;
    let mut labels = Vec::new();
    for _ in 0..3 {
        labels.push(connect(&rig, WIRE_FORMATS[0]).await.label);
    }
    assert_eq!(labels, ["Mine", "Mine 2", "Mine 3"]);
}
