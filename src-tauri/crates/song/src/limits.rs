//! What lengths a vendor accepts for a range.

use serde::{Deserialize, Serialize};

use crate::{Millis, Range};

/// Limits on the length of a range. Data of a vendor's profile, never constants of the UI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct RangeLimits {
    /// Shorter than this is refused.
    pub min: Millis,
    /// Longer than this is accepted but the vendor may fail; warn.
    pub advised_max: Millis,
    /// Longer than this is refused.
    pub max: Millis,
}

/// What the limits say of one length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum LengthVerdict {
    /// Refused: this much is missing.
    TooShort { missing: Millis },
    /// Accepted.
    Fine,
    /// Accepted with a warning: longer than advised.
    Long,
    /// Refused: this much is over.
    TooLong { over: Millis },
}

impl RangeLimits {
    /// What these limits say of `range`.
    #[must_use]
    pub fn judge(&self, range: Range) -> LengthVerdict {
        let length = range.length();
        if length < self.min {
            LengthVerdict::TooShort { missing: self.min.minus(length) }
        } else if length > self.max {
            LengthVerdict::TooLong { over: length.minus(self.max) }
        } else if length > self.advised_max {
            LengthVerdict::Long
        } else {
            LengthVerdict::Fine
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judges_lengths_at_their_edges() {
        let limits = RangeLimits { min: Millis(2500), advised_max: Millis(60_000), max: Millis(120_000) };
        let judge = |length: u32| limits.judge(Range::new(Millis(1000), Millis(1000 + length)).unwrap());
        assert_eq!(judge(2499), LengthVerdict::TooShort { missing: Millis(1) });
        assert_eq!(judge(2500), LengthVerdict::Fine);
        assert_eq!(judge(60_000), LengthVerdict::Fine);
        assert_eq!(judge(60_001), LengthVerdict::Long);
        assert_eq!(judge(120_000), LengthVerdict::Long);
        assert_eq!(judge(120_500), LengthVerdict::TooLong { over: Millis(500) });
    }
}
