//! What is left at a vendor that tells it to a key of its own, at an address of its own.

use library::ConnectionRecord;
use secrecy::{ExposeSecret, SecretString};
use song::ConnectionId;
use vendors::{BalanceAccess, Profile, Submission, SubmitError, Vendor, VendorRequest};

use super::{fingerprint, plain_key, read, setup_of};
use crate::actions::vendor_named;
use crate::problem::{ErrorCode, UiError};
use crate::views::{ConnectionView, KeyState};
use crate::{Studio, blocking};

impl Studio {
    /// Puts the key that only tells the balance into the keyring; an empty one takes it out.
    ///
    /// # Errors
    /// `BadKey` for something no key can be, `BadRequest` where the vendor has no such key,
    /// `KeyringUnavailable` when it cannot be kept.
    pub async fn set_balance_key(
        &self,
        connection: ConnectionId,
        key: SecretString,
    ) -> Result<ConnectionView, UiError> {
        let mut record = self.connection(&connection).await?;
        if own_access(vendor_named(&record.vendor)?.profile()).is_none() {
            return Err(UiError::new(ErrorCode::BadRequest, "this vendor has no key for the balance"));
        }
        let (secrets, place) = (self.secrets.clone(), place(&connection));
        if key.expose_secret().trim().is_empty() {
            blocking(move || secrets.delete(&place)).await?;
            record.balance_fingerprint = None;
        } else {
            let key = plain_key(&key)?;
            record.balance_fingerprint = Some(fingerprint(&place, key.expose_secret()));
            blocking(move || secrets.set(&place, &key)).await?;
        }
        self.put(record).await
    }

    /// What is left; none where there is no key to ask with.
    pub(super) async fn ask_balance(
        &self,
        record: &ConnectionRecord,
        vendor: &dyn Vendor,
    ) -> Result<Option<f64>, UiError> {
        let Some(access) = own_access(vendor.profile()).filter(|_| record.balance_fingerprint.is_some())
        else {
            return Ok(None);
        };
        let (secrets, place) = (self.secrets.clone(), place(&record.id));
        let Some(key) = blocking(move || secrets.get(&place)).await? else { return Ok(None) };
        let options = read(record);
        let set = options.balance_url.clone().or_else(|| access.base_url.map(str::to_owned));
        let way = self.way_of(&record.id, set.unwrap_or_else(|| record.base_url.clone())).await?;
        let question = vendor.encode(&VendorRequest::Balance, &setup_of(options));
        let question = question.map_err(|error| UiError::internal(error.to_string()))?;
        let answer = vendors::http::read(&way, &question, &key).await;
        let answer = answer.map_err(|error| UiError::new(ErrorCode::Unreachable, error.to_string()))?;
        match vendor.decode(&VendorRequest::Balance, &answer) {
            Ok(reply) => Ok(left(&reply.submission)),
            Err(
                SubmitError::Refused(error)
                | SubmitError::NotSent(error)
                | SubmitError::OutcomeUnknown(error),
            ) => Err(UiError { money: None, ..error.into() }),
        }
    }

    /// Takes the key that tells the balance out of the keyring, if there was one.
    pub(super) async fn forget_balance_key(&self, connection: &ConnectionId) -> Result<(), UiError> {
        let (secrets, place) = (self.secrets.clone(), place(connection));
        blocking(move || secrets.delete(&place)).await
    }
}

/// Where the balance is to be had with a key of its own.
pub(super) fn own_access(profile: &Profile) -> Option<BalanceAccess> {
    profile.balance.filter(|access| access.own_key)
}

/// Whether the key is there; none where the vendor has no such key.
pub(super) fn key_state(record: &ConnectionRecord, profile: &Profile) -> Option<KeyState> {
    let stored = if record.balance_fingerprint.is_some() { KeyState::Stored } else { KeyState::Missing };
    own_access(profile).map(|_| stored)
}

/// Its place in the keyring, beside that of the connection's own key.
fn place(connection: &ConnectionId) -> ConnectionId {
    ConnectionId(format!("{}/balance", connection.as_str()))
}

fn left(submission: &Submission) -> Option<f64> {
    match submission {
        Submission::Balance(balance) => Some(balance.left),
        _ => None,
    }
}
