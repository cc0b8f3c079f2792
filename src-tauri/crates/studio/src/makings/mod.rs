//! Voices and models that are being made: what each wizard knows, on disk after every step, so that a restart
//! goes on where it was.
//!
//! Recordings lie in a folder of their own that nobody else may read. They leave this computer only when a
//! step is started that sends them.

pub(crate) mod model;
mod recordings;
mod sharing;
pub(crate) mod voice;

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use library::{Library, MakingRecord};
use serde::Serialize;
use serde::de::DeserializeOwned;
use song::{ConnectionId, JobId};
use vendors::Submission;

use crate::actions::ActionRequest;
use crate::clock;
use crate::problem::{ErrorCode, UiError};

pub(crate) use recordings::Recording;

/// What a making is, and how it is kept.
pub(crate) trait Making: Serialize + DeserializeOwned {
    /// The word in its row.
    const KIND: &'static str;
}

/// A making's state.
///
/// # Errors
/// `NotFound`; when its row was written by a newer Refrain.
pub(crate) fn read<M: Making>(library: &Library, id: &str) -> Result<M, UiError> {
    let record = library.making(id)?;
    if record.kind != M::KIND {
        return Err(UiError::new(ErrorCode::NotFound, "there is no such thing being made"));
    }
    serde_json::from_str(&record.state).map_err(UiError::internal)
}

/// Writes a making's state.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn write<M: Making>(library: &Library, id: &str, making: &M) -> Result<(), UiError> {
    let now = clock::now();
    let created_at = library.making(id).map_or(now, |known| known.created_at);
    Ok(library.put_making(&MakingRecord {
        id: id.to_owned(),
        kind: M::KIND.to_owned(),
        state: serde_json::to_string(making).map_err(UiError::internal)?,
        created_at,
        changed_at: now,
    })?)
}

/// Changes of makings happen one at a time: none overwrites what another has just written.
static CHANGING: Mutex<()> = Mutex::new(());

/// Changes a making.
///
/// # Errors
/// As [`read`] and [`write`], and what `change` says: then nothing is changed.
pub(crate) fn change<M: Making>(
    library: &Library,
    id: &str,
    change: impl FnOnce(M) -> Result<M, UiError>,
) -> Result<(), UiError> {
    let _alone = CHANGING.lock().unwrap_or_else(PoisonError::into_inner);
    write(library, id, &change(read(library, id)?)?)
}

/// Every making of a kind, newest first. What a newer Refrain wrote is left alone.
///
/// # Errors
/// When the library does not answer.
pub(crate) fn all<M: Making>(library: &Library) -> Result<Vec<(String, M)>, UiError> {
    let records = library.makings(M::KIND)?.into_iter();
    Ok(records.filter_map(|record| Some((record.id, serde_json::from_str(&record.state).ok()?))).collect())
}

/// Ends a making that has become what it was for. The recordings of a voice stay: they are the voice's now.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn finish(library: &Library, id: &str) -> Result<(), UiError> {
    match read::<voice::VoiceMaking>(library, id) {
        Ok(known) => write(library, id, &voice::Made(known)),
        Err(_) => Ok(library.remove_making(id)?),
    }
}

/// The account that something was begun with.
///
/// # Errors
/// `NotFound`.
pub(crate) fn connection_of(library: &Library, id: &str) -> Result<ConnectionId, UiError> {
    if library.making(id)?.kind == voice::VoiceMaking::KIND {
        return Ok(read::<voice::VoiceMaking>(library, id)?.connection);
    }
    Ok(read::<model::ModelMaking>(library, id)?.connection)
}

/// The recording that an action sends.
///
/// # Errors
/// When the making cannot be read.
pub(crate) fn recording_of(library: &Library, action: &ActionRequest) -> Result<Option<PathBuf>, UiError> {
    let kept = |making: &str, recording: Option<Recording>| match recording {
        Some(recording) => Ok(Some(library.recordings_dir(making)?.join(recording.file))),
        None => Ok(None),
    };
    match action {
        ActionRequest::InitVoice { making, .. } => {
            kept(making, read::<voice::VoiceMaking>(library, making)?.singing)
        }
        ActionRequest::VerifyVoice { making, .. } => {
            kept(making, read::<voice::VoiceMaking>(library, making)?.reading)
        }
        ActionRequest::UploadToCustomModel { making, row, .. } => model::path_of(library, making, row),
        _ => Ok(None),
    }
}

/// Writes which job works on a making, before that job may begin: so that what it brings is found again.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn work_begins(library: &Library, action: &ActionRequest, job: &JobId) -> Result<(), UiError> {
    let job = || Some(job.clone());
    match action {
        ActionRequest::InitVoice { making, .. } => change(library, making, |known: voice::VoiceMaking| {
            Ok(voice::VoiceMaking { init: job(), verify: None, reading: None, ..known })
        }),
        ActionRequest::VerifyVoice { making, .. } => change(library, making, |known: voice::VoiceMaking| {
            Ok(voice::VoiceMaking { verify: job(), ..known })
        }),
        ActionRequest::PrepareCustomModel { making } => {
            change(library, making, |known: model::ModelMaking| {
                Ok(model::ModelMaking { prepare: job(), ..known })
            })
        }
        ActionRequest::UploadToCustomModel { making, row, .. } => {
            change(library, making, |mut known: model::ModelMaking| {
                known.rows.iter_mut().filter(|known| known.id == *row).for_each(|row| row.upload = job());
                Ok(known)
            })
        }
        ActionRequest::CreateCustomModel { making } => {
            change(library, making, |known: model::ModelMaking| {
                Ok(model::ModelMaking { create: job(), ..known })
            })
        }
        _ => Ok(()),
    }
}

/// What a job brought, and when.
///
/// # Errors
/// When the library does not answer.
pub(crate) fn product(library: &Library, job: Option<&JobId>) -> Result<Option<(Submission, i64)>, UiError> {
    let Some(job) = job else { return Ok(None) };
    let Some(record) = library.product(job)? else { return Ok(None) };
    let submission = serde_json::from_str(&record.product).map_err(UiError::internal)?;
    Ok(Some((submission, record.at)))
}
