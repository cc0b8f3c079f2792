//! Files and notes that vendors deliver. Few print a shape, so every one that is known is read.

use serde_json::{Map, Value};

use crate::json::{filled, number, objects, text};
use crate::{FileKind, Instrument, Note, RemoteFile, Submission};

/// The objects of a list, or the single one.
fn each(data: &Value) -> impl Iterator<Item = &Map<String, Value>> {
    objects(Some(data)).chain(data.as_object())
}

/// Addresses under any of these names, or bare.
pub(crate) fn files(data: &Value, kind: FileKind, names: &[&str]) -> Option<Submission> {
    let named = each(data).filter_map(|object| names.iter().find_map(|name| filled(object.get(*name))));
    let bare = data.as_array().into_iter().flatten().chain(Some(data)).filter_map(Value::as_str);
    let urls = named.chain(bare.map(str::to_owned)).filter(|url| url.contains("://"));
    let files: Vec<_> = urls.map(|url| RemoteFile { kind, url }).collect();
    (!files.is_empty()).then_some(Submission::Files(files))
}

/// Instruments with their notes; none if there is no list of them.
pub(crate) fn notes(data: &Value) -> Option<Submission> {
    let named = each(data).filter(|object| object.get("instruments").is_some_and(Value::is_array));
    let mut lists = named.peekable();
    lists.peek()?;
    let instruments =
        lists.flat_map(|object| objects(object.get("instruments"))).map(|instrument| Instrument {
            name: text(instrument.get("name")).unwrap_or_default(),
            notes: objects(instrument.get("notes")).filter_map(note).collect(),
        });
    Some(Submission::Midi(instruments.collect()))
}

/// A note; none if it cannot be played. Velocities are 0 ..= 1 at Ace, 0 ..= 127 everywhere else.
fn note(object: &Map<String, Value>) -> Option<Note> {
    let pitch = number(object.get("pitch"))?.round();
    let velocity = number(object.get("velocity")).unwrap_or(0.8).max(0.0);
    let velocity = if velocity > 1.0 { velocity / 127.0 } else { velocity };
    let (start_s, end_s) = (number(object.get("start"))?, number(object.get("end"))?);
    let pitch = (0..=127_u8).find(|number| f64::from(*number) == pitch)?;
    (start_s >= 0.0 && end_s > start_s).then_some(Note { pitch, start_s, end_s, velocity: velocity.min(1.0) })
}
