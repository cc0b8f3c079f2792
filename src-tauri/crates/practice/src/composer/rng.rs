//! Seeded chance. Small, fast, the same on every machine; not for secrets.

/// A stream of random numbers (splitmix64).
#[derive(Debug, Clone)]
pub(crate) struct Rng(u64);

impl Rng {
    /// A stream for one purpose: the same seed and labels give the same stream.
    pub(crate) fn of(seed: u64, labels: &[u64]) -> Self {
        Self(labels.iter().fold(scramble(seed), |state, label| scramble(state ^ scramble(*label))))
    }

    pub(crate) fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        scramble(self.0)
    }

    /// In `0.0..1.0`.
    pub(crate) fn unit(&mut self) -> f32 {
        (self.word() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// In `-1.0..1.0`.
    pub(crate) fn swing(&mut self) -> f32 {
        self.unit() * 2.0 - 1.0
    }

    pub(crate) fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// In `0..count`; 0 where `count` is 0.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        ((self.word() >> 32) as usize * count) >> 32
    }

    pub(crate) fn chance(&mut self, probability: f32) -> bool {
        self.unit() < probability
    }

    /// One of a list that must not be empty.
    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Spreads the bits of a number.
pub(crate) fn scramble(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A number for a text (FNV-1a).
pub(crate) fn text_seed(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_separate_streams_and_repeat() {
        let first = Rng::of(1, &[2, 3]).word();
        assert_eq!(first, Rng::of(1, &[2, 3]).word());
        assert_ne!(first, Rng::of(1, &[3, 2]).word());
        assert_ne!(first, Rng::of(2, &[2, 3]).word());
    }

    #[test]
    fn below_stays_inside() {
        let mut rng = Rng::of(7, &[]);
        assert!((0..1000).all(|_| rng.below(5) < 5));
        assert_eq!(rng.below(0), 0);
    }
}
