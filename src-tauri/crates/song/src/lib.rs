//! The domain: songs, lyrics, timing, ranges, versions.
//!
//! Pure: no input or output, no clock, no async, no samples. Deliberately absent: what a vendor's
//! JSON looks like (`vendors`), how audio is stored or joined (`audio`), and rows (`library`).

mod compose;
mod ids;
mod limits;
pub mod lyrics;
mod replace;
mod snap;
pub mod subtitles;
mod time;
mod timing;
mod version;

pub use compose::{Compose, ComposeMode};
pub use ids::{ConnectionId, JobId, SongId, TakeId, VersionId};
pub use limits::{LengthVerdict, RangeLimits};
pub use replace::{ReplaceError, ReplaceText, replace_text};
pub use snap::{SnapKind, SnapTarget, snap, snap_targets};
pub use time::{Millis, Range, RangeError};
pub use timing::{
    RawLine, RawTiming, RawWord, RawWordPart, TimedLine, TimedSection, TimedWord, Timing, align,
};
pub use version::{Arrangement, Patch, Seam, SeamQuality};
