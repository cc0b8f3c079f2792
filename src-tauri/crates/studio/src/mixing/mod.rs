//! Mixing stems: which there are, how they stand, hearing, saving, comparing and writing them.
//!
//! The state of a mix comes whole from the window and is heard as one set; saving it is apart from hearing it,
//! because a fader that is being pulled is heard thirty times a second and saved once.

mod check;
mod desk;
mod export;
mod groups;
mod lanes;

use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use song::{Mix, MixState, SongId, SumCheck};

pub(crate) use desk::LoadedMix;
pub(crate) use groups::face;

use crate::export::ExportProgress;
use crate::problem::UiError;
use crate::views::{LaneRequest, MixExport, MixExportRequest, MixView};
use crate::{Studio, StudioEvent, clock};

impl Studio {
    /// Every separation of a song with its mix, newest first.
    ///
    /// # Errors
    /// If the library cannot be read.
    pub async fn list_mixes(&self, song: SongId) -> Result<Vec<MixView>, UiError> {
        self.work(move |library| {
            groups::groups(library, &song)?.iter().map(|group| groups::view(library, group)).collect()
        })
        .await
    }

    /// Adds recordings to a song as lanes of one mix: all begin with the song, at its rate.
    ///
    /// # Errors
    /// That of the first file that could not be added, with its name as the value `name`; the others were.
    pub async fn import_lanes(&self, song: SongId, paths: Vec<PathBuf>) -> Result<(), UiError> {
        let mut trouble = None;
        for path in paths {
            let id = song.clone();
            if let Err(error) = self.work(move |library| lanes::import(library, &id, &path)).await {
                trouble.get_or_insert(error);
            }
        }
        self.events.tell(&StudioEvent::SongChanged(song));
        self.events.tell(&StudioEvent::LibraryChanged);
        trouble.map_or(Ok(()), Err)
    }

    /// Puts a mix into the player as it was left; the position stays while the song does.
    pub(crate) async fn open_mix(&self, song: SongId, key: String) -> Result<(), UiError> {
        let id = song.clone();
        let (loaded, lanes) = self
            .work(move |library| {
                let group = groups::group(library, &id, &key)?;
                let state = groups::mix_of(library, &group)?.state;
                desk::load(library, &group, state)
            })
            .await?;
        self.deck.load_mix(song, loaded, lanes);
        self.tell_playback();
        Ok(())
    }

    /// Lets a mix be heard as it stands in the window, without saving it. Nothing happens where it is not in
    /// the player.
    ///
    /// # Errors
    /// When a lane was moved and its file cannot be opened: what played goes on.
    pub async fn hear_mix(&self, song: SongId, key: String, state: MixState) -> Result<(), UiError> {
        if !self.deck.set_mix(&key, &state) {
            return Ok(());
        }
        let (id, name) = (song.clone(), key.clone());
        let (loaded, lanes) = self
            .work(move |library| {
                let group = groups::group(library, &id, &name)?;
                let state = state.for_parts(&group.names());
                desk::load(library, &group, state)
            })
            .await?;
        // Something else may have been put into the player meanwhile.
        if self.plays_mix(&key) {
            self.deck.load_mix(song, loaded, lanes);
        }
        Ok(())
    }

    /// Hears and saves a mix.
    ///
    /// # Errors
    /// `NotFound` when these stems are gone, or if it cannot be written.
    pub async fn save_mix(&self, song: SongId, key: String, mix: Mix) -> Result<(), UiError> {
        self.hear_mix(song.clone(), key.clone(), mix.state.clone()).await?;
        self.work(move |library| {
            let group = groups::group(library, &song, &key)?;
            Ok(library.save_mix(&key, &song, &mix.for_parts(&group.names()), clock::now())?)
        })
        .await
    }

    /// Compares stems with the take they were made from, places those that begin late or early, and keeps
    /// what was found.
    ///
    /// # Errors
    /// `BadRequest` for lanes that were imported; what is wrong with a file.
    pub async fn check_mix(&self, song: SongId, key: String) -> Result<SumCheck, UiError> {
        let (id, group) = (song.clone(), key.clone());
        let check = self.work(move |library| check::check(library, &id, &group)).await?;
        if !check.shifts.is_empty() && self.plays_mix(&key) {
            self.open_mix(song, key).await?;
        }
        Ok(check)
    }

    fn plays_mix(&self, key: &str) -> bool {
        matches!(self.playback().lanes.as_slice(), [LaneRequest::Mix { key: playing }] if playing == key)
    }

    /// Measures the loudness of the mix anew from here on.
    pub fn measure_mix(&self) {
        self.deck.measure_mix();
    }

    /// Writes a mix into the export folder. A name that is taken gets a number. None: cancelled; files written
    /// before stay.
    ///
    /// # Errors
    /// `BadRequest` for formats that hold no sound, `DiskFull`, or what is wrong with the audio.
    pub async fn export_mix(
        &self,
        request: MixExportRequest,
        on_progress: impl FnMut(ExportProgress) + Send + 'static,
    ) -> Result<Option<MixExport>, UiError> {
        let folder = self.preferences().export_folder;
        let on_progress = Mutex::new(on_progress);
        let cancels = Arc::clone(&self.export_cancels);
        let begun = cancels.load(Ordering::Relaxed);
        self.work(move |library| {
            let tell = |progress| {
                let mut on_progress = on_progress.lock().unwrap_or_else(PoisonError::into_inner);
                on_progress(progress);
                cancels.load(Ordering::Relaxed) == begun
            };
            match export::write(&export::Desk { library, folder: &folder, tell: &tell }, &request) {
                Err(_) if cancels.load(Ordering::Relaxed) != begun => Ok(None),
                written => written.map(Some),
            }
        })
        .await
    }

    /// Stops every export that is under way; a file that was not whole leaves nothing behind.
    pub fn cancel_export(&self) {
        self.export_cancels.fetch_add(1, Ordering::Relaxed);
    }
}
