//! The domain: songs, lyrics, timing, ranges, versions.
//!
//! Pure: no input or output, no clock, no async, no samples. Deliberately absent: what a vendor's
//! JSON looks like (`vendors`), how audio is stored or joined (`audio`), and rows (`library`).

mod align;
mod compose;
mod ids;
mod limits;
pub mod lyrics;
mod marker;
mod mix;
mod replace;
mod snap;
pub mod subtitles;
mod tapping;
mod time;
mod timing;
mod until;
mod version;

pub use align::{RawPatch, align, timing_of_version};
pub use compose::{Compose, ComposeMode, Gender};
pub use ids::{ConnectionId, JobId, MarkerId, SongId, TakeId, VersionId, VoiceId};
pub use limits::{LengthVerdict, RangeLimits};
pub use marker::Marker;
pub use mix::{Mix, MixState, SILENT_DB, Snapshot, StemSet, StemShift, Strip, SumCheck, TOP_DB};
pub use replace::{RangeText, ReplaceError, ReplaceText, lyrics_with, range_text, replace_text, words_in};
pub use snap::{SnapKind, SnapTarget, snap, snap_targets};
pub use tapping::{TapError, Tapped, line_starts, tap_lines, tapped_timing};
pub use time::{Millis, Range, RangeError};
pub use timing::{RawLine, RawTiming, RawWord, RawWordPart, TimedLine, TimedSection, TimedWord, Timing};
pub use until::lyrics_until;
pub use version::{Arrangement, Patch, Seam, SeamQuality};
