//! Connections, vendors, devices and preferences as the window shows them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use song::{ConnectionId, Millis, RangeLimits};
use vendors::Action;
use vendors::http::Proxy;

use super::{LackView, OfferView};
use crate::problem::UiError;

/// Whether a key is at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum KeyState {
    Stored,
    Missing,
    /// The keyring does not answer.
    Unavailable,
}

/// How long texts may be, in characters.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ModelLimits {
    pub lyrics: u32,
    pub style: u32,
    pub title: u32,
    pub idea: u32,
}

/// One model of a vendor.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ModelView {
    pub id: String,
    pub label: String,
    /// Price of one generation in its usual pool; 0: the vendor lists no price.
    pub price: f64,
    /// Price in the better pool, where that pool is a choice.
    pub pro_price: Option<f64>,
    pub pro: bool,
    /// Whether weirdness and the influences have an effect.
    pub sliders: bool,
    /// Trained by this account; what is said of its price and limits is supposed.
    pub own: bool,
    pub limits: ModelLimits,
}

/// What a connection can do with a range.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ReplaceView {
    pub limits: RangeLimits,
    /// What the vendor re-sings on either side.
    pub context_ms: Millis,
}

/// What an account is set to beyond address and key.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase", default)]
pub struct ConnectionOptions {
    /// How much a day may cost before the user is asked, in the vendor's unit; none: any.
    pub daily_budget: Option<f64>,
    /// How much one click may cost before the user is asked; none: any.
    pub click_limit: Option<f64>,
    /// How many of its jobs are at the vendor at once; none: as many as the preferences say.
    pub jobs_at_once: Option<u32>,
    /// What stands between this computer and the vendor.
    pub proxy: Proxy,
    /// Paths in place of the best-known ones ([`VendorView::paths`]).
    pub paths: BTreeMap<Action, String>,
    /// Whether the vendor is asked to call back, where it can and the receiver is on.
    pub callbacks: bool,
    /// Whether nothing new is sent until the user says so.
    pub paused: bool,
    /// Where the balance is asked for in place of [`VendorView::balance_url`].
    pub balance_url: Option<String>,
}

impl ConnectionOptions {
    /// Nothing is set.
    pub const NONE: Self = Self {
        daily_budget: None,
        click_limit: None,
        jobs_at_once: None,
        proxy: Proxy::System,
        paths: BTreeMap::new(),
        callbacks: false,
        paused: false,
        balance_url: None,
    };
}

/// One account at a vendor.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ConnectionView {
    pub id: ConnectionId,
    pub vendor: String,
    pub vendor_label: String,
    pub label: String,
    pub base_url: String,
    pub practice: bool,
    pub key: KeyState,
    /// Four hex digits that tell keys apart; never the key.
    pub key_fingerprint: Option<String>,
    pub balance: Option<f64>,
    /// The key that only tells the balance; none where the vendor has no such key.
    pub balance_key: Option<KeyState>,
    pub unit: String,
    pub models: Vec<ModelView>,
    pub default_model: String,
    pub replace: Option<ReplaceView>,
    /// What it sells.
    pub offers: Vec<OfferView>,
    /// What it does not sell, and why.
    pub lacks: Vec<LackView>,
    /// From which part of a song on continuing is advised against, in percent; 100: no such advice.
    pub continue_advised_percent: u8,
    pub options: ConnectionOptions,
}

/// A vendor that can be connected.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct VendorView {
    pub id: String,
    pub label: String,
    pub default_base_url: String,
    pub key_help: String,
    /// The paths that a connection may set.
    pub paths: Vec<PathView>,
    /// Whether it calls back when asked to.
    pub callbacks: bool,
    /// Where the balance is told to a key of its own; none: there is no such key.
    pub balance_url: Option<String>,
}

/// A path that a connection may set.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct PathView {
    pub action: Action,
    /// The best-known one.
    pub default: String,
    /// Whether the vendor's document prints it; else it is supposed.
    pub printed: bool,
}

/// What testing a connection found.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct TestResult {
    pub ok: bool,
    pub balance: Option<f64>,
    pub error: Option<UiError>,
    /// Why the balance could not be asked for although the connection works.
    pub balance_error: Option<UiError>,
}

/// A sound device.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SoundDevice {
    pub id: String,
    pub name: String,
    pub is_default: bool,
}

/// The preferences that change what the studio does. The app keeps them; the studio only reads.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Preferences {
    /// Fetch word times when a take is kept.
    pub fetch_timing: bool,
    /// Bring compared takes to one loudness.
    pub loudness_match: bool,
    /// How many jobs of one account are at its vendor at once, unless the account says otherwise.
    pub jobs_at_once: u32,
    /// Where vendors call back; none: nowhere.
    pub callbacks: Option<CallbackPlace>,
    /// Where exports go.
    pub export_folder: std::path::PathBuf,
}

/// Where vendors call back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallbackPlace {
    /// The address that the vendor calls, which a tunnel of the user's leads to `port`.
    pub public_url: String,
    /// The port on this machine; 0: any.
    pub port: u16,
}

/// Whether calls can come.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct CallbackState {
    /// Where the receiver listens; none: it does not.
    pub port: Option<u16>,
    /// Why it does not, although it should.
    pub problem: Option<UiError>,
}

/// Whether the public address leads here.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct CallbackProof {
    pub came_back: bool,
    /// How long the way there and back took, in milliseconds.
    pub ms: f64,
    pub error: Option<UiError>,
}
