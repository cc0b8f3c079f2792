//! The ledger: what was charged, and what may have been, put together by day, vendor, song or action.
//!
//! Units are never mixed, play money stands apart, and what nobody told is counted but never guessed.
//! Deliberately absent: conversion of units into money.

mod csv;

use std::collections::BTreeMap;

use crate::Studio;
use crate::actions::Plan;
use crate::clock::{day, for_window};
use crate::problem::UiError;
use crate::shown::{as_word, vendor_label};
use crate::views::{Ledger, LedgerGroup, LedgerQuery, LedgerRow, Money, Sum};
use library::{ChargeRecord, Library};

impl Studio {
    /// The ledger of a span of time.
    ///
    /// # Errors
    /// When the library does not answer.
    pub async fn ledger(&self, query: LedgerQuery) -> Result<Ledger, UiError> {
        self.work(move |library| {
            let charges = charges(library, query)?;
            Ok(put_together(&charges, query.group, &mut |song| title(library, song)))
        })
        .await
    }

    /// The charges of a span of time as a table for spreadsheets: UTF-8 with its mark, RFC 4180, nothing in
    /// it that a spreadsheet would take for a formula. `words` translates heads, actions and what became of
    /// the money; what it lacks stays as it is.
    ///
    /// # Errors
    /// When the library does not answer.
    pub async fn ledger_csv(
        &self,
        query: LedgerQuery,
        words: BTreeMap<String, String>,
    ) -> Result<String, UiError> {
        self.work(move |library| {
            let accounts = library.connections()?.into_iter().map(|it| (it.id, it.label)).collect();
            Ok(csv::table(&charges(library, query)?, &accounts, &words, &mut |song| title(library, song)))
        })
        .await
    }
}

#[allow(clippy::cast_possible_truncation, reason = "a time outside of i64 becomes its nearest one")]
fn charges(library: &Library, query: LedgerQuery) -> Result<Vec<ChargeRecord>, UiError> {
    Ok(library.charges(query.from as i64, query.to as i64)?)
}

/// What a song is or was called; charges outlive their song, and so does the plan of its job.
fn title(library: &Library, charge: &ChargeRecord) -> String {
    let listed = library.song(&charge.song).ok().map(|song| song.compose.title);
    let planned = || {
        let job = library.job(&charge.job).ok()?;
        serde_json::from_str::<Plan>(&job.plan).ok().map(|plan| plan.song_title)
    };
    listed.or_else(planned).unwrap_or_default()
}

fn put_together(
    charges: &[ChargeRecord],
    group: LedgerGroup,
    title: &mut dyn FnMut(&ChargeRecord) -> String,
) -> Ledger {
    let mut ledger = Ledger { rows: Vec::new(), total: Vec::new(), practice: Vec::new() };
    for charge in charges {
        let key = key(charge, group);
        let row = ledger.rows.iter().position(|row| row.key == key && row.practice == charge.practice);
        let at = row.unwrap_or_else(|| {
            ledger.rows.push(LedgerRow {
                label: label(charge, group, title),
                key,
                practice: charge.practice,
                newest: for_window(charge.at),
                sums: Vec::new(),
            });
            ledger.rows.len() - 1
        });
        add(&mut ledger.rows[at].sums, charge);
        add(if charge.practice { &mut ledger.practice } else { &mut ledger.total }, charge);
    }
    ledger.rows.sort_by_key(|row| row.practice);
    ledger
}

fn key(charge: &ChargeRecord, group: LedgerGroup) -> String {
    match group {
        LedgerGroup::Day => day(charge.at),
        LedgerGroup::Vendor => charge.vendor.clone(),
        LedgerGroup::Song => charge.song.as_str().to_owned(),
        LedgerGroup::Action => charge.action.clone(),
    }
}

fn label(
    charge: &ChargeRecord,
    group: LedgerGroup,
    title: &mut dyn FnMut(&ChargeRecord) -> String,
) -> String {
    match group {
        LedgerGroup::Day | LedgerGroup::Action => String::new(),
        LedgerGroup::Vendor => vendor_label(&charge.vendor),
        LedgerGroup::Song => title(charge),
    }
}

fn add(sums: &mut Vec<Sum>, charge: &ChargeRecord) {
    let known = sums.iter().position(|sum| sum.unit == charge.unit);
    let at = known.unwrap_or_else(|| {
        sums.push(Sum {
            unit: charge.unit.clone(),
            jobs: 0,
            spent: 0.0,
            unclear: 0.0,
            unclear_jobs: 0,
            untold_jobs: 0,
        });
        sums.len() - 1
    });
    let (sum, amount) = (&mut sums[at], charge.amount.unwrap_or(0.0));
    sum.jobs += 1;
    sum.untold_jobs += u32::from(charge.amount.is_none());
    if charge.money == as_word(Money::Spent) {
        sum.spent += amount;
    } else {
        sum.unclear += amount;
        sum.unclear_jobs += 1;
    }
}

/// A charge for tests.
#[cfg(test)]
fn charge(job: &str, amount: Option<f64>) -> ChargeRecord {
    ChargeRecord {
        job: job.into(),
        song: "s".into(),
        connection: "c".into(),
        vendor: "v".into(),
        practice: false,
        action: "generate".into(),
        amount,
        unit: "credits".into(),
        money: "spent".into(),
        at: 1_780_000_000_000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(charges: &[ChargeRecord], group: LedgerGroup) -> Ledger {
        put_together(charges, group, &mut |charge| format!("title of {}", charge.song))
    }

    #[test]
    fn units_and_play_money_are_never_mixed() {
        let mine = charge("a", Some(0.5));
        let charges = [
            mine.clone(),
            ChargeRecord { practice: true, ..mine.clone() },
            ChargeRecord { unit: "CNY".into(), amount: Some(2.0), ..mine.clone() },
            mine,
        ];
        let ledger = rows(&charges, LedgerGroup::Action);
        let shown: Vec<_> = ledger.rows.iter().map(|row| (row.key.as_str(), row.practice)).collect();
        assert_eq!(shown, [("generate", false), ("generate", true)]);
        let units: Vec<_> = ledger.total.iter().map(|sum| (sum.unit.as_str(), sum.spent, sum.jobs)).collect();
        assert_eq!(units, [("credits", 1.0, 2), ("CNY", 2.0, 1)]);
        assert_eq!(ledger.practice.len(), 1);
        assert_eq!(ledger.rows[1].sums[0].jobs, 1);
    }

    #[test]
    fn what_nobody_told_is_counted_and_never_guessed() {
        let told = charge("a", Some(0.5));
        let unclear = ChargeRecord { money: "unknown".into(), ..told.clone() };
        let untold = ChargeRecord { amount: None, ..told.clone() };
        let ledger = rows(&[told, unclear, untold], LedgerGroup::Song);
        let sum = &ledger.total[0];
        assert_eq!((sum.jobs, sum.spent, sum.unclear), (3, 0.5, 0.5));
        assert_eq!((sum.unclear_jobs, sum.untold_jobs), (1, 1));
        assert_eq!(ledger.rows[0].label, "title of s");
    }

    #[test]
    fn days_are_those_of_this_computer() {
        let late = charge("a", Some(1.0));
        let began = crate::clock::midnight(late.at);
        let charges = [
            late.clone(),
            ChargeRecord { at: began, ..late.clone() },
            ChargeRecord { at: began - 1, ..late },
        ];
        let ledger = rows(&charges, LedgerGroup::Day);
        let jobs: Vec<_> = ledger.rows.iter().map(|row| row.sums[0].jobs).collect();
        assert_eq!(jobs, [2, 1]);
        assert_eq!(ledger.rows[1].key, day(began - 1));
    }
}
