//! When which word is sung.

use serde_json::Value;
use song::{RawLine, RawTiming, RawWord, RawWordPart};

use super::{Object, unknown};
use crate::json::{flag, number, objects, text};
use crate::{ErrorKind, SubmitError};

/// `/suno/timing`. An instrumental has no words: empty lists are an answer, a missing object is not.
pub(super) fn read(data: Option<&Value>) -> Result<RawTiming, SubmitError> {
    let data = match data {
        None | Some(Value::Null) => {
            return Err(unknown(ErrorKind::VendorFault, "the vendor delivered nothing"));
        }
        Some(data) => data.as_object().filter(|data| has_timing(data)),
    };
    let data = data.ok_or_else(|| unknown(ErrorKind::Unreadable, "the answer has an unknown form"))?;
    Ok(RawTiming {
        words: objects(data.get("aligned_words")).map(raw_word).collect(),
        lines: objects(data.get("aligned_lyrics")).map(raw_line).collect(),
    })
}

fn has_timing(data: &Object) -> bool {
    ["aligned_words", "aligned_lyrics"]
        .iter()
        .any(|key| matches!(data.get(*key), Some(Value::Array(_) | Value::Null)))
}

/// A piece without times counts as not found, so that its times are interpolated.
fn raw_word(word: &Object) -> RawWord {
    let (start, end) = (number(word.get("start_s")), number(word.get("end_s")));
    RawWord {
        text: text(word.get("word")).unwrap_or_default(),
        success: start.is_some() && end.is_some() && flag(word.get("success")).unwrap_or(true),
        start_s: start.unwrap_or_default(),
        end_s: end.unwrap_or_default(),
        p: number(word.get("p_align")).unwrap_or_default(),
    }
}

fn raw_line(line: &Object) -> RawLine {
    RawLine {
        text: text(line.get("text")).unwrap_or_default(),
        start_s: number(line.get("start_s")).unwrap_or_default(),
        end_s: number(line.get("end_s")).unwrap_or_default(),
        section: text(line.get("section")).unwrap_or_default(),
        words: objects(line.get("words")).map(raw_part).collect(),
    }
}

fn raw_part(part: &Object) -> RawWordPart {
    RawWordPart {
        text: text(part.get("text")).unwrap_or_default(),
        start_s: number(part.get("start_s")).unwrap_or_default(),
        end_s: number(part.get("end_s")).unwrap_or_default(),
    }
}
