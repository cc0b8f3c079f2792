//! A song with takes, a recording of the user's and an address of it: what every action is tried on.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so and stops")]

use practice::WireFormat;
use secrecy::SecretString;
use song::{Compose, ConnectionId, Gender, Millis, Range, SongId, TakeId};
use studio::{
    ActionKind, ActionRequest, DeriveForm, JobState, MenuItem, SongFilter, SongQuery, SongSort, SongView,
    SoundKind, SoundsForm, TakeView, Variation,
};

use crate::rig::{KEY, Rig};

/// The words of the song. Short and fast: every action renders a song or two.
pub const WORDS: &str = "[Verse]\nPaper lanterns on the rooftops\nEvery window holds a name\n";
/// The words of everything that is made of a take.
pub const NEW_WORDS: &str = "[Verse]\nSecond light on the harbour wall\n";
/// How long the recording is.
const SECONDS: u32 = 9;
const RATE: u32 = 48_000;

/// What every action is tried on.
pub struct Stage {
    pub rig: Rig,
    pub connection: ConnectionId,
    /// Made at the vendor; two takes.
    pub song: SongId,
    /// The first of them.
    pub take: TakeId,
    /// The recording's own song.
    pub recorded: SongId,
    /// The recording: it lives only here.
    pub recording: TakeId,
    /// A public address of the recording.
    pub address: String,
}

impl Stage {
    /// A song made with the account, and a recording.
    pub async fn open(rig: Rig, connection: ConnectionId) -> Self {
        let song = made(&rig, &connection).await;
        let take = rig.studio.get_song(song.clone()).await.expect("the song").takes[0].id.clone();
        let (recorded, recording, address) = record(&rig, &connection).await;
        Self { rig, connection, song, take, recorded, recording, address }
    }

    /// The same with a fresh account of a vendor.
    pub async fn of(format: WireFormat) -> Self {
        let rig = Rig::new().await;
        let connection = rig.connect(format).await.id;
        Self::open(rig, connection).await
    }

    /// The song as it is now.
    pub async fn view(&self, song: &SongId) -> SongView {
        self.rig.studio.get_song(song.clone()).await.expect("the song")
    }

    /// The takes of the song that came of an action, oldest first.
    pub async fn takes_of(&self, song: &SongId, is: impl Fn(&TakeView) -> bool) -> Vec<TakeView> {
        self.view(song).await.takes.into_iter().filter(|take| is(take)).collect()
    }

    /// The entry of a take's menu.
    pub async fn item(&self, song: &SongId, take: &TakeId, action: ActionKind) -> Option<MenuItem> {
        let menu = self.rig.studio.action_menu(song.clone(), take.clone()).await.expect("a menu");
        menu.into_iter().find(|item| item.action == action)
    }

    /// What the user fills in for an action on a take: every setting is set.
    pub fn ask(
        &self,
        action: ActionKind,
        song: &SongId,
        take: &TakeId,
        with: Option<TakeId>,
    ) -> ActionRequest {
        let (song, take) = (song.clone(), take.clone());
        match action {
            ActionKind::Remaster => {
                ActionRequest::Remaster { song, take, model: String::new(), variation: Variation::High }
            }
            ActionKind::Sounds => ActionRequest::Sounds { song, form: sounds() },
            ActionKind::Lyrics => ActionRequest::Lyrics { song, idea: "a harbour at dawn".into() },
            ActionKind::MashupLyrics => {
                ActionRequest::MashupLyrics { song, take, with: with.expect("a second take") }
            }
            ActionKind::Upload => {
                ActionRequest::Upload { song, take, public_url: Some(self.address.clone()) }
            }
            ActionKind::Stems
            | ActionKind::AllStems
            | ActionKind::Timing
            | ActionKind::Concat
            | ActionKind::Wav
            | ActionKind::Mp4
            | ActionKind::Midi
            | ActionKind::Html => ActionRequest::OnTake { song, take, action },
            _ => ActionRequest::Derive { song, action, form: Box::new(self.form(take, with)) },
        }
    }

    /// A form in which everything is filled in.
    pub fn form(&self, take: TakeId, with: Option<TakeId>) -> DeriveForm {
        DeriveForm {
            take,
            with,
            at: Some(Millis(5_000)),
            range: Some(Range::new(Millis(2_000), Millis(6_500)).expect("a range")),
            compose: Compose {
                title: "Second Light".into(),
                lyrics: NEW_WORDS.into(),
                style: "fast polka, 200 bpm".into(),
                style_negative: "drums".into(),
                vocal_gender: Some(Gender::Female),
                weirdness: Some(30),
                style_influence: Some(60),
                audio_influence: Some(90),
                ..Compose::default()
            },
            public_url: Some(self.address.clone()),
        }
    }
}

/// Sounds with everything chosen.
fn sounds() -> SoundsForm {
    SoundsForm {
        description: "a deep drop".into(),
        sound: SoundKind::Loop,
        key: Some("F# min".into()),
        bpm: Some(120),
        model: String::new(),
        pro: false,
    }
}

async fn made(rig: &Rig, connection: &ConnectionId) -> SongId {
    let compose = Compose {
        title: "Paper Lanterns".into(),
        lyrics: WORDS.into(),
        style: "fast punk, 200 bpm".into(),
        connection: Some(connection.clone()),
        ..Compose::default()
    };
    let song = rig.studio.create_song(compose).await.expect("a song").id;
    let job = rig.act(ActionRequest::Generate { song: song.clone() }).await.expect("generated");
    assert_eq!(job.state, JobState::Done, "{:?}", job.error);
    song
}

/// A recording of the user's: imported, and put where a vendor can fetch it.
async fn record(rig: &Rig, connection: &ConnectionId) -> (SongId, TakeId, String) {
    let path = rig.home.path().join("Harbour.wav");
    std::fs::write(&path, audio::encode_wav16(&hum(), RATE)).expect("a file");
    let key = SecretString::from(KEY);
    let kept = vendors::http::host_file(&rig.practice.url(), "/practice/files", &path, &key).await;
    rig.studio.import_audio(vec![path]).await;
    let query = SongQuery {
        text: "Harbour".into(),
        filter: SongFilter::All,
        sort: SongSort::Changed,
        offset: 0,
        limit: 1,
    };
    let song = rig.studio.list_songs(query).await.expect("a list").rows[0].id.clone();
    let view = rig.studio.get_song(song.clone()).await.expect("the song");
    let compose = Compose { connection: Some(connection.clone()), ..view.compose };
    rig.studio.save_compose(song.clone(), compose).await.expect("saved");
    (song, view.takes[0].id.clone(), kept.expect("an address"))
}

/// A tone with a beat in it, stereo.
#[allow(clippy::cast_precision_loss)]
fn hum() -> Vec<f32> {
    let frame = |index: u32| {
        let time = index as f32 / RATE as f32;
        let beat = 1.0 - (time * 2.0).fract();
        0.4 * beat * (time * 220.0 * std::f32::consts::TAU).sin()
    };
    (0..SECONDS * RATE).flat_map(|index| [frame(index); 2]).collect()
}
