//! Draws covers: a sky, a light, something in front of it. No text, no pictures of anybody.

mod canvas;
mod scenes;

use image::ExtendedColorType;
use image::ImageEncoder;
use image::codecs::jpeg::JpegEncoder;

use crate::composer::rng::{Rng, text_seed};
use canvas::{Canvas, Colour};

/// Edge of a cover in pixels.
pub(crate) const SIDE: usize = 512;

/// Deep, low sky, light, near, far: colours that go together.
const PALETTES: [[u32; 5]; 10] = [
    [0x141a3a, 0xd96c75, 0xffd9a0, 0x0d1026, 0x4b3b6e],
    [0x0b253a, 0x2f8f9d, 0xf3f0d7, 0x061622, 0x1b5a72],
    [0x2b123c, 0xf28f5b, 0xffeec2, 0x180a24, 0x8a3b6b],
    [0x102a2a, 0x8fbf8a, 0xf8f4d0, 0x081818, 0x3d705c],
    [0x1b1e4b, 0x7a6fd6, 0xf5d6f0, 0x0e102c, 0x46459a],
    [0x3a171c, 0xd84a3a, 0xffd37a, 0x1e0a0e, 0x80252c],
    [0x0e1f33, 0x5c84a8, 0xfff4e0, 0x08121f, 0x2d4f74],
    [0x242a3a, 0xe6b3a0, 0xfffaf0, 0x141824, 0x7d6b7c],
    [0x05141c, 0x125e66, 0x9ff0d0, 0x02090e, 0x0b3846],
    [0x4a3a2a, 0xe3c085, 0xfff6df, 0x2a2016, 0x9a7a4e],
];

/// A cover for a song: JPEG, 512 x 512. The same title and seed give the same picture.
#[must_use]
pub fn draw(title: &str, seed: u64) -> Vec<u8> {
    let mut rng = Rng::of(seed, &[text_seed(title), 200]);
    let palette = rng.pick(&PALETTES).map(Colour::hex);
    let mut canvas = Canvas::sky(palette[0], palette[1], rng.between(0.55, 0.8));
    scenes::paint(&mut canvas, &palette, &mut rng);
    canvas.finish(&mut rng);
    encode(&canvas.bytes())
}

/// Empty if the encoder fails, which it does not for this shape.
fn encode(pixels: &[u8]) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let side = SIDE as u32;
    match JpegEncoder::new_with_quality(&mut jpeg, 88).write_image(
        pixels,
        side,
        side,
        ExtendedColorType::Rgb8,
    ) {
        Ok(()) => jpeg,
        Err(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_is_a_square_jpeg_and_always_the_same() {
        let cover = draw("River", 1);
        let picture = image::load_from_memory(&cover).unwrap();
        assert_eq!((picture.width(), picture.height()), (512, 512));
        assert_eq!(cover, draw("River", 1));
        assert_ne!(cover, draw("River", 2));
        assert_ne!(cover, draw("月亮", 1));
    }
}
