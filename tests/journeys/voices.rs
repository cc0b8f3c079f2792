//! Voices from the click to a song in them: every form of a persona, and a person's own voice, at both vendors
//! that make them; what is refused, and what stays on this computer.

use std::path::{Path, PathBuf};

use practice::{WIRE_FORMATS, WireFormat};
use secrecy::SecretString;
use serde_json::{Value, json};
use song::{Compose, ConnectionId, Millis, Range, VoiceId};
use studio::{
    ActionRequest, ErrorCode, JobState, JobView, Money, RecordingSlot, RecordingSource, UiError, VoiceForm,
    VoiceFormView, VoiceMakingPatch, VoiceMakingView, VoiceOf, VoiceView,
};
use tests::rig::{KEY, Rig};
use tests::stage::Stage;

pub(crate) const YOYAI: WireFormat = WIRE_FORMATS[0];
pub(crate) const MOUNTSEA: WireFormat = WIRE_FORMATS[1];
const RATE: u32 = 48_000;

fn form(of: VoiceOf) -> Box<VoiceForm> {
    let (name, description) = ("Harbour voice".into(), "warm and close".into());
    Box::new(VoiceForm { name, description, image: None, of })
}

/// Makes a voice of the stage's first take.
async fn made_of(stage: &Stage, of: VoiceOf) -> (JobView, VoiceView) {
    let (song, take) = (stage.song.clone(), stage.take.clone());
    let job = stage.rig.act(ActionRequest::CreateVoice { song, take, form: form(of) }).await.unwrap();
    assert_eq!((job.state, job.money), (JobState::Done, Money::Spent), "{:?}", job.error);
    (job, stage.rig.studio.voices().await.unwrap().voices[0].clone())
}

async fn singing_of(stage: &Stage) -> VoiceOf {
    let range = Range::new(Millis(1_000), Millis(6_000)).ok();
    let (song, take) = (stage.song.clone(), stage.take.clone());
    let job = stage.rig.act(ActionRequest::ExtractVoice { song, take, range }).await.unwrap();
    assert_eq!(job.state, JobState::Done, "{:?}", job.error);
    VoiceOf::Vox { job: job.id }
}

/// Sings a short song in a voice; answers what was sent.
async fn sing(rig: &Rig, connection: &ConnectionId, voice: &VoiceId, model: &str) -> Value {
    let song = rig.studio.create_song(compose(connection, voice, model)).await.unwrap().id;
    let before = rig.practice.requests().len();
    let job = rig.act(ActionRequest::Generate { song: song.clone() }).await.unwrap();
    assert_eq!((job.state, job.takes.len()), (JobState::Done, 2), "{:?}", job.error);
    serde_json::from_str(&rig.practice.requests()[before].body).unwrap()
}

fn compose(connection: &ConnectionId, voice: &VoiceId, model: &str) -> Compose {
    Compose {
        title: "In it".into(),
        lyrics: "[Verse]\nOne short line to sing\n".into(),
        style: "fast punk, 200 bpm".into(),
        connection: Some(connection.clone()),
        model: model.into(),
        voice: Some(voice.clone()),
        ..Compose::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_persona_of_a_song_sings_with_its_song_named() {
    let stage = Stage::of(YOYAI).await;
    let charges = stage.rig.practice.ledger().len();
    let (_, voice) = made_of(&stage, VoiceOf::Song).await;
    assert_eq!(stage.rig.practice.ledger().len(), charges + 1, "one click, one charge");
    assert_eq!((voice.form, voice.name.as_str()), (VoiceFormView::Persona, "Harbour voice"));
    assert_eq!(voice.take.as_ref(), Some(&stage.take), "it can be heard: the take is still here");
    assert!(voice.models.is_empty(), "every model sings in it");
    let sent = sing(&stage.rig, &stage.connection, &voice.id, "chirp-v5").await;
    assert_eq!(sent["action"], "artist_consistency");
    assert_eq!(sent["is_pro"], true, "the old form wants the better pool");
    assert!(
        sent["persona_id"].is_string() && sent["audio_id"].is_string() && sent.get("persona_type").is_none()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_voice_of_a_song_without_its_style_sings() {
    let stage = Stage::of(YOYAI).await;
    let of = singing_of(&stage).await;
    let (job, voice) = made_of(&stage, of).await;
    assert_eq!((voice.form, job.song_title.as_str()), (VoiceFormView::Vox, "Harbour voice"));
    let sent = sing(&stage.rig, &stage.connection, &voice.id, "chirp-v5").await;
    assert_eq!((&sent["action"], &sent["persona_type"]), (&json!("artist_consistency"), &json!("vox")));
    assert!(sent["audio_id"].is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_becomes_a_persona_on_the_way_and_keeps_its_picture() {
    let stage = Stage::of(YOYAI).await;
    let (song, take) = (stage.recorded.clone(), stage.recording.clone());
    let of = VoiceOf::Upload { public_url: Some(stage.address.clone()) };
    let picture = "data:image/png;base64,iVBORw0KGgo=".to_owned();
    let form = Box::new(VoiceForm { image: Some(picture.clone()), ..*form(of) });
    let before = stage.rig.practice.requests().len();
    let job = stage.rig.act(ActionRequest::CreateVoice { song, take, form }).await.unwrap();
    assert_eq!(job.state, JobState::Done, "{:?}", job.error);
    let sent: Value = serde_json::from_str(&stage.rig.practice.requests()[before].body).unwrap();
    assert_eq!((&sent["is_upload"], &sent["audio_url"]), (&json!(true), &json!(stage.address)));
    assert_eq!(sent["image_url"], picture);
    let voice = stage.rig.studio.voices().await.unwrap().voices[0].clone();
    assert_eq!(voice.image, Some(picture));
    sing(&stage.rig, &stage.connection, &voice.id, "chirp-v5").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_vendor_makes_both_forms_and_sings_in_them() {
    let stage = Stage::of(MOUNTSEA).await;
    let (_, persona) = made_of(&stage, VoiceOf::Song).await;
    let sent = sing(&stage.rig, &stage.connection, &persona.id, "chirp-v50").await;
    assert!(sent["persona"]["artist_clip_id"].is_string() && sent["persona"].get("persona_style").is_none());
    let of = singing_of(&stage).await;
    let (_, vox) = made_of(&stage, of).await;
    let sent = sing(&stage.rig, &stage.connection, &vox.id, "chirp-v50").await;
    assert_eq!(sent["persona"]["persona_style"], "vox");
    let (song, take) = (stage.recorded.clone(), stage.recording.clone());
    let of = VoiceOf::Upload { public_url: Some(stage.address.clone()) };
    let refused = stage.rig.studio.quote(ActionRequest::CreateVoice { song, take, form: form(of) }).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::Blocked, "it uploads nothing on the way");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voice_sings_in_its_own_account_and_continues_and_covers_where_the_vendor_lets_it() {
    let stage = Stage::of(YOYAI).await;
    let (_, voice) = made_of(&stage, VoiceOf::Song).await;
    let other = stage.rig.connect(YOYAI).await.id;
    let song = stage.rig.studio.create_song(compose(&other, &voice.id, "chirp-v5")).await.unwrap().id;
    let refused = stage.rig.studio.quote(ActionRequest::Generate { song }).await.unwrap_err();
    assert_eq!((refused.code, refused.values["why"].as_str()), (ErrorCode::Blocked, "voiceElsewhere"));
    let mut form = stage.form(stage.take.clone(), None);
    form.compose.voice = Some(voice.id.clone());
    let action = studio::ActionKind::Cover;
    let cover = ActionRequest::Derive { song: stage.song.clone(), action, form: Box::new(form) };
    let before = stage.rig.practice.requests().len();
    let job = stage.rig.act(cover).await.unwrap();
    assert_eq!(job.state, JobState::Done, "{:?}", job.error);
    let sent: Value = serde_json::from_str(&stage.rig.practice.requests()[before].body).unwrap();
    assert!(sent["persona_id"].is_string() && sent["persona_root_id"].is_string());
    stage.rig.studio.remove_voice(voice.id.clone()).await.unwrap();
    let own =
        stage.rig.studio.create_song(compose(&stage.connection, &voice.id, "chirp-v5")).await.unwrap().id;
    let gone = stage.rig.studio.quote(ActionRequest::Generate { song: own }).await.unwrap_err();
    assert_eq!(gone.values["why"], "voiceGone");
}

/// A real voice on its way.
pub(crate) struct Own {
    pub(crate) rig: Rig,
    connection: ConnectionId,
    making: String,
}

impl Own {
    pub(crate) async fn of(format: WireFormat) -> Self {
        let rig = Rig::new().await;
        let connection = rig.connect(format).await.id;
        Self::begun(rig, connection).await
    }

    async fn begun(rig: Rig, connection: ConnectionId) -> Self {
        let making = rig.studio.begin_voice(connection.clone()).await.unwrap();
        let patch = VoiceMakingPatch {
            name: Some("Lin".into()),
            consent: Some(true),
            language: Some("en".into()),
            ..VoiceMakingPatch::default()
        };
        rig.studio.change_voice(making.clone(), patch).await.unwrap();
        Self { rig, connection, making }
    }

    async fn record(&self, slot: RecordingSlot, seconds: u32, hz: f32) -> PathBuf {
        self.keep(slot, &voice(seconds, hz)).await
    }

    async fn keep(&self, slot: RecordingSlot, samples: &[f32]) -> PathBuf {
        let path = self.rig.home.path().join(format!("{slot:?}-{}.wav", samples.len()));
        std::fs::write(&path, audio::encode_wav16(samples, RATE)).unwrap();
        let source = RecordingSource::File { path: path.clone() };
        self.rig.studio.set_voice_recording(self.making.clone(), slot, source).await.unwrap();
        path
    }

    pub(crate) async fn hosted(&self, path: &Path) -> Option<String> {
        let key = SecretString::from(KEY);
        let practice = self.rig.practice.url();
        Some(vendors::http::host_file(&practice, "/practice/files", path, &key).await.unwrap())
    }

    pub(crate) async fn init(&self) -> JobView {
        self.init_with(&voice(13, 180.0)).await
    }

    /// Whatever somebody records as their singing.
    pub(crate) async fn init_with(&self, samples: &[f32]) -> JobView {
        let public_url = self.hosted(&self.keep(RecordingSlot::Singing, samples).await).await;
        self.try_init(public_url).await.unwrap()
    }

    pub(crate) async fn verify(&self, hz: f32) -> JobView {
        self.verify_with(&voice(4, hz)).await
    }

    /// An address of what somebody records as the next half.
    pub(crate) async fn address(&self, samples: &[f32]) -> Option<String> {
        let slot =
            if self.view().await.phrase.is_some() { RecordingSlot::Reading } else { RecordingSlot::Singing };
        self.hosted(&self.keep(slot, samples).await).await
    }

    pub(crate) async fn try_init(&self, public_url: Option<String>) -> Result<JobView, UiError> {
        self.rig.act(ActionRequest::InitVoice { making: self.making.clone(), public_url }).await
    }

    pub(crate) async fn try_verify(&self, public_url: Option<String>) -> Result<JobView, UiError> {
        self.rig.act(ActionRequest::VerifyVoice { making: self.making.clone(), public_url }).await
    }

    pub(crate) async fn change(&self, patch: VoiceMakingPatch) {
        self.rig.studio.change_voice(self.making.clone(), patch).await.unwrap();
    }

    /// Whatever somebody records as their reading.
    pub(crate) async fn verify_with(&self, samples: &[f32]) -> JobView {
        let public_url = self.hosted(&self.keep(RecordingSlot::Reading, samples).await).await;
        self.try_verify(public_url).await.unwrap()
    }

    pub(crate) async fn view(&self) -> VoiceMakingView {
        self.rig.studio.voices().await.unwrap().voice_makings[0].clone()
    }
}

/// Somebody who holds a note, with breaths.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn voice(seconds: u32, hz: f32) -> Vec<f32> {
    let frame = |index: u32| {
        let time = index as f32 / RATE as f32;
        let breath = if time.fract() > 0.85 { 0.0 } else { 1.0 };
        let partial = |number: f32| (time * hz * number * std::f32::consts::TAU).sin() / number;
        breath * 0.2 * (partial(1.0) + partial(2.0) + partial(3.0))
    };
    (0..seconds * RATE).flat_map(|index| [frame(index); 2]).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_persons_own_voice_is_proved_and_sings() {
    for (format, model) in [(YOYAI, "chirp-v5-5"), (MOUNTSEA, "chirp-v50")] {
        let own = Own::of(format).await;
        let job = own.init().await;
        assert_eq!(job.state, JobState::Done, "{}: {:?}", format.vendor, job.error);
        assert_eq!((job.song.as_str(), job.song_title.as_str()), ("", "Lin"), "it is of no song");
        let phrase = own.view().await.phrase.expect("a phrase to read");
        assert!(phrase.text.split_whitespace().count() > 3, "{phrase:?}");
        let left = phrase.until - phrase.now;
        assert!((10_000.0..=30_000.0).contains(&left), "{}: {left} ms are left", format.vendor);
        let job = own.verify(180.0).await;
        assert_eq!(job.state, JobState::Done, "{}: {:?}", format.vendor, job.error);
        let voices = own.rig.studio.voices().await.unwrap();
        assert!(voices.voice_makings.is_empty(), "it is no longer being made");
        let voice = &voices.voices[0];
        assert_eq!((voice.form, voice.name.as_str()), (VoiceFormView::Real, "Lin"));
        let sent = sing(&own.rig, &own.connection, &voice.id, model).await;
        if format.vendor == YOYAI.vendor {
            assert_eq!(voice.models, ["chirp-v5-5"]);
            assert_eq!((&sent["persona_type"], sent.get("audio_id")), (&json!("vox"), None));
            let wrong = compose(&own.connection, &voice.id, "chirp-v5");
            let song = own.rig.studio.create_song(wrong).await.unwrap().id;
            let refused = own.rig.studio.quote(ActionRequest::Generate { song }).await.unwrap_err();
            assert_eq!(refused.values["why"], "voiceNeedsModel");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_practice_studio_makes_a_voice_without_an_address() {
    let rig = Rig::new().await;
    let practice = rig.studio.snapshot().await.unwrap().connections[0].id.clone();
    let own = Own::begun(rig, practice).await;
    own.record(RecordingSlot::Singing, 13, 180.0).await;
    let making = own.making.clone();
    let job =
        own.rig.act(ActionRequest::InitVoice { making: making.clone(), public_url: None }).await.unwrap();
    assert_eq!(job.state, JobState::Done, "{:?}", job.error);
    own.record(RecordingSlot::Reading, 4, 180.0).await;
    let job = own.rig.act(ActionRequest::VerifyVoice { making, public_url: None }).await.unwrap();
    assert_eq!(job.state, JobState::Done, "{:?}", job.error);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_vendor_would_refuse_is_said_before_anything_is_sent() {
    let own = Own::of(YOYAI).await;
    let ask = |public_url: Option<&str>| ActionRequest::InitVoice {
        making: own.making.clone(),
        public_url: public_url.map(str::to_owned),
    };
    let code = async |action| own.rig.studio.quote(action).await.map_err(|error| error.code).map(|_| ());
    assert_eq!(code(ask(None)).await, Err(ErrorCode::NeedsRecording));
    own.record(RecordingSlot::Singing, 9, 180.0).await;
    assert_eq!(code(ask(Some("https://files.example/a.wav"))).await, Err(ErrorCode::RecordingTooShort));
    own.record(RecordingSlot::Singing, 13, 180.0).await;
    assert_eq!(code(ask(None)).await, Err(ErrorCode::Blocked), "the vendor must be able to fetch it");
    let consent = VoiceMakingPatch { consent: Some(false), ..VoiceMakingPatch::default() };
    own.rig.studio.change_voice(own.making.clone(), consent).await.unwrap();
    assert_eq!(code(ask(Some("https://files.example/a.wav"))).await, Err(ErrorCode::NeedsConsent));
    assert!(own.rig.practice.requests().is_empty() && own.rig.practice.ledger().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_persons_reading_is_refused_and_a_new_one_may_be_tried() {
    let own = Own::of(YOYAI).await;
    own.init().await;
    let job = own.verify(420.0).await;
    assert_eq!((job.state, job.money), (JobState::Refused, Money::NotSpent), "{:?}", job.error);
    let words = job.vendor_message.unwrap_or_default();
    assert!(words.contains("does not sound like"), "{words}");
    let view = own.view().await;
    assert!(view.singing.is_some() && view.phrase.is_some(), "nothing is lost");
    assert_eq!(own.verify(180.0).await.state, JobState::Done, "within the same 30 seconds");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phrase_that_came_too_late_says_so_and_a_new_one_may_be_asked_for() {
    for format in [YOYAI, MOUNTSEA] {
        let own = Own::of(format).await;
        own.init().await;
        let first = own.view().await.phrase.expect("a phrase");
        own.rig.practice.pass(std::time::Duration::from_secs(31));
        let job = own.verify(180.0).await;
        let code = job.error.as_ref().map(|error| error.code);
        assert_ne!(job.state, JobState::Done, "{}", format.vendor);
        assert_eq!(code, Some(ErrorCode::PhraseExpired), "{}: {:?}", format.vendor, job.error);
        assert!(own.view().await.singing.is_some(), "{}: the singing is kept", format.vendor);
        assert_eq!(own.init().await.state, JobState::Done, "{}", format.vendor);
        let second = own.view().await.phrase.expect("a new phrase");
        assert!(second.until > first.until, "with its own time");
        assert_eq!(own.verify(180.0).await.state, JobState::Done, "{}", format.vendor);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wizard_goes_on_after_a_restart_and_leaves_no_sound_when_it_is_given_up() {
    let mut own = Own::of(YOYAI).await;
    own.record(RecordingSlot::Singing, 13, 180.0).await;
    let range = Range::new(Millis(500), Millis(12_000)).ok();
    let patch = VoiceMakingPatch { step: Some(3), range, ..VoiceMakingPatch::default() };
    own.rig.studio.change_voice(own.making.clone(), patch).await.unwrap();
    let before = own.view().await;
    own.rig.restart().await;
    assert_eq!(own.view().await, before);
    assert_eq!((before.step, before.singing.map(|singing| singing.range)), (3, range));
    let folder = own.rig.home.path().join("library/voices");
    assert_eq!(files_in(&folder), 1);
    own.rig.studio.discard_making(own.making.clone()).await.unwrap();
    assert_eq!(files_in(&folder), 0, "the recording is gone from the disk");
    assert!(own.rig.studio.voices().await.unwrap().voice_makings.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn deleting_a_real_voice_deletes_its_recordings() {
    let own = Own::of(YOYAI).await;
    own.init().await;
    own.verify(180.0).await;
    let voice = own.rig.studio.voices().await.unwrap().voices[0].id.clone();
    let folder = own.rig.home.path().join("library/voices");
    assert_eq!(files_in(&folder), 2, "the singing and the phrase");
    own.rig.studio.rename_voice(voice.clone(), "  Lin at night ".into()).await.unwrap();
    assert_eq!(own.rig.studio.voices().await.unwrap().voices[0].name, "Lin at night");
    own.rig.studio.play_voice(voice.clone()).await.unwrap();
    let playback = own.rig.studio.snapshot().await.unwrap().playback;
    assert!(playback.playing && playback.song.is_none(), "what was sung is heard, and is of no song");
    own.rig.studio.pause();
    let left = own.rig.studio.remove_voice(voice.clone()).await.unwrap();
    assert_eq!((left.recordings, left.hosted), (2, 0));
    assert!(!left.remote.is_empty(), "what the vendor knows it by, to ask for its deletion there");
    assert_eq!(own.rig.studio.play_voice(voice).await.unwrap_err().code, ErrorCode::NotFound);
    assert_eq!(files_in(&folder), 0);
    assert!(own.rig.studio.voices().await.unwrap().voices.is_empty());
}

/// How many files lie under a folder.
fn files_in(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { files_in(&path) } else { 1 }).sum()
}
