//! The queue of an account: nothing of a queued job is sent, and leaving it is free.

use practice::{Effect, Fault, Pace, WIRE_FORMATS};
use secrecy::SecretString;
use song::JobId;
use studio::{
    ActionRequest, ConnectionOptions, ConnectionView, JobState, JobView, Money, StudioEvent, Warning,
};
use tests::rig::{Events, KEY, Rig, connect, end_of, short_song_on, wait_for};

async fn one_at_a_time(rig: &Rig) -> ConnectionView {
    let connection = connect(rig, WIRE_FORMATS[0]).await;
    let options = ConnectionOptions { jobs_at_once: Some(1), ..ConnectionOptions::NONE };
    rig.studio.set_connection_options(connection.id, options).await.unwrap()
}

async fn start(rig: &Rig, song: &song::SongId) -> JobView {
    let quote = rig.studio.quote(ActionRequest::Generate { song: song.clone() }).await.unwrap();
    rig.studio.start(quote.quote_id).await.unwrap()
}

async fn job(rig: &Rig, id: &JobId) -> JobView {
    rig.studio.jobs().await.unwrap().into_iter().find(|job| job.id == *id).unwrap()
}

async fn told(events: &mut Events, id: &JobId, wanted: impl Fn(&JobView) -> bool) -> JobView {
    loop {
        match events.recv().await.expect("the studio is there") {
            StudioEvent::JobChanged(job) if job.id == *id && wanted(&job) => return *job,
            _ => {}
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_take_turns_and_leaving_the_queue_is_free() {
    let rig = Rig::new().await;
    let song = short_song_on(&rig, &one_at_a_time(&rig).await).await;
    rig.practice.set_pace(Pace::Real);
    let (first, second, third) =
        (start(&rig, &song).await, start(&rig, &song).await, start(&rig, &song).await);
    assert_eq!(
        [first.state, second.state, third.state],
        [JobState::Sending, JobState::Queued, JobState::Queued]
    );
    wait_for("the first charge", async || (rig.practice.ledger().len() == 1).then_some(())).await;
    rig.studio.cancel_job(second.id.clone()).await.unwrap();
    let second = job(&rig, &second.id).await;
    assert_eq!((second.state, second.money), (JobState::Cancelled, Money::NotSpent));
    assert_eq!(rig.practice.requests().len(), 1, "nothing of a queued job was sent");
    let mut events = rig.studio.events();
    rig.practice.set_pace(Pace::Fast);
    assert_eq!(end_of(&mut events, &third.id).await.state, JobState::Done);
    assert_eq!(rig.practice.ledger().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_account_sends_nothing_also_after_a_restart() {
    let mut rig = Rig::new().await;
    let connection = one_at_a_time(&rig).await;
    let song = short_song_on(&rig, &connection).await;
    rig.studio.pause_connection(connection.id.clone(), true).await.unwrap();
    let waiting = start(&rig, &song).await;
    assert_eq!((waiting.state, waiting.money), (JobState::Queued, Money::NotSpent));
    rig.restart().await;
    rig.studio.set_key(connection.id.clone(), SecretString::from(KEY)).await.unwrap();
    assert_eq!(job(&rig, &waiting.id).await.state, JobState::Queued);
    assert!(rig.practice.requests().is_empty());
    let mut events = rig.studio.events();
    rig.studio.pause_connection(connection.id, false).await.unwrap();
    assert_eq!(end_of(&mut events, &waiting.id).await.state, JobState::Done);
    assert_eq!(rig.practice.ledger().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_vendor_is_left_alone_for_a_while_and_what_waits_says_so() {
    let rig = Rig::new().await;
    let connection = one_at_a_time(&rig).await;
    let song = short_song_on(&rig, &connection).await;
    rig.practice.fault(Fault::once("/suno/audios", Effect::queue_full()));
    rig.studio.pause_connection(connection.id.clone(), true).await.unwrap();
    let (refused, waiting) = (start(&rig, &song).await, start(&rig, &song).await);
    let (mut first, mut second) = (rig.studio.events(), rig.studio.events());
    rig.studio.pause_connection(connection.id, false).await.unwrap();
    let refused = end_of(&mut first, &refused.id).await;
    assert_eq!((refused.state, refused.money), (JobState::Refused, Money::NotSpent));
    let held = told(&mut second, &waiting.id, |job| job.again_at.is_some()).await;
    assert_eq!(held.state, JobState::Queued);
    assert_eq!(end_of(&mut second, &waiting.id).await.state, JobState::Done);
    let posts = rig.practice.requests().iter().filter(|request| request.method == "POST").count();
    assert_eq!((posts, rig.practice.ledger().len()), (2, 1), "the refused job was not sent again");
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_once_more_is_a_new_job_that_says_what_the_old_one_may_have_cost() {
    let rig = Rig::new().await;
    let song = short_song_on(&rig, &connect(&rig, WIRE_FORMATS[0]).await).await;
    let act = || rig.act(ActionRequest::Generate { song: song.clone() });
    rig.practice.fault(Fault::once("/suno/audios", Effect::Drop { accepted: true }));
    let unclear = act().await.unwrap();
    let quote = rig.studio.quote_again(unclear.id.clone()).await.unwrap();
    assert_eq!(quote.warnings, [Warning::EarlierUnclear]);
    let mut events = rig.studio.events();
    let second = rig.studio.start(quote.quote_id).await.unwrap();
    assert_ne!(second.id, unclear.id);
    let done = end_of(&mut events, &second.id).await;
    assert_eq!(done.state, JobState::Done);
    assert_eq!(rig.practice.ledger().len(), 2);
    assert_eq!(rig.studio.quote_again(done.id).await.unwrap().warnings, [Warning::EarlierSpent]);
    rig.practice.fault(Fault::once("/suno/audios", Effect::queue_full()));
    let free = act().await.unwrap();
    assert!(rig.studio.quote_again(free.id).await.unwrap().warnings.is_empty());
}
