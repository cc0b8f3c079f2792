//! The mix: several lanes read in lockstep, gains, fades, loop, meters, and one clock.
//!
//! Two halves that share only atomics and two single-producer rings. The *feed* (any thread but the audio
//! one) reads every lane, muted ones included, into chunks that hold the same frames of all lanes, so lanes
//! cannot drift apart. The *renderer* (the audio callback) turns chunks into blocks of [`QUANTUM`] frames;
//! it never locks, allocates, frees, logs or touches a file. Chunks travel back to be filled again.
//!
//! Every jump (seek, load, loop change) is a new *epoch*. Chunks of the wanted epoch wait on the next deck
//! until there are enough of them, then the old deck fades out while the new one fades in: there is never
//! a gap. A *takeover* enters the new epoch at the very frame the old one has reached.
//!
//! Absent: devices and threads (`player`), arranging takes (`arrangement`), rate conversion of lanes (done
//! at import; a lane of another rate than the first is silent).

mod chunk;
mod deck;
mod fade;
mod feed;
mod feeder;
pub mod kernel;
mod mixdown;
mod offline;
mod placed;
mod renderer;
mod shared;
mod source;
mod tap;
mod transport;

pub use mixdown::{Mixdown, Part};
pub use offline::Offline;
pub use placed::{Mutes, Placed};
pub use source::Mix;
pub use tap::MixLoudness;
pub use transport::{LaneLevel, OutputState, PlayerState, Transport};

pub(crate) use feeder::Feeder;
pub(crate) use renderer::Renderer;
pub(crate) use shared::Shared;

use crate::FrameReader;

/// Frames per block: gains ramp over one block, and everything the callback does is done once per block.
pub const QUANTUM: usize = 512;
/// Lanes that one mix can hold; further ones are not heard.
pub const MAX_LANES: usize = 32;
/// The rate of a mix that has no lanes yet, in frames per second.
pub const DEFAULT_RATE: u32 = 48_000;

/// One thing that sounds in a mix.
pub struct Lane {
    /// Its sound.
    pub reader: Box<dyn FrameReader>,
    /// Its level in decibels; 0 leaves it as it is.
    pub gain_db: f32,
}

impl Lane {
    /// A lane at its own level.
    #[must_use]
    pub fn new(reader: Box<dyn FrameReader>) -> Self {
        Self { reader, gain_db: 0.0 }
    }
}

#[cfg(test)]
mod tests;
