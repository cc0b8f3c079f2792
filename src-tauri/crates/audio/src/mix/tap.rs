//! The loudness of the mix while it plays: the callback copies finished blocks into a ring, whoever looks at
//! the meters measures them. Absent: files (`loudness`).

use ebur128::{EbuR128, Mode};
use rtrb::{Consumer, Producer, RingBuffer};

/// What silence, and what nothing has been measured of, shows.
const SILENT_DB: f64 = -120.0;

/// Loudness of what was played, after EBU R 128; -120 stands for silence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MixLoudness {
    /// Of everything that played, in LUFS.
    pub integrated_lufs: f64,
    /// Of the last three seconds, in LUFS.
    pub short_term_lufs: f64,
    /// The highest true peak, in dBTP.
    pub true_peak_db: f64,
}

/// The callback's end: real-time code.
pub(crate) struct Tap(Producer<f32>);

/// Both ends of a ring for half a second of sound at `rate` frames per second.
pub(super) fn tap(rate: u32) -> (Tap, Consumer<f32>) {
    let (producer, consumer) = RingBuffer::new(rate.max(1) as usize);
    (Tap(producer), consumer)
}

impl Tap {
    /// Copies a block, or none of it where nobody has emptied the ring.
    pub(super) fn push(&mut self, block: &[f32]) {
        if self.0.slots() < block.len() {
            return;
        }
        for sample in block {
            if self.0.push(*sample).is_err() {
                return;
            }
        }
    }
}

/// Measures what comes out of the ring.
#[derive(Default)]
pub(super) struct Gauge {
    ring: Option<Consumer<f32>>,
    rate: u32,
    meter: Option<EbuR128>,
    block: Vec<f32>,
}

impl Gauge {
    /// Another renderer is there. What was measured counts on while the rate stays.
    pub(super) fn attach(&mut self, ring: Consumer<f32>, rate: u32) {
        self.drain();
        self.ring = Some(ring);
        if self.rate != rate {
            self.rate = rate;
            self.meter = None;
        }
    }

    /// Forgets what was measured and what waits to be.
    pub(super) fn reset(&mut self) {
        while self.ring.as_mut().is_some_and(|ring| ring.pop().is_ok()) {}
        self.meter = None;
    }

    /// Measures what has come since the last call.
    pub(super) fn read(&mut self) -> MixLoudness {
        self.drain();
        let meter = self.meter.as_ref();
        let loudness = |read: fn(&EbuR128) -> Result<f64, ebur128::Error>| {
            meter.and_then(|meter| read(meter).ok()).filter(|value| value.is_finite()).unwrap_or(SILENT_DB)
        };
        let peak = |side| meter.and_then(|meter| meter.true_peak(side).ok()).unwrap_or(0.0);
        MixLoudness {
            integrated_lufs: loudness(EbuR128::loudness_global),
            short_term_lufs: loudness(EbuR128::loudness_shortterm).max(SILENT_DB),
            true_peak_db: (20.0 * peak(0).max(peak(1)).log10()).max(SILENT_DB),
        }
    }

    fn drain(&mut self) {
        let Some(ring) = &mut self.ring else { return };
        self.block.clear();
        while let Ok(sample) = ring.pop() {
            self.block.push(sample);
        }
        if self.block.is_empty() {
            return;
        }
        let mode = Mode::I | Mode::S | Mode::TRUE_PEAK;
        let meter = self.meter.take().or_else(|| EbuR128::new(2, self.rate, mode).ok());
        // Whole blocks of stereo only: the callback pushes nothing else.
        self.meter = meter.and_then(|mut meter| meter.add_frames_f32(&self.block).is_ok().then_some(meter));
    }
}
