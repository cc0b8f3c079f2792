//! A model of one's own: session, uploads of which some fail and are tried again, training, and a song made with
//! it; what is refused before anything is paid.

use std::path::PathBuf;

use practice::{WIRE_FORMATS, WireFormat};
use secrecy::SecretString;
use song::{Compose, ConnectionId};
use studio::{
    ActionRequest, ErrorCode, JobState, JobView, ModelMakingPatch, ModelMakingView, Money, RecordingSource,
    RowState,
};
use tests::rig::{KEY, Rig, end_of};

const MOUNTSEA: WireFormat = WIRE_FORMATS[1];

/// A model that is being put together.
struct Putting {
    rig: Rig,
    connection: ConnectionId,
    making: String,
}

impl Putting {
    /// With so many songs in it.
    async fn of(songs: usize) -> Self {
        let rig = Rig::new().await;
        let connection = rig.connect(MOUNTSEA).await.id;
        let making = rig.studio.begin_model(connection.clone()).await.unwrap();
        let putting = Self { rig, connection, making };
        for number in 0..songs {
            putting.add(putting.file(number)).await;
        }
        putting
    }

    /// A short song on this computer; every number is another sound.
    fn file(&self, number: usize) -> PathBuf {
        let path = self.rig.home.path().join(format!("Song {number}.wav"));
        let hz = 110.0 + 20.0 * number as f32;
        let frame = |index: u32| 0.3 * (index as f32 / 48_000.0 * hz * std::f32::consts::TAU).sin();
        let samples: Vec<f32> = (0..96_000).flat_map(|index| [frame(index); 2]).collect();
        std::fs::write(&path, audio::encode_wav16(&samples, 48_000)).unwrap();
        path
    }

    async fn add(&self, path: PathBuf) {
        let source = RecordingSource::File { path };
        self.rig.studio.add_model_row(self.making.clone(), source).await.unwrap();
    }

    async fn view(&self) -> ModelMakingView {
        self.rig.studio.voices().await.unwrap().model_makings[0].clone()
    }

    async fn prepare(&self) -> JobView {
        let making = self.making.clone();
        self.rig.act(ActionRequest::PrepareCustomModel { making }).await.unwrap()
    }

    /// Where the vendor can fetch a song.
    async fn hosted(&self, row: usize) -> String {
        let (practice, key) = (self.rig.practice.url(), SecretString::from(KEY));
        let path = self.file(row);
        vendors::http::host_file(&practice, "/practice/files", &path, &key).await.unwrap()
    }

    /// Uploads side by side: all are begun before the first has ended.
    async fn upload(&self, songs: &[(usize, String)]) -> Vec<JobState> {
        let rows = self.view().await.rows;
        let mut begun = Vec::new();
        for (row, url) in songs {
            let (making, row) = (self.making.clone(), rows[*row].id.clone());
            let action = ActionRequest::UploadToCustomModel { making, row, public_url: Some(url.clone()) };
            let events = self.rig.studio.events();
            let quote = self.rig.studio.quote(action).await.unwrap();
            begun.push((events, self.rig.studio.start(quote.quote_id).await.unwrap().id));
        }
        let mut ends = Vec::new();
        for (mut events, job) in begun {
            ends.push(end_of(&mut events, &job).await.state);
        }
        ends
    }

    /// Uploads these songs from where they can be fetched.
    async fn upload_well(&self, rows: &[usize]) -> Vec<JobState> {
        let mut songs = Vec::new();
        for row in rows {
            songs.push((*row, self.hosted(*row).await));
        }
        self.upload(&songs).await
    }

    async fn ready_to_train(&self) {
        let patch = ModelMakingPatch { name: Some("Harbour".into()), rights: Some(true), remove_row: None };
        self.rig.studio.change_model(self.making.clone(), patch).await.unwrap();
    }

    fn training(&self) -> ActionRequest {
        ActionRequest::CreateCustomModel { making: self.making.clone() }
    }

    async fn refused(&self, action: ActionRequest) -> ErrorCode {
        self.rig.studio.quote(action).await.unwrap_err().code
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn six_songs_two_failing_uploads_tried_again_and_a_song_with_the_model() {
    let putting = Putting::of(6).await;
    assert_eq!(putting.prepare().await.state, JobState::Done);
    assert!(putting.view().await.has_session);
    let mut songs = Vec::new();
    for row in 0..6 {
        // The second and the fifth lead nowhere (RFC 2606).
        let lost = [1, 4].contains(&row);
        songs.push((
            row,
            if lost { format!("https://{row}.invalid/a.wav") } else { putting.hosted(row).await },
        ));
    }
    let [done, lost] = [JobState::Done, JobState::Failed];
    assert_eq!(putting.upload(&songs).await, [done, lost, done, done, lost, done]);
    let states: Vec<_> = putting.view().await.rows.iter().map(|row| row.state).collect();
    let [ready, failed] = [RowState::Ready, RowState::Failed];
    assert_eq!(states, [ready, failed, ready, ready, failed, ready]);
    putting.ready_to_train().await;
    assert_eq!(putting.refused(putting.training()).await, ErrorCode::NeedsSix, "four are too few");
    assert_eq!(putting.upload_well(&[1, 4]).await, [done, done], "only what failed is tried again");
    let quote = putting.rig.studio.quote(putting.training()).await.unwrap();
    assert_eq!((quote.price, quote.unit.as_str()), (Some(100.0), "credits"));
    let job = putting.rig.act(putting.training()).await.unwrap();
    assert_eq!(
        (job.state, job.money, job.charged),
        (JobState::Done, Money::Spent, Some(100.0)),
        "{:?}",
        job.error
    );
    let voices = putting.rig.studio.voices().await.unwrap();
    assert!(voices.model_makings.is_empty(), "it is no longer being made");
    assert_eq!(voices.models[0].name, "Harbour");
    sings(&putting, &voices.models[0].model).await;
}

/// The model is one of its account's, and of no other's.
async fn sings(putting: &Putting, model: &str) {
    let rig = &putting.rig;
    let accounts = rig.studio.snapshot().await.unwrap().connections;
    let own = accounts.iter().find(|account| account.id == putting.connection).unwrap();
    assert!(own.models.iter().any(|known| known.id == model && known.own && known.label == "Harbour"));
    let of = |connection: &ConnectionId| Compose {
        title: "Ours".into(),
        lyrics: "[Verse]\nOne short line to sing\n".into(),
        style: "fast punk, 200 bpm".into(),
        model: model.to_owned(),
        connection: Some(connection.clone()),
        ..Compose::default()
    };
    let song = rig.studio.create_song(of(&putting.connection)).await.unwrap().id;
    let before = rig.practice.requests().len();
    let job = rig.act(ActionRequest::Generate { song }).await.unwrap();
    assert_eq!((job.state, job.takes.len()), (JobState::Done, 2), "{:?}", job.error);
    let sent: serde_json::Value = serde_json::from_str(&rig.practice.requests()[before].body).unwrap();
    assert_eq!(sent["model"], model);
    let other = rig.connect(MOUNTSEA).await.id;
    let song = rig.studio.create_song(of(&other)).await.unwrap().id;
    let quote = rig.studio.quote(ActionRequest::Generate { song }).await.unwrap();
    let asked = quote.sent.iter().find(|field| field.name == "model").unwrap();
    assert_ne!(asked.value, model, "another account is asked for its usual model");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_uploaded_twice_or_without_a_session_and_nothing_trained_without_rights() {
    let putting = Putting::of(1).await;
    let row = putting.view().await.rows[0].id.clone();
    let making = putting.making.clone();
    let public_url = Some("https://files.example/a.wav".to_owned());
    let upload = ActionRequest::UploadToCustomModel { making, row, public_url };
    assert_eq!(putting.refused(upload.clone()).await, ErrorCode::BadRequest, "there is no session yet");
    assert_eq!(putting.refused(putting.training()).await, ErrorCode::NeedsConsent);
    assert!(putting.rig.practice.ledger().is_empty());
    putting.prepare().await;
    putting.upload_well(&[0]).await;
    assert_eq!(putting.refused(upload).await, ErrorCode::BadRequest, "the vendor has it");
    let making = putting.making.clone();
    let again = putting.refused(ActionRequest::PrepareCustomModel { making }).await;
    assert_eq!(again, ErrorCode::BadRequest, "one session is enough");
}

#[tokio::test(flavor = "multi_thread")]
async fn songs_uploaded_for_another_model_do_not_count() {
    let putting = Putting::of(6).await;
    putting.prepare().await;
    assert_eq!(putting.upload_well(&[0, 1, 2, 3, 4, 5]).await, [JobState::Done; 6]);
    let foreign = vendors::by_id("mountsea").unwrap();
    let making = putting.rig.studio.begin_model(putting.connection.clone()).await.unwrap();
    let other = Putting { making, ..putting };
    other.prepare().await;
    other.ready_to_train().await;
    assert_eq!(other.refused(other.training()).await, ErrorCode::NeedsSix, "each model has its own uploads");
    // And the vendor would not take them: asked directly, as nobody can in the window.
    let key = SecretString::from(KEY);
    let way = vendors::http::Way {
        base_url: other.rig.practice.url_of(MOUNTSEA),
        proxy: vendors::http::Proxy::None,
        patience: None,
    };
    let requests = other.rig.practice.requests();
    let session = |at: usize| {
        let mut sessions = requests.iter().filter(|request| request.path.ends_with("/upload"));
        let body: serde_json::Value = serde_json::from_str(&sessions.nth(at).unwrap().body).unwrap();
        body["sessionId"].as_str().unwrap().to_owned()
    };
    let request = vendors::VendorRequest::CreateCustomModel(vendors::CreateCustomModel {
        session_id: session(0),
        clip_ids: (0..6).map(|number| format!("foreign-{number}")).collect(),
        name: "Foreign".into(),
    });
    let wire = foreign.encode(&request, &vendors::Setup::default()).unwrap();
    let answer = vendors::http::send_once(&way, &wire, &key).await.unwrap();
    let refusal = foreign.decode(&request, &answer).unwrap_err().into_error();
    assert!(refusal.message.contains("clipIds must come from this session"), "{refusal:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_song_twice_is_seen_and_a_restart_forgets_nothing() {
    let mut putting = Putting::of(2).await;
    putting.add(putting.file(0)).await;
    let before = putting.view().await;
    let doubles: Vec<_> = before.rows.iter().map(|row| row.is_double).collect();
    assert_eq!(doubles, [false, false, true]);
    assert!(before.rows[0].loudness > -30.0 && before.rows[0].length.0 == 2_000, "{:?}", before.rows[0]);
    putting.rig.restart().await;
    assert_eq!(putting.view().await, before);
    let gone =
        ModelMakingPatch { remove_row: Some(before.rows[2].id.clone()), ..ModelMakingPatch::default() };
    putting.rig.studio.change_model(putting.making.clone(), gone).await.unwrap();
    assert_eq!(putting.view().await.rows.len(), 2);
}
