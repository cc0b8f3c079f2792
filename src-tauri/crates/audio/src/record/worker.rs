//! The thread that listens: opens the device, measures and writes what comes, notices when nothing comes any
//! more. The only one that waits for a sound server or a disk.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use super::file::GrowingWav;
use super::level::{Meter, Shape};
use super::source::{Capture, NoCapture, Source};
use super::{Ended, Input, InputState, Recorded, Shared};
use crate::{AudioError, MAX_MINUTES};

/// How often the ring is emptied.
const LOOK: Duration = Duration::from_millis(10);
/// While closed there is nothing to look at but orders.
const IDLE: Duration = Duration::from_secs(3600);
/// A device that gives nothing for so long is dead, whatever it says.
const DEAD: Duration = Duration::from_secs(3);
/// Between attempts to open a device.
const AGAIN: Duration = Duration::from_secs(1);
/// What is kept of the time before a recording is asked for, in milliseconds.
const BEFORE_MS: usize = 500;
/// Samples taken out of the ring at once.
const BLOCK: usize = 8_192;
/// So much of the wave waits for somebody to ask: half a minute.
const WAVE: usize = 3_000;

/// What the recorder is asked for.
pub(super) enum Order {
    Use(Input),
    Open,
    Close,
    Begin(PathBuf),
    End(Sender<Result<Recorded, AudioError>>),
}

/// An open microphone and what is known of its sound.
struct Ear {
    capture: Capture,
    meter: Meter,
    /// The last [`BEFORE_MS`].
    before: Vec<f32>,
    before_most: usize,
    heard: Instant,
}

/// A recording on its way to the disk.
struct Running {
    file: GrowingWav,
    shape: Shape,
    before: u64,
    missing: u64,
    floor_db: Option<f32>,
}

pub(super) struct Worker {
    source: Box<dyn Source>,
    orders: Receiver<Order>,
    shared: Arc<Shared>,
    input: Input,
    open: bool,
    next_attempt: Instant,
    ear: Option<Ear>,
    /// Asked for, and no sample of it is there yet.
    wanted: Option<PathBuf>,
    running: Option<Running>,
    done: Option<Result<Recorded, AudioError>>,
}

impl Worker {
    pub(super) fn new(
        source: Box<dyn Source>,
        orders: Receiver<Order>,
        shared: Arc<Shared>,
        input: Input,
    ) -> Self {
        Self {
            source,
            orders,
            shared,
            input,
            open: false,
            next_attempt: Instant::now(),
            ear: None,
            wanted: None,
            running: None,
            done: None,
        }
    }

    /// Until the recorder is dropped; a running recording is completed then.
    pub(super) fn run(mut self) {
        loop {
            match self.orders.recv_timeout(if self.open { LOOK } else { IDLE }) {
                Ok(order) => self.obey(order),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return self.complete(Ended::Stopped),
            }
            self.look(Instant::now());
        }
    }

    fn obey(&mut self, order: Order) {
        match order {
            Order::Use(input) => {
                self.shut(Ended::Stopped);
                self.input = input;
                self.next_attempt = Instant::now();
                if self.open {
                    self.tell(InputState::Opening);
                }
            }
            Order::Open => self.wake(),
            Order::Close => {
                self.open = false;
                self.wanted = None;
                self.shut(Ended::Stopped);
                self.tell(InputState::Closed);
            }
            Order::Begin(path) => {
                self.complete(Ended::Stopped);
                self.done = None;
                self.wanted = Some(path);
                self.wake();
            }
            Order::End(answer) => {
                self.drain();
                self.wanted = None;
                self.complete(Ended::Stopped);
                self.shared.lock().ended = false;
                // Who does not wait any more finds the file where it is.
                let _ = answer.send(self.done.take().unwrap_or(Err(AudioError::Empty)));
            }
        }
    }

    fn wake(&mut self) {
        if !self.open {
            self.open = true;
            self.next_attempt = Instant::now();
        }
    }

    fn look(&mut self, now: Instant) {
        self.drain();
        let silent = self.ear.as_ref().is_some_and(|ear| now.saturating_duration_since(ear.heard) > DEAD);
        if silent || self.ear.as_ref().is_some_and(|ear| ear.capture.pulse.is_gone()) {
            tracing::warn!("the microphone is gone");
            self.shut(Ended::DeviceLost);
            self.tell(InputState::Lost);
            self.next_attempt = now + AGAIN;
        } else if self.open && self.ear.is_none() && now >= self.next_attempt {
            self.try_open();
        }
    }

    fn try_open(&mut self) {
        if self.shared.lock().state == InputState::Closed {
            self.tell(InputState::Opening);
        }
        match self.source.open(&self.input).and_then(ear) {
            Ok(ear) => self.ear = Some(ear),
            Err(NoCapture::Denied) => self.tell(InputState::Denied),
            // A device that was there and is not yet back stays lost.
            Err(NoCapture::Absent) if self.shared.lock().state == InputState::Lost => {}
            Err(NoCapture::Absent) => self.tell(InputState::None),
        }
        self.next_attempt = Instant::now() + AGAIN;
    }

    /// Empties the ring. What found no room comes after what did.
    fn drain(&mut self) {
        let Some(ear) = &mut self.ear else { return };
        let missed = ear.capture.pulse.take_missed();
        let most = BLOCK - BLOCK % ear.capture.channels;
        let mut blocks = Vec::new();
        loop {
            let there = ear.capture.ring.slots();
            let count = there.min(most) / ear.capture.channels * ear.capture.channels;
            let Some(chunk) = (count > 0).then(|| ear.capture.ring.read_chunk(count).ok()).flatten() else {
                break;
            };
            blocks.push(chunk.into_iter().collect::<Vec<f32>>());
        }
        if !blocks.is_empty() {
            ear.heard = Instant::now();
            let name = ear.capture.name.clone();
            self.tell(InputState::Ready(name));
        }
        blocks.iter().for_each(|samples| self.hear(samples));
        if missed > 0 {
            self.miss(missed);
        }
    }

    fn hear(&mut self, samples: &[f32]) {
        let Some(ear) = &mut self.ear else { return };
        let level = ear.meter.add(samples);
        ear.before.extend_from_slice(samples);
        let old = ear.before.len().saturating_sub(ear.before_most);
        ear.before.drain(..old);
        {
            let mut listened = self.shared.lock();
            listened.level = listened.level.and(level);
        }
        if let Some(path) = self.wanted.take() {
            self.begin(path, samples.len());
        } else {
            self.write(samples);
        }
    }

    /// The file begins with what was heard before it was asked for, and with the `new` samples after.
    fn begin(&mut self, path: PathBuf, new: usize) {
        let Some(ear) = &self.ear else { return };
        let Capture { rate, channels, .. } = ear.capture;
        let first = ear.before.clone();
        let before = (first.len().saturating_sub(new) / channels) as u64;
        match GrowingWav::create(&path, rate, channels, &first) {
            Ok(file) => {
                let (shape, floor_db) = (Shape::new(rate, channels), ear.meter.floor());
                self.running = Some(Running { file, shape, before, missing: 0, floor_db });
                self.show(&first);
            }
            Err(error) => self.fail(error),
        }
    }

    fn write(&mut self, samples: &[f32]) {
        let Some(running) = &mut self.running else { return };
        match running.file.write(samples) {
            Ok(()) => self.show(samples),
            Err(AudioError::DiskFull) => self.complete_itself(Ended::DiskFull),
            Err(error) => {
                tracing::error!(%error, "a recording cannot be written any more");
                self.complete_itself(Ended::Unwritable);
            }
        }
    }

    fn show(&mut self, samples: &[f32]) {
        let (Some(running), Some(ear)) = (&mut self.running, &self.ear) else { return };
        let (rate, frames) = (u64::from(ear.capture.rate), running.file.frames());
        {
            let mut listened = self.shared.lock();
            listened.recorded_ms = Some(frames * 1000 / rate);
            if listened.wave.len() < WAVE {
                running.shape.add(samples, &mut listened.wave);
            }
        }
        if frames >= rate * 60 * u64::from(MAX_MINUTES) {
            self.complete_itself(Ended::Full);
        }
    }

    /// Silence in place of what is missing keeps the time true.
    fn miss(&mut self, frames: u64) {
        let (Some(running), Some(ear)) = (&mut self.running, &self.ear) else { return };
        running.missing += frames;
        let samples = vec![0.0; usize::try_from(frames).unwrap_or(0) * ear.capture.channels];
        self.write(&samples);
    }

    fn fail(&mut self, error: AudioError) {
        self.done = Some(Err(error));
        self.shared.lock().ended = true;
    }

    fn complete_itself(&mut self, ended: Ended) {
        self.complete(ended);
        self.shared.lock().ended = true;
    }

    /// Ends the running recording, if there is one.
    fn complete(&mut self, ended: Ended) {
        let (Some(running), Some(ear)) = (self.running.take(), &self.ear) else { return };
        let Running { file, before, missing, floor_db, .. } = running;
        let (path, frames) = (file.path().to_owned(), file.frames());
        let written = file.finish();
        if let Err(error) = &written {
            tracing::error!(%error, "the end of a recording is not on disk");
        }
        let ended = if written.is_err() && ended == Ended::Stopped { Ended::Unwritable } else { ended };
        let rate = ear.capture.rate;
        self.done = Some(Ok(Recorded { path, rate, frames, before, missing, floor_db, ended }));
        self.shared.lock().recorded_ms = None;
    }

    /// Closes the device; a running recording ends.
    fn shut(&mut self, ended: Ended) {
        if self.running.is_some() {
            self.complete_itself(ended);
        }
        self.ear = None;
    }

    fn tell(&self, state: InputState) {
        let mut listened = self.shared.lock();
        if listened.state != state {
            listened.state = state;
        }
    }
}

fn ear(capture: Capture) -> Result<Ear, NoCapture> {
    let meter = Meter::new(capture.rate, capture.channels).map_err(|error| {
        tracing::warn!(%error, "the microphone's rate cannot be measured");
        NoCapture::Absent
    })?;
    let before_most = capture.rate as usize * BEFORE_MS / 1000 * capture.channels;
    Ok(Ear {
        capture,
        meter,
        before: Vec::with_capacity(before_most + BLOCK),
        before_most,
        heard: Instant::now(),
    })
}
