//! Stands in for a device: renders in real time and throws the sound away, so that the transport moves.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::spawn;
use crate::mix::{QUANTUM, Renderer};

/// How often it catches up with the time.
const TICK: Duration = Duration::from_millis(10);
/// A clock that slept longer than this (the machine was suspended) starts again instead of racing.
const NAP: Duration = Duration::from_millis(500);

/// Runs until dropped.
pub(super) struct NullClock {
    stopped: Arc<AtomicBool>,
    rate: u32,
}

impl NullClock {
    pub(super) fn start(mut renderer: Renderer) -> Self {
        let stopped = Arc::new(AtomicBool::new(false));
        let rate = renderer.rate();
        let told = Arc::clone(&stopped);
        spawn("audio-clock", move || {
            let mut clock = Pace::new(rate, Instant::now());
            let mut block = [0.0; QUANTUM * 2];
            while !told.load(Ordering::Relaxed) {
                for _ in 0..clock.due(Instant::now()) {
                    renderer.render(&mut block);
                }
                std::thread::sleep(TICK);
            }
        });
        Self { stopped, rate }
    }

    /// Frames per second of the mix that it moves.
    pub(super) fn rate(&self) -> u32 {
        self.rate
    }
}

impl Drop for NullClock {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
    }
}

/// How many blocks are due at a time.
struct Pace {
    rate: u32,
    since: Instant,
    last: Instant,
    rendered: u64,
}

impl Pace {
    fn new(rate: u32, now: Instant) -> Self {
        Self { rate, since: now, last: now, rendered: 0 }
    }

    fn due(&mut self, now: Instant) -> u64 {
        if now.saturating_duration_since(self.last) > NAP {
            (self.since, self.rendered) = (now, 0);
        }
        self.last = now;
        let passed = now.saturating_duration_since(self.since).as_micros();
        let frames = u64::try_from(passed * u128::from(self.rate) / 1_000_000).unwrap_or(u64::MAX);
        let blocks = (frames / QUANTUM as u64).saturating_sub(self.rendered);
        self.rendered += blocks;
        blocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_is_that_of_the_rate_however_it_is_asked() {
        let start = Instant::now();
        let mut pace = Pace::new(48_000, start);
        let mut blocks = 0;
        for tick in 1..=1000u64 {
            blocks += pace.due(start + Duration::from_millis(tick * 10 + tick % 7));
        }
        assert_eq!(blocks, (10 * 48_000 + 48 * (1000 % 7)) / 512);
    }

    #[test]
    fn after_a_nap_it_does_not_race() {
        let start = Instant::now();
        let mut pace = Pace::new(48_000, start);
        assert_eq!(pace.due(start + Duration::from_secs(3600)), 0);
        assert_eq!(pace.due(start + Duration::from_millis(3_600_011)), 1);
    }
}
