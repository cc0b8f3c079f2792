//! Audio: decode, peaks, seams, the mix, playing, export. Knows no network and no database.

mod error;
mod export;
mod reader;

pub use error::AudioError;
pub use export::{encode_mp3, encode_wav16};
pub use reader::{FrameReader, MemoryReader, Pcm, SilenceReader};

/// Longest audio that Refrain opens, in minutes.
pub const MAX_MINUTES: u32 = 60;
