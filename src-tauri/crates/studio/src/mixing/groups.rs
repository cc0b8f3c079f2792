//! Which stems belong together: those of one separation, part by part, in at most two sets. Absent: how they are
//! mixed.

use library::{Library, TakeKind, TakeOrigin, TakeRecord};
use song::{Mix, SongId, StemSet, TakeId};

use crate::clock;
use crate::problem::{ErrorCode, UiError};
use crate::shown;
use crate::views::{MixView, PartView};

/// Below this loudness a stem counts as quiet: next to nothing is heard in it.
const QUIET_LUFS: f64 = -60.0;

/// One part, in one set or two.
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) a: TakeRecord,
    pub(crate) b: Option<TakeRecord>,
}

impl Part {
    /// What the part plays in a set; set A where there is no other.
    pub(crate) fn take(&self, set: StemSet) -> &TakeRecord {
        match set {
            StemSet::A => &self.a,
            StemSet::B => self.b.as_ref().unwrap_or(&self.a),
        }
    }

    fn takes(&self) -> impl Iterator<Item = &TakeRecord> {
        std::iter::once(&self.a).chain(&self.b)
    }
}

/// The stems of one separation.
pub(crate) struct Group {
    pub(crate) key: String,
    pub(crate) source: Option<TakeId>,
    pub(crate) origin: TakeOrigin,
    pub(crate) created_at: i64,
    pub(crate) parts: Vec<Part>,
}

impl Group {
    /// The names of its parts.
    pub(crate) fn names(&self) -> Vec<String> {
        self.parts.iter().map(|part| part.name.clone()).collect()
    }

    /// Puts a stem where it belongs: a part that is new, set B of one that is known, and beyond that a part
    /// of its own.
    fn add(&mut self, take: TakeRecord) {
        let name = take.stem.clone().filter(|name| !name.is_empty()).unwrap_or_else(|| take.title.clone());
        match self.parts.iter_mut().find(|part| part.name == name) {
            Some(part) if part.b.is_none() && take.job.is_some() => part.b = Some(take),
            Some(_) => {
                let name = self.free(&name);
                self.parts.push(Part { name, a: take, b: None });
            }
            None => self.parts.push(Part { name, a: take, b: None }),
        }
    }

    fn free(&self, name: &str) -> String {
        let taken = |name: &String| self.parts.iter().any(|part| part.name == *name);
        let mut number = 2;
        let mut free = format!("{name} {number}");
        while taken(&free) {
            number += 1;
            free = format!("{name} {number}");
        }
        free
    }
}

/// Every separation of a song, newest first.
///
/// # Errors
/// If the library cannot be read.
pub(crate) fn groups(library: &Library, song: &SongId) -> Result<Vec<Group>, UiError> {
    let mut stems: Vec<TakeRecord> =
        library.takes_of(song)?.into_iter().filter(|take| take.kind == TakeKind::Stem).collect();
    stems.sort_by_key(|take| take.number);
    let mut groups: Vec<Group> = Vec::new();
    for take in stems {
        let key = take.job.as_ref().map_or(song.as_str(), |job| job.as_str()).to_owned();
        match groups.iter_mut().find(|group| group.key == key) {
            Some(group) => group.add(take),
            None => {
                let (source, origin, created_at) = (take.source.clone(), take.origin, take.created_at);
                let mut group = Group { key, source, origin, created_at, parts: Vec::new() };
                group.add(take);
                groups.push(group);
            }
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.created_at));
    Ok(groups)
}

/// One separation of a song.
///
/// # Errors
/// `NotFound` if there is none of this key.
pub(crate) fn group(library: &Library, song: &SongId, key: &str) -> Result<Group, UiError> {
    let found = groups(library, song)?.into_iter().find(|group| group.key == key);
    found.ok_or_else(|| UiError::new(ErrorCode::NotFound, "these stems are gone"))
}

/// The take that stands for a separation where one picture of it is wanted.
///
/// # Errors
/// `NotFound` if there is none of this key.
pub(crate) fn face(library: &Library, song: &SongId, key: &str) -> Result<TakeId, UiError> {
    let group = group(library, song, key)?;
    let first = group.parts.first().map(|part| part.a.id.clone());
    group.source.or(first).ok_or_else(|| UiError::new(ErrorCode::NotFound, "these stems are gone"))
}

/// The mix of a group as it was left, or untouched.
///
/// # Errors
/// If the library cannot be read.
pub(crate) fn mix_of(library: &Library, group: &Group) -> Result<Mix, UiError> {
    let kept = library.mix(&group.key)?.map(|record| record.mix).unwrap_or_default();
    Ok(kept.for_parts(&group.names()))
}

/// A group as the window shows it.
///
/// # Errors
/// If the library cannot be read.
pub(crate) fn view(library: &Library, group: &Group) -> Result<MixView, UiError> {
    let mix = mix_of(library, group)?;
    let there = group.parts.iter().zip(&mix.state.strips).filter(|(_, strip)| !strip.removed);
    let lengths = there.flat_map(|(part, _)| part.takes()).map(|take| shown::millis(take.frames, take.rate));
    let quiet = |take: &TakeRecord| take.loudness_lufs <= QUIET_LUFS;
    let part = |part: &Part| PartView {
        part: part.name.clone(),
        a: part.a.id.clone(),
        b: part.b.as_ref().map(|take| take.id.clone()),
        quiet_a: quiet(&part.a),
        quiet_b: part.b.as_ref().is_some_and(quiet),
    };
    Ok(MixView {
        key: group.key.clone(),
        source: group.source.clone(),
        origin: shown::origin(group.origin),
        created_at: clock::for_window(group.created_at),
        duration_ms: lengths.max().unwrap_or_default(),
        parts: group.parts.iter().map(part).collect(),
        mix,
        sum_check: library.mix(&group.key)?.and_then(|record| record.sum_check),
    })
}
