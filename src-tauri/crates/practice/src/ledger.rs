//! The account: credits granted, and one ledger entry per accepted request, on the disk before the work begins.
//!
//! The ledger is the witness of every test about money: a request that was refused leaves no entry, one
//! that was accepted leaves exactly one, whatever happens to its answer. Every vendor keeps its own account
//! in its own unit. Money comes back only where a vendor says so: that is an entry of its own, with a
//! negative amount and the action `refund`.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::store::Log;

/// One accepted request and what it cost, or what came back of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// The vendor whose account it is, by its id.
    #[serde(default = "first_vendor")]
    pub vendor: String,
    /// The task that the answer names.
    pub task_id: String,
    /// The trace that the answer names.
    pub trace_id: String,
    /// The path that was asked: `/suno/audios`.
    pub path: String,
    /// The action: `generate`, `replace_section`, `concat`, `timing`.
    pub action: String,
    /// What it cost, in `unit`; negative where money came back.
    pub amount: f64,
    /// What amounts count: `credits`, `USD`.
    #[serde(default = "first_unit")]
    pub unit: String,
    /// What is left of this vendor's account afterwards, in `unit`.
    pub balance: f64,
    /// FNV-1a of the exact request body, 16 hex digits: equal bodies have equal hashes.
    pub body_hash: String,
    /// When it was accepted, milliseconds since 1970.
    pub at: i64,
}

/// The only vendor of ledgers that name none.
fn first_vendor() -> String {
    crate::WIRE_FORMAT.into()
}

fn first_unit() -> String {
    "credits".into()
}

/// The account of one vendor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Purse {
    /// The vendor's id.
    pub(crate) vendor: &'static str,
    /// What it counts.
    pub(crate) unit: &'static str,
    /// Units for every credit granted: vendors count in steps of very different sizes.
    pub(crate) rate: f64,
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
        purse: Purse,
        mut entry: LedgerEntry,
        commit: impl FnOnce() -> io::Result<()>,
    ) -> Result<(), NotCharged> {
        let mut account = self.lock();
        let left = round(account.balance(purse) - entry.amount);
        if left < 0.0 {
            return Err(NotCharged::UsedUp);
        }
        entry.balance = left;
        commit()?;
        account.push(entry)?;
        Ok(())
    }

    /// Gives back what a task cost, once.
    pub(crate) fn refund(&self, purse: Purse, task_id: &str, at: i64) -> io::Result<()> {
        let mut account = self.lock();
        let mut of_task =
            account.entries.iter().filter(|it| it.vendor == purse.vendor && it.task_id == task_id);
        let (Some(paid), None) = (of_task.next().cloned(), of_task.next()) else { return Ok(()) };
        let balance = round(account.balance(purse) + paid.amount);
        account.push(LedgerEntry { action: "refund".into(), amount: -paid.amount, balance, at, ..paid })
    }

    /// What is left, in the purse's unit.
    pub(crate) fn balance(&self, purse: Purse) -> f64 {
        self.lock().balance(purse)
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
    fn balance(&self, purse: Purse) -> f64 {
        let spent = self.entries.iter().filter(|entry| entry.vendor == purse.vendor);
        round(self.granted * purse.rate - spent.map(|entry| entry.amount).sum::<f64>())
    }

    fn push(&mut self, entry: LedgerEntry) -> io::Result<()> {
        self.log.append(std::slice::from_ref(&entry))?;
        self.entries.push(entry);
        Ok(())
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
