//! What a connection is set to changes what is sent, and only that.

use practice::WIRE_FORMATS;
use studio::{ActionKind, ActionRequest, ConnectionOptions, ErrorCode, JobState, Money};
use tests::rig::{Rig, connect, short_song_on};

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
async fn accounts_of_one_vendor_are_told_apart() {
    let rig = Rig::new().await;
    let mut labels = Vec::new();
    for _ in 0..3 {
        labels.push(connect(&rig, WIRE_FORMATS[0]).await.label);
    }
    assert_eq!(labels, ["Mine", "Mine 2", "Mine 3"]);
}
