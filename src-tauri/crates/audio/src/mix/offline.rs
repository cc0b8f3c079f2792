//! The same mix without a device, rendered as fast as asked: for tests, proofs and measurements.

use std::ops::Deref;
use std::sync::Arc;

use super::feeder::Feeder;
use super::{Lane, Mix, Shared, Transport};
use crate::AudioError;

/// A mix that renders when told to. Its controls are those of [`Transport`]; it begins paused.
pub struct Offline {
    transport: Transport,
    feeder: Feeder,
    mix: Mix,
    rate: Option<u32>,
}

impl Offline {
    /// A mix of `lanes` at their own rate, the first of which is heard.
    #[must_use]
    pub fn new(lanes: Vec<Lane>) -> Self {
        let (transport, feeder) = parts(lanes);
        let mix = Mix::straight(transport.attach(0));
        Self { transport, feeder, mix, rate: None }
    }

    /// A mix that is converted to `rate` frames per second, as for a device of that rate.
    ///
    /// # Errors
    /// [`AudioError::WrongShape`] if nothing can be converted to that rate.
    pub fn at_rate(lanes: Vec<Lane>, rate: u32) -> Result<Self, AudioError> {
        let (transport, feeder) = parts(lanes);
        let mix = Mix::new(transport.attach(0), rate)?;
        Ok(Self { transport, feeder, mix, rate: Some(rate) })
    }

    /// The next `frames` frames, interleaved stereo. Controls take effect at the next block.
    pub fn render(&mut self, frames: usize) -> Vec<f32> {
        let mut out = vec![0.0; frames * 2];
        self.render_into(&mut out);
        out
    }

    /// Fills `out` with the next frames, interleaved stereo.
    pub fn render_into(&mut self, out: &mut [f32]) {
        for sample in out {
            if self.mix.is_dry() {
                self.feed();
            }
            *sample = self.mix.next().unwrap_or_default();
        }
    }

    /// Reads ahead, as the feeding thread does on its own, and follows a change of the song's rate, as the
    /// device's supervisor does.
    pub fn feed(&mut self) {
        let song_rate = self.transport.rate();
        if self.mix.song_rate() != song_rate {
            let renderer = self.transport.attach(0);
            if let Ok(mix) = Mix::new(renderer, self.rate.unwrap_or(song_rate)) {
                self.mix = mix;
            }
        }
        self.mix.renderer().make_room();
        self.feeder.settle();
    }

    /// The device is lost, or another one is there: from now on a new renderer plays. Answers the one before,
    /// which a stream that is slow to die may go on asking.
    ///
    /// # Errors
    /// [`AudioError::WrongShape`] if nothing can be converted to the rate asked for at the start.
    pub fn reopen(&mut self) -> Result<Mix, AudioError> {
        let renderer = self.transport.attach(0);
        let mix = match self.rate {
            Some(rate) => Mix::new(renderer, rate)?,
            None => Mix::straight(renderer),
        };
        Ok(std::mem::replace(&mut self.mix, mix))
    }

    /// Fills `out` from what was read ahead and does nothing else: exactly what a device's callback does.
    pub fn callback(&mut self, out: &mut [f32]) {
        for sample in out {
            *sample = self.mix.next().unwrap_or_default();
        }
    }
}

fn parts(lanes: Vec<Lane>) -> (Transport, Feeder) {
    let shared = Arc::new(Shared::new());
    let (commands, feeder) = Feeder::new(Arc::clone(&shared));
    let transport = Transport::new(shared, commands);
    transport.load(lanes, 0, false);
    (transport, feeder)
}

impl Deref for Offline {
    type Target = Transport;
    fn deref(&self) -> &Transport {
        &self.transport
    }
}
