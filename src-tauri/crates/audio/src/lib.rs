//! Audio: decode, peaks, seams, the mix, playing, recording, export. Knows no network and no database.

#[cfg(test)]
#[global_allocator]
static GUARD: assert_no_alloc::AllocDisabler = assert_no_alloc::AllocDisabler;

mod ahead;
mod arrangement;
#[cfg(any(test, feature = "bad-files"))]
pub mod bad_files;
mod decode;
mod devices;
mod error;
mod export;
mod loudness;
pub mod mix;
mod mp3;
mod peaks;
mod player;
mod reader;
mod record;
mod resample;
pub mod seam;
pub mod stems;
mod tags;

pub use ahead::Ahead;
pub use arrangement::{ArrangementReader, Resolve};
pub use decode::{AudioInfo, Format, Survey, decode_all, open, probe, survey, verify};
pub use devices::SoundDevice;
pub use error::AudioError;
pub use export::{ExportFormat, encode_mp3, encode_wav16, export};
pub use loudness::{Loudness, measure, measure_span};
pub use mix::{
    Lane, LaneLevel, Mix, MixLoudness, Mixdown, Mutes, Offline, OutputState, Part, Placed, PlayerState,
    Transport,
};
pub use peaks::{Bucket, LEVELS, PatchSpan, Peaks};
pub use player::{Output, Player};
pub use reader::{Damage, FrameReader, MemoryReader, Pcm, SilenceReader};
pub use record::{
    Check, Ended, Finding, Input, InputState, Level, Listened, Quality, Recorded, Recorder, Span, judge,
    listen_to, synthetic_sample,
};
pub use resample::{BusResampler, ResampledReader, convert};
pub use tags::Tags;

/// Longest audio that Refrain opens, in minutes.
pub const MAX_MINUTES: u32 = 60;

#[cfg(test)]
mod testing;
