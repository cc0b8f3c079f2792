//! What a vendor delivers, neutral of its wire.
//!
//! Absent: fetching the audio (`http::download`) and judging it (`audio`).

mod results;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use song::RawTiming;

use crate::untrusted::without_queries;
use crate::{ErrorKind, Money, VendorError};

pub use results::{
    Balance, CustomModel, FileKind, Instrument, Lyrics, Note, Phrase, RemoteFile, RemoteVoice, Uploaded, Vox,
};

/// A decoded answer with the numbers that the vendor's support asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reply {
    /// What came.
    pub submission: Submission,
    /// The vendor's number of the task.
    pub task_id: Option<String>,
    /// The vendor's number of the call.
    pub trace_id: Option<String>,
}

/// What came of a submitted request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "camelCase")]
pub enum Submission {
    /// Songs or fragments, in the vendor's order; at least one. Some may have failed: [`Clip::audio`].
    Clips(Vec<Clip>),
    /// When which word is sung.
    Timing(RawTiming),
    /// Accepted, nothing to fetch yet.
    Accepted(Ticket),
    /// Words; at least one text.
    Lyrics(Vec<Lyrics>),
    /// Files to fetch (WAV, video, notes, page); at least one.
    Files(Vec<RemoteFile>),
    /// The notes themselves.
    Midi(Vec<Instrument>),
    /// A web page, as it came. Never opened inside of the app.
    Page(String),
    /// A recording is known to the vendor now, also one for a model of one's own.
    Uploaded(Uploaded),
    /// A voice was made.
    Voice(RemoteVoice),
    /// The singing of a song.
    Vox(Vox),
    /// The phrase that a person reads aloud to prove that the voice is theirs.
    Phrase(Phrase),
    /// A session for a model of one's own.
    Session {
        /// Its number.
        session_id: String,
    },
    /// A model of one's own was made.
    CustomModel(CustomModel),
    /// What is left to spend.
    Balance(Balance),
}

/// What the vendor gave to ask again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ticket {
    /// The vendor's number of the task. Any text: not every vendor's is a UUID.
    pub task_id: String,
    /// What else the vendor's folder needs to ask again; null for nothing.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub note: Value,
}

impl Ticket {
    /// A ticket that is a number and nothing else.
    #[must_use]
    pub fn new(task_id: impl Into<String>) -> Self {
        Self { task_id: task_id.into(), note: Value::Null }
    }
}

/// What a vendor says of a clip.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ClipState {
    /// Finished; also when the vendor says nothing.
    #[default]
    Succeeded,
    /// In the queue.
    Pending,
    /// Being made.
    Running,
    /// Failed.
    Error,
    /// A word this program does not know.
    Other(String),
}

/// One song or fragment at the vendor. Texts are as they came: clean them before showing
/// ([`crate::untrusted`]). Debug leaves out the queries of its addresses.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Clip {
    /// The vendor's id; empty if it gave none.
    pub remote_id: String,
    /// Title; may be empty.
    pub title: String,
    /// Lyrics as the vendor has them; may be empty.
    pub lyric: String,
    /// Style words; may be empty.
    pub style: String,
    /// Where the audio is said to be. Use [`Clip::audio`].
    pub audio_url: String,
    /// Where the cover is said to be.
    pub image_url: Option<String>,
    /// Length in seconds, as said by the vendor.
    pub duration_s: Option<f64>,
    /// The vendor's internal model name; never a key to look up a [`crate::Model`].
    pub model: String,
    /// When it was made, as the vendor writes it.
    pub created_at: Option<String>,
    /// What the vendor says of it.
    pub state: ClipState,
    /// Why it failed, in the vendor's words, cleaned; only with [`ClipState::Error`].
    pub problem: Option<VendorError>,
    /// Which part of a song it is, where it is one.
    #[serde(default)]
    pub stem: Option<StemPart>,
    /// Every other field, as it came.
    pub extra: Value,
}

/// Which part of a song a clip is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StemPart {
    /// Its name in plain words, e.g. `Backing Vocals`.
    pub name: String,
    /// Which of several separations it belongs to, from 1.
    pub set: u32,
    /// Whether the vendor found (next to) nothing in it.
    pub silent: bool,
}

impl Clip {
    /// The address of the audio.
    ///
    /// # Errors
    /// The vendor's own error of a failed clip; `MediaForbidden` for `api/forbidden`, `MediaMissing`
    /// for an empty address or `…/None.mp3` (both seen in the wild, research/vendors.md §0 and §7),
    /// `Busy` for a clip that is still in the making. The clip was billed: money is `Spent`, except
    /// where the vendor's own error says otherwise.
    pub fn audio(&self) -> Result<&str, VendorError> {
        if let Some(problem) = &self.problem {
            return Err(problem.clone());
        }
        match address_fault(&self.audio_url) {
            Some(_) if self.is_unfinished() => {
                Err(self.spent(ErrorKind::Busy, "the clip is not finished yet"))
            }
            Some((kind, words)) => Err(self.spent(kind, words)),
            None => Ok(&self.audio_url),
        }
    }

    /// Whether the vendor is still at it.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        matches!(self.state, ClipState::Pending | ClipState::Running)
    }

    fn spent(&self, kind: ErrorKind, words: &str) -> VendorError {
        VendorError::new(kind, Money::Spent, words)
    }
}

/// What is wrong with an audio address on sight.
fn address_fault(url: &str) -> Option<(ErrorKind, &'static str)> {
    let path = url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    if path.ends_with("/api/forbidden") {
        return Some((ErrorKind::MediaForbidden, "the vendor forbids the download of this clip"));
    }
    let nameless =
        url.trim().is_empty() || ["none", "null", "undefined"].contains(&stem.to_lowercase().as_str());
    nameless.then_some((ErrorKind::MediaMissing, "the vendor names no audio for this clip"))
}

impl std::fmt::Debug for Clip {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Clip")
            .field("remote_id", &self.remote_id)
            .field("title", &self.title)
            .field("audio_url", &without_queries(&self.audio_url))
            .field("state", &self.state)
            .field("duration_s", &self.duration_s)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clip(url: &str, state: ClipState) -> Clip {
        Clip { remote_id: "id".into(), audio_url: url.into(), state, ..Clip::default() }
    }

    #[test]
    fn odd_addresses_are_told_apart() {
        let kind = |url| clip(url, ClipState::Succeeded).audio().map_err(|e| e.kind).map(str::to_owned);
        assert_eq!(kind("https://studio-api.prod.suno.com/api/forbidden"), Err(ErrorKind::MediaForbidden));
        assert_eq!(kind("https://cdn1.suno.ai/None.mp3"), Err(ErrorKind::MediaMissing));
        assert_eq!(kind(""), Err(ErrorKind::MediaMissing));
        assert_eq!(kind("https://cdn1.suno.ai/a.mp3?x=1"), Ok("https://cdn1.suno.ai/a.mp3?x=1".into()));
        assert_eq!(kind("https://cdn1.suno.ai/Nonet.mp3"), Ok("https://cdn1.suno.ai/Nonet.mp3".into()));
    }

    #[test]
    fn an_unfinished_clip_with_audio_is_playable_and_one_without_is_awaited() {
        assert!(clip("https://a/b.mp3", ClipState::Running).audio().is_ok());
        assert_eq!(clip("", ClipState::Running).audio().unwrap_err().kind, ErrorKind::Busy);
    }

    #[test]
    fn debug_hides_signatures() {
        let text = format!("{:?}", clip("https://a/b.mp3?Signature=secret", ClipState::Succeeded));
        assert!(text.contains("https://a/b.mp3") && !text.contains("secret"));
    }
}
