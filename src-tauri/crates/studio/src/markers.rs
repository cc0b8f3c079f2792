//! Markers of a song: each is saved and removed by itself.

use song::{Marker, MarkerId, SongId};

use crate::problem::{ErrorCode, UiError};
use crate::views::SongView;
use crate::{Studio, StudioEvent, clock, songs};

impl Studio {
    /// Adds a marker, renames it, or brings back one that was removed.
    ///
    /// # Errors
    /// `NeedsName` without a name; when there is no such song or it cannot be written.
    pub async fn save_marker(&self, song: SongId, marker: Marker) -> Result<SongView, UiError> {
        let marker =
            marker.kept().ok_or_else(|| UiError::new(ErrorCode::NeedsName, "a marker needs a name"))?;
        let id = song.clone();
        let view = self
            .work(move |library| {
                library.save_marker(&id, &marker, clock::now())?;
                songs::view(library, &id)
            })
            .await?;
        self.events.tell(&StudioEvent::SongChanged(song));
        Ok(view)
    }

    /// Takes a marker away; one that is gone already is no error.
    ///
    /// # Errors
    /// When there is no such song or it cannot be written.
    pub async fn remove_marker(&self, song: SongId, marker: MarkerId) -> Result<SongView, UiError> {
        let id = song.clone();
        let view = self
            .work(move |library| {
                library.remove_marker(&id, &marker, clock::now())?;
                songs::view(library, &id)
            })
            .await?;
        self.events.tell(&StudioEvent::SongChanged(song));
        Ok(view)
    }
}
