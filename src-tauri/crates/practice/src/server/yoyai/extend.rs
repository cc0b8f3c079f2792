//! `extend`, `upload_extend` and `upload_generate`: how a song or a recording goes on.
//!
//! A composed song goes on in its own groove, key and voice; a recording in the tempo and key that were heard
//! in it, from the next beat on. Answers hold only what is new; `concat` puts the beginning before it. Where
//! more than seven tenths of the song stay, little follows, as the document warns.

use std::sync::Arc;

use super::catalogue::Model;
use super::fields::Fields;
use super::{generate, personas, remakes, uploads};
use crate::composer::Ground;
use crate::server::Studio;
use crate::server::envelope::Refusal;
use crate::server::job::{Plan, Product};
use crate::server::render::{frames, seconds};
use crate::store::{Recipe, Song};

/// The part of a song that can be kept without the rest becoming short.
const KEPT: f64 = 0.7;

/// `extend`.
pub(super) fn extend(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let deed = "extend audio";
    let song = super::source(studio, fields, deed)?;
    if !fields.flag("custom")? {
        return Err(Refusal::bad_request("custom must be true when extend audio"));
    }
    if !fields.has("origin_lyric") {
        fields.required("origin_lyric", deed)?;
    }
    if fields.text("lyric")?.is_none() && !fields.flag("instrumental")? {
        return Err(Refusal::bad_request("lyric is required when extend audio and instrumental is false"));
    }
    onward(studio, fields, &song, "extend")
}

/// `upload_extend`: of a recording that was uploaded before.
pub(super) fn upload_extend(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let song = super::source(studio, fields, "extend uploaded audio")?;
    if !matches!(song.recipe, Recipe::Upload { .. }) {
        return Err(Refusal::unsupported("upload_extend"));
    }
    onward(studio, fields, &song, "upload_extend")
}

/// `upload_generate`: of a recording that is uploaded with the request.
pub(super) fn upload_generate(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let url = fields.required("audio_url", "generate from uploaded audio")?;
    continue_at(fields)?;
    let song = Arc::new(uploads::recording(studio, url, "audio_url")?);
    studio.songs.add(std::slice::from_ref(&song)).map_err(|_| Refusal::internal())?;
    onward(studio, fields, &song, "upload_generate")
}

fn continue_at(fields: &Fields) -> Result<f64, Refusal> {
    match fields.number("continue_at")? {
        None => Err(Refusal::bad_request("continue_at is required when extend audio")),
        Some(at) if at > 0.0 => Ok(at),
        Some(_) => Err(Refusal::bad_request("continue_at must be a number greater than 0")),
    }
}

fn onward(studio: &Studio, fields: &Fields, song: &Song, action: &'static str) -> Result<Plan, Refusal> {
    let at = continue_at(fields)?;
    let goes_on = match song.recipe {
        Recipe::Upload { .. } | Recipe::Extension { .. } => true,
        // What follows would not be mastered.
        Recipe::Remaster { .. } => false,
        _ => remakes::on_its_score(studio, song),
    };
    if !goes_on {
        return Err(Refusal::unsupported(action));
    }
    if frames(at) > song.frames {
        return Err(Refusal::bad_request("continue_at is after the end of the song"));
    }
    let model = Model::of(fields)?;
    let pro = fields.flag("is_pro")?;
    let price = model.price(pro)?;
    let wish = generate::wish(studio, fields, model)?;
    let wish = wish.of(&[action, &song.chance().to_string(), &frames(at).to_string()]);
    let wish = wish.again(studio);
    let ground = Ground { voice: personas::voice(studio, fields)?, ..Ground::default() };
    let short = at > KEPT * seconds(song.frames);
    let lyrics = if short { first_section(&wish.lyric) } else { wish.lyric.clone() };
    let before = fields.words("origin_lyric")?;
    let piece = Piece { song, at: frames(at), before, lyrics: &lyrics, ground };
    let songs = wish.made(studio, model.internal, pro, |spec, take| piece.recipe(spec, take))?;
    Ok(Plan::audios(action, price, generate::USUAL, Product::Clips(songs)))
}

/// What all takes have in common.
struct Piece<'a> {
    song: &'a Song,
    at: u64,
    before: &'a str,
    lyrics: &'a str,
    ground: Ground,
}

impl Piece<'_> {
    fn recipe(&self, spec: crate::SongSpec, take: u64) -> Recipe {
        let (source, before) = (self.song.id.clone(), self.before.to_owned());
        if let Recipe::Upload { heard, .. } = &self.song.recipe {
            let lead = heard.beat_after(self.at).min(self.song.frames.max(self.at)) - self.at;
            let ground = Ground { voice: self.ground.voice, ..heard.ground() };
            let spec = crate::SongSpec { lyrics: self.lyrics.to_owned(), ..spec };
            return Recipe::Follow { source, at: self.at, lead, before, spec, ground };
        }
        let lyrics = if spec.instrumental { String::new() } else { self.lyrics.to_owned() };
        let at = self.at + self.begins();
        Recipe::Extension { source, at, before, lyrics, take, voice: self.ground.voice }
    }

    /// Where the song begins on its score.
    fn begins(&self) -> u64 {
        if let Recipe::Extension { at, .. } = &self.song.recipe { *at } else { 0 }
    }
}

/// The text up to the second header.
fn first_section(lyrics: &str) -> String {
    let header = |line: &str| line.trim_start().starts_with(['[', '(', '【', '(']);
    let mut lines = lyrics.lines().peekable();
    let mut text = String::new();
    let mut sung = false;
    while let Some(line) = lines.next_if(|line| !(sung && header(line))) {
        sung |= !header(line) && !line.trim().is_empty();
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::first_section;

    #[test]
    fn the_first_section_ends_at_the_second_header() {
        assert_eq!(first_section("[Verse]\na\nb\n\n[Chorus]\nc"), "[Verse]\na\nb\n\n");
        assert_eq!(first_section("a\nb"), "a\nb\n");
        assert_eq!(first_section(""), "");
    }
}
