//! Asking again: what became of tickets, by reading or by the vendor's own call.
//!
//! Absent: when to ask (the rhythm is data in [`crate::Rhythm`]) and who asks (`studio`).

use crate::{Clip, Reply, Ticket, VendorError, VendorRequest, WireRequest};

/// A job that waits for its result.
#[derive(Debug, Clone, Copy)]
pub struct Waiting<'a> {
    /// What was asked.
    pub request: &'a VendorRequest,
    /// What the vendor gave to ask again.
    pub ticket: &'a Ticket,
}

/// A free, repeatable call that asks for the first `covers` of the waiting jobs.
#[derive(Debug, Clone, PartialEq)]
pub struct Follow {
    /// To be sent with [`crate::http::read`].
    pub wire: WireRequest,
    /// How many of the waiting jobs it asks for, from the first; at least 1.
    pub covers: usize,
}

/// What became of one ticket.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// Not finished.
    Pending(Progress),
    /// Finished. The reply is never [`crate::Submission::Accepted`].
    Done(Box<Reply>),
    /// Failed; `money` says what it cost.
    Failed(VendorError),
    /// The vendor does not know the ticket. It may never have begun, or have been forgotten.
    Unknown,
}

/// How far a job is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Progress {
    /// 0 ..= 100, where the vendor says it.
    pub percent: Option<u8>,
    /// Clips that can be heard already (streaming addresses, which the final ones replace).
    pub clips: Vec<Clip>,
    /// The vendor's own word for the state, cleaned; may be empty.
    pub words: String,
}

/// A vendor's call with a result.
#[derive(Debug, Clone, PartialEq)]
pub struct Called {
    /// The ticket's number, as the call says it. Compare it with the job's own before believing it.
    pub task_id: Option<String>,
    /// What became of it.
    pub news: News,
}
