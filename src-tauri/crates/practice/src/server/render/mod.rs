//! From recipe to files: scores (`score`), samples (`sound`, `master`), encoding, caching.
//!
//! Everything here is a function of the recipes, so a file that the cache lost comes back bit for bit.

use std::io;
use std::sync::Arc;

use audio::{encode_mp3, encode_wav16};
use tokio::task::spawn_blocking;

pub(crate) use score::{length, score, span};
pub(crate) use sound::{separable, window};

use super::Studio;
use crate::store::{Song, Songs};
use crate::{RATE, container, cover};

mod master;
mod score;
mod sound;

/// Kilobits per second of every MP3.
const MP3_KBPS: u32 = 192;

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
    /// The same samples without loss, as Apple Lossless.
    M4a,
    /// The cover as a film, with the song.
    Mp4,
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
            Self::M4a => format!("{}.m4a", song.media),
            Self::Mp4 => format!("{}.mp4", song.media),
            Self::Jpeg => format!("image_{}.jpeg", song.media),
            Self::Waveform => format!("{}.json", song.media),
        }
    }

    /// The song and form that a public file name means.
    pub(crate) fn of_file(name: &str) -> Option<(&str, Self)> {
        let (stem, form) = match name.rsplit_once('.')? {
            (stem, "mp3") => (stem, Self::Mp3),
            (stem, "wav") => (stem, Self::Wav),
            (stem, "m4a") => (stem, Self::M4a),
            (stem, "mp4") => (stem, Self::Mp4),
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
            Self::M4a => "audio/mp4",
            Self::Mp4 => "video/mp4",
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
        let bytes = match form {
            Form::Mp3 => mp3(&self.samples(song)?)?,
            Form::Wav => encode_wav16(&self.samples(song)?, RATE),
            Form::M4a => container::m4a(&self.bytes(song, Form::Wav)?),
            Form::Mp4 => self.film(song)?,
            Form::Beginning => mp3(&window(&self.songs, song, 0, song.frames / 3)?)?,
            Form::Jpeg => cover::draw(&song.title, song.chance()),
            Form::Waveform => return self.samples(song).map(drop),
        };
        self.home.keep(&form.file(song), &bytes)
    }

    /// All of a song; its waveform is kept on the way.
    fn samples(&self, song: &Song) -> io::Result<Vec<f32>> {
        let samples = window(&self.songs, song, 0, song.frames)?;
        self.home.keep(&Form::Waveform.file(song), &serde_json::to_vec(&waveform(&samples))?)?;
        Ok(samples)
    }

    /// The cover that the song shows, and the song.
    fn film(&self, song: &Song) -> io::Result<Vec<u8>> {
        let owner = self.songs.by_media(&song.image);
        let cover = self.bytes(owner.as_deref().unwrap_or(song), Form::Jpeg)?;
        Ok(container::mp4(&cover, cover::SIDE as u16, &self.bytes(song, Form::Mp3)?, song.frames))
    }
}

fn mp3(samples: &[f32]) -> io::Result<Vec<u8>> {
    encode_mp3(samples, RATE, MP3_KBPS).map_err(io::Error::other)
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

/// Seconds as the nearest frame.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn frames(seconds: f64) -> u64 {
    (seconds * f64::from(RATE)).round().max(0.0) as u64
}
