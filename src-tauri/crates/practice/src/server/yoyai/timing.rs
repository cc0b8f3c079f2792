//! `POST /suno/timing`: when the words of a song or fragment are sung, in the two shapes of the document.

use std::sync::Arc;

use serde::Serialize;
use tokio::task::spawn_blocking;

use super::pieces::{self, Sung};
use crate::server::render::{Form, score, seconds, span};
use crate::server::{Studio, nth, number, seed};
use crate::store::{Recipe, Song};
use crate::{SungLine, SungWord};

/// `data` of a timing answer.
#[derive(Debug, Serialize)]
pub(crate) struct Timing {
    aligned_words: Vec<AlignedWord>,
    waveform_data: Vec<f64>,
    hoot_cer: f64,
    is_streamed: bool,
    aligned_lyrics: Vec<AlignedLine>,
}

/// A piece of the text; five decimals.
#[derive(Debug, Serialize)]
struct AlignedWord {
    word: String,
    success: bool,
    #[serde(serialize_with = "number")]
    start_s: f64,
    #[serde(serialize_with = "number")]
    end_s: f64,
    p_align: f64,
}

/// A line; full doubles.
#[derive(Debug, Serialize)]
struct AlignedLine {
    text: String,
    #[serde(serialize_with = "number")]
    start_s: f64,
    #[serde(serialize_with = "number")]
    end_s: f64,
    section: &'static str,
    words: Vec<LineWord>,
}

/// A word of a line; of Chinese a character.
#[derive(Debug, Serialize)]
struct LineWord {
    text: String,
    #[serde(serialize_with = "number")]
    start_s: f64,
    #[serde(serialize_with = "number")]
    end_s: f64,
}

/// The timing of `song`.
pub(crate) async fn of(studio: &Arc<Studio>, song: Arc<Song>) -> std::io::Result<Timing> {
    let _turn = studio.renders.acquire().await.map_err(std::io::Error::other)?;
    let studio = Arc::clone(studio);
    spawn_blocking(move || measure(&studio, &song)).await.map_err(std::io::Error::other)?
}

fn measure(studio: &Studio, song: &Song) -> std::io::Result<Timing> {
    let (words, lines) = sung(studio, song)?;
    let (from_s, to_s) = span(&studio.songs, song)?;
    let sung = pieces::locate(&song.text, &words, &lines).within(from_s, to_s);
    let waveform = studio.bytes(song, Form::Waveform)?;
    Ok(Timing {
        aligned_words: sung.pieces().into_iter().map(word).collect(),
        waveform_data: serde_json::from_slice(&waveform)?,
        hoot_cer: seed::unit(nth(song.chance(), 3)),
        is_streamed: false,
        aligned_lyrics: sung.lines().into_iter().map(line).collect(),
    })
}

/// What is sung in the song, on the time of its score. Of a continuation only what is new.
fn sung(studio: &Studio, song: &Song) -> std::io::Result<(Vec<SungWord>, Vec<SungLine>)> {
    let score = score(&studio.songs, song, false)?;
    let score = match &song.recipe {
        Recipe::Extension { at, .. } => score.map(|score| score.words_from(seconds(*at))),
        _ => score,
    };
    Ok(score.map(|score| (score.words, score.lines)).unwrap_or_default())
}

fn word(piece: Sung) -> AlignedWord {
    let round = |seconds: f64| (seconds * 1e5).round() / 1e5;
    AlignedWord {
        word: piece.text,
        success: true,
        start_s: round(piece.start_s),
        end_s: round(piece.end_s),
        p_align: 0.99,
    }
}

fn line(line: pieces::Line) -> AlignedLine {
    AlignedLine {
        text: line.text,
        start_s: line.words.first().map_or(0.0, |word| word.start_s),
        end_s: line.words.last().map_or(0.0, |word| word.end_s),
        section: "",
        words: line.words.into_iter().map(line_word).collect(),
    }
}

fn line_word(word: Sung) -> LineWord {
    LineWord { text: word.text, start_s: word.start_s, end_s: word.end_s }
}
