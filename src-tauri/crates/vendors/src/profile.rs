//! What a vendor offers, as data: models, limits, prices, habits. The window and the checks before
//! sending read this; nothing about a vendor is hard-coded elsewhere.

use serde::Serialize;
use song::{ComposeMode, Millis, RangeLimits};

use crate::{Action, Field, Generate, VendorRequest};

/// One vendor.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// Stored in rows: never changes.
    pub id: &'static str,
    /// For the eye.
    pub label: &'static str,
    /// Where its API lives unless the user's connection says otherwise.
    pub default_base_url: &'static str,
    /// Where a key is to be had.
    pub key_help: &'static str,
    /// What prices count.
    pub unit: &'static str,
    /// Its models, best known first.
    pub models: &'static [Model],
    /// The model to begin with.
    pub default_model: &'static str,
    /// What it can do and what that costs.
    pub actions: &'static [ActionProfile],
    /// Which lengths `replace_section` accepts.
    pub replace_limits: RangeLimits,
    /// How much of the song it sings again on each side of a replaced range, about.
    pub context: Millis,
    /// How many takes come of one generation.
    pub takes_per_generation: u32,
    /// How long a generation usually takes, in seconds: from, to.
    pub usual_seconds: (u32, u32),
    /// Whether the call stays open until the song is there.
    pub synchronous: bool,
}

/// A vendor's model.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The name on the wire.
    pub id: &'static str,
    /// For the eye.
    pub label: &'static str,
    /// Whether it runs in the better pool unless asked otherwise.
    pub pro: bool,
    /// Price of a generation in its usual pool, in the profile's unit.
    pub price: f64,
    /// Price in the better pool, where that pool is a choice.
    pub pro_price: Option<f64>,
    /// How much text it takes.
    pub limits: Limits,
}

/// How much text a model takes, in characters (Unicode scalar values).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Limits {
    /// Lyrics.
    pub lyrics: u32,
    /// Style words, and those to leave out.
    pub style: u32,
    /// Title.
    pub title: u32,
    /// The description in idea mode.
    pub idea: u32,
}

/// One thing a vendor does.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ActionProfile {
    /// Which.
    pub action: Action,
    /// What it costs; none: what the model costs.
    pub price: Option<f64>,
    /// How many clips come back.
    pub clips: u32,
}

/// A text that is too long for its model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct TooLong {
    /// Which text.
    pub field: Field,
    /// Its length in characters.
    pub length: u32,
    /// What the model takes.
    pub limit: u32,
}

impl Profile {
    /// A model by its name on the wire. None for names this program does not know yet: those are
    /// sent as they are.
    #[must_use]
    pub fn model(&self, id: &str) -> Option<&'static Model> {
        self.models.iter().find(|model| model.id == id)
    }

    /// What it says of an action; none if it cannot do it.
    #[must_use]
    pub fn action(&self, action: Action) -> Option<&'static ActionProfile> {
        self.actions.iter().find(|offer| offer.action == action)
    }

    /// The expected cost of a request in [`Profile::unit`]; none if the vendor cannot do it. An
    /// unknown model is quoted at the dearest known price.
    #[must_use]
    pub fn quote(&self, request: &VendorRequest) -> Option<f64> {
        let fixed = self.action(request.action())?.price;
        Some(fixed.unwrap_or_else(|| self.model_price(request)))
    }

    fn model_price(&self, request: &VendorRequest) -> f64 {
        let asked = matches!(request, VendorRequest::Generate(generate) if generate.pro);
        match request.model().and_then(|id| self.model(id)) {
            Some(model) => model.price(asked),
            None => self.models.iter().map(|model| model.price).fold(0.0, f64::max),
        }
    }

    /// Every text of a request that its model would refuse for its length. Unknown models are not
    /// judged.
    #[must_use]
    pub fn too_long(&self, request: &VendorRequest) -> Vec<TooLong> {
        let Some(model) = request.model().and_then(|id| self.model(id)) else { return Vec::new() };
        texts(request).into_iter().filter_map(|(field, text)| model.limits.judge(field, text)).collect()
    }
}

impl Model {
    /// Whether a request runs in the better pool, given whether the user asks for it.
    #[must_use]
    pub fn in_pro_pool(&self, asked: bool) -> bool {
        self.pro || (asked && self.pro_price.is_some())
    }

    /// What a generation costs, given whether the user asks for the better pool.
    #[must_use]
    pub fn price(&self, asked_pro: bool) -> f64 {
        self.pro_price.filter(|_| asked_pro).unwrap_or(self.price)
    }
}

impl Limits {
    /// The limit of one text.
    #[must_use]
    pub fn of(&self, field: Field) -> u32 {
        match field {
            Field::Idea => self.idea,
            Field::Lyrics => self.lyrics,
            Field::Style | Field::StyleNegative => self.style,
            Field::Title => self.title,
        }
    }

    /// Whether `text` is too long.
    #[must_use]
    pub fn judge(&self, field: Field, text: &str) -> Option<TooLong> {
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let limit = self.of(field);
        (length > limit).then_some(TooLong { field, length, limit })
    }
}

/// The texts of a request that count against limits.
fn texts(request: &VendorRequest) -> Vec<(Field, &str)> {
    match request {
        VendorRequest::Generate(generate) => generate_texts(generate),
        VendorRequest::ReplaceSection(replace) => vec![
            (Field::Lyrics, &replace.text.full_lyric),
            (Field::Style, &replace.style),
            (Field::StyleNegative, &replace.style_negative),
            (Field::Title, &replace.title),
        ],
        VendorRequest::Concat { .. } | VendorRequest::Timing { .. } => Vec::new(),
    }
}

fn generate_texts(generate: &Generate) -> Vec<(Field, &str)> {
    let mut texts: Vec<(Field, &str)> = match generate.mode {
        ComposeMode::Idea => vec![(Field::Idea, &generate.idea)],
        ComposeMode::Custom => vec![(Field::Lyrics, &generate.lyrics)],
        ComposeMode::Instrumental => Vec::new(),
    };
    if generate.mode != ComposeMode::Idea {
        texts.extend([(Field::Style, generate.style.as_str()), (Field::Title, &generate.title)]);
    }
    texts.push((Field::StyleNegative, &generate.style_negative));
    texts
}
