//! From rows to what the window shows.

use library::{DraftRecord, JobRecord, SongSummary, TakeFileRecord, TakeRecord, VersionRecord};
use song::Millis;

use crate::actions::Plan;
use crate::beside;
use crate::clock::for_window;
use crate::problem::UiError;
use crate::views::{
    CauseKind, DraftView, JobState, JobView, Money, Place, SongRow, TakeFile, TakeKind, TakeOrigin, TakeView,
    VersionCause, VersionView,
};

/// A vendor's name for the eye.
pub(crate) fn vendor_label(vendor: &str) -> String {
    vendors::by_id(vendor).map_or_else(String::new, |known| known.profile().label.to_owned())
}

/// Length of audio in milliseconds, rounded down.
pub(crate) fn millis(frames: u64, rate: u32) -> Millis {
    let ms = frames * 1000 / u64::from(rate.max(1));
    Millis(u32::try_from(ms).unwrap_or(u32::MAX))
}

pub(crate) fn song_row(row: SongSummary) -> SongRow {
    SongRow {
        id: row.id,
        title: row.title,
        style: row.style,
        first_line: row.first_line,
        duration_ms: row.duration_ms.map(Millis),
        take_count: row.take_count,
        version_number: row.version_number,
        practice: row.practice,
        vendor_label: if row.practice { String::new() } else { vendor_label(&row.vendor) },
        model: row.model,
        changed_at: for_window(row.changed_at),
        trashed_at: row.trashed_at.map(for_window),
        cover_take: row.cover_take,
        unheard: row.unheard,
    }
}

/// A take; `files` are its song's.
pub(crate) fn take(record: &TakeRecord, files: &[TakeFileRecord]) -> TakeView {
    TakeView {
        id: record.id.clone(),
        number: record.number,
        kind: match record.kind {
            library::TakeKind::Whole => TakeKind::Whole,
            library::TakeKind::Fragment => TakeKind::Fragment,
            library::TakeKind::Stem => TakeKind::Stem,
            library::TakeKind::Sound => TakeKind::Sound,
        },
        origin: origin(record.origin),
        job_id: record.job.clone(),
        title: record.title.clone(),
        model: record.model.clone(),
        // The window calls the practice studio by its own name.
        vendor_label: if record.practice { String::new() } else { vendor_label(&record.vendor) },
        practice: record.practice,
        place: place(record.remote_id.is_some()),
        duration_ms: millis(record.frames, record.rate),
        rate: record.rate,
        created_at: for_window(record.created_at),
        heard: record.heard,
        has_timing: record.times().is_some(),
        has_cover: record.cover.is_some(),
        connection: record.connection.clone(),
        source: record.source.clone(),
        with: record.with.clone(),
        files: files.iter().filter(|file| file.take == record.id).filter_map(|it| file(record, it)).collect(),
        stem: record.stem.clone(),
        range: record.range,
        seam: record.seam,
        new_words: record.new_words.clone(),
    }
}

/// A file beside a take's audio; none for a kind that only a newer Refrain knows.
pub(crate) fn file(take: &TakeRecord, record: &TakeFileRecord) -> Option<TakeFile> {
    let kind = serde_json::from_value(serde_json::Value::String(record.kind.clone())).ok()?;
    Some(TakeFile { kind, name: beside::name(take, &record.file), bytes: record.bytes as f64 })
}

pub(crate) fn draft(record: DraftRecord) -> DraftView {
    DraftView {
        id: record.id,
        job: record.job,
        title: record.title,
        text: record.text,
        tags: record.tags,
        created_at: for_window(record.created_at),
    }
}

pub(crate) fn origin(origin: library::TakeOrigin) -> TakeOrigin {
    match origin {
        library::TakeOrigin::Generate => TakeOrigin::Generate,
        library::TakeOrigin::Extend => TakeOrigin::Extend,
        library::TakeOrigin::ReplaceSection => TakeOrigin::ReplaceSection,
        library::TakeOrigin::Concat => TakeOrigin::Concat,
        library::TakeOrigin::Cover => TakeOrigin::Cover,
        library::TakeOrigin::Mashup => TakeOrigin::Mashup,
        library::TakeOrigin::Sample => TakeOrigin::Sample,
        library::TakeOrigin::Inspiration => TakeOrigin::Inspiration,
        library::TakeOrigin::Remaster => TakeOrigin::Remaster,
        library::TakeOrigin::AddVocals => TakeOrigin::AddVocals,
        library::TakeOrigin::AddInstrumental => TakeOrigin::AddInstrumental,
        library::TakeOrigin::Sounds => TakeOrigin::Sounds,
        library::TakeOrigin::Stems => TakeOrigin::Stems,
        library::TakeOrigin::AllStems => TakeOrigin::AllStems,
        library::TakeOrigin::Import => TakeOrigin::Import,
        library::TakeOrigin::Upload => TakeOrigin::Upload,
        library::TakeOrigin::Other => TakeOrigin::Other,
    }
}

fn place(at_vendor: bool) -> Place {
    if at_vendor { Place::VendorLocal } else { Place::Local }
}

/// A version lives at the vendor when it is one whole take that the vendor knows.
pub(crate) fn version(record: &VersionRecord, base: Option<&TakeRecord>) -> VersionView {
    let whole = record.arrangement.patches.is_empty();
    let known = base.is_some_and(|take| take.remote_id.is_some());
    VersionView {
        id: record.id.clone(),
        number: record.number,
        created_at: for_window(record.created_at),
        cause: VersionCause { kind: cause(record.cause), label: record.label.clone(), range: record.range },
        arrangement: record.arrangement.clone(),
        lyrics: words(record, base),
        duration_ms: base.map_or(Millis(0), |take| millis(take.frames, take.rate)),
        place: place(whole && known),
    }
}

/// As [`crate::timings::words`], with the take at hand.
fn words(version: &VersionRecord, base: Option<&TakeRecord>) -> String {
    match base {
        Some(take) if version.lyrics.trim().is_empty() => take.words().to_owned(),
        _ => version.lyrics.clone(),
    }
}

fn cause(cause: library::VersionCause) -> CauseKind {
    match cause {
        library::VersionCause::TakeKept => CauseKind::TakeKept,
        library::VersionCause::SectionReplaced => CauseKind::SectionReplaced,
        library::VersionCause::JoinedAtVendor => CauseKind::JoinedAtVendor,
        library::VersionCause::Imported => CauseKind::Imported,
    }
}

/// A word of a row, as the enum it was written from; a word nobody knows is the given fallback.
pub(crate) fn word<T: serde::de::DeserializeOwned>(word: &str, fallback: T) -> T {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).unwrap_or(fallback)
}

/// An enum of unit variants as the word for a row.
pub(crate) fn as_word<T: serde::Serialize>(value: T) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// A job. None when the row's plan cannot be read (a row of a newer Refrain).
pub(crate) fn job(record: &JobRecord, takes: Vec<song::TakeId>) -> Option<JobView> {
    let plan: Plan = serde_json::from_str(&record.plan).ok()?;
    let money = word(&record.money, Money::Unknown);
    let error: Option<UiError> = record.error.as_deref().and_then(|text| serde_json::from_str(text).ok());
    Some(JobView {
        id: record.id.clone(),
        action: plan.action.kind(),
        song: record.song.clone(),
        song_title: plan.song_title,
        connection: record.connection.clone(),
        connection_label: plan.connection_label,
        practice: plan.practice,
        state: word(&record.state, JobState::Failed),
        money,
        quoted: record.quoted,
        charged: record.quoted.filter(|_| money == Money::Spent),
        unit: record.unit.clone(),
        started_at: for_window(record.started_at),
        ended_at: record.ended_at.map(for_window),
        usual_seconds: plan.usual_seconds,
        range: plan.range,
        takes,
        percent: None,
        stage: String::new(),
        trouble: None,
        again_at: None,
        vendor_message: error.as_ref().and_then(|error| error.vendor_message.clone()),
        error,
        trace_id: record.trace_id.clone(),
    })
}
