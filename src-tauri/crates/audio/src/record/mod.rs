//! Records: a microphone, its level, and files that are on disk from the first sample.
//!
//! Three hands: the device's callback only puts samples into a ring (`intake`); one thread (`worker`) takes
//! them out, measures them (`level`) and writes them (`file`); everybody else asks [`Recorder`]. The device is
//! open only while somebody listens. Absent: what a recording is for, and where its name and marks are kept.

mod file;
mod intake;
mod level;
#[cfg(target_os = "linux")]
mod pulse;
mod quality;
mod source;
mod span;
mod synthetic;
#[cfg(test)]
mod tests;
mod worker;

use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use crate::AudioError;
use crate::devices::{SoundDevice, inputs};
use crate::player::spawn;
pub use level::Level;
pub use quality::{Check, Finding, Quality, judge, listen_to};
use source::{Devices, Source};
pub use span::Span;
pub use synthetic::synthetic_sample;
use worker::{Order, Worker};

/// Where sound comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// What the system chooses.
    Default,
    /// The device with this [`SoundDevice::id`].
    Device(String),
    /// A voice made here, in real time: for tests and for machines without a microphone.
    Synthetic,
}

/// State of the microphone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum InputState {
    /// Nobody listens.
    #[default]
    Closed,
    /// The device is being opened, or has given nothing yet.
    Opening,
    /// Samples come; the device's name.
    Ready(String),
    /// It vanished; the recorder tries to get it back.
    Lost,
    /// There is none.
    None,
    /// The system does not let us.
    Denied,
}

/// What happened since it was last asked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Listened {
    /// State of the microphone.
    pub state: InputState,
    /// Its level.
    pub level: Level,
    /// Length of the running recording in milliseconds; none while nothing is on its way to the disk.
    pub recorded_ms: Option<u64>,
    /// Lowest and highest sample of each 10 ms of the running recording.
    pub wave: Vec<[f32; 2]>,
    /// A recording has ended by itself; [`Recorder::end`] says how.
    pub ended: bool,
}

/// Why a recording ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Somebody ended it.
    Stopped,
    /// The device was lost.
    DeviceLost,
    /// The disk is full.
    DiskFull,
    /// The file could not be written any more.
    Unwritable,
    /// It is as long as audio may be ([`crate::MAX_MINUTES`]).
    Full,
}

/// A recording that is on disk.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// Where.
    pub path: PathBuf,
    /// Frames per second.
    pub rate: u32,
    /// Length in frames.
    pub frames: u64,
    /// How many of them were heard before it was asked for.
    pub before: u64,
    /// How many of them are silence in place of samples that the machine was too busy for.
    pub missing: u64,
    /// The noise of the room before it began, in dBFS.
    pub floor_db: Option<f32>,
    /// Why it ended.
    pub ended: Ended,
}

/// What the worker and the askers share.
#[derive(Default)]
struct Shared {
    listened: Mutex<Listened>,
}

impl Shared {
    fn lock(&self) -> std::sync::MutexGuard<'_, Listened> {
        self.listened.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A microphone and what it records. No call but [`Recorder::end`] waits for device or disk.
pub struct Recorder {
    shared: Arc<Shared>,
    orders: Sender<Order>,
}

impl Recorder {
    /// Starts the thread; nothing is heard before [`Recorder::open`].
    #[must_use]
    pub fn start(input: Input) -> Self {
        Self::start_with(Box::new(Devices), input)
    }

    fn start_with(source: Box<dyn Source>, input: Input) -> Self {
        let shared = Arc::new(Shared::default());
        let (orders, received) = channel();
        let worker = Worker::new(source, received, Arc::clone(&shared), input);
        spawn("audio-record", move || worker.run());
        Self { shared, orders }
    }

    /// Hears through another device from now on. A running recording ends as if stopped.
    pub fn set_input(&self, input: Input) {
        self.order(Order::Use(input));
    }

    /// Opens the microphone: level and noise are measured, and the last half second is kept.
    pub fn open(&self) {
        self.order(Order::Open);
    }

    /// Closes the microphone. A running recording ends as if stopped.
    pub fn close(&self) {
        self.order(Order::Close);
    }

    /// Records to `path` (a WAV of 32-bit floats) from half a second ago on. The file appears with the first
    /// samples; [`Listened::recorded_ms`] says when that is. Opens the microphone if it is closed.
    pub fn begin(&self, path: PathBuf) {
        self.order(Order::Begin(path));
    }

    /// Ends the recording and waits until it is on disk. Also answers for one that ended by itself, once.
    ///
    /// # Errors
    /// [`AudioError::Empty`] when nothing was recorded, or why the file could not be made.
    pub fn end(&self) -> Result<Recorded, AudioError> {
        let (answer, wait) = channel();
        self.order(Order::End(answer));
        wait.recv().unwrap_or(Err(AudioError::Empty))
    }

    /// What happened since this was last asked. One asker: what one was told the other is not.
    #[must_use]
    pub fn listened(&self) -> Listened {
        let mut listened = self.shared.lock();
        let told = listened.clone();
        listened.wave.clear();
        listened.level = Level { floor_db: told.level.floor_db, ..Level::default() };
        told
    }

    /// Every input there is. Asks the sound server; may take a moment.
    #[must_use]
    pub fn inputs() -> Vec<SoundDevice> {
        inputs()
    }

    fn order(&self, order: Order) {
        if self.orders.send(order).is_err() {
            tracing::error!("the thread of the recorder is gone");
        }
    }
}
