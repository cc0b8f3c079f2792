//! Every vendor from its account to a song in the library: connect, test, make, hear; and what happens
//! when the answer takes its time.

use practice::WIRE_FORMATS;
use secrecy::SecretString;
use studio::{ActionRequest, ErrorCode, JobState, LaneRequest, Money};
use tests::rig::{KEY, Rig, end_of, song_on, wait_for};

#[tokio::test(flavor = "multi_thread")]
async fn every_vendor_makes_a_song_and_charges_once() {
    let rig = Rig::new().await;
    for format in WIRE_FORMATS {
        let name = format!("{}{}", format.vendor, format.base);
        let connection = rig.connect(format).await;
        let tested = rig.studio.test_connection(connection.id.clone()).await.unwrap();
        assert!(tested.ok, "{name}: {:?}", tested.error);
        let before = rig.practice.ledger().len();
        let song = song_on(&rig, &connection).await;
        let job = rig.act(ActionRequest::Generate { song: song.clone() }).await.expect("quoted and started");
        assert_eq!(job.state, JobState::Done, "{name}: {:?}", job.error);
        assert_eq!(job.money, Money::Spent, "{name}");
        assert_eq!(rig.practice.ledger().len(), before + 1, "{name}: one click, one charge");
        let view = rig.studio.get_song(song.clone()).await.unwrap();
        assert!(!view.takes.is_empty(), "{name}: at least one take");
        for take in &view.takes {
            assert!(take.duration_ms.0 > 10_000, "{name}: a song of {} ms", take.duration_ms.0);
            let peaks = rig.studio.get_peaks(song.clone(), LaneRequest::Take { take: take.id.clone() }).await;
            assert!(peaks.is_ok_and(|bytes| bytes.len() > 1_000), "{name}: it can be seen");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_is_told_before_anything_is_spent() {
    let rig = Rig::new().await;
    for format in WIRE_FORMATS {
        let connection = rig.connect(format).await;
        let wrong = SecretString::from("wrong-key-0123456789");
        rig.studio.set_key(connection.id.clone(), wrong).await.unwrap();
        let tested = rig.studio.test_connection(connection.id.clone()).await.unwrap();
        let code = tested.error.map(|error| error.code);
        assert_eq!(code, Some(ErrorCode::BadKey), "{}{}", format.vendor, format.base);
    }
    assert!(rig.practice.ledger().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_survives_a_restart() {
    for format in [WIRE_FORMATS[1], WIRE_FORMATS[2], WIRE_FORMATS[3]] {
        let mut rig = Rig::new().await;
        let connection = rig.connect(format).await;
        let song = song_on(&rig, &connection).await;
        let quote = rig.studio.quote(ActionRequest::Generate { song: song.clone() }).await.unwrap();
        let job = rig.studio.start(quote.quote_id).await.unwrap();
        wait_for("the vendor to accept", async || (!rig.practice.ledger().is_empty()).then_some(())).await;
        rig.restart().await;
        // Keys of this rig live in memory: a new studio has to be told again.
        rig.studio.set_key(connection.id.clone(), SecretString::from(KEY)).await.unwrap();
        let mut events = rig.studio.events();
        let known = rig.studio.jobs().await.unwrap().into_iter().find(|known| known.id == job.id).unwrap();
        let ended = if known.state.is_over() { known } else { end_of(&mut events, &job.id).await };
        assert_eq!(ended.state, JobState::Done, "{}: {:?}", format.vendor, ended.error);
        assert_eq!(rig.practice.ledger().len(), 1, "{}: charged once", format.vendor);
    }
}
