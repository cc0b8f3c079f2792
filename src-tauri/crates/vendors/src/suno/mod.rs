//! What every vendor resells: the words and shapes of the service behind them, as vendors pass them on.
//!
//! Absent: envelopes, keys, prices and states of tasks. Those are each vendor's own.

mod clip;
mod files;
#[cfg(test)]
pub(crate) mod fixtures;
mod probe;
mod refusal;
mod results;

pub(crate) use clip::{all_failed, clips, is_playable, stems};
pub(crate) use files::{files, notes};
pub(crate) use probe::{is_unknown_task, judge};
pub(crate) use refusal::{
    Dialect, Rule, Said, begun, filtered, news_of_request, of_request, rule, too_long, unreadable,
};
pub(crate) use results::{done, finished, lyrics, pending, timing};
