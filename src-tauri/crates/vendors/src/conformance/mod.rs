//! What every vendor must pass, whatever its wire: [`faults`] needs no server but its own, [`bad_answers`]
//! none at all, [`live`] and [`every_action`] one that speaks the vendor's wire (the practice studio).
//!
//! A check answers with a sentence that says what is wrong. Absent: what is particular to one vendor's
//! wire; that is tested in its folder.

mod bad;
mod every;
mod faults;
mod lies;
mod live;
pub mod raw;
mod samples;
mod settle;

use secrecy::SecretString;

pub use bad::{Good, bad_answers};
pub use every::every_action;
pub use faults::faults;
pub use live::{Live, live};
pub use samples::Samples;
pub use settle::settle;

use crate::{Generate, Reply, Setup, SubmitError, Vendor, VendorRequest, http};

/// What a check found: nothing, or one sentence.
pub type Verdict = Result<(), String>;

/// Sends a request as a job would, and reads the answer.
///
/// # Errors
/// As [`http::send_once`] and [`Vendor::decode`] say.
pub async fn submit(
    vendor: &dyn Vendor,
    base_url: &str,
    key: &SecretString,
    request: &VendorRequest,
) -> Result<Reply, SubmitError> {
    let wire = vendor.encode(request, &Setup::default()).map_err(unsupported)?;
    let answer = http::send_once(base_url, &wire, key).await?;
    vendor.decode(request, &answer)
}

fn unsupported(error: crate::Unsupported) -> SubmitError {
    let kind = crate::ErrorKind::NotSupported;
    SubmitError::NotSent(crate::VendorError::new(kind, crate::Money::NotSpent, &error.to_string()))
}

/// A song to ask for.
fn song(vendor: &dyn Vendor, model: &str) -> VendorRequest {
    let model = if model.is_empty() { vendor.profile().default_model } else { model };
    VendorRequest::Generate(Generate {
        title: "Conformance".to_owned(),
        style: "pop, piano".to_owned(),
        lyrics:
            "[Verse]\nOne light in every window\nTwo hands upon the door\nThree steps into the morning\n\n\
                 [Chorus]\nWe sing it out again\nWe sing it out once more"
                .to_owned(),
        model: model.to_owned(),
        ..Generate::default()
    })
}

/// Fails with `words` unless `fine`.
fn ensure(fine: bool, words: impl FnOnce() -> String) -> Verdict {
    if fine { Ok(()) } else { Err(words()) }
}
