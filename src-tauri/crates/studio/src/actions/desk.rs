//! What lies on the desk while an action is planned: the song, the account, what its vendor offers.

use library::{ConnectionRecord, Library, SongRecord, TakeRecord, VersionRecord};
use song::{Millis, Range, TakeId, VersionId};
use vendors::{ActionProfile, Profile, Vendor};

use super::ActionKind;
use super::needs;
use crate::problem::{ErrorCode, UiError};
use crate::shown;
use crate::views::{Blocked, Money};

/// What lies on the desk while planning.
pub(crate) struct Desk<'a> {
    pub(crate) library: &'a Library,
    pub(crate) song: SongRecord,
    pub(crate) connection: ConnectionRecord,
    pub(crate) profile: &'static Profile,
    /// Where the vendor can fetch the take, for actions that work on an address.
    pub(crate) address: Option<String>,
}

impl Desk<'_> {
    /// What the vendor says of an action.
    ///
    /// # Errors
    /// `Blocked` where it does not sell it.
    pub(crate) fn offer(&self, action: ActionKind) -> Result<&'static ActionProfile, UiError> {
        sold(self.profile, action)
    }

    /// A take that an action may work on.
    ///
    /// # Errors
    /// `Blocked` or `NotAtVendor`: nothing is spent.
    pub(crate) fn take(&self, action: ActionKind, id: &TakeId) -> Result<TakeRecord, UiError> {
        let take = self.library.take(id)?;
        match needs::blocked(self.library, Some(&self.connection), self.profile, &take, action) {
            None => Ok(take),
            Some(why) => Err(blocked(self.profile, why)),
        }
    }

    /// The vendor's id of a take.
    pub(crate) fn remote_id(&self, take: &TakeRecord) -> Result<String, UiError> {
        let known = needs::remote_id(take, &self.connection).map(str::to_owned);
        known.ok_or_else(|| blocked(self.profile, Blocked::NotAtVendor))
    }

    /// A version of this song.
    pub(crate) fn version(&self, id: &VersionId) -> Result<VersionRecord, UiError> {
        Ok(self.library.version(id)?)
    }

    /// The model that a form asks for: its own, or the vendor's default.
    pub(crate) fn model_of(&self, wanted: &str) -> String {
        let known = self.profile.model(wanted).map(|model| model.id);
        known.unwrap_or(self.profile.default_model).to_owned()
    }

    /// Whether a model is one that this account trained.
    pub(crate) fn is_own_model(&self, wanted: &str) -> Result<bool, UiError> {
        let own = self.library.custom_models()?;
        Ok(own.iter().any(|own| own.model == wanted && own.connection == self.connection.id))
    }

    /// The model of the song's form.
    pub(crate) fn model(&self) -> String {
        self.model_of(&self.song.compose.model)
    }

    /// The public address that the plan was given.
    pub(crate) fn address(&self) -> Result<String, UiError> {
        self.address.clone().ok_or_else(|| blocked(self.profile, Blocked::NeedsPublicAudio))
    }
}

/// What a vendor says of an action.
///
/// # Errors
/// `Blocked` where it does not sell it.
pub(crate) fn sold(profile: &'static Profile, action: ActionKind) -> Result<&'static ActionProfile, UiError> {
    needs::offer(profile, action).map_err(|why| blocked(profile, why))
}

/// A take's length.
pub(crate) fn length(take: &TakeRecord) -> Millis {
    shown::millis(take.frames, take.rate)
}

/// A range that lies in a take.
///
/// # Errors
/// `OutsideSong`.
pub(crate) fn inside(take: &TakeRecord, range: Range) -> Result<Range, UiError> {
    if range.end() <= length(take) { Ok(range) } else { Err(outside()) }
}

/// Nothing is there.
pub(crate) fn outside() -> UiError {
    UiError::new(ErrorCode::OutsideSong, "this lies outside of the song").money(Money::NotSpent)
}

/// There is nothing to say, play or sing yet.
pub(crate) fn empty(message: &str) -> UiError {
    UiError::new(ErrorCode::EmptyLyrics, message).money(Money::NotSpent)
}

/// A form that no window sends.
pub(crate) fn malformed(message: &str) -> UiError {
    UiError::new(ErrorCode::BadRequest, message).money(Money::NotSpent)
}

/// An action that cannot be asked for.
pub(crate) fn blocked(profile: &Profile, why: Blocked) -> UiError {
    let vendor = profile.label;
    if why == Blocked::NotAtVendor {
        let message = format!("{vendor} does not know this take: it lives only here, or in another account");
        return UiError::new(ErrorCode::NotAtVendor, message).money(Money::NotSpent).value("vendor", vendor);
    }
    let word = serde_json::to_value(why).unwrap_or_default();
    let value = |name: &str| word.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
    UiError::new(ErrorCode::Blocked, format!("{vendor} cannot do this: {}", value("why")))
        .money(Money::NotSpent)
        .value("vendor", vendor)
        .value("why", value("why"))
        .value("action", value("action"))
}

/// The vendor of this id.
///
/// # Errors
/// When the row was written by a Refrain that knows more vendors.
pub(crate) fn vendor_named(id: &str) -> Result<&'static dyn Vendor, UiError> {
    vendors::by_id(id).ok_or_else(|| UiError::internal(format!("this Refrain does not know the vendor {id}")))
}
