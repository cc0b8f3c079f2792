//! Sending: one client for calls that cost money, one for calls that may be repeated, and downloads.
//!
//! The paying client sends once and never again: no redirects, no retries, no reused connection. Only
//! a connection that never came to be proves that nothing was sent (research/reliability.md §0 rule 2:
//! every other error looks the same whether the server read the whole request or none of it).
//! Absent: any vendor's meaning of an answer, and the decision when to send.

mod address;
mod download;
mod host;
#[cfg(test)]
mod tests;
mod way;

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER,
};
use reqwest::{Client, ClientBuilder, RequestBuilder, Response, redirect};
use secrecy::{ExposeSecret, SecretString};

pub use address::{BaseUrl, BaseUrlError};
pub use download::{DownloadLimits, Downloaded, download};
pub use host::{Stranger, host_file, public_address, read_as_stranger};
pub use way::{Proxy, ProxyError, Way};

use crate::{KeyPlace, Method, SendError, WireAnswer, WireRequest};
use address::Scope;

/// How long a synchronous vendor may take to sing.
const PATIENCE: Duration = Duration::from_secs(15 * 60);
/// How long a repeatable call may take.
const READ_PATIENCE: Duration = Duration::from_secs(60);
const CONNECT_PATIENCE: Duration = Duration::from_secs(10);
const JSON: &str = "application/json";
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Shorter keys are not searched for in answers: they would match by chance.
const SHORTEST_KEY: usize = 8;

/// How often and how patiently a repeatable call is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    /// How many times it is sent at most; at least once.
    pub tries: u32,
    /// The longest wait after the first failure; doubles with every further one.
    pub base: Duration,
    /// The longest wait of all.
    pub cap: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Self { tries: 4, base: Duration::from_secs(1), cap: Duration::from_secs(60) }
    }
}

impl Retry {
    /// The wait after failure number `failures` (from 1): half of the full wait at least, the rest by
    /// chance, so that many jobs do not come back at once. The vendor's own word wins.
    fn wait(self, failures: u32, told: Option<u32>) -> Duration {
        if let Some(seconds) = told {
            return Duration::from_secs(seconds.into()).min(self.cap);
        }
        let full = self.base.saturating_mul(2_u32.saturating_pow(failures.saturating_sub(1))).min(self.cap);
        full.mul_f64(0.5 + 0.5 * chance())
    }
}

/// A number in 0..1. Jitter needs no better source than the seed of std's hash maps.
fn chance() -> f64 {
    f64::from(u32::try_from(RandomState::new().build_hasher().finish() >> 32).unwrap_or(0))
        / f64::from(u32::MAX)
}

/// Sends a request that may cost money: once, whatever happens.
///
/// An answer whose body breaks off is still an answer, with what came of the body: it may hold the
/// task's number, or be whole after all.
///
/// # Errors
/// [`SendError::NotSent`] if no connection came to be (or base URL or key are unusable),
/// [`SendError::Unknown`] if something may have been sent and no status came.
pub async fn send_once(
    way: impl Into<Way>,
    request: &WireRequest,
    key: &SecretString,
) -> Result<WireAnswer, SendError> {
    send_within(way, request, key, PATIENCE).await
}

/// Sends a request that is free and may be repeated: again after broken connections and after 408,
/// 429 and 5xx, with growing waits.
///
/// # Errors
/// [`SendError`] of the last try.
pub async fn read(
    way: impl Into<Way>,
    request: &WireRequest,
    key: &SecretString,
) -> Result<WireAnswer, SendError> {
    read_with(way, request, key, Retry::default()).await
}

/// [`read`] with other patience.
///
/// # Errors
/// [`SendError`] of the last try.
pub async fn read_with(
    way: impl Into<Way>,
    request: &WireRequest,
    key: &SecretString,
    retry: Retry,
) -> Result<WireAnswer, SendError> {
    let way = way.into();
    let mut failures = 0;
    loop {
        let result = send_within(&way, request, key, READ_PATIENCE).await;
        failures += 1;
        let told = result.as_ref().ok().and_then(|answer| answer.retry_after_s);
        if !is_worth_repeating(&result) || failures >= retry.tries {
            return result;
        }
        tokio::time::sleep(retry.wait(failures, told)).await;
    }
}

fn is_worth_repeating(result: &Result<WireAnswer, SendError>) -> bool {
    match result {
        Ok(answer) => matches!(answer.status, 408 | 429 | 500..),
        Err(_) => true,
    }
}

async fn send_within(
    way: impl Into<Way>,
    request: &WireRequest,
    key: &SecretString,
    patience: Duration,
) -> Result<WireAnswer, SendError> {
    let way = way.into();
    let base = BaseUrl::parse(&way.base_url).map_err(|error| SendError::NotSent(error.to_string()))?;
    let url = base.join(&request.path).map_err(|error| SendError::NotSent(error.to_string()))?;
    let client = api_client(&base, &way.proxy, way.patience.unwrap_or(patience))?;
    match call(&client, url, request, key)?.send().await {
        Ok(response) => Ok(answer(response, key).await),
        Err(error) => Err(send_error(error)),
    }
}

/// A call, ready to be sent.
fn call(
    client: &Client,
    mut url: url::Url,
    request: &WireRequest,
    key: &SecretString,
) -> Result<RequestBuilder, SendError> {
    if !request.query.is_empty() {
        url.query_pairs_mut().extend_pairs(&request.query);
    }
    let call = match request.method {
        Method::Get => client.get(url),
        Method::Post => client.post(url),
    };
    let call = call.headers(headers(&request.key, key)?);
    if request.body.is_null() {
        return Ok(call);
    }
    Ok(call.header(CONTENT_TYPE, JSON).body(request.body.to_string()))
}

/// The only place that decides whether nothing was sent.
fn send_error(error: reqwest::Error) -> SendError {
    let error = error.without_url();
    let words = crate::untrusted::message(&words_of(&error));
    if error.is_connect() || error.is_builder() {
        SendError::NotSent(words)
    } else {
        SendError::Unknown(words)
    }
}

/// An error with its causes: reqwest's own words alone say little.
fn words_of(error: &reqwest::Error) -> String {
    let mut words = if error.is_timeout() { "no answer in time".to_owned() } else { error.to_string() };
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        words = format!("{words}: {inner}");
        cause = inner.source();
    }
    words
}

/// HTTP/1.1 only: one call, one connection, and nothing in between that could send it twice.
fn api_client(base: &BaseUrl, proxy: &Proxy, patience: Duration) -> Result<Client, SendError> {
    let scope = if base.is_loopback() { Scope::Loopback } else { Scope::Anywhere };
    client(scope, base.host(), proxy)
        .and_then(|builder| builder.http1_only().timeout(patience).build())
        .map_err(|error| SendError::NotSent(words_of(&error.without_url())))
}

/// What every client here has in common.
fn client(scope: Scope, host: &str, proxy: &Proxy) -> reqwest::Result<ClientBuilder> {
    let builder = Client::builder()
        .user_agent(concat!("Refrain/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .pool_max_idle_per_host(0)
        .connect_timeout(CONNECT_PATIENCE)
        .tcp_keepalive(KEEP_ALIVE)
        .tcp_keepalive_interval(KEEP_ALIVE)
        .dns_resolver(address::Guard::new(scope, host));
    // Loopback never goes through a proxy and needs no certificates, which take a while to load;
    // everything else is always encrypted.
    if scope == Scope::Loopback {
        return Ok(builder.no_proxy().tls_certs_only([]));
    }
    proxy.apply(builder.https_only(true))
}

fn headers(place: &KeyPlace, key: &SecretString) -> Result<HeaderMap, SendError> {
    let unusable = || SendError::NotSent("the key contains characters that no key has".to_owned());
    let key = key.expose_secret().trim();
    let accept = (ACCEPT, HeaderValue::from_static(JSON));
    let (name, value) = match place {
        KeyPlace::Nowhere => return Ok(HeaderMap::from_iter([accept])),
        KeyPlace::Bearer => (AUTHORIZATION, format!("Bearer {key}")),
        KeyPlace::Header(name) => {
            (HeaderName::from_bytes(name.as_bytes()).map_err(|_| unusable())?, key.to_owned())
        }
    };
    let mut value = HeaderValue::from_str(&value).map_err(|_| unusable())?;
    value.set_sensitive(true);
    Ok(HeaderMap::from_iter([accept, (name, value)]))
}

async fn answer(response: Response, key: &SecretString) -> WireAnswer {
    let status = response.status().as_u16();
    let retry_after_s = retry_after(response.headers());
    let body = blot_out(body(response).await, key.expose_secret().trim());
    WireAnswer { status, retry_after_s, body }
}

/// As much of the body as comes, up to one byte more than is read.
async fn body(mut response: Response) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        body.extend_from_slice(&chunk);
        if body.len() > crate::json::LIMIT {
            body.truncate(crate::json::LIMIT + 1);
            break;
        }
    }
    body
}

/// Some vendors echo the key in their errors. The answer is stored: the key must not be.
fn blot_out(body: Vec<u8>, key: &str) -> Vec<u8> {
    let key = key.as_bytes();
    let mut from = 0;
    let mut out = Vec::new();
    if key.len() >= SHORTEST_KEY {
        while let Some(at) = body[from..].windows(key.len()).position(|window| window == key) {
            out.extend_from_slice(&body[from..from + at]);
            out.extend_from_slice(b"***");
            from += at + key.len();
        }
    }
    out.extend_from_slice(&body[from..]);
    out
}

/// Seconds, or a date that is measured against the answer's own clock. 1 s ..= 1 h.
fn retry_after(headers: &HeaderMap) -> Option<u32> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let told = text(RETRY_AFTER)?.trim();
    let seconds: u64 = told.parse().ok().or_else(|| {
        let then = httpdate::parse_http_date(told).ok()?;
        let now = httpdate::parse_http_date(text(DATE)?).ok()?;
        Some(then.duration_since(now).unwrap_or_default().as_secs())
    })?;
    u32::try_from(seconds.clamp(1, 3600)).ok()
}
