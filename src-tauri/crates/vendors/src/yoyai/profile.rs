//! YoYAI's offer as data. Prices: the document's price list (lines 22-46). Text limits: the document
//! gives none; these are Ace's for the same models (research/vendors.md §1.7). Paths that the document
//! does not print are Ace's; those of a real voice and of a web page are guessed after its other names.

use song::{Millis, RangeLimits};

use crate::{Action, ActionProfile, Knob, Lack, Limits, Model, Need, PathSetting, Price, Profile, WhyNot};

pub(super) const AUDIOS: &str = "/suno/audios";
pub(super) const TIMING: &str = "/suno/timing";
const LYRICS: &str = "/suno/lyrics";
const PERSONA: &str = "/suno/persona";

const SHORT: Limits = Limits { lyrics: 3000, style: 200, title: 80, idea: 500 };
const LITE: Limits = Limits { lyrics: 5000, style: 1000, title: 80, idea: 500 };
const LONG: Limits = Limits { lyrics: 5000, style: 1000, title: 100, idea: 500 };

/// A model of 4.0 and above: better pool only, 0.5 credits.
const fn pro(id: &'static str, label: &'static str, limits: Limits) -> Model {
    Model { id, label, pro: true, price: 0.5, pro_price: None, limits, sliders: true }
}

/// A model that the normal pool has too.
const fn normal(id: &'static str, label: &'static str, limits: Limits) -> Model {
    Model { pro: false, price: 0.38, ..pro(id, label, limits) }
}

const MODELS: &[Model] = &[
    pro("chirp-v5-5", "v5.5", LONG),
    pro("chirp-v5", "v5", LONG),
    pro("chirp-v4-5-plus", "v4.5+", LONG),
    pro("chirp-v4-5", "v4.5", LONG),
    normal("chirp-v4-5-lite", "v4.5 lite", LITE),
    // 自定义歌曲添加人声功能: v4 takes the vocal gender only.
    Model { sliders: false, ..pro("chirp-v4", "v4", SHORT) },
    Model { sliders: false, pro_price: Some(0.5), ..normal("chirp-v3-5", "v3.5", SHORT) },
];

/// The settings of a new song.
const NEW: &[Knob] = &[
    Knob::Idea,
    Knob::Lyrics,
    Knob::Instrumental,
    Knob::Title,
    Knob::Style,
    Knob::StyleNegative,
    Knob::Model,
    Knob::Pro,
    Knob::VocalGender,
    Knob::Weirdness,
    Knob::StyleInfluence,
    Knob::Voice,
];

/// The settings of a song made from a point in another.
const CONTINUED: &[Knob] = &[
    Knob::Lyrics,
    Knob::Instrumental,
    Knob::Title,
    Knob::Style,
    Knob::StyleNegative,
    Knob::Model,
    Knob::VocalGender,
    Knob::Weirdness,
    Knob::StyleInfluence,
    Knob::AudioInfluence,
    Knob::Voice,
    Knob::ContinueAt,
];

/// The same, of a recording.
const UPLOADED: &[Knob] = &[
    Knob::Idea,
    Knob::Lyrics,
    Knob::Instrumental,
    Knob::Title,
    Knob::Style,
    Knob::StyleNegative,
    Knob::Model,
    Knob::VocalGender,
    Knob::Weirdness,
    Knob::StyleInfluence,
    Knob::AudioInfluence,
    Knob::ContinueAt,
];

/// The settings of a song made from a whole other one.
const BASED: &[Knob] = &[
    Knob::Lyrics,
    Knob::Instrumental,
    Knob::Title,
    Knob::Style,
    Knob::StyleNegative,
    Knob::Model,
    Knob::VocalGender,
    Knob::Weirdness,
    Knob::StyleInfluence,
    Knob::AudioInfluence,
];

const COVERED: &[Knob] = &[
    Knob::Idea,
    Knob::Lyrics,
    Knob::Instrumental,
    Knob::Title,
    Knob::Style,
    Knob::StyleNegative,
    Knob::Model,
    Knob::VocalGender,
    Knob::Weirdness,
    Knob::StyleInfluence,
    Knob::AudioInfluence,
    Knob::Voice,
];

const RANGED: &[Knob] = &[
    Knob::Lyrics,
    Knob::Instrumental,
    Knob::Title,
    Knob::Style,
    Knob::StyleNegative,
    Knob::Model,
    Knob::VocalGender,
    Knob::Weirdness,
    Knob::StyleInfluence,
    Knob::AudioInfluence,
    Knob::Range,
];

/// 自定义歌曲添加伴奏功能: nobody sings, so there is no gender.
const ACCOMPANIED: &[Knob] = &[
    Knob::Lyrics,
    Knob::Title,
    Knob::Style,
    Knob::StyleNegative,
    Knob::Model,
    Knob::Weirdness,
    Knob::StyleInfluence,
    Knob::AudioInfluence,
    Knob::Range,
];

const REPLACED: &[Knob] = &[Knob::Lyrics, Knob::Style, Knob::StyleNegative, Knob::Model, Knob::Range];
const SOUNDING: &[Knob] = &[Knob::Idea, Knob::SoundKind, Knob::Key, Knob::Bpm, Knob::Model];

const fn offer(action: Action, price: Price, clips: u32) -> ActionProfile {
    ActionProfile::new(action, price, clips)
}

/// An action that makes no clips.
const fn extra(action: Action, price: Price) -> ActionProfile {
    offer(action, price, 0)
}

const ACTIONS: &[ActionProfile] = &[
    offer(Action::Generate, Price::OfModel, 2).takes(NEW),
    offer(Action::WithVoice, Price::SupposedlyOfModel, 2).needs(&[Need::Voice, Need::ProPool]).takes(NEW),
    offer(Action::Extend, Price::SupposedlyOfModel, 2).needs(&[Need::Lyrics, Need::Timing]).takes(CONTINUED),
    offer(Action::ReplaceSection, Price::Fixed(0.54), 2).needs(&[Need::Lyrics]).takes(REPLACED),
    offer(Action::Concat, Price::Fixed(0.25), 1),
    offer(Action::Cover, Price::SupposedlyOfModel, 2).needs(&[Need::ProPool]).takes(COVERED),
    offer(Action::Mashup, Price::Fixed(0.22), 2)
        .needs(&[Need::TwoSongs, Need::Lyrics, Need::ProPool])
        .takes(BASED),
    offer(Action::Sample, Price::Fixed(0.22), 2).needs(&[Need::Lyrics]).takes(RANGED),
    offer(Action::Inspiration, Price::Fixed(0.5), 2)
        .needs(&[Need::SameAccount, Need::Lyrics, Need::ProPool])
        .takes(BASED),
    offer(Action::Remaster, Price::Fixed(0.5), 2)
        .needs(&[Need::ProSong, Need::SameAccount, Need::SomeModels])
        .models(&["chirp-v5", "chirp-v4-5-plus"])
        .takes(&[Knob::Model, Knob::Variation]),
    offer(Action::AddVocals, Price::Fixed(0.5), 2).needs(&[Need::UploadedSong, Need::Lyrics]).takes(RANGED),
    offer(Action::AddInstrumental, Price::Fixed(0.5), 2).needs(&[Need::UploadedSong]).takes(ACCOMPANIED),
    offer(Action::Sounds, Price::Fixed(0.11), 2).takes(SOUNDING),
    extra(Action::Upload, Price::Fixed(0.01)).needs(&[Need::PublicAudio]),
    offer(Action::UploadGenerate, Price::SupposedlyOfModel, 2).needs(&[Need::PublicAudio]).takes(UPLOADED),
    offer(Action::UploadExtend, Price::SupposedlyOfModel, 2).needs(&[Need::UploadedSong]).takes(UPLOADED),
    offer(Action::Stems, Price::Fixed(0.5), 2).needs(&[Need::ProSong]),
    // The prose says 12 at most, the sample brings two sets of 12.
    offer(Action::AllStems, Price::Fixed(2.5), 24).needs(&[Need::ProSong]),
    extra(Action::Timing, Price::Fixed(0.01)),
    extra(Action::Lyrics, Price::Fixed(0.02)).takes(&[Knob::Idea]),
    extra(Action::MashupLyrics, Price::Fixed(0.02)).needs(&[Need::Lyrics]),
    extra(Action::CreateVoice, Price::Fixed(0.01)).needs(&[Need::ProSong, Need::SameAccount]),
    extra(Action::ExtractVoice, Price::Unlisted),
    extra(Action::InitVoice, Price::Unlisted).needs(&[Need::PublicAudio]),
    extra(Action::VerifyVoice, Price::Unlisted).needs(&[Need::Phrase, Need::PublicAudio]),
    extra(Action::Wav, Price::Unlisted).needs(&[Need::ProSong]),
    extra(Action::Mp4, Price::Fixed(0.12)),
    extra(Action::Midi, Price::Fixed(0.01)).needs(&[Need::StemOfAll]),
    extra(Action::Html, Price::Fixed(0.01)),
];

/// A path that the document prints.
const fn printed(action: Action, default: &'static str) -> PathSetting {
    PathSetting { action, default, printed: true }
}

/// A path that it does not.
const fn guessed(action: Action, default: &'static str) -> PathSetting {
    PathSetting { action, default, printed: false }
}

const PATHS: &[PathSetting] = &[
    printed(Action::Generate, AUDIOS),
    printed(Action::WithVoice, AUDIOS),
    printed(Action::Extend, AUDIOS),
    printed(Action::ReplaceSection, AUDIOS),
    printed(Action::Concat, AUDIOS),
    printed(Action::Cover, AUDIOS),
    printed(Action::Mashup, AUDIOS),
    printed(Action::Sample, AUDIOS),
    printed(Action::Inspiration, AUDIOS),
    printed(Action::Remaster, AUDIOS),
    printed(Action::AddVocals, AUDIOS),
    printed(Action::AddInstrumental, AUDIOS),
    printed(Action::Sounds, AUDIOS),
    printed(Action::UploadGenerate, AUDIOS),
    printed(Action::UploadExtend, AUDIOS),
    printed(Action::Stems, AUDIOS),
    printed(Action::AllStems, AUDIOS),
    printed(Action::Timing, TIMING),
    printed(Action::CreateVoice, PERSONA),
    guessed(Action::Upload, "/suno/upload"),
    guessed(Action::Lyrics, LYRICS),
    guessed(Action::MashupLyrics, LYRICS),
    guessed(Action::ExtractVoice, "/suno/vox"),
    guessed(Action::InitVoice, "/suno/voice/init"),
    guessed(Action::VerifyVoice, "/suno/voice/verify"),
    guessed(Action::Wav, "/suno/wav"),
    guessed(Action::Mp4, "/suno/mp4"),
    guessed(Action::Midi, "/suno/midi"),
    guessed(Action::Html, "/suno/html"),
];

/// A cover takes uploads too (line 1479).
const LACKS: &[Lack] = &[Lack { action: Action::UploadCover, why: WhyNot::UseAnother(Action::Cover) }];

pub(super) static PROFILE: Profile = Profile {
    id: "yoyai",
    label: "YoYAI",
    default_base_url: "https://api.yoy-ai.com",
    key_help: "https://docs.yoy-ai.com/services/",
    unit: "credits",
    models: MODELS,
    default_model: "chirp-v5",
    // Line 2875.
    real_voice_models: &["chirp-v5-5"],
    // Line 3199.
    variation_models: &["chirp-v5"],
    actions: ACTIONS,
    // 2.5 s and 120 s: 替换片段. The same section says that more than a minute makes Suno fail.
    replace_limits: RangeLimits { min: Millis(2_500), advised_max: Millis(60_000), max: Millis(120_000) },
    // The sample answers a range of 2.952 s with a fragment of 6.96 s.
    context: Millis(2_000),
    // 继续生成功能 (line 151): beyond it the new part may be very short.
    continue_advised_percent: 70,
    // Line 2796.
    voice_recording_min: Millis(10_000),
    takes_per_generation: 2,
    usual_seconds: (60, 120),
    synchronous: true,
    callbacks: true,
    // The document offers calls back only. Its sibling's list of tasks is not proven to exist here.
    follow: None,
    paths: PATHS,
    lacks: LACKS,
    balance: None,
};
