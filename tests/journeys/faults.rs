//! Two thousand faults on the way to vendors and back: nothing is sent twice, nothing that was paid for is lost
//! where the vendor can be asked again, and what nobody can know is called unknown.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use practice::{Options, Pace, Practice, WIRE_FORMATS};
use secrecy::SecretString;
use song::{Compose, ConnectionId, JobId};
use studio::keeper::Keeping;
use studio::{
    ActionRequest, Config, ConnectionOptions, JobState, JobView, Money, Preferences, Studio, StudioEvent,
};
use tests::rig::{KEY, Keys, exports};
use tests::unreliable::{Mishap, Unreliable};

const FAULTS: u32 = 2000;
/// Jobs of one round; rounds go on until enough faults have struck.
const ROUND: usize = 120;
/// Longest wait of any call: a stalled one is given up after this.
const PATIENCE: Duration = Duration::from_millis(2500);

struct Storm {
    studio: Arc<Studio>,
    practice: Practice,
    network: Unreliable,
    accounts: Vec<ConnectionId>,
    /// An account at an address where nobody listens.
    nobody: ConnectionId,
    home: tempfile::TempDir,
}

impl Storm {
    async fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let options = Options { key: KEY.into(), pace: Pace::Fast, home: None, port: 0, credits: 10_000.0 };
        let practice = Practice::start_silent(options).await.unwrap();
        let tone: Vec<f32> = (0..9_600).map(|i| (i as f32 * 0.05).sin() * 0.3).collect();
        let network = Unreliable::start(practice.url(), 20_261_121, audio::encode_wav16(&tone, 48_000)).await;
        let studio = open(home.path()).await;
        let mut accounts = Vec::new();
        for number in 0..12 {
            let format = WIRE_FORMATS[if number % 2 == 0 { 0 } else { 3 }];
            let path = practice.url_of(format).replacen(&practice.url(), "", 1);
            accounts.push(account(&studio, format.vendor, network.url(&path)).await);
        }
        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let nobody = format!("http://{}", closed.local_addr().unwrap());
        drop(closed);
        let nobody = account(&studio, WIRE_FORMATS[0].vendor, nobody).await;
        Self { studio, practice, network, accounts, nobody, home }
    }

    /// A round of jobs, each of a song of its own, until all have ended.
    async fn round(&self, first: usize, jobs: &mut HashMap<JobId, String>) {
        let mut events = self.studio.events();
        let mut open = std::collections::HashSet::new();
        for number in first..first + ROUND {
            let account = if number % 40 == 7 { &self.nobody } else { &self.accounts[number % 12] };
            let title = format!("Song {number}");
            let id = self.begin(account, &title).await;
            open.insert(id.clone());
            jobs.insert(id, title);
        }
        for job in self.studio.jobs().await.unwrap() {
            if job.state.is_over() {
                open.remove(&job.id);
            }
        }
        while !open.is_empty() {
            if let Some(StudioEvent::JobChanged(job)) = events.recv().await
                && job.state.is_over()
            {
                open.remove(&job.id);
            }
        }
    }

    async fn begin(&self, account: &ConnectionId, title: &str) -> JobId {
        let compose = Compose {
            title: title.into(),
            lyrics: "[Verse]\nOne short line to sing\n".into(),
            style: "folk, 100 bpm".into(),
            connection: Some(account.clone()),
            ..Compose::default()
        };
        let song = self.studio.create_song(compose).await.unwrap().id;
        let quote = self.studio.quote(ActionRequest::Generate { song }).await.unwrap();
        self.studio.start(quote.quote_id).await.unwrap().id
    }

    /// How a job stands; ended jobs are few enough to be shown because the judged ones are taken off the list.
    async fn shown(&self) -> HashMap<JobId, JobView> {
        self.studio.jobs().await.unwrap().into_iter().map(|job| (job.id.clone(), job)).collect()
    }

    /// Asks again for everything that is unclear or was not brought home, as a user does by a click.
    async fn look_up(&self, jobs: &HashMap<JobId, String>) {
        let mut events = self.studio.events();
        for (id, job) in self.shown().await {
            let unclear = matches!(job.state, JobState::OutcomeUnknown | JobState::Failed);
            if !jobs.contains_key(&id) || !unclear || job.money == Money::NotSpent {
                continue;
            }
            if self.studio.look_up_job(id.clone()).await.is_err() {
                continue;
            }
            while !self.shown().await[&id].state.is_over() {
                events.recv().await;
            }
        }
    }
}

async fn open(home: &std::path::Path) -> Arc<Studio> {
    let preferences = Preferences {
        fetch_timing: false,
        loudness_match: false,
        jobs_at_once: 8,
        callbacks: None,
        export_folder: exports(home),
    };
    Studio::open(Config {
        folder: home.join("library"),
        keeping: Keeping::Task,
        output: audio::Output::Null,
        input: audio::Input::Synthetic,
        preferences,
        secrets: Arc::new(Keys::default()),
        haste: 0.002,
        patience: Some(PATIENCE),
        practice: None,
    })
    .await
    .unwrap()
}

async fn account(studio: &Arc<Studio>, vendor: &str, base_url: String) -> ConnectionId {
    let made = studio.add_connection(vendor.into(), "Storm".into(), base_url).await.unwrap();
    studio.set_key(made.id.clone(), SecretString::from(KEY)).await.unwrap();
    let options = ConnectionOptions { jobs_at_once: Some(8), ..ConnectionOptions::NONE };
    studio.set_connection_options(made.id, options).await.unwrap().id
}

/// What the two witnesses say against what the job says.
fn judge(title: &str, job: &JobView, submits: &[Mishap]) {
    let said = format!("{title}: {:?}, {:?}, {:?}, {submits:?}", job.state, job.money, job.error);
    assert!(job.state.is_over(), "stuck: {said}");
    let Some(submit) = submits.first() else {
        assert_eq!((job.state, job.money), (JobState::Failed, Money::NotSpent), "{said}");
        return;
    };
    assert_eq!(submits.len(), 1, "sent twice: {said}");
    match submit {
        // Taken, and the answer arrived: what was paid for is here.
        Mishap::None | Mishap::Slow => {
            assert_eq!((job.state, job.money), (JobState::Done, Money::Spent), "lost: {said}");
            assert!(!job.takes.is_empty(), "{said}");
        }
        // Refused: by the vendor's own words, or by an address that only leads elsewhere.
        Mishap::TooMany | Mishap::QueueFull | Mishap::Redirect => {
            assert_eq!((job.state, job.money), (JobState::Refused, Money::NotSpent), "{said}");
        }
        // An answer that broke off may still hold the task's number; else nobody can know.
        Mishap::Cut => assert!(
            (job.state, job.money) == (JobState::OutcomeUnknown, Money::Unknown)
                || job.state == JobState::Done,
            "{said}"
        ),
        // Nobody can know.
        Mishap::ResetBefore | Mishap::ResetAfter | Mishap::Stalled | Mishap::Expired => {
            assert_eq!((job.state, job.money), (JobState::OutcomeUnknown, Money::Unknown), "{said}");
        }
    }
}

fn was_passed_on(mishap: Mishap) -> bool {
    use Mishap::{Cut, None, ResetAfter, Slow, Stalled};
    matches!(mishap, None | Slow | Cut | ResetAfter | Stalled)
}

#[tokio::test(flavor = "multi_thread")]
async fn two_thousand_faults_cost_nothing_twice_and_lose_nothing() {
    let storm = Storm::new().await;
    let mut judged = 0;
    let mut first = 0;
    while storm.network.struck() < FAULTS {
        let mut jobs = HashMap::new();
        storm.round(first, &mut jobs).await;
        first += ROUND;
        storm.look_up(&jobs).await;
        for (id, title) in jobs {
            settle(&storm, &id, &title).await;
            judged += 1;
        }
    }
    let passed_on = storm.network.submits().into_values().flatten().filter(|mishap| was_passed_on(*mishap));
    assert_eq!(storm.practice.ledger().len(), passed_on.count(), "the vendor's ledger: once per submit");
    assert_eq!(judged, first, "every job was judged");
    assert!(storm.network.kinds().len() >= 8, "every kind of fault struck: {:?}", storm.network.kinds());
    drop(storm.home);
}

/// Judges a job and takes it off the list. One whose downloads keep failing is looked up until they do not.
async fn settle(storm: &Storm, id: &JobId, title: &str) {
    let only = HashMap::from([(id.clone(), title.to_owned())]);
    let mut job = storm.shown().await.remove(id).unwrap();
    for _ in 0..20 {
        if job.state != JobState::Failed || job.money != Money::Spent {
            break;
        }
        storm.look_up(&only).await;
        job = storm.shown().await.remove(id).unwrap();
    }
    judge(title, &job, storm.network.submits().get(title).map_or(&[], Vec::as_slice));
    storm.studio.dismiss_job(id.clone()).await.unwrap();
}
