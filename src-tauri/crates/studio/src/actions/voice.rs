//! Voices: the singing of a take, a voice made of a take, and a real voice in two halves.

use song::{Range, TakeId};
use vendors::{CreateVoice, ExtractVoice, InitVoice, Submission, VendorRequest, VerifyVoice, VoiceFrom, Vox};

use super::desk::{Desk, inside, malformed};
use super::plan::{Plan, Planned};
use super::{ActionKind, VoiceForm, VoiceOf};
use crate::makings::voice::{VoiceMaking, singing};
use crate::problem::{ErrorCode, UiError};
use crate::views::Money;
use crate::{clock, makings};

pub(super) fn extract(desk: &Desk<'_>, take: &TakeId, range: Option<Range>) -> Result<Planned, UiError> {
    let take = desk.take(ActionKind::ExtractVoice, take)?;
    let range = range.map(|range| inside(&take, range)).transpose()?;
    let range_s = range.map(|range| (range.start().seconds(), range.end().seconds()));
    let request = VendorRequest::ExtractVoice(ExtractVoice { audio_id: desk.remote_id(&take)?, range_s });
    Ok(Planned::of(request, take))
}

pub(super) fn create(desk: &Desk<'_>, take: &TakeId, form: &VoiceForm) -> Result<Planned, UiError> {
    desk.offer(ActionKind::CreateVoice)?;
    let name = form.name.trim().to_owned();
    if name.is_empty() {
        return Err(UiError::new(ErrorCode::NeedsName, "the voice has no name yet").money(Money::NotSpent));
    }
    let record = desk.library.take(take)?;
    let from = match &form.of {
        VoiceOf::Song => {
            let take = desk.take(ActionKind::CreateVoice, take)?;
            VoiceFrom::Song { audio_id: desk.remote_id(&take)? }
        }
        VoiceOf::Upload { .. } => VoiceFrom::Upload { audio_url: desk.address()?, audio_id: None },
        VoiceOf::Vox { job } => {
            let audio_id = desk.remote_id(&record)?;
            from_singing(desk, audio_id, &makings::product(desk.library, Some(job))?)?
        }
    };
    let image_url = form.image.clone().filter(|image| !image.trim().is_empty());
    let description = form.description.trim().to_owned();
    let request =
        VendorRequest::CreateVoice(CreateVoice { name: name.clone(), description, image_url, from });
    Ok(Planned { title: Some(name), ..Planned::of(request, record) })
}

/// Only what was taken out of this very song makes a voice of it.
fn from_singing(
    desk: &Desk<'_>,
    audio_id: String,
    product: &Option<(Submission, i64)>,
) -> Result<VoiceFrom, UiError> {
    let Some((Submission::Vox(vox), _)) = product else { return Err(no_singing(desk)) };
    let of_another = vox.audio_id.as_ref().is_some_and(|of| *of != audio_id);
    match vox {
        Vox { vox_audio_id, start_s: Some(start_s), end_s: Some(end_s), .. } if !of_another => {
            let vox_audio_id = vox_audio_id.clone();
            Ok(VoiceFrom::Vox { audio_id, vox_audio_id, start_s: *start_s, end_s: *end_s })
        }
        _ => Err(no_singing(desk)),
    }
}

fn no_singing(desk: &Desk<'_>) -> UiError {
    let why = format!("{} has not taken the singing out of this song", desk.profile.label);
    UiError::new(ErrorCode::NeedsRecording, why).money(Money::NotSpent)
}

pub(super) fn init(desk: &Desk<'_>, making: &str) -> Result<Planned, UiError> {
    desk.offer(ActionKind::InitVoice)?;
    let known: VoiceMaking = makings::read(desk.library, making)?;
    let range = singing(&known, desk.profile)?;
    let mut planned = Planned::new(VendorRequest::InitVoice(InitVoice {
        voice_audio_url: desk.address()?,
        language: known.language,
        start_s: range.start().seconds(),
        end_s: range.end().seconds(),
    }));
    planned.title = Some(known.name.trim().to_owned());
    Ok(planned)
}

/// A phrase whose time is over is not sent: the vendor would refuse it, and may charge.
pub(super) fn verify(desk: &Desk<'_>, making: &str) -> Result<Planned, UiError> {
    desk.offer(ActionKind::VerifyVoice)?;
    let known: VoiceMaking = makings::read(desk.library, making)?;
    let range = singing(&known, desk.profile)?;
    let phrase = known.phrase(desk.library, desk.profile)?;
    let (phrase, until) = phrase.ok_or_else(|| malformed("there is no phrase to read yet"))?;
    if clock::now() >= until {
        return Err(UiError::new(ErrorCode::PhraseExpired, "the vendor waits for this phrase no longer")
            .money(Money::NotSpent));
    }
    let name = known.name.trim().to_owned();
    let mut planned = Planned::new(VendorRequest::VerifyVoice(VerifyVoice {
        task_id: phrase.task_id,
        vox_audio_id: phrase.vox_audio_id,
        voice_recording_id: phrase.voice_recording_id,
        phrase_id: phrase.phrase_id,
        start_s: phrase.start_s.unwrap_or_else(|| range.start().seconds()),
        end_s: phrase.end_s.unwrap_or_else(|| range.end().seconds()),
        verification_audio_url: desk.address()?,
        name: name.clone(),
        description: known.description.trim().to_owned(),
    }));
    planned.title = Some(name);
    Ok(planned)
}

/// What a voice that this plan asked for was made of, as the library keeps it.
pub(crate) fn form_of(plan: &Plan) -> library::VoiceForm {
    match &plan.request {
        VendorRequest::CreateVoice(create) if matches!(create.from, VoiceFrom::Vox { .. }) => {
            library::VoiceForm::Vox
        }
        VendorRequest::CreateVoice(_) => library::VoiceForm::Persona,
        _ => library::VoiceForm::Real,
    }
}
