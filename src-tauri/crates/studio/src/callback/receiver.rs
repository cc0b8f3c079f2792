//! The listener itself: two addresses, small limits, 404 for everything else.

use std::net::Ipv4Addr;
use std::sync::Weak;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::Studio;

/// No result of any vendor comes near this.
const LARGEST: usize = 1024 * 1024;
/// How long a call may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// A listener that closes when it is dropped; once `close` has answered, its port is free.
pub(super) struct Receiver {
    /// The port that was asked for; 0 is any.
    pub(super) wanted: u16,
    pub(super) port: u16,
    serving: JoinHandle<()>,
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Receiver {
    /// Listens on this machine only.
    pub(super) async fn open(wanted: u16, studio: Weak<Studio>) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, wanted)).await?;
        let port = listener.local_addr()?.port();
        let router = Router::new().fallback(hear).with_state(studio);
        let serving = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "the callback receiver has ended");
            }
        });
        Ok(Self { wanted, port, serving })
    }

    /// An aborted listener holds its port until the runtime gets round to it: who opens the next one waits.
    pub(super) async fn close(mut self) {
        self.serving.abort();
        if let Err(error) = (&mut self.serving).await
            && error.is_panic()
        {
            tracing::error!(%error, "the callback receiver panicked");
        }
    }
}

async fn hear(State(studio): State<Weak<Studio>>, request: Request) -> Response {
    let Some(studio) = studio.upgrade() else { return StatusCode::NOT_FOUND.into_response() };
    let path = request.uri().path().to_owned();
    // Only the end counts: a tunnel may lead here from below a path of its own.
    let mut parts = path.rsplit('/');
    let (name, kind) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let answered = match (request.method(), kind) {
        (&Method::GET, "prove") => studio.callbacks.answer_of(name).map(IntoResponse::into_response),
        (&Method::POST, "call") if is_secret(name) => take(&studio, name, request.into_body()).await,
        _ => None,
    };
    answered.unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

async fn take(studio: &std::sync::Arc<Studio>, secret: &str, body: Body) -> Option<Response> {
    let body = tokio::time::timeout(PATIENCE, to_bytes(body, LARGEST)).await.ok()?.ok()?;
    match studio.hear_call(secret, &body).await {
        Ok(true) => Some(StatusCode::OK.into_response()),
        Ok(false) => None,
        Err(error) => {
            tracing::error!(%error, "a call cannot be kept");
            Some(StatusCode::SERVICE_UNAVAILABLE.into_response())
        }
    }
}

/// Asking the library costs more than looking at the letters.
fn is_secret(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}
