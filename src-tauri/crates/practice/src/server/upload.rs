//! Songs that users bring along, by address.
//!
//! Nothing is fetched: this server never leaves the machine. An address of one of its own files brings that
//! song; any other address stands for a recording that depends on nothing but the address. Deliberately
//! absent: the sound that really is at a foreign address.

use std::sync::Arc;

use axum::http::Uri;
use uuid::Uuid;

use super::render::Form;
use super::wish::Wish;
use super::{Studio, clock, seed};
use crate::store::Song;

/// What cannot be downloaded by definition (RFC 2606): stands for every address that leads nowhere.
const NOWHERE: &str = ".invalid";

/// Whether `text` is an address that a vendor can be told.
pub(crate) fn is_address(text: &str) -> bool {
    let uri = text.parse::<Uri>().ok();
    let web = |uri: Uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some();
    uri.is_some_and(web)
}

/// Whether nothing can be downloaded from the address.
pub(crate) fn leads_nowhere(url: &str) -> bool {
    url.parse::<Uri>().ok().and_then(|uri| uri.host().map(|host| host.ends_with(NOWHERE))).unwrap_or(true)
}

/// The song that is at `url`, as a new song of the studio; its model is unknown.
pub(crate) fn song(studio: &Studio, url: &str) -> Song {
    let title = url.rsplit('/').next().unwrap_or_default();
    let title = title.split(['?', '.']).next().unwrap_or_default();
    let fresh =
        Song { id: Uuid::new_v4().to_string(), created_at: clock::iso(clock::now()), ..heard(studio, url) };
    Song { title: title.into(), model: String::new(), pro: false, prompt: None, history: Vec::new(), ..fresh }
}

fn heard(studio: &Studio, url: &str) -> Song {
    if let Some(song) = own(studio, url) {
        let media = Uuid::new_v4().to_string();
        return Song { media, ..Song::clone(&song) };
    }
    let wish = Wish { instrumental: true, origin: seed::seed(&["upload", url]), ..Wish::default() };
    wish.take(0, "", false)
}

/// The song whose file the address names.
fn own(studio: &Studio, url: &str) -> Option<Arc<Song>> {
    let file = url.strip_prefix(&studio.media_url(""))?;
    let (media, _) = Form::of_file(file)?;
    studio.songs.by_media(media)
}
