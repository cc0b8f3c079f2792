//! The practice studio: a loopback server that speaks the vendors' wire formats and really composes and sings.
//!
//! Songs are pure functions of what was asked, so nothing but the request has to be remembered.
//! Deliberately absent: playing (the `audio` crate), judging answers (the `vendors` crate), any network
//! but loopback.

pub mod composer;
mod container;
pub mod cover;
#[cfg(feature = "faults")]
mod faults;
mod ledger;
mod listen;
mod recipe;
pub mod server;
mod store;
mod synth;
mod voice;
mod voices;

pub use composer::{Composition, Rendered, SongSpec, SungLine, SungWord, compose, idea_lyrics};
#[cfg(feature = "faults")]
pub use faults::{Effect, Fault, ReceivedRequest};
pub use ledger::LedgerEntry;
pub use server::{Fate, Options, Pace, Practice, WIRE_FORMATS, WireFormat};

/// Frames per second of everything the practice studio renders.
pub const RATE: u32 = 48_000;

/// The vendor, by its id, whose wire format the built-in connection uses; [`WIRE_FORMATS`] has all.
pub const WIRE_FORMAT: &str = "yoyai";
