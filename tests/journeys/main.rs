//! Journeys: user stories through the real studio against the practice server. No window.

mod making;
mod money;
mod replacing;
mod trouble;
