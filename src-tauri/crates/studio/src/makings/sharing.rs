//! What the window shows of voices and models, and what is done with those that are finished.

use audio::Lane;
use library::{ConnectionRecord, Library, VoiceRecord};
use song::VoiceId;

use super::{Recording, model, read, voice};
use crate::clock::for_window;
use crate::problem::{ErrorCode, UiError};
use crate::views::{CustomModelView, VoiceFormView, VoiceRemoval, VoiceView, VoicesView};
use crate::{Studio, StudioEvent};

impl Studio {
    /// Every voice and every model of one's own, and those that are being made.
    ///
    /// # Errors
    /// When the library does not answer.
    pub async fn voices(&self) -> Result<VoicesView, UiError> {
        self.work(|library| {
            let connections = library.connections()?;
            let label = |id: &song::ConnectionId| label_of(&connections, id);
            let voices = library.voices()?.into_iter().map(|record| shown(library, record, &label));
            let models = library.custom_models()?.into_iter().map(|record| CustomModelView {
                connection_label: label(&record.connection),
                id: record.id,
                connection: record.connection,
                model: record.model,
                name: record.name,
                created_at: for_window(record.created_at),
            });
            Ok(VoicesView {
                voices: voices.collect(),
                models: models.collect(),
                voice_makings: voice::views(library)?,
                model_makings: model::views(library)?,
            })
        })
        .await
    }

    /// Calls a voice something else here. The vendor is not told: no call for that is known.
    ///
    /// # Errors
    /// `NeedsName`; `NotFound`.
    pub async fn rename_voice(&self, voice: VoiceId, name: String) -> Result<(), UiError> {
        let name = named(&name)?;
        self.ask(move |library| library.rename_voice(&voice, &name)).await?;
        self.events.tell(&StudioEvent::VoicesChanged);
        Ok(())
    }

    /// Plays what somebody sang for their real voice, in place of what was loaded. Costs nothing, asks nobody.
    ///
    /// # Errors
    /// `NotFound` where no singing of it is here; when it cannot be opened.
    pub async fn play_voice(&self, voice: VoiceId) -> Result<(), UiError> {
        let (reader, range) = self
            .work(move |library| {
                let record = library.voice(&voice)?;
                let found = sample(library, &record);
                let (making, singing) = found.ok_or_else(|| no_sample(&record.name))?;
                let reader = audio::open(&library.recordings_dir(&making)?.join(singing.file))?;
                Ok((reader, singing.range))
            })
            .await?;
        self.play_alone(Lane { reader, gain_db: 0.0 }, range);
        Ok(())
    }

    /// Deletes a voice everywhere it can be deleted: here with every recording of it, and on the user's file host
    /// what no job needs any more. Answers what was deleted and what remains: the vendor sells no way to delete it
    /// there.
    ///
    /// # Errors
    /// `NotFound`; when a recording cannot be deleted: then the voice stays too.
    pub async fn remove_voice(&self, voice: VoiceId) -> Result<VoiceRemoval, UiError> {
        let (record, names) = self
            .ask(move |library| {
                let record = library.voice(&voice)?;
                let names =
                    record.making.as_deref().map_or(Ok(Vec::new()), |making| forget(library, making))?;
                library.remove_voice(&voice)?;
                Ok((record, names))
            })
            .await?;
        self.events.tell(&StudioEvent::VoicesChanged);
        // What cannot be reached now is swept later, and is told as remaining.
        if let Err(error) = self.clear_hosted().await {
            tracing::warn!(%error, "something stays on the file host for now");
        }
        let hosted = self.hosted().await?.into_iter().filter(|each| names.contains(&each.what)).count();
        let count = |number| u32::try_from(number).unwrap_or(u32::MAX);
        Ok(VoiceRemoval { recordings: count(names.len()), hosted: count(hosted), remote: record.persona_id })
    }

    /// Calls a model something else here.
    ///
    /// # Errors
    /// `NeedsName`; `NotFound`.
    pub async fn rename_model(&self, model: String, name: String) -> Result<(), UiError> {
        let name = named(&name)?;
        self.ask(move |library| library.rename_custom_model(&model, &name)).await?;
        self.tell_connections().await?;
        self.events.tell(&StudioEvent::VoicesChanged);
        Ok(())
    }

    /// Forgets a model here. What the vendor has stays there.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn remove_model(&self, model: String) -> Result<(), UiError> {
        self.ask(move |library| library.remove_custom_model(&model)).await?;
        self.tell_connections().await?;
        self.events.tell(&StudioEvent::VoicesChanged);
        Ok(())
    }
}

/// Deletes what a voice was made of; answers the names of the sounds.
fn forget(library: &Library, making: &str) -> Result<Vec<String>, library::LibraryError> {
    let folder = std::fs::read_dir(library.recordings_dir(making)?)?.flatten();
    let mut names: Vec<_> = folder.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    for shelf in voice::shelves(making) {
        names.extend(library.recordings(&shelf)?);
    }
    voice::erase(library, making)?;
    match library.remove_making(making) {
        // Of a voice that an earlier Refrain made nothing but its sounds was kept.
        Err(library::LibraryError::NotFound) | Ok(()) => Ok(names),
        Err(error) => Err(error),
    }
}

/// What somebody sang for a real voice, and the making in whose folder it lies.
fn sample(library: &Library, record: &VoiceRecord) -> Option<(String, Recording)> {
    let making = record.making.clone()?;
    let voice::Made(known) = read(library, &making).ok()?;
    Some((making, known.singing?))
}

fn no_sample(name: &str) -> UiError {
    UiError::new(ErrorCode::NotFound, format!("no recording of {name} is here"))
}

fn named(name: &str) -> Result<String, UiError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(UiError::new(ErrorCode::NeedsName, "a name is missing"));
    }
    Ok(name.to_owned())
}

fn label_of(connections: &[ConnectionRecord], id: &song::ConnectionId) -> String {
    connections.iter().find(|known| known.id == *id).map(|known| known.label.clone()).unwrap_or_default()
}

fn shown(library: &Library, record: VoiceRecord, label: &dyn Fn(&song::ConnectionId) -> String) -> VoiceView {
    let form = match record.form {
        library::VoiceForm::Persona => VoiceFormView::Persona,
        library::VoiceForm::Vox => VoiceFormView::Vox,
        library::VoiceForm::Real => VoiceFormView::Real,
    };
    let limits = vendors::by_id(&record.vendor).map_or(&[][..], |vendor| vendor.profile().real_voice_models);
    let limits = if form == VoiceFormView::Real { limits } else { &[] };
    let has_sample = sample(library, &record).is_some();
    let take = record.take.filter(|take| library.take(take).is_ok());
    VoiceView {
        connection_label: label(&record.connection),
        vendor_label: if record.practice {
            String::new()
        } else {
            crate::shown::vendor_label(&record.vendor)
        },
        id: record.id,
        connection: record.connection,
        practice: record.practice,
        form,
        name: record.name,
        description: record.description,
        image: record.image,
        song: record.song.filter(|_| take.is_some()),
        take,
        models: limits.iter().map(|&model| model.to_owned()).collect(),
        making: record.making,
        has_sample,
        created_at: for_window(record.created_at),
    }
}
