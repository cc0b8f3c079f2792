//! Models with their limits, and prices (research/vendors.md §1.7 and §1.8).

use super::fields::Fields;
use crate::server::envelope::Refusal;

/// Credits of one `concat`.
pub(super) const CONCAT: f64 = 0.25;
/// Credits of one `replace_section`.
pub(super) const REPLACE_SECTION: f64 = 0.54;
/// Credits of one `stems`.
pub(super) const STEMS: f64 = 0.5;
/// Credits of one `all_stems`.
pub(super) const ALL_STEMS: f64 = 2.5;
/// Credits of one `inspiration`.
pub(super) const INSPIRATION: f64 = 0.5;
/// Credits of one `mashup`.
pub(super) const MASHUP: f64 = 0.22;
/// Credits of one `sounds`.
pub(super) const SOUNDS: f64 = 0.11;
/// Credits of one `sample`.
pub(super) const SAMPLE: f64 = 0.22;
/// Credits of one `remaster`.
pub(super) const REMASTER: f64 = 0.5;
/// Credits of one `add_vocals` or `add_instrumental`.
pub(super) const OVERDUB: f64 = 0.5;
/// Credits of one text.
pub(super) const LYRICS: f64 = 0.02;
/// Credits of one persona, upload, MIDI or HTML.
pub(super) const SMALL: f64 = 0.01;
/// Credits of one video.
pub(super) const FILM: f64 = 0.12;
/// What the document prints no price for: vox, both halves of a voice, WAV.
pub(super) const UNPRICED: f64 = 0.0;
/// Credits of one timing.
pub(super) const TIMING: f64 = 0.01;
/// Credits of one song from the normal pool.
const NORMAL: f64 = 0.38;
/// Credits of one song from the Pro pool, and of a model that only the Pro pool has a price for.
const PRO: f64 = 0.5;
/// Characters of an idea, for every model.
const IDEA_LIMIT: usize = 500;
/// The model of requests that name none.
const DEFAULT_MODEL: &str = "chirp-v4";

/// What answers call the newest model, the only one that sings with real voices.
pub(super) const NEWEST: &str = "chirp-fenix";

/// A model and its limits in characters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Model {
    /// What requests call it.
    pub(super) name: &'static str,
    /// What answers call it.
    pub(super) internal: &'static str,
    lyric: usize,
    style: usize,
    title: usize,
    /// Whether the normal pool has a price for it.
    cheap: bool,
    /// Whether only the Pro pool makes it.
    pro_only: bool,
}

const fn old(name: &'static str, internal: &'static str, cheap: bool) -> Model {
    Model { name, internal, lyric: 3000, style: 200, title: 80, cheap, pro_only: false }
}

const fn new(name: &'static str, internal: &'static str, cheap: bool, pro_only: bool) -> Model {
    Model { name, internal, lyric: 5000, style: 1000, title: 100, cheap, pro_only }
}

const MODELS: [Model; 8] = [
    old("chirp-v3-0", "chirp-v3", true),
    old("chirp-v3-5", "chirp-v3-5", true),
    old("chirp-v4", "chirp-v4", false),
    Model { title: 80, ..new("chirp-v4-5-lite", "chirp-auk-turbo", true, false) },
    new("chirp-v4-5", "chirp-auk", false, false),
    new("chirp-v4-5-plus", "chirp-bluejay", false, false),
    new("chirp-v5", "chirp-crow", false, true),
    new("chirp-v5-5", NEWEST, false, true),
];

impl Model {
    /// The model that `fields` name, or the default.
    pub(super) fn of(fields: &Fields) -> Result<Self, Refusal> {
        let name = fields.text("model")?.unwrap_or(DEFAULT_MODEL);
        let model = MODELS.iter().find(|model| model.name == name);
        model.copied().ok_or_else(|| Refusal::bad_request("model is invalid."))
    }

    /// Credits of a song, if the pool has the model.
    pub(super) fn price(&self, pro: bool) -> Result<f64, Refusal> {
        if self.pro_only && !pro {
            return Err(Refusal::bad_request(format!("is_pro must be true when model is {}", self.name)));
        }
        Ok(if self.cheap && !pro { NORMAL } else { PRO })
    }

    /// Refuses what is longer than this model takes.
    pub(super) fn check_lengths(&self, fields: &Fields) -> Result<(), Refusal> {
        within(fields.text("lyric")?, self.lyric, "Prompt too long.")?;
        within(fields.text("style")?, self.style, "Tags too long.")?;
        within(fields.text("style_negative")?, self.style, "Tags too long.")?;
        within(fields.text("title")?, self.title, "Title too long.")
    }

    /// Refuses a replacement's words that are longer than lyrics may be.
    pub(super) fn check_words(&self, words: &str) -> Result<(), Refusal> {
        within(Some(words), self.lyric, "Prompt too long.")
    }
}

/// Refuses an idea that is too long.
pub(super) fn check_idea(idea: &str) -> Result<(), Refusal> {
    within(Some(idea), IDEA_LIMIT, "Prompt too long.")
}

fn within(text: Option<&str>, limit: usize, message: &str) -> Result<(), Refusal> {
    if text.is_some_and(|text| text.chars().count() > limit) {
        Err(Refusal::bad_request(message))
    } else {
        Ok(())
    }
}
