//! A picture in linear light, and how to put soft shapes on it.

use super::SIDE;
use crate::composer::rng::Rng;

/// Linear red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Colour(pub(crate) [f32; 3]);

impl Colour {
    pub(crate) fn hex(code: u32) -> Self {
        let channel = |shift: u32| (((code >> shift) & 0xff) as f32 / 255.0).powf(2.2);
        Self([channel(16), channel(8), channel(0)])
    }

    pub(crate) fn toward(self, other: Self, part: f32) -> Self {
        Self(std::array::from_fn(|i| self.0[i] + (other.0[i] - self.0[i]) * part))
    }
}

/// The picture.
pub(crate) struct Canvas {
    pixels: Vec<Colour>,
}

impl Canvas {
    /// A gradient from top to the horizon (`0.0..1.0` of the height) and a darker mirror below.
    pub(crate) fn sky(top: Colour, low: Colour, horizon: f32) -> Self {
        let pixels = (0..SIDE * SIDE).map(|i| {
            let y = (i / SIDE) as f32 / SIDE as f32;
            let part = (y / horizon).min(1.0).powf(1.6);
            top.toward(low, part)
        });
        Self { pixels: pixels.collect() }
    }

    /// Blends a colour over every pixel with the strength that `shape` answers for (x, y) in `0.0..1.0`.
    pub(crate) fn blend(&mut self, colour: Colour, shape: impl Fn(f32, f32) -> f32) {
        for (i, pixel) in self.pixels.iter_mut().enumerate() {
            let (x, y) = ((i % SIDE) as f32 / SIDE as f32, (i / SIDE) as f32 / SIDE as f32);
            *pixel = pixel.toward(colour, shape(x, y).clamp(0.0, 1.0));
        }
    }

    /// Adds light where `shape` says.
    pub(crate) fn glow(&mut self, colour: Colour, shape: impl Fn(f32, f32) -> f32) {
        for (i, pixel) in self.pixels.iter_mut().enumerate() {
            let (x, y) = ((i % SIDE) as f32 / SIDE as f32, (i / SIDE) as f32 / SIDE as f32);
            let light = shape(x, y).max(0.0);
            *pixel = Colour(std::array::from_fn(|n| pixel.0[n] + colour.0[n] * light));
        }
    }

    /// Darkens the corners and adds grain against banding.
    pub(crate) fn finish(&mut self, rng: &mut Rng) {
        for (i, pixel) in self.pixels.iter_mut().enumerate() {
            let (x, y) = ((i % SIDE) as f32 / SIDE as f32 - 0.5, (i / SIDE) as f32 / SIDE as f32 - 0.5);
            let light = (1.0 - 0.7 * (x * x + y * y)) * (1.0 + 0.03 * rng.swing());
            pixel.0 = pixel.0.map(|value| value * light);
        }
    }

    /// Eight bits per channel.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let byte = |value: f32| (value.clamp(0.0, 1.0).powf(1.0 / 2.2) * 255.0 + 0.5) as u8;
        self.pixels.iter().flat_map(|pixel| pixel.0.map(byte)).collect()
    }
}

/// 1 inside, 0 outside, a pixel and a half wide in between; `depth` is positive inside.
pub(crate) fn edge(depth: f32) -> f32 {
    (depth * SIDE as f32 / 1.5 + 0.5).clamp(0.0, 1.0)
}
