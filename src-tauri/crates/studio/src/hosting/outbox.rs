//! The user's file host in use: settings, proof, putting what a job needs, and taking it away again. A row is
//! written before anything leaves and goes only when the object is gone, also after a restart.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use library::{HostedRecord, Library};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use song::{ConnectionId, JobId};
use vendors::http::{Stranger, read_as_stranger};

use super::Fetched;
use super::place::{Host, free};
use crate::problem::{ErrorCode, UiError};
use crate::views::{HostPlace, HostProof, HostView, HostedView, Hosting, KeyState};
use crate::{Studio, StudioEvent, blocking, clock};

/// The name of the file host's secret in the keyring.
const SECRET: &str = "file-host";
/// What any call may take, beside the time for its bytes.
const PATIENCE: Duration = Duration::from_secs(60);
/// The slowest upload that is waited for, in bytes per second.
const SLOWEST: u64 = 16 * 1024;
/// How much is put to prove a host, in bytes: about as much as a phrase that was read.
const PROBE: u32 = 128 * 1024;
/// An address that ends sooner is not handed to a vendor.
const LEAST_LIFE_MS: i64 = 10 * 60_000;

/// What a plan will put on the file host when it is started.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Putting {
    /// The object's name: nothing in it tells what or whose it is.
    name: String,
    file: PathBuf,
    what: String,
    until: i64,
    pub(crate) shown: Hosting,
}

impl Studio {
    /// The user's file host; none if none is set up.
    ///
    /// # Errors
    /// When the library does not answer.
    pub async fn file_host(&self) -> Result<Option<HostView>, UiError> {
        let Some(place) = self.host_place().await? else { return Ok(None) };
        let key = match self.host_secret().await {
            Ok(_) => KeyState::Stored,
            Err(error) if error.code == ErrorCode::NoKey => KeyState::Missing,
            Err(_) => KeyState::Unavailable,
        };
        Ok(Some(HostView { label: place.label(), place, key }))
    }

    /// Sets the file host up. Without a `secret` the known one stays.
    ///
    /// # Errors
    /// `BadUrl`, `HostBucket`; `HostInUse` while something lies at another place; `KeyringUnavailable`.
    pub async fn set_file_host(
        &self,
        place: HostPlace,
        secret: Option<SecretString>,
    ) -> Result<HostView, UiError> {
        let place = place.checked()?;
        let before = self.host_place().await?;
        let same = |old: &HostPlace| {
            (&old.endpoint, &old.bucket, old.kind) == (&place.endpoint, &place.bucket, place.kind)
        };
        if !before.as_ref().is_some_and(same) {
            self.must_be_empty().await?;
        }
        if let Some(secret) = secret.filter(|secret| !secret.expose_secret().is_empty()) {
            let secrets = self.secrets.clone();
            blocking(move || secrets.set(&ConnectionId::from(SECRET), &secret)).await?;
        }
        let row = serde_json::to_string(&place).map_err(UiError::internal)?;
        self.ask(move |library| library.set_host(Some(&row))).await?;
        // What could not be taken away without the right secret may be now.
        if let Err(error) = self.clear_hosted().await {
            tracing::warn!(%error, "something stays on the file host for now");
        }
        self.file_host().await?.ok_or_else(|| UiError::internal("the file host was not kept"))
    }

    /// Forgets the file host and its secret.
    ///
    /// # Errors
    /// `HostInUse` while something lies there; `KeyringUnavailable`.
    pub async fn remove_file_host(&self) -> Result<(), UiError> {
        self.must_be_empty().await?;
        let secrets = self.secrets.clone();
        blocking(move || secrets.delete(&ConnectionId::from(SECRET))).await?;
        self.ask(|library| library.set_host(None)).await
    }

    /// Puts a few seconds' worth of sound, reads it by its public address without any key, and deletes it: that it
    /// works, and how fast. Nothing is left.
    ///
    /// # Errors
    /// When the library does not answer; what the host says is in the answer.
    pub async fn prove_file_host(&self) -> Result<HostProof, UiError> {
        Ok(match self.prove().await {
            Ok(seconds) => {
                let speed = f64::from(PROBE) / seconds.max(0.001);
                HostProof { works: true, ms: seconds * 1000.0, speed, error: None }
            }
            Err(error) => HostProof { works: false, ms: 0.0, speed: 0.0, error: Some(error) },
        })
    }

    /// How many seconds putting took.
    async fn prove(&self) -> Result<f64, UiError> {
        let host = self.host(PROBE.into()).await?;
        let record = record(object_name("txt"), "Refrain", PROBE.into(), clock::now());
        let (name, row) = (record.name.clone(), record);
        self.announce(row).await?;
        let words = name.bytes().cycle().take(PROBE as usize).collect::<Vec<_>>();
        let began = Instant::now();
        let put = host.put(&name, words.clone(), "text/plain").await;
        let seconds = began.elapsed().as_secs_f64();
        let gone_by_itself = put.as_ref().is_err_and(never_came);
        let seen = match put {
            Ok(()) => self.seen(&host, &name, &words).await,
            Err(error) => Err(error),
        };
        let gone = match gone_by_itself {
            true => self.ask_to_forget(&name).await,
            false => self.take_away(&host, &name).await,
        };
        self.hosted.under_way().remove(&name);
        seen.and(gone).map(|()| seconds)
    }

    /// Whether a stranger can read what was put.
    async fn seen(&self, host: &Host, name: &str, words: &[u8]) -> Result<(), UiError> {
        let patience = self.patience.unwrap_or(PATIENCE);
        let address = host.address(name).await?;
        match read_as_stranger(&address, patience).await {
            Stranger::Read(bytes) if bytes == words => Ok(()),
            Stranger::Expired => Err(free(ErrorCode::HostExpired, "the address has expired")),
            Stranger::Unreachable => {
                Err(free(ErrorCode::HostUnreachable, "the public address cannot be reached"))
            }
            _ => Err(free(ErrorCode::HostNotPublic, "the public address does not give what was put")),
        }
    }

    /// Everything of the user's that lies on the file host.
    ///
    /// # Errors
    /// When the library does not answer.
    pub async fn hosted(&self) -> Result<Vec<HostedView>, UiError> {
        Ok(self
            .ask(Library::hosted)
            .await?
            .into_iter()
            .map(|(record, needed)| view(record, needed))
            .collect())
    }

    /// Takes everything away that no job needs; answers what is still there.
    ///
    /// # Errors
    /// What the file host says of the first that stays.
    pub async fn clear_hosted(&self) -> Result<Vec<HostedView>, UiError> {
        let mut failed = None;
        let listed = self.ask(Library::hosted).await?.into_iter();
        let lies_idle = |record: &HostedRecord| !self.hosted.under_way().contains(&record.name);
        let idle: Vec<_> = listed.filter(|(record, needed)| !needed && lies_idle(record)).collect();
        for (record, _) in idle {
            let cleared = match self.host(0).await {
                Ok(host) => self.take_away(&host, &record.name).await,
                Err(error) => Err(error),
            };
            failed = failed.or(cleared.err());
        }
        match failed {
            Some(error) => Err(error),
            None => self.hosted().await,
        }
    }

    /// The user knows that an object is gone, or will see to it: it is no longer listed.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn forget_hosted(&self, name: String) -> Result<(), UiError> {
        self.ask_to_forget(&name).await
    }

    /// The address that a file will have on the user's file host, and what will be put there; none where no
    /// file host is set up. Nothing leaves this computer here.
    pub(crate) async fn plan_hosting(&self, file: Fetched) -> Result<Option<(String, Putting)>, UiError> {
        let Some(place) = self.host_place().await? else { return Ok(None) };
        let host = self.host(0).await?;
        let Fetched { path: file, what } = file;
        let name = object_name(ext(&file));
        let address = host.address(&name).await?;
        let stored = file.clone();
        let bytes = blocking(move || length(&stored)).await?;
        #[allow(clippy::cast_precision_loss)]
        let shown =
            Hosting { label: place.label(), bytes: bytes as f64, hours: place.hours, public: !place.signs() };
        let until = clock::now() + i64::from(place.hours) * 3_600_000;
        Ok(Some((address, Putting { name, file, what, until, shown })))
    }

    /// Puts what a plan needs. After an error nothing of it is left there, or it is in the outbox.
    pub(crate) async fn put_out(&self, putting: &Putting) -> Result<(), UiError> {
        if putting.until - clock::now() < LEAST_LIFE_MS {
            return Err(free(ErrorCode::StaleQuote, "the address in this price has nearly expired"));
        }
        let stored = putting.file.clone();
        let bytes = blocking(move || std::fs::read(&stored).map_err(audio::AudioError::from));
        let bytes = bytes.await.map_err(|error| error.money(crate::views::Money::NotSpent))?;
        let host = self.host(bytes.len() as u64).await?;
        let row = record(putting.name.clone(), &putting.what, bytes.len() as u64, putting.until);
        self.announce(row).await?;
        if let Err(error) = host.put(&putting.name, bytes, mime(ext(&putting.file))).await {
            if never_came(&error) {
                self.ask_to_forget(&putting.name).await?;
            } else {
                self.take_back(putting).await;
            }
            self.hosted.under_way().remove(&putting.name);
            return Err(error);
        }
        Ok(())
    }

    /// A job has what was put for it.
    pub(crate) async fn give_out(&self, putting: &Putting, job: &JobId) -> Result<(), UiError> {
        let (name, job) = (putting.name.clone(), job.clone());
        self.ask(move |library| library.give_hosted(&name, &job)).await?;
        self.hosted.under_way().remove(&putting.name);
        // The job may be over already.
        if let Err(error) = self.clear_hosted().await {
            tracing::warn!(%error, "something stays on the file host for now");
        }
        Ok(())
    }

    /// Nobody needs it after all. What cannot be deleted stays in the outbox.
    pub(crate) async fn take_back(&self, putting: &Putting) {
        let taken = match self.host(0).await {
            Ok(host) => self.take_away(&host, &putting.name).await,
            Err(error) => Err(error),
        };
        self.hosted.under_way().remove(&putting.name);
        if let Err(error) = taken {
            tracing::warn!(%error, "something stays on the file host for now");
        }
    }

    /// Takes away what earlier runs and ended jobs left, now and whenever a job ends, while the studio lives.
    pub(crate) fn sweep_hosted(self: &Arc<Self>) {
        let (mut events, studio) = (self.events(), Arc::downgrade(self));
        tokio::spawn(async move {
            loop {
                let Some(here) = studio.upgrade() else { return };
                if let Err(error) = here.clear_hosted().await {
                    tracing::warn!(%error, "something stays on the file host for now");
                }
                drop(here);
                loop {
                    match events.recv().await {
                        Some(StudioEvent::JobChanged(job)) if job.state.is_over() => break,
                        Some(_) => {}
                        None => return,
                    }
                }
            }
        });
    }

    /// An object is in the outbox before it is anywhere else.
    async fn announce(&self, row: HostedRecord) -> Result<(), UiError> {
        self.hosted.under_way().insert(row.name.clone());
        self.ask(move |library| library.add_hosted(&row)).await
    }

    async fn take_away(&self, host: &Host, name: &str) -> Result<(), UiError> {
        host.delete(name).await?;
        self.ask_to_forget(name).await
    }

    async fn ask_to_forget(&self, name: &str) -> Result<(), UiError> {
        let name = name.to_owned();
        self.ask(move |library| library.forget_hosted(&name)).await
    }

    async fn must_be_empty(&self) -> Result<(), UiError> {
        if self.ask(Library::hosted).await?.is_empty() {
            return Ok(());
        }
        Err(free(ErrorCode::HostInUse, "something of the user's still lies on the file host"))
    }

    async fn host_place(&self) -> Result<Option<HostPlace>, UiError> {
        let Some(row) = self.ask(Library::host).await? else { return Ok(None) };
        serde_json::from_str(&row).map(Some).map_err(UiError::internal)
    }

    async fn host_secret(&self) -> Result<SecretString, UiError> {
        let secrets = self.secrets.clone();
        let secret = blocking(move || secrets.get(&ConnectionId::from(SECRET))).await?;
        secret.ok_or_else(|| free(ErrorCode::NoKey, "the file host has no secret yet"))
    }

    /// The file host, with patience for so many bytes.
    async fn host(&self, bytes: u64) -> Result<Host, UiError> {
        let place =
            self.host_place().await?.ok_or_else(|| free(ErrorCode::NotFound, "no file host is set up"))?;
        let patience = self.patience.unwrap_or(PATIENCE + Duration::from_secs(bytes / SLOWEST));
        Host::new(place, &self.host_secret().await?, patience)
    }
}

/// Whether an error of putting proves that nothing was put.
fn never_came(error: &UiError) -> bool {
    matches!(error.code, ErrorCode::HostDenied | ErrorCode::HostBucket | ErrorCode::HostUnreachable)
}

/// A name of 244 random bits: whoever does not know it does not find it.
fn object_name(ext: &str) -> String {
    format!("{}{}.{ext}", uuid::Uuid::new_v4().simple(), uuid::Uuid::new_v4().simple())
}

fn record(name: String, what: &str, bytes: u64, until: i64) -> HostedRecord {
    HostedRecord { name, what: what.to_owned(), bytes, job: None, put_at: clock::now(), until }
}

fn length(file: &Path) -> Result<u64, audio::AudioError> {
    Ok(std::fs::metadata(file)?.len())
}

fn ext(file: &Path) -> &str {
    file.extension().and_then(|ext| ext.to_str()).unwrap_or("bin")
}

fn mime(ext: &str) -> &'static str {
    match ext {
        "mp3" => "audio/mpeg",
        "wav" => "audio/wav",
        "flac" => "audio/flac",
        "m4a" => "audio/mp4",
        "ogg" => "audio/ogg",
        _ => "application/octet-stream",
    }
}

#[allow(clippy::cast_precision_loss)]
fn view(record: HostedRecord, needed: bool) -> HostedView {
    HostedView {
        name: record.name,
        what: record.what,
        bytes: record.bytes as f64,
        put_at: clock::for_window(record.put_at),
        until: clock::for_window(record.until),
        needed,
    }
}
