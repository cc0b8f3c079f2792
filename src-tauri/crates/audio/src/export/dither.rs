//! From floats to integers: triangular dither with a fixed seed, so that an export can be repeated bit
//! for bit. Absent: noise shaping, which would colour what is exported for further work.

/// Full scale of 16-bit samples.
const SCALE16: f32 = 32_768.0;

/// Dither for 16-bit samples.
pub(crate) struct Dither {
    state: u64,
}

impl Dither {
    /// Samples that are looked at together; a block that already lies on the 16-bit grid (an untouched
    /// 16-bit file, silence) is not dithered.
    pub(crate) const BLOCK: usize = 8192;

    pub(crate) fn new() -> Self {
        Self { state: 0x9e37_79b9_7f4a_7c15 }
    }

    /// Calls `sink` with each of `block`'s samples in 16 bits.
    pub(crate) fn each16(&mut self, block: &[f32], mut sink: impl FnMut(i16)) {
        if block.iter().all(|x| on_grid(*x)) {
            block.iter().for_each(|x| sink(clip16(x * SCALE16)));
        } else {
            block.iter().for_each(|x| sink(clip16(x * SCALE16 + self.noise())));
        }
    }

    /// Triangular noise in -1..1 steps: the difference of the two halves of one random word.
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
    fn noise(&mut self) -> f32 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        let (high, low) = ((self.state >> 40) as i32, (self.state as u32 & 0x00ff_ffff) as i32);
        (high - low) as f32 / 16_777_216.0
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
fn on_grid(x: f32) -> bool {
    let scaled = x * SCALE16;
    scaled == (scaled as i32) as f32
}

#[allow(clippy::cast_possible_truncation)]
fn clip16(scaled: f32) -> i16 {
    // `as` saturates, and a NaN becomes 0.
    (scaled + 0.5_f32.copysign(scaled)) as i16
}

/// A sample as an integer of `bits` bits (at most 24), rounded and clipped, not dithered: at 24 bits the
/// error lies below what any converter resolves.
#[allow(clippy::cast_possible_truncation)]
pub(crate) fn to_int(x: f32, bits: u32) -> i32 {
    let scale = f64::from(1_u32 << (bits - 1));
    let scaled = f64::from(x) * scale;
    (scaled + 0.5_f64.copysign(scaled)).clamp(-scale, scale - 1.0) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_triangular_and_balanced() {
        let mut dither = Dither::new();
        let noise: Vec<f64> = (0..100_000).map(|_| f64::from(dither.noise())).collect();
        let mean = noise.iter().sum::<f64>() / 1e5;
        let power = noise.iter().map(|x| x * x).sum::<f64>() / 1e5;
        assert!(noise.iter().all(|x| x.abs() < 1.0));
        assert!(mean.abs() < 0.005, "mean {mean}");
        // A triangle from -1 to 1 has variance 1/6.
        assert!((power - 1.0 / 6.0).abs() < 0.005, "power {power}");
    }

    #[test]
    fn integers_are_rounded_and_clipped() {
        assert_eq!(to_int(1.0, 24), 8_388_607);
        assert_eq!(to_int(-1.5, 24), -8_388_608);
        assert_eq!(to_int(1.6 / 8_388_608.0, 24), 2);
        assert_eq!(to_int(f32::NAN, 24), 0);
    }
}
