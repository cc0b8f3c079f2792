//! The queue of each account: how many of its jobs are at the vendor at once, and which wait for their turn.
//!
//! A queued job is a row and nothing else: nothing of it was sent, and leaving the queue is free. Held back are
//! only jobs that were never sent; a job that the vendor refused is over, whatever the reason was.
//! Deliberately absent: any order but that of the clicks.

use std::collections::{HashMap, HashSet, VecDeque};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use song::{ConnectionId, JobId};

use crate::actions::Plan;
use crate::problem::UiError;
use crate::views::{JobState, Money};
use crate::{Studio, clock};

/// How long a queue rests after the vendor said for the first time that it is too much.
const FIRST_REST: Duration = Duration::from_secs(15);
/// How long at most.
const LONGEST_REST: Duration = Duration::from_secs(300);

/// Every account's queue.
#[derive(Default)]
pub(crate) struct Queues {
    lanes: Mutex<HashMap<ConnectionId, Lane>>,
}

#[derive(Default)]
struct Lane {
    running: HashSet<JobId>,
    waiting: VecDeque<JobId>,
    /// How often in a row the vendor was busy.
    refusals: u32,
    /// Until when nothing is sent.
    held: Option<Rest>,
}

/// The end of a rest: as it is waited for, which no change of the clock moves, and as it is shown, in
/// milliseconds since 1970.
#[derive(Debug, Clone, Copy)]
struct Rest {
    over: Instant,
    shown: i64,
}

/// How many may run, as the account is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Width {
    pub(super) at_once: usize,
    pub(super) paused: bool,
}

impl Lane {
    fn has_room(&self, width: Width) -> bool {
        !width.paused && self.held.is_none() && self.running.len() < width.at_once
    }
}

impl Queues {
    /// A new job: true if it may be sent at once, and counts as running. Else it has to [wait](Self::wait) as soon
    /// as its row is written: a turn that came before would find nothing to send.
    pub(super) fn claim(&self, connection: &ConnectionId, job: &JobId, width: Width) -> bool {
        let mut lanes = self.lock();
        let lane = lanes.entry(connection.clone()).or_default();
        let at_once = lane.waiting.is_empty() && lane.has_room(width);
        if at_once {
            lane.running.insert(job.clone());
        }
        at_once
    }

    /// A job of an earlier run that is at the vendor already.
    pub(super) fn is_running(&self, connection: &ConnectionId, job: &JobId) {
        self.lock().entry(connection.clone()).or_default().running.insert(job.clone());
    }

    /// A job that is a row already waits for its turn, behind all others.
    pub(super) fn wait(&self, connection: &ConnectionId, job: &JobId) {
        self.lock().entry(connection.clone()).or_default().waiting.push_back(job.clone());
    }

    /// The next job whose turn it is; it counts as running from now on.
    fn next(&self, connection: &ConnectionId, width: Width) -> Option<JobId> {
        let mut lanes = self.lock();
        let lane = lanes.get_mut(connection)?;
        let job = lane.has_room(width).then(|| lane.waiting.pop_front()).flatten()?;
        lane.running.insert(job.clone());
        Some(job)
    }

    /// Takes a job out of the queue; false if its turn has come already.
    pub(super) fn withdraw(&self, connection: &ConnectionId, job: &JobId) -> bool {
        let mut lanes = self.lock();
        let Some(lane) = lanes.get_mut(connection) else { return false };
        let before = lane.waiting.len();
        lane.waiting.retain(|waiting| waiting != job);
        lane.waiting.len() < before
    }

    /// A job is no longer at the vendor, or never was.
    fn leave(&self, connection: &ConnectionId, job: &JobId) {
        if let Some(lane) = self.lock().get_mut(connection) {
            lane.running.remove(job);
        }
    }

    /// The vendor is busy: answers how long nothing is sent. The vendor's own word wins.
    fn hold(&self, connection: &ConnectionId, told: Option<u32>, haste: f64) -> Duration {
        let mut lanes = self.lock();
        let lane = lanes.entry(connection.clone()).or_default();
        lane.refusals += 1;
        let grown = FIRST_REST.saturating_mul(2_u32.saturating_pow(lane.refusals - 1)).min(LONGEST_REST);
        let rest = told.map_or(grown.mul_f64(haste), |seconds| Duration::from_secs(seconds.into()));
        let shown = clock::now().saturating_add(i64::try_from(rest.as_millis()).unwrap_or(i64::MAX));
        lane.held = Some(Rest { over: Instant::now() + rest, shown });
        rest
    }

    /// The rest is over. What was held by a later word stays so.
    fn release(&self, connection: &ConnectionId) {
        if let Some(lane) = self.lock().get_mut(connection)
            && lane.held.is_some_and(|rest| rest.over <= Instant::now())
        {
            lane.held = None;
        }
    }

    /// The vendor took a job: it is not busy.
    pub(super) fn is_taken(&self, connection: &ConnectionId) {
        if let Some(lane) = self.lock().get_mut(connection) {
            lane.refusals = 0;
        }
    }

    /// Until when an account's queue rests, in milliseconds since 1970.
    pub(super) fn held_until(&self, connection: &ConnectionId) -> Option<i64> {
        self.lock().get(connection).and_then(|lane| lane.held).map(|rest| rest.shown)
    }

    fn accounts(&self) -> Vec<ConnectionId> {
        self.lock().keys().cloned().collect()
    }

    fn waiting(&self, connection: &ConnectionId) -> Vec<JobId> {
        self.lock().get(connection).map(|lane| lane.waiting.iter().cloned().collect()).unwrap_or_default()
    }

    /// Nothing waits any more.
    pub(super) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<ConnectionId, Lane>> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A job's place at the vendor. It becomes free with the job's task, however that ends.
pub(super) struct Place {
    studio: Weak<Studio>,
    connection: ConnectionId,
    job: JobId,
}

impl Place {
    /// The place that `job` has in its queue.
    pub(super) fn of(studio: &Arc<Studio>, connection: &ConnectionId, job: &JobId) -> Self {
        Self { studio: Arc::downgrade(studio), connection: connection.clone(), job: job.clone() }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let (Some(studio), Ok(runtime)) = (self.studio.upgrade(), tokio::runtime::Handle::try_current())
        else {
            return;
        };
        studio.queues.leave(&self.connection, &self.job);
        let connection = self.connection.clone();
        runtime.spawn(async move { studio.pump(&connection).await });
    }
}

impl Studio {
    /// How wide an account's queue is now.
    pub(super) async fn width_of(&self, connection: &ConnectionId) -> Result<Width, UiError> {
        let options = self.options_of(connection).await?;
        let at_once = options.jobs_at_once.unwrap_or(self.preferences().jobs_at_once).max(1);
        Ok(Width { at_once: usize::try_from(at_once).unwrap_or(usize::MAX), paused: options.paused })
    }

    /// Sends what has a place now.
    pub(crate) async fn pump(self: &Arc<Self>, connection: &ConnectionId) {
        let width = match self.width_of(connection).await {
            Ok(width) => width,
            Err(error) => return tracing::error!(%connection, %error, "a queue stands still"),
        };
        while let Some(job) = self.queues.next(connection, width) {
            let place = Place::of(self, connection, &job);
            let task = tokio::spawn(self.clone().turn(job.clone(), place));
            self.follows.add(job, task);
        }
    }

    /// A queued job from its turn to its end. Boxed because its end brings the next one's turn.
    fn turn(self: Arc<Self>, job: JobId, place: Place) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(async move {
            if let Err(error) = self.take_turn(&job).await {
                tracing::error!(%job, %error, "a queued job cannot be sent");
            }
            drop(place);
        })
    }

    /// Every queue again: a setting changed.
    pub(crate) fn pump_all(self: &Arc<Self>) {
        let studio = self.clone();
        tokio::spawn(async move {
            for connection in studio.queues.accounts() {
                studio.pump(&connection).await;
            }
        });
    }

    /// A queued job's turn has come. Its plan is the one whose price was shown.
    async fn take_turn(self: &Arc<Self>, job: &JobId) -> Result<(), UiError> {
        let id = job.clone();
        let mut record = self.ask(move |library| library.job(&id)).await?;
        if record.ended_at.is_some() {
            return Ok(());
        }
        let plan: Plan = serde_json::from_str(&record.plan).map_err(UiError::internal)?;
        match self.key_of(&plan.connection).await {
            Ok(key) => {
                self.clone().follow(record, plan, key).await;
                Ok(())
            }
            Err(error) => {
                let error = error.money(Money::NotSpent);
                self.end(&mut record, JobState::Failed, Money::NotSpent, Some(error)).await
            }
        }
    }

    /// The vendor said that it is too much: what waits, waits longer, and says so.
    pub(super) async fn rest_queue(self: &Arc<Self>, connection: &ConnectionId, told: Option<u32>) {
        let rest = self.queues.hold(connection, told, self.haste);
        let (studio, account) = (Arc::downgrade(self), connection.clone());
        tokio::spawn(async move {
            tokio::time::sleep(rest).await;
            let Some(studio) = studio.upgrade() else { return };
            studio.queues.release(&account);
            studio.pump(&account).await;
        });
        self.tell_waiting(connection).await;
    }

    /// Tells how the queued jobs of an account stand.
    async fn tell_waiting(&self, connection: &ConnectionId) {
        for job in self.queues.waiting(connection) {
            let told = match self.ask(move |library| library.job(&job)).await {
                Ok(record) => self.tell_job(&record).await.map(|_| ()),
                Err(error) => Err(error),
            };
            if let Err(error) = told {
                tracing::warn!(%error, "a queued job cannot be shown");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: Width = Width { at_once: 2, paused: false };
    const WIDE: Width = Width { at_once: 9, paused: false };

    fn full() -> (Queues, ConnectionId, [JobId; 4]) {
        let jobs = ["a", "b", "c", "d"].map(JobId::from);
        let (queues, connection) = (Queues::default(), ConnectionId::from("x"));
        let claimed = jobs.each_ref().map(|job| queues.claim(&connection, job, TWO));
        assert_eq!(claimed, [true, true, false, false]);
        assert_eq!(queues.next(&connection, WIDE), None, "who is no row yet has no turn");
        jobs[2..].iter().for_each(|job| queues.wait(&connection, job));
        (queues, connection, jobs)
    }

    #[test]
    fn turns_come_in_the_order_of_the_clicks() {
        let (queues, connection, [a, b, c, d]) = full();
        assert_eq!(queues.next(&connection, TWO), None);
        queues.leave(&connection, &b);
        assert!(!queues.claim(&connection, &"late".into(), TWO), "nobody overtakes who waits");
        assert_eq!(queues.next(&connection, TWO), Some(c));
        queues.leave(&connection, &a);
        assert_eq!(queues.next(&connection, Width { paused: true, ..TWO }), None);
        assert_eq!(queues.next(&connection, TWO), Some(d));
    }

    #[test]
    fn a_job_leaves_the_queue_only_before_its_turn() {
        let (queues, connection, [a, _, c, d]) = full();
        assert!(queues.withdraw(&connection, &c));
        assert!(!queues.withdraw(&connection, &c) && !queues.withdraw(&connection, &a));
        queues.leave(&connection, &a);
        assert_eq!(queues.next(&connection, TWO), Some(d));
    }

    #[test]
    fn a_busy_vendor_is_left_alone_longer_each_time() {
        let (queues, connection, [a, ..]) = full();
        let rests = [(); 7].map(|()| queues.hold(&connection, None, 1.0).as_secs());
        assert_eq!(rests, [15, 30, 60, 120, 240, 300, 300]);
        assert_eq!(queues.hold(&connection, Some(7), 1.0).as_secs(), 7);
        queues.leave(&connection, &a);
        queues.release(&connection);
        assert_eq!(queues.next(&connection, TWO), None, "not before the time");
        queues.is_taken(&connection);
        assert_eq!(queues.hold(&connection, None, 0.0).as_secs(), 0);
        queues.release(&connection);
        assert!(queues.next(&connection, TWO).is_some());
    }

    #[test]
    fn accounts_do_not_wait_for_each_other() {
        let (queues, ..) = full();
        assert!(queues.claim(&"another".into(), &"e".into(), TWO));
    }
}
