//! What the companies sell: profiles as data, and each vendor's wire format in its own folder.
//!
//! A new vendor is a folder with its [`Profile`] and [`Vendor`], a line in [`all`], and its
//! `conformance::Samples`; what it must pass is in `conformance` (feature of the same name).
//!
//! Encoding and decoding are pure; [`http`] sends. Absent: the database, audio, the life of a job.

#[cfg(any(test, feature = "conformance"))]
pub mod conformance;
mod error;
mod follow;
mod gateway;
pub mod http;
mod json;
mod modelverse;
mod mountsea;
mod profile;
mod request;
mod setup;
mod submission;
mod suno;
mod table;
pub mod untrusted;
mod wire;
mod yoyai;

pub use error::{ErrorKind, Field, Money, Place, Reason, SubmitError, VendorError};
pub use follow::{Called, Follow, News, Progress, Waiting};
pub use profile::{
    ActionProfile, BalanceAccess, Knob, Lack, Limits, Model, Need, PathSetting, Price, Profile, Rhythm,
    TooLong, WhyNot,
};
pub use request::{
    Action, Cover, CreateCustomModel, CreateVoice, Extend, ExtractVoice, FromAudio, Gender, Generate,
    InitVoice, Inspiration, Mashup, OnRange, Remaster, ReplaceSection, SOUND_KEYS, SoundKind, Sounds, Source,
    UploadExtend, VOICE_LANGUAGES, Variation, VendorRequest, VerifyVoice, Voice, VoiceFrom,
};
pub use setup::Setup;
pub use submission::{
    Balance, Clip, ClipState, CustomModel, FileKind, Instrument, Lyrics, Note, Phrase, RemoteFile,
    RemoteVoice, Reply, StemPart, Submission, Ticket, Uploaded, Vox,
};
pub use table::table;
pub use wire::{KeyPlace, Method, SendError, WireAnswer, WireRequest};

/// One company's API. Every method is pure: the same input gives the same output, nothing is sent.
pub trait Vendor: Send + Sync {
    /// What it offers.
    fn profile(&self) -> &'static Profile;

    /// The call that makes `request` through a connection with this setup, exactly as it will be sent.
    ///
    /// # Errors
    /// [`Unsupported`] if the vendor cannot do this.
    fn encode(&self, request: &VendorRequest, setup: &Setup) -> Result<WireRequest, Unsupported>;

    /// What a complete answer to `request` means.
    ///
    /// # Errors
    /// [`SubmitError::Refused`] if the vendor declined, [`SubmitError::OutcomeUnknown`] if the answer
    /// proves neither acceptance nor refusal. Never [`SubmitError::NotSent`]: there was an answer.
    fn decode(&self, request: &VendorRequest, answer: &WireAnswer) -> Result<Reply, SubmitError>;

    /// A free call that asks what became of jobs that were [`Submission::Accepted`]: of as many, from the
    /// first, as fit into one. None if the vendor cannot be asked, or if nothing waits.
    fn follow(&self, waiting: &[Waiting<'_>]) -> Option<Follow> {
        let _ = waiting;
        None
    }

    /// What the answer to [`Vendor::follow`] says of each job it covered: one [`News`] for each of
    /// `waiting`, in its order. `waiting` is what the call covers, no more.
    ///
    /// # Errors
    /// [`VendorError`] if the question itself failed (key, address, load, an unreadable answer): nothing
    /// is known about any of the jobs, and it may be asked again.
    fn decode_follow(&self, waiting: &[Waiting<'_>], answer: &WireAnswer) -> Result<Vec<News>, VendorError> {
        let _ = (waiting, answer);
        Err(VendorError::new(ErrorKind::NotSupported, Money::NotSpent, "this vendor cannot be asked again"))
    }

    /// What the vendor's call to [`Setup::callback_url`] says. The caller compares the number in it with
    /// the job's own.
    ///
    /// # Errors
    /// [`VendorError`] if the body says nothing: it is no call of this vendor, and nothing follows.
    fn decode_callback(&self, request: &VendorRequest, body: &[u8]) -> Result<Called, VendorError> {
        let _ = (request, body);
        Err(VendorError::new(ErrorKind::NotSupported, Money::NotSpent, "this vendor does not call back"))
    }

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
    /// Why not, as a code.
    pub why: WhyNot,
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
    &[&yoyai::YoYai, &mountsea::Mountsea, &modelverse::Modelverse, &gateway::Gateway]
}

/// A vendor by [`Profile::id`].
#[must_use]
pub fn by_id(id: &str) -> Option<&'static dyn Vendor> {
    all().iter().copied().find(|vendor| vendor.profile().id == id)
}
