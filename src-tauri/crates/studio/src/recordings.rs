//! Recordings: the microphone while somebody listens, and the files that come of it. A recording lies on a
//! shelf (what it is for) until it is thrown away; taking it into a song copies what lies between its marks.
//!
//! Absent: capture and measuring (`audio`), where the files lie (`library`), and sending one anywhere.

mod notes;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use audio::{ExportFormat, Input, InputState, Lane, Listened, Recorder, Span, Tags};
use library::{Library, TakeRecord};
use song::{Arrangement, SongId, TakeId};

use crate::problem::{ErrorCode, UiError};
use crate::views::{InputView, RecorderTick, RecordingPatch, RecordingView, RecordingWish, SoundDevice};
use crate::{Studio, StudioEvent, blocking, clock, files, songs, versions};
use notes::Notes;

/// Between two ticks to the window.
const TICK: Duration = Duration::from_millis(33);

/// The microphone and what it is recording.
pub(crate) struct Microphone {
    recorder: Recorder,
    running: Mutex<Option<Running>>,
    /// Grows with each watcher: the newest one ticks, the others end.
    watcher: AtomicU64,
}

/// A recording that has not ended.
#[derive(Clone)]
struct Running {
    shelf: String,
    id: String,
    notes: Notes,
}

impl Microphone {
    pub(crate) fn new(input: Input) -> Self {
        Self { recorder: Recorder::start(input), running: Mutex::default(), watcher: AtomicU64::new(0) }
    }

    fn running(&self) -> std::sync::MutexGuard<'_, Option<Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_running(&self, id: &str) -> bool {
        self.running().as_ref().is_some_and(|running| running.id == id)
    }
}

impl Studio {
    /// Where sound can come from.
    ///
    /// # Errors
    /// When the sound system does not answer.
    pub async fn list_inputs(&self) -> Result<Vec<SoundDevice>, UiError> {
        let devices = blocking(|| -> Result<_, UiError> { Ok(Recorder::inputs()) }).await?;
        Ok(devices.into_iter().map(SoundDevice::from).collect())
    }

    /// Another microphone from now on. A running recording ends.
    pub fn set_input(&self, input: Input) {
        self.microphone.recorder.set_input(input);
    }

    /// Opens the microphone and ticks to the newest watcher until it goes away; then the microphone is closed,
    /// and a running recording is completed.
    pub fn watch_recorder(self: &Arc<Self>, mut on_tick: impl FnMut(RecorderTick) -> bool + Send + 'static) {
        let studio = self.clone();
        let me = self.microphone.watcher.fetch_add(1, Ordering::SeqCst) + 1;
        self.microphone.recorder.open();
        tokio::spawn(async move {
            let mut timer = tokio::time::interval(TICK);
            timer.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
            while studio.microphone.watcher.load(Ordering::SeqCst) == me {
                timer.tick().await;
                if !on_tick(tick(studio.microphone.recorder.listened())) {
                    return studio.release_if(me);
                }
            }
        });
    }

    /// Closes the microphone, whoever watches.
    pub fn release_recorder(&self) {
        self.microphone.watcher.fetch_add(1, Ordering::SeqCst);
        self.microphone.recorder.close();
    }

    /// The window of this watcher is gone.
    fn release_if(&self, me: u64) {
        if self.microphone.watcher.load(Ordering::SeqCst) == me {
            self.release_recorder();
        }
    }

    /// Records onto a shelf from half a second ago on; answers the recording's id. It is on disk from its first
    /// sample on; the ticks say when that is.
    ///
    /// # Errors
    /// `Busy` while another one runs; when nothing can be written.
    pub async fn start_recording(&self, shelf: String, wish: RecordingWish) -> Result<String, UiError> {
        let id = uuid::Uuid::now_v7().to_string();
        let notes = Notes::fresh(wish, clock::now());
        let running = Running { shelf, id: id.clone(), notes };
        {
            let mut now = self.microphone.running();
            if now.is_some() {
                return Err(UiError::new(ErrorCode::SongBusy, "another recording is still running"));
            }
            *now = Some(running.clone());
        }
        let place = self.work(move |library| {
            running.notes.put(library, &running.shelf, &running.id)?;
            Ok(library.recording_path(&running.shelf, &running.id)?)
        });
        match place.await {
            Ok(path) => self.microphone.recorder.begin(path),
            Err(error) => {
                *self.microphone.running() = None;
                return Err(error);
            }
        }
        Ok(id)
    }

    /// Ends the recording, also one that ended by itself, and says what it is worth.
    ///
    /// # Errors
    /// `NotFound` when none runs; `EmptyAudio` when nothing was heard: then nothing is kept.
    pub async fn stop_recording(self: &Arc<Self>) -> Result<RecordingView, UiError> {
        let running = self.microphone.running().clone();
        let Some(Running { shelf, id, notes }) = running else {
            return Err(UiError::new(ErrorCode::NotFound, "nothing is being recorded"));
        };
        let studio = self.clone();
        let ended = blocking(move || Ok::<_, UiError>(studio.microphone.recorder.end())).await?;
        let view = self.work(move |library| match ended {
            Ok(recorded) => notes.of(&recorded).measured(library, &shelf, &id),
            Err(error) => {
                library.delete_recording(&shelf, &id)?;
                Err(error.into())
            }
        });
        let view = view.await;
        *self.microphone.running() = None;
        view
    }

    /// The recordings of a shelf, oldest first. One that Refrain did not live to complete is measured now.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn list_recordings(self: &Arc<Self>, shelf: String) -> Result<Vec<RecordingView>, UiError> {
        let studio = self.clone();
        self.work(move |library| {
            let ids = library.recordings(&shelf)?.into_iter().filter(|id| !studio.microphone.is_running(id));
            let mut views: Vec<_> = ids
                .filter_map(|id| notes::settled(library, &shelf, &id).transpose())
                .collect::<Result<_, _>>()?;
            views.sort_by(|a, b| a.created_at.total_cmp(&b.created_at).then_with(|| a.id.cmp(&b.id)));
            Ok(views)
        })
        .await
    }

    /// Renames, marks as best, or trims.
    ///
    /// # Errors
    /// `NotFound`, or when it cannot be written.
    pub async fn change_recording(
        &self,
        shelf: String,
        id: String,
        patch: RecordingPatch,
    ) -> Result<RecordingView, UiError> {
        self.work(move |library| notes::change(library, &shelf, &id, patch)).await
    }

    /// Deletes a recording for good.
    ///
    /// # Errors
    /// When it cannot be deleted.
    pub async fn delete_recording(&self, shelf: String, id: String) -> Result<(), UiError> {
        self.ask(move |library| library.delete_recording(&shelf, &id)).await
    }

    /// Deletes everything on a shelf for good.
    ///
    /// # Errors
    /// When it cannot be deleted.
    pub async fn delete_recordings(&self, shelf: String) -> Result<(), UiError> {
        self.ask(move |library| library.delete_recordings(&shelf)).await
    }

    /// The waveform of a recording, as [`Studio::get_peaks`].
    ///
    /// # Errors
    /// When it cannot be decoded.
    pub async fn recording_peaks(&self, shelf: String, id: String) -> Result<Vec<u8>, UiError> {
        self.work(move |library| {
            let path = library.recording_path(&shelf, &id)?;
            Ok(audio::Peaks::build_file(&path, 1)?.to_bytes())
        })
        .await
    }

    /// Plays what lies between a recording's marks, in place of what was loaded.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn play_recording(&self, shelf: String, id: String) -> Result<(), UiError> {
        let (reader, trim) = self
            .work(move |library| {
                let view = notes::view(library, &shelf, &id)?;
                Ok((audio::open(&library.recording_path(&shelf, &id)?)?, view.trim))
            })
            .await?;
        self.play_alone(Lane { reader, gain_db: 0.0 }, trim);
        Ok(())
    }

    /// What lies between a recording's marks as a take: of `song`, or of a new song.
    ///
    /// # Errors
    /// When it cannot be decoded or written.
    pub async fn keep_recording(
        &self,
        shelf: String,
        id: String,
        song: Option<SongId>,
    ) -> Result<SongId, UiError> {
        let song = self.work(move |library| keep(library, &shelf, &id, song)).await?;
        self.events.tell(&StudioEvent::SongChanged(song.clone()));
        self.events.tell(&StudioEvent::LibraryChanged);
        Ok(song)
    }

    /// What lies between a recording's marks as a file for a vendor, in the library's folder for files under
    /// way. The caller removes it; a restart does, too.
    ///
    /// # Errors
    /// When it cannot be decoded or written.
    pub async fn recording_file(
        &self,
        shelf: String,
        id: String,
        format: ExportFormat,
    ) -> Result<PathBuf, UiError> {
        self.work(move |library| cut(library, &shelf, &id, format)).await
    }
}

impl From<audio::SoundDevice> for SoundDevice {
    fn from(device: audio::SoundDevice) -> Self {
        Self { id: device.id, name: device.name, is_default: device.is_default }
    }
}

#[allow(clippy::cast_precision_loss)]
fn tick(listened: Listened) -> RecorderTick {
    let (input, name) = match listened.state {
        InputState::Closed => (InputView::Closed, String::new()),
        InputState::Opening => (InputView::Opening, String::new()),
        InputState::Ready(name) => (InputView::Ready, name),
        InputState::Lost => (InputView::Lost, String::new()),
        InputState::None => (InputView::None, String::new()),
        InputState::Denied => (InputView::Denied, String::new()),
    };
    RecorderTick {
        input,
        name,
        peak: listened.level.peak,
        true_peak: listened.level.true_peak,
        clipped: listened.level.clipped,
        floor_db: listened.level.floor_db,
        recorded_ms: listened.recorded_ms.map(|ms| ms as f64),
        wave: listened.wave,
        ended: listened.ended,
    }
}

/// Writes what lies between the marks to a file of its own.
fn cut(library: &Library, shelf: &str, id: &str, format: ExportFormat) -> Result<PathBuf, UiError> {
    let notes = Notes::get(library, shelf, id)?;
    let reader = audio::open(&library.recording_path(shelf, id)?)?;
    let rate = reader.rate();
    let trim = notes.view(shelf, id)?.trim;
    let (from, to) = (trim.start().frames(rate), trim.end().frames(rate));
    let mut part = Span::new(reader, from, to, notes.only_side());
    let name = format!("recording-{}.{}", uuid::Uuid::new_v4(), format.extension());
    let path = library.incoming_dir().join(name);
    audio::export(&mut part, format, &Tags::default(), &path, &mut |_| true)?;
    Ok(path)
}

fn keep(library: &Library, shelf: &str, id: &str, song: Option<SongId>) -> Result<SongId, UiError> {
    let title = Notes::get(library, shelf, id)?.name;
    // Half the size of the recording, and nothing is lost that anybody could hear.
    let path = cut(library, shelf, id, ExportFormat::Flac)?;
    let rate = match &song {
        Some(song) => library.takes_of(song)?.first().map(|take| take.rate),
        None => None,
    };
    let stored = files::store_audio(library, &path, rate, files::Measure::Now);
    if stored.is_err() {
        drop(std::fs::remove_file(&path));
    }
    let stored = stored?;
    let Some(song) = song else { return songs::song_of(library, stored, &title) };
    let take = stored.into_take(TakeId::fresh(), song.clone(), clock::now());
    let take = TakeRecord { title: title.clone(), origin: library::TakeOrigin::Import, heard: true, ..take };
    library.insert_take(&take)?;
    if library.song(&song)?.current.is_none() {
        let why = (library::VersionCause::Imported, title, None);
        let lyrics = library.song(&song)?.compose.lyrics;
        versions::add(library, &song, Arrangement::whole(take.id), lyrics, why)?;
    }
    Ok(song)
}
