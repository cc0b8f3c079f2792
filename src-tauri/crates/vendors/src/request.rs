//! What Refrain asks of vendors, in Refrain's own words.
//!
//! Absent: wire names, and the limits of any vendor (`profile`).

use serde::{Deserialize, Serialize};
use song::{ComposeMode, ReplaceText};

/// The kinds of things a vendor does and bills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Action {
    /// A new song.
    Generate,
    /// A range of a song, sung anew.
    ReplaceSection,
    /// A fragment and its song as one whole.
    Concat,
    /// When which word is sung.
    Timing,
}

/// One request, neutral of every vendor's wire. It is what a job remembers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum VendorRequest {
    /// A new song.
    Generate(Generate),
    /// A range of a song, sung anew.
    ReplaceSection(ReplaceSection),
    /// A fragment and its song as one whole.
    Concat {
        /// The vendor's id of the fragment (of the last segment).
        audio_id: String,
    },
    /// When which word is sung.
    Timing {
        /// The vendor's id of the song.
        audio_id: String,
    },
}

/// A new song.
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
    /// The vendor's model id.
    pub model: String,
    /// Ask for the vendor's better pool where the model leaves a choice ([`crate::Model::pro_price`]).
    pub pro: bool,
}

/// A range of a song, sung anew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReplaceSection {
    /// The vendor's id of the song.
    pub audio_id: String,
    /// The vendor's model id.
    pub model: String,
    /// The new words, with their surroundings, and the whole lyrics.
    #[serde(with = "ReplaceTextFields")]
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

/// How [`ReplaceText`] is stored: the domain only writes it, a job reads it again.
#[derive(Serialize, Deserialize)]
#[serde(remote = "ReplaceText", rename_all = "camelCase")]
struct ReplaceTextFields {
    prompt: String,
    lyric: String,
    full_lyric: String,
}

impl VendorRequest {
    /// Which kind it is.
    #[must_use]
    pub fn action(&self) -> Action {
        match self {
            Self::Generate(_) => Action::Generate,
            Self::ReplaceSection(_) => Action::ReplaceSection,
            Self::Concat { .. } => Action::Concat,
            Self::Timing { .. } => Action::Timing,
        }
    }

    /// The model it names, if its kind has one.
    #[must_use]
    pub fn model(&self) -> Option<&str> {
        match self {
            Self::Generate(generate) => Some(&generate.model),
            Self::ReplaceSection(replace) => Some(&replace.model),
            Self::Concat { .. } | Self::Timing { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_request_survives_the_job_row() {
        let text = ReplaceText { prompt: "b".into(), lyric: "a\nb".into(), full_lyric: "a\nb\nc".into() };
        let replace = ReplaceSection {
            audio_id: "id".into(),
            model: "m".into(),
            text,
            start_s: 90.399,
            end_s: 93.351,
            title: "T".into(),
            style: String::new(),
            style_negative: "noise".into(),
        };
        let requests = [
            VendorRequest::Generate(Generate { idea: "新年".into(), ..Generate::default() }),
            VendorRequest::ReplaceSection(replace),
            VendorRequest::Concat { audio_id: "id".into() },
            VendorRequest::Timing { audio_id: "id".into() },
        ];
        for request in requests {
            let row = serde_json::to_string(&request).unwrap();
            assert_eq!(serde_json::from_str::<VendorRequest>(&row).unwrap(), request);
        }
    }
}
