//! The ledger as the window asks for it and shows it.

use serde::{Deserialize, Serialize};

/// What charges are put together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum LedgerGroup {
    Day,
    Vendor,
    Song,
    Action,
}

/// Which charges, and how they are put together.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct LedgerQuery {
    /// From this instant on, in milliseconds since 1970.
    pub from: f64,
    /// Up to, but without this one.
    pub to: f64,
    pub group: LedgerGroup,
}

/// An amount of one unit. Units are never added up, and play money is never put to real money.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Sum {
    pub unit: String,
    /// How many jobs it is made of.
    pub jobs: u32,
    /// What was spent, as far as it is known.
    pub spent: f64,
    /// What may have been spent, beside it.
    pub unclear: f64,
    /// Of how many jobs nobody knows whether they were charged.
    pub unclear_jobs: u32,
    /// Of how many jobs nobody told the price: their amounts are not in the numbers.
    pub untold_jobs: u32,
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct LedgerRow {
    /// What its charges have in common: a day (`2026-11-21`), a vendor, a song, an action.
    pub key: String,
    /// The same for the eye, where the key is no word: the vendor's name or the song's title; may be empty.
    pub label: String,
    /// Whether it is play money.
    pub practice: bool,
    /// When its newest charge was, in milliseconds since 1970.
    pub newest: f64,
    /// One per unit.
    pub sums: Vec<Sum>,
}

/// The ledger.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Ledger {
    /// Newest first; real money before play money.
    pub rows: Vec<LedgerRow>,
    /// Real money altogether, one per unit.
    pub total: Vec<Sum>,
    /// Play money altogether.
    pub practice: Vec<Sum>,
}
