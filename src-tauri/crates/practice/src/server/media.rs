//! The files of songs, as a vendor's CDN serves them: no key, but names that nobody can guess.

use std::path::Path as FilePath;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tokio::task::spawn_blocking;

use super::Studio;
use super::envelope::Refusal;
use super::render::Form;
use crate::store::Song;

/// Answers one file, made anew if the cache lost it.
pub(crate) async fn file(State(studio): State<Arc<Studio>>, Path(name): Path<String>) -> Response {
    let found = find(&studio, &name);
    answer(studio, found).await
}

/// Which song is listened to while it is being made.
#[derive(Debug, Deserialize)]
pub(crate) struct Item {
    item_id: String,
}

/// Answers the beginning of a song: what can be heard before the whole of it is there.
pub(crate) async fn beginning(State(studio): State<Arc<Studio>>, Query(item): Query<Item>) -> Response {
    let found = studio.songs.by_media(&item.item_id).map(|song| (song, Form::Beginning));
    answer(studio, found).await
}

async fn answer(studio: Arc<Studio>, found: Option<(Arc<Song>, Form)>) -> Response {
    let Some((song, form)) = found else { return Refusal::no_api().into_response() };
    match serve(studio, song, form).await {
        Ok(bytes) => {
            let headers =
                [(header::CONTENT_TYPE, form.mime()), (header::CACHE_CONTROL, "private, max-age=3600")];
            (headers, bytes).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "the practice studio could not serve a file");
            Refusal::internal().into_response()
        }
    }
}

/// Which song a file name means: `<media>.mp3` (or `.wav`, `.m4a`, `.mp4`), `image_<media>.jpeg`.
pub(crate) fn find(studio: &Studio, name: &str) -> Option<(Arc<Song>, Form)> {
    let (stem, form) = Form::of_file(name)?;
    Some((studio.songs.by_media(stem)?, form))
}

async fn serve(studio: Arc<Studio>, song: Arc<Song>, form: Form) -> std::io::Result<Vec<u8>> {
    let _turn = studio.renders.acquire().await.map_err(std::io::Error::other)?;
    let making = Arc::clone(&studio);
    spawn_blocking(move || making.bytes(&song, form)).await.map_err(std::io::Error::other)?
}

impl Studio {
    /// The file from the cache, or rendered.
    pub(crate) fn bytes(&self, song: &Song, form: Form) -> std::io::Result<Vec<u8>> {
        let path = self.home.media(&form.file(song));
        if !FilePath::exists(&path) {
            self.make(song, form)?;
        }
        std::fs::read(path)
    }
}
