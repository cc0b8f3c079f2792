//! Quotes: a plan waits for its one click.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::actions::Plan;
use crate::problem::{ErrorCode, UiError};
use crate::views::Money;

/// How many unused quotes are remembered; looking at prices makes many.
const MOST: usize = 64;

/// Plans by quote. Taking one removes it: a quote starts one job, ever.
#[derive(Default)]
pub(crate) struct Quotes {
    inner: Mutex<Waiting>,
}

#[derive(Default)]
struct Waiting {
    plans: HashMap<String, Plan>,
    order: std::collections::VecDeque<String>,
}

impl Quotes {
    /// Keeps a plan; answers the name of the quote.
    pub(crate) fn keep(&self, plan: Plan) -> String {
        let id = uuid::Uuid::new_v4().to_string();
        let mut waiting = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.plans.insert(id.clone(), plan);
        waiting.order.push_back(id.clone());
        if waiting.order.len() > MOST
            && let Some(oldest) = waiting.order.pop_front()
        {
            waiting.plans.remove(&oldest);
        }
        id
    }

    /// Takes the plan out.
    ///
    /// # Errors
    /// `StaleQuote` when it was taken before or never was: nothing is spent.
    pub(crate) fn take(&self, id: &str) -> Result<Plan, UiError> {
        let mut waiting = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.plans.remove(id).ok_or_else(|| {
            UiError::new(ErrorCode::StaleQuote, "this price was used already").money(Money::NotSpent)
        })
    }
}
