//! What a call says, and the job it ends.

use std::pin::Pin;
use std::sync::Arc;

use library::JobRecord;
use song::JobId;
use vendors::{Called, News, Reply, Submission, VendorError, WireAnswer};

use crate::Studio;
use crate::actions::{Plan, vendor_named};
use crate::clock;
use crate::problem::UiError;
use crate::shown::word;
use crate::views::{JobState, Money};

/// How a call ends a job.
pub(crate) enum Verdict {
    Done(Box<Reply>),
    Failed(VendorError),
}

impl Studio {
    /// Keeps a call that fits the job of this secret; false for everything else, which leaves no trace.
    pub(super) async fn hear_call(self: &Arc<Self>, secret: &str, body: &[u8]) -> Result<bool, UiError> {
        let wanted = secret.to_owned();
        let Some(record) = self.ask(move |library| library.job_by_secret(&wanted)).await? else {
            return Ok(false);
        };
        let Ok(plan) = serde_json::from_str::<Plan>(&record.plan) else { return Ok(false) };
        let Some(called) = read(&record, &plan, body) else { return Ok(false) };
        if matches!(called.news, News::Pending(_) | News::Unknown) {
            return Ok(true);
        }
        let (id, body) = (record.id.clone(), body.to_vec());
        self.ask(move |library| library.keep_call(&id, &body, clock::now())).await?;
        if !self.callbacks.ring(&record.id) {
            // Nobody waits: the job's own call is under way and will look, or it had ended without knowing.
            tokio::spawn(self.clone().finish_by_call(record.id));
        }
        Ok(true)
    }

    /// How the calls that were kept for a job end it; none if none does.
    pub(crate) async fn verdict_of(
        &self,
        record: &JobRecord,
        plan: &Plan,
    ) -> Result<Option<Verdict>, UiError> {
        if record.secret.is_none() {
            return Ok(None);
        }
        let id = record.id.clone();
        let bodies = self.ask(move |library| library.calls_of(&id)).await?;
        let heard = bodies.iter().filter_map(|body| read(record, plan, body));
        Ok(heard.map(|called| called.news).find_map(|news| match news {
            News::Done(reply) => Some(Verdict::Done(reply)),
            News::Failed(error) => Some(Verdict::Failed(error)),
            News::Pending(_) | News::Unknown => None,
        }))
    }

    /// Ends a job that had ended without knowing what became of it, if a call says so. Boxed because jobs
    /// that end come back here.
    pub(crate) fn finish_by_call(self: Arc<Self>, job: JobId) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(async move {
            if let Err(error) = self.try_finish(&job).await {
                tracing::error!(%job, %error, "a call cannot end its job");
            }
        })
    }

    async fn try_finish(self: &Arc<Self>, job: &JobId) -> Result<(), UiError> {
        // Two calls at once must not both bring the results home.
        let _alone = self.finishing.lock().await;
        let id = job.clone();
        let mut record = self.ask(move |library| library.job(&id)).await?;
        let state = word(&record.state, JobState::Done);
        if !matches!(state, JobState::OutcomeUnknown | JobState::Cancelled) {
            return Ok(());
        }
        let plan: Plan = serde_json::from_str(&record.plan).map_err(UiError::internal)?;
        match self.verdict_of(&record, &plan).await? {
            None => Ok(()),
            Some(Verdict::Done(reply)) => {
                self.reopen(&mut record, JobState::Saving, Money::Spent).await?;
                self.collect(&mut record, &plan, *reply).await
            }
            Some(Verdict::Failed(error)) => {
                let money = error.money.into();
                self.end(&mut record, JobState::Failed, money, Some(error.into())).await
            }
        }
    }
}

/// What a call says, if it is the vendor's and about this job. The number is compared where it is known; before
/// that the secret alone has to do, since nobody else was ever told it.
fn read(record: &JobRecord, plan: &Plan, body: &[u8]) -> Option<Called> {
    let called = vendor_named(&plan.vendor).ok()?.decode_callback(&plan.request, body).ok()?;
    let ticket = ticket_of(record, plan);
    let fits = ticket.is_none_or(|ticket| called.task_id.as_deref() == Some(ticket.as_str()));
    fits.then_some(called)
}

/// The number that the vendor gave the job, once it is on disk.
fn ticket_of(record: &JobRecord, plan: &Plan) -> Option<String> {
    let answer: WireAnswer = serde_json::from_str(record.answer.as_deref()?).ok()?;
    match vendor_named(&plan.vendor).ok()?.decode(&plan.request, &answer).ok()?.submission {
        Submission::Accepted(ticket) => Some(ticket.task_id),
        _ => None,
    }
}
