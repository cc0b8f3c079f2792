//! How songs come to be: with the songs they refer to, recipes are all that audio depends on.
//!
//! Frames are at [`crate::RATE`]. Deliberately absent: rendering (`server::render`) and names of vendors.

use serde::{Deserialize, Serialize};

use crate::SongSpec;
use crate::composer::{Ground, SoundSpec, Voiceprint};
use crate::listen::Heard;

/// The twelve stems in Suno's order.
pub(crate) const STEM_NAMES: [&str; 12] = [
    "Vocals",
    "Backing Vocals",
    "Drums",
    "Bass",
    "Guitar",
    "Keyboard",
    "Percussion",
    "Strings",
    "Synth",
    "FX",
    "Brass",
    "Woodwinds",
];

/// How a song comes to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Recipe {
    /// Composed from words and style.
    Whole {
        lyrics: String,
        title: String,
        style: String,
        instrumental: bool,
        seed: u64,
        voice: Option<String>,
    },
    /// Part of another song with other words: `from..to` are frames on that song, `head` and `tail` the
    /// frames of context that are sung again before and after.
    Fragment {
        source: String,
        from: u64,
        to: u64,
        head: u64,
        tail: u64,
        lines: Vec<String>,
        take: u64,
        gain_db: f32,
    },
    /// The song of a fragment with the fragment laid in, or of a continuation with its own beginning.
    Joined { fragment: String },
    /// Composed from words and style, with tempo, key or voice of something else.
    Cast { spec: SongSpec, ground: Ground },
    /// The melody of another song with other words on it, another band and voice.
    Cover { source: String, spec: SongSpec, ground: Ground },
    /// Two songs in one.
    Mashup { sources: [String; 2], spec: SongSpec },
    /// A new song that begins with `from..to` of another one.
    Sample { source: String, from: u64, to: u64, spec: SongSpec, ground: Ground },
    /// What follows when a composed song goes on differently from frame `at` of its score. `before` are the
    /// words up to there.
    Extension {
        source: String,
        at: u64,
        before: String,
        lyrics: String,
        take: u64,
        voice: Option<Voiceprint>,
    },
    /// What follows a recording from its frame `at`; its music begins `lead` frames later, on a beat.
    Follow { source: String, at: u64, lead: u64, before: String, spec: SongSpec, ground: Ground },
    /// A recording from outside, kept as a file of this name.
    Upload { file: String, heard: Heard },
    /// A recording with singers over it or a band under it, from frame `from` for `frames`.
    Overdub { source: String, from: u64, frames: u64, sung: bool, spec: SongSpec, ground: Ground },
    /// Some players of a song.
    Stem { source: String, part: Part },
    /// A song mastered again.
    Remaster { source: String, amount: Amount, take: u64 },
    /// A single sound or a loop.
    Sound { sound: SoundSpec },
}

/// Which players of a song.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Part {
    /// Lead and backing voices.
    Vocals,
    /// Everybody else.
    Instrumental,
    /// One of twelve, as separation number `set` hears it: the second counts percussion among the drums.
    Twelve { stem: usize, set: u8 },
}

/// How much a remaster changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Amount {
    Subtle,
    Normal,
    High,
}

impl Amount {
    /// As the vendors name it.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "subtle" => Some(Self::Subtle),
            "normal" => Some(Self::Normal),
            "high" => Some(Self::High),
            _ => None,
        }
    }
}

/// What chance comes from in a song.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chance {
    /// A number of its own.
    Seed(u64),
    /// What was asked for, and which take it is.
    Take(u64),
    /// What was asked for; there is only one.
    Wish,
}

impl Recipe {
    /// The songs that this one is made of.
    pub(crate) fn sources(&self) -> Vec<&str> {
        match self {
            Self::Whole { .. } | Self::Cast { .. } | Self::Upload { .. } | Self::Sound { .. } => Vec::new(),
            Self::Mashup { sources, .. } => sources.iter().map(String::as_str).collect(),
            Self::Joined { fragment } => vec![fragment],
            Self::Fragment { source, .. }
            | Self::Cover { source, .. }
            | Self::Sample { source, .. }
            | Self::Extension { source, .. }
            | Self::Follow { source, .. }
            | Self::Overdub { source, .. }
            | Self::Stem { source, .. }
            | Self::Remaster { source, .. } => vec![source],
        }
    }

    /// What chance comes from.
    pub(crate) fn chance(&self) -> Chance {
        match self {
            Self::Whole { seed, .. } => Chance::Seed(*seed),
            Self::Sound { sound } => Chance::Seed(sound.seed),
            Self::Cast { spec, .. }
            | Self::Cover { spec, .. }
            | Self::Mashup { spec, .. }
            | Self::Sample { spec, .. }
            | Self::Follow { spec, .. }
            | Self::Overdub { spec, .. } => Chance::Seed(spec.seed),
            Self::Fragment { take, .. } | Self::Extension { take, .. } | Self::Remaster { take, .. } => {
                Chance::Take(*take)
            }
            Self::Stem { part, .. } => Chance::Take(part.number()),
            Self::Joined { .. } | Self::Upload { .. } => Chance::Wish,
        }
    }
}

impl Part {
    fn number(self) -> u64 {
        match self {
            Self::Vocals => 0,
            Self::Instrumental => 1,
            Self::Twelve { stem, set } => 2 + stem as u64 + 12 * u64::from(set),
        }
    }
}
