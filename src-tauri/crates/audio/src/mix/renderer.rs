//! The callback's half of the mix: one block at a time, from chunks to a finished stereo bus. Real-time
//! code: no lock, no allocation, nothing freed, no log, no file.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::QUANTUM;
use super::chunk::RenderLink;
use super::deck::{Block, Deck, Scratch, give_back};
use super::fade::{Curve, Fade};
use super::kernel::{Level, Ramp, finish, scale};
use super::shared::{Meter, Params, Shared};
use super::tap::Tap;

/// Chunks of an outdated epoch that are kept to play on until the new one is ready: 170 ms at 48 kHz.
const PLAY_ON: usize = 16;
/// Level and pitch of the test tone.
const TONE_LEVEL: f32 = 0.2;
const TONE_HZ: f32 = 440.0;

/// Renders blocks of [`QUANTUM`] frames.
pub(crate) struct Renderer {
    id: u32,
    rate: u32,
    shared: Arc<Shared>,
    link: RenderLink,
    curve: Curve,
    live: Deck,
    next: Deck,
    leaving: Deck,
    scratch: Scratch,
    params: Params,
    generation: u32,
    volume: f32,
    master: f32,
    tap: Tap,
    starving: bool,
}

impl Renderer {
    /// A renderer for `rate` frames per second whose playhead stands at `frame`. `id` tells it from earlier
    /// ones that may still be alive.
    pub(super) fn new(
        id: u32,
        rate: u32,
        frame: u64,
        shared: Arc<Shared>,
        (link, tap): (RenderLink, Tap),
    ) -> Self {
        let mut params = Params::default();
        let generation = shared.read_params(u32::MAX, &mut params);
        Self {
            id,
            rate,
            link,
            curve: Curve::new(rate),
            live: Deck::at(frame),
            next: Deck::at(0),
            leaving: Deck::at(0),
            scratch: Scratch::new(),
            volume: params.volume,
            master: params.master,
            tap,
            params,
            generation,
            starving: false,
            shared,
        }
    }

    /// Frames per second.
    pub(crate) fn rate(&self) -> u32 {
        self.rate
    }

    /// Gives back at once what an outdated epoch holds, as the next block would.
    pub(super) fn make_room(&mut self) {
        self.collect();
    }

    /// Renders the next block, interleaved stereo.
    pub(crate) fn render(&mut self, out: &mut [f32; QUANTUM * 2]) {
        out.fill(0.0);
        self.generation = self.shared.read_params(self.generation, &mut self.params);
        let owns = self.shared.owner.load(Ordering::Relaxed) == self.id;
        self.collect();
        self.switch(owns);
        self.aim(owns);
        let start = self.live.frame();
        let finished = self.play_decks(out, owns);
        self.finish(out, owns);
        if owns {
            self.shared.report(start, self.live.frame());
        }
        if owns && finished && self.shared.wanted_epoch.load(Ordering::Relaxed) == self.live.epoch {
            // After the report: who sees that it stopped sees where.
            self.shared.ended.store(true, Ordering::Relaxed);
            self.shared.playing.store(false, Ordering::Release);
        }
    }

    /// Sorts what the feed has sent onto the decks; what nobody wants goes back.
    fn collect(&mut self) {
        let wanted = self.shared.wanted_epoch.load(Ordering::Acquire);
        if self.next.epoch != 0 && self.next.epoch != wanted {
            self.next.clear(&mut self.link.empty);
        }
        if self.live.epoch != wanted {
            self.live.trim(PLAY_ON, &mut self.link.empty);
        }
        while let Ok(chunk) = self.link.full.pop() {
            if chunk.epoch == self.live.epoch && (chunk.epoch == wanted || self.live_is_short()) {
                self.live.push(chunk);
            } else if chunk.epoch == wanted && chunk.rate == self.rate {
                self.next.push(chunk);
            } else {
                give_back(chunk, &mut self.link.empty);
            }
        }
    }

    fn live_is_short(&self) -> bool {
        !self.live.has(PLAY_ON * QUANTUM)
    }

    /// Makes the next deck the live one as soon as it has enough to play.
    fn switch(&mut self, owns: bool) {
        let enough = QUANTUM + self.curve.length();
        let ready = self.next.epoch != 0
            && self.next.session() == self.params.session
            && !self.leaving.fade.is_audible();
        if !ready || !self.enter(enough) {
            return;
        }
        self.next.settle(&self.params, &self.curve);
        self.leaving.clear(&mut self.link.empty);
        std::mem::swap(&mut self.leaving, &mut self.live);
        std::mem::swap(&mut self.live, &mut self.next);
        self.leaving.fade.open = false;
        self.starving = false;
        if !self.leaving.fade.is_audible() {
            // Nothing sounds: the master need not travel.
            self.master = self.params.master;
            self.leaving.clear(&mut self.link.empty);
        }
        if owns {
            self.announce();
        }
    }

    /// Places the next deck at the frame where it enters; answers whether it can play from there.
    fn enter(&mut self, enough: usize) -> bool {
        let takes_over = self.next.takes_over() && self.live.epoch != 0;
        if takes_over && !self.next.enter_at(self.live.frame(), &mut self.link.empty) {
            return false;
        }
        self.next.has(enough)
    }

    fn announce(&self) {
        self.shared.live_epoch.store(self.live.epoch, Ordering::Relaxed);
        self.shared.ended.store(false, Ordering::Relaxed);
        if !self.leaving.fade.is_audible() {
            self.shared.moved_in_silence();
        }
    }

    /// Decides whether the live deck fades in or out: it plays if it should and has enough to do so without
    /// breaking off.
    fn aim(&mut self, owns: bool) {
        // What is about to be replaced may play on, but must not begin to: that would be a blip of old sound.
        let current = self.live.epoch == self.shared.wanted_epoch.load(Ordering::Relaxed);
        let may = self.live.epoch != 0 && !self.live.ended && (current || self.live.fade.is_audible());
        let playing = may && self.shared.playing.load(Ordering::Relaxed);
        let least = QUANTUM + self.curve.length();
        let short = !self.live.has(if self.starving { 2 * least } else { least });
        if playing && short && !self.starving && owns {
            self.shared.underruns.fetch_add(1, Ordering::Relaxed);
        }
        self.starving = playing && short;
        self.live.fade.open = playing && !short;
    }

    /// Adds what sounds; answers whether the live deck came to its end.
    fn play_decks(&mut self, out: &mut [f32], owns: bool) -> bool {
        let Self { live, leaving, scratch, params, curve, link, shared, .. } = self;
        let meters = owns.then_some(&**shared);
        let quiet = Block { params, curve, meters: None };
        if leaving.fade.is_audible() && (leaving.play(out, scratch, &quiet, &mut link.empty) || leaving.ended)
        {
            leaving.clear(&mut link.empty);
        }
        let block = Block { params, curve, meters };
        live.play(out, scratch, &block, &mut link.empty);
        let finished = live.ended && (live.fade.open || live.fade.is_audible());
        if finished {
            live.fade = Fade::default();
        }
        finished
    }

    /// The end of the bus: the master, which belongs to the mix; then what belongs to listening.
    fn finish(&mut self, out: &mut [f32], owns: bool) {
        let mix = scale(out, Ramp::between([self.master; 2], [self.params.master; 2], QUANTUM));
        self.master = self.params.master;
        let playing = self.live.fade.is_audible() || self.leaving.fade.is_audible();
        if owns && playing && self.shared.metering.load(Ordering::Relaxed) {
            self.tap.push(out);
        }
        self.add_tone(out);
        let volume = Ramp::between([self.volume; 2], [self.params.volume; 2], QUANTUM);
        self.volume = self.params.volume;
        let peak = finish(out, volume);
        if owns {
            self.shared.meter(Meter::Mix, mix, QUANTUM);
            self.shared.meter(Meter::Heard, Level { peak, square: 0.0 }, QUANTUM);
        }
    }

    /// One second of 440 Hz, first on the left, then on the right.
    #[allow(clippy::cast_precision_loss)]
    fn add_tone(&mut self, out: &mut [f32]) {
        let left = self.shared.tone.load(Ordering::Relaxed);
        if left == 0 {
            return;
        }
        let half = self.rate / 2;
        let fade = self.curve.length() as f32;
        for (frame, out) in out.chunks_exact_mut(2).enumerate().take(left as usize) {
            let at = self.rate.saturating_sub(left) + u32::try_from(frame).unwrap_or(0);
            let (side, within) = (usize::from(at >= half), at % half.max(1));
            let edge = (within.min(half.saturating_sub(within)) as f32 / fade).min(1.0);
            let turn = std::f32::consts::TAU * TONE_HZ * within as f32 / self.rate as f32;
            out[side] += turn.sin() * edge * TONE_LEVEL;
        }
        let rest = left.saturating_sub(QUANTUM as u32);
        // Only if nobody asked for another tone meanwhile.
        let _unchanged = self.shared.tone.compare_exchange(left, rest, Ordering::Relaxed, Ordering::Relaxed);
    }
}
