//! What the control side and the callback both see: atomics, nothing else. Newest value wins, nothing
//! queues up behind a stalled callback.

use std::array::from_fn;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering, fence};
use std::time::Instant;

use super::kernel::Level;
use super::{MAX_LANES, QUANTUM};

/// Samples after which a meter that nobody reads begins anew: a second and a half at 48 kHz.
const MOST_SAMPLES: u32 = 144_000;
/// Blocks of which the place in the song is remembered: five seconds at 48 kHz, more than any latency.
const HISTORY: usize = 512;

/// One meter per lane, one for the mix and one for what is heard of it.
const METERS: usize = MAX_LANES + 2;

/// What a meter measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meter {
    /// What is heard: the mix at the volume of listening.
    Heard,
    /// The mix itself.
    Mix,
    Lane(usize),
}

impl Meter {
    fn cell(self) -> usize {
        match self {
            Self::Heard => 0,
            Self::Mix => 1,
            Self::Lane(lane) => (lane + 2).min(METERS - 1),
        }
    }
}

/// Gains and switches of one set of lanes.
#[derive(Clone, Copy)]
pub(super) struct Params {
    /// The set of lanes these are for.
    pub(super) session: u32,
    /// Lanes that are switched on, one bit each.
    pub(super) heard: u32,
    /// Volume of the whole mix, as a factor.
    pub(super) volume: f32,
    /// Level of the sum before that, as a factor: part of the mix.
    pub(super) master: f32,
    /// Gain (left, right) of each lane.
    pub(super) gains: [[f32; 2]; MAX_LANES],
}

impl Default for Params {
    fn default() -> Self {
        Self { session: 0, heard: 0, volume: 1.0, master: 1.0, gains: [[1.0; 2]; MAX_LANES] }
    }
}

/// The atomics between the halves of a mix.
pub(crate) struct Shared {
    // Control to callback.
    pub(super) playing: AtomicBool,
    pub(super) wanted_epoch: AtomicU64,
    /// Frames of test tone still to be heard.
    pub(super) tone: AtomicU32,
    /// The renderer that may report; one left behind in a dead stream may not.
    pub(super) owner: AtomicU32,
    /// Frames between rendering and hearing.
    pub(super) latency: AtomicU32,
    // Parameters, written under `generation` (odd while they are being changed).
    generation: AtomicU32,
    session: AtomicU32,
    heard: AtomicU32,
    volume: AtomicU32,
    master: AtomicU32,
    gains: [AtomicU64; MAX_LANES],
    // Callback to control.
    pub(super) live_epoch: AtomicU64,
    pub(super) ended: AtomicBool,
    pub(super) underruns: AtomicU64,
    clipped: AtomicBool,
    /// Whether somebody measures the loudness of the mix.
    pub(super) metering: AtomicBool,
    peaks: [[AtomicU32; 2]; METERS],
    /// Sum of squares (a float's bits, high) and samples (low) since the last look, of each meter.
    squares: [AtomicU64; METERS],
    frame: AtomicU64,
    blocks: AtomicU64,
    fresh_since: AtomicU64,
    history: [AtomicU64; HISTORY],
    reported_at: AtomicU64,
    born: Instant,
}

impl Shared {
    pub(crate) fn new() -> Self {
        Self {
            playing: AtomicBool::new(false),
            wanted_epoch: AtomicU64::new(0),
            tone: AtomicU32::new(0),
            owner: AtomicU32::new(0),
            latency: AtomicU32::new(0),
            generation: AtomicU32::new(0),
            session: AtomicU32::new(0),
            heard: AtomicU32::new(0),
            volume: AtomicU32::new(1f32.to_bits()),
            master: AtomicU32::new(1f32.to_bits()),
            gains: from_fn(|_| AtomicU64::new(pack([1.0; 2]))),
            live_epoch: AtomicU64::new(0),
            ended: AtomicBool::new(false),
            underruns: AtomicU64::new(0),
            clipped: AtomicBool::new(false),
            peaks: from_fn(|_| [AtomicU32::new(0), AtomicU32::new(0)]),
            squares: from_fn(|_| AtomicU64::new(0)),
            metering: AtomicBool::new(false),
            frame: AtomicU64::new(0),
            blocks: AtomicU64::new(0),
            fresh_since: AtomicU64::new(0),
            history: from_fn(|_| AtomicU64::new(0)),
            reported_at: AtomicU64::new(0),
            born: Instant::now(),
        }
    }

    /// Publishes parameters as one set. One writer at a time (the transport's lock sees to that).
    pub(super) fn write_params(&self, params: &Params) {
        let generation = self.generation.load(Ordering::Relaxed);
        self.generation.store(generation.wrapping_add(1), Ordering::Relaxed);
        fence(Ordering::Release);
        self.session.store(params.session, Ordering::Relaxed);
        self.heard.store(params.heard, Ordering::Relaxed);
        self.volume.store(params.volume.to_bits(), Ordering::Relaxed);
        self.master.store(params.master.to_bits(), Ordering::Relaxed);
        for (cell, gain) in self.gains.iter().zip(params.gains) {
            cell.store(pack(gain), Ordering::Relaxed);
        }
        self.generation.store(generation.wrapping_add(2), Ordering::Release);
    }

    /// Takes the newest complete set over `params` if it is newer than `seen`; answers its generation. A set
    /// that is being written is left for the next block.
    pub(super) fn read_params(&self, seen: u32, params: &mut Params) -> u32 {
        let before = self.generation.load(Ordering::Acquire);
        if before == seen || before % 2 == 1 {
            return seen;
        }
        let read = Params {
            session: self.session.load(Ordering::Relaxed),
            heard: self.heard.load(Ordering::Relaxed),
            volume: f32::from_bits(self.volume.load(Ordering::Relaxed)),
            master: f32::from_bits(self.master.load(Ordering::Relaxed)),
            gains: from_fn(|lane| unpack(self.gains[lane].load(Ordering::Relaxed))),
        };
        fence(Ordering::Acquire);
        if self.generation.load(Ordering::Relaxed) != before {
            return seen;
        }
        *params = read;
        before
    }

    /// Raises a meter by a stretch of `frames` frames.
    pub(super) fn meter(&self, meter: Meter, level: Level, frames: usize) {
        for (cell, peak) in self.peaks[meter.cell()].iter().zip(level.peak) {
            // Bits of floats that are not negative compare like the floats.
            if peak > 0.0 {
                cell.fetch_max(peak.to_bits(), Ordering::Relaxed);
            }
        }
        let cell = &self.squares[meter.cell()];
        let add = |bits: u64| {
            let (sum, samples) = halves(bits);
            // Nobody looks: old sound must not outweigh the new for ever.
            let (sum, samples) = if samples > MOST_SAMPLES { (0.0, 0) } else { (sum, samples) };
            Some(u64::from((sum + level.square).to_bits()) << 32 | u64::from(samples + 2 * frames as u32))
        };
        // Always succeeds: the closure never declines.
        let _before = cell.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
        if meter == Meter::Heard && level.peak.iter().any(|peak| *peak > 1.0) {
            self.clipped.store(true, Ordering::Relaxed);
        }
    }

    /// The highest peaks since the last call.
    pub(super) fn take_peaks(&self, meter: Meter) -> [f32; 2] {
        let cells = &self.peaks[meter.cell()];
        from_fn(|side| f32::from_bits(cells[side].swap(0, Ordering::Relaxed)))
    }

    /// The root of the mean square of both sides since the last call.
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn take_rms(&self, meter: Meter) -> f32 {
        let (sum, samples) = halves(self.squares[meter.cell()].swap(0, Ordering::Relaxed));
        if samples == 0 { 0.0 } else { (sum / samples as f32).max(0.0).sqrt() }
    }

    /// Whether the mix went over full scale since the last call.
    pub(super) fn take_clipped(&self) -> bool {
        self.clipped.swap(false, Ordering::Relaxed)
    }

    /// The renderer's report of a block that began at `start` and left the playhead at `frame`.
    pub(super) fn report(&self, start: u64, frame: u64) {
        let block = self.blocks.load(Ordering::Relaxed);
        self.history[slot(block)].store(start, Ordering::Relaxed);
        self.frame.store(frame, Ordering::Relaxed);
        self.reported_at.store(self.now(), Ordering::Relaxed);
        self.blocks.store(block + 1, Ordering::Release);
    }

    /// From here on the playhead is where the next report says, without waiting for the latency: nothing
    /// was sounding when it moved.
    pub(super) fn moved_in_silence(&self) {
        self.fresh_since.store(self.blocks.load(Ordering::Relaxed), Ordering::Relaxed);
    }

    /// Blocks rendered so far: proof that a device is alive.
    pub(crate) fn blocks(&self) -> u64 {
        self.blocks.load(Ordering::Acquire)
    }

    /// The playhead of the renderer, ahead of the ear by the latency.
    pub(super) fn rendered_frame(&self) -> u64 {
        self.frame.load(Ordering::Relaxed)
    }

    /// The frame that is being heard now, of a song with this rate and loop.
    pub(super) fn heard_frame(&self, rate: u32, looped: Option<(u64, u64)>) -> u64 {
        let blocks = self.blocks();
        let rendered = blocks * QUANTUM as u64;
        let latency = u64::from(self.latency.load(Ordering::Relaxed));
        let waited = self.now().saturating_sub(self.reported_at.load(Ordering::Relaxed));
        let played = (waited.saturating_mul(u64::from(rate)) / 1_000_000_000).min(latency);
        let heard = rendered.saturating_sub(latency - played);
        let oldest = blocks.saturating_sub(HISTORY as u64 - 1).max(self.fresh_since.load(Ordering::Relaxed));
        if heard >= rendered || oldest >= blocks {
            return self.rendered_frame();
        }
        let block = (heard / QUANTUM as u64).max(oldest);
        self.between(block, blocks, heard.saturating_sub(block * QUANTUM as u64), looped)
    }

    /// The place `passed` frames into a remembered block, no further than where the next block began.
    fn between(&self, block: u64, blocks: u64, passed: u64, looped: Option<(u64, u64)>) -> u64 {
        let start = self.history[slot(block)].load(Ordering::Relaxed);
        let next = match block + 1 {
            next if next < blocks => self.history[slot(next)].load(Ordering::Relaxed),
            _ => self.rendered_frame(),
        };
        let place = start + passed.min(QUANTUM as u64);
        match looped {
            Some((first, end)) if next < start && place >= end => first + (place - end),
            _ if next.checked_sub(start).is_some_and(|advance| advance <= QUANTUM as u64) => place.min(next),
            _ => place,
        }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.born.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }
}

fn slot(block: u64) -> usize {
    usize::try_from(block % HISTORY as u64).unwrap_or(0)
}

fn pack(gain: [f32; 2]) -> u64 {
    u64::from(gain[0].to_bits()) << 32 | u64::from(gain[1].to_bits())
}

/// A sum and a count, packed by [`Shared::meter`].
#[allow(clippy::cast_possible_truncation)]
fn halves(bits: u64) -> (f32, u32) {
    (f32::from_bits((bits >> 32) as u32), bits as u32)
}

#[allow(clippy::cast_possible_truncation)]
fn unpack(bits: u64) -> [f32; 2] {
    [f32::from_bits((bits >> 32) as u32), f32::from_bits(bits as u32)]
}
