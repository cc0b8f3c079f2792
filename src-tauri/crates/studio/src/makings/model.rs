//! A model of one's own in the making: the songs that it is to learn from, each with its own upload, and the
//! session that ties them together at the vendor.

use std::collections::HashMap;
use std::path::PathBuf;

use library::Library;
use serde::{Deserialize, Serialize};
use song::{ConnectionId, JobId, Millis, TakeId};
use vendors::Submission;

use super::recordings;
use super::{Making, Recording, all, change, product, read, write};
use crate::actions::vendor_named;
use crate::problem::{ErrorCode, UiError};
use crate::shown;
use crate::views::{JobState, ModelMakingPatch, ModelMakingView, ModelRowView, RecordingSource, RowState};
use crate::{Studio, StudioEvent};

/// What is known of a model before it is one.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ModelMaking {
    pub(crate) connection: ConnectionId,
    pub(crate) name: String,
    /// The user says: I have the rights to these songs.
    pub(crate) rights: bool,
    pub(crate) rows: Vec<ModelRow>,
    pub(crate) prepare: Option<JobId>,
    pub(crate) create: Option<JobId>,
}

/// A song to learn from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ModelRow {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) length: Millis,
    /// Integrated loudness in tenths of LUFS.
    pub(crate) loudness: i32,
    /// The same for the same sound.
    pub(crate) sha256: String,
    /// A take of the library, or else a file in the folder of the making.
    pub(crate) take: Option<TakeId>,
    pub(crate) recording: Option<Recording>,
    pub(crate) upload: Option<JobId>,
}

impl Making for ModelMaking {
    const KIND: &'static str = "model";
}

/// Fewer songs than this are refused (the vendor's document).
pub(crate) const LEAST: usize = 6;

impl ModelMaking {
    /// The session at the vendor; none before the first step.
    pub(crate) fn session(&self, library: &Library) -> Result<Option<String>, UiError> {
        Ok(match product(library, self.prepare.as_ref())? {
            Some((Submission::Session { session_id }, _)) => Some(session_id),
            _ => None,
        })
    }

    /// The vendor's ids of what was uploaded.
    pub(crate) fn clips(&self, library: &Library) -> Result<Vec<String>, UiError> {
        let mut clips = Vec::new();
        for row in &self.rows {
            if let Some((Submission::Uploaded(uploaded), _)) = product(library, row.upload.as_ref())? {
                clips.push(uploaded.audio_id);
            }
        }
        Ok(clips)
    }
}

impl Studio {
    /// Begins a model of one's own with an account. Sends nothing.
    ///
    /// # Errors
    /// `Blocked` where its vendor trains none.
    pub async fn begin_model(&self, connection: ConnectionId) -> Result<String, UiError> {
        let record = self.connection(&connection).await?;
        let profile = vendor_named(&record.vendor)?.profile();
        crate::actions::sold(profile, vendors::Action::CreateCustomModel)?;
        let id = uuid::Uuid::now_v7().to_string();
        let (name, making) = (id.clone(), ModelMaking { connection, ..ModelMaking::default() });
        self.work(move |library| write(library, &name, &making)).await?;
        self.events.tell(&StudioEvent::VoicesChanged);
        Ok(id)
    }

    /// Changes what a model is to be.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn change_model(&self, making: String, patch: ModelMakingPatch) -> Result<(), UiError> {
        self.work(move |library| {
            change(library, &making, |mut known: ModelMaking| {
                known.name = patch.name.unwrap_or(known.name);
                known.rights = patch.rights.unwrap_or(known.rights);
                known.rows.retain(|row| Some(&row.id) != patch.remove_row.as_ref());
                Ok(known)
            })
        })
        .await?;
        self.events.tell(&StudioEvent::VoicesChanged);
        Ok(())
    }

    /// Adds a song to learn from. Sends nothing.
    ///
    /// # Errors
    /// A named audio error; `NotFound`; a disk error.
    pub async fn add_model_row(&self, making: String, source: RecordingSource) -> Result<(), UiError> {
        self.work(move |library| {
            let row = match source {
                RecordingSource::Take { take, .. } => of_take(library, &take)?,
                RecordingSource::File { path } => of_file(library, &making, path)?,
                RecordingSource::Recording { .. } => {
                    return Err(UiError::new(ErrorCode::BadRequest, "a model learns from songs"));
                }
            };
            change(library, &making, |mut known: ModelMaking| {
                known.rows.push(row);
                Ok(known)
            })
        })
        .await?;
        self.events.tell(&StudioEvent::VoicesChanged);
        Ok(())
    }
}

fn of_take(library: &Library, take: &TakeId) -> Result<ModelRow, UiError> {
    let take = library.take(take)?;
    Ok(ModelRow {
        id: uuid::Uuid::new_v4().to_string(),
        title: take.title,
        length: shown::millis(take.frames, take.rate),
        loudness: tenths(take.loudness_lufs),
        sha256: take.file.sha256,
        take: Some(take.id),
        recording: None,
        upload: None,
    })
}

fn of_file(library: &Library, making: &str, path: PathBuf) -> Result<ModelRow, UiError> {
    let recording = recordings::keep(library, making, &recordings::From::File(path))?;
    let kept = library.recordings_dir(making)?.join(&recording.file);
    let loudness = audio::measure(audio::open(&kept)?.as_mut())?;
    Ok(ModelRow {
        id: uuid::Uuid::new_v4().to_string(),
        title: recording.title.clone(),
        length: recording.length,
        loudness: tenths(loudness.integrated_lufs),
        sha256: library::Sealed::new(&kept)?.sha256().to_owned(),
        take: None,
        recording: Some(recording),
        upload: None,
    })
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "loudness is some tens; silence becomes the lowest number"
)]
fn tenths(lufs: f64) -> i32 {
    (lufs * 10.0).round() as i32
}

/// Where a row's sound lies.
pub(super) fn path_of(library: &Library, making: &str, row: &str) -> Result<Option<PathBuf>, UiError> {
    let known: ModelMaking = read(library, making)?;
    let Some(row) = known.rows.into_iter().find(|known| known.id == row) else { return Ok(None) };
    if let Some(take) = &row.take {
        return Ok(Some(library.path_of(&library.take(take)?.file)));
    }
    let folder = library.recordings_dir(making)?;
    Ok(row.recording.map(|recording| folder.join(recording.file)))
}

/// Every model that is being made, as the window shows it.
pub(crate) fn views(library: &Library) -> Result<Vec<ModelMakingView>, UiError> {
    all::<ModelMaking>(library)?.into_iter().map(|(id, making)| view(library, id, making)).collect()
}

fn view(library: &Library, id: String, making: ModelMaking) -> Result<ModelMakingView, UiError> {
    let has_session = making.session(library)?.is_some();
    let mut firsts: HashMap<String, String> = HashMap::new();
    let mut rows = Vec::new();
    for row in making.rows {
        let first = firsts.entry(row.sha256.clone()).or_insert_with(|| row.id.clone());
        let is_double = *first != row.id;
        rows.push(ModelRowView {
            state: state_of(library, &row)?,
            id: row.id,
            title: row.title,
            length: row.length,
            loudness: f64::from(row.loudness) / 10.0,
            is_double,
            take: row.take,
            upload: row.upload,
        });
    }
    Ok(ModelMakingView {
        id,
        connection: making.connection,
        name: making.name,
        rights: making.rights,
        least: u32::try_from(LEAST).unwrap_or_default(),
        has_session,
        rows,
        prepare: making.prepare,
        create: making.create,
    })
}

/// How far the upload of a row is.
pub(crate) fn state_of(library: &Library, row: &ModelRow) -> Result<RowState, UiError> {
    let Some(job) = &row.upload else { return Ok(RowState::Fresh) };
    if product(library, Some(job))?.is_some() {
        return Ok(RowState::Ready);
    }
    // The job's row is written after the making's: without it nothing was sent.
    let Ok(record) = library.job(job) else { return Ok(RowState::Fresh) };
    let state = shown::word(&record.state, JobState::Failed);
    Ok(match state {
        state if !state.is_over() => RowState::UnderWay,
        JobState::OutcomeUnknown => RowState::Unclear,
        _ => RowState::Failed,
    })
}
