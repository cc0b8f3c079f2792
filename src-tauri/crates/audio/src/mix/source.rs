//! The mix as rodio wants it: sample by sample at the rate of the device, cut from blocks of one quantum,
//! whatever size the device asks for. Absent: everything that makes the samples (`renderer`).

use std::num::NonZero;
use std::time::Duration;

use rodio::Source;

use super::QUANTUM;
use super::renderer::Renderer;
use crate::{AudioError, BusResampler};

/// An endless stereo source; silent while nothing plays, so that a device never drops it.
pub struct Mix {
    renderer: Renderer,
    /// `None` when the device has the rate of the song.
    resampler: Option<BusResampler>,
    rate: u32,
    block: [f32; QUANTUM * 2],
    ready: Vec<f32>,
    at: usize,
}

impl Mix {
    /// Plays what `renderer` renders, at `rate` frames per second.
    pub(crate) fn new(renderer: Renderer, rate: u32) -> Result<Self, AudioError> {
        if renderer.rate() == rate {
            return Ok(Self::straight(renderer));
        }
        let resampler = BusResampler::new(renderer.rate(), rate)?;
        let ready = Vec::with_capacity(resampler.room(QUANTUM).max(QUANTUM * 2));
        Ok(Self { resampler: Some(resampler), rate, ready, ..Self::straight(renderer) })
    }

    /// Plays what `renderer` renders, at its own rate.
    pub(crate) fn straight(renderer: Renderer) -> Self {
        let rate = renderer.rate();
        let ready = Vec::with_capacity(QUANTUM * 2);
        Self { renderer, resampler: None, rate, block: [0.0; QUANTUM * 2], ready, at: 0 }
    }

    /// Frames of the song by which conversion delays the sound.
    pub(crate) fn delay_frames(&self) -> u32 {
        let delay = self.resampler.as_ref().map_or(0, BusResampler::delay_frames) as u64;
        let frames = delay * u64::from(self.song_rate()) / u64::from(self.rate.max(1));
        u32::try_from(frames).unwrap_or(u32::MAX)
    }

    /// Frames per second of what is mixed, before conversion.
    pub(crate) fn song_rate(&self) -> u32 {
        self.renderer.rate()
    }

    pub(crate) fn renderer(&mut self) -> &mut Renderer {
        &mut self.renderer
    }

    /// The next sample will need another block.
    pub(super) fn is_dry(&self) -> bool {
        self.at == self.ready.len()
    }

    fn refill(&mut self) {
        self.ready.clear();
        self.at = 0;
        while self.ready.is_empty() {
            self.renderer.render(&mut self.block);
            let converted = match &mut self.resampler {
                Some(resampler) => resampler.process(&self.block, &mut self.ready).is_ok(),
                None => false,
            };
            if !converted {
                self.ready.clear();
                self.ready.extend_from_slice(&self.block);
            }
        }
    }
}

impl Iterator for Mix {
    type Item = f32;

    #[inline]
    fn next(&mut self) -> Option<f32> {
        if self.at == self.ready.len() {
            self.refill();
        }
        let sample = self.ready[self.at];
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
        NonZero::new(self.rate).unwrap_or(NonZero::<u32>::MIN)
    }

    fn total_duration(&self) -> Option<Duration> {
        None
    }
}
