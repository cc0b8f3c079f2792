//! `POST /suno/v2/generate`: fifteen tasks, told apart by `task`. Fields that a task has no use for are
//! ignored, as the vendor does.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde_json::Value;

use super::catalogue::{Kind, SONG, stock};
use super::voice::{Singer, known, of_persona};
use super::{clips, created, errors, train};
use crate::composer::Ground;
use crate::server::call::{Call, Offer};
use crate::server::derive::{self, Cut, Noise};
use crate::server::envelope::Refusal;
use crate::server::fields::Fields;
use crate::server::suno::{Model, Texts};
use crate::server::task::Fate;
use crate::server::wish::Wish;
use crate::server::{Studio, upload};
use crate::store::{Recipe, Song};

/// Answers with the task.
pub(super) async fn generate(State(studio): State<Arc<Studio>>, call: Result<Call, Refusal>) -> Response {
    created(accept(&studio, call).await)
}

async fn accept(studio: &Arc<Studio>, call: Result<Call, Refusal>) -> Result<Value, Refusal> {
    let mut call = call?;
    let kind = Kind::of(&call.fields)?;
    let wanted = Wanted::read(studio, &call.fields)?;
    if let Some((name, limit)) = wanted.limits.too_long(&wanted.texts()) {
        return Err(errors::invalid(format!("{name} must be shorter than or equal to {limit} characters")));
    }
    if let Some(reason) = wanted.texts().objection() {
        call.fate = Fate::Fails { reason };
    }
    if kind.name.starts_with("upload_") && call.fields.text("audio_url")?.is_some_and(upload::leads_nowhere) {
        call.fate = Fate::Fails { reason: "Audio source not found.".into() };
    }
    let songs = wanted.songs(studio, kind, &call.fields)?;
    clips::accept(studio, Offer { action: kind.name, ..SONG }, &call, songs).await
}

/// What every task may say about the song.
struct Wanted {
    idea: String,
    lyric: String,
    style: String,
    title: String,
    instrumental: bool,
    voice: Option<Singer>,
    /// Suno's own name, or that of a model of one's own.
    model: String,
    limits: Model,
}

impl Wanted {
    fn read(studio: &Studio, fields: &Fields) -> Result<Self, Refusal> {
        let text = |name| fields.words(name).map(ToOwned::to_owned);
        let (model, limits) = model(studio, fields)?;
        Ok(Self {
            idea: text("gpt_description_prompt")?,
            lyric: text("prompt")?,
            style: tags(fields)?,
            title: text("title")?,
            instrumental: fields.flag("make_instrumental")?,
            voice: voice(studio, fields)?,
            model,
            limits,
        })
    }

    fn texts(&self) -> Texts<'_> {
        Texts { idea: &self.idea, lyric: &self.lyric, style: &self.style, title: &self.title }
    }

    fn songs(&self, studio: &Studio, kind: Kind, fields: &Fields) -> Result<Vec<Song>, Refusal> {
        let clip = || known(studio, fields, "clip_id");
        let (texts, model) = (&self.texts(), self.model.as_str());
        match kind.name {
            "create" => self.created(studio),
            "extend" => derive::going_on(studio, &*clip()?, at(fields)?, texts, model),
            "upload_extend" => {
                derive::going_on(studio, &uploaded(studio, fields)?, at(fields)?, texts, model)
            }
            "upload_cover" => self.cover(studio, &uploaded(studio, fields)?),
            "cover" | "use_styles_lyrics" => self.cover(studio, &*clip()?),
            "replace_section" => self.replaced(studio, &*clip()?, fields),
            "add_vocals" => derive::overdubbed(studio, &*clip()?, range(fields)?, true, texts, model),
            "add_instrumental" => derive::overdubbed(studio, &*clip()?, range(fields)?, false, texts, model),
            "gen_stem_two" => derive::stems(studio, &*clip()?, false),
            "gen_stem_all" => derive::stems(studio, &*clip()?, true),
            "mashup" => derive::mashed(studio, &two(studio, fields)?, texts, model),
            "sample" => derive::sampled(studio, &*clip()?, range(fields)?, texts, model),
            "inspiration" => self.cover(studio, &*played(studio, fields)?),
            _ => derive::noises(studio, &noise(&fields.object("sound")?)?, model),
        }
    }

    fn created(&self, studio: &Studio) -> Result<Vec<Song>, Refusal> {
        let wish = if !self.idea.is_empty() {
            Wish::inspired(studio, &self.idea, self.instrumental)
        } else if self.lyric.is_empty() && self.style.is_empty() && !self.instrumental {
            return Err(errors::invalid("prompt or gpt_description_prompt should not be empty"));
        } else {
            let silent = self.instrumental || self.lyric.is_empty();
            Wish::custom(studio, &self.lyric, &self.title, &self.style, silent)
        };
        match &self.voice {
            Some(Singer::Heard(voice)) => {
                let ground = Ground { voice: Some(*voice), ..Ground::default() };
                wish.made(studio, &self.model, true, |spec, _| Recipe::Cast { spec, ground })
            }
            Some(Singer::Named(words)) => {
                Ok(Wish { voice: Some(words.clone()), ..wish }.songs(&self.model, true))
            }
            None => Ok(wish.songs(&self.model, true)),
        }
    }

    fn cover(&self, studio: &Studio, song: &Song) -> Result<Vec<Song>, Refusal> {
        derive::covered(studio, song, &self.texts(), self.instrumental, &self.model)
    }

    fn replaced(&self, studio: &Studio, song: &Song, fields: &Fields) -> Result<Vec<Song>, Refusal> {
        let (from, to) = range(fields)?;
        let context = span(&fields.object("infill_context_range")?, "infill_context_range")?;
        let whole = fields.text("continued_aligned_prompt")?.unwrap_or_default();
        let words = fields.words("infill_lyrics")?;
        if context.0 > from || context.1 < to {
            return Err(errors::invalid("infill_context_range must hold range"));
        }
        derive::replaced(studio, song, &Cut { range: (from, to), context, words, whole }, &self.model)
    }
}

/// Suno's own name of the model that a request names, and its limits.
fn model(studio: &Studio, fields: &Fields) -> Result<(String, Model), Refusal> {
    let name = fields.text("model")?.unwrap_or("chirp-v50");
    if name.starts_with("chirp-custom:") {
        let known = train::is_trained(studio, name);
        let unknown = || Refusal::bad_request("The custom model does not exist.");
        return known.then(|| (name.to_owned(), Model::of(name))).ok_or_else(unknown);
    }
    let internal = stock(name).ok_or_else(|| errors::invalid(format!("model {name} is not supported")))?;
    Ok((internal.to_owned(), Model::of(internal)))
}

/// Style words, as one text or as a list.
fn tags(fields: &Fields) -> Result<String, Refusal> {
    match fields.texts("tags") {
        Ok(list) => Ok(list.unwrap_or_default().join(", ")),
        Err(_) => fields.words("tags").map(ToOwned::to_owned),
    }
}

/// Who sings.
fn voice(studio: &Studio, fields: &Fields) -> Result<Option<Singer>, Refusal> {
    if let Some(persona) = fields.object("persona")?.text("persona_id")? {
        let voice = of_persona(studio, persona);
        return voice.map(Some).ok_or_else(|| Refusal::bad_request("The persona does not exist."));
    }
    match fields.text("vocal_gender")? {
        None => Ok(None),
        Some("f") => Ok(Some(Singer::Named("female".into()))),
        Some("m") => Ok(Some(Singer::Named("male".into()))),
        Some(_) => Err(errors::invalid("vocal_gender must be one of the following values: m, f")),
    }
}

/// Where to go on, in seconds.
fn at(fields: &Fields) -> Result<Option<f64>, Refusal> {
    match fields.number("continue_at")? {
        Some(at) if at < 0.0 => Err(errors::invalid("continue_at must not be less than 0")),
        at => Ok(at),
    }
}

/// `range`, in seconds.
fn range(fields: &Fields) -> Result<(f64, f64), Refusal> {
    span(&fields.object("range")?, "range")
}

fn span(fields: &Fields, name: &str) -> Result<(f64, f64), Refusal> {
    match (fields.number("start_s")?, fields.number("end_s")?) {
        (Some(start), Some(end)) if 0.0 <= start && start < end => Ok((start, end)),
        _ => Err(errors::invalid(format!("{name}.end_s must be greater than {name}.start_s"))),
    }
}

fn uploaded(studio: &Studio, fields: &Fields) -> Result<Song, Refusal> {
    let url = fields.text("audio_url")?.filter(|url| upload::is_address(url));
    let url = url.ok_or_else(|| errors::invalid("audio_url must be a URL address"))?;
    let song = upload::song(studio, url);
    studio.songs.add(std::slice::from_ref(&song)).map_err(|_| Refusal::internal())?;
    Ok(song)
}

/// The two songs of a mashup.
fn two(studio: &Studio, fields: &Fields) -> Result<[Arc<Song>; 2], Refusal> {
    let ids = fields.texts("mashup_clip_ids")?.unwrap_or_default();
    let [one, other] = ids.as_slice() else {
        return Err(errors::invalid("mashup_clip_ids must contain exactly 2 elements"));
    };
    let song =
        |id: &str| studio.songs.get(id).ok_or_else(|| Refusal::bad_request(format!("Clip {id} not found")));
    Ok([song(one)?, song(other)?])
}

/// The first song of a playlist; only the older form, which brings its songs along, is known here.
fn played(studio: &Studio, fields: &Fields) -> Result<Arc<Song>, Refusal> {
    let ids = fields.texts("playlist_clip_ids")?.unwrap_or_default();
    let id = ids.first().copied().unwrap_or_default();
    studio.songs.get(id).ok_or_else(|| Refusal::bad_request("The playlist does not exist."))
}

fn noise(fields: &Fields) -> Result<Noise, Refusal> {
    let description = fields.text("description")?.ok_or_else(|| errors::empty("sound.description"))?;
    let looped = match fields.text("type")? {
        None | Some("one_shot") => false,
        Some("loop") => true,
        Some(_) => {
            return Err(errors::invalid("sound.type must be one of the following values: one_shot, loop"));
        }
    };
    let bpm = fields.number("bpm")?;
    if bpm.is_some_and(|bpm| !(1.0..=300.0).contains(&bpm)) {
        return Err(errors::invalid("sound.bpm must not be greater than 300"));
    }
    let key = fields.text("key")?.map(ToOwned::to_owned);
    Ok(Noise { description: description.to_owned(), looped, key, bpm })
}
