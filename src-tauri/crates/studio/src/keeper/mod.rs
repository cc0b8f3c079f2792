//! The keeper holds a paid call while the vendor works on it.
//!
//! YoYAI answers synchronously: the connection stays open for minutes and the result comes only at
//! its end (research/reliability.md §3.5). If the window is killed meanwhile, a paid song would be
//! lost. So the call is made by a keeper: the same program in a process of its own, which sends the
//! request once, writes the answer to a spool file and exits. After a restart the studio adopts what
//! the keeper left.
//!
//! Deliberately absent: what the request means, and any retry.
//!
//! The spool folder of one job holds:
//! - `lock`: held by whoever may act for the job; the keeper holds it until it exits
//! - `void`: written by a studio that found no keeper; a keeper that sees it sends nothing
//! - `posting`: synced before the first byte leaves; without it nothing was ever sent
//! - `answer`: what came back, complete or not there at all

mod hand_over;
mod spool;

pub use hand_over::{Keeping, adopt, hand_over, run_from_stdin};
pub use spool::{Kept, Spool, Standing};
