//! The control half: what a user does to a mix, and what the screens show of it. Every call is a few atomic
//! stores and at most one message; none waits for a device, a file or the callback.
//!
//! Lanes can be heard two ways: one at a time (takes to compare: [`Transport::hear`]) or all together
//! (stems: [`Transport::hear_all`], with balance, mute and solo). Both are only switches and gains, published
//! as one set, so a solo is never heard half done. Absent: devices (`player`).

use std::sync::atomic::Ordering;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::chunk::{FeedLink, link};
use super::feed::Plan;
use super::feeder::{Command, Place};
use super::renderer::Renderer;
use super::shared::{Meter, Params, Shared};
use super::tap::{Gauge, MixLoudness, tap};
use super::{DEFAULT_RATE, Lane, MAX_LANES};
use crate::FrameReader;

/// Gains below this are silence, in decibels.
const SILENCE_DB: f32 = -100.0;
/// Loops shorter than this (in fractions of a second: 20 ms) are refused; they would be a tone.
const SHORTEST_LOOP: u64 = 50;

/// Whether there is something to hear with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutputState {
    /// Sound goes to the device of this name.
    Ready(String),
    /// A device is being opened.
    Opening,
    /// The device is gone; Refrain keeps trying. The transport still moves.
    Lost,
    /// There is no device. The transport still moves.
    None,
}

/// What a mix is doing.
#[derive(Debug, Clone, PartialEq)]
pub struct PlayerState {
    /// It plays.
    pub playing: bool,
    /// The frame that is being heard: what was rendered less the latency of the device.
    pub frame: u64,
    /// Frames per second.
    pub rate: u32,
    /// Length of the longest lane, in frames.
    pub frames: u64,
    /// The one lane that is heard; `None` when all are.
    pub audible: Option<usize>,
    /// The loop, in frames.
    pub looped: Option<(u64, u64)>,
    /// Highest peaks (left, right; 1 is full scale) since the last call, before the soft clip.
    pub peak: [f32; 2],
    /// The same of the mix before the volume of listening.
    pub mix_peak: [f32; 2],
    /// Root mean square of the mix since the last call, both sides together.
    pub mix_rms: f32,
    /// Peaks of each lane since the last call, after its gain.
    pub lane_peaks: Vec<[f32; 2]>,
    /// Root mean square of each lane since the last call, both sides together.
    pub lane_rms: Vec<f32>,
    /// The mix went over full scale since the last call.
    pub clipped: bool,
    /// How often the sound had to pause because reading was too slow.
    pub underruns: u64,
    /// Where the sound goes.
    pub output: OutputState,
}

/// What is set for one lane.
#[derive(Clone, Copy)]
struct Strip {
    gain_db: f32,
    balance: f32,
    muted: bool,
    soloed: bool,
}

struct Inner {
    commands: Sender<Command>,
    epoch: u64,
    session: u32,
    renderers: u32,
    strips: Vec<Strip>,
    audible: Option<usize>,
    volume_db: f32,
    master_db: f32,
    gauge: Gauge,
    rate: u32,
    frames: u64,
    plan: Plan,
    /// Where the last jump went, as a frame and as it was asked for.
    target: u64,
    place: Place,
    output: OutputState,
}

/// The controls of a mix; see the module.
pub struct Transport {
    pub(crate) shared: Arc<Shared>,
    inner: Mutex<Inner>,
}

impl Transport {
    pub(crate) fn new(shared: Arc<Shared>, commands: Sender<Command>) -> Self {
        let inner = Inner {
            commands,
            epoch: 0,
            session: 0,
            renderers: 0,
            strips: Vec::new(),
            audible: None,
            volume_db: 0.0,
            master_db: 0.0,
            gauge: Gauge::default(),
            rate: DEFAULT_RATE,
            frames: 0,
            plan: Plan::default(),
            target: 0,
            place: Place::At(0),
            output: OutputState::None,
        };
        Self { shared, inner: Mutex::new(inner) }
    }

    /// Puts other lanes in; `audible` is the one that is heard. With `keep_position` playing goes on at the
    /// same frame without a gap, otherwise it stops and stands at the beginning.
    pub fn load(&self, lanes: Vec<Lane>, audible: usize, keep_position: bool) {
        self.put(lanes, Some(audible), keep_position, None);
    }

    /// Like [`Transport::load`], with all lanes heard together.
    pub fn load_all(&self, lanes: Vec<Lane>, keep_position: bool) {
        self.put(lanes, None, keep_position, None);
    }

    /// Like [`Transport::load_all`], with every lane standing as it should from its first sample on.
    pub fn load_mix(&self, lanes: Vec<Lane>, levels: &[LaneLevel], master_db: f32, keep_position: bool) {
        self.put(lanes, None, keep_position, Some((levels, master_db)));
    }

    fn put(
        &self,
        mut lanes: Vec<Lane>,
        audible: Option<usize>,
        keep_position: bool,
        levels: Option<(&[LaneLevel], f32)>,
    ) {
        let mut inner = self.lock();
        if lanes.len() > MAX_LANES {
            tracing::error!(
                lanes = lanes.len(),
                "more lanes than a mix can hold; the last ones are left out"
            );
            lanes.truncate(MAX_LANES);
        }
        inner.take_shape(&lanes);
        if let Some((levels, master_db)) = levels {
            inner.take_levels(levels, master_db);
        }
        inner.audible = audible;
        inner.session = inner.session.wrapping_add(1);
        inner.publish(&self.shared);
        let readers = lanes.into_iter().map(|lane| lane.reader).collect();
        let session = Some((inner.session, readers));
        if keep_position {
            inner.cue(&self.shared, Place::Playhead, session, None);
        } else {
            self.shared.playing.store(false, Ordering::Relaxed);
            inner.plan = Plan::default();
            inner.cue(&self.shared, Place::At(0), session, None);
        }
    }

    /// Plays on from where it stands; from the start (of the loop) if it stands at the end of the song.
    pub fn play(&self) {
        let mut inner = self.lock();
        let settled = self.shared.live_epoch.load(Ordering::Relaxed) == inner.epoch;
        if settled && self.shared.ended.load(Ordering::Relaxed) {
            let start = inner.next_start(self.shared.rendered_frame());
            inner.plan.spans.clear();
            inner.cue(&self.shared, Place::At(start), None, None);
        }
        self.shared.playing.store(true, Ordering::Relaxed);
        inner.send(Command::Wake);
    }

    /// Stops where it is.
    pub fn pause(&self) {
        self.shared.playing.store(false, Ordering::Relaxed);
    }

    /// Jumps to `frame`, no further than the end.
    pub fn seek(&self, frame: u64) {
        let mut inner = self.lock();
        inner.plan.spans.clear();
        inner.cue(&self.shared, Place::At(frame), None, None);
    }

    /// Repeats `start..end` (frames) once playing is in it or before it; `None` plays on to the end. Sounds
    /// go on without a gap. Loops shorter than 20 ms count as none.
    pub fn set_loop(&self, looped: Option<(u64, u64)>) {
        let mut inner = self.lock();
        let shortest = u64::from(inner.rate) / SHORTEST_LOOP;
        let frames = inner.frames;
        let fitting = looped.map(|(start, end)| (start, end.min(frames)));
        let plan = Plan {
            spans: Vec::new(),
            looped: fitting.filter(|(start, end)| end.saturating_sub(*start) >= shortest),
        };
        if inner.plan != plan {
            inner.plan = plan;
            inner.cue(&self.shared, Place::Playhead, None, None);
        }
    }

    /// Plays these stretches (frames), one joined to the next, and stops.
    pub fn play_spans(&self, spans: Vec<(u64, u64)>) {
        let spans: Vec<_> = spans.into_iter().filter(|(start, end)| start < end).collect();
        let Some(&(start, _)) = spans.first() else { return };
        let mut inner = self.lock();
        inner.plan.spans = spans;
        inner.cue(&self.shared, Place::At(start), None, None);
        self.shared.playing.store(true, Ordering::Relaxed);
        inner.send(Command::Wake);
    }

    /// Hears one lane instead of what is heard now, at the same place and without a gap.
    pub fn hear(&self, lane: usize) {
        self.set(|inner| inner.audible = Some(lane));
    }

    /// Hears all lanes together.
    pub fn hear_all(&self) {
        self.set(|inner| inner.audible = None);
    }

    /// Level of a lane, in decibels; at -100 and below it is silent.
    pub fn set_lane_gain(&self, lane: usize, db: f32) {
        self.set_strip(lane, |strip| strip.gain_db = db);
    }

    /// Balance of a lane from -1 (left only) through 0 (as it is) to 1 (right only).
    pub fn set_lane_balance(&self, lane: usize, balance: f32) {
        self.set_strip(lane, |strip| strip.balance = balance.clamp(-1.0, 1.0));
    }

    /// Silences a lane, or lets it be heard again.
    pub fn set_lane_muted(&self, lane: usize, muted: bool) {
        self.set_strip(lane, |strip| strip.muted = muted);
    }

    /// While any lane is soloed, only soloed ones are heard.
    pub fn set_lane_soloed(&self, lane: usize, soloed: bool) {
        self.set_strip(lane, |strip| strip.soloed = soloed);
    }

    /// How all lanes and the master stand, taken up as one set: what is not named is neither muted nor soloed
    /// any more.
    pub fn set_levels(&self, lanes: &[LaneLevel], master_db: f32) {
        self.set(|inner| inner.take_levels(lanes, master_db));
    }

    /// What the readers of the lanes give has changed (a [`super::Mutes`]): it is read anew from here on,
    /// without a gap.
    pub fn read_anew(&self) {
        self.lock().cue(&self.shared, Place::Playhead, None, None);
    }

    /// Begins to measure the loudness of the mix, or stops. What was measured is forgotten.
    pub fn measure_loudness(&self, on: bool) {
        self.lock().gauge.reset();
        self.shared.metering.store(on, Ordering::Relaxed);
    }

    /// Loudness of what has played since [`Transport::measure_loudness`].
    #[must_use]
    pub fn loudness(&self) -> MixLoudness {
        self.lock().gauge.read()
    }

    /// Volume of listening, in decibels; at -100 and below it is silent.
    pub fn set_volume(&self, db: f32) {
        self.set(|inner| inner.volume_db = db);
    }

    /// One second of 440 Hz over whatever plays: half on the left, half on the right.
    pub fn test_tone(&self) {
        let rate = self.lock().rate;
        self.shared.tone.store(rate, Ordering::Relaxed);
    }

    /// What it is doing. Reading the peaks and the clip mark resets them, so one caller should ask.
    #[must_use]
    pub fn state(&self) -> PlayerState {
        let inner = self.lock();
        let shared = &self.shared;
        let playing = shared.playing.load(Ordering::Acquire);
        let jumped = shared.live_epoch.load(Ordering::Relaxed) == inner.epoch;
        // While it stands still a jump is shown at once, not when the renderer has got round to it.
        let frame = if jumped || playing { inner.heard(shared) } else { inner.target };
        let lanes = (0..inner.strips.len()).map(Meter::Lane);
        PlayerState {
            playing,
            frame,
            rate: inner.rate,
            frames: inner.frames,
            audible: inner.audible,
            looped: inner.plan.looped,
            peak: shared.take_peaks(Meter::Heard),
            mix_peak: shared.take_peaks(Meter::Mix),
            mix_rms: shared.take_rms(Meter::Mix),
            lane_peaks: lanes.clone().map(|lane| shared.take_peaks(lane)).collect(),
            lane_rms: lanes.map(|lane| shared.take_rms(lane)).collect(),
            clipped: shared.take_clipped(),
            underruns: shared.underruns.load(Ordering::Relaxed),
            output: inner.output.clone(),
        }
    }

    /// A renderer for the device that plays from now on; what was rendered but not heard is played again.
    pub(crate) fn attach(&self, latency: u32) -> Renderer {
        let mut inner = self.lock();
        let settled = self.shared.live_epoch.load(Ordering::Relaxed) == inner.epoch;
        let frame = if settled { inner.heard(&self.shared) } else { inner.target };
        inner.renderers = inner.renderers.wrapping_add(1);
        self.shared.owner.store(inner.renderers, Ordering::Relaxed);
        self.shared.latency.store(latency, Ordering::Relaxed);
        let (feed, render) = link();
        let rate = inner.rate;
        let (tap, heard) = tap(rate);
        inner.gauge.attach(heard, rate);
        inner.cue(&self.shared, Place::At(frame), None, Some(feed));
        Renderer::new(inner.renderers, rate, frame, Arc::clone(&self.shared), (render, tap))
    }

    /// Frames between rendering and hearing, once it is known.
    pub(crate) fn set_latency(&self, frames: u32) {
        self.shared.latency.store(frames, Ordering::Relaxed);
    }

    /// Frames per second of what is loaded.
    pub(crate) fn rate(&self) -> u32 {
        self.lock().rate
    }

    pub(crate) fn set_output_state(&self, output: OutputState) {
        self.lock().output = output;
    }

    fn set(&self, change: impl FnOnce(&mut Inner)) {
        let mut inner = self.lock();
        change(&mut inner);
        inner.publish(&self.shared);
    }

    fn set_strip(&self, lane: usize, change: impl FnOnce(&mut Strip)) {
        self.set(|inner| {
            if let Some(strip) = inner.strips.get_mut(lane) {
                change(strip);
            }
        });
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Nothing in here can be left half done by a panic.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Transport {
    fn drop(&mut self) {
        self.lock().send(Command::Stop);
    }
}

impl Inner {
    fn take_shape(&mut self, lanes: &[Lane]) {
        self.rate = lanes.first().map_or(DEFAULT_RATE, |lane| lane.reader.rate());
        self.frames = lanes.iter().map(|lane| lane.reader.frames()).max().unwrap_or(0);
        let strip = |lane: &Lane| Strip { gain_db: lane.gain_db, balance: 0.0, muted: false, soloed: false };
        self.master_db = 0.0;
        self.strips = lanes.iter().map(strip).collect();
    }

    fn take_levels(&mut self, lanes: &[LaneLevel], master_db: f32) {
        self.master_db = master_db;
        for (strip, level) in self.strips.iter_mut().zip(lanes) {
            *strip = level.strip();
        }
    }

    /// Begins a new epoch.
    fn cue(
        &mut self,
        shared: &Shared,
        place: Place,
        lanes: Option<(u32, Vec<Box<dyn FrameReader>>)>,
        link: Option<FeedLink>,
    ) {
        let settled = shared.live_epoch.load(Ordering::Relaxed) == self.epoch;
        let place = match self.place {
            // The playhead is on its way there: whoever asks for its place means that one, not where it comes from.
            Place::At(frame) if place == Place::Playhead && !settled => Place::At(frame),
            _ => place,
        };
        self.place = place;
        self.epoch += 1;
        self.target = match place {
            Place::At(frame) => frame.min(self.frames),
            Place::Playhead => shared.rendered_frame().min(self.frames),
        };
        shared.wanted_epoch.store(self.epoch, Ordering::Release);
        let plan = self.plan.clone();
        self.send(Command::Cue { epoch: self.epoch, place, plan, lanes, link });
    }

    fn send(&self, command: Command) {
        // Fails only when the feed has gone, and then nothing plays any more.
        if self.commands.send(command).is_err() {
            tracing::error!("the reading thread of the player is gone");
        }
    }

    fn publish(&self, shared: &Shared) {
        let (volume, master) = (factor(self.volume_db), factor(self.master_db));
        let mut params = Params { session: self.session, volume, master, ..Params::default() };
        for (lane, strip) in self.strips.iter().enumerate() {
            params.gains[lane] = strip.gains();
            params.heard |= u32::from(self.is_heard(lane, *strip)) << lane;
        }
        shared.write_params(&params);
    }

    fn is_heard(&self, lane: usize, strip: Strip) -> bool {
        let soloed = self.strips.iter().any(|strip| strip.soloed);
        !strip.muted && (!soloed || strip.soloed) && self.audible.is_none_or(|audible| audible == lane)
    }

    /// Where playing begins again after it has come to its end at `frame`.
    fn next_start(&self, frame: u64) -> u64 {
        let within = !self.plan.spans.is_empty() && frame < self.frames;
        if within { frame } else { self.plan.looped.map_or(0, |(start, _)| start) }
    }

    /// The frame that is being heard.
    fn heard(&self, shared: &Shared) -> u64 {
        shared.heard_frame(self.rate, self.plan.looped).min(self.frames)
    }
}

impl Strip {
    fn gains(self) -> [f32; 2] {
        gains(self.gain_db, self.balance)
    }
}

/// How one lane stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LaneLevel {
    /// Level in decibels; at -100 and below it is silent.
    pub gain_db: f32,
    /// Balance from -1 (left only) through 0 (as it is) to 1 (right only).
    pub balance: f32,
    /// Whether it is heard.
    pub heard: bool,
}

impl LaneLevel {
    fn strip(self) -> Strip {
        let balance = self.balance.clamp(-1.0, 1.0);
        Strip { gain_db: self.gain_db, balance, muted: !self.heard, soloed: false }
    }
}

/// Gains of both sides. Balance, not panning: the centre leaves both as they are, so that an untouched mix is
/// the sum of its stems.
pub(super) fn gains(db: f32, balance: f32) -> [f32; 2] {
    let gain = factor(db);
    [gain * (1.0 - balance).min(1.0), gain * (1.0 + balance).min(1.0)]
}

/// Decibels as a factor; silence at -100 dB, 0 for what is no number.
pub(super) fn factor(db: f32) -> f32 {
    if db > SILENCE_DB { 10f32.powf(db.min(24.0) / 20.0) } else { 0.0 }
}
