//! Which account pays: the one that the take is in, since no other knows it; else the one of the song's
//! form, else the first. What is being made without a song was begun with an account.

use library::{ConnectionRecord, Library, SongRecord, TakeRecord};

use super::ActionRequest;
use crate::makings;
use crate::problem::UiError;

/// The account for an action; none while there is none at all.
pub(crate) fn payer(library: &Library, action: &ActionRequest) -> Result<Option<ConnectionRecord>, UiError> {
    if let Some(making) = action.making() {
        let owner = makings::connection_of(library, making)?;
        return Ok(library.connections()?.into_iter().find(|connection| connection.id == owner));
    }
    let Some(song) = action.song() else { return Ok(None) };
    let song = library.song(song)?;
    let take = match action {
        ActionRequest::ReplaceSection { version, .. } | ActionRequest::Concat { version, .. } => {
            Some(library.take(&library.version(version)?.arrangement.base)?)
        }
        _ => action.take().map(|take| library.take(take)).transpose()?,
    };
    payer_of(library, &song, take.as_ref())
}

/// The account for an action on a take of a song.
pub(crate) fn payer_of(
    library: &Library,
    song: &SongRecord,
    take: Option<&TakeRecord>,
) -> Result<Option<ConnectionRecord>, UiError> {
    let owner = take.and_then(|take| take.connection.as_ref()).or(song.compose.connection.as_ref());
    let all = library.connections()?;
    let named = all.iter().find(|connection| Some(&connection.id) == owner);
    Ok(named.or_else(|| all.first()).cloned())
}
