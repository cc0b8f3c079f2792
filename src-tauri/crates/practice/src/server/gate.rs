//! What every request must pass: where it comes from, how large it is, and the key.
//!
//! A web page on the same machine can reach any loopback port; it cannot forge `Host` and cannot hide its
//! `Origin`, so both are checked before anything else (research/reliability.md §2.3.D). Deliberately
//! absent: CORS. No page is ever meant to talk to this server.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Studio;
use super::envelope::Refusal;
use super::{fetch, files};

/// No request of any vendor comes near this.
const BODY_LIMIT: usize = 1024 * 1024;

/// Answers whatever has no route.
pub(crate) async fn nowhere() -> Refusal {
    Refusal::no_api()
}

/// Outermost: headers that every answer carries, refusals included.
pub(crate) async fn seal(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Checks origin and size, and gives up when the server stops.
pub(crate) async fn enter(State(studio): State<Arc<Studio>>, request: Request, next: Next) -> Response {
    if !local(&request, studio.port) {
        return Refusal::forbidden("Requests from web pages and other hosts are not served.").into_response();
    }
    let (parts, body) = request.into_parts();
    let limit = if parts.uri.path() == files::PATH { fetch::LIMIT as usize } else { BODY_LIMIT };
    let Ok(body) = to_bytes(body, limit).await else {
        return Refusal::too_large().into_response();
    };
    #[cfg(feature = "faults")]
    let strike = studio.faults.strike(&parts, &body);
    let request = Request::from_parts(parts, Body::from(body));
    #[cfg(feature = "faults")]
    let answer = crate::faults::run(strike, request, next);
    #[cfg(not(feature = "faults"))]
    let answer = next.run(request);
    tokio::select! {
        response = answer => response,
        () = studio.closed() => Refusal::internal().into_response(),
    }
}

/// How one vendor looks at keys and words its refusals.
#[derive(Clone, Copy)]
pub(crate) struct Door {
    /// Whether the key may be shown without the word `Bearer`.
    pub(crate) bare_key: bool,
    /// The vendor's envelope around a refusal.
    pub(crate) refuse: fn(Refusal) -> Response,
}

/// Lets only those pass who show the key.
pub(crate) async fn key(
    State((studio, door)): State<(Arc<Studio>, Door)>,
    request: Request,
    next: Next,
) -> Response {
    let shown = shown(request.headers(), door.bare_key);
    if shown.is_some_and(|shown| opens(&studio, shown)) {
        next.run(request).await
    } else {
        (door.refuse)(Refusal::invalid_token())
    }
}

/// Whether `shown` is the key.
pub(crate) fn opens(studio: &Studio, shown: &str) -> bool {
    same(shown.as_bytes(), studio.key.as_bytes())
}

/// Whether the request was written for this server by a program, not by a web page.
fn local(request: &Request, port: u16) -> bool {
    let headers = request.headers();
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    let named = host.to_str().is_ok_and(|host| ours(host, port));
    let aimed = request.uri().authority().is_none_or(|authority| ours(authority.as_str(), port));
    named && aimed && !headers.contains_key(header::ORIGIN)
}

fn ours(host: &str, port: u16) -> bool {
    let name = host.strip_suffix(&format!(":{port}"));
    name.is_some_and(|name| name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost"))
}

/// The key in `authorization`.
fn shown(headers: &HeaderMap, bare: bool) -> Option<&str> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?.trim();
    match text.split_once(' ') {
        Some((scheme, token)) => scheme.eq_ignore_ascii_case("bearer").then_some(token.trim()),
        None => bare.then_some(text),
    }
}

/// Compares in a time that does not depend on where the texts differ. An empty key matches nothing.
fn same(left: &[u8], right: &[u8]) -> bool {
    let difference = left.iter().zip(right).fold(0, |sum, (a, b)| sum | (a ^ b));
    !right.is_empty() && left.len() == right.len() && difference == 0
}
