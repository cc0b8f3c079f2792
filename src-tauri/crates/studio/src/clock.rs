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

/// The day of an instant where this computer is, as `2026-11-21`.
pub(crate) fn day(ms: i64) -> String {
    local(ms).format("%Y-%m-%d").to_string()
}

/// An instant as a spreadsheet reads it, where this computer is: `2026-11-21 18:04:05`.
pub(crate) fn date_and_time(ms: i64) -> String {
    local(ms).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// When the day of an instant began where this computer is.
pub(crate) fn midnight(ms: i64) -> i64 {
    let start = local(ms).date_naive().and_time(chrono::NaiveTime::MIN);
    // Where clocks were set forward at midnight the day began an hour later.
    let candidates = (0..4).map(|hours| start + chrono::TimeDelta::hours(hours));
    let mut found = candidates.filter_map(|time| time.and_local_timezone(chrono::Local).earliest());
    found.next().map_or(ms, |began| began.timestamp_millis())
}

fn local(ms: i64) -> chrono::DateTime<chrono::Local> {
    let instant = chrono::DateTime::from_timestamp_millis(ms).unwrap_or_default();
    instant.with_timezone(&chrono::Local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_its_midnight_and_not_before() {
        let noon = 1_780_000_000_000;
        let began = midnight(noon);
        assert!(began <= noon && noon - began < 26 * 3_600_000);
        assert_eq!(day(began), day(noon));
        assert_ne!(day(began - 1), day(noon));
        assert_eq!(midnight(began), began);
        assert!(date_and_time(began).starts_with(&day(noon)));
    }
}
