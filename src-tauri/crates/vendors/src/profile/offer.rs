//! What a vendor says of one action: price, needs, settings; and why it does not sell another.
//!
//! Reasons and needs are codes: the window has the sentences, in every language.

use serde::Serialize;

use crate::Action;

/// One thing a vendor does.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ActionProfile {
    /// Which.
    pub action: Action,
    /// What it costs.
    pub price: Price,
    /// How many clips come back, usually.
    pub clips: u32,
    /// What must be so before it is asked for.
    pub needs: &'static [Need],
    /// The models that can do it; empty: all.
    pub models: &'static [&'static str],
    /// Which settings of its form have an effect.
    pub takes: &'static [Knob],
}

impl ActionProfile {
    /// An action without needs and settings, for every model.
    #[must_use]
    pub const fn new(action: Action, price: Price, clips: u32) -> Self {
        Self { action, price, clips, needs: &[], models: &[], takes: &[] }
    }

    /// The same with needs.
    #[must_use]
    pub const fn needs(self, needs: &'static [Need]) -> Self {
        Self { needs, ..self }
    }

    /// The same for these models only.
    #[must_use]
    pub const fn models(self, models: &'static [&'static str]) -> Self {
        Self { models, ..self }
    }

    /// The same with settings.
    #[must_use]
    pub const fn takes(self, takes: &'static [Knob]) -> Self {
        Self { takes, ..self }
    }

    /// Whether it has this need.
    #[must_use]
    pub fn has_need(&self, need: Need) -> bool {
        self.needs.contains(&need)
    }
}

/// What an action costs, in the profile's unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "kind", content = "amount", rename_all = "camelCase")]
pub enum Price {
    /// This much, by the vendor's list.
    Fixed(f64),
    /// What a generation with the model costs, by the vendor's list.
    OfModel,
    /// The list has no row for it; supposed to be what a generation with the model costs.
    SupposedlyOfModel,
    /// Nobody says.
    Unlisted,
}

impl Price {
    /// The amount, if it is one for all models.
    #[must_use]
    pub fn fixed(self) -> Option<f64> {
        match self {
            Self::Fixed(amount) => Some(amount),
            Self::OfModel | Self::SupposedlyOfModel | Self::Unlisted => None,
        }
    }
}

/// What must be so before an action is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Need {
    /// The song was made in the vendor's better pool.
    ProSong,
    /// The call itself runs in the better pool (the vendor's folder sees to it).
    ProPool,
    /// The vendor's account behind the song is still the one that made it: cross-account is refused.
    SameAccount,
    /// A song that was uploaded, not generated.
    UploadedSong,
    /// A stem of [`Action::AllStems`].
    StemOfAll,
    /// Exactly two songs.
    TwoSongs,
    /// Lyrics: an idea alone is not enough.
    Lyrics,
    /// The words of the song up to a point, from [`Action::Timing`].
    Timing,
    /// A public address from which the vendor can fetch a recording (a file host).
    PublicAudio,
    /// A voice of the user's.
    Voice,
    /// The singing of [`Action::ExtractVoice`], for a voice without style.
    Vox,
    /// The phrase of [`Action::InitVoice`], read aloud.
    Phrase,
    /// The session of [`Action::PrepareCustomModel`].
    Session,
    /// Six uploads of the same session, at least.
    SixUploads,
    /// A key of its own, beside the connection's.
    OwnKey,
    /// One of [`ActionProfile::models`].
    SomeModels,
    /// The number of the task that made the song.
    TaskId,
}

/// A setting of an action's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Knob {
    /// A description instead of lyrics.
    Idea,
    /// Lyrics.
    Lyrics,
    /// Nobody sings.
    Instrumental,
    /// The title.
    Title,
    /// Style words.
    Style,
    /// Style words to leave out.
    StyleNegative,
    /// Which model.
    Model,
    /// A model of one's own.
    CustomModel,
    /// Normal or better pool.
    Pro,
    /// Who sings.
    VocalGender,
    /// How far from the ordinary.
    Weirdness,
    /// How closely to follow the style words.
    StyleInfluence,
    /// How closely to follow the audio.
    AudioInfluence,
    /// A voice of the user's.
    Voice,
    /// How far a remaster goes.
    Variation,
    /// A range of the song.
    Range,
    /// A point in the song.
    ContinueAt,
    /// Once or in a circle.
    SoundKind,
    /// The musical key.
    Key,
    /// Beats a minute.
    Bpm,
}

/// Why a vendor cannot do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum WhyNot {
    /// It does not sell it.
    NotSold,
    /// It sells it, but says nowhere how to ask for it.
    Undocumented,
    /// It has an equivalent under another action.
    UseAnother(Action),
    /// Another setting of the same request stands against it.
    Combination,
}

/// A reason for one action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Lack {
    /// Which.
    pub action: Action,
    /// Why not.
    pub why: WhyNot,
}

/// The path of an action: a setting of the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct PathSetting {
    /// Which.
    pub action: Action,
    /// The best-known path, beginning with `/`.
    pub default: &'static str,
    /// Whether the vendor's document prints it; else it is a guess, and 404 may mean that it is wrong.
    pub printed: bool,
}

/// How to ask again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Rhythm {
    /// Seconds from the ticket to the first question.
    pub first_s: u32,
    /// Seconds between questions.
    pub interval_s: u32,
    /// Seconds after which the job is given to the user to decide: it may still finish.
    pub patience_s: u32,
    /// How many tickets one call may ask for; 1: one call each.
    pub batch: u32,
}

/// Where the balance is to be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct BalanceAccess {
    /// Its base URL, where it is not the connection's.
    pub base_url: Option<&'static str>,
    /// Whether it wants a key of its own.
    pub own_key: bool,
}
