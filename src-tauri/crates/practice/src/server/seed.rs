//! Where chance comes from: numbers that depend on nothing but texts, so that everything repeats.

/// FNV-1a of `bytes`.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A well mixed number from `parts`; their order and their borders matter.
pub(crate) fn seed(parts: &[&str]) -> u64 {
    parts.iter().fold(0x9e37_79b9_7f4a_7c15, |sum, part| mix(sum ^ hash(part.as_bytes())))
}

/// The `index`th number that follows from `seed`.
pub(crate) fn nth(seed: u64, index: u64) -> u64 {
    mix(seed ^ mix(index.wrapping_add(1)))
}

/// `seed` as a number from 0 (included) to 1 (excluded).
#[allow(clippy::cast_precision_loss)]
pub(crate) fn unit(seed: u64) -> f64 {
    (seed >> 11) as f64 / (1_u64 << 53) as f64
}

/// `seed` as a number from -1 to 1.
pub(crate) fn signed(seed: u64) -> f64 {
    unit(seed).mul_add(2.0, -1.0)
}

/// Spreads every bit over all others (the finalizer of SplitMix64).
fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_and_order_matter() {
        assert_ne!(seed(&["ab", "c"]), seed(&["a", "bc"]));
        assert_ne!(seed(&["a", "b"]), seed(&["b", "a"]));
        assert_eq!(seed(&["a", "b"]), seed(&["a", "b"]));
    }

    #[test]
    fn units_cover_their_range() {
        let units: Vec<f64> = (0..1000).map(|index| unit(nth(7, index))).collect();
        assert!(units.iter().all(|unit| (0.0..1.0).contains(unit)));
        assert!(units.iter().any(|unit| *unit < 0.05) && units.iter().any(|unit| *unit > 0.95));
    }
}
