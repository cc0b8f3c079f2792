//! Vendors that call back: a call ends its job once, whatever else comes, and whenever it comes.

use practice::{Effect, Fault, Pace, WIRE_FORMATS};
use secrecy::SecretString;
use song::{JobId, SongId};
use studio::{
    ActionRequest, CallbackPlace, ConnectionOptions, ConnectionView, ErrorCode, JobState, JobView, Money,
    Preferences,
};
use tests::rig::{KEY, Rig, connect, end_of, exports, short_song_on, wait_for};

/// Any port will do.
const ANY: u16 = 0;

/// The port at which the studio listens from now on.
async fn listen(rig: &Rig, public_url: String, port: u16) -> u16 {
    let preferences = Preferences {
        fetch_timing: false,
        loudness_match: false,
        jobs_at_once: 4,
        callbacks: Some(CallbackPlace { public_url, port }),
        export_folder: exports(rig.home.path()),
    };
    rig.studio.set_preferences(preferences).await.unwrap();
    let state = rig.studio.callback_state();
    state.port.unwrap_or_else(|| panic!("{:?}", state.problem))
}

/// A rig whose studio listens at the answered port, and an account that wants calls.
async fn called() -> (Rig, ConnectionView, SongId, u16) {
    let rig = Rig::new().await;
    let port = listen(&rig, rig.practice.url(), ANY).await;
    assert_eq!(
        listen(&rig, format!("http://127.0.0.1:{port}"), ANY).await,
        port,
        "another address, same listener"
    );
    let connection = connect(&rig, WIRE_FORMATS[0]).await;
    let options = ConnectionOptions { callbacks: true, ..ConnectionOptions::NONE };
    rig.studio.set_connection_options(connection.id.clone(), options).await.unwrap();
    let song = short_song_on(&rig, &connection).await;
    (rig, connection, song, port)
}

async fn start(rig: &Rig, song: &SongId) -> JobId {
    let quote = rig.studio.quote(ActionRequest::Generate { song: song.clone() }).await.unwrap();
    rig.studio.start(quote.quote_id).await.unwrap().id
}

async fn job(rig: &Rig, id: &JobId) -> JobView {
    rig.studio.jobs().await.unwrap().into_iter().find(|job| job.id == *id).unwrap()
}

/// Where the vendor was told to call.
fn address(rig: &Rig) -> String {
    let request = rig.practice.requests().into_iter().find(|request| request.method == "POST").unwrap();
    let body: serde_json::Value = serde_json::from_str(&request.body).unwrap();
    body["callback_url"].as_str().expect("a callback was asked for").to_owned()
}

async fn waiting_at_vendor(rig: &Rig, id: &JobId) {
    wait_for("the charge", async || (rig.practice.ledger().len() == 1).then_some(())).await;
    wait_for("the ticket", async || (job(rig, id).await.state == JobState::Waiting).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_end_their_job_once_however_often_they_come() {
    let (rig, _, song, _) = called().await;
    rig.practice.fault(Fault::once("callback", Effect::Repeat { times: 6 }));
    let done = rig.act(ActionRequest::Generate { song: song.clone() }).await.unwrap();
    assert_eq!((done.state, done.money), (JobState::Done, Money::Spent), "{:?}", done.error);
    assert!(address(&rig).contains("/call/"));
    let late = reqwest::Client::new().post(address(&rig)).body("{}").send().await.unwrap();
    assert_eq!(late.status(), 404, "noise at a true address");
    assert_eq!(rig.studio.get_song(song).await.unwrap().takes.len(), 2);
    assert_eq!(rig.practice.ledger().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_calls_change_nothing() {
    let (rig, _, song, port) = called().await;
    rig.practice.set_pace(Pace::Real);
    let mut events = rig.studio.events();
    let id = start(&rig, &song).await;
    waiting_at_vendor(&rig, &id).await;
    let (client, true_one) = (reqwest::Client::new(), address(&rig));
    let forged = r#"{"success":true,"task_id":"another","data":[{"id":"x","audio_url":"https://evil.example/x.mp3"}]}"#;
    let guess = format!("http://127.0.0.1:{port}/call/{}", "0".repeat(64));
    for (url, body) in [
        (guess.as_str(), forged.to_owned()),
        (true_one.as_str(), forged.to_owned()),
        (true_one.as_str(), "<html>".to_owned()),
        (true_one.as_str(), "x".repeat(1024 * 1024 + 1)),
        (&format!("http://127.0.0.1:{port}/"), forged.to_owned()),
    ] {
        let status = client.post(url).body(body).send().await.map(|answer| answer.status().as_u16());
        assert!(status.as_ref().map_or(true, |status| *status == 404), "{url}: {status:?}");
    }
    assert_eq!(client.get(&true_one).send().await.unwrap().status(), 404);
    assert_eq!(job(&rig, &id).await.state, JobState::Waiting);
    rig.practice.set_pace(Pace::Fast);
    assert_eq!(end_of(&mut events, &id).await.state, JobState::Done, "the true call still counts");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_after_a_restart_ends_the_job() {
    let (mut rig, connection, song, port) = called().await;
    rig.practice.set_pace(Pace::Real);
    let id = start(&rig, &song).await;
    waiting_at_vendor(&rig, &id).await;
    rig.restart().await;
    rig.studio.set_key(connection.id, SecretString::from(KEY)).await.unwrap();
    listen(&rig, format!("http://127.0.0.1:{port}"), port).await;
    let mut events = rig.studio.events();
    rig.practice.set_pace(Pace::Fast);
    assert_eq!(end_of(&mut events, &id).await.state, JobState::Done);
    assert_eq!(rig.practice.ledger().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_completes_a_job_whose_answer_was_lost() {
    let (rig, _, song, _) = called().await;
    rig.practice.fault(Fault::once("/suno/audios", Effect::Drop { accepted: true }));
    let id = start(&rig, &song).await;
    wait_for("the results", async || (job(&rig, &id).await.state == JobState::Done).then_some(())).await;
    assert_eq!(job(&rig, &id).await.money, Money::Spent);
    assert_eq!(rig.studio.get_song(song).await.unwrap().takes.len(), 2);
    assert_eq!(
        (rig.practice.ledger().len(), rig.practice.requests().iter().filter(|r| r.method == "POST").count()),
        (1, 1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_public_address_is_proven_and_a_strange_one_is_told() {
    let (rig, _, _, port) = called().await;
    let proof = rig.studio.prove_callback().await;
    assert!(proof.came_back && proof.error.is_none(), "{:?}", proof.error);
    assert_eq!(listen(&rig, rig.practice.url(), ANY).await, port);
    let proof = rig.studio.prove_callback().await;
    assert!(!proof.came_back);
    assert_eq!(proof.error.unwrap().code, ErrorCode::CallbackElsewhere);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listener_that_moves_leaves_its_port_free() {
    let (rig, _, _, port) = called().await;
    for wanted in [port, ANY, port, ANY] {
        let now = listen(&rig, format!("http://127.0.0.1:{port}"), wanted).await;
        assert!(wanted == ANY || now == port, "{wanted} {now}");
    }
}
