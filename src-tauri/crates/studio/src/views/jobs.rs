//! Quotes and jobs as the window shows them.

use serde::{Deserialize, Serialize};
use song::{ConnectionId, JobId, Millis, Range, SongId, TakeId};

use super::Hosting;
use crate::actions::ActionKind;
use crate::problem::UiError;

/// What became of the money. Never guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Money {
    NotSpent,
    Spent,
    Unknown,
}

/// Where a job stands (research/reliability.md §3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum JobState {
    /// The row is on disk; nothing is sent before its turn.
    Queued,
    /// The row is on disk, the request is about to leave.
    Sending,
    /// The vendor holds it.
    Waiting,
    /// The vendor answered; results are being fetched and verified.
    Saving,
    Done,
    /// Accepted by the vendor, but no usable result.
    Failed,
    /// The vendor did not accept it.
    Refused,
    /// Sent, and no answer proves acceptance or refusal. Never resent.
    OutcomeUnknown,
    Cancelled,
}

impl JobState {
    /// Whether nothing more happens by itself.
    #[must_use]
    pub fn is_over(self) -> bool {
        !matches!(self, Self::Queued | Self::Sending | Self::Waiting | Self::Saving)
    }
}

/// One job.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct JobView {
    pub id: JobId,
    pub action: ActionKind,
    /// Empty: a real voice or a model, which are of no song.
    pub song: SongId,
    /// Of the song, or what the voice or model is to be called.
    pub song_title: String,
    pub connection: ConnectionId,
    pub connection_label: String,
    pub practice: bool,
    pub state: JobState,
    pub money: Money,
    /// What the button said; none: the vendor lists no price.
    pub quoted: Option<f64>,
    /// What is recorded as spent; none while unknown or not spent, and where the vendor lists no price.
    pub charged: Option<f64>,
    pub unit: String,
    pub started_at: f64,
    pub ended_at: Option<f64>,
    /// From the vendor's profile: shortest and longest usual time in seconds.
    pub usual_seconds: (u32, u32),
    /// Of the take or version that is worked on; none: all of it.
    pub range: Option<Range>,
    pub takes: Vec<TakeId>,
    /// How far it is, 0 ..= 100, where the vendor says it.
    pub percent: Option<u8>,
    /// The vendor's own word for how far it is; may be empty.
    pub stage: String,
    /// Why the vendor could not be asked the last time; it is asked again.
    pub trouble: Option<UiError>,
    /// When the vendor is asked or sent to again, in milliseconds since 1970; none: as soon as it is its turn.
    pub again_at: Option<f64>,
    pub error: Option<UiError>,
    pub trace_id: Option<String>,
    /// The vendor's own words, cleaned for display.
    pub vendor_message: Option<String>,
}

/// One field of the request, as the vendor will read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SentField {
    pub name: String,
    pub value: String,
}

/// Something to know before the click.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Warning {
    /// Longer than the vendor advises.
    LongRange { advised_max: Millis },
    /// The song has no word times.
    NoTiming,
    /// The words at the edges of the range are uncertain.
    LowConfidence,
    /// The new text is much shorter than the old one.
    FewWords,
    /// The balance last seen does not cover the price.
    OverBudget,
    /// Continued later than the vendor advises, in percent of the song: the new part may be very short.
    LateContinue { advised_percent: u8 },
    /// Which words were sung up to the point is not known, so that the vendor is told none.
    NoOriginWords,
    /// The vendor lists no price for it.
    PriceUnknown,
    /// The vendor's list has no row for it: the price is a guess.
    PriceSupposed,
    /// It costs more than the user lets one click cost.
    OverClickLimit { limit: f64 },
    /// With it the day would cost more than the user lets a day cost.
    OverDailyBudget { budget: f64, spent: f64 },
    /// The job of which this is a repetition may have been charged: this one costs once more.
    EarlierUnclear,
    /// The job of which this is a repetition was charged: this one costs once more.
    EarlierSpent,
    /// There is a limit, and nobody told the price.
    LimitUnsure,
}

/// What an action will cost and send. Starts once.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Quote {
    pub quote_id: String,
    /// None: the vendor lists no price.
    pub price: Option<f64>,
    pub unit: String,
    /// As last seen; none where the vendor does not say.
    pub balance: Option<f64>,
    pub vendor_label: String,
    pub practice: bool,
    /// How many takes come back.
    pub takes: u32,
    pub usual_seconds: (u32, u32),
    pub warnings: Vec<Warning>,
    pub sent: Vec<SentField>,
    /// Set when a limit is passed: the word that must come back with the start.
    pub confirmation: Option<String>,
    /// What the start puts on the user's file host; none: nothing.
    pub hosting: Option<Hosting>,
}
