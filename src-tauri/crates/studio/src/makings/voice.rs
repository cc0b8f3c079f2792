//! A real voice in the making: consent, a recording of singing, the phrase and its reading.
//!
//! The vendor waits 30 seconds for the phrase. What of that is gone is counted from when it may have begun to
//! wait, so that nothing is sent that it would refuse.

use serde::{Deserialize, Serialize};
use song::{ConnectionId, JobId, Millis, Range};
use vendors::{Phrase, Profile, Submission};

use library::Library;

use super::recordings::{self, From};
use super::{Making, Recording, all, change, product, read, write};
use crate::actions::vendor_named;
use crate::clock::{self, for_window};
use crate::problem::{ErrorCode, UiError};
use crate::views::{
    JobState, PhraseView, RecordingSlot, RecordingSource, VoiceMakingPatch, VoiceMakingView,
    VoiceRecordingView,
};
use crate::{Studio, StudioEvent};

/// What is known of a real voice before it is one.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct VoiceMaking {
    pub(crate) connection: ConnectionId,
    pub(crate) name: String,
    pub(crate) description: String,
    /// The user says: it is my own voice, or I have its owner's permission.
    pub(crate) consent: bool,
    /// Of the phrase: one of [`vendors::VOICE_LANGUAGES`].
    pub(crate) language: String,
    /// Where the wizard was, in the window's numbers.
    pub(crate) step: u8,
    pub(crate) singing: Option<Recording>,
    pub(crate) reading: Option<Recording>,
    pub(crate) init: Option<JobId>,
    pub(crate) verify: Option<JobId>,
}

impl Making for VoiceMaking {
    const KIND: &'static str = "voice";
}

/// What a voice was made of, once it is there: nobody goes on with it, and it can be heard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Made(pub(crate) VoiceMaking);

impl Making for Made {
    const KIND: &'static str = "madeVoice";
}

impl VoiceMaking {
    /// The phrase that the vendor gave, and when it stops to wait for it, in milliseconds since 1970.
    pub(crate) fn phrase(
        &self,
        library: &Library,
        profile: &Profile,
    ) -> Result<Option<(Phrase, i64)>, UiError> {
        let Some((Submission::Phrase(phrase), came_at)) = product(library, self.init.as_ref())? else {
            return Ok(None);
        };
        // Where it had to be asked for, the vendor may have waited since the question before.
        let unseen = profile.follow.map_or(0, |follow| follow.interval_s);
        let left = phrase.seconds_left.unwrap_or(PATIENCE_S).saturating_sub(unseen);
        let until = came_at + i64::from(left) * 1000;
        let used_up = phrase.task_id.as_ref().and_then(|_| self.failed_at(library));
        Ok(Some((phrase, used_up.map_or(until, |at| until.min(at)))))
    }

    /// When the task failed that the second half went on with: it takes no second reading.
    fn failed_at(&self, library: &Library) -> Option<i64> {
        let record = library.job(self.verify.as_ref()?).ok()?;
        let failed = crate::shown::word(&record.state, JobState::Waiting) == JobState::Failed;
        record.ended_at.filter(|_| failed)
    }
}

/// How long a vendor waits that does not say it.
const PATIENCE_S: u32 = 30;

impl Studio {
    /// Begins a real voice with an account. Sends nothing.
    ///
    /// # Errors
    /// `Blocked` where its vendor makes none.
    pub async fn begin_voice(&self, connection: ConnectionId) -> Result<String, UiError> {
        let record = self.connection(&connection).await?;
        let profile = vendor_named(&record.vendor)?.profile();
        crate::actions::sold(profile, vendors::Action::InitVoice)?;
        let id = uuid::Uuid::now_v7().to_string();
        let making = VoiceMaking { connection, language: "en".to_owned(), ..VoiceMaking::default() };
        let name = id.clone();
        self.work(move |library| write(library, &name, &making)).await?;
        self.events.tell(&StudioEvent::VoicesChanged);
        Ok(id)
    }

    /// Changes what a real voice is to be.
    ///
    /// # Errors
    /// `NotFound`; `BadRequest` for a language that no phrase is in, or a part that is not in the recording.
    pub async fn change_voice(&self, making: String, patch: VoiceMakingPatch) -> Result<(), UiError> {
        self.work(move |library| change(library, &making, |known| changed(known, patch))).await?;
        self.events.tell(&StudioEvent::VoicesChanged);
        Ok(())
    }

    /// Takes a recording for a real voice: the singing, or the phrase as it was read. Sends nothing.
    ///
    /// # Errors
    /// A named audio error; `OutsideSong`; a disk error.
    pub async fn set_voice_recording(
        &self,
        making: String,
        slot: RecordingSlot,
        source: RecordingSource,
    ) -> Result<(), UiError> {
        let from = match source {
            RecordingSource::File { path } => From::File(path),
            RecordingSource::Take { take, range } => From::Take { take, range },
            RecordingSource::Recording { id } => {
                // Small, because the vendor waits for the reading.
                let file = self.recording_file(shelf_of(&making, slot), id, audio::ExportFormat::Mp3).await?;
                From::Made(file)
            }
        };
        self.work(move |library| {
            read::<VoiceMaking>(library, &making)?;
            let recording = recordings::keep(library, &making, &from)?;
            change(library, &making, |mut known: VoiceMaking| {
                let place = match slot {
                    RecordingSlot::Singing => &mut known.singing,
                    RecordingSlot::Reading => &mut known.reading,
                };
                *place = Some(recording);
                Ok(known)
            })
        })
        .await?;
        self.events.tell(&StudioEvent::VoicesChanged);
        Ok(())
    }

    /// Gives a voice up before it is one: its recordings are deleted.
    ///
    /// # Errors
    /// `NotFound`; when something cannot be deleted.
    pub async fn discard_making(&self, making: String) -> Result<(), UiError> {
        self.ask(move |library| {
            erase(library, &making)?;
            library.remove_making(&making)
        })
        .await?;
        self.events.tell(&StudioEvent::VoicesChanged);
        Ok(())
    }
}

/// Where the recorder puts what is recorded for a making.
fn shelf_of(making: &str, slot: RecordingSlot) -> String {
    match slot {
        RecordingSlot::Singing => making.to_owned(),
        RecordingSlot::Reading => format!("{making}-phrase"),
    }
}

/// Where everything is that the recorder made for it.
pub(super) fn shelves(making: &str) -> [String; 2] {
    [RecordingSlot::Singing, RecordingSlot::Reading].map(|slot| shelf_of(making, slot))
}

/// Deletes every sound of a making: what was recorded, and what was chosen of it.
pub(super) fn erase(library: &Library, making: &str) -> Result<(), library::LibraryError> {
    for shelf in shelves(making) {
        library.delete_recordings(&shelf)?;
    }
    library.erase_recordings(making)
}

fn changed(mut making: VoiceMaking, patch: VoiceMakingPatch) -> Result<VoiceMaking, UiError> {
    if let Some(language) = patch.language {
        if !vendors::VOICE_LANGUAGES.contains(&language.as_str()) {
            return Err(UiError::new(ErrorCode::BadRequest, "no phrase is in this language"));
        }
        making.language = language;
    }
    if let (Some(range), Some(singing)) = (patch.range, &mut making.singing) {
        if range.end() > singing.length {
            return Err(UiError::new(ErrorCode::BadRequest, "this part is not in the recording"));
        }
        singing.range = range;
    }
    making.name = patch.name.unwrap_or(making.name);
    making.description = patch.description.unwrap_or(making.description);
    making.consent = patch.consent.unwrap_or(making.consent);
    making.step = patch.step.unwrap_or(making.step);
    Ok(making)
}

/// Every real voice that is being made, as the window shows it.
pub(crate) fn views(library: &Library) -> Result<Vec<VoiceMakingView>, UiError> {
    let connections = library.connections()?;
    let shown = all::<VoiceMaking>(library)?.into_iter().map(|(id, making)| {
        let owner = connections.iter().find(|connection| connection.id == making.connection);
        let profile = owner.and_then(|owner| vendors::by_id(&owner.vendor)).map(|vendor| vendor.profile());
        let phrase = profile.map_or(Ok(None), |profile| making.phrase(library, profile))?;
        Ok(view(id, making, profile, phrase))
    });
    shown.collect()
}

fn view(
    id: String,
    making: VoiceMaking,
    profile: Option<&Profile>,
    phrase: Option<(Phrase, i64)>,
) -> VoiceMakingView {
    VoiceMakingView {
        id,
        connection: making.connection,
        name: making.name,
        description: making.description,
        consent: making.consent,
        language: making.language,
        step: making.step,
        singing: making.singing.map(recording),
        reading: making.reading.map(recording),
        shortest: profile.map_or(Millis(0), |profile| profile.voice_recording_min),
        phrase: phrase.map(|(phrase, until)| PhraseView {
            text: vendors::untrusted::line(&phrase.text),
            until: for_window(until),
            now: for_window(clock::now()),
        }),
        init: making.init,
        verify: making.verify,
    }
}

fn recording(recording: Recording) -> VoiceRecordingView {
    VoiceRecordingView { title: recording.title, length: recording.length, range: recording.range }
}

/// What must be so before a real voice is asked for.
///
/// # Errors
/// `NeedsConsent`, `NeedsName`, `NeedsRecording`, `RecordingTooShort`: nothing is spent.
pub(crate) fn singing(making: &VoiceMaking, profile: &Profile) -> Result<Range, UiError> {
    let missing = |code, words: &str| UiError::new(code, words).money(crate::views::Money::NotSpent);
    if !making.consent {
        return Err(missing(ErrorCode::NeedsConsent, "a voice is made with its owner's word only"));
    }
    if making.name.trim().is_empty() {
        return Err(missing(ErrorCode::NeedsName, "the voice has no name yet"));
    }
    let singing = making.singing.as_ref();
    let singing = singing.ok_or_else(|| missing(ErrorCode::NeedsRecording, "there is no recording yet"))?;
    // The document says: longer than.
    if singing.range.length() <= profile.voice_recording_min {
        let words = "the recording is too short for this vendor";
        let seconds = profile.voice_recording_min.0 / 1000;
        return Err(missing(ErrorCode::RecordingTooShort, words).value("seconds", seconds));
    }
    Ok(singing.range)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile() -> &'static Profile {
        vendors::all()[0].profile()
    }

    fn ready(end: u32) -> VoiceMaking {
        let range = Range::new(Millis(0), Millis(end)).unwrap();
        let singing = Recording { file: "a.wav".into(), title: "a".into(), length: Millis(60_000), range };
        VoiceMaking { consent: true, name: "Mine".into(), singing: Some(singing), ..VoiceMaking::default() }
    }

    #[test]
    fn a_voice_needs_its_owners_word_a_name_and_more_than_ten_seconds() {
        let code = |making: &VoiceMaking| singing(making, profile()).map_err(|error| error.code);
        assert_eq!(code(&VoiceMaking { consent: false, ..ready(20_000) }), Err(ErrorCode::NeedsConsent));
        assert_eq!(code(&VoiceMaking { name: " ".into(), ..ready(20_000) }), Err(ErrorCode::NeedsName));
        assert_eq!(code(&VoiceMaking { singing: None, ..ready(20_000) }), Err(ErrorCode::NeedsRecording));
        assert_eq!(code(&ready(10_000)), Err(ErrorCode::RecordingTooShort), "longer than, says the document");
        assert!(code(&ready(10_001)).is_ok());
    }

    #[test]
    fn only_what_is_possible_can_be_chosen() {
        let change = |patch| changed(ready(20_000), patch).map_err(|error| error.code);
        let language = VoiceMakingPatch { language: Some("xx".into()), ..VoiceMakingPatch::default() };
        assert_eq!(change(language), Err(ErrorCode::BadRequest));
        let range = Range::new(Millis(1_000), Millis(61_000)).ok();
        let outside = VoiceMakingPatch { range, ..VoiceMakingPatch::default() };
        assert_eq!(change(outside), Err(ErrorCode::BadRequest));
        let patch =
            VoiceMakingPatch { language: Some("zh".into()), step: Some(3), ..VoiceMakingPatch::default() };
        let making = change(patch).unwrap();
        assert_eq!((making.language.as_str(), making.step, making.name.as_str()), ("zh", 3, "Mine"));
    }
}
