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
    quotes: HashMap<String, Quoted>,
    order: std::collections::VecDeque<String>,
}

/// A plan and what its quote asked for.
pub(crate) struct Quoted {
    pub(crate) plan: Plan,
    /// The word that starts it although it passes a limit; none if it passed none when it was asked.
    pub(crate) word: Option<String>,
}

impl Quoted {
    /// Whether `said` is the word of this quote.
    pub(crate) fn is_confirmed(&self, said: Option<&str>) -> bool {
        self.word.is_some() && self.word.as_deref() == said
    }
}

impl Quotes {
    /// Keeps a plan; answers the name of the quote.
    pub(crate) fn keep(&self, quoted: Quoted) -> String {
        let id = uuid::Uuid::new_v4().to_string();
        let mut waiting = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.quotes.insert(id.clone(), quoted);
        waiting.order.push_back(id.clone());
        if waiting.order.len() > MOST
            && let Some(oldest) = waiting.order.pop_front()
        {
            waiting.quotes.remove(&oldest);
        }
        id
    }

    /// Takes the plan out.
    ///
    /// # Errors
    /// `StaleQuote` when it was taken before or never was: nothing is spent.
    pub(crate) fn take(&self, id: &str) -> Result<Quoted, UiError> {
        let mut waiting = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.quotes.remove(id).ok_or_else(|| {
            UiError::new(ErrorCode::StaleQuote, "this price was used already").money(Money::NotSpent)
        })
    }

    /// Puts one back that was taken and not used.
    pub(crate) fn put_back(&self, id: &str, quoted: Quoted) {
        let mut waiting = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.quotes.insert(id.to_owned(), quoted);
    }
}
