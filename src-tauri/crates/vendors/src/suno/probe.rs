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
        Err(error) if in_envelope && status < 500 && is_about_the_thing(&error.kind) => {
            Ok(ProbeResult::default())
        }
        Err(error) => Err(VendorError { money: Money::NotSpent, ..error }),
    }
}

fn is_about_the_thing(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::SongGone | ErrorKind::AccountGone | ErrorKind::NotSupported | ErrorKind::BadRequest
    )
}
