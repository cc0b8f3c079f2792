//! End to end: the real window, driven by WebDriver; what is heard is recorded from the sound server.

mod keyboard;
mod mouse;
mod vendor;
