//! The callback receiver: a listener on this machine, behind a public address of the user's (a tunnel), at which
//! vendors call back when a job is done. Off unless the user gives that address.
//!
//! It is treated as if it stood on the internet: it answers two addresses, one secret one per job and one for the
//! proof that the tunnel leads here; everything else is 404. A call is kept on disk before it is answered, is
//! believed only if vendor and task fit its job, and finishes that job once.
//! Deliberately absent: TLS (the tunnel's business), and any way to make a job.

mod hearing;
mod receiver;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use secrecy::SecretString;
use song::JobId;
use tokio::sync::mpsc::UnboundedSender;
use vendors::http::{BaseUrl, Retry, read_with};
use vendors::{KeyPlace, WireRequest};

use crate::Studio;
use crate::problem::{ErrorCode, UiError};
use crate::views::{CallbackPlace, CallbackProof, CallbackState};
pub(crate) use hearing::Verdict;
use receiver::Receiver;

/// The proof is one question: a tunnel that fails is not asked again behind the user's back.
const ONCE: Retry = Retry { tries: 1, base: std::time::Duration::ZERO, cap: std::time::Duration::ZERO };

/// The receiver, and who waits for calls.
#[derive(Default)]
pub(crate) struct Callbacks {
    receiver: tokio::sync::Mutex<Option<Receiver>>,
    state: Mutex<CallbackState>,
    /// The public address while the receiver listens.
    base: Mutex<Option<String>>,
    /// What a proof under way expects to be answered, by the last part of its address.
    proofs: Mutex<HashMap<String, String>>,
    listeners: Mutex<HashMap<JobId, UnboundedSender<()>>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Something that nobody guesses: 244 random bits.
fn secret() -> String {
    format!("{}{}", uuid::Uuid::new_v4().simple(), uuid::Uuid::new_v4().simple())
}

impl Callbacks {
    /// A fresh secret and the public address that ends in it; none while the receiver is off.
    pub(crate) fn new_address(&self) -> Option<(String, String)> {
        let base = lock(&self.base).clone()?;
        let secret = secret();
        Some((format!("{base}/call/{secret}"), secret))
    }

    /// From now on `tell` hears when something was kept for a job.
    pub(crate) fn listen(&self, job: &JobId, tell: UnboundedSender<()>) {
        lock(&self.listeners).insert(job.clone(), tell);
    }

    pub(crate) fn forget(&self, job: &JobId) {
        lock(&self.listeners).remove(job);
    }

    /// Whether somebody waits for this job's calls; who does is told.
    fn ring(&self, job: &JobId) -> bool {
        lock(&self.listeners).get(job).is_some_and(|tell| tell.send(()).is_ok())
    }

    fn answer_of(&self, proof: &str) -> Option<String> {
        lock(&self.proofs).get(proof).cloned()
    }
}

/// Judges a public address.
///
/// # Errors
/// `BadUrl` for what is not `https` (or `http` on this machine).
pub(crate) fn checked(place: &CallbackPlace) -> Result<String, UiError> {
    let url = BaseUrl::parse(&place.public_url);
    url.map(|url| url.as_str().to_owned()).map_err(|error| UiError::new(ErrorCode::BadUrl, error.to_string()))
}

impl Studio {
    /// Whether calls can come.
    #[must_use]
    pub fn callback_state(&self) -> CallbackState {
        lock(&self.callbacks.state).clone()
    }

    /// Opens, moves or closes the receiver as the preferences say. A port that is taken is a state, not a
    /// failure: jobs are then asked about, or answered at once, as without a receiver.
    pub(crate) async fn settle_receiver(self: &Arc<Self>) {
        let place = self.preferences().callbacks;
        let mut receiver = self.callbacks.receiver.lock().await;
        let opened = match &place {
            Some(place) => self.open_at(&mut receiver, place).await.map(Some),
            None => Ok(None),
        };
        let (base, problem) = match opened {
            Ok(base) => (base, None),
            Err(error) => (None, Some(error)),
        };
        if base.is_none()
            && let Some(open) = receiver.take()
        {
            open.close().await;
        }
        let port = receiver.as_ref().map(|open| open.port);
        *lock(&self.callbacks.base) = base;
        *lock(&self.callbacks.state) = CallbackState { port, problem };
    }

    /// The public address, once the receiver listens at the port of this place. One that already does stays.
    async fn open_at(
        self: &Arc<Self>,
        receiver: &mut Option<Receiver>,
        place: &CallbackPlace,
    ) -> Result<String, UiError> {
        let base = checked(place)?;
        if receiver.as_ref().is_some_and(|open| open.wanted == place.port) {
            return Ok(base);
        }
        if let Some(open) = receiver.take() {
            open.close().await;
        }
        let open = Receiver::open(place.port, Arc::downgrade(self)).await.map_err(|error| {
            tracing::warn!(%error, port = place.port, "the callback receiver does not open");
            UiError::new(ErrorCode::PortTaken, error.to_string()).value("port", place.port)
        })?;
        *receiver = Some(open);
        Ok(base)
    }

    /// Asks the public address for something that only this program can answer.
    pub async fn prove_callback(&self) -> CallbackProof {
        let Some(base) = lock(&self.callbacks.base).clone() else {
            let error = UiError::new(ErrorCode::BadUrl, "the callback receiver is off");
            return CallbackProof { came_back: false, ms: 0.0, error: Some(error) };
        };
        let (name, expected) = (secret(), secret());
        lock(&self.callbacks.proofs).insert(name.clone(), expected.clone());
        let question =
            WireRequest { key: KeyPlace::Nowhere, ..WireRequest::get(format!("/prove/{name}"), &[]) };
        let begun = Instant::now();
        let answer = read_with(&base, &question, &SecretString::from(""), ONCE).await;
        lock(&self.callbacks.proofs).remove(&name);
        let came_back = answer.as_ref().is_ok_and(|answer| answer.body == expected.as_bytes());
        let error = match answer {
            Ok(answer) if !came_back => {
                let words = "the address answers, but it does not lead here";
                Some(UiError::new(ErrorCode::CallbackElsewhere, words).value("status", answer.status))
            }
            Ok(_) => None,
            Err(error) => Some(UiError::new(ErrorCode::Unreachable, error.to_string())),
        };
        CallbackProof { came_back, ms: begun.elapsed().as_secs_f64() * 1000.0, error }
    }
}
