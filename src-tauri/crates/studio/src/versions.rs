//! Versions: keeping takes and fragments, going back and forth.

use std::sync::Arc;

use audio::ArrangementReader;
use library::{Library, TakeKind, TakeRecord, VersionCause, VersionRecord};
use song::{Arrangement, Millis, Patch, SongId, TakeId, VersionId};

use crate::actions::ActionRequest;
use crate::problem::{ErrorCode, UiError};
use crate::views::{LaneRequest, Place, SongView};
use crate::{Studio, StudioEvent, clock, files, songs};

impl Studio {
    /// A whole take becomes the song's next version. Asks for its word times when the user wants that.
    ///
    /// # Errors
    /// When there is no such take or the version cannot be written.
    pub async fn keep_take(self: &Arc<Self>, song: SongId, take: TakeId) -> Result<SongView, UiError> {
        let (id, kept) = (song.clone(), take.clone());
        let view = self.work(move |library| keep_take(library, &id, &kept)).await?;
        self.want_timing(&view, take).await;
        self.events.tell(&StudioEvent::SongChanged(song.clone()));
        self.events.tell(&StudioEvent::LibraryChanged);
        Ok(view)
    }

    /// A fragment is laid over `version`: the song's next version.
    ///
    /// # Errors
    /// When the take is no fragment or the version cannot be written.
    pub async fn keep_fragment(
        self: &Arc<Self>,
        song: SongId,
        version: VersionId,
        take: TakeId,
        fade: Millis,
    ) -> Result<SongView, UiError> {
        let (id, kept) = (song.clone(), take.clone());
        let view = self.work(move |library| keep_fragment(library, &id, &version, &take, fade)).await?;
        self.want_timing(&view, kept).await;
        self.events.tell(&StudioEvent::SongChanged(song));
        self.events.tell(&StudioEvent::LibraryChanged);
        Ok(view)
    }

    /// Asks for the word times of a kept take, where the user's settings say so and the vendor knows
    /// it. Keeping never fails because of it: the job shows what became of the question.
    async fn want_timing(self: &Arc<Self>, song: &SongView, take: TakeId) {
        let known = song.takes.iter().find(|view| view.id == take);
        let useful = known.is_some_and(|view| !view.has_timing && view.place == Place::VendorLocal);
        if !useful || !self.preferences().fetch_timing {
            return;
        }
        let asked = async {
            let quote = self.quote(ActionRequest::Timing { song: song.id.clone(), take }).await?;
            self.start(quote.quote_id).await
        };
        if let Err(error) = asked.await {
            tracing::info!(%error, "word times are not fetched");
        }
    }

    /// Makes an earlier or later version the current one: undo and redo.
    ///
    /// # Errors
    /// When there is no such version.
    pub async fn go_to_version(&self, song: SongId, version: VersionId) -> Result<SongView, UiError> {
        let id = song.clone();
        let view = self.work(move |library| go_to(library, &id, &version)).await?;
        self.events.tell(&StudioEvent::SongChanged(song));
        Ok(view)
    }
}

fn keep_take(library: &Library, song: &SongId, take: &TakeId) -> Result<SongView, UiError> {
    let take = library.take(take)?;
    if take.kind != TakeKind::Whole {
        return Err(UiError::new(ErrorCode::BadRequest, "only a whole take can be a version"));
    }
    let lyrics = take.lyrics.clone();
    let label = take.number.to_string();
    add(library, song, Arrangement::whole(take.id), lyrics, (VersionCause::TakeKept, label, None))?;
    songs::view(library, song)
}

fn keep_fragment(
    library: &Library,
    song: &SongId,
    version: &VersionId,
    take: &TakeId,
    fade: Millis,
) -> Result<SongView, UiError> {
    let (version, take) = (library.version(version)?, library.take(take)?);
    let patch = patch(&take, fade)?;
    let range = patch.range;
    let label = crate::timings::section_at(library, &version, range)?;
    let arrangement = version.arrangement.with(patch);
    let lyrics = take.lyrics;
    add(library, song, arrangement, lyrics, (VersionCause::SectionReplaced, label, Some(range)))?;
    songs::view(library, song)
}

/// What a version says of itself: cause, label, range.
type Why = (VersionCause, String, Option<song::Range>);

/// Adds a version and makes it current; the lyrics page follows if it showed the old words.
pub(crate) fn add(
    library: &Library,
    song: &SongId,
    arrangement: Arrangement,
    lyrics: String,
    (cause, label, range): Why,
) -> Result<VersionRecord, UiError> {
    let record = library.song(song)?;
    let added = library.add_version(VersionRecord {
        id: VersionId::fresh(),
        song: song.clone(),
        number: 0,
        parent: record.current.clone(),
        cause,
        label,
        range,
        arrangement,
        lyrics,
        created_at: clock::now(),
    })?;
    follow_lyrics(library, song, record.current.as_ref(), &added.lyrics)?;
    Ok(added)
}

fn go_to(library: &Library, song: &SongId, version: &VersionId) -> Result<SongView, UiError> {
    let before = library.song(song)?.current;
    library.set_current(song, version, clock::now())?;
    let lyrics = crate::timings::words(library, &library.version(version)?)?;
    follow_lyrics(library, song, before.as_ref(), &lyrics)?;
    songs::view(library, song)
}

/// The lyrics page shows the words of the current version, unless the user has written something else.
fn follow_lyrics(
    library: &Library,
    song: &SongId,
    before: Option<&VersionId>,
    lyrics: &str,
) -> Result<(), UiError> {
    let mut compose = library.song(song)?.compose;
    let shown = song::lyrics::Lyrics::parse(&compose.lyrics).sung_text();
    let untouched = match before {
        Some(version) => shown == crate::timings::words(library, &library.version(version)?)?,
        None => shown.trim().is_empty(),
    };
    if untouched && !lyrics.is_empty() && shown != lyrics {
        compose.lyrics = carried(&compose.lyrics, &shown, lyrics);
        library.save_compose(song, &compose, clock::now())?;
    }
    Ok(())
}

/// The page with the lines that changed between two versions exchanged, so that notes, which are never
/// sung, stay where they are. Where the changed lines are not found as they were, the new text as it is.
fn carried(page: &str, before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let shortest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(shortest).take_while(|(a, b)| a == b).count();
    let gone = old[head..old.len() - tail].concat();
    let come = new[head..new.len() - tail].concat();
    // The same line may be sung again in the next chorus: the one that changed counts.
    let earlier = old[..head].concat().matches(gone.as_str()).count();
    match page.match_indices(gone.as_str()).nth(earlier) {
        Some((at, _)) if !gone.is_empty() => {
            format!("{}{come}{}", &page[..at], &page[at + gone.len()..])
        }
        _ => after.to_owned(),
    }
}

/// How a fragment is laid over a song.
fn patch(take: &TakeRecord, fade: Millis) -> Result<Patch, UiError> {
    let (Some(range), Some(seam)) = (take.range, take.seam) else {
        return Err(UiError::new(ErrorCode::BadRequest, "this take covers no range"));
    };
    Ok(Patch { range, fragment: take.id.clone(), seam, fade })
}

/// What a lane plays. With `match_level` fragments sound at the level of what is around them.
pub(crate) fn arrangement_of(
    library: &Library,
    lane: &LaneRequest,
    match_level: bool,
) -> Result<Arrangement, UiError> {
    match lane {
        LaneRequest::Version { version } => Ok(library.version(version)?.arrangement),
        LaneRequest::Take { take } => Ok(Arrangement::whole(take.clone())),
        LaneRequest::Mix { .. } => {
            Err(UiError::new(ErrorCode::BadRequest, "a mix is no arrangement of takes"))
        }
        LaneRequest::Fragment { version, take, fade } => {
            let mut patch = patch(&library.take(take)?, *fade)?;
            if !match_level {
                patch.seam.gain_db = 0.0;
            }
            Ok(library.version(version)?.arrangement.with(patch))
        }
    }
}

/// A reader of an arrangement.
pub(crate) fn open(library: &Library, arrangement: &Arrangement) -> Result<ArrangementReader, UiError> {
    let mut trouble = None;
    let opened = ArrangementReader::open(arrangement, &mut |take| {
        files::open_take(library, take).map_err(|error| {
            trouble = Some(error);
            audio::AudioError::NotAudio
        })
    });
    // The library's own words say more than "not audio".
    opened.map_err(|error| trouble.unwrap_or_else(|| error.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_stay_where_they_are_when_a_line_is_sung_anew() {
        let page = "[Chorus]\nwe go\n// try stay\n[Verse]\na\n[Chorus]\nwe go\n";
        let before = "[Chorus]\nwe go\n[Verse]\na\n[Chorus]\nwe go\n";
        let after = "[Chorus]\nwe go\n[Verse]\na\n[Chorus]\nwe stay\n";
        let expected = "[Chorus]\nwe go\n// try stay\n[Verse]\na\n[Chorus]\nwe stay\n";
        assert_eq!(carried(page, before, after), expected);
    }

    #[test]
    fn a_page_that_cannot_be_matched_takes_the_new_words() {
        assert_eq!(carried("", "", "new\n"), "new\n");
        assert_eq!(carried("x // y\n", "x\n", "z\n"), "z\n");
    }
}
