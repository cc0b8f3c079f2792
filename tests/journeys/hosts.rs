//! The user's file host: a real S3-compatible server in a process of its own. What a job needs is there while it
//! runs and gone afterwards, whatever goes wrong, and every trouble has its own name.

use practice::{Pace, WIRE_FORMATS, WireFormat};
use secrecy::SecretString;
use song::{SongId, TakeId};
use studio::{ActionRequest, ConnectionView, ErrorCode, HostPlace, JobState, Money, RecordingWish, UiError};
use tests::rig::{Rig, end_of, wait_for};
use tests::store::{Road, SECRET, Store, Traffic, Way, at, nowhere};
use vendors::http::{Stranger, read_as_stranger};

fn store() -> Store {
    Store::start(env!("CARGO_BIN_EXE_s3-server"))
}

fn secret() -> Option<SecretString> {
    Some(SecretString::from(SECRET))
}

/// The vendors' wire format that uploads from an address.
fn uploading() -> WireFormat {
    WIRE_FORMATS[0]
}

/// A recording as a song of an account at the imitation of a vendor.
async fn recorded(rig: &Rig) -> (ConnectionView, SongId, TakeId) {
    let connection = rig.connect(uploading()).await;
    let (sender, mut ticks) = tokio::sync::mpsc::unbounded_channel();
    rig.studio.watch_recorder(move |tick| sender.send(tick).is_ok());
    let id = rig.studio.start_recording("library".into(), RecordingWish::default()).await.unwrap();
    while ticks.recv().await.unwrap().recorded_ms.unwrap_or(0.0) < 1_500.0 {}
    rig.studio.stop_recording().await.unwrap();
    let song = rig.studio.keep_recording("library".into(), id, None).await.unwrap();
    let view = rig.studio.get_song(song.clone()).await.unwrap();
    let compose = song::Compose { connection: Some(connection.id.clone()), ..view.compose };
    rig.studio.save_compose(song.clone(), compose).await.unwrap();
    (connection, song, view.takes[0].id.clone())
}

fn upload(song: &SongId, take: &TakeId) -> ActionRequest {
    ActionRequest::Upload { song: song.clone(), take: take.clone(), public_url: None }
}

/// The address that a quote will tell the vendor.
fn address(quote: &studio::Quote) -> String {
    quote.sent.iter().find(|field| field.value.starts_with("http")).expect("an address is sent").value.clone()
}

/// What proving finds wrong with a place.
async fn trouble(rig: &Rig, place: HostPlace, secret: &str) -> UiError {
    rig.studio.set_file_host(place, Some(SecretString::from(secret))).await.unwrap();
    let proof = rig.studio.prove_file_host().await.unwrap();
    assert!(!proof.works);
    proof.error.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_works_is_proven_and_nothing_is_left_there() {
    let (rig, store) = (Rig::new().await, store());
    assert!(rig.studio.file_host().await.unwrap().is_none());
    let view = rig.studio.set_file_host(store.place(), secret()).await.unwrap();
    assert!(view.label.starts_with("songs · 127.0.0.1"), "{}", view.label);
    let proof = rig.studio.prove_file_host().await.unwrap();
    assert!(proof.works && proof.ms > 0.0 && proof.speed > 100_000.0, "{proof:?}");
    assert!(store.objects().is_empty() && rig.studio.hosted().await.unwrap().is_empty());
    rig.studio.remove_file_host().await.unwrap();
    assert!(rig.studio.file_host().await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_goes_over_the_host_and_is_taken_away_when_the_job_has_ended() {
    let (rig, store) = (Rig::new().await, store());
    let (_, song, take) = recorded(&rig).await;
    let without = rig.studio.quote(upload(&song, &take)).await.unwrap_err();
    assert_eq!((without.code, without.money), (ErrorCode::Blocked, Some(Money::NotSpent)));
    rig.studio.set_file_host(store.place(), secret()).await.unwrap();
    let quote = rig.studio.quote(upload(&song, &take)).await.unwrap();
    let hosting = quote.hosting.clone().expect("what leaves this computer is said before it does");
    assert!(hosting.bytes > 10_000.0 && hosting.hours == 1 && !hosting.public, "{hosting:?}");
    assert!(store.objects().is_empty(), "asking for a price puts nothing anywhere");
    let signed = address(&quote);
    assert!(!signed.contains(SECRET) && signed.contains("X-Amz-Expires=3600"), "{signed}");
    let mut events = rig.studio.events();
    let job = rig.studio.start(quote.quote_id).await.unwrap();
    let done = end_of(&mut events, &job.id).await;
    assert_eq!((done.state, done.money), (JobState::Done, Money::Spent), "{:?}", done.error);
    wait_for("the object to be gone", async || store.objects().is_empty().then_some(())).await;
    wait_for("the outbox to be empty", async || rig.studio.hosted().await.unwrap().is_empty().then_some(()))
        .await;
    let stranger = read_as_stranger(&signed, std::time::Duration::from_secs(10)).await;
    assert_eq!(stranger, Stranger::Refused, "a true address leads to nothing any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_credentials_a_missing_bucket_and_a_dead_host_have_names_of_their_own() {
    let (rig, store) = (Rig::new().await, store());
    let wrong_id = HostPlace { key_id: "somebody".into(), ..store.place() };
    assert_eq!(trouble(&rig, store.place(), "wrong").await.code, ErrorCode::HostDenied);
    assert_eq!(trouble(&rig, wrong_id, SECRET).await.code, ErrorCode::HostDenied);
    let elsewhere = HostPlace { bucket: "nowhere".into(), ..store.place() };
    assert_eq!(trouble(&rig, elsewhere, SECRET).await.code, ErrorCode::HostBucket);
    assert!(store.objects().is_empty() && rig.studio.hosted().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_does_not_answer_is_told_from_one_that_hangs_up_and_one_that_is_not_there() {
    for (way, code) in [(Way::Silent, ErrorCode::HostSlow), (Way::Cut, ErrorCode::HostCut)] {
        let rig = Rig::impatient().await;
        assert_eq!(trouble(&rig, at(nowhere(way).await), SECRET).await.code, code);
    }
    let rig = Rig::impatient().await;
    // A port that was free a moment ago.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    assert_eq!(trouble(&rig, at(closed), SECRET).await.code, ErrorCode::HostUnreachable);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_breaks_spends_nothing_and_leaves_nothing_unsaid() {
    let rig = Rig::impatient().await;
    let (_, song, take) = recorded(&rig).await;
    for (way, code) in [(Way::Cut, ErrorCode::HostCut), (Way::Silent, ErrorCode::HostSlow)] {
        rig.studio.set_file_host(at(nowhere(way).await), secret()).await.unwrap();
        let quote = rig.studio.quote(upload(&song, &take)).await.unwrap();
        let error = rig.studio.start(quote.quote_id.clone()).await.unwrap_err();
        assert_eq!((error.code, error.money), (code, Some(Money::NotSpent)));
        assert!(rig.practice.ledger().is_empty() && rig.studio.jobs().await.unwrap().is_empty());
        // It may be there, as far as anybody knows: it is listed until a host says that it is gone.
        assert_eq!(rig.studio.hosted().await.unwrap().len(), 1);
        let in_use = rig.studio.remove_file_host().await.unwrap_err();
        assert_eq!(in_use.code, ErrorCode::HostInUse);
        let still = rig.studio.start(quote.quote_id).await.unwrap_err();
        assert_eq!(still.code, code, "the price is not used up by that");
        return_to_empty(&rig).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_and_a_cut_upload_to_a_real_store_leave_nothing_there() {
    let (rig, store) = (Rig::impatient().await, store());
    let road = Road::to(&store).await;
    let (_, song, take) = recorded(&rig).await;
    rig.studio.set_file_host(road.place(), secret()).await.unwrap();
    let quote = rig.studio.quote(upload(&song, &take)).await.unwrap();
    for (traffic, code) in [(Traffic::Crawls, ErrorCode::HostSlow), (Traffic::Breaks, ErrorCode::HostCut)] {
        road.is_now(traffic);
        let error = rig.studio.start(quote.quote_id.clone()).await.unwrap_err();
        assert_eq!((error.code, error.money), (code, Some(Money::NotSpent)), "{traffic:?}");
        assert!(rig.practice.ledger().is_empty() && rig.studio.jobs().await.unwrap().is_empty());
        assert!(
            rig.studio.hosted().await.unwrap().is_empty(),
            "{traffic:?}: the host has said that it is gone"
        );
        assert!(store.objects().is_empty(), "{traffic:?}: {:?}", store.objects());
    }
    road.is_now(Traffic::Flows);
    let mut events = rig.studio.events();
    let job =
        rig.studio.start(quote.quote_id).await.expect("the same price holds when the road is good again");
    assert_eq!(end_of(&mut events, &job.id).await.state, JobState::Done);
    wait_for("the object to be gone", async || store.objects().is_empty().then_some(())).await;
}

/// The outbox of a host that will never answer, emptied as only a test may.
async fn return_to_empty(rig: &Rig) {
    let listed = rig.studio.hosted().await.unwrap();
    let left: Vec<_> = listed.iter().filter(|each| each.needed).collect();
    assert!(left.is_empty(), "no job needs any of it");
    for each in listed {
        rig.studio.forget_hosted(each.name).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_crash_left_out_there_is_taken_away_at_the_next_start() {
    let (mut rig, store) = (Rig::new().await, store());
    rig.studio.set_file_host(store.place(), secret()).await.unwrap();
    let (_, song, take) = recorded(&rig).await;
    rig.practice.set_pace(Pace::Real);
    let quote = rig.studio.quote(upload(&song, &take)).await.unwrap();
    rig.studio.start(quote.quote_id).await.unwrap();
    assert_eq!(store.objects().len(), 1);
    rig.restart().await;
    // The new run has the host, but no key: the keyring of the tests ends with its studio.
    let jobs = rig.studio.jobs().await.unwrap();
    assert_eq!(rig.studio.hosted().await.unwrap().len(), 1, "nothing is forgotten");
    rig.studio.set_file_host(store.place(), secret()).await.unwrap();
    rig.practice.set_pace(Pace::Fast);
    rig.studio.cancel_job(jobs[0].id.clone()).await.unwrap();
    wait_for("the object to be gone", async || store.objects().is_empty().then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_address_says_that_it_has_expired() {
    let store = store();
    let place = store.place();
    let builder = opendal::services::S3::default().endpoint(&place.endpoint).region("us-east-1");
    let builder = builder.bucket(&place.bucket).access_key_id(&place.key_id).secret_access_key(SECRET);
    opendal::install_default();
    let operator = opendal::Operator::new(builder.disable_config_load()).unwrap();
    operator.write("short.txt", "words").await.unwrap();
    let second = std::time::Duration::from_secs(1);
    let address = operator.presign_read("short.txt", second).await.unwrap().uri().to_string();
    wait_for("the address to expire", async || {
        let found = read_as_stranger(&address, second * 10).await;
        (found == Stranger::Expired).then_some(())
    })
    .await;
}
