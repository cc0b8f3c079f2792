//! The mix as rodio wants it: sample by sample, cut from blocks of one quantum, whatever size the device
//! asks for. Absent: everything that makes the samples (`renderer`).

use std::num::NonZero;
use std::time::Duration;

use rodio::Source;

use super::QUANTUM;
use super::renderer::Renderer;

/// An endless stereo source; silent while nothing plays, so that a device never drops it.
pub struct Mix {
    renderer: Renderer,
    block: [f32; QUANTUM * 2],
    at: usize,
}

impl Mix {
    pub(crate) fn new(renderer: Renderer) -> Self {
        Self { renderer, block: [0.0; QUANTUM * 2], at: QUANTUM * 2 }
    }
}

impl Iterator for Mix {
    type Item = f32;

    #[inline]
    fn next(&mut self) -> Option<f32> {
        if self.at == self.block.len() {
            self.renderer.render(&mut self.block);
            self.at = 0;
        }
        let sample = self.block[self.at];
        self.at += 1;
        Some(sample)
    }
}

impl Source for Mix {
    fn current_span_len(&self) -> Option<usize> {
        None
    }

    fn channels(&self) -> NonZero<u16> {
        NonZero::<u16>::MIN.saturating_add(1)
    }

    fn sample_rate(&self) -> NonZero<u32> {
        NonZero::new(self.renderer.rate()).unwrap_or(NonZero::<u32>::MIN)
    }

    fn total_duration(&self) -> Option<Duration> {
        None
    }
}
