//! End to end: the real window, driven by WebDriver; what is heard is recorded from the sound server.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on stops")]

mod actions;
mod bad;
mod hands;
mod keyboard;
mod mixing;
mod mouse;
mod vendor;
mod voices;
