//! Everything that a reply offers, brought home: takes, word times, files, words, an upload. Then results,
//! charge and the job's end go into the library in one transaction.

use std::sync::Arc;

use library::{DraftRecord, JobRecord, JobResults, Library, TakeRecord, UploadedTake};
use song::{TakeId, VersionId};
use vendors::{FileKind, Lyrics, Reply, Submission, Uploaded, VendorRequest, untrusted};

use super::made;
use super::outcome::charge;
use crate::actions::Plan;
use crate::problem::{ErrorCode, UiError};
use crate::shown::as_word;
use crate::views::{JobState, Money};
use crate::{Studio, StudioEvent, clock, makings, midi, versions};

impl Studio {
    /// Fetches everything a reply offers.
    pub(super) async fn fetch(
        &self,
        record: &JobRecord,
        plan: &Plan,
        reply: Reply,
    ) -> Result<JobResults, UiError> {
        let nothing = JobResults::default();
        match (reply.submission, plan.source.clone()) {
            (Submission::Clips(clips), _) => {
                let mut takes = self.fetch_clips(record, plan, &clips).await?;
                takes.iter_mut().for_each(|take| take.task_id.clone_from(&reply.task_id));
                Ok(JobResults::takes(takes))
            }
            (Submission::Timing(raw), Some(take)) => Ok(JobResults { timing: Some((take, raw)), ..nothing }),
            (Submission::Lyrics(texts), _) => Ok(JobResults { drafts: drafts(record, texts), ..nothing }),
            (Submission::Files(files), Some(take)) => {
                let files = self.fetch_files(record, plan, &take, &files).await?;
                Ok(JobResults { files, ..nothing })
            }
            (Submission::Midi(instruments), Some(take)) => {
                let file = self.write_file(record, &take, FileKind::Midi, midi::file(&instruments)).await?;
                Ok(JobResults { files: vec![file], ..nothing })
            }
            (Submission::Page(page), Some(take)) => {
                let file = self.write_file(record, &take, FileKind::Html, page.into_bytes()).await?;
                Ok(JobResults { files: vec![file], ..nothing })
            }
            (Submission::Uploaded(uploaded), Some(take)) => {
                Ok(JobResults { uploaded: Some(known_from_now_on(plan, take, &uploaded)?), ..nothing })
            }
            (Submission::Voice(voice), _) => Ok(made::voice(record, plan, voice)),
            (Submission::CustomModel(model), _) => Ok(made::model(record, plan, model)),
            (
                next @ (Submission::Vox(_)
                | Submission::Phrase(_)
                | Submission::Session { .. }
                | Submission::Uploaded(_)),
                _,
            ) => made::product(record, &next),
            _ => Err(UiError::new(
                ErrorCode::Unreadable,
                "the vendor answered with something else than was asked for",
            )),
        }
    }

    /// Ends a job with its results, in one transaction.
    pub(super) async fn finish(
        self: &Arc<Self>,
        record: &mut JobRecord,
        plan: &Plan,
        found: JobResults,
    ) -> Result<(), UiError> {
        record.state = as_word(JobState::Done);
        record.money = as_word(Money::Spent);
        record.error = None;
        record.ended_at = Some(clock::now());
        let has_model = found.model.is_some();
        let is_making = found.voice.is_some() || found.model.is_some() || found.product.is_some();
        let (row, planned) = (record.clone(), plan.clone());
        self.work(move |library| write(library, &row, &planned, &found)).await?;
        if record.secret.is_some() {
            let id = record.id.clone();
            self.ask(move |library| library.forget_calls(&id)).await?;
        }
        self.tell_job(record).await?;
        if plan.song.as_str().is_empty() || is_making {
            self.events.tell(&StudioEvent::VoicesChanged);
        }
        if has_model {
            self.tell_connections().await?;
        }
        if !plan.song.as_str().is_empty() {
            self.events.tell(&StudioEvent::SongChanged(plan.song.clone()));
            self.events.tell(&StudioEvent::LibraryChanged);
        }
        self.spent(record).await
    }
}

fn write(library: &Library, record: &JobRecord, plan: &Plan, found: &JobResults) -> Result<(), UiError> {
    let charge = charge(record, Money::Spent)?;
    let fresh = library.finish_job(record, found, charge.as_ref())?;
    if let (true, VendorRequest::Concat { .. }, Some(version), Some(take)) =
        (fresh, &plan.request, &plan.version, found.takes.first())
    {
        join(library, plan, version, take)?;
    }
    let finished = found.voice.is_some() || found.model.is_some();
    if let (true, true, Some(making)) = (fresh, finished, plan.action.making()) {
        makings::finish(library, making)?;
    }
    Ok(())
}

/// A join made at the vendor is the next version: the vendor's whole take, with what it does not
/// contain (earlier local patches) still laid over it.
fn join(library: &Library, plan: &Plan, version: &VersionId, take: &TakeRecord) -> Result<(), UiError> {
    let before = library.version(version)?;
    let mut arrangement = song::Arrangement::whole(take.id.clone());
    arrangement.patches = before.arrangement.patches.clone();
    let joined = arrangement.patches.pop();
    let range = joined.map(|patch| patch.range);
    let why = (library::VersionCause::JoinedAtVendor, before.label.clone(), range);
    versions::add(library, &plan.song, arrangement, before.lyrics, why).map(|_| ())
}

fn drafts(record: &JobRecord, texts: Vec<Lyrics>) -> Vec<DraftRecord> {
    let draft = |words: Lyrics| DraftRecord {
        id: uuid::Uuid::new_v4().to_string(),
        song: record.song.clone(),
        job: record.id.clone(),
        title: untrusted::line(&words.title),
        text: clean_lyrics(&words.text),
        tags: words.tags.iter().map(|tag| untrusted::line(tag)).collect(),
        created_at: clock::now(),
    };
    texts.into_iter().map(draft).collect()
}

/// What the vendor heard in the recording stays with it: words, style, title.
fn known_from_now_on(plan: &Plan, take: TakeId, uploaded: &Uploaded) -> Result<UploadedTake, UiError> {
    Ok(UploadedTake {
        take,
        remote_id: uploaded.audio_id.clone(),
        connection: plan.connection.clone(),
        vendor: plan.vendor.clone(),
        practice: plan.practice,
        extra: serde_json::to_string(uploaded).map_err(UiError::internal)?,
    })
}

/// A vendor's lyrics, fit to be shown and edited: no control characters but line ends.
pub(super) fn clean_lyrics(text: &str) -> String {
    const LONGEST: usize = 20_000;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|letter| *letter == '\n' || !letter.is_control()).take(LONGEST).collect()
}
