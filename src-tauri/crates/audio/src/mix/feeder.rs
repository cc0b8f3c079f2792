//! Carries out what the transport asks of the feed and keeps the ring full. One step at a time, so that a
//! thread (`player`) or a caller (`Offline`) can drive it. Absent: the thread itself.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::time::Duration;

use super::chunk::{Chunk, FeedLink, POOL};
use super::feed::{Feed, Plan};
use super::shared::Shared;
use crate::FrameReader;

/// How often the ring is looked after while it plays: it holds a hundred times that.
const WATCH: Duration = Duration::from_millis(5);
/// The same while nothing plays, when nothing is consumed and only a command can change that.
const REST: Duration = Duration::from_millis(500);

/// Where a new epoch begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Place {
    At(u64),
    /// Where the renderer is, without a gap.
    Playhead,
}

/// What the transport asks for.
pub(crate) enum Command {
    /// A new epoch.
    Cue {
        epoch: u64,
        place: Place,
        plan: Plan,
        /// Other lanes, as a new session.
        lanes: Option<(u32, Vec<Box<dyn FrameReader>>)>,
        /// Other rings: a new renderer is there.
        link: Option<FeedLink>,
    },
    /// Playing begins: look after the ring.
    Wake,
    /// The player is gone.
    Stop,
}

/// Drives a [`Feed`].
pub(crate) struct Feeder {
    commands: Receiver<Command>,
    shared: Arc<Shared>,
    feed: Feed,
    link: Option<FeedLink>,
    stopped: bool,
}

impl Feeder {
    /// A feeder and the way to command it.
    pub(crate) fn new(shared: Arc<Shared>) -> (Sender<Command>, Self) {
        let (sender, commands) = channel();
        let feed = Feed::new();
        (sender, Self { commands, shared, feed, link: None, stopped: false })
    }

    /// Works until the ring is full and no command waits.
    pub(crate) fn settle(&mut self) {
        while self.step() {}
    }

    /// The life of the feeding thread.
    pub(crate) fn run(mut self) {
        while !self.stopped {
            if !self.step() {
                self.wait();
            }
        }
    }

    /// Carries out one command or fills one chunk; answers whether there was anything to do.
    fn step(&mut self) -> bool {
        match self.commands.try_recv() {
            Ok(command) => self.obey(command),
            Err(TryRecvError::Empty) => return self.fill_one(),
            Err(TryRecvError::Disconnected) => self.stopped = true,
        }
        !self.stopped
    }

    /// Sleeps until there may be something to do.
    fn wait(&mut self) {
        if self.stopped {
            return;
        }
        let patience = if self.shared.playing.load(Ordering::Relaxed) { WATCH } else { REST };
        match self.commands.recv_timeout(patience) {
            Ok(command) => self.obey(command),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => self.stopped = true,
        }
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Cue { epoch, place, plan, lanes, link } => self.cue(epoch, place, plan, lanes, link),
            Command::Wake => {}
            Command::Stop => self.stopped = true,
        }
    }

    fn cue(
        &mut self,
        epoch: u64,
        place: Place,
        plan: Plan,
        lanes: Option<(u32, Vec<Box<dyn FrameReader>>)>,
        link: Option<FeedLink>,
    ) {
        if let Some((session, lanes)) = lanes {
            self.feed.load(session, lanes);
        }
        if let Some(link) = link {
            self.link = Some(link);
        }
        let (frame, takeover) = match place {
            Place::At(frame) => (frame, false),
            Place::Playhead => (self.shared.rendered_frame(), true),
        };
        self.feed.cue(epoch, frame, takeover, plan);
    }

    /// Fills and sends one chunk if there is a chunk to fill and something to read.
    fn fill_one(&mut self) -> bool {
        let Some(link) = &mut self.link else { return false };
        if self.feed.is_over() {
            return false;
        }
        let Some(mut chunk) = spare(link) else { return false };
        self.feed.fill(&mut chunk);
        if let Err(rtrb::PushError::Full(chunk)) = link.full.push(chunk) {
            // The ring has a place for every chunk, so this is a chunk too many: dropping it is harmless.
            drop(chunk);
        }
        true
    }
}

/// A chunk to fill: one that came back, or a new one while there are fewer than the pool may hold.
fn spare(link: &mut FeedLink) -> Option<Chunk> {
    if let Ok(chunk) = link.empty.pop() {
        return Some(chunk);
    }
    if link.made == POOL {
        return None;
    }
    link.made += 1;
    Some(Chunk::default())
}
