//! What became of a call: decides the job's state and what the money is called.

use std::sync::Arc;

use library::{ChargeRecord, JobRecord, JobResults};
use secrecy::SecretString;
use vendors::{ErrorKind, Reply, Submission, SubmitError, VendorError, VendorRequest, WireAnswer};

use crate::actions::{Plan, vendor_named};
use crate::keeper::{Kept, Spool, adopt, hand_over};
use crate::problem::{ErrorCode, UiError};
use crate::shown::as_word;
use crate::views::{JobState, Money};
use crate::{Studio, clock};

impl Studio {
    /// Hands the call to a keeper and sees the job through to its end.
    pub(super) async fn follow(self: Arc<Self>, mut record: JobRecord, plan: Plan, key: SecretString) {
        if let Err(error) = self.hand_over(&mut record, &plan, &key).await {
            tracing::error!(job = %record.id, %error, "a job cannot be followed");
        }
    }

    async fn hand_over(
        self: &Arc<Self>,
        record: &mut JobRecord,
        plan: &Plan,
        key: &SecretString,
    ) -> Result<(), UiError> {
        let spool = self.spool(record)?;
        self.advance(record, JobState::Waiting).await?;
        let way = self.way_now(plan).await?;
        let kept = hand_over(&self.keeping, &spool, &way, &plan.wire, key).await;
        self.settle(record, plan, &spool, kept.map_err(UiError::internal)?).await
    }

    /// Waits for a keeper of an earlier run.
    pub(super) async fn adopt(self: Arc<Self>, mut record: JobRecord, plan: Plan) {
        let result = async {
            let spool = self.spool(&record)?;
            let kept = adopt(&spool).await.map_err(UiError::internal)?;
            self.settle(&mut record, &plan, &spool, kept).await
        };
        if let Err(error) = result.await {
            tracing::error!(%error, "a job of an earlier run cannot be followed");
        }
    }

    /// A call is over: read what it says.
    pub(super) async fn settle(
        self: &Arc<Self>,
        record: &mut JobRecord,
        plan: &Plan,
        spool: &Spool,
        kept: Kept,
    ) -> Result<(), UiError> {
        match kept {
            Kept::NotSent(why) => {
                let error = UiError::new(ErrorCode::Unreachable, why).money(Money::NotSpent);
                self.end(record, JobState::Failed, Money::NotSpent, Some(error)).await?;
            }
            Kept::Unknown(why) => {
                let error = UiError::new(ErrorCode::OutcomeUnknown, why).money(Money::Unknown);
                self.end(record, JobState::OutcomeUnknown, Money::Unknown, Some(error)).await?;
            }
            Kept::Answered(answer) => self.read_answer(record, plan, answer).await?,
        }
        spool.clear();
        Ok(())
    }

    async fn read_answer(
        self: &Arc<Self>,
        record: &mut JobRecord,
        plan: &Plan,
        answer: WireAnswer,
    ) -> Result<(), UiError> {
        let vendor = vendor_named(&plan.vendor)?;
        match vendor.decode(&plan.request, &answer) {
            Ok(reply) => {
                self.queues.is_taken(&record.connection);
                record.answer = Some(serde_json::to_string(&answer).map_err(UiError::internal)?);
                record.trace_id = reply.trace_id.clone();
                // A ticket is on disk before anybody asks what became of it: see `accepted`.
                if !matches!(reply.submission, Submission::Accepted(_)) {
                    record.money = as_word(Money::Spent);
                    self.advance(record, JobState::Saving).await?;
                }
                self.collect(record, plan, reply).await
            }
            Err(SubmitError::OutcomeUnknown(error)) => {
                let mut told = too_late(plan, error.into());
                if told.code != ErrorCode::PhraseExpired {
                    told.code = ErrorCode::OutcomeUnknown;
                }
                self.end(record, JobState::OutcomeUnknown, Money::Unknown, Some(told)).await
            }
            Err(SubmitError::Refused(error) | SubmitError::NotSent(error)) => {
                // A refusal costs nothing, except where the vendor's own words say otherwise.
                let money: Money = error.money.into();
                let free = money == Money::NotSpent;
                let state = if free { JobState::Refused } else { JobState::Failed };
                if error.kind == ErrorKind::Busy {
                    self.rest_queue(&record.connection, error.retry_after_s).await;
                }
                let told = too_late(plan, named(plan, answer.status, error));
                self.end(record, state, money, Some(told)).await
            }
        }
    }

    /// Fetches what the vendor made, if need be after waiting for it, and ends the job.
    pub(crate) async fn collect(
        self: &Arc<Self>,
        record: &mut JobRecord,
        plan: &Plan,
        reply: Reply,
    ) -> Result<(), UiError> {
        let reply = match reply.submission {
            Submission::Accepted(ticket) => match self.await_reply(record, plan, ticket).await? {
                Some(reply) => reply,
                None => return Ok(()),
            },
            _ => reply,
        };
        match self.fetch(record, plan, reply).await {
            Ok(found) => self.finish(record, plan, found).await,
            Err(error) => {
                let error = error.money(Money::Spent);
                self.end(record, JobState::Failed, Money::Spent, Some(error)).await
            }
        }
    }

    /// Moves a job on, on disk and in the window.
    pub(super) async fn advance(&self, record: &mut JobRecord, state: JobState) -> Result<(), UiError> {
        record.state = as_word(state);
        let row = record.clone();
        self.ask(move |library| library.update_job(&row)).await?;
        self.tell_job(record).await.map(|_| ())
    }

    /// Ends a job without results, with a row in the ledger unless nothing was spent.
    pub(crate) async fn end(
        self: &Arc<Self>,
        record: &mut JobRecord,
        state: JobState,
        money: Money,
        error: Option<UiError>,
    ) -> Result<(), UiError> {
        record.state = as_word(state);
        record.money = as_word(money);
        record.ended_at = Some(clock::now());
        if let Some(error) = error {
            record.trace_id = error.trace_id.clone().or_else(|| record.trace_id.clone());
            record.error = Some(serde_json::to_string(&error).map_err(UiError::internal)?);
        }
        let row = record.clone();
        self.work(move |library| {
            let charge = charge(&row, money)?;
            library.finish_job(&row, &JobResults::default(), charge.as_ref())?;
            Ok(())
        })
        .await?;
        self.tell_job(record).await?;
        if money != Money::NotSpent {
            self.spent(record).await?;
        }
        if state == JobState::OutcomeUnknown && record.secret.is_some() {
            // The vendor may have called before its answer was lost.
            tokio::spawn(self.clone().finish_by_call(record.id.clone()));
        }
        Ok(())
    }

    pub(super) fn spool(&self, record: &JobRecord) -> Result<Spool, UiError> {
        Spool::open(&self.library.spool_dir(), &record.id).map_err(UiError::internal)
    }
}

/// A path that the vendor does not know is a setting of the connection, perhaps one that was only supposed: the
/// error says which.
fn named(plan: &Plan, status: u16, error: VendorError) -> UiError {
    let missing = status == 404 && error.kind == ErrorKind::NotFound;
    let action = plan.request.action();
    let profile = vendors::by_id(&plan.vendor).map(|vendor| vendor.profile());
    let setting = profile.and_then(|profile| profile.path_setting(action)).filter(|_| missing);
    let told = UiError::from(error);
    if setting.is_none() {
        return told;
    }
    UiError { code: ErrorCode::PathNotFound, ..told }
        .value("action", as_word(action))
        .value("path", &plan.wire.path)
}

/// A vendor that waited for a phrase too long says so as for any other wait; what is to be done is another thing.
pub(super) fn too_late(plan: &Plan, told: UiError) -> UiError {
    let proves = matches!(plan.request, VendorRequest::VerifyVoice(_));
    let code = if proves && told.code == ErrorCode::Timeout { ErrorCode::PhraseExpired } else { told.code };
    UiError { code, ..told }
}

/// The ledger's row for a job; none where nothing was spent.
pub(super) fn charge(record: &JobRecord, money: Money) -> Result<Option<ChargeRecord>, UiError> {
    if money == Money::NotSpent {
        return Ok(None);
    }
    let plan: Plan = serde_json::from_str(&record.plan).map_err(UiError::internal)?;
    Ok(Some(ChargeRecord {
        job: record.id.clone(),
        song: record.song.clone(),
        connection: record.connection.clone(),
        vendor: plan.vendor,
        practice: plan.practice,
        action: record.action.clone(),
        amount: plan.price,
        unit: record.unit.clone(),
        money: as_word(money),
        at: clock::now(),
    }))
}
