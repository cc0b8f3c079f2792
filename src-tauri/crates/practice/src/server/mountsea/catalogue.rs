//! Prices, models, and the tasks of `generate` with the fields that each needs (docs.mountsea.ai,
//! `generate` and `generateSchema`; prices: seed 000 and a public capture of 2026-04).
//!
//! A price that no page prints is a stand-in: it says so.

use super::{PURSE, errors};
use crate::server::call::Offer;
use crate::server::envelope::Refusal;
use crate::server::fields::Fields;

/// A song: 40 credits.
pub(super) const SONG: Offer = Offer {
    purse: PURSE,
    path: "/suno/v2/generate",
    action: "create",
    price: 40.0,
    usual: (30.0, 120.0),
    steps: 3,
};

/// A session for a model of one's own.
pub(super) const PREPARE: Offer =
    Offer { path: "/suno/v2/customModel/prepare", action: "prepare", price: 0.0, usual: (0.0, 0.0), ..SONG };

/// A song to learn from; "a small fee" (seed 000:266) is a stand-in of 2.
pub(super) const UPLOAD: Offer = Offer {
    path: "/suno/v2/customModel/upload",
    action: "upload",
    price: 2.0,
    usual: (5.0, 20.0),
    steps: 2,
    ..SONG
};

/// A model of one's own: 100 credits, two to three minutes (seed 000:99).
pub(super) const TRAIN: Offer = Offer {
    path: "/suno/v2/customModel/create",
    action: "train",
    price: 100.0,
    usual: (120.0, 180.0),
    steps: 2,
    ..SONG
};

/// Lyrics; the price is a stand-in.
pub(super) const LYRICS: Offer =
    Offer { path: "/suno/v2/lyrics", action: "lyrics", price: 2.0, usual: (5.0, 15.0), steps: 2, ..SONG };

/// What the wire calls a model and what Suno does.
const MODELS: [(&str, &str); 7] = [
    ("chirp-v35", "chirp-v3-5"),
    ("chirp-v40", "chirp-v4"),
    ("chirp-v45", "chirp-auk"),
    ("chirp-45+", "chirp-bluejay"),
    ("chirp-v45-lite", "chirp-auk-turbo"),
    ("chirp-v50", "chirp-crow"),
    ("chirp-v55", "chirp-fenix"),
];

/// Suno's own name of a stock model.
pub(super) fn stock(model: &str) -> Option<&'static str> {
    MODELS.iter().find(|(wire, _)| *wire == model).map(|(_, internal)| *internal)
}

/// One task of `generate`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) required: &'static [&'static str],
    pub(super) optional: &'static [&'static str],
}

const TEXTS: &[&str] = &["prompt", "tags", "negative_tags", "title", "vocal_gender", "controls", "persona"];

const fn kind(
    name: &'static str,
    about: &'static str,
    required: &'static [&'static str],
    optional: &'static [&'static str],
) -> Kind {
    Kind { name, about, required, optional }
}

/// All fifteen.
pub(super) const KINDS: [Kind; 15] = [
    kind(
        "create",
        "A new song",
        &["model"],
        &["make_instrumental", "gpt_description_prompt", "prompt", "tags", "title"],
    ),
    kind("extend", "Go on with a song", &["model", "clip_id"], &["continue_at", "prompt", "tags", "title"]),
    kind(
        "upload_extend",
        "Go on with an upload",
        &["model", "audio_url"],
        &["continue_at", "prompt", "tags"],
    ),
    kind("upload_cover", "An upload in another style", &["model", "audio_url"], TEXTS),
    kind("cover", "A song in another style", &["model", "clip_id"], TEXTS),
    kind("use_styles_lyrics", "A new song with the words and style of a song", &["model", "clip_id"], TEXTS),
    kind(
        "replace_section",
        "Other words in a part of a song",
        &["model", "clip_id", "range", "infill_context_range", "continued_aligned_prompt"],
        &["infill_lyrics", "infill_type"],
    ),
    kind("add_instrumental", "A band under a part", &["model", "clip_id", "range"], TEXTS),
    kind("add_vocals", "Singing over a part", &["model", "clip_id", "range"], TEXTS),
    kind("gen_stem_two", "Voice and band apart", &["clip_id"], &["title"]),
    kind("gen_stem_all", "Twelve stems", &["clip_id"], &["title"]),
    kind("mashup", "Two songs in one", &["model", "mashup_clip_ids"], TEXTS),
    kind("sample", "A new song on a part of a song", &["model", "clip_id", "range"], TEXTS),
    kind("inspiration", "A new song after a playlist", &["model", "playlist_id"], TEXTS),
    kind("sound", "A sound or a loop", &["model", "sound"], &[]),
];

impl Kind {
    /// The task that a request names, with everything that it needs.
    pub(super) fn of(fields: &Fields) -> Result<Self, Refusal> {
        let name = fields.text("task")?.ok_or_else(|| errors::empty("task"))?;
        let kind = KINDS.into_iter().find(|kind| kind.name == name).ok_or_else(|| {
            let names = KINDS.map(|kind| kind.name).join(", ");
            errors::invalid(format!("task must be one of the following values: {names}"))
        })?;
        match kind.required.iter().find(|field| !fields.has(field)) {
            Some(field) => Err(errors::empty(field)),
            None => Ok(kind),
        }
    }
}
