//! Rules of the house that no compiler checks.

mod direction;
mod files;
mod words;

use anyhow::{Result, bail};

/// Runs every rule and lists every breach.
pub fn run() -> Result<()> {
    let files = files::tracked()?;
    let mut breaches = Vec::new();
    breaches.extend(direction::breaches()?);
    breaches.extend(files::breaches(&files));
    breaches.extend(words::breaches(&files));
    for breach in &breaches {
        println!("tidy: {breach}");
    }
    if breaches.is_empty() {
        println!("tidy: {} files, nothing to mend", files.len());
        return Ok(());
    }
    bail!("{} things to tidy", breaches.len())
}
