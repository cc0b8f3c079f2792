//! What can be asked of a vendor, as the window shows it: one menu for every take, the offers of a
//! connection, and what came of it beside audio.

use serde::Serialize;
use song::JobId;
use vendors::{FileKind, Knob, Need, WhyNot};

use crate::actions::ActionKind;

/// Why an action cannot be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "why", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Blocked {
    /// The vendor does not sell it.
    NotSold,
    /// The vendor sells it, but says nowhere how to ask for it.
    Undocumented,
    /// The vendor has an equivalent under another action.
    UseAnother { action: ActionKind },
    /// The vendor does not know this take: it lives only here, or in another account.
    NotAtVendor,
    /// Only for songs of the vendor's better pool.
    NeedsPro,
    /// Only for recordings that were uploaded.
    NeedsUpload,
    /// Only for a stem of all stems.
    NeedsStem,
    /// The take has no words.
    NeedsWords,
    /// The vendor must be able to fetch the audio from a public address.
    NeedsPublicAudio,
    /// The number of the vendor's task is not known.
    NeedsTaskId,
    /// The model cannot do it.
    NeedsModel,
    /// The voice is in another account.
    VoiceElsewhere,
    /// The voice was deleted here.
    VoiceGone,
    /// The model cannot sing in a person's own voice.
    VoiceNeedsModel,
    /// The vendor does not do this with such a voice, or not like this.
    NotWithVoice,
    /// There is no account yet.
    NoConnection,
}

impl Blocked {
    /// Why a vendor lacks something.
    #[must_use]
    pub fn of(why: WhyNot) -> Self {
        match why {
            WhyNot::NotSold | WhyNot::Combination => Self::NotSold,
            WhyNot::Undocumented => Self::Undocumented,
            WhyNot::UseAnother(action) => Self::UseAnother { action },
        }
    }
}

/// An action on a take.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct MenuItem {
    pub action: ActionKind,
    /// With the song's model; none: the vendor lists no price.
    pub price: Option<f64>,
    /// Whether the price is a guess: the vendor's list has no row for it.
    pub supposed: bool,
    pub unit: String,
    /// How many clips come back, usually; 0 for files and words.
    pub clips: u32,
    /// None: it can be asked for.
    pub blocked: Option<Blocked>,
    /// Which settings of the form have an effect.
    pub takes: Vec<Knob>,
    /// The models that can do it; empty: all.
    pub models: Vec<String>,
    /// What the vendor asks for.
    pub needs: Vec<Need>,
}

/// What a connection sells.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct OfferView {
    pub action: ActionKind,
    /// With the vendor's default model; none: the vendor lists no price.
    pub price: Option<f64>,
    /// Whether the price is a guess: the vendor's list has no row for it.
    pub supposed: bool,
    /// Which settings of the form have an effect.
    pub takes: Vec<Knob>,
    /// The models that can do it; empty: all.
    pub models: Vec<String>,
    pub needs: Vec<Need>,
}

/// What a connection does not sell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct LackView {
    pub action: ActionKind,
    pub why: Blocked,
}

/// Words that a vendor wrote.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct DraftView {
    pub id: String,
    pub job: JobId,
    /// May be empty.
    pub title: String,
    pub text: String,
    /// Style words that fit; may be empty.
    pub tags: Vec<String>,
    pub created_at: f64,
}

/// A file beside a take's audio.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct TakeFile {
    pub kind: FileKind,
    /// How it is called when it is saved somewhere.
    pub name: String,
    pub bytes: f64,
}
