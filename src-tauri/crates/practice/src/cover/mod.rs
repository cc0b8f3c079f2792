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
    [0x14_1a_3a, 0xd9_6c_75, 0xff_d9_a0, 0x0d_10_26, 0x4b_3b_6e],
    [0x0b_25_3a, 0x2f_8f_9d, 0xf3_f0_d7, 0x06_16_22, 0x1b_5a_72],
    [0x2b_12_3c, 0xf2_8f_5b, 0xff_ee_c2, 0x18_0a_24, 0x8a_3b_6b],
    [0x10_2a_2a, 0x8f_bf_8a, 0xf8_f4_d0, 0x08_18_18, 0x3d_70_5c],
    [0x1b_1e_4b, 0x7a_6f_d6, 0xf5_d6_f0, 0x0e_10_2c, 0x46_45_9a],
    [0x3a_17_1c, 0xd8_4a_3a, 0xff_d3_7a, 0x1e_0a_0e, 0x80_25_2c],
    [0x0e_1f_33, 0x5c_84_a8, 0xff_f4_e0, 0x08_12_1f, 0x2d_4f_74],
    [0x24_2a_3a, 0xe6_b3_a0, 0xff_fa_f0, 0x14_18_24, 0x7d_6b_7c],
    [0x05_14_1c, 0x12_5e_66, 0x9f_f0_d0, 0x02_09_0e, 0x0b_38_46],
    [0x4a_3a_2a, 0xe3_c0_85, 0xff_f6_df, 0x2a_20_16, 0x9a_7a_4e],
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
