//! From clips to takes: each is downloaded at once (addresses die), decoded in full, measured, adopted and
//! told where it came from.

use std::path::{Path, PathBuf};

use library::{JobRecord, Library, StoredFile, TakeKind, TakeOrigin, TakeRecord};
use song::{ComposeMode, RawTiming, TakeId};
use vendors::http::{DownloadLimits, Retry, download};
use vendors::{Clip, VendorRequest, untrusted};

use super::fetch::clean_lyrics;
use crate::actions::Plan;
use crate::problem::UiError;
use crate::versions::{arrangement_of, open};
use crate::views::LaneRequest;
use crate::{Studio, clock, files};

impl Studio {
    /// Every clip that can be had. One that fails does not cost the others.
    pub(super) async fn fetch_clips(
        &self,
        record: &JobRecord,
        plan: &Plan,
        clips: &[Clip],
    ) -> Result<Vec<TakeRecord>, UiError> {
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
            _ => Ok(takes),
        }
    }

    async fn fetch_clip(
        &self,
        record: &JobRecord,
        plan: &Plan,
        clip: &Clip,
        number: u32,
    ) -> Result<TakeRecord, UiError> {
        let audio = self.library.incoming_dir().join(format!("{}-{number}.part", record.id));
        self.fetch_file(plan, clip.audio()?, &audio, DownloadLimits::audio()).await?;
        let cover = match clip.image_url.as_ref().filter(|_| kind(plan) != TakeKind::Stem) {
            Some(url) => self.fetch_cover(record, plan, url, number).await,
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

    /// Downloads what the vendor named. The practice studio moves with every start: addresses of where it
    /// was are read as of where it is.
    pub(super) async fn fetch_file(
        &self,
        plan: &Plan,
        url: &str,
        into: &Path,
        limits: DownloadLimits,
    ) -> Result<(), UiError> {
        let way = self.way_now(plan).await?;
        let moved = url.strip_prefix(&plan.base_url).map(|rest| format!("{}{rest}", way.base_url));
        download(moved.as_deref().unwrap_or(url), Some(&way), into, self.hurried(limits), &mut |_| ())
            .await?;
        Ok(())
    }

    /// Limits with the pauses that this studio keeps.
    fn hurried(&self, limits: DownloadLimits) -> DownloadLimits {
        let retry = Retry { base: limits.retry.base.mul_f64(self.haste), ..limits.retry };
        DownloadLimits { retry, ..limits }
    }

    /// A cover is a pleasure, not a result: without it the take is complete.
    async fn fetch_cover(&self, record: &JobRecord, plan: &Plan, url: &str, number: u32) -> Option<PathBuf> {
        let path = self.library.incoming_dir().join(format!("{}-{number}-cover.part", record.id));
        self.fetch_file(plan, url, &path, DownloadLimits::cover()).await.ok().map(|()| path)
    }
}

/// A take of a downloaded clip: verified, stored, measured, and a fragment aligned by ear.
fn describe(library: &Library, plan: &Plan, clip: &Clip, audio: &Path) -> Result<TakeRecord, UiError> {
    let rate = library.takes_of(&plan.song)?.first().map(|take| take.rate);
    let stored = files::store_audio(library, audio, rate, files::Measure::Now)?;
    let mut take = stored.into_take(TakeId::fresh(), plan.song.clone(), clock::now());
    take.remote_id = Some(clip.remote_id.clone()).filter(|id| !id.is_empty());
    take.connection = Some(plan.connection.clone());
    take.vendor.clone_from(&plan.vendor);
    take.practice = plan.practice;
    take.model = said_or(&clip.model, || plan.request.model().unwrap_or_default().to_owned());
    take.title = said_or(&clip.title, || plan.song_title.clone());
    take.lyrics = lyrics(library, plan, clip)?;
    take.source.clone_from(&plan.source);
    take.with.clone_from(&plan.with);
    take.extra = clip.extra.to_string();
    take.origin = origin(&plan.request);
    take.kind = kind(plan);
    take.stem = (take.kind == TakeKind::Stem).then(|| part(clip));
    take.range = plan.range;
    if let (Some(range), Some(version)) = (plan.range, &plan.version) {
        take.new_words.clone_from(&plan.new_words);
        let under = arrangement_of(library, &LaneRequest::Version { version: version.clone() }, true)?;
        let mut fragment = audio::open(&library.path_of(&take.file))?;
        take.seam = Some(audio::seam::align(&mut open(library, &under)?, fragment.as_mut(), range)?);
    } else if matches!(plan.request, VendorRequest::Concat { .. }) {
        take.timing = joined_timing(library, plan)?;
    }
    Ok(take)
}

/// The vendor's text, cleaned; where it said none, what was asked for.
fn said_or(text: &str, asked: impl FnOnce() -> String) -> String {
    let said = untrusted::line(text);
    if said.trim().is_empty() { asked() } else { said }
}

fn kind(plan: &Plan) -> TakeKind {
    match &plan.request {
        VendorRequest::Stems { .. } | VendorRequest::AllStems { .. } => TakeKind::Stem,
        VendorRequest::Sounds(_) => TakeKind::Sound,
        _ if plan.range.is_some() && plan.version.is_some() => TakeKind::Fragment,
        _ => TakeKind::Whole,
    }
}

/// The name of a part.
fn part(clip: &Clip) -> String {
    clip.stem.as_ref().map_or_else(|| untrusted::line(&clip.title), |stem| stem.name.clone())
}

/// Where a take came from. A recording's address is covered or continued like a song.
fn origin(request: &VendorRequest) -> TakeOrigin {
    match request {
        VendorRequest::Generate(_) => TakeOrigin::Generate,
        VendorRequest::Extend(_) | VendorRequest::UploadGenerate(_) | VendorRequest::UploadExtend(_) => {
            TakeOrigin::Extend
        }
        VendorRequest::ReplaceSection(_) => TakeOrigin::ReplaceSection,
        VendorRequest::Concat { .. } => TakeOrigin::Concat,
        VendorRequest::Cover(_) | VendorRequest::UploadCover(_) => TakeOrigin::Cover,
        VendorRequest::Mashup(_) => TakeOrigin::Mashup,
        VendorRequest::Sample(_) => TakeOrigin::Sample,
        VendorRequest::Inspiration(_) => TakeOrigin::Inspiration,
        VendorRequest::Remaster(_) => TakeOrigin::Remaster,
        VendorRequest::AddVocals(_) => TakeOrigin::AddVocals,
        VendorRequest::AddInstrumental(_) => TakeOrigin::AddInstrumental,
        VendorRequest::Sounds(_) => TakeOrigin::Sounds,
        VendorRequest::Stems { .. } => TakeOrigin::Stems,
        VendorRequest::AllStems { .. } => TakeOrigin::AllStems,
        _ => TakeOrigin::Other,
    }
}

/// The words that are sung in a clip. What was sent is exact; the vendor's echo is not.
fn lyrics(library: &Library, plan: &Plan, clip: &Clip) -> Result<String, UiError> {
    if let Some(song) =
        plan.request.song().filter(|song| song.mode == ComposeMode::Custom && !song.lyrics.is_empty())
    {
        return Ok(song.lyrics.clone());
    }
    let echo = clean_lyrics(&clip.lyric);
    Ok(match (&plan.request, &plan.version) {
        (VendorRequest::ReplaceSection(replace), _) => replace.text.full_lyric.clone(),
        (VendorRequest::Concat { .. }, Some(version)) => {
            crate::timings::words(library, &library.version(version)?)?
        }
        (VendorRequest::Concat { .. }, None) if echo.trim().is_empty() => continued_lyrics(library, plan)?,
        (VendorRequest::Remaster(_), _) if echo.trim().is_empty() => source(library, plan)?.lyrics,
        _ => echo,
    })
}

/// The words of a part that continues a take, after those of the take.
fn continued_lyrics(library: &Library, plan: &Plan) -> Result<String, UiError> {
    let part = source(library, plan)?;
    let made = part.job.as_ref().map(|job| library.job(job)).transpose()?;
    let made = made.and_then(|job| serde_json::from_str::<Plan>(&job.plan).ok()).map(|plan| plan.request);
    let before = match made {
        Some(VendorRequest::Extend(extend)) => extend.origin_lyric,
        _ => String::new(),
    };
    Ok([before, part.lyrics]
        .into_iter()
        .filter(|text| !text.trim().is_empty())
        .collect::<Vec<_>>()
        .join("\n"))
}

/// The take that the plan works on.
fn source(library: &Library, plan: &Plan) -> Result<TakeRecord, UiError> {
    let source = plan.source.as_ref().ok_or_else(|| UiError::internal("a plan without its take"))?;
    Ok(library.take(source)?)
}

/// A join sounds like the version it was made from, so that version's word times hold for it.
fn joined_timing(library: &Library, plan: &Plan) -> Result<Option<RawTiming>, UiError> {
    let Some(version) = &plan.version else { return Ok(None) };
    let timing = crate::timings::of_version(library, &library.version(version)?)?;
    Ok(timing.map(|timing| crate::timings::raw(&timing)))
}

/// Keeps a cover if it is a picture that every webview shows.
fn store_cover(library: &Library, path: &Path) -> Option<StoredFile> {
    let bytes = std::fs::read(path).ok()?;
    let ending = match bytes.get(..4)? {
        [0xff, 0xd8, 0xff, _] => "jpg",
        [0x89, b'P', b'N', b'G'] => "png",
        _ => return None,
    };
    library.adopt(path, ending).ok()
}
