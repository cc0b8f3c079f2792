//! Modelverse's offer as data. It prints no prices, no text limits and no abilities beyond songs,
//! uploads and covers of uploads. Text limits: the service's own for the same models.

use song::{Millis, RangeLimits};

use crate::{Action, ActionProfile, Knob, Lack, Limits, Model, Need, Price, Profile, Rhythm, WhyNot};

const SHORT: Limits = Limits { lyrics: 3000, style: 200, title: 80, idea: 500 };
const LONG: Limits = Limits { lyrics: 5000, style: 1000, title: 100, idea: 500 };

const fn model(id: &'static str, label: &'static str, limits: Limits) -> Model {
    Model { id, label, pro: false, price: 0.0, pro_price: None, limits, sliders: false }
}

/// Both namings: seed 002 (lines 15 and 32) has `suno/chirp-…`, the public document renamed them two
/// hours later and kept the old names in its samples. v5.5 and v4.5-all stand in a later list only.
const MODELS: &[Model] = &[
    model("suno-v5.5", "v5.5", LONG),
    model("suno-v5", "v5", LONG),
    model("suno-v4.5+", "v4.5+", LONG),
    model("suno-v4.5", "v4.5", LONG),
    model("suno-v4.5-all", "v4.5-all", LONG),
    model("suno-v4", "v4", SHORT),
    model("suno/chirp-crow", "v5 (chirp-crow)", LONG),
    model("suno/chirp-bluejay", "v4.5+ (chirp-bluejay)", LONG),
    model("suno/chirp-auk", "v4.5 (chirp-auk)", LONG),
    model("suno/chirp-v4", "v4 (chirp-v4)", SHORT),
];

const SONG: &[Knob] = &[Knob::Idea, Knob::Lyrics, Knob::Instrumental, Knob::Title, Knob::Style, Knob::Model];
const COVER: &[Knob] =
    &[Knob::Lyrics, Knob::Instrumental, Knob::Title, Knob::Style, Knob::StyleNegative, Knob::Model];

const ACTIONS: &[ActionProfile] = &[
    ActionProfile::new(Action::Generate, Price::Unlisted, 2).takes(SONG),
    ActionProfile::new(Action::Cover, Price::Unlisted, 2).needs(&[Need::UploadedSong]).takes(COVER),
    ActionProfile::new(Action::Upload, Price::Unlisted, 0).needs(&[Need::PublicAudio]),
];

const LACKS: &[Lack] = &[Lack { action: Action::UploadCover, why: WhyNot::UseAnother(Action::Cover) }];

pub(super) static PROFILE: Profile = Profile {
    id: "modelverse",
    label: "UCloud Modelverse",
    default_base_url: "https://api.modelverse.cn",
    key_help: "https://docs.ucloud.cn/modelverse/",
    unit: "CNY",
    models: MODELS,
    default_model: "suno-v5",
    real_voice_models: &[],
    variation_models: &[],
    continue_advised_percent: 100,
    voice_recording_min: Millis(0),
    actions: ACTIONS,
    // Not offered.
    replace_limits: RangeLimits { min: Millis(0), advised_max: Millis(0), max: Millis(0) },
    context: Millis(0),
    takes_per_generation: 2,
    // The sample's task took 50 seconds.
    usual_seconds: (30, 120),
    synchronous: false,
    callbacks: false,
    follow: Some(Rhythm { first_s: 5, interval_s: 5, patience_s: 1_800, batch: 1 }),
    paths: &[],
    lacks: LACKS,
    balance: None,
};
