//! The life of a job (research/reliability.md §3.1): the row with the exact request is on disk before
//! the request leaves; it leaves once; what is unclear stays unclear until somebody looks or decides.
//!
//! `queued` (where the account has no place yet) → `sending` → `waiting` → (asked about, where the vendor gave a ticket) → `saving` → `done`, or an end with what became of the money. Deliberately
//! absent: any second submit.

mod accepted;
mod asking;
mod clips;
mod extras;
mod fetch;
mod made;
mod outcome;
mod queue;
mod recovery;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use library::{ConnectionRecord, JobRecord, Library};
use song::JobId;
use tokio::task::JoinHandle;
use vendors::Setup;

use crate::actions::{ActionRequest, Plan, make, payer};
use crate::budget::needs_word;
use crate::connections::{read, setup_of};
use crate::problem::{ErrorCode, UiError};
use crate::quotes::Quoted;
use crate::shown::{self, as_word};
use crate::views::{JobState, JobView, Money, Quote, Warning};
use crate::{Studio, StudioEvent, clock, makings};

pub(crate) use asking::Askers;
pub(crate) use queue::Queues;

/// How many ended jobs the window shows.
const SHOWN: u32 = 200;

/// The tasks that follow jobs.
#[derive(Default)]
pub(crate) struct Follows {
    tasks: Mutex<HashMap<JobId, JoinHandle<()>>>,
}

impl Follows {
    fn add(&self, job: JobId, task: JoinHandle<()>) {
        let mut tasks = self.lock();
        tasks.retain(|_, task| !task.is_finished());
        tasks.insert(job, task);
    }

    /// Stops a job's task and waits until it is gone.
    async fn stop(&self, job: &JobId) {
        let task = self.lock().remove(job);
        if let Some(task) = task {
            task.abort();
            // It was told to end: how it ended says nothing.
            drop(task.await);
        }
    }

    fn stop_all(&self) {
        self.lock().drain().for_each(|(_, task)| task.abort());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<JobId, JoinHandle<()>>> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Studio {
    /// What an action will cost and send. Sends nothing, except that a recording for the practice studio is
    /// put to its file host on this machine.
    ///
    /// # Errors
    /// [`UiError`] that says why it cannot be done; never any money.
    pub async fn quote(&self, action: ActionRequest) -> Result<Quote, UiError> {
        let connection = self.connection_for(&action).await?;
        let (practice, balance) = (connection.practice, connection.balance);
        let address = self.address_for(&action, &connection).await?;
        let (address, putting) = address.map_or((None, None), |(url, putting)| (Some(url), putting));
        let (setup, call_back) = self.setup_for(&connection);
        let (mut plan, mut warnings) =
            self.work(move |library| make(library, &action, connection, address, &setup)).await?;
        plan.putting = putting;
        plan.secret = call_back.filter(|(url, _)| plan.says(url)).map(|(_, secret)| secret);
        let passed = self.passed_limits(&plan).await?;
        let confirmation = (!passed.is_empty()).then(|| uuid::Uuid::new_v4().to_string());
        warnings.extend(passed);
        Ok(Quote {
            price: plan.price,
            unit: plan.unit.clone(),
            balance,
            vendor_label: plan.connection_label.clone(),
            practice,
            takes: plan.takes,
            usual_seconds: plan.usual_seconds,
            warnings,
            sent: plan.sent(),
            hosting: plan.putting.as_ref().map(|putting| putting.shown.clone()),
            confirmation: confirmation.clone(),
            quote_id: self.quotes.keep(Quoted { plan, word: confirmation }),
        })
    }

    /// How an account's requests are made, and the address for a call back where it wants one.
    fn setup_for(&self, connection: &ConnectionRecord) -> (Setup, Option<(String, String)>) {
        let options = read(connection);
        let address = options.callbacks.then(|| self.callbacks.new_address()).flatten();
        let setup = setup_of(options);
        match &address {
            Some((url, _)) => (setup.calling_back(url), address),
            None => (setup, None),
        }
    }

    /// What asking once more for what an ended job asked for costs: a new job, with a warning where the
    /// earlier one was or may have been charged. Sends nothing.
    ///
    /// # Errors
    /// As [`Studio::quote`]; `BadRequest` while the job is under way.
    pub async fn quote_again(&self, job: JobId) -> Result<Quote, UiError> {
        let record = self.ask(move |library| library.job(&job)).await?;
        if record.ended_at.is_none() {
            let words = "the job is still under way";
            return Err(UiError::new(ErrorCode::BadRequest, words).money(Money::NotSpent));
        }
        let plan: Plan = serde_json::from_str(&record.plan).map_err(UiError::internal)?;
        let mut quote = self.quote(plan.action).await?;
        match shown::word(&record.money, Money::Unknown) {
            Money::Unknown => quote.warnings.insert(0, Warning::EarlierUnclear),
            Money::Spent => quote.warnings.insert(0, Warning::EarlierSpent),
            Money::NotSpent => {}
        }
        Ok(quote)
    }

    /// Spends: starts the job of a quote, once.
    ///
    /// # Errors
    /// `StaleQuote` when the quote was used; `NoKey` or `KeyringUnavailable` before anything is sent.
    pub async fn start(self: &Arc<Self>, quote_id: String) -> Result<JobView, UiError> {
        self.start_confirmed(quote_id, None).await
    }

    /// [`Studio::start`] with the word of [`Quote::confirmation`]: the user saw which limit is passed.
    ///
    /// # Errors
    /// As [`Studio::start`]; `OverLimit` when a limit is passed and the word is not that of this quote. The
    /// quote is not used up by that.
    pub async fn start_confirmed(
        self: &Arc<Self>,
        quote_id: String,
        word: Option<String>,
    ) -> Result<JobView, UiError> {
        let quoted = self.quotes.take(&quote_id)?;
        if let Err(error) = self.put_first(&quoted, word.as_deref()).await {
            self.quotes.put_back(&quote_id, quoted);
            return Err(error);
        }
        // Two clicks at once must not both find the budget unspent.
        let alone = self.beginning.lock().await;
        let free = self.is_free(&quoted, word.as_deref()).await;
        let begun = match free {
            Ok(()) => self.begin(quoted.plan.clone()).await,
            Err(error) => {
                self.quotes
                    .put_back(&quote_id, Quoted { plan: quoted.plan.clone(), word: quoted.word.clone() });
                Err(error)
            }
        };
        drop(alone);
        self.settle_putting(&quoted.plan, begun).await
    }

    /// Puts what a plan needs to the user's file host, if the limits let it start: that takes a while, and nobody
    /// else waits for it.
    async fn put_first(&self, quoted: &Quoted, word: Option<&str>) -> Result<(), UiError> {
        let Some(putting) = &quoted.plan.putting else { return Ok(()) };
        self.is_free(quoted, word).await?;
        self.put_out(putting).await
    }

    /// What was put belongs to the job that began, or goes again.
    async fn settle_putting(&self, plan: &Plan, begun: Result<JobView, UiError>) -> Result<JobView, UiError> {
        let Some(putting) = &plan.putting else { return begun };
        match &begun {
            Ok(job) => self.give_out(putting, &job.id).await?,
            Err(_) => self.take_back(putting).await,
        }
        begun
    }

    /// Whether no limit is passed, or the user has said the word.
    async fn is_free(&self, quoted: &Quoted, word: Option<&str>) -> Result<(), UiError> {
        match self.passed_limits(&quoted.plan).await {
            Ok(passed) if passed.is_empty() || quoted.is_confirmed(word) => Ok(()),
            Ok(_) => Err(needs_word()),
            Err(error) => Err(error.money(Money::NotSpent)),
        }
    }

    /// Starts a plan: the row first, then the call.
    async fn begin(self: &Arc<Self>, plan: Plan) -> Result<JobView, UiError> {
        let key = self.key_of(&plan.connection).await.map_err(|error| error.money(Money::NotSpent))?;
        let width = self.width_of(&plan.connection).await.map_err(|error| error.money(Money::NotSpent))?;
        let mut record = new_record(&plan)?;
        let now = self.queues.claim(&plan.connection, &record.id, width);
        let place = now.then(|| queue::Place::of(self, &plan.connection, &record.id));
        record.state = as_word(if now { JobState::Sending } else { JobState::Queued });
        let (row, action) = (record.clone(), plan.action.clone());
        let written = self.work(move |library| {
            makings::work_begins(library, &action, &row.id)?;
            Ok(library.insert_job(&row)?)
        });
        written.await.map_err(|error| error.money(Money::NotSpent))?;
        let told = self.tell_job(&record).await;
        let Some(place) = place else {
            self.queues.wait(&plan.connection, &record.id);
            self.pump(&plan.connection).await;
            return told;
        };
        let view = told?;
        let (studio, id) = (self.clone(), record.id.clone());
        let task = tokio::spawn(async move {
            studio.follow(record, plan, key).await;
            drop(place);
        });
        self.follows.add(id, task);
        Ok(view)
    }

    /// Every job the user has not taken off the list, newest first.
    ///
    /// # Errors
    /// When the library does not answer.
    pub async fn jobs(&self) -> Result<Vec<JobView>, UiError> {
        self.work(|library| {
            let records = library.jobs(false, SHOWN)?;
            Ok(records.iter().filter_map(|record| view(library, record)).collect::<Vec<_>>())
        })
        .await
        .map(|views| views.into_iter().map(|view| self.with_standing(view)).collect())
    }

    /// Stops waiting here. Honest: the vendor may still finish and charge, so the money is unknown
    /// unless the request never left, as that of a queued job; "look up" finds a late answer.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn cancel_job(self: &Arc<Self>, job: JobId) -> Result<(), UiError> {
        let id = job.clone();
        let mut record = self.ask(move |library| library.job(&id)).await?;
        if self.queues.withdraw(&record.connection, &job) {
            return self.end(&mut record, JobState::Cancelled, Money::NotSpent, None).await;
        }
        self.follows.stop(&job).await;
        self.askers.forget(&job);
        let id = job.clone();
        record = self.ask(move |library| library.job(&id)).await?;
        if record.ended_at.is_some() {
            return Ok(());
        }
        let money = shown::word(&record.money, Money::Unknown);
        let money = if money == Money::Spent { Money::Spent } else { Money::Unknown };
        self.end(&mut record, JobState::Cancelled, money, None).await
    }

    /// Lets go of every job, as the end of the program does: what is at a vendor goes on there, what waits for
    /// its turn is not sent, and the next start takes both up.
    pub fn let_go(&self) {
        self.queues.clear();
        self.follows.stop_all();
    }

    /// Takes an ended job off the list.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn dismiss_job(&self, job: JobId) -> Result<(), UiError> {
        let id = job.clone();
        self.ask(move |library| library.dismiss_job(&id)).await?;
        self.events.tell(&StudioEvent::JobRemoved(job));
        Ok(())
    }

    /// Tells everybody how a job stands.
    pub(crate) async fn tell_job(&self, record: &JobRecord) -> Result<JobView, UiError> {
        let row = record.clone();
        let told = self.work(move |library| Ok(view(library, &row))).await?;
        let told = told.ok_or_else(|| UiError::internal("a job's plan cannot be read"))?;
        let told = self.with_standing(told);
        self.events.tell(&StudioEvent::JobChanged(Box::new(told.clone())));
        Ok(told)
    }

    /// What the vendor last said of a job that waits.
    fn with_standing(&self, view: JobView) -> JobView {
        let standing = self.askers.standing(&view.id);
        let held = || self.queues.held_until(&view.connection);
        let again_at = if view.state == JobState::Queued { held() } else { standing.again_at };
        JobView {
            percent: standing.percent,
            stage: standing.words,
            trouble: standing.trouble,
            again_at: again_at.map(clock::for_window),
            ..view
        }
    }

    /// Which account pays for an action.
    async fn connection_for(&self, action: &ActionRequest) -> Result<ConnectionRecord, UiError> {
        let action = action.clone();
        let found = self.work(move |library| payer(library, &action)).await?;
        found.ok_or_else(|| UiError::new(ErrorCode::NoKey, "no connection yet").money(Money::NotSpent))
    }
}

fn view(library: &Library, record: &JobRecord) -> Option<JobView> {
    let takes = library.takes_of(&record.song).unwrap_or_default();
    let mine = takes.into_iter().filter(|take| take.job.as_ref() == Some(&record.id));
    shown::job(record, mine.map(|take| take.id).collect())
}

fn new_record(plan: &Plan) -> Result<JobRecord, UiError> {
    Ok(JobRecord {
        id: JobId::fresh(),
        song: plan.song.clone(),
        connection: plan.connection.clone(),
        action: as_word(plan.action.kind()),
        plan: serde_json::to_string(plan).map_err(UiError::internal)?,
        state: as_word(JobState::Sending),
        money: as_word(Money::NotSpent),
        quoted: plan.price,
        unit: plan.unit.clone(),
        answer: None,
        error: None,
        trace_id: None,
        started_at: clock::now(),
        ended_at: None,
        dismissed: false,
        secret: plan.secret.clone(),
    })
}
