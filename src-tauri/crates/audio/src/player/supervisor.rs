//! Keeps a device: opens it, notices that it is gone, keeps the transport moving meanwhile and tries again.
//! The only thread that may wait for a sound server.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::Output;
use super::clock::NullClock;
use super::stream::Stream;
use crate::mix::{OutputState, Transport};

/// How often the device is looked at.
const LOOK: Duration = Duration::from_millis(50);
/// A device that asks for nothing for so long is dead, whatever it says.
const DEAD: Duration = Duration::from_secs(5);
/// Pauses between attempts to open a device; the last one repeats.
const PATIENCE: [Duration; 7] = [
    Duration::from_millis(100),
    Duration::from_millis(300),
    Duration::from_secs(1),
    Duration::from_secs(3),
    Duration::from_secs(3),
    Duration::from_secs(3),
    Duration::from_secs(10),
];

/// What the player asks for.
pub(super) enum Order {
    Use(Output),
}

/// What moves the mix at the moment.
enum Motor {
    Device(Stream),
    Clock(NullClock),
}

pub(super) struct Supervisor {
    transport: Arc<Transport>,
    orders: Receiver<Order>,
    output: Output,
    motor: Option<Motor>,
    attempt: usize,
    next_attempt: Instant,
    /// A device was heard since the output was chosen: its absence is a loss.
    had_device: bool,
    opened: Instant,
    /// Blocks rendered when last looked at, and since when it is that many.
    alive: (u64, Instant),
}

impl Supervisor {
    pub(super) fn new(transport: Arc<Transport>, orders: Receiver<Order>, output: Output) -> Self {
        let now = Instant::now();
        let (motor, attempt) = (None, 0);
        Self {
            transport,
            orders,
            output,
            motor,
            attempt,
            next_attempt: now,
            had_device: false,
            opened: now,
            alive: (0, now),
        }
    }

    /// Until the player is dropped.
    pub(super) fn run(mut self) {
        self.begin();
        loop {
            match self.orders.recv_timeout(LOOK) {
                Ok(Order::Use(output)) => {
                    self.output = output;
                    self.begin();
                }
                Err(RecvTimeoutError::Timeout) => self.look(Instant::now()),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// A new output was chosen.
    fn begin(&mut self) {
        (self.attempt, self.had_device) = (0, matches!(self.output, Output::Device(_)));
        if self.output == Output::Null {
            self.run_clock(OutputState::None);
        } else {
            self.run_clock(OutputState::Opening);
            self.open();
        }
    }

    fn look(&mut self, now: Instant) {
        let song_rate = self.transport.rate();
        let dead = self.is_dead(now);
        match &self.motor {
            Some(Motor::Device(stream)) if stream.is_lost() || dead => self.lose(now),
            Some(Motor::Device(stream)) if stream.song_rate() != song_rate => self.open(),
            Some(Motor::Clock(clock)) if clock.rate() != song_rate => self.restart_clock(),
            Some(Motor::Device(_)) if now.saturating_duration_since(self.opened) > DEAD => self.attempt = 0,
            Some(Motor::Device(_)) => {}
            _ if self.output != Output::Null && now >= self.next_attempt => self.open(),
            _ => {}
        }
    }

    /// No block was rendered for too long.
    fn is_dead(&mut self, now: Instant) -> bool {
        let blocks = self.transport.shared.blocks();
        if self.alive.0 != blocks {
            self.alive = (blocks, now);
        }
        now.saturating_duration_since(self.alive.1) > DEAD
    }

    fn lose(&mut self, now: Instant) {
        tracing::warn!("the sound device is gone");
        self.run_clock(OutputState::Lost);
        self.wait_from(now);
    }

    fn open(&mut self) {
        let opened = Stream::open(&self.output, &self.transport);
        let now = Instant::now();
        if let Some(stream) = opened {
            self.transport.set_output_state(OutputState::Ready(stream.name().to_owned()));
            self.motor = Some(Motor::Device(stream));
            self.had_device = true;
            (self.opened, self.alive) = (now, (self.transport.shared.blocks(), now));
            return;
        }
        let state = if self.had_device { OutputState::Lost } else { OutputState::None };
        match &self.motor {
            Some(Motor::Clock(_)) => self.transport.set_output_state(state),
            _ => self.run_clock(state),
        }
        self.wait_from(now);
    }

    /// The next attempt comes later than the one before; a device that comes and goes is no exception.
    fn wait_from(&mut self, now: Instant) {
        self.next_attempt = now + PATIENCE[self.attempt.min(PATIENCE.len() - 1)];
        self.attempt += 1;
    }

    /// Lets a clock move the mix, and closes the device.
    fn run_clock(&mut self, state: OutputState) {
        self.motor = Some(Motor::Clock(NullClock::start(self.transport.attach(0))));
        self.transport.set_output_state(state);
    }

    fn restart_clock(&mut self) {
        self.motor = Some(Motor::Clock(NullClock::start(self.transport.attach(0))));
    }
}
