//! The main job against a running server: a song, its words in time, a new section, one whole.

use std::path::Path;

use secrecy::SecretString;
use song::ReplaceText;

use super::{Verdict, ensure, settle, song, submit};
use crate::http::{DownloadLimits, download, read};
use crate::{
    Action, Clip, ErrorKind, ReplaceSection, Submission, SubmitError, Vendor, VendorError, VendorRequest,
};

/// A server that speaks the vendor's wire.
#[derive(Clone, Copy)]
pub struct Live<'a> {
    /// The vendor.
    pub vendor: &'a dyn Vendor,
    /// Where the server is.
    pub base_url: &'a str,
    /// A key that it accepts.
    pub key: &'a SecretString,
    /// A folder for downloads.
    pub folder: &'a Path,
}

/// Runs the main job and the test of a connection; the first thing that fails ends it.
///
/// # Errors
/// A sentence that says what is wrong.
pub async fn live(live: Live<'_>) -> Verdict {
    probes(live).await?;
    unknown_model(live).await?;
    let takes = clips(live, &song(live.vendor, "")).await?;
    let most = live.vendor.profile().takes_per_generation as usize;
    ensure(takes.len() <= most, || format!("{} takes, and {most} at most", takes.len()))?;
    for take in &takes {
        fetch(live, take).await?;
    }
    rework(live, &takes[0]).await
}

fn offers(live: Live<'_>, action: Action) -> bool {
    live.vendor.profile().action(action).is_some()
}

async fn rework(live: Live<'_>, take: &Clip) -> Verdict {
    if offers(live, Action::Timing) {
        timing(live, take).await?;
    }
    if !offers(live, Action::ReplaceSection) {
        return Ok(());
    }
    let fragments = clips(live, &replacement(live, take)).await?;
    fetch(live, &fragments[0]).await?;
    if !offers(live, Action::Concat) {
        return Ok(());
    }
    let whole = clips(live, &VendorRequest::Concat { audio_id: fragments[0].remote_id.clone() }).await?;
    fetch(live, &whole[0]).await
}

async fn probes(live: Live<'_>) -> Verdict {
    let Some(probe) = live.vendor.probe() else { return Ok(()) };
    let good = read(live.base_url, &probe, live.key).await.map_err(|error| error.to_string())?;
    live.vendor.judge_probe(&good).map_err(|error| format!("the good key is refused: {error}"))?;
    let wrong = SecretString::from("wrong-key-0123456789");
    let bad = read(live.base_url, &probe, &wrong).await.map_err(|error| error.to_string())?;
    let judged = live.vendor.judge_probe(&bad);
    let is_bad_key = |error: &VendorError| error.kind == ErrorKind::BadKey;
    ensure(judged.as_ref().is_err_and(is_bad_key), || format!("a wrong key is judged {judged:?}"))
}

/// A name the server does not know is refused or sung, but understood either way.
async fn unknown_model(live: Live<'_>) -> Verdict {
    let request = song(live.vendor, "model-of-tomorrow");
    match submit(live.vendor, live.base_url, live.key, &request).await {
        Ok(_) | Err(SubmitError::Refused(_)) => Ok(()),
        Err(error) => Err(format!("unknown model: {error:?}")),
    }
}

/// The clips that come of a request, at least one.
async fn clips(live: Live<'_>, request: &VendorRequest) -> Result<Vec<Clip>, String> {
    let action = request.action();
    match settle(live, request).await?.submission {
        Submission::Clips(clips) if !clips.is_empty() => Ok(clips),
        other => Err(format!("{action:?}: {other:?}")),
    }
}

async fn timing(live: Live<'_>, take: &Clip) -> Verdict {
    let request = VendorRequest::Timing { audio_id: take.remote_id.clone() };
    match settle(live, &request).await?.submission {
        Submission::Timing(timing) => ensure(!timing.words.is_empty(), || "timing without words".to_owned()),
        other => Err(format!("timing: {other:?}")),
    }
}

fn replacement(live: Live<'_>, take: &Clip) -> VendorRequest {
    let profile = live.vendor.profile();
    let start_s = 10.0;
    let text = ReplaceText {
        prompt: "Two hands that let it go".to_owned(),
        lyric: "One light in every window\nTwo hands that let it go".to_owned(),
        full_lyric: take.lyric.replace("Two hands upon the door", "Two hands that let it go"),
    };
    VendorRequest::ReplaceSection(ReplaceSection {
        audio_id: take.remote_id.clone(),
        model: profile.default_model.to_owned(),
        text,
        start_s,
        end_s: start_s + 2.0 * profile.replace_limits.min.seconds(),
        title: take.title.clone(),
        style: take.style.clone(),
        style_negative: String::new(),
    })
}

async fn fetch(live: Live<'_>, clip: &Clip) -> Verdict {
    let url = clip.audio().map_err(|error| error.to_string())?;
    let into = live.folder.join("conformance.audio");
    let result = download(url, Some(live.base_url), &into, DownloadLimits::audio(), &mut |_| ()).await;
    let done = result.map_err(|error| format!("download: {error}"))?;
    ensure(done.bytes > 1000, || format!("only {} bytes of audio", done.bytes))
}
