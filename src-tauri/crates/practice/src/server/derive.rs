//! Songs made of other songs, as polled vendors sell them: what is asked for becomes a recipe.
//!
//! Deliberately absent: judging what may be made of what, which is each vendor's own, and rendering.

use std::io;
use std::sync::Arc;

use serde_json::{Value, json};
use uuid::Uuid;

use super::envelope::Refusal;
use super::render::{frames, score, seconds, separable, span};
use super::suno::Texts;
use super::wish::{TAKES, Wish};
use super::{Studio, clock, nth, seed, yoyai};
use crate::composer::{Ground, SoundSpec, sound_frames};
use crate::recipe::{Amount, Part, STEM_NAMES};
use crate::store::{Recipe, Song};
use crate::{Composition, SongSpec};

/// Pitch classes by name.
const ROOTS: [&str; 12] = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];

/// A part of a song that is to get other words. Times are seconds on the song.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cut<'a> {
    pub(crate) range: (f64, f64),
    /// What is sung again, the range included.
    pub(crate) context: (f64, f64),
    /// The new words of the range.
    pub(crate) words: &'a str,
    /// All words of the song, with the new ones in place.
    pub(crate) whole: &'a str,
}

/// A sound that is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Noise {
    pub(crate) description: String,
    pub(crate) looped: bool,
    /// `C`, `C# min`, `F maj`.
    pub(crate) key: Option<String>,
    /// Beats per minute.
    pub(crate) bpm: Option<f64>,
}

/// A clip cannot be used for what is asked.
fn useless() -> Refusal {
    Refusal::bad_request("This clip cannot be used for this task.")
}

fn broken(error: &io::Error) -> Refusal {
    tracing::error!(%error, "the practice studio could not read a score");
    Refusal::internal()
}

/// New ends of `song` from `at` seconds on, or from its own end.
pub(crate) fn going_on(
    studio: &Studio,
    song: &Song,
    at: Option<f64>,
    texts: &Texts<'_>,
    model: &str,
) -> Result<Vec<Song>, Refusal> {
    let (begin, _) = span(&studio.songs, song).map_err(|error| broken(&error))?;
    let at = at.map_or(song.frames, |at| frames(at).min(song.frames));
    let at = frames(begin + seconds(at));
    let wish = about(studio, song, texts).of(&["extend", &at.to_string()]).again(studio);
    let text = format!("{}\n{}", song.text, texts.lyric);
    made(studio, &wish, model, |take, _| Recipe::Extension {
        source: song.id.clone(),
        at,
        before: song.text.clone(),
        lyrics: texts.lyric.into(),
        take,
        voice: None,
    })
    .map(|songs| songs.into_iter().map(|song| Song { text: text.clone(), ..song }).collect())
}

/// `song` in another style, with other words if there are any.
pub(crate) fn covered(
    studio: &Studio,
    song: &Song,
    texts: &Texts<'_>,
    instrumental: bool,
    model: &str,
) -> Result<Vec<Song>, Refusal> {
    let lyric = if texts.lyric.is_empty() { &song.text } else { texts.lyric };
    let wish = about(studio, song, &Texts { lyric, ..*texts }).of(&["cover"]).again(studio);
    let wish = Wish { instrumental, ..wish };
    let source = song.id.clone();
    let ground = Ground::default();
    made(studio, &wish, model, |_, spec| Recipe::Cover { source: source.clone(), spec, ground })
}

/// Two songs in one.
pub(crate) fn mashed(
    studio: &Studio,
    songs: &[Arc<Song>; 2],
    texts: &Texts<'_>,
    model: &str,
) -> Result<Vec<Song>, Refusal> {
    let [one, other] = songs;
    let lyric = if texts.lyric.is_empty() { &one.text } else { texts.lyric };
    let wish = about(studio, one, &Texts { lyric, ..*texts });
    let wish = wish.of(&["mashup", &other.chance().to_string()]).again(studio);
    let sources = [one.id.clone(), other.id.clone()];
    made(studio, &wish, model, |_, spec| Recipe::Mashup { sources: sources.clone(), spec })
}

/// A new song on a range of `song`, in seconds.
pub(crate) fn sampled(
    studio: &Studio,
    song: &Song,
    range: (f64, f64),
    texts: &Texts<'_>,
    model: &str,
) -> Result<Vec<Song>, Refusal> {
    let (from, to) = inside(song, range)?;
    let ground = ground(studio, song)?;
    let wish = about(studio, song, texts).of(&["sample", &from.to_string(), &to.to_string()]).again(studio);
    let source = song.id.clone();
    made(studio, &wish, model, |_, spec| Recipe::Sample { source: source.clone(), from, to, spec, ground })
}

/// Singing over a range of `song`, or a band under it.
pub(crate) fn overdubbed(
    studio: &Studio,
    song: &Song,
    range: (f64, f64),
    sung: bool,
    texts: &Texts<'_>,
    model: &str,
) -> Result<Vec<Song>, Refusal> {
    let (from, to) = inside(song, range)?;
    let ground = ground(studio, song)?;
    let kind = if sung { "add vocals" } else { "add instrumental" };
    let wish = about(studio, song, texts).of(&[kind, &from.to_string(), &to.to_string()]).again(studio);
    let wish = Wish { instrumental: !sung, ..wish };
    let source = song.id.clone();
    made(studio, &wish, model, |_, spec| Recipe::Overdub {
        source: source.clone(),
        from,
        frames: to - from,
        sung,
        spec,
        ground,
    })
}

/// Voice and band of `song` apart, or its twelve stems.
pub(crate) fn stems(studio: &Studio, song: &Song, twelve: bool) -> Result<Vec<Song>, Refusal> {
    if !separable(&studio.songs, song) {
        return Err(useless());
    }
    let parts: Vec<(String, Part)> = if twelve {
        let stem = |(stem, name)| (format!("{} ({name})", song.title), Part::Twelve { stem, set: 0 });
        STEM_NAMES.into_iter().enumerate().map(stem).collect()
    } else {
        let pair = [("Vocals", Part::Vocals), ("Instrumental", Part::Instrumental)];
        pair.map(|(name, part)| (format!("{} - {name}", song.title), part)).into()
    };
    let of = |(title, part)| Song {
        title,
        ..copy(song, "chirp-ahi", &["stem"], Recipe::Stem { source: song.id.clone(), part })
    };
    Ok(parts.into_iter().map(of).collect())
}

/// `song` mastered again; `None` if nobody knows how much `amount` is.
pub(crate) fn remastered(studio: &Studio, song: &Song, amount: &str, model: &str) -> Option<Vec<Song>> {
    let name = amount;
    let amount = Amount::named(amount)?;
    let origin = copy(song, model, &["remaster", name], song.recipe.clone()).origin;
    let repeat = studio.songs.count(origin);
    let take = |take| {
        let recipe = Recipe::Remaster { source: song.id.clone(), amount, take: repeat + take };
        let title = format!("{} (Remastered)", song.title);
        Song { title, ..copy(song, model, &["remaster", name], recipe) }
    };
    Some((0..TAKES).map(take).collect())
}

/// Two pieces that sing other words in a range of `song`.
pub(crate) fn replaced(
    studio: &Studio,
    song: &Song,
    cut: &Cut<'_>,
    model: &str,
) -> Result<Vec<Song>, Refusal> {
    if matches!(song.recipe, Recipe::Fragment { .. } | Recipe::Upload { .. } | Recipe::Sound { .. }) {
        return Err(useless());
    }
    let (from, to) = inside(song, cut.range)?;
    let (head, tail) = (from - frames(cut.context.0), frames(cut.context.1).clamp(to, song.frames) - to);
    let parts = ["replace", &from.to_string(), &to.to_string(), cut.words];
    let origin = copy(song, model, &parts, song.recipe.clone()).origin;
    let repeat = studio.songs.count(origin);
    let lines = song::lyrics::Lyrics::parse(cut.words).sections.into_iter().flat_map(|section| section.lines);
    let lines: Vec<String> = lines.map(|line| line.text).collect();
    let take = |take| {
        let (source, lines, take) = (song.id.clone(), lines.clone(), repeat + take);
        let recipe = Recipe::Fragment { source, from, to, head, tail, lines, take, gain_db: 0.0 };
        let (lyric, text) = (cut.words.to_owned(), cut.whole.to_owned());
        Song { lyric, text, frames: head + (to - from) + tail, ..copy(song, model, &parts, recipe) }
    };
    Ok((0..TAKES).map(take).collect())
}

/// Sounds for a sampler.
pub(crate) fn noises(studio: &Studio, noise: &Noise, model: &str) -> Result<Vec<Song>, Refusal> {
    let key = noise.key.as_deref().map(key).transpose()?;
    let wish = Wish::custom(studio, "", &noise.description, "", true);
    let wish = wish.of(&["sound", &format!("{noise:?}")]).again(studio);
    #[allow(clippy::cast_possible_truncation)]
    made(studio, &wish, model, |_, spec| Recipe::Sound {
        sound: SoundSpec {
            description: noise.description.clone(),
            looped: noise.looped,
            key,
            bpm: noise.bpm.map(|bpm| bpm as f32),
            seed: spec.seed,
        },
    })
}

/// What one of twelve stems plays, as Suno writes it; `None` for any other clip.
pub(crate) fn notes(studio: &Studio, song: &Song) -> Result<Option<Value>, Refusal> {
    let Recipe::Stem { part: Part::Twelve { stem, .. }, .. } = song.recipe else { return Ok(None) };
    let score = score(&studio.songs, song, false).map_err(|error| broken(&error))?.ok_or_else(useless)?;
    Ok(Some(json!({ "state": "complete", "instruments": [instrument(Some(&score), stem)] })))
}

/// What one of twelve players plays, as Suno writes it; nothing without a score.
pub(crate) fn instrument(score: Option<&Composition>, player: usize) -> Value {
    let notes = score.map(|score| score.notes(player)).unwrap_or_default().into_iter().map(|note| {
        let (start, end) = (note.start_s, note.end_s);
        json!({ "pitch": note.pitch, "start": start, "end": end, "velocity": note.velocity })
    });
    json!({ "name": STEM_NAMES.get(player), "notes": notes.collect::<Vec<_>>() })
}

/// The whole song that `piece` belongs to, with the piece in it; `None` if it is not a piece.
pub(crate) fn whole(studio: &Studio, piece: &Song) -> Option<Song> {
    let (source, at) = match &piece.recipe {
        Recipe::Fragment { source, from, .. } => (source, from),
        Recipe::Extension { source, at, .. } => (source, at),
        _ => return None,
    };
    let song = studio.songs.get(source)?;
    let joined = yoyai::concat::joined(&song, piece, seconds(*at));
    let frames =
        if matches!(piece.recipe, Recipe::Extension { .. }) { at + piece.frames } else { song.frames };
    Some(Song { frames, ..joined })
}

/// A pitch class and, if it is said, whether it is minor.
fn key(text: &str) -> Result<(i32, Option<bool>), Refusal> {
    let wrong = || Refusal::bad_request("sound.key is not a key");
    let (root, mode) = text.split_once(' ').map_or((text, None), |(root, mode)| (root, Some(mode)));
    let root = ROOTS.iter().position(|name| *name == root).ok_or_else(wrong)?;
    let minor = match mode {
        None => None,
        Some("maj") => Some(false),
        Some("min") => Some(true),
        Some(_) => return Err(wrong()),
    };
    Ok((i32::try_from(root).unwrap_or(0), minor))
}

/// A wish that takes over what is not said from `song`.
fn about(studio: &Studio, song: &Song, texts: &Texts<'_>) -> Wish {
    let title = if texts.title.is_empty() { &song.title } else { texts.title };
    let style = if texts.style.is_empty() { &song.style } else { texts.style };
    let wish = Wish::custom(studio, texts.lyric, title, style, texts.lyric.is_empty());
    wish.of(&[&song.chance().to_string()])
}

/// Two takes of a recipe, with their lengths.
fn made(
    studio: &Studio,
    wish: &Wish,
    model: &str,
    recipe: impl Fn(u64, SongSpec) -> Recipe,
) -> Result<Vec<Song>, Refusal> {
    let of = |(take, song): (u64, Song)| {
        let recipe = recipe(wish.repeat * TAKES + take, wish.spec(take));
        let song = Song { recipe, ..song };
        let frames = length(studio, &song).map_err(|error| broken(&error))?.ok_or_else(useless)?;
        Ok(Song { frames, ..song })
    };
    (0..).zip(wish.songs(model, true)).map(of).collect()
}

/// Frames; `None` if the song cannot be made of what it is to be made of.
fn length(studio: &Studio, song: &Song) -> io::Result<Option<u64>> {
    let sources = song.recipe.sources();
    let known: Vec<_> = sources.into_iter().filter_map(|id| studio.songs.get(id)).collect();
    Ok(match &song.recipe {
        Recipe::Sound { sound } => Some(sound_frames(sound)),
        Recipe::Overdub { .. } => known.first().map(|song| song.frames),
        recipe => {
            let unscored = |song: &Arc<Song>| {
                matches!(song.recipe, Recipe::Upload { .. } | Recipe::Sound { .. } | Recipe::Follow { .. })
            };
            if known.iter().any(unscored) {
                return Ok(None);
            }
            let before = if let Recipe::Extension { at, .. } = recipe { *at } else { 0 };
            score(&studio.songs, song, false)?.map(|score| score.frames.saturating_sub(before))
        }
    })
}

/// Tempo, key and voice of `song`.
fn ground(studio: &Studio, song: &Song) -> Result<Ground, Refusal> {
    let score = score(&studio.songs, song, false).map_err(|error| broken(&error))?;
    score.map(|score| score.ground()).ok_or_else(useless)
}

/// A range in frames, if it lies on the song.
fn inside(song: &Song, (start, end): (f64, f64)) -> Result<(u64, u64), Refusal> {
    let (from, to) = (frames(start), frames(end).min(song.frames));
    if from < to { Ok((from, to)) } else { Err(Refusal::bad_request("range is after the end of the clip")) }
}

/// A new song with everything of `song` but its sound.
fn copy(song: &Song, model: &str, parts: &[&str], recipe: Recipe) -> Song {
    let media = Uuid::new_v4().to_string();
    Song {
        id: Uuid::new_v4().to_string(),
        media,
        model: model.into(),
        prompt: None,
        created_at: clock::iso(clock::now()),
        origin: nth(song.chance(), seed::seed(parts)),
        recipe,
        history: Vec::new(),
        ..song.clone()
    }
}
