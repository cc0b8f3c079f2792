//! What a Suno-API or New-API gateway offers, as data. Every gateway sets its own prices and may route
//! less than the document names. Text limits: the service's own for the same models.

use song::{Millis, RangeLimits};

use crate::{
    Action, ActionProfile, Knob, Lack, Limits, Model, Need, PathSetting, Price, Profile, Rhythm, WhyNot,
};

const SHORT: Limits = Limits { lyrics: 3000, style: 200, title: 80, idea: 500 };
const LONG: Limits = Limits { lyrics: 5000, style: 1000, title: 100, idea: 500 };

const fn model(id: &'static str, label: &'static str, limits: Limits) -> Model {
    Model { id, label, pro: false, price: 0.0, pro_price: None, limits, sliders: false }
}

/// `mv`: seed 004 lists the v3 ones and advises chirp-v4; gateways of today take the service's own
/// names (research/vendors.md §4.2).
const MODELS: &[Model] = &[
    model("chirp-fenix", "v5.5 (chirp-fenix)", LONG),
    model("chirp-crow", "v5 (chirp-crow)", LONG),
    model("chirp-bluejay", "v4.5+ (chirp-bluejay)", LONG),
    model("chirp-auk", "v4.5 (chirp-auk)", LONG),
    model("chirp-v4", "v4", SHORT),
    model("chirp-v3-5", "v3.5", SHORT),
    model("chirp-v3-0", "v3", SHORT),
];

const SONG: &[Knob] = &[Knob::Idea, Knob::Lyrics, Knob::Instrumental, Knob::Title, Knob::Style, Knob::Model];
const CONTINUED: &[Knob] =
    &[Knob::Lyrics, Knob::Instrumental, Knob::Title, Knob::Style, Knob::Model, Knob::ContinueAt];

const fn unlisted(action: Action, clips: u32) -> ActionProfile {
    ActionProfile::new(action, Price::Unlisted, clips)
}

const ACTIONS: &[ActionProfile] = &[
    unlisted(Action::Generate, 2).takes(SONG),
    unlisted(Action::Extend, 2).needs(&[Need::TaskId]).takes(CONTINUED),
    unlisted(Action::Concat, 1),
    unlisted(Action::Upload, 0).needs(&[Need::PublicAudio]),
    unlisted(Action::Lyrics, 0),
];

/// The balance has a page in seed 004 (line 10) whose text is not to be had.
const LACKS: &[Lack] = &[Lack { action: Action::Balance, why: WhyNot::Undocumented }];

/// The document prints both and marks them ❌ (seed 004, lines 96 and 105): most gateways do not route
/// them, and forks have them elsewhere.
const PATHS: &[PathSetting] = &[
    PathSetting { action: Action::Concat, default: "/suno/submit/concat", printed: true },
    PathSetting { action: Action::Upload, default: "/suno/uploads/audio-url", printed: true },
];

pub(super) static PROFILE: Profile = Profile {
    id: "gateway",
    label: "Suno-API / New-API",
    // The user's own: there is no gateway of gateways.
    default_base_url: "",
    key_help: "https://docs.newapi.pro/api/suno-music",
    unit: "quota",
    models: MODELS,
    // The one that seed 004 (line 426) advises.
    default_model: "chirp-v4",
    real_voice_models: &[],
    variation_models: &[],
    continue_advised_percent: 100,
    voice_recording_min: Millis(0),
    actions: ACTIONS,
    // Not offered.
    replace_limits: RangeLimits { min: Millis(0), advised_max: Millis(0), max: Millis(0) },
    context: Millis(0),
    takes_per_generation: 2,
    usual_seconds: (60, 180),
    synchronous: false,
    callbacks: false,
    // "2-5 seconds" (seed 004, line 420); a gateway itself looks every 15.
    follow: Some(Rhythm { first_s: 5, interval_s: 5, patience_s: 1_800, batch: 50 }),
    paths: PATHS,
    lacks: LACKS,
    balance: None,
};
