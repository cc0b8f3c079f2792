//! The same mix without a device, rendered as fast as asked: for tests, proofs and measurements.

use std::ops::Deref;
use std::sync::Arc;

use super::feeder::Feeder;
use super::renderer::Renderer;
use super::{Lane, QUANTUM, Shared, Transport};

/// A mix that renders when told to. Its controls are those of [`Transport`]; it begins paused.
pub struct Offline {
    transport: Transport,
    feeder: Feeder,
    renderer: Renderer,
    block: [f32; QUANTUM * 2],
    at: usize,
}

impl Offline {
    /// A mix of `lanes`, the first of which is heard.
    #[must_use]
    pub fn new(lanes: Vec<Lane>) -> Self {
        let shared = Arc::new(Shared::new());
        let (commands, mut feeder) = Feeder::new(Arc::clone(&shared));
        let transport = Transport::new(shared, commands);
        transport.load(lanes, 0, false);
        let renderer = transport.attach(0);
        feeder.settle();
        Self { transport, feeder, renderer, block: [0.0; QUANTUM * 2], at: QUANTUM * 2 }
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
            if self.at == self.block.len() {
                self.feed();
                self.renderer.render(&mut self.block);
                self.at = 0;
            }
            *sample = self.block[self.at];
            self.at += 1;
        }
    }

    /// Reads ahead, as the feeding thread does on its own.
    pub fn feed(&mut self) {
        self.renderer.make_room();
        self.feeder.settle();
    }

    /// Renders one block from what was read ahead, and nothing else: exactly what a device's callback does.
    pub fn callback(&mut self, block: &mut [f32; QUANTUM * 2]) {
        self.renderer.render(block);
    }
}

impl Deref for Offline {
    type Target = Transport;
    fn deref(&self) -> &Transport {
        &self.transport
    }
}
