//! Task objects and what they hold.

use serde_json::{Map, Value, json};

use super::{Dialect, UNITS};
use crate::server::Studio;
use crate::server::suno::{Progress, RawClip};
use crate::server::task::{Fate, Look, Outcome};

/// The task as `dialect` shows it.
pub(super) fn task(studio: &Studio, look: &Look, dialect: Dialect) -> Value {
    let (task, submitted) = (&look.task, look.task.at / 1000);
    let mut object = Map::new();
    object.insert("task_id".into(), json!(task.id));
    if dialect.shows_hook {
        object.insert("notify_hook".into(), task.asked["notify_hook"].clone());
    }
    let started = if look.step == 0 && !look.is_over() { 0 } else { submitted };
    let rest = [
        ("action", json!(task.action)),
        ("status", json!(word(look, dialect))),
        ("fail_reason", json!(reason(&task.fate, look.is_over()))),
        ("submit_time", json!(submitted)),
        ("start_time", json!(started)),
        ("finish_time", json!(task.over.unwrap_or(0) / 1000)),
        ("progress", json!(if look.is_over() { "100%" } else { "0%" })),
        ("data", data(studio, look)),
    ];
    object.extend(rest.map(|(name, value)| (name.to_owned(), value)));
    if dialect.recent {
        object.extend(recent(look, submitted));
    }
    Value::Object(object)
}

/// What New-API adds since 2026 (`dto/task.go`).
fn recent(look: &Look, submitted: i64) -> [(String, Value); 8] {
    let updated = look.task.over.unwrap_or(look.task.at) / 1000;
    let dollars = if look.task.action == "MUSIC" { 0.3 } else { 0.01 };
    [
        ("id", json!(look.task.chance % 100_000)),
        ("created_at", json!(submitted)),
        ("updated_at", json!(updated)),
        ("platform", json!("suno")),
        ("user_id", json!(1)),
        ("group", json!("default")),
        ("channel_id", json!(1)),
        ("quota", json!(dollars * UNITS)),
    ]
    .map(|(name, value)| (name.to_owned(), value))
}

fn word(look: &Look, dialect: Dialect) -> &'static str {
    match (look.is_over(), look.step) {
        (true, _) if look.task.fate.is_bad() => dialect.failed,
        (true, _) => "SUCCESS",
        (false, _) if dialect.one_word => "IN_PROGRESS",
        (false, 0) => "NOT_START",
        (false, 1) => "SUBMITTED",
        (false, 2) => "QUEUED",
        (false, _) => "IN_PROGRESS",
    }
}

fn reason(fate: &Fate, over: bool) -> &str {
    match fate {
        Fate::Fails { reason } | Fate::HalfFails { reason } if over => reason,
        // The sweep of New-API writes it like this, whatever the language.
        Fate::TimesOut if over => "任务超时（10分钟）",
        _ => "",
    }
}

/// What the task holds by now; null until the gateway has asked for the first time.
pub(super) fn data(studio: &Studio, look: &Look) -> Value {
    match &look.task.outcome {
        Outcome::Plain { data } if look.is_over() => data.clone(),
        Outcome::Songs { ids } => clips(studio, look, ids),
        Outcome::Upload { id, .. } => clips(studio, look, std::slice::from_ref(id)),
        _ => Value::Null,
    }
}

fn clips(studio: &Studio, look: &Look, ids: &[String]) -> Value {
    let timed_out = look.is_over() && look.task.fate == Fate::TimesOut;
    if timed_out || (look.step < 2 && !look.is_over()) {
        return Value::Null;
    }
    let songs = ids.iter().filter_map(|id| studio.songs.get(id)).enumerate();
    songs.map(|(index, song)| json!(RawClip::of(studio, &song, progress(look, index)))).collect()
}

/// How far the clip at `index` is; of a half failed task only the first is playable.
fn progress(look: &Look, index: usize) -> Progress<'_> {
    match &look.task.fate {
        Fate::Fails { reason } if look.is_over() => Progress::Broken(reason),
        Fate::HalfFails { reason } if look.is_over() && index > 0 => Progress::Broken(reason),
        _ if look.is_over() => Progress::Complete,
        _ if look.step == 2 => Progress::Queued,
        _ => Progress::Streaming,
    }
}
