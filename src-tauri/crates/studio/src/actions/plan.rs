//! A plan: everything about an action that is decided before the click. It is what the job row keeps.

use library::{ConnectionRecord, Library, SongRecord, TakeRecord};
use serde::{Deserialize, Serialize};
use song::{Compose, ConnectionId, Range, SongId, TakeId, VersionId};
use vendors::{Price, Setup, TooLong, VendorRequest, WhyNot, WireRequest};

use super::desk::{Desk, blocked, vendor_named};
use super::{
    ActionRequest, concat, custom_model, derive, generate, on_take, remaster, replace_section, sounds,
    timing, upload, voice, words,
};
use crate::hosting::Putting;
use crate::problem::{ErrorCode, UiError};
use crate::views::{Blocked, Money, SentField, Warning};

/// A planned action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Plan {
    pub(crate) action: ActionRequest,
    pub(crate) request: VendorRequest,
    /// Exactly what will be sent.
    pub(crate) wire: WireRequest,
    /// Empty: a real voice or a model, which are of no song.
    pub(crate) song: SongId,
    /// Of the song, or what the voice or model is to be called.
    pub(crate) song_title: String,
    pub(crate) connection: ConnectionId,
    pub(crate) connection_label: String,
    pub(crate) vendor: String,
    pub(crate) base_url: String,
    pub(crate) practice: bool,
    /// None: the vendor lists no price.
    pub(crate) price: Option<f64>,
    pub(crate) unit: String,
    pub(crate) takes: u32,
    pub(crate) usual_seconds: (u32, u32),
    /// The take the vendor works on.
    pub(crate) source: Option<TakeId>,
    /// The second one.
    #[serde(default)]
    pub(crate) with: Option<TakeId>,
    /// The version it was asked for.
    pub(crate) version: Option<VersionId>,
    pub(crate) range: Option<Range>,
    pub(crate) new_words: String,
    /// The last part of the address at which the vendor may call back about it.
    #[serde(default)]
    pub(crate) secret: Option<String>,
    /// What is put on the user's file host before it is sent.
    #[serde(default)]
    pub(crate) putting: Option<Putting>,
}

/// What an action's own file decides.
pub(crate) struct Planned {
    pub(crate) request: VendorRequest,
    pub(crate) source: Option<TakeId>,
    pub(crate) with: Option<TakeId>,
    pub(crate) version: Option<VersionId>,
    pub(crate) range: Option<Range>,
    pub(crate) new_words: String,
    /// What it is about, where that is not the song.
    pub(crate) title: Option<String>,
    pub(crate) warnings: Vec<Warning>,
}

impl Planned {
    /// A plan with nothing but a request.
    pub(crate) fn new(request: VendorRequest) -> Self {
        Self {
            request,
            source: None,
            with: None,
            version: None,
            range: None,
            new_words: String::new(),
            title: None,
            warnings: Vec::new(),
        }
    }

    /// A plan that works on a take.
    pub(crate) fn of(request: VendorRequest, take: TakeRecord) -> Self {
        Self { source: Some(take.id), ..Self::new(request) }
    }
}

/// Plans an action. Pure but for reading the library. `address` is where the vendor can fetch the take, for
/// actions that work on one.
///
/// # Errors
/// [`UiError`] with money `NotSpent`: nothing leaves this computer here.
pub(crate) fn make(
    library: &Library,
    action: &ActionRequest,
    connection: ConnectionRecord,
    address: Option<String>,
    setup: &Setup,
) -> Result<(Plan, Vec<Warning>), UiError> {
    let vendor = vendor_named(&connection.vendor)?;
    let profile = vendor.profile();
    let song = action.song().map_or_else(|| Ok(no_song()), |song| library.song(song))?;
    let desk = Desk { library, song, connection, profile, address };
    let planned = planned(&desk, action)?;
    if let Some(too_long) = profile.too_long(&planned.request).first() {
        return Err(text_too_long(*too_long));
    }
    let wire = vendor
        .encode(&planned.request, setup)
        .map_err(|unsupported| blocked(profile, why_not(&planned.request, unsupported.why)))?;
    Ok(finish(&desk, action, planned, wire))
}

/// The form behind what is of no song: nothing is written in it.
fn no_song() -> SongRecord {
    SongRecord {
        id: SongId(String::new()),
        compose: Compose::default(),
        current: None,
        created_at: 0,
        changed_at: 0,
        trashed_at: None,
    }
}

/// A vendor that sells the action refuses its combination with a voice.
fn why_not(request: &VendorRequest, why: WhyNot) -> Blocked {
    let sung = request.song().is_some_and(|song| song.voice.is_some());
    if sung && why == WhyNot::Combination { Blocked::NotWithVoice } else { Blocked::of(why) }
}

fn planned(desk: &Desk<'_>, action: &ActionRequest) -> Result<Planned, UiError> {
    match action {
        ActionRequest::Generate { .. } => generate::plan(desk),
        ActionRequest::ReplaceSection { version, range, new_words, style, .. } => {
            replace_section::plan(desk, version, *range, new_words, style.as_deref())
        }
        ActionRequest::Concat { version, .. } => concat::plan(desk, version),
        ActionRequest::Timing { take, .. } => timing::plan(desk, take),
        ActionRequest::Derive { action, form, .. } => derive::plan(desk, *action, form),
        ActionRequest::Remaster { take, model, variation, .. } => {
            remaster::plan(desk, take, model, *variation)
        }
        ActionRequest::Sounds { form, .. } => sounds::plan(desk, form),
        ActionRequest::OnTake { take, action, .. } => on_take::plan(desk, *action, take),
        ActionRequest::Lyrics { idea, .. } => words::from_theme(desk, idea),
        ActionRequest::MashupLyrics { take, with, .. } => words::from_two(desk, take, with),
        ActionRequest::Upload { take, .. } => upload::plan(desk, take),
        ActionRequest::ExtractVoice { take, range, .. } => voice::extract(desk, take, *range),
        ActionRequest::CreateVoice { take, form, .. } => voice::create(desk, take, form),
        ActionRequest::InitVoice { making, .. } => voice::init(desk, making),
        ActionRequest::VerifyVoice { making, .. } => voice::verify(desk, making),
        ActionRequest::PrepareCustomModel { making } => custom_model::prepare(desk, making),
        ActionRequest::UploadToCustomModel { making, row, .. } => custom_model::upload(desk, making, row),
        ActionRequest::CreateCustomModel { making } => custom_model::create(desk, making),
    }
}

fn finish(
    desk: &Desk<'_>,
    action: &ActionRequest,
    planned: Planned,
    wire: WireRequest,
) -> (Plan, Vec<Warning>) {
    let profile = desk.profile;
    let offer = profile.action(planned.request.action());
    let price = profile.quote(&planned.request);
    let mut warnings = planned.warnings;
    warnings.extend(about_price(price, offer.map(|offer| offer.price), desk.connection.balance));
    let plan = Plan {
        action: action.clone(),
        request: planned.request,
        wire,
        song: desk.song.id.clone(),
        song_title: planned.title.unwrap_or_else(|| desk.song.compose.title.clone()),
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
        with: planned.with,
        version: planned.version,
        range: planned.range,
        new_words: planned.new_words,
        secret: None,
        putting: None,
    };
    (plan, warnings)
}

/// What is to be said about a price before the click.
fn about_price(price: Option<f64>, listed: Option<Price>, balance: Option<f64>) -> Vec<Warning> {
    let Some(price) = price else { return vec![Warning::PriceUnknown] };
    let supposed = (listed == Some(Price::SupposedlyOfModel)).then_some(Warning::PriceSupposed);
    let over = balance.is_some_and(|balance| balance < price).then_some(Warning::OverBudget);
    supposed.into_iter().chain(over).collect()
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
