//! What is to be sung or played: the texts and settings of a new song, and of everything that is made
//! from songs.
//!
//! Absent: voices being made (`voice`), and the wire names.

use serde::{Deserialize, Serialize};
use song::{ComposeMode, Gender, ReplaceText};

/// A new song, or the new part of one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Generate {
    /// Which of the texts count.
    pub mode: ComposeMode,
    /// The description, for [`ComposeMode::Idea`].
    pub idea: String,
    /// The lyrics, for [`ComposeMode::Custom`].
    pub lyrics: String,
    /// The title, except in idea mode.
    pub title: String,
    /// Style words, except in idea mode.
    pub style: String,
    /// Style words to leave out; empty for none.
    pub style_negative: String,
    /// In idea mode: nobody sings. [`ComposeMode::Instrumental`] says so by itself.
    pub instrumental: bool,
    /// The vendor's model id; a custom model's id where the vendor sells those.
    pub model: String,
    /// Ask for the vendor's better pool where the model leaves a choice ([`crate::Model::pro_price`]).
    pub pro: bool,
    /// Who should sing; none: the vendor chooses.
    pub vocal_gender: Option<Gender>,
    /// How far from the ordinary, in percent 0 ..= 100; none: as the vendor likes.
    pub weirdness: Option<u8>,
    /// How closely to follow the style words, in percent 0 ..= 100.
    pub style_influence: Option<u8>,
    /// How closely to follow the audio it is made from, in percent 0 ..= 100.
    pub audio_influence: Option<u8>,
    /// The voice to sing in; none: the vendor's choice. A [`crate::VendorRequest::Generate`] with one
    /// is [`crate::Action::WithVoice`].
    pub voice: Option<Voice>,
}

impl Generate {
    /// Whether nobody sings.
    #[must_use]
    pub fn is_instrumental(&self) -> bool {
        self.mode == ComposeMode::Instrumental || self.instrumental
    }
}

/// A voice at the vendor, in its three forms.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Voice {
    /// The old form: voice and style of a song together.
    Persona {
        /// The vendor's id of the voice.
        persona_id: String,
        /// The song it was made of.
        audio_id: String,
    },
    /// The voice of a song without its style.
    Vox {
        /// The vendor's id of the voice.
        persona_id: String,
        /// The song it was made of.
        audio_id: String,
    },
    /// A person's own, verified voice.
    Real {
        /// The vendor's id of the voice.
        persona_id: String,
    },
}

/// A song at the vendor, to work on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Source {
    /// The vendor's id of the song.
    pub audio_id: String,
    /// The vendor's number of the task that made it, where it is known: some vendors want both.
    pub task_id: Option<String>,
}

/// A song continued.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Extend {
    /// The new part. Its lyrics are those of the new part only.
    pub song: Generate,
    /// What is continued.
    pub source: Source,
    /// Where the new part begins, in seconds of the source.
    pub continue_at_s: f64,
    /// The lyrics of the source from its start to `continue_at_s`; empty if nobody knows them.
    pub origin_lyric: String,
}

/// A song in another style.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cover {
    /// How it should be.
    pub song: Generate,
    /// What is covered.
    pub source: Source,
}

/// A public recording, worked on without uploading it first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FromAudio {
    /// What is to be made of it.
    pub song: Generate,
    /// A public address of the recording.
    pub audio_url: String,
    /// Where the new part begins, in seconds; above 0. Without meaning for a cover.
    pub continue_at_s: f64,
}

/// An uploaded recording, continued.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UploadExtend {
    /// The new part.
    pub song: Generate,
    /// The vendor's id of the upload.
    pub audio_id: String,
    /// Where the new part begins, in seconds; above 0.
    pub continue_at_s: f64,
}

/// Something made over, under or around a range of a song.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OnRange {
    /// What is to be made.
    pub song: Generate,
    /// The vendor's id of the song or upload.
    pub audio_id: String,
    /// Start of the range in seconds.
    pub start_s: f64,
    /// End of the range in seconds.
    pub end_s: f64,
}

/// Two songs made one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mashup {
    /// How it should be.
    pub song: Generate,
    /// The vendor's ids of exactly two songs.
    pub audio_ids: [String; 2],
}

/// A new song like another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Inspiration {
    /// How it should be.
    pub song: Generate,
    /// The vendor's id of the song or upload.
    pub audio_id: String,
}

/// A song rendered anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Remaster {
    /// The vendor's id of the song.
    pub audio_id: String,
    /// The vendor's model id.
    pub model: String,
    /// How far from the original, where the model takes it.
    pub variation: Option<Variation>,
}

/// How far a remaster goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Variation {
    /// A little.
    Subtle,
    /// As usual.
    Normal,
    /// A lot.
    High,
}

/// A short sound or loop.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Sounds {
    /// What is to be heard; also its title.
    pub description: String,
    /// Once or in a circle.
    pub kind: SoundKind,
    /// One of [`SOUND_KEYS`]; none: any.
    pub key: Option<String>,
    /// Beats a minute, 1 ..= 300; none: any.
    pub bpm: Option<u16>,
    /// The vendor's model id.
    pub model: String,
    /// As [`Generate::pro`].
    pub pro: bool,
}

/// Once or in a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum SoundKind {
    /// Once.
    #[default]
    OneShot,
    /// In a circle.
    Loop,
}

/// The keys of a sound: twelve notes, each plain, major and minor (YoYAI document, Sound 参数说明,
/// line 3463; Mountsea's are the same).
pub const SOUND_KEYS: [&str; 36] = [
    "C", "C maj", "C min", "C#", "C# maj", "C# min", "D", "D maj", "D min", "D#", "D# maj", "D# min", "E",
    "E maj", "E min", "F", "F maj", "F min", "F#", "F# maj", "F# min", "G", "G maj", "G min", "G#", "G# maj",
    "G# min", "A", "A maj", "A min", "A#", "A# maj", "A# min", "B", "B maj", "B min",
];

/// A range of a song, sung anew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReplaceSection {
    /// The vendor's id of the song.
    pub audio_id: String,
    /// The vendor's model id.
    pub model: String,
    /// The new words, with their surroundings, and the whole lyrics.
    pub text: ReplaceText,
    /// Start of the range in seconds: milliseconds / 1000, exactly.
    pub start_s: f64,
    /// End of the range in seconds.
    pub end_s: f64,
    /// The song's title.
    pub title: String,
    /// Style words; may be empty.
    pub style: String,
    /// Style words to leave out; empty for none.
    pub style_negative: String,
}
