//! `sounds`: single sounds and loops, two of each.

use uuid::Uuid;

use super::catalogue::{self, Model};
use super::fields::Fields;
use crate::composer::{SoundSpec, sound_frames};
use crate::server::envelope::Refusal;
use crate::server::job::{Plan, Product};
use crate::server::{Studio, clock, moderation, seed};
use crate::store::{Recipe, Song};

const NOTES: [&str; 12] = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];

/// Characters of the longest title; longer descriptions are cut.
const TITLE: usize = 80;

/// Validates; nothing is charged or rendered yet.
pub(super) fn plan(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let sound = fields.object("sound")?;
    let description = sound.required("description", "generate sounds")?;
    moderation::check_idea(description)?;
    let model = Model::of(fields)?;
    let looped = match sound.text("type")? {
        None | Some("one_shot") => false,
        Some("loop") => true,
        Some(_) => return Err(Refusal::bad_request("sound.type must be one of one_shot, loop")),
    };
    let key_name = sound.text("key")?;
    let key = key_name.map(key).transpose()?;
    let bpm = bpm(&sound)?;
    let style = style(bpm, key_name, description);
    let kind = if looped { "loop" } else { "one_shot" };
    let origin = seed::seed(&["sounds", kind, &style]);
    let repeat = studio.songs.count(origin) / 2;
    let created_at = clock::iso(clock::now());
    let songs = (0..2).map(|take| {
        let sound = SoundSpec {
            description: description.into(),
            looped,
            key,
            #[allow(clippy::cast_possible_truncation)]
            bpm: bpm.map(|bpm| bpm as f32),
            seed: seed::nth(seed::nth(origin, repeat), take),
        };
        entry(sound, &style, model, &created_at, origin)
    });
    Ok(Plan::audios("sounds", catalogue::SOUNDS, (15.0, 30.0), Product::Clips(songs.collect())))
}

/// One of the document's 36 keys.
fn key(name: &str) -> Result<(i32, Option<bool>), Refusal> {
    let (note, mode) = name.split_once(' ').map_or((name, None), |(note, mode)| (note, Some(mode)));
    let place = NOTES.iter().position(|known| *known == note).and_then(|place| i32::try_from(place).ok());
    let minor = match mode {
        None => Some(None),
        Some("maj") => Some(Some(false)),
        Some("min") => Some(Some(true)),
        Some(_) => None,
    };
    place.zip(minor).ok_or_else(|| Refusal::bad_request("sound.key is invalid."))
}

fn bpm(sound: &Fields) -> Result<Option<f64>, Refusal> {
    match sound.number("bpm")? {
        Some(bpm) if !(1.0..=300.0).contains(&bpm) => {
            Err(Refusal::bad_request("sound.bpm must be between 1 and 300"))
        }
        bpm => Ok(bpm),
    }
}

/// As the document's sample has it: `tempo: 120, key: F#, A deep bass drop …`.
fn style(bpm: Option<f64>, key: Option<&str>, description: &str) -> String {
    let tempo = bpm.map_or_else(|| "Auto".to_owned(), |bpm| bpm.to_string());
    format!("tempo: {tempo}, key: {}, {description}", key.unwrap_or("Any"))
}

fn entry(sound: SoundSpec, style: &str, model: Model, created_at: &str, origin: u64) -> Song {
    let media = Uuid::new_v4().to_string();
    Song {
        id: Uuid::new_v4().to_string(),
        image: media.clone(),
        media,
        title: sound.description.chars().take(TITLE).collect(),
        style: style.into(),
        lyric: String::new(),
        text: String::new(),
        prompt: None,
        model: model.internal.into(),
        pro: true,
        created_at: created_at.into(),
        frames: sound_frames(&sound),
        origin,
        recipe: Recipe::Sound { sound },
        history: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_keys_of_the_document_are_known() {
        let modes = ["", " maj", " min"];
        let names: Vec<String> =
            NOTES.iter().flat_map(|note| modes.map(|mode| format!("{note}{mode}"))).collect();
        assert_eq!(names.len(), 36);
        assert!(names.iter().all(|name| key(name).is_ok()));
        assert_eq!(key("A min"), Ok((9, Some(true))));
        for wrong in ["H", "Cmin", "c", "C minor", ""] {
            assert!(key(wrong).is_err(), "{wrong}");
        }
    }
}
