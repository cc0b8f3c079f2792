//! What plays: the lanes of one song on one clock, and where the playhead is.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use audio::{Lane, Output, OutputState, Player, PlayerState};
use library::Library;
use song::{Millis, MixState, Range, SongId};

use crate::mixing::LoadedMix;
use crate::problem::UiError;
use crate::shown::millis;
use crate::versions::{arrangement_of, open};
use crate::views::{LaneRequest, MixLevels, OutputView, Playback, SoundDevice, Tick};
use crate::{Studio, StudioEvent, blocking};

/// Between two ticks to the window.
const TICK: Duration = Duration::from_millis(33);

/// The player and what it was given.
pub(crate) struct Deck {
    player: Player,
    loaded: Mutex<Loaded>,
}

#[derive(Clone)]
struct Loaded {
    song: Option<SongId>,
    lanes: Vec<LaneRequest>,
    mix: Option<Arc<Mutex<LoadedMix>>>,
    gains_db: Vec<f32>,
    audible: usize,
    looped: Option<Range>,
    volume_db: f32,
    loudness_match: bool,
    /// Grows with each watcher: the newest one ticks, the others end.
    watcher: u64,
}

impl Deck {
    pub(crate) fn open(output: Output, loudness_match: bool) -> Self {
        let loaded = Loaded {
            song: None,
            lanes: Vec::new(),
            mix: None,
            gains_db: Vec::new(),
            audible: 0,
            looped: None,
            volume_db: 0.0,
            loudness_match,
            watcher: 0,
        };
        Self { player: Player::start(output), loaded: Mutex::new(loaded) }
    }

    /// Puts a mix into the player, which stands as it did; the position stays while the song does.
    pub(crate) fn load_mix(&self, song: SongId, mix: LoadedMix, lanes: Vec<Lane>) {
        let (levels, master_db, key) = (mix.levels(), mix.state.master_db, mix.key.clone());
        let request = vec![LaneRequest::Mix { key }];
        let (same_song, same_mix) = {
            let mut loaded = self.lock();
            let same = loaded.song.as_ref() == Some(&song);
            let same_mix = same && loaded.lanes == request;
            loaded.looped = loaded.looped.filter(|_| same);
            (loaded.song, loaded.lanes, loaded.audible) = (Some(song), request, 0);
            loaded.gains_db = vec![0.0];
            loaded.mix = Some(Arc::new(Mutex::new(mix)));
            (same, same_mix)
        };
        self.player.load_mix(lanes, &levels, master_db, same_song);
        if !same_song {
            self.player.set_loop(None);
        }
        if !same_mix {
            self.player.measure_loudness(true);
        }
    }

    /// Lets the mix `key`, if it is in the player, stand like `state`; answers whether it has to be loaded anew
    /// for that.
    pub(crate) fn set_mix(&self, key: &str, state: &MixState) -> bool {
        let Some(mix) = self.lock().mix.clone() else { return false };
        let mut mix = mix.lock().unwrap_or_else(PoisonError::into_inner);
        if mix.key != key {
            return false;
        }
        let state = state.for_parts(&mix.parts());
        if mix.needs_reload(&state) {
            return true;
        }
        let muted = mix.take(state);
        self.player.set_levels(&mix.levels(), mix.state.master_db);
        if muted {
            self.player.read_anew();
        }
        false
    }

    /// Measures the loudness of what plays anew.
    pub(crate) fn measure_mix(&self) {
        self.player.measure_loudness(true);
    }

    /// What the meters of the mix show, while one is in the player.
    fn mix_levels(&self, state: &PlayerState) -> Option<MixLevels> {
        let mix = self.lock().mix.clone()?;
        let mix = mix.lock().unwrap_or_else(PoisonError::into_inner);
        Some(mix.meters(state, self.player.loudness()))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Loaded> {
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A lane ready for the player.
struct Ready {
    lane: Lane,
    gain_db: f32,
}

impl Studio {
    /// Loads lanes that sound on one clock; the position stays while the song does.
    ///
    /// # Errors
    /// When a take is gone or cannot be opened: what played goes on.
    pub async fn open_playback(
        &self,
        song: SongId,
        lanes: Vec<LaneRequest>,
        audible: u32,
    ) -> Result<(), UiError> {
        if let [LaneRequest::Mix { key }] = lanes.as_slice() {
            return self.open_mix(song, key.clone()).await;
        }
        let match_level = self.deck.lock().loudness_match;
        let wanted = lanes.clone();
        let ready = self.work(move |library| prepare(library, &wanted, match_level)).await?;
        let audible = usize::try_from(audible).unwrap_or(0).min(ready.len().saturating_sub(1));
        let same_song = {
            let mut loaded = self.deck.lock();
            let same = loaded.song.as_ref() == Some(&song);
            loaded.gains_db = ready.iter().map(|ready| ready.gain_db).collect();
            loaded.looped = loaded.looped.filter(|_| same);
            loaded.song = Some(song);
            loaded.lanes = lanes;
            loaded.mix = None;
            loaded.audible = audible;
            same
        };
        let lanes = ready.into_iter().map(|ready| ready.lane).collect();
        self.deck.player.measure_loudness(false);
        self.deck.player.load(lanes, audible, same_song);
        if !same_song {
            self.deck.player.set_loop(None);
        }
        self.tell_playback();
        Ok(())
    }

    /// Nothing of a deleted song stays open.
    pub(crate) fn close_if_open(&self, song: &SongId) {
        {
            let mut loaded = self.deck.lock();
            if loaded.song.as_ref() != Some(song) {
                return;
            }
            loaded.song = None;
            loaded.mix = None;
            loaded.lanes.clear();
        }
        self.deck.player.load(Vec::new(), 0, false);
        self.tell_playback();
    }

    /// Plays a range of something that belongs to no song, in place of what was loaded.
    pub(crate) fn play_alone(&self, lane: Lane, range: Range) {
        {
            let mut loaded = self.deck.lock();
            (loaded.song, loaded.looped, loaded.audible) = (None, None, 0);
            loaded.lanes.clear();
            loaded.gains_db.clear();
        }
        self.deck.player.load(vec![lane], 0, false);
        self.deck.player.set_loop(None);
        self.play_spans(&[range]);
    }

    pub fn play(&self) {
        self.deck.player.play();
        self.tell_playback();
    }

    pub fn pause(&self) {
        self.deck.player.pause();
        self.tell_playback();
    }

    pub fn seek(&self, position: Millis) {
        self.deck.player.seek(self.frames(position));
        self.tell_playback();
    }

    /// Loops a range, or stops looping.
    pub fn set_loop(&self, range: Option<Range>) {
        self.deck.lock().looped = range;
        self.deck.player.set_loop(range.map(|range| self.span(range)));
        self.tell_playback();
    }

    /// Switches what is heard, without a gap, at the same playhead.
    pub fn hear_lane(&self, index: u32) {
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        {
            let mut loaded = self.deck.lock();
            if index >= loaded.lanes.len() {
                return;
            }
            loaded.audible = index;
        }
        self.deck.player.hear(index);
        self.tell_playback();
    }

    /// Plays stretches one after the other, then stops: what leads in and out, or the song without
    /// the range.
    pub fn play_spans(&self, spans: &[Range]) {
        self.deck.player.play_spans(spans.iter().map(|range| self.span(*range)).collect());
        self.tell_playback();
    }

    /// Volume of listening only: never exported.
    pub fn set_volume(&self, db: f32) {
        let db = if db.is_nan() { 0.0 } else { db.clamp(-96.0, 6.0) };
        self.deck.lock().volume_db = db;
        self.deck.player.set_volume(db);
        self.tell_playback();
    }

    /// Whether compared takes are brought to one loudness; what is loaded follows at once.
    ///
    /// # Errors
    /// As [`Studio::open_playback`].
    pub async fn set_loudness_match(&self, on: bool) -> Result<(), UiError> {
        let loaded = {
            let mut loaded = self.deck.lock();
            loaded.loudness_match = on;
            loaded.clone()
        };
        match loaded.song {
            Some(song) => {
                let audible = u32::try_from(loaded.audible).unwrap_or(0);
                self.open_playback(song, loaded.lanes, audible).await
            }
            None => {
                self.tell_playback();
                Ok(())
            }
        }
    }

    /// A tone, to find out whether anything is heard.
    pub fn play_test_sound(&self) {
        self.deck.player.test_tone();
    }

    /// Sound goes somewhere else.
    pub fn set_output(&self, output: Output) {
        self.deck.player.set_output(output);
        self.tell_playback();
    }

    /// Where sound can go.
    ///
    /// # Errors
    /// When the sound system does not answer.
    pub async fn list_outputs(&self) -> Result<Vec<SoundDevice>, UiError> {
        let list = || -> Result<_, UiError> { Ok(Player::outputs()) };
        let devices = blocking(list).await?;
        Ok(devices.into_iter().map(SoundDevice::from).collect())
    }

    /// How playing stands.
    #[must_use]
    pub fn playback(&self) -> Playback {
        show(&self.deck.lock(), &self.deck.player.state())
    }

    /// Ticks to the newest watcher until it goes away: while playing, and once after each change.
    pub fn watch_playback(
        self: &std::sync::Arc<Self>,
        mut on_tick: impl FnMut(Tick) -> bool + Send + 'static,
    ) {
        let studio = self.clone();
        let me = {
            let mut loaded = self.deck.lock();
            loaded.watcher += 1;
            loaded.watcher
        };
        tokio::spawn(async move {
            let mut timer = tokio::time::interval(TICK);
            let mut last = None;
            while studio.deck.lock().watcher == me {
                timer.tick().await;
                let state = studio.deck.player.state();
                if !studio.tick(&state, &mut last, &mut on_tick) {
                    break;
                }
            }
        });
    }

    /// One tick. False when the watcher is gone.
    fn tick(
        &self,
        state: &PlayerState,
        last: &mut Option<Seen>,
        on_tick: &mut impl FnMut(Tick) -> bool,
    ) -> bool {
        let seen = Seen::of(state);
        if last.as_ref().is_some_and(|last| last.differs_in_kind(&seen)) {
            self.tell_playback();
        }
        let news = state.playing || last.as_ref() != Some(&seen);
        *last = Some(seen);
        !news || on_tick(as_tick(state, self.deck.mix_levels(state)))
    }

    pub(crate) fn tell_playback(&self) {
        self.events.tell(&StudioEvent::PlaybackChanged(Box::new(self.playback())));
    }

    fn frames(&self, position: Millis) -> u64 {
        position.frames(self.deck.player.state().rate)
    }

    fn span(&self, range: Range) -> (u64, u64) {
        (self.frames(range.start()), self.frames(range.end()))
    }
}

/// What of the player's state the window must hear about when it changes by itself.
#[derive(PartialEq)]
struct Seen {
    playing: bool,
    frame: u64,
    output: String,
}

impl Seen {
    fn of(state: &PlayerState) -> Self {
        Self { playing: state.playing, frame: state.frame, output: format!("{:?}", state.output) }
    }

    fn differs_in_kind(&self, other: &Self) -> bool {
        self.playing != other.playing || self.output != other.output
    }
}

#[allow(clippy::cast_precision_loss)]
fn position_ms(state: &PlayerState) -> f64 {
    state.frame as f64 * 1000.0 / f64::from(state.rate.max(1))
}

fn as_tick(state: &PlayerState, levels: Option<MixLevels>) -> Tick {
    Tick {
        position_ms: position_ms(state),
        playing: state.playing,
        peak_l: state.peak[0],
        peak_r: state.peak[1],
        clipped: state.clipped,
        levels,
    }
}

fn show(loaded: &Loaded, state: &PlayerState) -> Playback {
    let (output, name) = match &state.output {
        OutputState::Ready(name) => (OutputView::Ready, name.clone()),
        OutputState::Opening => (OutputView::Opening, String::new()),
        OutputState::Lost => (OutputView::Lost, String::new()),
        OutputState::None => (OutputView::None, String::new()),
    };
    Playback {
        song: loaded.song.clone(),
        lanes: loaded.lanes.clone(),
        audible: u32::try_from(loaded.audible).unwrap_or(0),
        playing: state.playing,
        looped: loaded.looped,
        duration_ms: millis(state.frames, state.rate),
        position_ms: position_ms(state),
        volume_db: loaded.volume_db,
        loudness_match: loaded.loudness_match,
        lane_gains_db: loaded.gains_db.clone(),
        output,
        output_name: name,
        underruns: u32::try_from(state.underruns).unwrap_or(u32::MAX),
    }
}

/// Opens every lane. Whole takes are brought down to the quietest of them; fragments carry their
/// match in their seam.
fn prepare(library: &Library, lanes: &[LaneRequest], match_level: bool) -> Result<Vec<Ready>, UiError> {
    let levels: Vec<Option<f64>> =
        lanes.iter().map(|lane| whole_level(library, lane)).collect::<Result<_, _>>()?;
    let quietest = levels.iter().flatten().copied().fold(f64::INFINITY, f64::min);
    let mut ready = Vec::new();
    for (lane, level) in lanes.iter().zip(&levels) {
        let arrangement = arrangement_of(library, lane, match_level)?;
        let gain_db = level.filter(|_| match_level).map_or(0.0, |level| match_gain(quietest - level));
        let reader = Box::new(open(library, &arrangement)?);
        ready.push(Ready { lane: Lane { reader, gain_db }, gain_db });
    }
    Ok(ready)
}

/// Loudness of a lane that is a whole take by itself.
fn whole_level(library: &Library, lane: &LaneRequest) -> Result<Option<f64>, UiError> {
    let LaneRequest::Take { take } = lane else { return Ok(None) };
    let level = library.take(take)?.loudness_lufs;
    Ok(Some(level).filter(|level| level.is_finite()))
}

/// Never louder, and never so quiet that the match itself would surprise.
#[allow(clippy::cast_possible_truncation)]
fn match_gain(db: f64) -> f32 {
    if db.is_finite() { db.clamp(-12.0, 0.0) as f32 } else { 0.0 }
}
