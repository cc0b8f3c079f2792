//! Words and timing as the service itself writes them, and when a task with clips is finished.
//!
//! Absent: what only one vendor delivers (voices, models of one's own).

use serde_json::{Map, Value};
use song::{RawLine, RawTiming, RawWord, RawWordPart};

use crate::json::{filled, flag, number, objects, text};
use crate::{Clip, ClipState, Lyrics, News, Progress, Reply, Submission};

use super::clip::all_failed;

type Object = Map<String, Value>;

/// What a task that the vendor calls finished has become. Clips that still stream are about to get
/// their final addresses, so they are asked for again.
pub(crate) fn finished(clips: Vec<Clip>, task_id: &str, words: &str) -> News {
    if let Some(error) = all_failed(&clips) {
        return News::Failed(error);
    }
    let about_to_come =
        |clip: &Clip| clip.state == ClipState::Running || (clip.is_unfinished() && clip.audio().is_err());
    if clips.iter().any(about_to_come) {
        return pending(clips, words);
    }
    done(Submission::Clips(clips), task_id)
}

/// A task that is under way, with what can be heard already.
pub(crate) fn pending(clips: Vec<Clip>, words: &str) -> News {
    let clips = clips.into_iter().filter(|clip| clip.audio().is_ok()).collect();
    News::Pending(Progress { percent: None, clips, words: crate::untrusted::message(words) })
}

/// A finished task.
pub(crate) fn done(submission: Submission, task_id: &str) -> News {
    News::Done(Box::new(Reply { submission, task_id: Some(task_id.to_owned()), trace_id: None }))
}

/// Words: one text or a list of them. Empty if there is none.
pub(crate) fn lyrics(value: Option<&Value>) -> Vec<Lyrics> {
    let single = value.and_then(Value::as_object).into_iter();
    objects(value).chain(single).filter_map(lyric).collect()
}

fn lyric(object: &Object) -> Option<Lyrics> {
    let text_of = ["text", "lyrics", "lyric"].iter().find_map(|key| filled(object.get(*key)))?;
    let title = text(object.get("title")).unwrap_or_default();
    let tags = object.get("tags").and_then(Value::as_array).into_iter().flatten();
    Some(Lyrics { title, text: text_of, tags: tags.filter_map(|tag| filled(Some(tag))).collect() })
}

/// When which word is sung. An instrumental has no words: empty lists are an answer, a missing object
/// is none.
pub(crate) fn timing(value: Option<&Value>) -> Option<RawTiming> {
    let data = value?.as_object().filter(|data| has_timing(data))?;
    Some(RawTiming {
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
