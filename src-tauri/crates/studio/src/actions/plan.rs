//! A plan: everything about an action that is decided before the click. It is what the job row keeps.

use library::{ConnectionRecord, Library, SongRecord, TakeRecord, VersionRecord};
use serde::{Deserialize, Serialize};
use song::{ConnectionId, Range, SongId, TakeId, VersionId};
use vendors::{Profile, Setup, TooLong, Vendor, VendorRequest, WireRequest};

use super::{ActionRequest, concat, generate, replace_section, timing};
use crate::problem::{ErrorCode, UiError};
use crate::views::{Money, SentField, Warning};

/// A planned action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Plan {
    pub(crate) action: ActionRequest,
    pub(crate) request: VendorRequest,
    /// Exactly what will be sent.
    pub(crate) wire: WireRequest,
    pub(crate) song: SongId,
    pub(crate) song_title: String,
    pub(crate) connection: ConnectionId,
    pub(crate) connection_label: String,
    pub(crate) vendor: String,
    pub(crate) base_url: String,
    pub(crate) practice: bool,
    pub(crate) price: f64,
    pub(crate) unit: String,
    pub(crate) takes: u32,
    pub(crate) usual_seconds: (u32, u32),
    /// The take the vendor works on.
    pub(crate) source: Option<TakeId>,
    /// The version it was asked for.
    pub(crate) version: Option<VersionId>,
    pub(crate) range: Option<Range>,
    pub(crate) new_words: String,
    /// The last part of the address at which the vendor may call back about it.
    #[serde(default)]
    pub(crate) secret: Option<String>,
}

/// What an action's own file decides.
pub(crate) struct Planned {
    pub(crate) request: VendorRequest,
    pub(crate) source: Option<TakeId>,
    pub(crate) version: Option<VersionId>,
    pub(crate) range: Option<Range>,
    pub(crate) new_words: String,
    pub(crate) warnings: Vec<Warning>,
}

impl Planned {
    /// A plan with nothing but a request.
    pub(crate) fn new(request: VendorRequest) -> Self {
        Self {
            request,
            source: None,
            version: None,
            range: None,
            new_words: String::new(),
            warnings: Vec::new(),
        }
    }
}

/// What lies on the desk while planning.
pub(crate) struct Desk<'a> {
    pub(crate) library: &'a Library,
    pub(crate) song: SongRecord,
    pub(crate) connection: ConnectionRecord,
    pub(crate) profile: &'static Profile,
}

impl Desk<'_> {
    /// The vendor's id of a take.
    pub(crate) fn remote_id(&self, take: &TakeRecord) -> Result<String, UiError> {
        let known = take.remote_id.clone().filter(|_| take.connection.as_ref() == Some(&self.connection.id));
        known.ok_or_else(|| not_at_vendor(self.profile.label))
    }

    /// A version of this song.
    pub(crate) fn version(&self, id: &VersionId) -> Result<VersionRecord, UiError> {
        Ok(self.library.version(id)?)
    }

    /// The model to ask for: the song's, or the vendor's default.
    pub(crate) fn model(&self) -> String {
        let wanted = &self.song.compose.model;
        let known = self.profile.model(wanted).map(|model| model.id);
        known.unwrap_or(self.profile.default_model).to_owned()
    }
}

fn not_at_vendor(vendor: &str) -> UiError {
    let message = format!("{vendor} does not know this take: it lives only here, or in another account");
    UiError::new(ErrorCode::NotAtVendor, message).money(Money::NotSpent).value("vendor", vendor)
}

/// Plans an action. Pure but for reading the library.
///
/// # Errors
/// [`UiError`] with money `NotSpent`: nothing leaves this computer here.
pub(crate) fn make(
    library: &Library,
    action: &ActionRequest,
    connection: ConnectionRecord,
    setup: &Setup,
) -> Result<(Plan, Vec<Warning>), UiError> {
    let vendor = vendor_named(&connection.vendor)?;
    let profile = vendor.profile();
    let desk = Desk { library, song: library.song(action.song())?, connection, profile };
    let planned = match action {
        ActionRequest::Generate { .. } => generate::plan(&desk)?,
        ActionRequest::ReplaceSection { version, range, new_words, style, .. } => {
            replace_section::plan(&desk, version, *range, new_words, style.as_deref())?
        }
        ActionRequest::Concat { version, .. } => concat::plan(&desk, version)?,
        ActionRequest::Timing { take, .. } => timing::plan(&desk, take)?,
    };
    if let Some(too_long) = profile.too_long(&planned.request).first() {
        return Err(text_too_long(*too_long));
    }
    let wire = vendor
        .encode(&planned.request, setup)
        .map_err(|error| UiError::new(ErrorCode::Refused, error.to_string()).money(Money::NotSpent))?;
    Ok(finish(&desk, action, planned, wire))
}

fn finish(
    desk: &Desk<'_>,
    action: &ActionRequest,
    planned: Planned,
    wire: WireRequest,
) -> (Plan, Vec<Warning>) {
    let profile = desk.profile;
    let offer = profile.action(action.kind());
    let price = profile.quote(&planned.request).unwrap_or(0.0);
    let mut warnings = planned.warnings;
    if desk.connection.balance.is_some_and(|balance| balance < price) {
        warnings.push(Warning::OverBudget);
    }
    let plan = Plan {
        action: action.clone(),
        request: planned.request,
        wire,
        song: desk.song.id.clone(),
        song_title: desk.song.compose.title.clone(),
        connection: desk.connection.id.clone(),
        connection_label: desk.connection.label.clone(),
        vendor: desk.connection.vendor.clone(),
        base_url: desk.connection.base_url.clone(),
        practice: desk.connection.practice,
        price,
        unit: profile.unit.to_owned(),
        takes: offer.map_or(0, |offer| offer.clips),
        usual_seconds: profile.usual_seconds,
        source: planned.source,
        version: planned.version,
        range: planned.range,
        new_words: planned.new_words,
        secret: None,
    };
    (plan, warnings)
}

/// The vendor of this id.
///
/// # Errors
/// When the row was written by a Refrain that knows more vendors.
pub(crate) fn vendor_named(id: &str) -> Result<&'static dyn Vendor, UiError> {
    vendors::by_id(id).ok_or_else(|| UiError::internal(format!("this Refrain does not know the vendor {id}")))
}

fn text_too_long(too_long: TooLong) -> UiError {
    let field = serde_json::to_value(too_long.field).unwrap_or_default();
    UiError::new(ErrorCode::TextTooLong, "a text is longer than the model takes")
        .money(Money::NotSpent)
        .value("field", field.as_str().unwrap_or_default())
        .value("length", too_long.length)
        .value("limit", too_long.limit)
}

impl Plan {
    /// Whether the request says this somewhere.
    pub(crate) fn says(&self, words: &str) -> bool {
        self.wire.body.as_object().into_iter().flatten().any(|(_, value)| value.as_str() == Some(words))
    }

    /// What it costs, where the vendor's list says it.
    pub(crate) fn told_price(&self) -> Option<f64> {
        (self.price > 0.0).then_some(self.price)
    }

    /// The request field by field, as the vendor will read it.
    pub(crate) fn sent(&self) -> Vec<SentField> {
        let fields = self.wire.body.as_object().into_iter().flatten();
        fields.map(|(name, value)| SentField { name: name.clone(), value: shown(value) }).collect()
    }
}

/// Texts as they are, everything else as JSON.
fn shown(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
