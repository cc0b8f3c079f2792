//! Fetching media from addresses that a vendor named: hostile until proven otherwise.
//!
//! No key is sent, every hop is checked, and size, time and gaps are limited while the bytes come.
//! What the bytes are is not judged here: a web page with status 200 is for the audio decoder to
//! refuse. Absent: resuming; a broken download begins anew.

use std::path::Path;
use std::time::Duration;

use reqwest::header::LOCATION;
use reqwest::{Response, StatusCode};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;
use tokio::time::{Instant, timeout};
use url::Url;

use super::address::{Blocked, Scope, media_scope};
use super::{Proxy, Retry, Way, client, retry_after, words_of};
use crate::{ErrorKind, Money, VendorError};

/// How many redirects are followed.
const HOPS: u32 = 5;
/// From when on the slowest permitted speed counts.
const SLOW_AFTER: Duration = Duration::from_secs(60);
/// The slowest permitted speed, in bytes per second over the whole download.
const SLOWEST: f64 = 1024.0;

/// What a download may cost in bytes and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DownloadLimits {
    /// Size in bytes.
    pub bytes: u64,
    /// Wait for the first answer of each hop.
    pub answer: Duration,
    /// Wait between two pieces.
    pub gap: Duration,
    /// One try as a whole.
    pub total: Duration,
    /// What is done about faults that may pass.
    pub retry: Retry,
}

impl DownloadLimits {
    /// For songs, fragments and stems: 512 MiB, 30 minutes.
    #[must_use]
    pub fn audio() -> Self {
        Self {
            bytes: 512 * 1024 * 1024,
            answer: Duration::from_secs(30),
            gap: Duration::from_secs(30),
            total: Duration::from_secs(30 * 60),
            retry: Retry::default(),
        }
    }

    /// For cover pictures: 20 MiB, 2 minutes.
    #[must_use]
    pub fn cover() -> Self {
        Self { bytes: 20 * 1024 * 1024, total: Duration::from_secs(2 * 60), ..Self::audio() }
    }
}

/// A finished download.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Downloaded {
    /// How many bytes were written.
    pub bytes: u64,
}

/// Fetches `url` into the file `into`, which is replaced if it exists and removed on error. `progress`
/// hears the bytes so far; they begin at 0 again when a broken download is begun anew.
///
/// `from` is the connection that named the address: the way goes through its proxy, and where its base URL is
/// plain http on this machine, addresses of exactly this origin are allowed beside public https ones.
///
/// # Errors
/// `UnsafeAddress`, `MediaForbidden` (401, 403), `MediaExpired` (404, 410), `MediaTooLarge`, `Timeout`,
/// `Busy` (429), `Unreachable`, `Disk`, `VendorFault` (any other status). Money is `Spent`: what is
/// fetched has been paid for.
pub async fn download<W: Into<Way>>(
    url: &str,
    from: Option<W>,
    into: &Path,
    limits: DownloadLimits,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<Downloaded, VendorError> {
    let from: Option<Way> = from.map(Into::into);
    let own = from.as_ref().and_then(|way| way.patience);
    let limits =
        DownloadLimits { gap: own.unwrap_or(limits.gap), answer: own.unwrap_or(limits.answer), ..limits };
    let mut failures = 0;
    loop {
        let result = fetch(url, from.as_ref(), into, limits, progress).await;
        failures += 1;
        let Err(error) = result else { return result };
        if !may_pass(&error) || failures >= limits.retry.tries {
            let _ = tokio::fs::remove_file(into).await;
            return Err(error);
        }
        tokio::time::sleep(limits.retry.wait(failures, error.retry_after_s)).await;
    }
}

fn may_pass(error: &VendorError) -> bool {
    error.is_temporary() || error.kind == ErrorKind::VendorFault
}

fn failed(kind: ErrorKind, words: &str) -> VendorError {
    VendorError::new(kind, Money::Spent, words)
}

async fn fetch(
    url: &str,
    own: Option<&Way>,
    into: &Path,
    limits: DownloadLimits,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<Downloaded, VendorError> {
    let response = follow(url, own, limits).await?;
    if response.content_length().is_some_and(|length| length > limits.bytes) {
        return Err(too_large());
    }
    let file = File::create(into).await.map_err(|error| disk(&error))?;
    match timeout(limits.total, pour(response, file, limits, progress)).await {
        Ok(result) => result,
        Err(_) => Err(failed(ErrorKind::Timeout, "the download took too long")),
    }
}

/// The answer at the end of the redirects. Each hop is judged like the first.
async fn follow(url: &str, own: Option<&Way>, limits: DownloadLimits) -> Result<Response, VendorError> {
    let mut url =
        Url::parse(url).map_err(|_| failed(ErrorKind::UnsafeAddress, "this is not a web address"))?;
    for _ in 0..=HOPS {
        let response = get(&url, own, limits).await?;
        match next_hop(&url, &response)? {
            Some(next) => url = next,
            None => return judge(response),
        }
    }
    Err(failed(ErrorKind::UnsafeAddress, "the address redirects too often"))
}

async fn get(url: &Url, own: Option<&Way>, limits: DownloadLimits) -> Result<Response, VendorError> {
    let unsafe_address =
        || failed(ErrorKind::UnsafeAddress, "media is fetched only from public https addresses");
    let scope = media_scope(url, own.map(|way| way.base_url.as_str())).ok_or_else(unsafe_address)?;
    let proxy = own.map(|way| way.proxy.clone()).unwrap_or_default();
    let request = media_client(scope, url, &proxy)?.get(url.clone()).send();
    match timeout(limits.answer, request).await {
        Ok(sent) => sent.map_err(broken),
        Err(_) => Err(failed(ErrorKind::Timeout, "the media host does not answer")),
    }
}

fn media_client(scope: Scope, url: &Url, proxy: &Proxy) -> Result<reqwest::Client, VendorError> {
    let builder = client(scope, url.host_str().unwrap_or_default(), proxy);
    builder.and_then(reqwest::ClientBuilder::build).map_err(broken)
}

fn next_hop(url: &Url, response: &Response) -> Result<Option<Url>, VendorError> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
    let next = location.and_then(|location| url.join(location).ok());
    next.map(Some).ok_or_else(|| failed(ErrorKind::VendorFault, "the address redirects to nowhere"))
}

fn judge(response: Response) -> Result<Response, VendorError> {
    let (kind, words) = match response.status() {
        StatusCode::OK => return Ok(response),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            (ErrorKind::MediaForbidden, "the media host forbids this download")
        }
        StatusCode::NOT_FOUND | StatusCode::GONE => (ErrorKind::MediaExpired, "the media is no longer there"),
        StatusCode::TOO_MANY_REQUESTS => (ErrorKind::Busy, "the media host is busy"),
        _ => (ErrorKind::VendorFault, "the media host answers with an error"),
    };
    let words = format!("{words} (status {})", response.status().as_u16());
    Err(VendorError { retry_after_s: retry_after(response.headers()), ..failed(kind, &words) })
}

async fn pour(
    mut response: Response,
    mut file: File,
    limits: DownloadLimits,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<Downloaded, VendorError> {
    let begun = Instant::now();
    let mut bytes = 0;
    progress(0);
    while let Some(piece) = piece(&mut response, limits.gap).await? {
        bytes += piece.len() as u64;
        if bytes > limits.bytes {
            return Err(too_large());
        }
        check_speed(bytes, begun.elapsed())?;
        file.write_all(&piece).await.map_err(|error| disk(&error))?;
        progress(bytes);
    }
    file.flush().await.map_err(|error| disk(&error))?;
    Ok(Downloaded { bytes })
}

async fn piece(response: &mut Response, gap: Duration) -> Result<Option<Vec<u8>>, VendorError> {
    match timeout(gap, response.chunk()).await {
        Ok(piece) => piece.map(|piece| piece.map(Vec::from)).map_err(broken),
        Err(_) => Err(failed(ErrorKind::Timeout, "the media host stopped sending")),
    }
}

/// A trickle is refused: it would hold the job for ever.
#[allow(clippy::cast_precision_loss)]
fn check_speed(bytes: u64, elapsed: Duration) -> Result<(), VendorError> {
    if elapsed > SLOW_AFTER && (bytes as f64) < SLOWEST * elapsed.as_secs_f64() {
        return Err(failed(ErrorKind::Timeout, "the media host sends too slowly"));
    }
    Ok(())
}

fn too_large() -> VendorError {
    failed(ErrorKind::MediaTooLarge, "the file is larger than allowed")
}

fn disk(error: &std::io::Error) -> VendorError {
    failed(ErrorKind::Disk, &error.to_string())
}

fn broken(error: reqwest::Error) -> VendorError {
    let error = error.without_url();
    let mut cause = std::error::Error::source(&error);
    while let Some(inner) = cause {
        if inner.is::<Blocked>() {
            return failed(ErrorKind::UnsafeAddress, &Blocked.to_string());
        }
        cause = inner.source();
    }
    let kind = if error.is_timeout() { ErrorKind::Timeout } else { ErrorKind::Unreachable };
    failed(kind, &words_of(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trickle_is_refused_but_only_after_a_minute() {
        assert!(check_speed(0, Duration::from_secs(59)).is_ok());
        assert!(check_speed(61 * 1024, Duration::from_secs(61)).is_ok());
        assert!(check_speed(60 * 1024, Duration::from_secs(61)).is_err());
    }
}
