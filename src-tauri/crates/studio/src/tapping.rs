//! Line times that the user taps along with a song, for takes whose vendor told none or bad ones.
//!
//! They are kept with the takes that sound (`library::tapped`), so that everything that asks for word times
//! (`timings`) works from them, and the vendor's stay beside them.

use library::{Library, TakeRecord, VersionRecord};
use song::lyrics::Lyrics;
use song::{Patch, RawTiming, SongId, TakeId, Tapped, VersionId};

use crate::problem::{ErrorCode, UiError};
use crate::views::{SongView, TapLine, TapSheet, TimesChange};
use crate::{Studio, StudioEvent, clock, shown, songs, timings};

impl Studio {
    /// The sung lines of a version with the times that are known: what the user taps along with. Where no vendor said
    /// what is sung, the lines are those of the lyrics page.
    ///
    /// # Errors
    /// When there is no such version.
    pub async fn get_tap_sheet(&self, song: SongId, version: VersionId) -> Result<TapSheet, UiError> {
        self.work(move |library| sheet(library, &of_song(library, &song, &version)?)).await
    }

    /// Other times for a version, of the user's or of the vendor's. The last change can be taken back.
    ///
    /// # Errors
    /// `BadRequest` for times that do not fit the lines; when there is no such version or it cannot be written.
    pub async fn change_times(
        &self,
        song: SongId,
        version: VersionId,
        change: TimesChange,
    ) -> Result<SongView, UiError> {
        let id = song.clone();
        let view = self
            .work(move |library| {
                apply(library, &of_song(library, &id, &version)?, change)?;
                songs::view(library, &id)
            })
            .await?;
        self.events.tell(&StudioEvent::SongChanged(song));
        Ok(view)
    }
}

fn of_song(library: &Library, song: &SongId, version: &VersionId) -> Result<VersionRecord, UiError> {
    let record = library.version(version)?;
    let here = record.song == *song;
    if here { Ok(record) } else { Err(UiError::new(ErrorCode::NotFound, "the version is of another song")) }
}

fn sheet(library: &Library, version: &VersionRecord) -> Result<TapSheet, UiError> {
    let base = library.take(&version.arrangement.base)?;
    let words = text(library, version, &base)?;
    let lyrics = Lyrics::parse(&words);
    let timing = timings::of_words(library, version, &lyrics)?.unwrap_or_default();
    let mut starts = song::line_starts(&lyrics, &timing).into_iter();
    let mut lines = Vec::new();
    for (index, section) in (0_u32..).zip(&lyrics.sections) {
        for line in section.lines.iter().filter(|line| !line.words.is_empty()) {
            lines.push(TapLine {
                text: line.text.trim().to_owned(),
                kind: section.kind,
                label: section.label.clone(),
                section: index,
                start: starts.next().flatten(),
            });
        }
    }
    Ok(TapSheet { words, lines, tapped: base.tapped.is_some(), vendor: base.timing.is_some() })
}

/// The text whose lines are tapped: what was sung according to the vendor. Where nobody said it, the lyrics page's,
/// which may have been mended since the last time.
fn text(library: &Library, version: &VersionRecord, base: &TakeRecord) -> Result<String, UiError> {
    let known = timings::words(library, version)?;
    let free = version.arrangement.patches.is_empty() && base.lyrics.trim().is_empty();
    if !free && !known.trim().is_empty() {
        return Ok(known);
    }
    let page = Lyrics::parse(&library.song(&version.song)?.compose.lyrics).sung_text();
    let sung = !song::tap_lines(&Lyrics::parse(&page)).is_empty();
    Ok(if sung { page } else { known })
}

fn apply(library: &Library, version: &VersionRecord, change: TimesChange) -> Result<(), UiError> {
    let (song, now) = (&version.song, clock::now());
    let takes = || -> Vec<TakeId> {
        let patches = version.arrangement.patches.iter().map(|patch| patch.fragment.clone());
        std::iter::once(version.arrangement.base.clone()).chain(patches).collect()
    };
    match change {
        TimesChange::Tapped { words, starts } => {
            let base = library.take(&version.arrangement.base)?;
            let duration = shown::millis(base.frames, base.rate);
            let timing = song::tapped_timing(&Lyrics::parse(&words), &starts, duration)
                .map_err(|error| UiError::new(ErrorCode::BadRequest, error.to_string()))?;
            library.set_tapped(song, &parts(library, version, &base, (words, timing))?, now)?;
        }
        TimesChange::Vendor => {
            let none: Vec<_> = takes().into_iter().map(|take| (take, None)).collect();
            library.set_tapped(song, &none, now)?;
        }
        TimesChange::Back => library.swap_tapped(song, &takes(), now)?,
    }
    Ok(())
}

/// What of the tapped times belongs to which take of the version: a fragment's words go to the fragment, the words
/// that the base take sings under it stay as they were.
fn parts(
    library: &Library,
    version: &VersionRecord,
    base: &TakeRecord,
    (words, timing): (String, RawTiming),
) -> Result<Vec<(TakeId, Option<Tapped>)>, UiError> {
    let patches = &version.arrangement.patches;
    if patches.is_empty() {
        let words = if base.lyrics.trim().is_empty() { words } else { String::new() };
        return Ok(vec![(base.id.clone(), Some(Tapped { words, timing }))]);
    }
    let mut parts = vec![(base.id.clone(), Some(around(base, patches, &timing)))];
    for patch in patches {
        let (start, end) = (patch.range.start().seconds(), patch.range.end().seconds());
        let inside = timing.only(|from, to| from < end && to > start);
        let fragment = library.take(&patch.fragment)?;
        let timing = inside.shifted(-timings::starts_at(patch, fragment.rate));
        parts.push((fragment.id, Some(Tapped { words: String::new(), timing })));
    }
    Ok(parts)
}

/// The base take's times: as tapped around the patches, as they were under them.
fn around(base: &TakeRecord, patches: &[Patch], tapped: &RawTiming) -> Tapped {
    let under = |from: f64, to: f64| {
        let holds =
            |patch: &Patch| patch.range.start().seconds() <= from && to <= patch.range.end().seconds();
        patches.iter().any(holds)
    };
    let mut timing = tapped.only(|from, to| !under(from, to));
    if let Some(known) = base.times() {
        let known = known.only(under);
        timing.words.extend(known.words);
        timing.lines.extend(known.lines);
    }
    timing.words.sort_by(|a, b| a.start_s.total_cmp(&b.start_s));
    let words = base.tapped.as_ref().map(|tapped| tapped.words.clone()).unwrap_or_default();
    Tapped { words, timing }
}
