//! A POST as handlers of polled vendors take it: its fields, its hash, and the end that a test may have
//! planned for it.
//!
//! Deliberately absent: refusing in anybody's words; handlers get the refusal and word it themselves.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use uuid::Uuid;

use super::Studio;
use super::envelope::Refusal;
use super::fields::{self, Fields};
use super::job::Bill;
use super::seed;
use super::task::{Fate, Outcome, Task};
use crate::ledger::Purse;

/// What was posted.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) fields: Fields,
    /// Of the exact request body.
    pub(crate) body_hash: u64,
    /// How its task is to end.
    pub(crate) fate: Fate,
}

impl<S: Send + Sync> FromRequest<S> for Call {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        fields::json(request.headers())?;
        let fate = request.extensions().get::<Fate>().cloned().unwrap_or_default();
        let body = Bytes::from_request(request, state).await.map_err(|_| Refusal::too_large())?;
        Ok(Self { fields: Fields::parse(&body)?, body_hash: seed::hash(&body), fate })
    }
}

/// What a vendor wants for something, and how long it takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Offer {
    pub(crate) purse: Purse,
    /// The path of the vendor's document.
    pub(crate) path: &'static str,
    pub(crate) action: &'static str,
    /// In the purse's unit.
    pub(crate) price: f64,
    /// Seconds that the vendor takes, at least and at most.
    pub(crate) usual: (f64, f64),
    /// How many states its tasks go through before the end.
    pub(crate) steps: u32,
}

impl Offer {
    /// What a call of this body costs, under the name of `task_id`.
    pub(crate) fn bill(&self, body_hash: u64, task_id: &str) -> Bill {
        Bill {
            purse: self.purse,
            path: self.path.into(),
            action: self.action.into(),
            price: self.price,
            body_hash,
            task_id: task_id.into(),
            trace_id: Uuid::new_v4().to_string(),
        }
    }

    /// The task that comes of a call.
    pub(crate) fn task(&self, studio: &Studio, call: &Call, id: String, outcome: Outcome) -> Task {
        let chance = seed::seed(&[&id]);
        let (least, most) = self.usual;
        Task {
            id,
            vendor: self.purse.vendor.into(),
            action: self.action.into(),
            at: studio.clock(),
            usual: (most - least).mul_add(seed::unit(call.body_hash), least),
            steps: self.steps,
            chance,
            outcome,
            fate: call.fate.clone(),
            over: None,
            asked: serde_json::Value::Null,
        }
    }
}
