//! Mountsea's offer as data. Names: docs.mountsea.ai (research/vendors.md §2.4). Prices: 100 credits for
//! a model of one's own (seed 000, line 95); 40 for every task of `/generate` in a public price list of
//! April 2026; nothing else is listed. Text limits: it prints none; these are the service's own.

use song::{Millis, RangeLimits};

use crate::{
    Action, ActionProfile, BalanceAccess, Knob, Lack, Limits, Model, Need, PathSetting, Price, Profile,
    Rhythm, WhyNot,
};

const SHORT: Limits = Limits { lyrics: 3000, style: 200, title: 80, idea: 500 };
const LONG: Limits = Limits { lyrics: 5000, style: 1000, title: 100, idea: 500 };

const fn model(id: &'static str, label: &'static str, limits: Limits) -> Model {
    Model { id, label, pro: false, price: 40.0, pro_price: None, limits, sliders: true }
}

/// `chirp-45+` is written without a `v` by the vendor. Models of one's own are sent by their id.
const MODELS: &[Model] = &[
    model("chirp-v55", "v5.5", LONG),
    model("chirp-v50", "v5", LONG),
    model("chirp-45+", "v4.5+", LONG),
    model("chirp-v45", "v4.5", LONG),
    model("chirp-v45-lite", "v4.5 lite", LONG),
    model("chirp-v40", "v4", SHORT),
    model("chirp-v35", "v3.5", SHORT),
];

/// The models of `/remaster`; they are no models of songs.
const REMASTERS: &[&str] = &["chirp-carp", "chirp-bass"];

const SONG: &[Knob] = &[
    Knob::Idea,
    Knob::Lyrics,
    Knob::Instrumental,
    Knob::Title,
    Knob::Style,
    Knob::StyleNegative,
    Knob::Model,
    Knob::CustomModel,
    Knob::VocalGender,
    Knob::Weirdness,
    Knob::StyleInfluence,
    Knob::AudioInfluence,
    Knob::Voice,
];
const CONTINUED: &[Knob] = &[
    Knob::Lyrics,
    Knob::Title,
    Knob::Style,
    Knob::StyleNegative,
    Knob::Model,
    Knob::VocalGender,
    Knob::Voice,
    Knob::ContinueAt,
];
const RANGED: &[Knob] =
    &[Knob::Lyrics, Knob::Title, Knob::Style, Knob::StyleNegative, Knob::Model, Knob::Range];
const SOUND: &[Knob] = &[Knob::SoundKind, Knob::Key, Knob::Bpm, Knob::Model];

const fn task(action: Action) -> ActionProfile {
    ActionProfile::new(action, Price::OfModel, 2)
}

const fn unlisted(action: Action, clips: u32) -> ActionProfile {
    ActionProfile::new(action, Price::Unlisted, clips)
}

const ACTIONS: &[ActionProfile] = &[
    task(Action::Generate).takes(SONG),
    task(Action::WithVoice).needs(&[Need::Voice]).takes(SONG),
    task(Action::Extend).takes(CONTINUED),
    task(Action::ReplaceSection).takes(RANGED),
    unlisted(Action::Concat, 1),
    task(Action::Cover).takes(SONG),
    task(Action::UploadCover).needs(&[Need::PublicAudio]).takes(SONG),
    task(Action::Mashup).needs(&[Need::TwoSongs]).takes(SONG),
    task(Action::Sample).takes(RANGED),
    task(Action::Inspiration).needs(&[Need::SameAccount]).takes(SONG),
    unlisted(Action::Remaster, 2).models(REMASTERS).takes(&[Knob::Model, Knob::Variation]),
    task(Action::AddVocals).takes(RANGED),
    task(Action::AddInstrumental).takes(RANGED),
    task(Action::Sounds).takes(SOUND),
    task(Action::UploadGenerate).needs(&[Need::PublicAudio]).takes(CONTINUED),
    unlisted(Action::Stems, 2),
    unlisted(Action::AllStems, 12),
    unlisted(Action::Timing, 0),
    unlisted(Action::Lyrics, 0),
    unlisted(Action::MashupLyrics, 0),
    unlisted(Action::CreateVoice, 0).needs(&[Need::SameAccount]),
    unlisted(Action::ExtractVoice, 0),
    unlisted(Action::InitVoice, 0).needs(&[Need::PublicAudio]),
    unlisted(Action::VerifyVoice, 0).needs(&[Need::Phrase, Need::PublicAudio, Need::TaskId]),
    unlisted(Action::Wav, 0),
    unlisted(Action::Mp4, 0),
    unlisted(Action::Midi, 0).needs(&[Need::StemOfAll]),
    ActionProfile::new(Action::PrepareCustomModel, Price::Fixed(0.0), 0),
    unlisted(Action::UploadToCustomModel, 0).needs(&[Need::Session, Need::PublicAudio]),
    ActionProfile::new(Action::CreateCustomModel, Price::Fixed(100.0), 0)
        .needs(&[Need::Session, Need::SixUploads]),
    ActionProfile::new(Action::Balance, Price::Fixed(0.0), 0).needs(&[Need::OwnKey]),
];

const LACKS: &[Lack] = &[
    Lack { action: Action::Upload, why: WhyNot::Undocumented },
    Lack { action: Action::UploadExtend, why: WhyNot::UseAnother(Action::UploadGenerate) },
    Lack { action: Action::Html, why: WhyNot::NotSold },
];

/// Its introduction names both, and no page that is to be had prints them.
const PATHS: &[PathSetting] = &[
    PathSetting { action: Action::Wav, default: "/suno/v2/wav", printed: false },
    PathSetting { action: Action::Mp4, default: "/suno/v2/mp4", printed: false },
];

pub(super) static PROFILE: Profile = Profile {
    id: "mountsea",
    label: "Mountsea",
    default_base_url: "https://api.mountsea.ai",
    key_help: "https://docs.mountsea.ai/",
    unit: "credits",
    models: MODELS,
    default_model: "chirp-v50",
    actions: ACTIONS,
    // The vendor names none: what the service itself takes.
    replace_limits: RangeLimits { min: Millis(2_500), advised_max: Millis(60_000), max: Millis(120_000) },
    // The sample's context begins and ends 15.36 s from its range of 15.36 s to 53.8 s.
    context: Millis(15_360),
    takes_per_generation: 2,
    usual_seconds: (30, 120),
    synchronous: false,
    callbacks: false,
    // "Begin with 2-3 seconds, then slower": docs.mountsea.ai/api-reference/suno/task.
    follow: Some(Rhythm { first_s: 3, interval_s: 5, patience_s: 1_800, batch: 1 }),
    paths: PATHS,
    lacks: LACKS,
    real_voice_models: &[],
    variation_models: &["chirp-carp"],
    continue_advised_percent: 100,
    voice_recording_min: Millis(0),
    balance: Some(BalanceAccess { base_url: Some("https://dk.mountsea.ai"), own_key: true }),
};
