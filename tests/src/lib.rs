//! What journeys and end-to-end tests share.

#[cfg(feature = "e2e")]
pub mod microphone;
pub mod rig;
#[cfg(feature = "e2e")]
pub mod sound;
pub mod stage;
pub mod store;
#[cfg(feature = "e2e")]
pub mod story;
pub mod unreliable;
#[cfg(feature = "e2e")]
pub mod window;
