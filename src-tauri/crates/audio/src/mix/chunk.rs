//! What travels between feed and renderer: up to one quantum of every lane, tagged with where it belongs.

use rtrb::{Consumer, Producer, RingBuffer};

use super::QUANTUM;

/// Chunks in circulation: half a second at 48 kHz, thirty times the worst wake-up delay measured.
pub(super) const POOL: usize = 48;

/// The same frames of all lanes.
#[derive(Default)]
pub(crate) struct Chunk {
    /// The jump it belongs to.
    pub(super) epoch: u64,
    /// The set of lanes it was read from.
    pub(super) session: u32,
    /// Its frames per second.
    pub(super) rate: u32,
    /// Frame of the song at its start.
    pub(super) start: u64,
    /// Frames that it holds, at most [`QUANTUM`].
    pub(super) frames: usize,
    /// Lanes that it holds.
    pub(super) lanes: usize,
    /// The epoch continues where the one before it stands, instead of at its own start.
    pub(super) takeover: bool,
    /// Playing jumped to get here (a loop wrapped, a span began).
    pub(super) jump: bool,
    /// Nothing follows.
    pub(super) last: bool,
    data: Box<[f32]>,
}

impl Chunk {
    /// Makes room for `lanes` lanes. Allocates where the chunk is too small: feed side only.
    pub(super) fn fit(&mut self, lanes: usize) {
        self.lanes = lanes;
        if self.data.len() < lanes * QUANTUM * 2 {
            self.data = vec![0.0; lanes * QUANTUM * 2].into_boxed_slice();
        }
    }

    /// Frames `from..from + frames` of a lane, interleaved stereo.
    pub(super) fn lane(&self, lane: usize, from: usize, frames: usize) -> &[f32] {
        let first = (lane * QUANTUM + from) * 2;
        &self.data[first..first + frames * 2]
    }

    /// All frames of a lane that are in use.
    pub(super) fn lane_mut(&mut self, lane: usize) -> &mut [f32] {
        let first = lane * QUANTUM * 2;
        &mut self.data[first..first + self.frames * 2]
    }

    /// The frame of the song after its last one.
    pub(super) fn end(&self) -> u64 {
        self.start + self.frames as u64
    }
}

/// The feed's ends of the two rings.
pub(crate) struct FeedLink {
    pub(super) full: Producer<Chunk>,
    pub(super) empty: Consumer<Chunk>,
    /// Chunks made so far, at most [`POOL`].
    pub(super) made: usize,
}

/// The renderer's ends.
pub(super) struct RenderLink {
    pub(super) full: Consumer<Chunk>,
    pub(super) empty: Producer<Chunk>,
}

/// Two fresh rings.
pub(super) fn link() -> (FeedLink, RenderLink) {
    let (to_renderer, full) = RingBuffer::new(POOL);
    let (back, empty) = RingBuffer::new(POOL);
    (FeedLink { full: to_renderer, empty, made: 0 }, RenderLink { full, empty: back })
}
