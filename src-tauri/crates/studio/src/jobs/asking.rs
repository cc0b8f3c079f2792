//! Asking vendors what became of accepted jobs: one asker per connection, one free call for all of its
//! jobs that wait (research/reliability.md §3.4).
//!
//! An asker lives as long as something waits. What it is told goes to each job's own task, which decides.
//! Deliberately absent: anything that costs.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use secrecy::SecretString;
use song::{ConnectionId, JobId};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::Instant;
use vendors::http::{Retry, Way};
use vendors::{News, Rhythm, SendError, Ticket, Vendor, VendorError, VendorRequest, Waiting};

use crate::problem::{ErrorCode, UiError};
use crate::{Studio, clock};

/// How much longer than usual the pause between questions gets at most.
const SLOWEST: u32 = 8;
/// A question is not repeated behind the user's back.
const ONCE: Retry = Retry { tries: 1, base: Duration::ZERO, cap: Duration::ZERO };

/// What a waiting job hears.
#[derive(Debug)]
pub(super) enum Heard {
    /// From the vendor.
    News(News),
    /// The question failed; it is asked again.
    Trouble {
        error: UiError,
        /// When, in milliseconds since 1970.
        again_at: i64,
    },
}

/// A job that waits.
pub(super) struct Wait {
    pub(super) request: VendorRequest,
    pub(super) ticket: Ticket,
    /// When it may first be asked for.
    pub(super) due: Instant,
    pub(super) tell: UnboundedSender<Heard>,
}

/// How far a running job is, as far as anybody said. Not worth a row: it is asked for again.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Standing {
    /// 0 ..= 100.
    pub(crate) percent: Option<u8>,
    /// The vendor's own word for it.
    pub(crate) words: String,
    /// Why the last question failed.
    pub(crate) trouble: Option<UiError>,
    /// When it is asked again, in milliseconds since 1970.
    pub(crate) again_at: Option<i64>,
}

/// Every asker, and what is known of the jobs that wait.
#[derive(Default)]
pub(crate) struct Askers {
    desks: Mutex<HashMap<ConnectionId, UnboundedSender<Wait>>>,
    standings: Mutex<HashMap<JobId, Standing>>,
}

impl Askers {
    /// How far a job is.
    pub(crate) fn standing(&self, job: &JobId) -> Standing {
        lock(&self.standings).get(job).cloned().unwrap_or_default()
    }

    pub(super) fn note(&self, job: &JobId, standing: Standing) {
        lock(&self.standings).insert(job.clone(), standing);
    }

    pub(super) fn forget(&self, job: &JobId) {
        lock(&self.standings).remove(job);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Studio {
    /// Lets the connection's asker ask for a job too; starts one where there is none.
    pub(super) fn ask_for(
        self: &Arc<Self>,
        connection: &ConnectionId,
        vendor: &'static dyn Vendor,
        base_url: String,
        wait: Wait,
    ) {
        let mut desks = lock(&self.askers.desks);
        let refused = match desks.get(connection) {
            Some(desk) => desk.send(wait).err().map(|error| error.0),
            None => Some(wait),
        };
        let Some(refused) = refused else { return };
        let (desk, inbox) = unbounded_channel();
        // The receiver is at hand, so this cannot fail.
        drop(desk.send(refused));
        desks.insert(connection.clone(), desk);
        let asker = Asker {
            studio: Arc::downgrade(self),
            connection: connection.clone(),
            vendor,
            base_url,
            waits: Vec::new(),
            slowness: 1,
            told: Duration::ZERO,
        };
        tokio::spawn(asker.run(inbox));
    }

    /// The pauses of a vendor, as this studio keeps them.
    pub(super) fn rhythm(&self, vendor: &dyn Vendor) -> Pauses {
        let Rhythm { first_s, interval_s, patience_s, .. } = vendor.profile().follow.unwrap_or(Rhythm {
            first_s: 5,
            interval_s: 5,
            patience_s: 900,
            batch: 1,
        });
        let scaled = |seconds: u32| Duration::from_secs_f64(f64::from(seconds) * self.haste);
        Pauses {
            first: scaled(first_s),
            interval: scaled(interval_s),
            patience: Duration::from_secs(patience_s.into()),
        }
    }
}

/// [`Rhythm`] as durations.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pauses {
    pub(super) first: Duration,
    pub(super) interval: Duration,
    pub(super) patience: Duration,
}

struct Asker {
    studio: std::sync::Weak<Studio>,
    connection: ConnectionId,
    vendor: &'static dyn Vendor,
    base_url: String,
    waits: Vec<Wait>,
    /// 1 as the rhythm says; more while questions fail.
    slowness: u32,
    /// How long the vendor wants to be left alone, if it says so.
    told: Duration,
}

impl Asker {
    async fn run(mut self, mut inbox: UnboundedReceiver<Wait>) {
        while self.collect(&mut inbox) {
            let Some(studio) = self.studio.upgrade() else { return };
            let interval = studio.rhythm(self.vendor).interval;
            self.ask_due(&studio, interval).await;
            drop(studio);
            self.rest(&mut inbox, self.pause(interval)).await;
        }
    }

    /// Takes what arrived and drops who no longer listens; false when nothing waits and nothing can come.
    fn collect(&mut self, inbox: &mut UnboundedReceiver<Wait>) -> bool {
        let Some(studio) = self.studio.upgrade() else { return false };
        // Nobody may hand over a job between the last look and the end.
        let mut desks = lock(&studio.askers.desks);
        while let Ok(wait) = inbox.try_recv() {
            self.waits.push(wait);
        }
        self.waits.retain(|wait| !wait.tell.is_closed());
        if self.waits.is_empty() {
            desks.remove(&self.connection);
        }
        !self.waits.is_empty()
    }

    /// Sleeps until the next question: an interval, or until the first job is due, whichever is later. A
    /// newcomer is heard at once, so that its own due time counts.
    async fn rest(&mut self, inbox: &mut UnboundedReceiver<Wait>, interval: Duration) {
        let soonest = Instant::now() + interval;
        loop {
            let due = self.waits.iter().map(|wait| wait.due).min().unwrap_or(soonest).max(soonest);
            tokio::select! {
                () = tokio::time::sleep_until(due) => return,
                Some(wait) = inbox.recv() => self.waits.push(wait),
            }
        }
    }

    /// How long until the next question.
    fn pause(&self, interval: Duration) -> Duration {
        (interval * self.slowness).max(self.told)
    }

    /// Asks for every job that is due, in as few calls as the vendor allows.
    async fn ask_due(&mut self, studio: &Arc<Studio>, interval: Duration) {
        let now = Instant::now();
        let (mut due, later): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.waits).into_iter().partition(|wait| wait.due <= now);
        self.waits = later;
        while !due.is_empty() {
            let covered = self.ask(studio, &due, interval).await.clamp(1, due.len());
            let rest = due.split_off(covered);
            self.waits.extend(std::mem::replace(&mut due, rest));
        }
    }

    /// One question; answers how many jobs it was about.
    async fn ask(&mut self, studio: &Arc<Studio>, due: &[Wait], interval: Duration) -> usize {
        let waiting: Vec<_> =
            due.iter().map(|wait| Waiting { request: &wait.request, ticket: &wait.ticket }).collect();
        let Some(follow) = self.vendor.follow(&waiting) else {
            let why = "this vendor cannot be asked what became of a job";
            self.tell_all(due, &UiError::new(ErrorCode::OutcomeUnknown, why), interval);
            return due.len();
        };
        let covers = follow.covers.clamp(1, due.len());
        let about = &waiting[..covers];
        // Once: this asker is what asks again, and says when.
        let heard = match self.door(studio).await {
            Ok((way, key)) => match vendors::http::read_with(&way, &follow.wire, &key, ONCE).await {
                Ok(answer) => self.vendor.decode_follow(about, &answer).map_err(|error| self.note(error)),
                Err(SendError::NotSent(why) | SendError::Unknown(why)) => {
                    Err(UiError::new(ErrorCode::Unreachable, why))
                }
            },
            Err(error) => Err(error),
        };
        match heard {
            Ok(news) => {
                (self.slowness, self.told) = (1, Duration::ZERO);
                for (wait, news) in due.iter().zip(news) {
                    drop(wait.tell.send(Heard::News(news)));
                }
            }
            Err(error) => {
                // Who cannot answer is asked less often.
                self.slowness = (self.slowness * 2).min(SLOWEST);
                self.tell_all(&due[..covers], &error, interval);
            }
        }
        covers
    }

    /// How the vendor is reached now, and with which key: both may change while jobs wait.
    async fn door(&self, studio: &Studio) -> Result<(Way, SecretString), UiError> {
        let way = studio.way_of(&self.connection, self.base_url.clone()).await?;
        Ok((way, studio.key_of(&self.connection).await?))
    }

    /// What the vendor says of its own patience.
    fn note(&mut self, error: VendorError) -> UiError {
        self.told = Duration::from_secs(error.retry_after_s.unwrap_or(0).into());
        error.into()
    }

    fn tell_all(&self, waits: &[Wait], error: &UiError, interval: Duration) {
        let pause = i64::try_from(self.pause(interval).as_millis()).unwrap_or(i64::MAX);
        let again_at = clock::now().saturating_add(pause);
        for wait in waits {
            // Who no longer listens is dropped at the next look.
            drop(wait.tell.send(Heard::Trouble { error: error.clone(), again_at }));
        }
    }
}
