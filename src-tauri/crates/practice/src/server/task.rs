//! Tasks that clients ask for until they are over: what they are, how far they are, and that they survive.
//!
//! At [`Pace::Real`] a task goes through its states on the studio's clock. At [`Pace::Fast`] every look takes
//! it one state on, so that no state is ever skipped however fast the studio is; the end also waits for the
//! sound. Deliberately absent: words for states; every vendor has its own.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::task::spawn_blocking;

use super::envelope::Refusal;
use super::job::Bill;
use super::{Pace, Studio};
use crate::store::{Log, Song};

/// How a task ends.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fate {
    /// Well.
    #[default]
    Succeeds,
    /// Without any result.
    Fails {
        /// What the vendor says of it.
        reason: String,
    },
    /// With one good result, although the task is called failed.
    HalfFails {
        /// What the vendor says of it.
        reason: String,
    },
    /// The vendor gives up waiting for Suno.
    TimesOut,
    /// Never: it stays in its last state.
    Hangs,
}

impl Fate {
    /// Whether the task is called failed in the end.
    pub(crate) fn is_bad(&self) -> bool {
        matches!(self, Self::Fails { .. } | Self::HalfFails { .. } | Self::TimesOut)
    }
}

/// What a task is for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// Songs, by their ids.
    Songs { ids: Vec<String> },
    /// An uploaded song, by its id, and the session that it was uploaded in.
    Upload { id: String, session: Option<String> },
    /// When the words of a song are sung, by its id.
    Timing { id: String },
    /// Nothing yet: a session that waits to be used.
    Session,
    /// What is answered, as it is.
    Plain { data: Value },
}

/// A task as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Task {
    /// The id that clients ask with.
    pub(crate) id: String,
    /// The vendor whose task it is.
    pub(crate) vendor: String,
    pub(crate) action: String,
    /// When it was accepted, in milliseconds of the studio's clock.
    pub(crate) at: i64,
    /// Seconds that it takes at [`Pace::Real`].
    pub(crate) usual: f64,
    /// How many states it goes through before the end.
    pub(crate) steps: u32,
    /// Where everything left to chance in it comes from.
    pub(crate) chance: u64,
    pub(crate) outcome: Outcome,
    pub(crate) fate: Fate,
    /// When it was over, in milliseconds of the studio's clock.
    pub(crate) over: Option<i64>,
    /// What was asked and is answered again.
    pub(crate) asked: Value,
}

/// What a look at a task shows.
#[derive(Debug, Clone)]
pub(crate) struct Look {
    pub(crate) task: Arc<Task>,
    /// The state that it is in: from 0 to `task.steps`, which is the end.
    pub(crate) step: u32,
    /// Whether this look is the first to find it over.
    pub(crate) news: bool,
}

impl Look {
    /// Whether the task has ended.
    pub(crate) fn is_over(&self) -> bool {
        self.task.over.is_some()
    }
}

/// A task and what nobody needs to remember of it.
#[derive(Debug)]
struct Live {
    task: Arc<Task>,
    looks: u32,
    /// Whether its sound is rendered.
    ready: bool,
}

/// Every task of every vendor.
#[derive(Debug)]
pub(crate) struct Tasks {
    shelf: Mutex<Shelf>,
}

#[derive(Debug)]
struct Shelf {
    log: Log<Task>,
    live: HashMap<(String, String), Live>,
}

impl Tasks {
    /// Opens the tasks kept in `path`; of several entries for one task the last holds.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let (log, tasks) = Log::<Task>::open(path)?;
        let mut shelf = Shelf { log, live: HashMap::new() };
        for task in tasks {
            // Nobody knows how often it was looked at: it must not seem to go back.
            let looks = task.steps;
            shelf.live.insert(key(&task.vendor, &task.id), Live { task: task.into(), looks, ready: true });
        }
        Ok(Self { shelf: Mutex::new(shelf) })
    }

    /// Remembers `task` for good, in place of an earlier one of this id.
    pub(crate) fn put(&self, task: Task, ready: bool) -> io::Result<()> {
        let mut shelf = self.lock();
        shelf.log.append(std::slice::from_ref(&task))?;
        shelf.live.insert(key(&task.vendor, &task.id), Live { task: task.into(), looks: 0, ready });
        Ok(())
    }

    /// The task, without counting as a look.
    pub(crate) fn get(&self, vendor: &str, id: &str) -> Option<Arc<Task>> {
        self.lock().live.get(&key(vendor, id)).map(|live| Arc::clone(&live.task))
    }

    /// The first task of a vendor that `wanted` is true of.
    pub(crate) fn find(&self, vendor: &str, wanted: impl Fn(&Task) -> bool) -> Option<Arc<Task>> {
        let shelf = self.lock();
        let tasks = shelf.live.values().map(|live| &live.task);
        tasks.filter(|task| task.vendor == vendor).find(|task| wanted(task)).cloned()
    }

    /// Its sound is there.
    fn ready(&self, vendor: &str, id: &str) {
        if let Some(live) = self.lock().live.get_mut(&key(vendor, id)) {
            live.ready = true;
        }
    }

    /// Looks at a task, which may find it over; that is remembered.
    fn look(&self, vendor: &str, id: &str, now: i64, pace: Pace) -> io::Result<Option<Look>> {
        let mut shelf = self.lock();
        let Some(live) = shelf.live.get_mut(&key(vendor, id)) else { return Ok(None) };
        let step = live.step(now, pace);
        live.looks = live.looks.saturating_add(1);
        let news = step == live.task.steps && live.task.over.is_none();
        if news {
            live.task = Arc::new(Task { over: Some(now), ..Task::clone(&live.task) });
        }
        let task = Arc::clone(&live.task);
        if news {
            shelf.log.append(std::slice::from_ref(&*task))?;
        }
        Ok(Some(Look { task, step, news }))
    }

    fn lock(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Live {
    /// The state that it is in now.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn step(&self, now: i64, pace: Pace) -> u32 {
        let task = &self.task;
        if task.over.is_some() {
            return task.steps;
        }
        let share = (now - task.at) as f64 / (task.usual * 1000.0).max(1.0);
        let timed = (share * f64::from(task.steps)).clamp(0.0, f64::from(task.steps)) as u32;
        let looked = if pace == Pace::Fast { self.looks } else { 0 };
        let ends = self.ready && task.fate != Fate::Hangs;
        timed.max(looked).min(if ends { task.steps } else { task.steps.saturating_sub(1) })
    }
}

fn key(vendor: &str, id: &str) -> (String, String) {
    (vendor.to_owned(), id.to_owned())
}

impl Studio {
    /// Charges for `task`, remembers it and its songs, and begins to render them.
    pub(crate) async fn accept(
        self: &Arc<Self>,
        bill: Bill,
        songs: Vec<Song>,
        task: Task,
    ) -> Result<(), Refusal> {
        let due = if self.ahead && !task.fate.is_bad() { songs.clone() } else { Vec::new() };
        let (vendor, id) = key(&task.vendor, &task.id);
        let (keeper, ready) = (Arc::clone(self), due.is_empty());
        let keep = move || keeper.songs.add(&songs).and_then(|()| keeper.tasks.put(task, ready));
        bill.charge(self, keep).await?;
        if !ready {
            tokio::spawn(Arc::clone(self).render_all(due, vendor, id));
        }
        Ok(())
    }

    /// Renders the songs of a task. One that cannot be rendered is tried again when it is listened to.
    async fn render_all(self: Arc<Self>, songs: Vec<Song>, vendor: String, id: String) {
        let renders: Vec<_> =
            songs.into_iter().map(|song| tokio::spawn(Arc::clone(&self).rendered(song))).collect();
        for render in renders {
            if !matches!(render.await, Ok(Ok(()))) {
                tracing::error!(task = id, "the practice studio could not render");
            }
        }
        self.tasks.ready(&vendor, &id);
    }

    /// Looks at a task of `vendor`; `None` if there is none of this id.
    pub(crate) async fn look(self: &Arc<Self>, vendor: &str, id: &str) -> Result<Option<Look>, Refusal> {
        let (studio, vendor, id) = (Arc::clone(self), vendor.to_owned(), id.to_owned());
        let (now, pace) = (self.clock(), *self.pace.borrow());
        let looked = spawn_blocking(move || studio.tasks.look(&vendor, &id, now, pace)).await;
        looked.map_err(io::Error::other).and_then(|look| look).map_err(|error| {
            tracing::error!(%error, "the practice studio's disk refuses");
            Refusal::internal()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(fate: Fate) -> Task {
        Task {
            id: "t".into(),
            vendor: "v".into(),
            action: "make".into(),
            at: 1000,
            usual: 60.0,
            steps: 3,
            chance: 0,
            outcome: Outcome::Session,
            fate,
            over: None,
            asked: Value::Null,
        }
    }

    fn shelf(fate: Fate, ready: bool) -> (tempfile::TempDir, Tasks) {
        let folder = tempfile::tempdir().expect("a folder");
        let tasks = Tasks::open(&folder.path().join("tasks.jsonl")).expect("opened");
        tasks.put(task(fate), ready).expect("written");
        (folder, tasks)
    }

    fn looks(tasks: &Tasks, now: i64, pace: Pace, count: usize) -> Vec<u32> {
        let look = |_| tasks.look("v", "t", now, pace).expect("written").expect("known").step;
        (0..count).map(look).collect()
    }

    #[test]
    fn fast_passes_every_state_and_real_follows_the_clock() {
        let (_folder, tasks) = shelf(Fate::Succeeds, true);
        assert_eq!(looks(&tasks, 1000, Pace::Fast, 5), [0, 1, 2, 3, 3]);
        let (_folder, tasks) = shelf(Fate::Succeeds, true);
        assert_eq!(looks(&tasks, 1000, Pace::Real, 3), [0, 0, 0]);
        assert_eq!(looks(&tasks, 22_000, Pace::Real, 1), [1]);
        assert_eq!(looks(&tasks, 60_999, Pace::Real, 1), [2]);
        assert_eq!(looks(&tasks, 61_000, Pace::Real, 1), [3]);
    }

    #[test]
    fn the_end_waits_for_the_sound_and_hanging_tasks_have_none() {
        let (_folder, tasks) = shelf(Fate::Succeeds, false);
        assert_eq!(looks(&tasks, 1000, Pace::Fast, 5), [0, 1, 2, 2, 2]);
        tasks.ready("v", "t");
        assert_eq!(looks(&tasks, 1000, Pace::Fast, 1), [3]);
        let (_folder, tasks) = shelf(Fate::Hangs, true);
        assert_eq!(looks(&tasks, i64::MAX / 2, Pace::Real, 2), [2, 2]);
    }

    #[test]
    fn a_task_is_over_once_and_stays_so() {
        let (folder, tasks) = shelf(Fate::Succeeds, true);
        let end = tasks.look("v", "t", 90_000, Pace::Real).expect("written").expect("known");
        assert!(end.news && end.task.over == Some(90_000));
        let again = tasks.look("v", "t", 95_000, Pace::Real).expect("written").expect("known");
        assert!(!again.news && again.task.over == Some(90_000));
        drop(tasks);
        let tasks = Tasks::open(&folder.path().join("tasks.jsonl")).expect("opened");
        assert_eq!(tasks.get("v", "t").expect("known").over, Some(90_000));
        assert!(tasks.get("other", "t").is_none());
    }
}
