//! What takes nothing but a take: parts of it, files of it, and joining a continued part with what it
//! continues.

use song::TakeId;
use vendors::VendorRequest;

use super::ActionKind;
use super::desk::{Desk, malformed};
use super::plan::Planned;
use crate::problem::UiError;

pub(super) fn plan(desk: &Desk<'_>, action: ActionKind, take: &TakeId) -> Result<Planned, UiError> {
    let take = desk.take(action, take)?;
    let audio_id = desk.remote_id(&take)?;
    let request = match action {
        ActionKind::Stems => VendorRequest::Stems { audio_id },
        ActionKind::AllStems => VendorRequest::AllStems { audio_id },
        ActionKind::Concat => VendorRequest::Concat { audio_id },
        ActionKind::Timing => VendorRequest::Timing { audio_id },
        ActionKind::Wav => VendorRequest::Wav { audio_id },
        ActionKind::Mp4 => VendorRequest::Mp4 { audio_id },
        ActionKind::Midi => VendorRequest::Midi { audio_id },
        ActionKind::Html => VendorRequest::Html { audio_id },
        _ => return Err(malformed("this action needs more than a take")),
    };
    Ok(Planned::of(request, take))
}
