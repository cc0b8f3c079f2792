//! The feed's half of the mix: reads all lanes in lockstep along a plan of what plays when, and joins the
//! places where playing jumps. Absent: threads and commands (`feeder`).

use super::chunk::Chunk;
use super::{DEFAULT_RATE, MAX_LANES, QUANTUM};
use crate::FrameReader;

/// What plays, in frames of the song.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Plan {
    /// Stretches to play one after the other, and then stop; empty: the whole song.
    pub(crate) spans: Vec<(u64, u64)>,
    /// Where the song repeats.
    pub(crate) looped: Option<(u64, u64)>,
}

/// What comes when a stretch is over.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Then {
    Jump(u64),
    FadeOut,
    End,
}

/// Reads chunks.
pub(crate) struct Feed {
    lanes: Vec<Box<dyn FrameReader>>,
    rate: u32,
    frames: u64,
    session: u32,
    epoch: u64,
    takeover: bool,
    plan: Plan,
    span: usize,
    cursor: u64,
    /// Playing jumped, and this is what would have come instead: it fades out under the next frames.
    tail: Option<Tail>,
    fading_out: bool,
    over: bool,
    complained: bool,
}

/// The continuation of what was playing before a jump, lane after lane.
struct Tail {
    samples: Vec<f32>,
    frames: usize,
    done: usize,
}

impl Feed {
    pub(super) fn new() -> Self {
        Self {
            lanes: Vec::new(),
            rate: DEFAULT_RATE,
            frames: 0,
            session: 0,
            epoch: 0,
            takeover: false,
            plan: Plan::default(),
            span: 0,
            cursor: 0,
            tail: None,
            fading_out: false,
            over: true,
            complained: false,
        }
    }

    /// Puts other lanes in. A lane of another rate than the first is silent: it would play at a wrong pitch.
    pub(super) fn load(&mut self, session: u32, lanes: Vec<Box<dyn FrameReader>>) {
        self.rate = lanes.first().map_or(DEFAULT_RATE, FrameReader::rate);
        self.frames = lanes.iter().map(FrameReader::frames).max().unwrap_or(0);
        self.lanes = lanes;
        self.lanes.truncate(MAX_LANES);
        self.session = session;
        self.complained = false;
    }

    /// Begins a new epoch at `frame`.
    pub(super) fn cue(&mut self, epoch: u64, frame: u64, takeover: bool, plan: Plan) {
        self.epoch = epoch;
        self.takeover = takeover;
        self.cursor = frame.min(self.frames);
        self.span = 0;
        self.plan = plan;
        self.tail = None;
        self.fading_out = false;
        self.over = false;
    }

    /// Nothing more to read in this epoch.
    pub(super) fn is_over(&self) -> bool {
        self.over
    }

    /// Reads the next chunk.
    pub(super) fn fill(&mut self, chunk: &mut Chunk) {
        let (edge, then) = self.edge();
        chunk.fit(self.lanes.len());
        (chunk.epoch, chunk.session, chunk.takeover) = (self.epoch, self.session, self.takeover);
        chunk.rate = self.rate;
        (chunk.start, chunk.jump) = (self.cursor, self.tail.as_ref().is_some_and(|tail| tail.done == 0));
        chunk.frames =
            if self.fading_out { self.join_frames() } else { limited(edge.saturating_sub(self.cursor)) };
        for lane in 0..self.lanes.len() {
            self.read_lane(lane, self.cursor, chunk.lane_mut(lane));
        }
        self.shape(chunk);
        self.cursor += chunk.frames as u64;
        chunk.last = self.fading_out;
        if self.fading_out {
            self.over = true;
        } else if self.cursor >= edge {
            chunk.last = self.go_on(edge, then);
        }
    }

    /// Where the current stretch is over, and what comes then.
    fn edge(&self) -> (u64, Then) {
        if let Some(&(_, end)) = self.plan.spans.get(self.span) {
            let then = self.plan.spans.get(self.span + 1).map_or(Then::FadeOut, |next| Then::Jump(next.0));
            return (end.min(self.frames), then);
        }
        match self.plan.looped {
            Some((start, end)) if self.cursor < end => (end.min(self.frames), Then::Jump(start)),
            _ => (self.frames, Then::End),
        }
    }

    /// Carries on after a stretch; answers whether that was the last chunk.
    fn go_on(&mut self, edge: u64, then: Then) -> bool {
        match then {
            Then::Jump(target) => {
                self.tail = Some(self.read_tail(edge));
                self.cursor = target.min(self.frames);
                self.span += usize::from(!self.plan.spans.is_empty());
            }
            Then::FadeOut => self.fading_out = true,
            Then::End => self.over = true,
        }
        self.over
    }

    /// 5 ms: how long a join is.
    fn join_frames(&self) -> usize {
        (self.rate as usize / 200).clamp(1, QUANTUM)
    }

    fn read_tail(&mut self, from: u64) -> Tail {
        let frames = self.join_frames();
        let mut samples = vec![0.0; self.lanes.len() * frames * 2];
        for (lane, part) in samples.chunks_exact_mut(frames * 2).enumerate() {
            self.read_lane(lane, from, part);
        }
        Tail { samples, frames, done: 0 }
    }

    /// Reads a lane, with silence for what it does not have or cannot read.
    fn read_lane(&mut self, lane: usize, from: u64, out: &mut [f32]) {
        let reader = &mut self.lanes[lane];
        let read = if reader.rate() == self.rate { reader.read(from, out) } else { Ok(0) };
        let frames = read.unwrap_or_else(|error| {
            if !self.complained {
                self.complained = true;
                tracing::warn!(lane, from, %error, "a lane cannot be read; it is silent there");
            }
            0
        });
        out[frames * 2..].fill(0.0);
    }

    /// Applies the join after a jump and the fade at the very end.
    fn shape(&mut self, chunk: &mut Chunk) {
        if self.fading_out {
            let frames = chunk.frames;
            for lane in 0..chunk.lanes {
                blend(chunk.lane_mut(lane), None, 0, frames);
            }
        }
        let Some(mut tail) = self.tail.take() else { return };
        for (lane, old) in tail.samples.chunks_exact(tail.frames * 2).enumerate() {
            blend(chunk.lane_mut(lane), Some(&old[tail.done * 2..]), tail.done, tail.frames);
        }
        tail.done += chunk.frames;
        self.tail = (tail.done < tail.frames).then_some(tail);
    }
}

/// Fades `sound` in over `old`, or out where there is nothing old, `done` frames into a join of `frames`.
#[allow(clippy::cast_precision_loss)]
fn blend(sound: &mut [f32], old: Option<&[f32]>, done: usize, frames: usize) {
    let weight = |i: usize| {
        let x = ((done + i) as f32 + 0.5) / frames as f32;
        0.5 - 0.5 * (std::f32::consts::PI * x).cos()
    };
    match old {
        Some(old) => {
            for (i, (sound, old)) in sound.chunks_exact_mut(2).zip(old.chunks_exact(2)).enumerate() {
                let w = weight(i);
                sound[0] = sound[0] * w + old[0] * (1.0 - w);
                sound[1] = sound[1] * w + old[1] * (1.0 - w);
            }
        }
        None => {
            for (i, sound) in sound.chunks_exact_mut(2).enumerate() {
                let w = 1.0 - weight(i);
                sound[0] *= w;
                sound[1] *= w;
            }
        }
    }
}

fn limited(frames: u64) -> usize {
    usize::try_from(frames).unwrap_or(QUANTUM).min(QUANTUM)
}
