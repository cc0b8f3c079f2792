//! Voices of one's own: personas of songs (with or without their style), and singing with them.
//!
//! Real voices are made in `voices`; they are sung with here.

use serde_json::{Value, json};
use uuid::Uuid;

use super::catalogue::{self, Model};
use super::fields::Fields;
use super::{generate, remakes, uploads};
use crate::SongSpec;
use crate::composer::{Ground, Voiceprint};
use crate::recipe::Part;
use crate::server::Studio;
use crate::server::envelope::{Refusal, json_number};
use crate::server::job::{Other, Plan, Product};
use crate::server::render::{Form, seconds, separable};
use crate::store::{Recipe, Song};
use crate::voices::Record;

/// Seconds of singing that are taken where nothing is said (YoYAI document, sample of vox).
const USUAL_SINGING: (f64, f64) = (45.0, 74.0);
/// Seconds of the longest singing.
const LONGEST_SINGING: f64 = 30.0;

/// `/suno/persona`, in its three forms.
pub(super) fn plan(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    if fields.flag("is_upload")? {
        return of_upload(studio, fields);
    }
    let deed = "create persona";
    let song = super::source(studio, fields, deed)?;
    if fields.text("persona_type")? == Some("vox") {
        return of_singing(studio, fields, &song);
    }
    let (name, description) = (fields.required("name", deed)?, fields.required("description", deed)?);
    if !song.pro {
        return Err(Refusal::unsupported("persona"));
    }
    let id = Uuid::new_v4().to_string();
    let data = json!({ "persona_id": id, "name": name, "description": description });
    let style = Some(song.style.clone());
    Ok(made(data, Vec::new(), persona(id, voice_of(studio, &song)?, style, &song)))
}

/// Of a recording that is uploaded on the way, so that it stays.
fn of_upload(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let url = fields.text("audio_url")?;
    let url = url.ok_or_else(|| Refusal::bad_request("audio_url is required when is_upload is true"))?;
    let song = uploads::recording(studio, url, "audio_url")?;
    let voice = voice_of(studio, &song)?;
    let data = named(studio, fields, &song)?;
    let record = persona(id_in(&data), voice, Some(String::new()), &song);
    Ok(made(data, vec![song], record))
}

/// Of the singing that was taken out of a song.
fn of_singing(studio: &Studio, fields: &Fields, song: &Song) -> Result<Plan, Refusal> {
    let deed = "create vox persona";
    let vox = fields.required("vox_audio_id", deed)?;
    let (start, end) = (fields.seconds("vocal_start", deed)?, fields.seconds("vocal_end", deed)?);
    match studio.voices.get(vox).as_deref() {
        Some(Record::Vox { audio_id, start_s, end_s, .. })
            if *audio_id == song.id && (*start_s, *end_s) == (start, end) => {}
        _ => {
            return Err(Refusal::bad_request(
                "vox_audio_id does not match audio_id, vocal_start and vocal_end",
            ));
        }
    }
    let data = named(studio, fields, song)?;
    let record = persona(id_in(&data), voice_of(studio, song)?, None, song);
    Ok(made(data, Vec::new(), record))
}

/// The five keys of a persona with a picture.
fn named(studio: &Studio, fields: &Fields, song: &Song) -> Result<Value, Refusal> {
    let own = studio.media_url(&format!("image_{}.jpeg", song.image));
    let image = match fields.text("image_url")? {
        Some(url) if url.starts_with("http") => url.to_owned(),
        Some(data) if !data.starts_with("data:image/") => {
            return Err(Refusal::bad_request("image_url must be an address or a data URI of a picture"));
        }
        _ => own,
    };
    Ok(json!({
        "persona_id": Uuid::new_v4().to_string(),
        "name": fields.words("name")?,
        "description": fields.words("description")?,
        "image_url": image,
        "audio_id": song.id,
    }))
}

fn id_in(data: &Value) -> String {
    data["persona_id"].as_str().unwrap_or_default().to_owned()
}

fn persona(id: String, voice: Voiceprint, style: Option<String>, song: &Song) -> Record {
    Record::Persona { id, voice, style, audio_id: Some(song.id.clone()) }
}

/// No sample of a persona shows a trace.
fn made(data: Value, songs: Vec<Song>, record: Record) -> Plan {
    let other = Other { songs, record: Some(record), data, traceless: true };
    Plan::other("/suno/persona", catalogue::SMALL, (3.0, 6.0), other)
}

fn voice_of(studio: &Studio, song: &Song) -> Result<Voiceprint, Refusal> {
    let ground = remakes::ground(studio, &std::sync::Arc::new(song.clone()));
    ground.voice.ok_or_else(|| Refusal::unsupported("persona"))
}

/// `/suno/vox`: the singing of a song.
pub(super) fn vox(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let song = super::source(studio, fields, "get vox")?;
    // Of a song that is shorter than the usual place, its end.
    let last = seconds(song.frames).floor().min(USUAL_SINGING.1);
    let first = (last - USUAL_SINGING.1 + USUAL_SINGING.0).max(0.0);
    let start = fields.number("vocal_start")?.unwrap_or(first);
    let end = fields.number("vocal_end")?.unwrap_or(last);
    if start < 0.0 || end <= start || end - start > LONGEST_SINGING {
        return Err(Refusal::bad_request("vocal_start and vocal_end must be at most 30 seconds apart"));
    }
    if end > seconds(song.frames) {
        return Err(Refusal::bad_request("vocal_end is after the end of the song"));
    }
    let singing = singing(studio, &song);
    let id = singing.id.clone();
    let data = json!({
        "id": id,
        "root_clip_id": song.id,
        "vocal_audio_url": studio.media_url(&Form::M4a.file(&singing)),
        "state": "succeeded",
        "vocal_start": json_number(start),
        "vocal_end": json_number(end),
    });
    let record = Record::Vox { id, audio_id: song.id.clone(), start_s: start, end_s: end };
    let other = Other { songs: vec![singing], record: Some(record), data, traceless: false };
    Ok(Plan::other("/suno/vox", catalogue::UNPRICED, (10.0, 20.0), other))
}

/// The voices of a composed song; of a recording all of it.
fn singing(studio: &Studio, song: &Song) -> Song {
    let media = Uuid::new_v4().to_string();
    let apart = Recipe::Stem { source: song.id.clone(), part: Part::Vocals };
    let recipe = if separable(&studio.songs, song) { apart } else { song.recipe.clone() };
    Song { id: Uuid::new_v4().to_string(), image: song.image.clone(), media, recipe, ..song.clone() }
}

/// The voice of `persona_id` in actions that may have one; those need its root as well.
pub(super) fn voice(studio: &Studio, fields: &Fields) -> Result<Option<Voiceprint>, Refusal> {
    let Some(id) = fields.text("persona_id")? else { return Ok(None) };
    if fields.text("persona_root_id")?.is_none() {
        return Err(Refusal::bad_request("persona_root_id is required when persona_id is given"));
    }
    if !fields.flag("custom")? {
        return Err(Refusal::bad_request("custom must be true when persona_id is given"));
    }
    known(studio, id).map(|(voice, _, _)| Some(voice))
}

/// Voice, style and song of a persona.
fn known(studio: &Studio, id: &str) -> Result<(Voiceprint, Option<String>, Option<String>), Refusal> {
    match studio.voices.get(id).as_deref() {
        Some(Record::Persona { voice, style, audio_id, .. }) => Ok((*voice, style.clone(), audio_id.clone())),
        _ => Err(Refusal::bad_request("persona_id is invalid.")),
    }
}

/// `artist_consistency`: a song in the voice, or in voice and style, of a persona.
pub(super) fn sing(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let deed = "generate artist consistency audio";
    let (voice, style, root) = known(studio, fields.required("persona_id", deed)?)?;
    let model = Model::of(fields)?;
    let pro = fields.flag("is_pro")?;
    let vox = match fields.text("persona_type")? {
        None => false,
        Some("vox") => true,
        Some(_) => return Err(Refusal::bad_request("persona_type is invalid.")),
    };
    if vox == style.is_some() {
        return Err(Refusal::bad_request("persona_type does not match the persona"));
    }
    match (&root, vox) {
        (Some(root), _) if fields.required("audio_id", deed)? != root => {
            return Err(Refusal::bad_request("audio_id does not match the persona"));
        }
        (Some(_), false) if !pro => {
            return Err(Refusal::bad_request("is_pro must be true when the persona is not of type vox"));
        }
        (None, _) if fields.text("audio_id")?.is_some() => {
            return Err(Refusal::bad_request("audio_id must not be sent with a verified voice"));
        }
        (None, _) if model.internal != catalogue::NEWEST => {
            return Err(Refusal::bad_request("model must be chirp-v5-5 with a verified voice"));
        }
        _ => {}
    }
    let price = model.price(pro || vox)?;
    let songs = songs(studio, fields, model, pro, (voice, style))?;
    Ok(Plan::audios("artist_consistency", price, generate::USUAL, Product::Clips(songs)))
}

fn songs(
    studio: &Studio,
    fields: &Fields,
    model: Model,
    pro: bool,
    (voice, style): (Voiceprint, Option<String>),
) -> Result<Vec<Song>, Refusal> {
    let wish = generate::wish(studio, fields, model)?.of(&["persona", fields.words("persona_id")?]);
    let wish = wish.again(studio);
    let ground = Ground { voice: Some(voice), ..Ground::default() };
    let recipe = |spec: SongSpec, _| {
        let words = style.clone().filter(|_| !fields.has("style")).unwrap_or(spec.style);
        Recipe::Cast { spec: SongSpec { style: words, ..spec }, ground }
    };
    let mut songs = wish.made(studio, model.internal, pro, recipe)?;
    if !fields.flag("custom")? {
        for song in &mut songs {
            // As in the document's sample, nothing that was invented is told.
            (song.title, song.lyric, song.style, song.prompt) = Default::default();
        }
    }
    Ok(songs)
}
