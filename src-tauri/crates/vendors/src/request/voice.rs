//! Voices and models of one's own in the making.
//!
//! Absent: singing with them ([`crate::Generate::voice`], [`crate::Generate::model`]).

use serde::{Deserialize, Serialize};

/// A voice made of a song, in its three forms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateVoice {
    /// What the user calls it; may be empty for an upload.
    pub name: String,
    /// What the user says of it; may be empty.
    pub description: String,
    /// A picture: a public address, or `data:image/png;base64,…`; none: the song's.
    pub image_url: Option<String>,
    /// What it is made of.
    pub from: VoiceFrom,
}

/// What a voice is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum VoiceFrom {
    /// A song of this account: voice and style together.
    Song {
        /// The vendor's id of the song.
        audio_id: String,
    },
    /// A public recording, uploaded by the vendor on the way, so that it stays.
    Upload {
        /// A public address of the recording.
        audio_url: String,
        /// The vendor's id of the song, if it is one. The answer brings another.
        audio_id: Option<String>,
    },
    /// The extracted singing of a song: the voice without the style.
    Vox {
        /// The vendor's id of the song.
        audio_id: String,
        /// The vendor's id of its singing ([`crate::Vox::vox_audio_id`]).
        vox_audio_id: String,
        /// Start of the singing in seconds, as the extraction said.
        start_s: f64,
        /// End of the singing in seconds, as the extraction said.
        end_s: f64,
    },
}

/// The singing of a song, to make a voice of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExtractVoice {
    /// The vendor's id of the song.
    pub audio_id: String,
    /// Start and end in seconds; none: as the vendor chooses.
    pub range_s: Option<(f64, f64)>,
}

/// A real voice, first half.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InitVoice {
    /// A public address of the recording.
    pub voice_audio_url: String,
    /// The language of the phrase, as in [`VOICE_LANGUAGES`].
    pub language: String,
    /// Start of the voice in the recording, in seconds.
    pub start_s: f64,
    /// End of the voice in the recording, in seconds.
    pub end_s: f64,
}

/// The languages of a phrase (YoYAI document, lines 2808-2817; Mountsea's are the same).
pub const VOICE_LANGUAGES: [&str; 10] = ["en", "es", "fr", "pt", "de", "ja", "ko", "zh", "hi", "ru"];

/// A real voice, second half. The ids are those of the [`crate::Phrase`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VerifyVoice {
    /// The vendor's number of the task of the first half, where the vendor goes on with it.
    pub task_id: Option<String>,
    /// The vendor's id of the extracted voice.
    pub vox_audio_id: String,
    /// The vendor's id of the recording.
    pub voice_recording_id: String,
    /// The vendor's id of the phrase.
    pub phrase_id: String,
    /// Start of the voice in the recording, in seconds.
    pub start_s: f64,
    /// End of the voice in the recording, in seconds.
    pub end_s: f64,
    /// A public address of the phrase, read aloud.
    pub verification_audio_url: String,
    /// What the user calls the voice.
    pub name: String,
    /// What the user says of it; may be empty.
    pub description: String,
}

/// A model of one's own, last step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateCustomModel {
    /// The session of the first step.
    pub session_id: String,
    /// The vendor's ids of what was uploaded in this session.
    pub clip_ids: Vec<String>,
    /// What the user calls it.
    pub name: String,
}
