//! The fault script and the request log, for tests only: feature `faults`.
//!
//! A fault belongs to a route and strikes the next requests there, in the order in which faults were added.
//! Deliberately absent: chance. A test says what happens and when.

use std::collections::VecDeque;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::pin::Pin;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request, connect_info::Connected};
use axum::http::{HeaderName, HeaderValue, StatusCode, header, request::Parts};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::serve::{IncomingStream, Listener};
use futures_util::stream;
use serde::Serialize;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::server::{Fate, now};

/// The route name of callbacks that the server sends.
const CALLBACKS: &str = "callback";

/// Something that goes wrong on a route.
#[derive(Debug, Clone)]
pub struct Fault {
    /// The path it strikes, or its beginning: `/suno/audios`, `/media/`; `callback` for callbacks sent.
    pub route: String,
    /// What happens.
    pub effect: Effect,
    /// How many requests it strikes.
    pub times: u32,
}

/// What goes wrong.
#[derive(Debug, Clone)]
pub enum Effect {
    /// The connection is closed without an answer; with `accepted` after the work was done and charged,
    /// otherwise before anything was. A callback is not sent.
    Drop {
        /// Whether the request was accepted first.
        accepted: bool,
    },
    /// As `Drop`, but with a TCP reset.
    Reset {
        /// Whether the request was accepted first.
        accepted: bool,
    },
    /// The request is kept waiting before anything is done.
    Delay(Duration),
    /// The work is done and charged at once, but its answer comes so much later.
    Late(Duration),
    /// This is answered instead, and nothing is done or charged.
    Answer {
        /// HTTP status.
        status: u16,
        /// Header names and values.
        headers: Vec<(String, String)>,
        /// The exact body.
        body: Vec<u8>,
    },
    /// The work is done and charged, but this is answered.
    AnswerAfter {
        /// HTTP status.
        status: u16,
        /// Header names and values.
        headers: Vec<(String, String)>,
        /// The exact body.
        body: Vec<u8>,
    },
    /// The answer's body is cut off after so many bytes although its length promises more.
    Truncate {
        /// Bytes that still arrive.
        at: usize,
    },
    /// The answer's body stalls for good after so many bytes.
    Stall {
        /// Bytes that still arrive.
        at: usize,
    },
    /// The answer's body trickles.
    Slow {
        /// Bytes of each portion.
        portion: usize,
        /// Time between portions.
        pause: Duration,
    },
    /// The request is accepted, and the task that comes of it ends like this.
    Ends(Fate),
    /// A callback is sent this many times.
    Repeat {
        /// How often altogether.
        times: u32,
    },
}

impl Fault {
    /// `effect` for the next request to `route`.
    #[must_use]
    pub fn once(route: &str, effect: Effect) -> Self {
        Self { route: route.into(), effect, times: 1 }
    }

    /// `effect` for every request to `route` from now on.
    #[must_use]
    pub fn always(route: &str, effect: Effect) -> Self {
        Self { route: route.into(), effect, times: u32::MAX }
    }
}

impl Effect {
    /// An error envelope as YoYAI writes it.
    #[must_use]
    pub fn refusal(status: u16, code: &str, message: &str) -> Self {
        let (code, message) = (serde_json::Value::from(code), serde_json::Value::from(message));
        let body = format!(
            r#"{{"success":false,"error":{{"code":{code},"message":{message}}},"trace_id":"00000000-0000-4000-8000-000000000000"}}"#
        );
        Self::plain(status, "application/json", body.as_bytes())
    }

    /// The vendor's rate limit, which is a 500.
    #[must_use]
    pub fn queue_full() -> Self {
        Self::refusal(500, "api_error", "The current task queue is too long. Please submit the task later.")
    }

    /// What a CDN answers that wants signed addresses.
    #[must_use]
    pub fn media_forbidden() -> Self {
        let body = b"<?xml version=\"1.0\"?><Error><Code>MissingKey</Code><Message>Missing Key-Pair-Id</Message></Error>";
        Self::plain(403, "application/xml", body)
    }

    /// A web page where a file should be.
    #[must_use]
    pub fn html_page() -> Self {
        Self::plain(
            200,
            "text/html",
            b"<!doctype html><title>Sign in</title><p>Please sign in to continue.</p>",
        )
    }

    /// Any answer with one header.
    #[must_use]
    pub fn plain(status: u16, content_type: &str, body: &[u8]) -> Self {
        let headers = vec![("content-type".into(), content_type.into())];
        Self::Answer { status, headers, body: body.to_vec() }
    }
}

/// A request as it arrived, refused or not. Headers are left out: the key is among them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReceivedRequest {
    /// `POST`.
    pub method: String,
    /// Path with query.
    pub path: String,
    /// The exact body.
    pub body: String,
    /// When it was read, milliseconds since 1970.
    pub at: i64,
}

/// The script and the log of one server.
#[derive(Debug)]
pub(crate) struct Faults {
    script: Mutex<VecDeque<Fault>>,
    log: Mutex<Received>,
}

#[derive(Debug)]
struct Received {
    requests: Vec<ReceivedRequest>,
    /// `requests.jsonl`, for those who look from outside of this process.
    file: Option<File>,
}

impl Faults {
    pub(crate) fn new(home: &Path) -> Self {
        let file = OpenOptions::new().create(true).append(true).open(home.join("requests.jsonl")).ok();
        Self { script: Mutex::default(), log: Mutex::new(Received { requests: Vec::new(), file }) }
    }

    pub(crate) fn add(&self, fault: Fault) {
        self.script.lock().unwrap_or_else(PoisonError::into_inner).push_back(fault);
    }

    pub(crate) fn clear(&self) {
        self.script.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub(crate) fn requests(&self) -> Vec<ReceivedRequest> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).requests.clone()
    }

    /// Logs a request and takes the fault that strikes it.
    pub(crate) fn strike(&self, parts: &Parts, body: &Bytes) -> Option<Effect> {
        let request = ReceivedRequest {
            method: parts.method.to_string(),
            path: parts.uri.to_string(),
            body: String::from_utf8_lossy(body).into_owned(),
            at: now(),
        };
        self.log.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        self.take(parts.uri.path())
    }

    /// How often the next callback is sent, after the delay that it may be given.
    pub(crate) async fn callbacks(&self) -> u32 {
        match self.take(CALLBACKS) {
            Some(Effect::Drop { .. } | Effect::Reset { .. }) => 0,
            Some(Effect::Repeat { times }) => times,
            Some(Effect::Delay(delay)) => {
                sleep(delay).await;
                1
            }
            _ => 1,
        }
    }

    fn take(&self, path: &str) -> Option<Effect> {
        let mut script = self.script.lock().unwrap_or_else(PoisonError::into_inner);
        let at = script.iter().position(|fault| path.starts_with(&fault.route) && fault.times > 0)?;
        let fault = script.get_mut(at)?;
        if fault.times != u32::MAX {
            fault.times -= 1;
        }
        let effect = fault.effect.clone();
        script.retain(|fault| fault.times > 0);
        Some(effect)
    }
}

impl Received {
    fn push(&mut self, request: ReceivedRequest) {
        if let (Some(file), Ok(mut line)) = (&mut self.file, serde_json::to_vec(&request)) {
            line.push(b'\n');
            if let Err(error) = file.write_all(&line) {
                tracing::warn!(%error, "a request is missing from the log");
            }
        }
        self.requests.push(request);
    }
}

/// Lets `request` run, or what the fault makes of it.
pub(crate) async fn run(strike: Option<Effect>, mut request: Request, next: Next) -> Response {
    let cut = request.extensions().get::<ConnectInfo<Cut>>().map(|info| info.0.clone()).unwrap_or_default();
    match strike {
        None | Some(Effect::Repeat { .. }) => next.run(request).await,
        Some(Effect::Ends(fate)) => {
            request.extensions_mut().insert(fate);
            next.run(request).await
        }
        Some(Effect::Delay(delay)) => {
            sleep(delay).await;
            next.run(request).await
        }
        Some(Effect::Late(delay)) => {
            let response = next.run(request).await;
            sleep(delay).await;
            response
        }
        Some(Effect::Drop { accepted }) => broken(accepted, request, next, &cut, CLOSED).await,
        Some(Effect::Reset { accepted }) => broken(accepted, request, next, &cut, RESET).await,
        Some(Effect::Answer { status, headers, body }) => answer(status, headers, body),
        Some(Effect::AnswerAfter { status, headers, body }) => {
            next.run(request).await;
            answer(status, headers, body)
        }
        Some(Effect::Truncate { at }) => torn(next.run(request).await, at, End::Broken).await,
        Some(Effect::Stall { at }) => torn(next.run(request).await, at, End::Silent).await,
        Some(Effect::Slow { portion, pause }) => slow(next.run(request).await, portion, pause).await,
    }
}

async fn broken(accepted: bool, request: Request, next: Next, cut: &Cut, how: u8) -> Response {
    if accepted {
        next.run(request).await;
    }
    cut.0.store(how, Ordering::Release);
    StatusCode::OK.into_response()
}

fn answer(status: u16, headers: Vec<(String, String)>, body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

/// How a torn body ends.
#[derive(Debug, Clone, Copy)]
enum End {
    Broken,
    Silent,
}

async fn torn(response: Response, at: usize, end: End) -> Response {
    let (mut response, whole) = taken_apart(response).await;
    let head = whole.slice(..at.min(whole.len()));
    let parts = stream::unfold(Some(head), move |head| async move {
        match (head, end) {
            (Some(head), _) => Some((Ok(head), None)),
            (None, End::Broken) => {
                // What was written must leave the machine before the connection is torn down.
                sleep(Duration::from_millis(20)).await;
                Some((Err(std::io::Error::other("cut off")), None))
            }
            (None, End::Silent) => std::future::pending().await,
        }
    });
    *response.body_mut() = Body::from_stream(parts);
    response
}

async fn slow(response: Response, portion: usize, pause: Duration) -> Response {
    let (mut response, whole) = taken_apart(response).await;
    let parts = stream::unfold(whole, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        sleep(pause).await;
        let head = rest.split_to(portion.clamp(1, rest.len()));
        Some((Ok::<_, std::io::Error>(head), rest))
    });
    *response.body_mut() = Body::from_stream(parts);
    response
}

/// The answer without its body, but with the length that it would have had.
async fn taken_apart(response: Response) -> (Response, Bytes) {
    let (mut parts, body) = response.into_parts();
    let whole = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(whole.len()));
    (Response::from_parts(parts, Body::empty()), whole)
}

const CLOSED: u8 = 1;
const RESET: u8 = 2;

/// Cuts the connection that a request came by, as soon as something is written to it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cut(Arc<AtomicU8>);

/// A listener whose connections can be cut.
pub(crate) struct Breakable<L>(L);

impl<L> Breakable<L> {
    pub(crate) fn new(listener: L) -> Self {
        Self(listener)
    }
}

impl<L: Listener<Io = TcpStream>> Listener for Breakable<L> {
    type Io = Socket;
    type Addr = L::Addr;

    async fn accept(&mut self) -> (Socket, L::Addr) {
        let (stream, from) = self.0.accept().await;
        (Socket { stream, cut: Cut::default() }, from)
    }

    fn local_addr(&self) -> std::io::Result<L::Addr> {
        self.0.local_addr()
    }
}

impl<L: Listener<Io = TcpStream>> Connected<IncomingStream<'_, Breakable<L>>> for Cut {
    fn connect_info(stream: IncomingStream<'_, Breakable<L>>) -> Self {
        stream.io().cut.clone()
    }
}

/// A connection that can be cut.
#[derive(Debug)]
pub(crate) struct Socket {
    stream: TcpStream,
    cut: Cut,
}

impl Socket {
    fn whole(&self) -> std::io::Result<()> {
        match self.cut.0.load(Ordering::Acquire) {
            0 => Ok(()),
            how => {
                if how == RESET {
                    self.stream.set_zero_linger()?;
                }
                Err(std::io::ErrorKind::BrokenPipe.into())
            }
        }
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        match self.whole() {
            Ok(()) => Pin::new(&mut self.stream).poll_write(cx, bytes),
            Err(error) => Poll::Ready(Err(error)),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
