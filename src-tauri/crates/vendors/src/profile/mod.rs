//! What a vendor offers, as data: models, limits, prices, habits. The window and the checks before
//! sending read this; nothing about a vendor is hard-coded elsewhere.

mod offer;

use serde::Serialize;
use song::{ComposeMode, Millis, RangeLimits};

pub use offer::{ActionProfile, BalanceAccess, Knob, Lack, Need, PathSetting, Price, Rhythm, WhyNot};

use crate::{Action, Field, Generate, Setup, Unsupported, VendorRequest};

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
    /// The models in which a person's own voice sings; empty: all.
    pub real_voice_models: &'static [&'static str],
    /// The models that take [`Knob::Variation`]; empty: all that remaster.
    pub variation_models: &'static [&'static str],
    /// What it can do and what that costs.
    pub actions: &'static [ActionProfile],
    /// Which lengths `replace_section` accepts.
    pub replace_limits: RangeLimits,
    /// How much of the song it sings again on each side of a replaced range, about.
    pub context: Millis,
    /// From which part of a song on continuing it is advised against, in percent of its length; 100: no
    /// such advice.
    pub continue_advised_percent: u8,
    /// How long the recording of a real voice must be.
    pub voice_recording_min: Millis,
    /// How many takes come of one generation, at most.
    pub takes_per_generation: u32,
    /// How long a generation usually takes, in seconds: from, to.
    pub usual_seconds: (u32, u32),
    /// Whether the call stays open until the song is there, unless a callback is asked for.
    pub synchronous: bool,
    /// Whether it calls back ([`Setup::callback_url`]).
    pub callbacks: bool,
    /// How to ask again; none: it cannot be asked.
    pub follow: Option<Rhythm>,
    /// Paths that a connection may set. Actions without a row have a path that nobody need change.
    pub paths: &'static [PathSetting],
    /// Why it lacks actions; an action in neither list is [`WhyNot::NotSold`].
    pub lacks: &'static [Lack],
    /// Where the balance is to be had; none: nowhere.
    pub balance: Option<BalanceAccess>,
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
    /// Whether weirdness and the influences have an effect.
    pub sliders: bool,
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

    /// Why it cannot do something; none if it can.
    #[must_use]
    pub fn why_not(&self, action: Action) -> Option<WhyNot> {
        if self.action(action).is_some() {
            return None;
        }
        let lack = self.lacks.iter().find(|lack| lack.action == action);
        Some(lack.map_or(WhyNot::NotSold, |lack| lack.why))
    }

    /// The refusal of an action that it cannot do, or not like this.
    #[must_use]
    pub fn unsupported(&self, action: Action) -> Unsupported {
        let why = self.why_not(action).unwrap_or(WhyNot::Combination);
        Unsupported { vendor: self.label, action, why }
    }

    /// The path setting of an action, if it has one.
    #[must_use]
    pub fn path_setting(&self, action: Action) -> Option<&'static PathSetting> {
        self.paths.iter().find(|path| path.action == action)
    }

    /// Where an action is asked for: the connection's own word, else the best-known path.
    #[must_use]
    pub fn path<'a>(&self, action: Action, setup: &'a Setup) -> Option<&'a str> {
        let own = setup.paths.get(&action).map(|path| path.trim()).filter(|path| path.starts_with('/'));
        own.or_else(|| self.path_setting(action).map(|path| path.default))
    }

    /// The expected cost of a request in [`Profile::unit`]; none if the vendor cannot do it or names
    /// no price. An unknown model is quoted at the dearest known price.
    #[must_use]
    pub fn quote(&self, request: &VendorRequest) -> Option<f64> {
        self.price(request.action(), request.model(), request.asks_pro())
    }

    /// The expected cost of an action with a model, likewise.
    #[must_use]
    pub fn price(&self, action: Action, model: Option<&str>, asks_pro: bool) -> Option<f64> {
        let offer = self.action(action)?;
        match offer.price {
            Price::Fixed(price) => Some(price),
            Price::OfModel | Price::SupposedlyOfModel => Some(self.model_price(offer, model, asks_pro)),
            Price::Unlisted => None,
        }
    }

    fn model_price(&self, offer: &ActionProfile, model: Option<&str>, asks_pro: bool) -> f64 {
        let dearest = || self.models.iter().map(|model| model.price).fold(0.0, f64::max);
        match model.and_then(|id| self.model(id)) {
            Some(model) if offer.has_need(Need::ProPool) && !model.pro => {
                model.pro_price.unwrap_or_else(dearest)
            }
            Some(model) => model.price(asks_pro),
            None => dearest(),
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
        VendorRequest::ReplaceSection(replace) => vec![
            (Field::Lyrics, &replace.text.full_lyric),
            (Field::Style, &replace.style),
            (Field::StyleNegative, &replace.style_negative),
            (Field::Title, &replace.title),
        ],
        _ => request.song().map(generate_texts).unwrap_or_default(),
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
