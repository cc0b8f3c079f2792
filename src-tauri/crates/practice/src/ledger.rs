//! The account: credits granted, and one ledger entry per accepted request, on the disk before the work begins.
//!
//! The ledger is the witness of every test about money: a request that was refused leaves no entry, one
//! that was accepted leaves exactly one, whatever happens to its answer. Deliberately absent: refunds, as
//! the vendors' documents know none.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::store::Log;

/// One accepted request and what it cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// The task that the answer names.
    pub task_id: String,
    /// The trace that the answer names.
    pub trace_id: String,
    /// The path that was asked: `/suno/audios`.
    pub path: String,
    /// The action: `generate`, `replace_section`, `concat`, `timing`.
    pub action: String,
    /// Credits that it cost.
    pub amount: f64,
    /// Credits left afterwards.
    pub balance: f64,
    /// FNV-1a of the exact request body, 16 hex digits: equal bodies have equal hashes.
    pub body_hash: String,
    /// When it was accepted, milliseconds since 1970.
    pub at: i64,
}

/// Why nothing was charged.
#[derive(Debug)]
pub(crate) enum NotCharged {
    /// The balance does not cover the amount.
    UsedUp,
    /// The disk refused.
    Io(io::Error),
}

impl From<io::Error> for NotCharged {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The account and its ledger.
#[derive(Debug)]
pub(crate) struct Ledger {
    account: Mutex<Account>,
}

#[derive(Debug)]
struct Account {
    path: PathBuf,
    granted: f64,
    log: Log<LedgerEntry>,
    entries: Vec<LedgerEntry>,
}

/// What `account.json` holds.
#[derive(Serialize, Deserialize)]
struct Granted {
    granted: f64,
}

impl Ledger {
    /// Opens the account in `home`; a new one is granted `credits`.
    pub(crate) fn open(home: &Path, credits: f64) -> io::Result<Self> {
        let path = home.join("account.json");
        let (log, entries) = Log::open(&home.join("ledger.jsonl"))?;
        let known = std::fs::read(&path).ok().and_then(|text| serde_json::from_slice::<Granted>(&text).ok());
        let account =
            Account { path, granted: known.as_ref().map_or(credits, |it| it.granted), log, entries };
        if known.is_none() {
            account.save()?;
        }
        Ok(Self { account: Mutex::new(account) })
    }

    /// Takes `entry.amount` if the balance covers it. `commit` runs between the check and the entry, so
    /// that what was paid for is known whenever the entry is.
    pub(crate) fn charge(
        &self,
        mut entry: LedgerEntry,
        commit: impl FnOnce() -> io::Result<()>,
    ) -> Result<(), NotCharged> {
        let mut account = self.lock();
        let left = round(account.balance() - entry.amount);
        if left < 0.0 {
            return Err(NotCharged::UsedUp);
        }
        entry.balance = left;
        commit()?;
        account.log.append(std::slice::from_ref(&entry))?;
        account.entries.push(entry);
        Ok(())
    }

    /// Credits left.
    pub(crate) fn balance(&self) -> f64 {
        self.lock().balance()
    }

    /// Grants more credits.
    pub(crate) fn refill(&self, credits: f64) -> io::Result<()> {
        let mut account = self.lock();
        account.granted = round(account.granted + credits);
        account.save()
    }

    /// Every entry, oldest first.
    pub(crate) fn entries(&self) -> Vec<LedgerEntry> {
        self.lock().entries.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Account> {
        self.account.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Account {
    fn balance(&self) -> f64 {
        round(self.granted - self.entries.iter().map(|entry| entry.amount).sum::<f64>())
    }

    fn save(&self) -> io::Result<()> {
        let fresh = self.path.with_extension("json.new");
        let mut file = File::create(&fresh)?;
        file.write_all(&serde_json::to_vec(&Granted { granted: self.granted })?)?;
        file.sync_all()?;
        std::fs::rename(&fresh, &self.path)
    }
}

/// Credits have two decimals; sums of them must not drift.
fn round(credits: f64) -> f64 {
    (credits * 100.0).round() / 100.0
}
