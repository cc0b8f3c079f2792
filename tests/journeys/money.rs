//! Money is never spent twice. The witness is the practice server's own ledger.

use std::process::{Command, Stdio};
use std::time::Duration;

use practice::{Effect, Fault};
use song::SongId;
use studio::keeper::Keeping;
use studio::{ActionRequest, ErrorCode, JobState, Money, Studio};
use tests::rig::{LYRICS, Rig, open, practice, wait_for};

fn generations(practice: &practice::Practice) -> usize {
    practice.ledger().iter().filter(|entry| entry.action == "generate").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quote_starts_one_job_however_often_it_is_clicked() {
    let rig = Rig::new().await;
    let song = rig.song(LYRICS).await;
    let quote = rig.studio.quote(ActionRequest::Generate { song: song.id }).await.unwrap();
    let clicks = (0..20).map(|_| {
        let (studio, quote) = (rig.studio.clone(), quote.quote_id.clone());
        tokio::spawn(async move { studio.start(quote).await })
    });
    let mut started = 0;
    for click in clicks.collect::<Vec<_>>() {
        match click.await.unwrap() {
            Ok(_) => started += 1,
            Err(error) => assert_eq!(error.code, ErrorCode::StaleQuote),
        }
    }
    assert_eq!(started, 1);
    wait_for("the job's end", async || all_over(&rig.studio).await).await;
    assert_eq!(generations(&rig.practice), 1);
}

async fn all_over(studio: &Studio) -> Option<()> {
    let jobs = studio.jobs().await.unwrap();
    jobs.iter().all(|job| job.state.is_over()).then_some(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_connection_is_unknown_and_never_resent() {
    let rig = Rig::new().await;
    for accepted in [true, false] {
        let before = generations(&rig.practice);
        rig.practice.fault(Fault::once("/suno/audios", Effect::Drop { accepted }));
        let song = rig.song(LYRICS).await;
        let job = rig.act(ActionRequest::Generate { song: song.id }).await.unwrap();
        assert_eq!(job.state, JobState::OutcomeUnknown, "accepted: {accepted}");
        assert_eq!(job.money, Money::Unknown);
        assert_eq!(generations(&rig.practice) - before, usize::from(accepted));
    }
    assert_eq!(rig.practice.requests().len(), 2, "one POST per click, whatever became of it");
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_cost_nothing_and_say_why() {
    let rig = Rig::new().await;
    let refusals = [
        (Effect::refusal(401, "invalid_token", "The token is invalid."), ErrorCode::BadKey),
        (Effect::refusal(403, "used_up", "Your balance is used up."), ErrorCode::OutOfCredits),
        (Effect::queue_full(), ErrorCode::Busy),
        (Effect::refusal(403, "forbidden", "Tags contained artist name: Somebody"), ErrorCode::Refused),
        (Effect::refusal(400, "bad_request", "Prompt too long."), ErrorCode::TextTooLong),
    ];
    for (effect, code) in refusals {
        rig.practice.fault(Fault::once("/suno/audios", effect));
        let song = rig.song(LYRICS).await;
        let job = rig.act(ActionRequest::Generate { song: song.id }).await.unwrap();
        assert_eq!(job.state, JobState::Refused);
        assert_eq!(job.money, Money::NotSpent);
        let error = job.error.unwrap();
        assert_eq!(error.code, code, "{}", error.message);
        assert!(error.vendor_message.is_some(), "the vendor's own words are kept");
    }
    assert_eq!(rig.practice.ledger().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_there_means_nothing_sent() {
    let rig = Rig::new().await;
    let song = rig.song(LYRICS).await;
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let folder = tempfile::tempdir().unwrap();
    let studio = open(folder.path(), &url, Keeping::Task).await.unwrap();
    let other = studio.create_song(song.compose).await.unwrap();
    let quote = studio.quote(ActionRequest::Generate { song: other.id }).await.unwrap();
    studio.start(quote.quote_id).await.unwrap();
    wait_for("the job's end", async || all_over(&studio).await).await;
    let job = studio.jobs().await.unwrap().remove(0);
    assert_eq!((job.state, job.money), (JobState::Failed, Money::NotSpent));
    assert_eq!(job.error.unwrap().code, ErrorCode::Unreachable);
}

/// Kills the studio's process at 25 moments of a job's life. The keeper survives, so every accepted
/// generation must come home, and none may be asked for twice.
#[tokio::test(flavor = "multi_thread")]
async fn killed_at_any_moment_nothing_is_lost_and_nothing_sent_twice() {
    let home = tempfile::tempdir().unwrap();
    let practice = practice(home.path()).await;
    let url = practice.url();
    // One render for all rounds: the practice studio is deterministic and caches.
    for round in 0..25_u64 {
        let song = prepare(home.path(), &url, round).await;
        let before = generations(&practice);
        kill_after(home.path(), &url, &song, Duration::from_millis(20 + round * round * 6)).await;
        let studio =
            wait_for("the library's lock", async || open(home.path(), &url, Keeping::Task).await.ok()).await;
        wait_for("every job to end", async || all_over(&studio).await).await;
        let sent = generations(&practice) - before;
        assert!(sent <= 1, "round {round}: one click was sent {sent} times");
        let takes = studio.get_song(song.clone()).await.unwrap().takes.len();
        assert_eq!(takes, sent * 2, "round {round}: what was paid for is here, and nothing else");
        drop(studio);
    }
}

async fn prepare(home: &std::path::Path, url: &str, round: u64) -> SongId {
    let studio = wait_for("the library", async || open(home, url, Keeping::Task).await.ok()).await;
    let compose = song::Compose {
        title: format!("Round {round}"),
        lyrics: "[Verse]\nOne short line to sing\n".into(),
        style: "folk, 100 bpm".into(),
        ..song::Compose::default()
    };
    studio.create_song(compose).await.unwrap().id
}

async fn kill_after(home: &std::path::Path, url: &str, song: &SongId, delay: Duration) {
    let mut process = Command::new(env!("CARGO_BIN_EXE_killable"));
    process.arg(home).arg(url).arg(song.as_str()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut process = process.spawn().unwrap();
    tokio::time::sleep(delay).await;
    process.kill().unwrap();
    process.wait().unwrap();
}
