//! What comes of making voices and models: the voice, the model, or what the next step needs.

use library::{CustomModelRecord, JobRecord, JobResults, ProductRecord, VoiceRecord};
use song::VoiceId;
use vendors::{CustomModel, RemoteVoice, Submission, VendorRequest, untrusted};

use crate::actions::{Plan, form_of};
use crate::clock;
use crate::problem::UiError;

/// A voice with what it was made of. The vendor may put it on another song than the one it was asked for.
pub(super) fn voice(record: &JobRecord, plan: &Plan, made: RemoteVoice) -> JobResults {
    let form = form_of(plan);
    let root = made.audio_id.or_else(|| asked_of(&plan.request));
    let real = form == library::VoiceForm::Real;
    let voice = VoiceRecord {
        id: VoiceId::fresh(),
        connection: plan.connection.clone(),
        vendor: plan.vendor.clone(),
        practice: plan.practice,
        form,
        persona_id: made.persona_id,
        audio_id: root.filter(|_| !real),
        name: said_or(&made.name, &plan.song_title),
        description: untrusted::line(&made.description),
        image: image_of(&plan.request),
        song: plan.source.as_ref().map(|_| plan.song.clone()),
        take: plan.source.clone(),
        making: plan.action.making().map(str::to_owned),
        job: record.id.clone(),
        created_at: clock::now(),
    };
    JobResults { voice: Some(voice), ..JobResults::default() }
}

/// The vendor's text, cleaned; where it said none, what was asked for.
fn said_or(text: &str, asked: &str) -> String {
    let said = untrusted::line(text);
    if said.trim().is_empty() { asked.to_owned() } else { said }
}

fn asked_of(request: &VendorRequest) -> Option<String> {
    let VendorRequest::CreateVoice(create) = request else { return None };
    match &create.from {
        vendors::VoiceFrom::Song { audio_id } | vendors::VoiceFrom::Vox { audio_id, .. } => {
            Some(audio_id.clone())
        }
        vendors::VoiceFrom::Upload { audio_id, .. } => audio_id.clone(),
    }
}

fn image_of(request: &VendorRequest) -> Option<String> {
    let VendorRequest::CreateVoice(create) = request else { return None };
    create.image_url.clone().filter(|image| image.starts_with("data:image/"))
}

/// A model that was trained.
pub(super) fn model(record: &JobRecord, plan: &Plan, made: CustomModel) -> JobResults {
    let model = CustomModelRecord {
        id: uuid::Uuid::now_v7().to_string(),
        connection: plan.connection.clone(),
        vendor: plan.vendor.clone(),
        practice: plan.practice,
        model: made.model,
        name: said_or(&made.name, &plan.song_title),
        job: record.id.clone(),
        created_at: clock::now(),
    };
    JobResults { model: Some(model), ..JobResults::default() }
}

/// What the next step needs.
///
/// # Errors
/// Never for what a vendor's folder decodes.
pub(super) fn product(record: &JobRecord, made: &Submission) -> Result<JobResults, UiError> {
    let product = serde_json::to_string(made).map_err(UiError::internal)?;
    let product = ProductRecord { job: record.id.clone(), product, at: clock::now() };
    Ok(JobResults { product: Some(product), ..JobResults::default() })
}
