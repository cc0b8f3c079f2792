//! Taking up jobs of an earlier run, and looking again when the user asks.

use std::sync::Arc;

use library::JobRecord;
use song::JobId;
use vendors::{Reply, Submission, WireAnswer};

use super::queue::Place;
use crate::Studio;
use crate::actions::{Plan, vendor_named};
use crate::keeper::{Kept, Standing};
use crate::problem::{ErrorCode, UiError};
use crate::shown::{as_word, word};
use crate::views::{JobState, Money};

impl Studio {
    /// Every job that had not ended goes on from where the disk says it was.
    pub(crate) async fn recover(self: &Arc<Self>) -> Result<(), UiError> {
        for record in self.ask(library::Library::open_jobs).await? {
            let id = record.id.clone();
            if word(&record.state, JobState::Sending) == JobState::Queued {
                self.queues.wait(&record.connection, &id);
                continue;
            }
            self.queues.is_running(&record.connection, &id);
            let place = Place::of(self, &record.connection, &id);
            let studio = self.clone();
            let task = tokio::spawn(async move {
                studio.resume(record).await;
                drop(place);
            });
            self.follows.add(id, task);
        }
        self.pump_all();
        Ok(())
    }

    async fn resume(self: Arc<Self>, mut record: JobRecord) {
        let Ok(plan) = serde_json::from_str::<Plan>(&record.plan) else {
            tracing::warn!(job = %record.id, "the plan of an unfinished job cannot be read; it is left alone");
            return;
        };
        if record.answer.is_none() {
            return self.adopt(record, plan).await;
        }
        if let Err(error) = self.collect_again(&mut record, &plan).await {
            tracing::error!(job = %record.id, %error, "an answered job cannot be finished");
        }
    }

    /// Fetches the results of a job whose answer is on disk.
    async fn collect_again(self: &Arc<Self>, record: &mut JobRecord, plan: &Plan) -> Result<(), UiError> {
        let reply = decode(record, plan)?;
        self.collect(record, plan, reply).await
    }

    /// Looks again at a job that ended without results: a late answer of the keeper, or results that
    /// could not be fetched then. Sends nothing that costs.
    ///
    /// # Errors
    /// `OutcomeUnknown` when nothing new is known.
    pub async fn look_up_job(self: &Arc<Self>, job: JobId) -> Result<(), UiError> {
        let id = job.clone();
        let mut record = self.ask(move |library| library.job(&id)).await?;
        if record.ended_at.is_none() || word(&record.state, JobState::Failed) == JobState::Done {
            return Ok(());
        }
        let plan: Plan = serde_json::from_str(&record.plan).map_err(UiError::internal)?;
        if record.answer.is_some() {
            return self.look_at_answer(record, plan).await;
        }
        let spool = self.spool(&record)?;
        match spool.standing().map_err(UiError::internal)? {
            Standing::Over(Kept::Answered(answer)) => {
                self.reopen(&mut record, JobState::Saving, Money::Unknown).await?;
                self.settle(&mut record, &plan, &spool, Kept::Answered(answer)).await
            }
            Standing::Held => {
                self.reopen(&mut record, JobState::Waiting, Money::Unknown).await?;
                let (studio, id) = (self.clone(), record.id.clone());
                let task = tokio::spawn(async move { studio.adopt(record, plan).await });
                self.follows.add(id, task);
                Ok(())
            }
            Standing::Over(_) => {
                Err(UiError::new(ErrorCode::OutcomeUnknown, "nothing new is known").money(Money::Unknown))
            }
        }
    }

    /// Results are fetched while the user waits; a ticket is asked for as long as it takes.
    async fn look_at_answer(self: &Arc<Self>, mut record: JobRecord, plan: Plan) -> Result<(), UiError> {
        let reply = decode(&record, &plan)?;
        if !matches!(reply.submission, Submission::Accepted(_)) {
            self.reopen(&mut record, JobState::Saving, Money::Unknown).await?;
            return self.collect(&mut record, &plan, reply).await;
        }
        self.reopen(&mut record, JobState::Waiting, Money::Unknown).await?;
        let (studio, id) = (self.clone(), record.id.clone());
        let task = tokio::spawn(async move {
            if let Err(error) = studio.collect(&mut record, &plan, reply).await {
                tracing::error!(job = %record.id, %error, "a job cannot be followed");
            }
        });
        self.follows.add(id, task);
        Ok(())
    }

    /// Takes an ended job up again.
    pub(crate) async fn reopen(
        &self,
        record: &mut JobRecord,
        state: JobState,
        money: Money,
    ) -> Result<(), UiError> {
        record.ended_at = None;
        record.error = None;
        record.money = as_word(money);
        self.advance(record, state).await
    }
}

/// The answer that is on disk.
fn decode(record: &JobRecord, plan: &Plan) -> Result<Reply, UiError> {
    let text = record.answer.clone().unwrap_or_default();
    let answer: WireAnswer = serde_json::from_str(&text).map_err(UiError::internal)?;
    let reply = vendor_named(&plan.vendor)?.decode(&plan.request, &answer);
    reply.map_err(|error| UiError::from(error.into_error()))
}
