//! What Refrain asks of vendors, in Refrain's own words.
//!
//! Seconds are `f64` that were milliseconds / 1000; percents are whole numbers, 0 ..= 100.
//! Absent: wire names, and the limits of any vendor (`profile`).

mod action;
mod song;
mod voice;

use serde::{Deserialize, Serialize};

pub use self::song::{
    Cover, Extend, FromAudio, Generate, Inspiration, Mashup, OnRange, Remaster, ReplaceSection, SOUND_KEYS,
    SoundKind, Sounds, Source, UploadExtend, Variation, Voice,
};
pub use ::song::Gender;
pub use action::Action;
pub use voice::{
    CreateCustomModel, CreateVoice, ExtractVoice, InitVoice, VOICE_LANGUAGES, VerifyVoice, VoiceFrom,
};

/// One request, neutral of every vendor's wire. It is what a job remembers. `audio_id` is the vendor's
/// id of a song, `audio_url` a public address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum VendorRequest {
    /// A new song; with [`Generate::voice`], one in a voice of the user's.
    Generate(Generate),
    /// A song continued.
    Extend(Extend),
    /// A range of a song, sung anew.
    ReplaceSection(ReplaceSection),
    /// A fragment and its song as one whole.
    Concat {
        /// The fragment (the last segment).
        audio_id: String,
    },
    /// A song in another style.
    Cover(Cover),
    /// A public recording in another style.
    UploadCover(FromAudio),
    /// Two songs made one.
    Mashup(Mashup),
    /// A new song around a range of another.
    Sample(OnRange),
    /// A new song like another.
    Inspiration(Inspiration),
    /// A song rendered anew.
    Remaster(Remaster),
    /// Singing over a range of an upload.
    AddVocals(OnRange),
    /// Playing under a range of an upload.
    AddInstrumental(OnRange),
    /// A short sound or loop.
    Sounds(Sounds),
    /// A recording made known to the vendor.
    Upload {
        /// The recording.
        audio_url: String,
    },
    /// A public recording continued.
    UploadGenerate(FromAudio),
    /// An uploaded recording continued.
    UploadExtend(UploadExtend),
    /// Voice and accompaniment apart.
    Stems {
        /// The song.
        audio_id: String,
    },
    /// Every instrument apart.
    AllStems {
        /// The song.
        audio_id: String,
    },
    /// When which word is sung.
    Timing {
        /// The song.
        audio_id: String,
    },
    /// Words from a theme.
    Lyrics {
        /// The theme.
        idea: String,
        /// The vendor's lyrics model; none: its usual one.
        model: Option<String>,
    },
    /// Words from the words of two songs.
    MashupLyrics {
        /// The words of the one.
        lyrics_a: String,
        /// The words of the other.
        lyrics_b: String,
    },
    /// A voice made of a song.
    CreateVoice(CreateVoice),
    /// The singing of a song.
    ExtractVoice(ExtractVoice),
    /// A real voice, first half.
    InitVoice(InitVoice),
    /// A real voice, second half.
    VerifyVoice(VerifyVoice),
    /// A song as WAV.
    Wav {
        /// The song.
        audio_id: String,
    },
    /// A song as video.
    Mp4 {
        /// The song.
        audio_id: String,
    },
    /// The notes of a stem.
    Midi {
        /// The stem.
        audio_id: String,
    },
    /// A song as a web page.
    Html {
        /// The song.
        audio_id: String,
    },
    /// A session for a model of one's own.
    PrepareCustomModel,
    /// One recording to learn from.
    UploadToCustomModel {
        /// The session.
        session_id: String,
        /// The recording.
        audio_url: String,
    },
    /// The training.
    CreateCustomModel(CreateCustomModel),
    /// What is left to spend.
    Balance,
}

impl VendorRequest {
    /// Which kind it is.
    #[must_use]
    pub fn action(&self) -> Action {
        match self {
            Self::Generate(song) if song.voice.is_some() => Action::WithVoice,
            Self::Generate(_) => Action::Generate,
            Self::Extend(_) => Action::Extend,
            Self::ReplaceSection(_) => Action::ReplaceSection,
            Self::Concat { .. } => Action::Concat,
            Self::Cover(_) => Action::Cover,
            Self::UploadCover(_) => Action::UploadCover,
            Self::Mashup(_) => Action::Mashup,
            Self::Sample(_) => Action::Sample,
            Self::Inspiration(_) => Action::Inspiration,
            Self::Remaster(_) => Action::Remaster,
            Self::AddVocals(_) => Action::AddVocals,
            Self::AddInstrumental(_) => Action::AddInstrumental,
            Self::Sounds(_) => Action::Sounds,
            Self::Upload { .. } => Action::Upload,
            Self::UploadGenerate(_) => Action::UploadGenerate,
            Self::UploadExtend(_) => Action::UploadExtend,
            Self::Stems { .. } => Action::Stems,
            Self::AllStems { .. } => Action::AllStems,
            Self::Timing { .. } => Action::Timing,
            Self::Lyrics { .. } => Action::Lyrics,
            Self::MashupLyrics { .. } => Action::MashupLyrics,
            Self::CreateVoice(_) => Action::CreateVoice,
            Self::ExtractVoice(_) => Action::ExtractVoice,
            Self::InitVoice(_) => Action::InitVoice,
            Self::VerifyVoice(_) => Action::VerifyVoice,
            Self::Wav { .. } => Action::Wav,
            Self::Mp4 { .. } => Action::Mp4,
            Self::Midi { .. } => Action::Midi,
            Self::Html { .. } => Action::Html,
            Self::PrepareCustomModel => Action::PrepareCustomModel,
            Self::UploadToCustomModel { .. } => Action::UploadToCustomModel,
            Self::CreateCustomModel(_) => Action::CreateCustomModel,
            Self::Balance => Action::Balance,
        }
    }

    /// The new song in it, if it asks for one with texts.
    #[must_use]
    pub fn song(&self) -> Option<&Generate> {
        match self {
            Self::Generate(song) => Some(song),
            Self::Extend(extend) => Some(&extend.song),
            Self::Cover(cover) => Some(&cover.song),
            Self::UploadCover(from) | Self::UploadGenerate(from) => Some(&from.song),
            Self::Mashup(mashup) => Some(&mashup.song),
            Self::Sample(on) | Self::AddVocals(on) | Self::AddInstrumental(on) => Some(&on.song),
            Self::Inspiration(inspiration) => Some(&inspiration.song),
            Self::UploadExtend(extend) => Some(&extend.song),
            _ => None,
        }
    }

    /// The model it names, if its kind has one.
    #[must_use]
    pub fn model(&self) -> Option<&str> {
        match self {
            Self::ReplaceSection(replace) => Some(&replace.model),
            Self::Remaster(remaster) => Some(&remaster.model),
            Self::Sounds(sounds) => Some(&sounds.model),
            Self::Lyrics { model, .. } => model.as_deref(),
            _ => self.song().map(|song| song.model.as_str()),
        }
    }

    /// Whether it asks for the vendor's better pool where the model leaves a choice.
    #[must_use]
    pub fn asks_pro(&self) -> bool {
        match self {
            Self::Sounds(sounds) => sounds.pro,
            _ => self.song().is_some_and(|song| song.pro),
        }
    }
}

#[cfg(test)]
pub(crate) use tests::one_of_each;

#[cfg(test)]
mod tests;
