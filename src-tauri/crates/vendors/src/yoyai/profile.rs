//! YoYAI's offer as data. Prices: the document's price list. Text limits: the document gives none;
//! these are Ace's for the same models (research/vendors.md §1.7).

use song::{Millis, RangeLimits};

use crate::{Action, ActionProfile, Limits, Model, Price, Profile};

const SHORT: Limits = Limits { lyrics: 3000, style: 200, title: 80, idea: 500 };
const LITE: Limits = Limits { lyrics: 5000, style: 1000, title: 80, idea: 500 };
const LONG: Limits = Limits { lyrics: 5000, style: 1000, title: 100, idea: 500 };

/// A model of 4.0 and above: better pool only, 0.5 credits.
const fn pro(id: &'static str, label: &'static str, limits: Limits) -> Model {
    Model { id, label, pro: true, price: 0.5, pro_price: None, limits, sliders: true }
}

const MODELS: &[Model] = &[
    pro("chirp-v5-5", "v5.5", LONG),
    pro("chirp-v5", "v5", LONG),
    pro("chirp-v4-5-plus", "v4.5+", LONG),
    pro("chirp-v4-5", "v4.5", LONG),
    Model {
        id: "chirp-v4-5-lite",
        label: "v4.5 lite",
        pro: false,
        price: 0.38,
        pro_price: None,
        limits: LITE,
        sliders: true,
    },
    // 自定义歌曲添加人声功能: v4 takes the vocal gender only.
    Model { sliders: false, ..pro("chirp-v4", "v4", SHORT) },
    Model {
        id: "chirp-v3-5",
        label: "v3.5",
        pro: false,
        price: 0.38,
        pro_price: Some(0.5),
        limits: SHORT,
        sliders: false,
    },
];

const ACTIONS: &[ActionProfile] = &[
    ActionProfile::new(Action::Generate, Price::OfModel, 2),
    ActionProfile::new(Action::ReplaceSection, Price::Fixed(0.54), 2),
    ActionProfile::new(Action::Concat, Price::Fixed(0.25), 1),
    ActionProfile::new(Action::Timing, Price::Fixed(0.01), 0),
];

pub(super) static PROFILE: Profile = Profile {
    id: "yoyai",
    label: "YoYAI",
    default_base_url: "https://api.yoy-ai.com",
    key_help: "https://docs.yoy-ai.com/services/",
    unit: "credits",
    models: MODELS,
    default_model: "chirp-v5",
    real_voice_models: &["chirp-v5-5"],
    actions: ACTIONS,
    // 2.5 s and 120 s: 替换片段. The same section says that more than a minute makes Suno fail.
    replace_limits: RangeLimits { min: Millis(2_500), advised_max: Millis(60_000), max: Millis(120_000) },
    // The sample answers a range of 2.952 s with a fragment of 6.96 s.
    context: Millis(2_000),
    takes_per_generation: 2,
    usual_seconds: (60, 120),
    synchronous: true,
    callbacks: true,
    follow: None,
    paths: &[],
    lacks: &[],
    balance: None,
};
