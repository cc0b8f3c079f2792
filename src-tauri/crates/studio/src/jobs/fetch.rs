//! Fetching what a vendor made: each clip is downloaded at once (addresses die), decoded in full,
//! measured and adopted; then takes, charge and the job's end go into the library in one transaction.

use std::path::PathBuf;
use std::sync::Arc;

use library::{JobRecord, Library, StoredFile, TakeKind, TakeOrigin, TakeRecord};
use song::{ComposeMode, RawTiming, TakeId, VersionId};
use vendors::http::{DownloadLimits, Retry, Way, download};
use vendors::{Clip, Reply, Submission, VendorRequest, untrusted};

use super::outcome::charge;
use crate::actions::Plan;
use crate::problem::{ErrorCode, UiError};
use crate::shown::as_word;
use crate::versions::{arrangement_of, open};
use crate::views::{JobState, LaneRequest, Money};
use crate::{Studio, StudioEvent, clock, files, versions};

/// What was fetched, ready for the library.
pub(super) enum Found {
    Takes(Vec<TakeRecord>),
    Timing(TakeId, RawTiming),
}

impl Studio {
    /// Fetches everything a reply offers. One clip that fails does not cost the others.
    pub(super) async fn fetch(
        &self,
        record: &JobRecord,
        plan: &Plan,
        reply: Reply,
    ) -> Result<Found, UiError> {
        match (reply.submission, &plan.source) {
            (Submission::Clips(clips), _) => self.fetch_clips(record, plan, &clips).await,
            (Submission::Timing(raw), Some(take)) => Ok(Found::Timing(take.clone(), raw)),
            (
                Submission::Timing(_)
                | Submission::Accepted(_)
                | Submission::Lyrics(_)
                | Submission::Files(_)
                | Submission::Midi(_)
                | Submission::Uploaded(_)
                | Submission::Voice(_)
                | Submission::Vox(_)
                | Submission::Phrase(_)
                | Submission::Session { .. }
                | Submission::CustomModel(_)
                | Submission::Balance(_),
                _,
            ) => Err(UiError::new(
                ErrorCode::Unreadable,
                "the vendor answered with something else than was asked for",
            )),
        }
    }

    async fn fetch_clips(&self, record: &JobRecord, plan: &Plan, clips: &[Clip]) -> Result<Found, UiError> {
        let mut takes = Vec::new();
        let mut trouble = None;
        for (number, clip) in (1..).zip(clips) {
            match self.fetch_clip(record, plan, clip, number).await {
                Ok(take) => takes.push(take),
                Err(error) => {
                    tracing::warn!(job = %record.id, number, %error, "a clip cannot be saved");
                    trouble.get_or_insert(error);
                }
            }
        }
        match trouble {
            Some(error) if takes.is_empty() => Err(error),
            _ => Ok(Found::Takes(takes)),
        }
    }

    async fn fetch_clip(
        &self,
        record: &JobRecord,
        plan: &Plan,
        clip: &Clip,
        number: u32,
    ) -> Result<TakeRecord, UiError> {
        let way = self.way_now(plan).await?;
        let here = way.base_url.as_str();
        let at_home = |url: &str| url.strip_prefix(&plan.base_url).map(|rest| format!("{here}{rest}"));
        let url = clip.audio()?.to_owned();
        let url = at_home(&url).unwrap_or(url);
        let audio = self.library.incoming_dir().join(format!("{}-{number}.part", record.id));
        download(&url, Some(&way), &audio, self.hurried(DownloadLimits::audio()), &mut |_| ()).await?;
        let cover = match &clip.image_url {
            Some(url) => self.fetch_cover(record, &at_home(url).unwrap_or(url.clone()), &way, number).await,
            None => None,
        };
        let (plan, clip, job) = (plan.clone(), clip.clone(), record.id.clone());
        self.work(move |library| {
            let mut take = describe(library, &plan, &clip, &audio)?;
            take.job = Some(job);
            take.number = number;
            take.cover = cover.and_then(|path| store_cover(library, &path));
            Ok(take)
        })
        .await
    }

    /// Limits with the pauses that this studio keeps.
    fn hurried(&self, limits: DownloadLimits) -> DownloadLimits {
        let retry = Retry { base: limits.retry.base.mul_f64(self.haste), ..limits.retry };
        DownloadLimits { retry, ..limits }
    }

    /// A cover is a pleasure, not a result: without it the take is complete.
    async fn fetch_cover(&self, record: &JobRecord, url: &str, way: &Way, number: u32) -> Option<PathBuf> {
        let path = self.library.incoming_dir().join(format!("{}-{number}-cover.part", record.id));
        let fetched =
            download(url, Some(way), &path, self.hurried(DownloadLimits::cover()), &mut |_| ()).await;
        fetched.ok().map(|_| path)
    }

    /// Ends a job with its results, in one transaction.
    pub(super) async fn finish(
        self: &Arc<Self>,
        record: &mut JobRecord,
        plan: &Plan,
        found: Found,
    ) -> Result<(), UiError> {
        record.state = as_word(JobState::Done);
        record.money = as_word(Money::Spent);
        record.error = None;
        record.ended_at = Some(clock::now());
        let (row, planned) = (record.clone(), plan.clone());
        self.work(move |library| write(library, &row, &planned, found)).await?;
        if record.secret.is_some() {
            let id = record.id.clone();
            self.ask(move |library| library.forget_calls(&id)).await?;
        }
        self.tell_job(record).await?;
        self.events.tell(&StudioEvent::SongChanged(plan.song.clone()));
        self.events.tell(&StudioEvent::LibraryChanged);
        self.spent(record).await
    }
}

fn write(library: &Library, record: &JobRecord, plan: &Plan, found: Found) -> Result<(), UiError> {
    let charge = charge(record, Money::Spent)?;
    match found {
        Found::Timing(take, raw) => {
            library.finish_job(record, &[], charge.as_ref(), Some((&take, &raw)))?;
        }
        Found::Takes(takes) => {
            let fresh = library.finish_job(record, &takes, charge.as_ref(), None)?;
            if let (true, VendorRequest::Concat { .. }, Some(version), Some(take)) =
                (fresh, &plan.request, &plan.version, takes.first())
            {
                join(library, plan, version, take)?;
            }
        }
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

/// A take of a downloaded clip: verified, stored, measured, and a fragment aligned by ear.
fn describe(
    library: &Library,
    plan: &Plan,
    clip: &Clip,
    audio: &std::path::Path,
) -> Result<TakeRecord, UiError> {
    let rate = library.takes_of(&plan.song)?.first().map(|take| take.rate);
    let stored = files::store_audio(library, audio, rate, files::Measure::Now)?;
    let mut take = stored.into_take(TakeId::fresh(), plan.song.clone(), clock::now());
    take.remote_id = Some(clip.remote_id.clone()).filter(|id| !id.is_empty());
    take.connection = Some(plan.connection.clone());
    take.vendor.clone_from(&plan.vendor);
    take.practice = plan.practice;
    take.model = untrusted::line(&clip.model);
    take.title = untrusted::line(&clip.title);
    take.lyrics = lyrics(library, plan, clip);
    take.source = plan.source.clone();
    take.extra = clip.extra.to_string();
    take.origin = match &plan.request {
        VendorRequest::Generate(_) => TakeOrigin::Generate,
        VendorRequest::ReplaceSection(_) => TakeOrigin::ReplaceSection,
        VendorRequest::Concat { .. } => TakeOrigin::Concat,
        _ => TakeOrigin::Other,
    };
    if let (Some(range), Some(version)) = (plan.range, &plan.version) {
        take.kind = TakeKind::Fragment;
        take.range = Some(range);
        take.new_words.clone_from(&plan.new_words);
        let under = arrangement_of(library, &LaneRequest::Version { version: version.clone() }, true)?;
        let mut fragment = audio::open(&library.path_of(&take.file))?;
        take.seam = Some(audio::seam::align(&mut open(library, &under)?, fragment.as_mut(), range)?);
    } else if matches!(plan.request, VendorRequest::Concat { .. }) {
        take.timing = joined_timing(library, plan)?;
    }
    Ok(take)
}

/// The words that are sung in a clip. What was sent is exact; the vendor's echo is not.
fn lyrics(library: &Library, plan: &Plan, clip: &Clip) -> String {
    match &plan.request {
        VendorRequest::Generate(generate) if generate.mode == ComposeMode::Custom => generate.lyrics.clone(),
        VendorRequest::ReplaceSection(replace) => replace.text.full_lyric.clone(),
        VendorRequest::Concat { .. } => {
            let version = plan.version.as_ref().and_then(|version| library.version(version).ok());
            version.map_or_else(|| clean_lyrics(&clip.lyric), |version| version.lyrics)
        }
        _ => clean_lyrics(&clip.lyric),
    }
}

/// A vendor's lyrics, fit to be shown and edited: no control characters but line ends.
fn clean_lyrics(text: &str) -> String {
    const LONGEST: usize = 20_000;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|letter| *letter == '\n' || !letter.is_control()).take(LONGEST).collect()
}

/// A join sounds like the version it was made from, so that version's word times hold for it.
fn joined_timing(library: &Library, plan: &Plan) -> Result<Option<RawTiming>, UiError> {
    let Some(version) = &plan.version else { return Ok(None) };
    let timing = crate::timings::of_version(library, &library.version(version)?)?;
    Ok(timing.map(|timing| crate::timings::raw(&timing)))
}

/// Keeps a cover if it is a picture that every webview shows.
fn store_cover(library: &Library, path: &std::path::Path) -> Option<StoredFile> {
    let bytes = std::fs::read(path).ok()?;
    let ending = match bytes.get(..4)? {
        [0xff, 0xd8, 0xff, _] => "jpg",
        [0x89, b'P', b'N', b'G'] => "png",
        _ => return None,
    };
    library.adopt(path, ending).ok()
}
