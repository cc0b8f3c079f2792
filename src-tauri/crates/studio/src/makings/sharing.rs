//! What the window shows of voices and models, and what is done with those that are finished.

use library::{ConnectionRecord, Library, VoiceRecord};
use song::VoiceId;

use super::{model, voice};
use crate::clock::for_window;
use crate::problem::{ErrorCode, UiError};
use crate::views::{CustomModelView, VoiceFormView, VoiceView, VoicesView};
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

    /// Deletes a voice here, with every recording of it. What the vendor has stays there: it sells no way to
    /// delete it.
    ///
    /// # Errors
    /// `NotFound`; when a recording cannot be deleted: then the voice stays too.
    pub async fn remove_voice(&self, voice: VoiceId) -> Result<(), UiError> {
        self.ask(move |library| {
            if let Some(making) = library.voice(&voice)?.making {
                voice::erase(library, &making)?;
            }
            library.remove_voice(&voice)
        })
        .await?;
        self.events.tell(&StudioEvent::VoicesChanged);
        Ok(())
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
        created_at: for_window(record.created_at),
    }
}
