//! Journeys: user stories through the real studio against the practice server. No window.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on stops")]

mod actions;
mod blocked;
mod callbacks;
mod faults;
mod hands;
mod hosts;
mod limits;
mod making;
mod mixing;
mod models;
mod money;
mod promises;
mod queueing;
mod recordings;
mod refused_voices;
mod replacing;
mod settings;
mod trouble;
mod vendors;
mod voices;
