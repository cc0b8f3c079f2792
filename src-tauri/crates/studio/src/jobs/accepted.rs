//! Accepted jobs: the vendor gave a ticket, and what became of it is asked until it is known.
//!
//! The answer with the ticket is on disk, so a restart goes on asking. A job whose patience is over is
//! *outcome unknown*: the user may look it up, which asks again and costs nothing.

use std::sync::Arc;

use library::JobRecord;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::{Instant, timeout_at};
use vendors::{News, Progress, Reply, Ticket};

use super::asking::{Heard, Standing, Wait};
use super::outcome::too_late;
use crate::Studio;
use crate::actions::{Plan, vendor_named};
use crate::callback::Verdict;
use crate::problem::{ErrorCode, UiError};
use crate::shown::as_word;
use crate::views::{JobState, Money};

/// How often in a row a vendor may say that it does not know a ticket: right after the submit it may be
/// late with its own books.
const STRANGE: u32 = 3;

/// How asking ended.
enum End {
    Done(Box<Reply>),
    Failed(UiError),
    Unknown(UiError),
}

impl Studio {
    /// Waits for the result of a ticket; none when the job has ended without one.
    pub(super) async fn await_reply(
        self: &Arc<Self>,
        record: &mut JobRecord,
        plan: &Plan,
        ticket: Ticket,
    ) -> Result<Option<Reply>, UiError> {
        record.money = as_word(Money::Unknown);
        self.advance(record, JobState::Waiting).await?;
        let task_id = ticket.task_id.clone();
        let end = self.listen(record, plan, ticket).await;
        self.askers.forget(&record.id);
        self.callbacks.forget(&record.id);
        match end? {
            End::Done(mut reply) => {
                reply.task_id.get_or_insert(task_id);
                record.money = as_word(Money::Spent);
                record.trace_id = reply.trace_id.clone().or_else(|| record.trace_id.clone());
                self.advance(record, JobState::Saving).await?;
                Ok(Some(*reply))
            }
            End::Failed(error) => {
                let error = too_late(plan, error);
                let money = error.money.unwrap_or(Money::Unknown);
                self.end(record, JobState::Failed, money, Some(error)).await?;
                Ok(None)
            }
            End::Unknown(error) => {
                let error = error.money(Money::Unknown);
                self.end(record, JobState::OutcomeUnknown, Money::Unknown, Some(error)).await?;
                Ok(None)
            }
        }
    }

    async fn listen(
        self: &Arc<Self>,
        record: &JobRecord,
        plan: &Plan,
        ticket: Ticket,
    ) -> Result<End, UiError> {
        let vendor = vendor_named(&plan.vendor)?;
        let pauses = self.rhythm(vendor);
        let (tell, heard) = unbounded_channel();
        let now = Instant::now();
        let calls = self.calls_for(record);
        // A vendor that cannot be asked is not asked where it calls back.
        let asks = calls.is_none() || vendor.profile().follow.is_some();
        if asks {
            let wait = Wait { request: plan.request.clone(), ticket, due: now + pauses.first, tell };
            self.ask_for(&plan.connection, vendor, self.base_url_now(plan).await?, wait);
        }
        let ended = async {
            let Some(calls) = calls else { return self.hear(record, heard).await };
            tokio::select! {
                end = self.hear_calls(record, plan, calls) => end,
                end = self.hear(record, heard), if asks => end,
            }
        };
        timeout_at(now + pauses.patience, ended).await.unwrap_or_else(|_| {
            let why = "the vendor has not finished yet; it may still do";
            Ok(End::Unknown(UiError::new(ErrorCode::OutcomeUnknown, why)))
        })
    }

    /// Rings when a call about this job was kept; none where no vendor calls about it.
    fn calls_for(&self, record: &JobRecord) -> Option<UnboundedReceiver<()>> {
        record.secret.as_ref()?;
        let (ring, calls) = unbounded_channel();
        // Once without a call: it may have come before. The receiver is at hand, so this cannot fail.
        let _ = ring.send(());
        self.callbacks.listen(&record.id, ring);
        Some(calls)
    }

    /// Waits for a call that ends the job.
    async fn hear_calls(
        &self,
        record: &JobRecord,
        plan: &Plan,
        mut calls: UnboundedReceiver<()>,
    ) -> Result<End, UiError> {
        while calls.recv().await.is_some() {
            match self.verdict_of(record, plan).await? {
                Some(Verdict::Done(reply)) => return Ok(End::Done(reply)),
                Some(Verdict::Failed(error)) => return Ok(End::Failed(error.into())),
                None => {}
            }
        }
        Ok(End::Unknown(UiError::new(ErrorCode::OutcomeUnknown, "nobody listens for this job any more")))
    }

    async fn hear(&self, record: &JobRecord, mut heard: UnboundedReceiver<Heard>) -> Result<End, UiError> {
        let mut strange = 0;
        while let Some(heard) = heard.recv().await {
            let standing = match heard {
                Heard::News(News::Done(reply)) => return Ok(End::Done(reply)),
                Heard::News(News::Failed(error)) => return Ok(End::Failed(error.into())),
                Heard::News(News::Unknown) => {
                    strange += 1;
                    if strange >= STRANGE {
                        let why = "the vendor does not know this job";
                        return Ok(End::Unknown(UiError::new(ErrorCode::OutcomeUnknown, why)));
                    }
                    continue;
                }
                Heard::News(News::Pending(progress)) => {
                    strange = 0;
                    standing_of(progress)
                }
                Heard::Trouble { error, again_at } => Standing {
                    trouble: Some(error),
                    again_at: Some(again_at),
                    ..self.askers.standing(&record.id)
                },
            };
            self.show_standing(record, standing).await?;
        }
        Ok(End::Unknown(UiError::new(ErrorCode::OutcomeUnknown, "nobody asks for this job any more")))
    }

    /// Shows how far a job is when that changed.
    async fn show_standing(&self, record: &JobRecord, standing: Standing) -> Result<(), UiError> {
        if self.askers.standing(&record.id) == standing {
            return Ok(());
        }
        self.askers.note(&record.id, standing);
        self.tell_job(record).await.map(|_| ())
    }
}

fn standing_of(progress: Progress) -> Standing {
    Standing { percent: progress.percent, words: progress.words, trouble: None, again_at: None }
}
