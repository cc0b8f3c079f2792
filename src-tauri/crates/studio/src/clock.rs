//! The one place that asks what time it is.

use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since the epoch. A clock before 1970 counts as the epoch.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// The same for the window, which has no 64-bit integers. Exact for the next 280,000 years.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn for_window(ms: i64) -> f64 {
    ms as f64
}
