//! From recipe to files: composing, laying fragments in, encoding, caching.
//!
//! Everything here is a function of the recipes, so a file that the cache lost comes back bit for bit.

use std::io;
use std::sync::Arc;

use audio::{encode_mp3, encode_wav16};
use tokio::task::spawn_blocking;

use super::Studio;
use crate::store::{Recipe, Song, Songs};
use crate::{Composition, RATE, SongSpec, compose, cover};

/// Kilobits per second of every MP3.
const MP3_KBPS: u32 = 192;

/// Frames over which a fragment is faded in and out, inside its range: 20 ms.
const SEAM: u64 = RATE as u64 / 50;

/// How many values `waveform_data` has.
const WAVEFORM_POINTS: usize = 480;

/// What a song can be had as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// 192 kbps, with a LAME header.
    Mp3,
    /// The first third as MP3: what can be heard while a song is still being made.
    Beginning,
    /// 16 bit.
    Wav,
    /// The cover.
    Jpeg,
    /// `waveform_data` as a JSON array.
    Waveform,
}

impl Form {
    /// The name of the file that holds `song` in this form.
    pub(crate) fn file(self, song: &Song) -> String {
        match self {
            Self::Mp3 => format!("{}.mp3", song.media),
            Self::Beginning => format!("{}.beginning.mp3", song.media),
            Self::Wav => format!("{}.wav", song.media),
            Self::Jpeg => format!("image_{}.jpeg", song.media),
            Self::Waveform => format!("{}.json", song.media),
        }
    }

    /// The song and form that a public file name means.
    pub(crate) fn of_file(name: &str) -> Option<(&str, Self)> {
        let (stem, form) = match name.rsplit_once('.')? {
            (stem, "mp3") => (stem, Self::Mp3),
            (stem, "wav") => (stem, Self::Wav),
            (stem, "jpeg") => (stem.strip_prefix("image_")?, Self::Jpeg),
            _ => return None,
        };
        Some((stem, form))
    }

    /// Its media type.
    pub(crate) fn mime(self) -> &'static str {
        match self {
            Self::Mp3 | Self::Beginning => "audio/mpeg",
            Self::Wav => "audio/wav",
            Self::Jpeg => "image/jpeg",
            Self::Waveform => "application/json",
        }
    }
}

impl Studio {
    /// Renders `song` for delivery.
    pub(crate) async fn rendered(self: Arc<Self>, song: Song) -> io::Result<()> {
        let _turn = self.renders.acquire().await.map_err(io::Error::other)?;
        let making = Arc::clone(&self);
        spawn_blocking(move || making.make(&song, Form::Mp3)).await.map_err(io::Error::other)?
    }

    /// Makes a form of `song` and caches it; audio brings its waveform along.
    pub(crate) fn make(&self, song: &Song, form: Form) -> io::Result<()> {
        if form == Form::Jpeg {
            return self.home.keep(&form.file(song), &cover::draw(&song.title, song.chance()));
        }
        if form == Form::Beginning {
            let samples = window(&self.songs, song, 0, song.frames / 3)?;
            return self.home.keep(&form.file(song), &mp3(&samples)?);
        }
        let samples = pcm(&self.songs, song)?;
        self.home.keep(&Form::Waveform.file(song), &serde_json::to_vec(&waveform(&samples))?)?;
        match form {
            Form::Mp3 => self.home.keep(&form.file(song), &mp3(&samples)?),
            Form::Wav => self.home.keep(&form.file(song), &encode_wav16(&samples, RATE)),
            Form::Beginning | Form::Jpeg | Form::Waveform => Ok(()),
        }
    }
}

/// The score of `song` for reading: when its words are sung.
pub(crate) fn words(songs: &Songs, song: &Song) -> io::Result<Composition> {
    composition(songs, song, false)
}

/// The score of `song`: of a fragment that of its whole song, with the new words in place.
///
/// A song's level is measured when it is first rendered, and the songs made of it share it. To be heard, it
/// has to be measured on the old words, or the context of a fragment would not be the song's.
fn composition(songs: &Songs, song: &Song, heard: bool) -> io::Result<Composition> {
    match &song.recipe {
        Recipe::Whole { lyrics, title, style, instrumental, seed, voice } => {
            let (lyrics, title, style) = (lyrics.clone(), title.clone(), style.clone());
            let (instrumental, seed, voice) = (*instrumental, *seed, voice.clone());
            let whole = compose(&SongSpec { lyrics, title, style, instrumental, seed, voice });
            if heard {
                drop(whole.render_window(0, 0));
            }
            Ok(whole)
        }
        Recipe::Fragment { source, from, to, lines, take, .. } => {
            let whole = composition(songs, &*known(songs, source)?, heard)?;
            Ok(whole.resing(seconds(*from), seconds(*to), lines, *take))
        }
        Recipe::Joined { fragment } => composition(songs, &*known(songs, fragment)?, heard),
    }
}

fn mp3(samples: &[f32]) -> io::Result<Vec<u8>> {
    encode_mp3(samples, RATE, MP3_KBPS).map_err(io::Error::other)
}

/// All samples of `song`, interleaved stereo.
fn pcm(songs: &Songs, song: &Song) -> io::Result<Vec<f32>> {
    window(songs, song, 0, song.frames)
}

/// The samples of `song` between two of its frames; the same as in the whole.
pub(crate) fn window(songs: &Songs, song: &Song, from: u64, to: u64) -> io::Result<Vec<f32>> {
    match &song.recipe {
        Recipe::Whole { .. } => Ok(composition(songs, song, true)?.render_window(signed(from), signed(to))),
        Recipe::Fragment { from: cut, head, gain_db, .. } => {
            let begin = cut - head;
            let score = composition(songs, song, true)?;
            let mut samples = score.render_window(signed(begin + from), signed(begin + to));
            let gain = 10.0_f32.powf(gain_db / 20.0);
            samples.iter_mut().for_each(|sample| *sample *= gain);
            Ok(samples)
        }
        Recipe::Joined { fragment } => joined(songs, &*known(songs, fragment)?, from, to),
    }
}

/// The song of `fragment` with the fragment laid in: outside the range every sample is the song's.
fn joined(songs: &Songs, fragment: &Song, from: u64, to: u64) -> io::Result<Vec<f32>> {
    let Recipe::Fragment { source, from: begin, to: end, .. } = &fragment.recipe else {
        return Err(io::Error::other("only a fragment can be laid in"));
    };
    let mut whole = window(songs, &*known(songs, source)?, from, to)?;
    let (first, last) = (from.max(*begin), to.min(*end));
    if first < last {
        let inside = composition(songs, fragment, true)?.render_window(signed(first), signed(last));
        let frames = whole.chunks_exact_mut(2).zip(from..).skip_while(|(_, frame)| *frame < first);
        for ((old, frame), new) in frames.zip(inside.chunks_exact(2)) {
            lay_in(old, new, (frame - begin).min(end - 1 - frame));
        }
    }
    Ok(whole)
}

/// Replaces one frame, `edge` frames away from the nearer end of the range, where it is faded.
#[allow(clippy::cast_precision_loss)]
fn lay_in(old: &mut [f32], new: &[f32], edge: u64) {
    let part = edge.min(SEAM) as f32 / SEAM as f32;
    for (old, new) in old.iter_mut().zip(new) {
        *old = if edge >= SEAM { *new } else { *old + (new - *old) * part };
    }
}

/// The loudness over time as the vendors draw it.
#[allow(clippy::cast_precision_loss)]
fn waveform(samples: &[f32]) -> Vec<f64> {
    let chunk = samples.len().div_ceil(WAVEFORM_POINTS).max(1);
    let level = |chunk: &[f32]| chunk.iter().map(|it| f64::from(it * it)).sum::<f64>() / chunk.len() as f64;
    samples.chunks(chunk).map(|chunk| (level(chunk).sqrt() * 1e5).round() / 1e5).collect()
}

fn known(songs: &Songs, id: &str) -> io::Result<Arc<Song>> {
    songs.get(id).ok_or_else(|| io::Error::other("a song that this one is made of is not known any more"))
}

/// Frames as seconds.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn seconds(frames: u64) -> f64 {
    frames as f64 / f64::from(RATE)
}

/// No song is anywhere near this long.
fn signed(frames: u64) -> i64 {
    i64::try_from(frames).unwrap_or(i64::MAX)
}
