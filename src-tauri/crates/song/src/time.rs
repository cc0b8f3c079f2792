//! Time on the song: integer milliseconds and half-open ranges of them.

use serde::{Deserialize, Serialize};

/// Milliseconds on the song's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(transparent)]
pub struct Millis(pub u32);

impl Millis {
    /// From a vendor's seconds, rounded to the nearest millisecond; negative and non-finite become 0.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn from_seconds(seconds: f64) -> Self {
        if seconds.is_finite() && seconds > 0.0 {
            Self((seconds * 1000.0).round().min(f64::from(u32::MAX)) as u32)
        } else {
            Self(0)
        }
    }

    /// As seconds, the unit of every vendor.
    #[must_use]
    pub fn seconds(self) -> f64 {
        f64::from(self.0) / 1000.0
    }

    /// The first frame at or after this time at `rate` frames per second.
    #[must_use]
    pub fn frames(self, rate: u32) -> u64 {
        (u64::from(self.0) * u64::from(rate)).div_ceil(1000)
    }

    /// `self - other`, never below zero.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// `self + other`, never above `u32::MAX`.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

/// A half-open range `start..end` on the song's time. Never empty, never backwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(try_from = "Bounds", into = "Bounds")]
pub struct Range {
    start: Millis,
    end: Millis,
}

/// What a [`Range`] looks like on the wire.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
struct Bounds {
    start: Millis,
    end: Millis,
}

/// Why two times are not a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the range ends at {end} ms, which is not after its start at {start} ms", start = .start.0, end = .end.0)]
pub struct RangeError {
    /// The start that was given.
    pub start: Millis,
    /// The end that was given.
    pub end: Millis,
}

impl Range {
    /// A range from `start` to `end`.
    ///
    /// # Errors
    /// [`RangeError`] if `end` is not after `start`.
    pub fn new(start: Millis, end: Millis) -> Result<Self, RangeError> {
        if start < end { Ok(Self { start, end }) } else { Err(RangeError { start, end }) }
    }

    /// Its first millisecond.
    #[must_use]
    pub fn start(self) -> Millis {
        self.start
    }

    /// The first millisecond after it.
    #[must_use]
    pub fn end(self) -> Millis {
        self.end
    }

    /// How long it is.
    #[must_use]
    pub fn length(self) -> Millis {
        self.end.minus(self.start)
    }

    /// Whether `time` lies in it.
    #[must_use]
    pub fn contains(self, time: Millis) -> bool {
        self.start <= time && time < self.end
    }

    /// Whether it shares at least one millisecond with `other`.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl TryFrom<Bounds> for Range {
    type Error = RangeError;
    fn try_from(bounds: Bounds) -> Result<Self, RangeError> {
        Self::new(bounds.start, bounds.end)
    }
}

impl From<Range> for Bounds {
    fn from(range: Range) -> Self {
        Self { start: range.start, end: range.end }
    }
}
