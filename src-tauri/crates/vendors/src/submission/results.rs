//! What comes of actions that do not make songs: words, files, notes, voices, models, balance.
//!
//! Texts are as they came: clean them before showing ([`crate::untrusted`]).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::untrusted::without_queries;

/// Words that the vendor wrote.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Lyrics {
    /// The title; may be empty.
    pub title: String,
    /// The words, with section headers.
    pub text: String,
    /// Style words that fit; may be empty.
    pub tags: Vec<String>,
}

/// A file to fetch. Debug leaves out the query of its address.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RemoteFile {
    /// What it is.
    pub kind: FileKind,
    /// Where it is said to be.
    pub url: String,
}

impl fmt::Debug for RemoteFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RemoteFile {{ {:?}, {:?} }}", self.kind, without_queries(&self.url))
    }
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum FileKind {
    /// Sound without loss.
    Wav,
    /// A video.
    Mp4,
    /// A standard MIDI file.
    Midi,
    /// A web page. Never opened inside of the app.
    Html,
}

/// The notes of one instrument.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Instrument {
    /// Its name, e.g. `Drums`; may be empty.
    pub name: String,
    /// Its notes, in the vendor's order.
    pub notes: Vec<Note>,
}

/// One note. Every number is finite, and it ends after it starts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// MIDI note number, 0 ..= 127.
    pub pitch: u8,
    /// Start in seconds.
    pub start_s: f64,
    /// End in seconds.
    pub end_s: f64,
    /// How hard, 0 ..= 1.
    pub velocity: f64,
}

/// A recording that is known to the vendor now.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Uploaded {
    /// The vendor's id of it.
    pub audio_id: String,
    /// Its title at the vendor; may be empty.
    pub title: String,
    /// The words that the vendor heard; may be empty.
    pub lyric: String,
    /// The style that the vendor heard; may be empty.
    pub style: String,
    /// Length in seconds, as said by the vendor.
    pub duration_s: Option<f64>,
    /// Where it is said to be.
    pub audio_url: Option<String>,
    /// Where its cover is said to be.
    pub image_url: Option<String>,
}

impl fmt::Debug for Uploaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Uploaded")
            .field("audio_id", &self.audio_id)
            .field("duration_s", &self.duration_s)
            .finish_non_exhaustive()
    }
}

/// A voice at the vendor.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RemoteVoice {
    /// The vendor's id of the voice.
    pub persona_id: String,
    /// The song it belongs to; may differ from the one it was asked for. None where the vendor says
    /// nothing: then it is the one asked for.
    pub audio_id: Option<String>,
    /// Its name as it came; may be empty.
    pub name: String,
    /// Its description as it came; may be empty.
    pub description: String,
    /// Where its picture is said to be.
    pub image_url: Option<String>,
}

impl fmt::Debug for RemoteVoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RemoteVoice")
            .field("persona_id", &self.persona_id)
            .field("audio_id", &self.audio_id)
            .finish_non_exhaustive()
    }
}

/// The singing of a song.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Vox {
    /// The vendor's id of the singing.
    pub vox_audio_id: String,
    /// The song it was taken from; none where the vendor says nothing.
    pub audio_id: Option<String>,
    /// Where it is said to be.
    pub vocal_audio_url: Option<String>,
    /// Start in seconds of the song; none where the vendor says nothing.
    pub start_s: Option<f64>,
    /// End in seconds of the song.
    pub end_s: Option<f64>,
}

impl fmt::Debug for Vox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vox")
            .field("vox_audio_id", &self.vox_audio_id)
            .field("range_s", &(self.start_s, self.end_s))
            .finish_non_exhaustive()
    }
}

/// What a person reads aloud, and the ids with which the second half goes on.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Phrase {
    /// The words to read.
    pub text: String,
    /// The vendor's id of the phrase.
    pub phrase_id: String,
    /// The vendor's id of the extracted voice.
    pub vox_audio_id: String,
    /// The vendor's id of the recording.
    pub voice_recording_id: String,
    /// Where the extracted voice is said to be.
    pub vocal_audio_url: Option<String>,
    /// Start of the voice in the recording, in seconds.
    pub start_s: Option<f64>,
    /// End of the voice in the recording, in seconds.
    pub end_s: Option<f64>,
    /// The vendor's number of the task, where the second half goes on with it.
    pub task_id: Option<String>,
    /// How long the second half may take, in seconds from this answer; none where nobody says.
    pub seconds_left: Option<u32>,
}

impl fmt::Debug for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Phrase")
            .field("phrase_id", &self.phrase_id)
            .field("task_id", &self.task_id)
            .finish_non_exhaustive()
    }
}

/// A model of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CustomModel {
    /// What [`crate::Generate::model`] takes.
    pub model: String,
    /// Its name; may be empty.
    pub name: String,
}

/// What is left to spend.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Balance {
    /// In the profile's unit.
    pub left: f64,
}
