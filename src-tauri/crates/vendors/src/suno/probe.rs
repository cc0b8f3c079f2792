//! Tests of a connection that ask for something that does not exist: a refusal about the thing proves
//! that key and address are right.

use crate::{ErrorKind, Money, ProbeResult, VendorError};

/// What the answer to such a question says. `in_envelope`: whether the answer is in the vendor's own
/// form, so that it is the vendor who answers.
///
/// # Errors
/// The vendor's own, free of charge, if it is about key, balance, address or load.
pub(crate) fn judge(
    outcome: Result<(), VendorError>,
    status: u16,
    in_envelope: bool,
) -> Result<ProbeResult, VendorError> {
    match outcome {
        Ok(()) => Ok(ProbeResult::default()),
        Err(error) if in_envelope && status < 500 && is_about_the_thing(&error) => Ok(ProbeResult::default()),
        Err(error) => Err(VendorError { money: Money::NotSpent, ..error }),
    }
}

fn is_about_the_thing(error: &VendorError) -> bool {
    let kind = matches!(
        error.kind,
        ErrorKind::SongGone | ErrorKind::AccountGone | ErrorKind::NotSupported | ErrorKind::BadRequest
    );
    kind || is_unknown_task(error)
}

/// Whether a vendor says that it does not know a task, and not that it does not know the address.
/// None of them prints the words, so these are guesses.
pub(crate) fn is_unknown_task(error: &VendorError) -> bool {
    let words = error.message.to_lowercase();
    let missing = ["not found", "not exist", "no such"].iter().any(|part| words.contains(part));
    error.kind != ErrorKind::BadKey && words.contains("task") && missing
}
