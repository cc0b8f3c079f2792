//! A small file host, so that audio on this machine can be uploaded to the practice studio without any other
//! host: `POST /practice/files` keeps the body and answers its address.
//!
//! No vendor has this route; clients use it in place of a host on the internet. Files last as long as the
//! studio's home. Deliberately absent: listing and deleting.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::Studio;
use super::envelope::Refusal;
use super::home::Home;

/// Where files are posted to.
pub(crate) const PATH: &str = "/practice/files";

#[derive(Serialize)]
struct Kept {
    url: String,
    bytes: usize,
}

/// Keeps the body, whatever its type says: only what decodes as audio or is a picture is kept.
pub(crate) async fn keep(State(studio): State<Arc<Studio>>, body: Bytes) -> Response {
    let keeper = Arc::clone(&studio);
    match spawn_blocking(move || store(&keeper, &body)).await {
        Ok(Ok(kept)) => Json(kept).into_response(),
        Ok(Err(refusal)) => refusal.into_response(),
        Err(_) => Refusal::internal().into_response(),
    }
}

fn store(studio: &Studio, body: &[u8]) -> Result<Kept, Refusal> {
    let ending = ending(studio, body)
        .map_err(|_| Refusal::bad_request("The file is neither audio that can be played nor a picture."))?;
    let name = format!("{}.{ending}", Uuid::new_v4().simple());
    studio.home.keep_file(&name, body).map_err(|error| {
        tracing::error!(%error, "the practice studio could not keep a file");
        Refusal::internal()
    })?;
    Ok(Kept { url: format!("http://127.0.0.1:{}/files/{name}", studio.port), bytes: body.len() })
}

/// The ending for what the file really is.
fn ending(studio: &Studio, body: &[u8]) -> io::Result<&'static str> {
    if body.starts_with(b"\x89PNG") {
        return Ok("png");
    }
    if body.starts_with(b"\xff\xd8\xff") {
        return Ok("jpeg");
    }
    let path = studio.songs.recording(&format!(".{}", Uuid::new_v4().simple()));
    std::fs::write(&path, body)?;
    let info = audio::verify(&path);
    std::fs::remove_file(&path)?;
    info.map(|info| info.format.extension()).map_err(io::Error::other)
}

/// Answers a file; its name is its key.
pub(crate) async fn file(State(studio): State<Arc<Studio>>, Path(name): Path<String>) -> Response {
    let path = studio.home.file(&name);
    let read = spawn_blocking(move || path.map(std::fs::read));
    match read.await {
        Ok(Some(Ok(bytes))) => ([(header::CONTENT_TYPE, mime(&name))], bytes).into_response(),
        _ => Refusal::no_api().into_response(),
    }
}

fn mime(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("mp3") => "audio/mpeg",
        Some("m4a") => "audio/mp4",
        Some("flac") => "audio/flac",
        Some("wav") => "audio/wav",
        Some("ogg") => "audio/ogg",
        Some("aiff") => "audio/aiff",
        Some("png") => "image/png",
        Some("jpeg") => "image/jpeg",
        _ => "application/octet-stream",
    }
}

impl Home {
    /// Where a file of this name is, if the name is one that [`store`] gives.
    pub(crate) fn file(&self, name: &str) -> Option<PathBuf> {
        let plain = name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '.');
        (plain && !name.starts_with('.')).then(|| self.path().join("files").join(name))
    }

    fn keep_file(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let fresh = self.path().join("files").join(format!(".{name}"));
        std::fs::write(&fresh, bytes)?;
        std::fs::rename(&fresh, self.path().join("files").join(name))
    }
}
