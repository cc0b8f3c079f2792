//! What the companies sell: profiles as data, and each vendor's wire format in its own folder.
//!
//! A new vendor is a folder with its [`Profile`] and [`Vendor`], a line in [`all`], and its
//! `conformance::Samples`; what it must pass is in `conformance` (feature of the same name).
//!
//! Encoding and decoding are pure; [`http`] sends. Absent: the database, audio, the life of a job.

#[cfg(any(test, feature = "conformance"))]
pub mod conformance;
mod error;
pub mod http;
mod json;
mod profile;
mod request;
mod submission;
pub mod untrusted;
mod wire;
mod yoyai;

pub use error::{ErrorKind, Field, Money, Place, Reason, SubmitError, VendorError};
pub use profile::{ActionProfile, Limits, Model, Profile, TooLong};
pub use request::{Action, Generate, ReplaceSection, VendorRequest};
pub use submission::{Clip, ClipState, Reply, Submission, Ticket};
pub use wire::{SendError, WireAnswer, WireRequest};

/// One company's API. Every method is pure: the same input gives the same output, nothing is sent.
pub trait Vendor: Send + Sync {
    /// What it offers.
    fn profile(&self) -> &'static Profile;

    /// The call that makes `request`, exactly as it will be sent.
    ///
    /// # Errors
    /// [`Unsupported`] if the vendor cannot do this.
    fn encode(&self, request: &VendorRequest) -> Result<WireRequest, Unsupported>;

    /// What a complete answer to `request` means.
    ///
    /// # Errors
    /// [`SubmitError::Refused`] if the vendor declined, [`SubmitError::OutcomeUnknown`] if the answer
    /// proves neither acceptance nor refusal. Never [`SubmitError::NotSent`]: there was an answer.
    fn decode(&self, request: &VendorRequest, answer: &WireAnswer) -> Result<Reply, SubmitError>;

    /// A call that tests key and address and costs nothing, if there is one. May be sent with
    /// [`http::read`].
    fn probe(&self) -> Option<WireRequest>;

    /// What the answer to [`Vendor::probe`] says.
    ///
    /// # Errors
    /// [`VendorError`] saying what is wrong with key, balance or address.
    fn judge_probe(&self, answer: &WireAnswer) -> Result<ProbeResult, VendorError>;
}

/// A vendor cannot do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{vendor} cannot do this")]
pub struct Unsupported {
    /// The vendor's name for the eye.
    pub vendor: &'static str,
    /// What was asked.
    pub action: Action,
}

/// A connection that works.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ProbeResult {
    /// What is left to spend, where the vendor tells.
    pub balance: Option<f64>,
}

/// Every vendor, in the order in which the window offers them.
#[must_use]
pub fn all() -> &'static [&'static dyn Vendor] {
    &[&yoyai::YoYai]
}

/// A vendor by [`Profile::id`].
#[must_use]
pub fn by_id(id: &str) -> Option<&'static dyn Vendor> {
    all().iter().copied().find(|vendor| vendor.profile().id == id)
}
