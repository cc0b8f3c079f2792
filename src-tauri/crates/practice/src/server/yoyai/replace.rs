//! `replace_section`: two fragments that sing new words where a range of a song was.
//!
//! Each fragment carries about two seconds of the song before and after the range, sung again: not at the
//! same level, and cut at slightly different places, so that a client has to listen to find the seam.

use std::sync::Arc;

use uuid::Uuid;

use super::catalogue::{self, Model};
use super::fields::Fields;
use super::{generate, moderation, remakes};
use crate::server::envelope::Refusal;
use crate::server::job::{Plan, Product};
use crate::server::render::{frames, seconds};
use crate::server::{Studio, clock, seed};
use crate::store::{Recipe, Song};

/// How many fragments one request brings.
const TAKES: u64 = 2;

/// Seconds of the shortest and the longest range (YoYAI document, 替换片段).
const SHORTEST: f64 = 2.5;
const LONGEST: f64 = 120.0;

/// Seconds of context, and how far it may be off.
const CONTEXT: f64 = 2.0;
const CONTEXT_SWAY: f64 = 0.11;

/// Decibels by which a fragment differs from its song, at least and at most, up or down.
const GAIN: (f64, f64) = (0.3, 1.0);

/// Seconds by which a range may overshoot the end of the song, as clients round.
const OVERSHOOT: f64 = 0.25;

/// Words, in the document's spelling.
const DEED: &str = "replace section audio";

/// The range in frames on the song, and its new lines.
struct Cut {
    from: u64,
    to: u64,
    lines: Vec<String>,
    origin: u64,
    repeat: u64,
}

/// Validates; nothing is charged or rendered yet.
pub(super) fn plan(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let audio_id = fields.required("audio_id", DEED)?;
    fields.required("model", DEED)?;
    let model = Model::of(fields)?;
    let words = words(fields)?;
    let window = window(fields)?;
    model.check_lengths(fields)?;
    model.check_words(words)?;
    moderation::check_song(fields)?;
    let song = studio.songs.get(audio_id).ok_or_else(Refusal::song_gone)?;
    let cut = cut(studio, &song, window, words)?;
    let created_at = clock::iso(clock::now());
    let fragment = |take| fragment(fields, &song, &cut, take, model, &created_at);
    let songs = (0..TAKES).map(fragment).collect::<Result<_, _>>()?;
    Ok(Plan {
        path: "/suno/audios",
        action: "replace_section",
        price: catalogue::REPLACE_SECTION,
        usual: generate::USUAL,
        product: Product::Clips(songs),
        callback: None,
        body_hash: 0,
    })
}

/// The new words; the document demands that `lyric` contains them, and that `full_lyric` is sent.
fn words(fields: &Fields) -> Result<&str, Refusal> {
    let prompt = fields.required("prompt", DEED)?;
    let lyric = fields.required("lyric", DEED)?;
    fields.required("full_lyric", DEED)?;
    if plain(lyric).contains(&plain(prompt)) {
        Ok(prompt)
    } else {
        Err(Refusal::bad_request("prompt must be part of lyric"))
    }
}

/// Line ends do not count when texts are compared.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

fn window(fields: &Fields) -> Result<(f64, f64), Refusal> {
    let start = fields.seconds("replace_section_start", DEED)?;
    let end = fields.seconds("replace_section_end", DEED)?;
    // Binary fractions of decimal times must not turn an exact limit into a refusal.
    let length = ((end - start) * 1e6).round() / 1e6;
    if (SHORTEST..=LONGEST).contains(&length) {
        Ok((start, end))
    } else {
        Err(Refusal::bad_request("the replaced section must be between 2.5 and 120 seconds long"))
    }
}

fn cut(studio: &Studio, song: &Song, (start, end): (f64, f64), words: &str) -> Result<Cut, Refusal> {
    if !remakes::on_its_score(studio, song) {
        return Err(Refusal::unsupported("replace_section"));
    }
    if end > seconds(song.frames) + OVERSHOOT {
        return Err(Refusal::bad_request("replace_section_end is after the end of the song"));
    }
    let (from, to) = (frames(start), frames(end).min(song.frames));
    let lines = song::lyrics::Lyrics::parse(words).sections.into_iter().flat_map(|section| section.lines);
    let lines: Vec<String> = lines.map(|line| line.text).collect();
    let origin =
        seed::nth(song.chance(), seed::seed(&["replace", &from.to_string(), &to.to_string(), words]));
    let repeat = studio.songs.count(origin) / TAKES;
    Ok(Cut { from, to, lines, origin, repeat })
}

fn fragment(
    fields: &Fields,
    song: &Arc<Song>,
    cut: &Cut,
    take: u64,
    model: Model,
    created_at: &str,
) -> Result<Song, Refusal> {
    let text = |name| fields.text(name).map(|text| text.unwrap_or_default().to_owned());
    let take = cut.repeat * TAKES + take;
    let chance = seed::nth(cut.origin, take);
    let head = context(seed::nth(chance, 0)).min(cut.from);
    let tail = context(seed::nth(chance, 1)).min(song.frames - cut.to);
    let media = Uuid::new_v4().to_string();
    Ok(Song {
        id: Uuid::new_v4().to_string(),
        image: media.clone(),
        media,
        title: text("title")?,
        style: text("style")?,
        lyric: text("lyric")?,
        text: text("full_lyric")?,
        prompt: None,
        model: model.internal.into(),
        pro: fields.flag("is_pro")?,
        created_at: created_at.into(),
        frames: head + (cut.to - cut.from) + tail,
        origin: cut.origin,
        recipe: Recipe::Fragment {
            source: song.id.clone(),
            from: cut.from,
            to: cut.to,
            head,
            tail,
            lines: cut.lines.clone(),
            take,
            gain_db: gain(seed::nth(chance, 2)),
        },
        history: Vec::new(),
    })
}

/// Frames of context: two seconds, give or take.
fn context(chance: u64) -> u64 {
    frames(CONTEXT_SWAY.mul_add(seed::signed(chance), CONTEXT))
}

#[allow(clippy::cast_possible_truncation)]
fn gain(chance: u64) -> f32 {
    let sway = seed::signed(chance);
    ((GAIN.1 - GAIN.0).mul_add(sway.abs(), GAIN.0) * sway.signum()) as f32
}
