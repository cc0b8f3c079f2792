//! Limits of an account: how much one click and one day may cost before the user is asked.
//!
//! Enforced where jobs begin, whatever the window shows: what passes a limit needs the word that came with
//! exactly this quote. Play money has no limits. Deliberately absent: limits over several accounts, whose
//! units may differ.

use library::Library;

use crate::actions::Plan;
use crate::problem::{ErrorCode, UiError};
use crate::views::{ConnectionOptions, Money, Warning};
use crate::{Studio, clock};

/// Amounts are sums of decimal fractions: less than this apart is equal.
const HAIR: f64 = 1e-9;

impl Studio {
    /// Which limits of its account a plan would pass if it began now.
    pub(crate) async fn passed_limits(&self, plan: &Plan) -> Result<Vec<Warning>, UiError> {
        if plan.practice {
            return Ok(Vec::new());
        }
        let options = self.options_of(&plan.connection).await?;
        let (price, connection) = (plan.price, plan.connection.clone());
        self.work(move |library| {
            let spent = if options.daily_budget.is_some() { spent_today(library, &connection)? } else { 0.0 };
            Ok(judge(&options, price, spent))
        })
        .await
    }
}

/// What was charged today, what may have been, and what jobs under way will cost.
fn spent_today(library: &Library, connection: &song::ConnectionId) -> Result<f64, UiError> {
    let charged = library.charged_since(connection, clock::midnight(clock::now()))?;
    let jobs = library.open_jobs()?;
    let under_way = jobs.iter().filter(|job| job.connection == *connection);
    Ok(charged + under_way.filter_map(|job| job.quoted).sum::<f64>())
}

fn judge(options: &ConnectionOptions, price: Option<f64>, spent: f64) -> Vec<Warning> {
    let Some(price) = price else {
        let limited = options.click_limit.is_some() || options.daily_budget.is_some();
        return if limited { vec![Warning::LimitUnsure] } else { Vec::new() };
    };
    let click = options.click_limit.filter(|limit| price > limit + HAIR);
    let day = options.daily_budget.filter(|budget| spent + price > budget + HAIR);
    click
        .map(|limit| Warning::OverClickLimit { limit })
        .into_iter()
        .chain(day.map(|budget| Warning::OverDailyBudget { budget, spent }))
        .collect()
}

/// The refusal of what passes a limit without the user's word.
pub(crate) fn needs_word() -> UiError {
    UiError::new(ErrorCode::OverLimit, "this passes a limit that you set").money(Money::NotSpent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> ConnectionOptions {
        ConnectionOptions { click_limit: Some(1.0), daily_budget: Some(2.0), ..ConnectionOptions::NONE }
    }

    #[test]
    fn a_limit_is_passed_above_it_and_not_at_it() {
        assert!(judge(&limits(), Some(1.0), 1.0).is_empty());
        assert!(judge(&limits(), Some(0.1), 1.9).is_empty(), "0.1 + 1.9 is 2, whatever floats say");
        assert_eq!(judge(&limits(), Some(1.01), 0.0), [Warning::OverClickLimit { limit: 1.0 }]);
        assert_eq!(judge(&limits(), Some(0.5), 1.6), [Warning::OverDailyBudget { budget: 2.0, spent: 1.6 }]);
        assert_eq!(judge(&limits(), Some(3.0), 0.0).len(), 2);
    }

    #[test]
    fn a_price_that_nobody_told_may_pass_any_limit() {
        assert_eq!(judge(&limits(), None, 0.0), [Warning::LimitUnsure]);
        assert!(judge(&ConnectionOptions::NONE, None, 9e9).is_empty());
        assert!(judge(&ConnectionOptions::NONE, Some(9e9), 9e9).is_empty());
    }
}
