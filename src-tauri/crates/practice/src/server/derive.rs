//! Songs made of other songs, as every polled vendor sells them.
//!
//! Deliberately absent: judging what may be made of what; that is each vendor's own.

use super::suno::Texts;
use super::wish::Wish;
use super::{Studio, yoyai};
use crate::store::{Recipe, Song};

/// New pieces that go on where `song` is at `at` seconds.
pub(crate) fn going_on(studio: &Studio, song: &Song, at: f64, texts: &Texts<'_>, model: &str) -> Vec<Song> {
    let title = if texts.title.is_empty() { &song.title } else { texts.title };
    let style = if texts.style.is_empty() { &song.style } else { texts.style };
    let wish = Wish::custom(studio, texts.lyric, title, style, texts.lyric.is_empty());
    wish.of(&["extend", &song.chance().to_string(), &at.to_string()]).songs(model, song.pro)
}

/// The whole song that `piece` belongs to, with the piece in it; `None` if it is not a piece.
pub(crate) fn whole(studio: &Studio, piece: &Song) -> Option<Song> {
    let Recipe::Fragment { source, from, .. } = &piece.recipe else { return None };
    let song = studio.songs.get(source)?;
    Some(yoyai::concat::joined(&song, piece, super::render::seconds(*from)))
}
