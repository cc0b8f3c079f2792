//! A deck plays the chunks of one epoch: consumption, lane gains and fades. The renderer has three of them
//! (live, next, leaving). Real-time code: nothing here allocates once built.

use std::collections::VecDeque;

use rtrb::Producer;

use super::chunk::{Chunk, POOL};
use super::fade::{Curve, Fade};
use super::kernel::{Ramp, add_faded, add_lane, add_under};
use super::shared::{Meter, Params, Shared};
use super::{MAX_LANES, QUANTUM};

/// Gain and switch of one lane as they are at the moment.
#[derive(Clone, Copy, Default)]
struct LaneState {
    gain: [f32; 2],
    fade: Fade,
}

/// Memory for one block.
pub(super) struct Scratch {
    bus: [f32; QUANTUM * 2],
    deck: [f32; QUANTUM],
    lane: [f32; QUANTUM],
}

impl Scratch {
    pub(super) fn new() -> Self {
        Self { bus: [0.0; QUANTUM * 2], deck: [0.0; QUANTUM], lane: [0.0; QUANTUM] }
    }
}

/// What a deck needs to know to play a block.
pub(super) struct Block<'a> {
    pub(super) params: &'a Params,
    pub(super) curve: &'a Curve,
    /// Where meters go, for the deck that is metered.
    pub(super) meters: Option<&'a Shared>,
}

/// Plays the chunks of one epoch.
pub(super) struct Deck {
    pub(super) epoch: u64,
    pub(super) fade: Fade,
    /// Nothing follows what was played.
    pub(super) ended: bool,
    session: u32,
    queue: VecDeque<Chunk>,
    used: usize,
    queued: usize,
    frame: u64,
    lanes: [LaneState; MAX_LANES],
}

impl Deck {
    /// An empty deck whose playhead stands at `frame`.
    pub(super) fn at(frame: u64) -> Self {
        Self {
            epoch: 0,
            fade: Fade::default(),
            ended: false,
            session: 0,
            queue: VecDeque::with_capacity(POOL),
            used: 0,
            queued: 0,
            frame,
            lanes: [LaneState::default(); MAX_LANES],
        }
    }

    /// The frame that it will play next.
    pub(super) fn frame(&self) -> u64 {
        self.frame
    }

    pub(super) fn session(&self) -> u32 {
        self.session
    }

    /// Takes one more chunk. The first one of an epoch begins a new life.
    pub(super) fn push(&mut self, chunk: Chunk) {
        if self.epoch != chunk.epoch {
            self.epoch = chunk.epoch;
            self.session = chunk.session;
            self.frame = chunk.start;
            self.ended = false;
            self.fade = Fade::default();
        }
        self.queued += chunk.frames;
        self.queue.push_back(chunk);
    }

    /// Gives every chunk after the first `keep` back.
    pub(super) fn trim(&mut self, keep: usize, empty: &mut Producer<Chunk>) {
        while self.queue.len() > keep {
            if let Some(chunk) = self.queue.pop_back() {
                self.queued -= chunk.frames;
                give_back(chunk, empty);
            }
        }
    }

    /// Empties the deck.
    pub(super) fn clear(&mut self, empty: &mut Producer<Chunk>) {
        self.trim(0, empty);
        (self.epoch, self.used, self.queued) = (0, 0, 0);
        self.fade = Fade::default();
    }

    /// Whether `frames` frames are there, or all there will ever be.
    pub(super) fn has(&self, frames: usize) -> bool {
        self.queued >= self.used + frames || self.queue.back().is_some_and(|chunk| chunk.last) || self.ended
    }

    /// Whether its chunks ask to enter where the deck before them stands.
    pub(super) fn takes_over(&self) -> bool {
        self.queue.front().is_some_and(|chunk| chunk.takeover)
    }

    /// Skips to `frame`, giving back what lies before it. Stops where the plan jumps or is already past it;
    /// answers `false` if the place has not been read yet.
    pub(super) fn enter_at(&mut self, frame: u64, empty: &mut Producer<Chunk>) -> bool {
        while let Some(front) = self.queue.front() {
            let inside = front.start <= frame && frame < front.end();
            let passed = usize::try_from(frame.saturating_sub(front.start)).unwrap_or(0).min(front.frames);
            let used = match (inside, front.jump || front.start > frame, front.last) {
                (true, ..) => passed,
                (false, true, _) => 0,
                (false, false, true) => front.frames,
                (false, false, false) => {
                    self.drop_front(empty);
                    continue;
                }
            };
            (self.used, self.frame) = (used, front.start + used as u64);
            return true;
        }
        false
    }

    /// Takes gains and switches as they are now, without a ramp.
    pub(super) fn settle(&mut self, params: &Params, curve: &Curve) {
        for (lane, state) in self.lanes.iter_mut().enumerate() {
            state.gain = params.gains[lane];
            state.fade = Fade::settled(is_heard(params, lane), curve);
        }
    }

    /// Adds the next frames to `out`, at most one quantum, fewer when the fade shuts or nothing is left.
    /// Answers whether it ran dry.
    pub(super) fn play(
        &mut self,
        out: &mut [f32],
        scratch: &mut Scratch,
        block: &Block<'_>,
        empty: &mut Producer<Chunk>,
    ) -> bool {
        let wanted = self.fade.remaining().min(QUANTUM);
        if wanted == 0 || self.epoch == 0 {
            return false;
        }
        let open = self.fade.is_open(block.curve);
        scratch.bus.fill(0.0);
        if block.params.session == self.session {
            self.aim(block.params);
        }
        let played = self.play_chunks(wanted, scratch, block, empty);
        self.arrive(block.params);
        if open {
            add(out, &scratch.bus[..played * 2]);
        } else {
            self.fade.fill(block.curve, &mut scratch.deck[..played]);
            add_under(out, &scratch.bus[..played * 2], &scratch.deck[..played]);
        }
        played < wanted && !self.ended
    }

    /// Plays up to `wanted` frames from as many chunks as that takes.
    fn play_chunks(
        &mut self,
        wanted: usize,
        scratch: &mut Scratch,
        block: &Block<'_>,
        empty: &mut Producer<Chunk>,
    ) -> usize {
        let mut played = 0;
        while played < wanted && !self.ended {
            let Some(front) = self.queue.front() else { break };
            let frames = (front.frames - self.used).min(wanted - played);
            if frames > 0 {
                mix_lanes(&mut self.lanes, front, self.used, played, frames, scratch, block);
            }
            self.used += frames;
            played += frames;
            self.frame = front.start + self.used as u64;
            if self.used == front.frames {
                self.ended = front.last;
                self.drop_front(empty);
            }
        }
        played
    }

    fn aim(&mut self, params: &Params) {
        for (lane, state) in self.lanes.iter_mut().enumerate() {
            state.fade.open = is_heard(params, lane);
        }
    }

    /// The block is over: the ramps have arrived.
    fn arrive(&mut self, params: &Params) {
        if params.session == self.session {
            for (state, gain) in self.lanes.iter_mut().zip(params.gains) {
                state.gain = gain;
            }
        }
    }

    fn drop_front(&mut self, empty: &mut Producer<Chunk>) {
        if let Some(chunk) = self.queue.pop_front() {
            self.queued -= chunk.frames;
            self.used = 0;
            give_back(chunk, empty);
        }
    }
}

/// Mixes `frames` frames of a chunk, `used` frames into it, onto the bus at frame `at` of the block.
fn mix_lanes(
    lanes: &mut [LaneState; MAX_LANES],
    chunk: &Chunk,
    used: usize,
    at: usize,
    frames: usize,
    scratch: &mut Scratch,
    block: &Block<'_>,
) {
    let bus = &mut scratch.bus[at * 2..(at + frames) * 2];
    for (lane, state) in lanes.iter_mut().enumerate().take(chunk.lanes) {
        if state.fade.is_shut() {
            continue;
        }
        let target =
            if block.params.session == chunk.session { block.params.gains[lane] } else { state.gain };
        let ramp = Ramp::between(state.gain, target, QUANTUM).after(at);
        let sound = chunk.lane(lane, used, frames);
        let level = if state.fade.is_open(block.curve) {
            add_lane(bus, sound, ramp)
        } else {
            let fade = &mut scratch.lane[..frames];
            state.fade.fill(block.curve, fade);
            add_faded(bus, sound, ramp, fade)
        };
        if let Some(meters) = block.meters {
            meters.meter(Meter::Lane(lane), level, frames);
        }
    }
}

fn is_heard(params: &Params, lane: usize) -> bool {
    params.heard >> lane & 1 == 1
}

fn add(out: &mut [f32], part: &[f32]) {
    for (out, part) in out.iter_mut().zip(part) {
        *out += part;
    }
}

/// Sends a chunk back to be filled again. The ring has a place for every chunk there is.
pub(super) fn give_back(chunk: Chunk, empty: &mut Producer<Chunk>) {
    if let Err(rtrb::PushError::Full(chunk)) = empty.push(chunk) {
        // Cannot happen; freeing memory in the callback would be worse than losing a chunk.
        std::mem::forget(chunk);
    }
}
