//! Timing whole processes in turns.
//!
//! The shell's own `time` does it: it asks the system for what its children used, in milliseconds, which
//! the standard library cannot without unsafe code. Deliberately absent: timing within a process.

use std::fmt;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::shell::root;

/// Prints wall, user and system seconds of a command on the error output, after what it says itself.
const TIMED: &str = r#"TIMEFORMAT='%3R %3U %3S'; time "$@" >/dev/null"#;

/// How far the sizes of two outputs of the same sound may be apart.
const ALIKE: std::ops::RangeInclusive<f64> = 0.8..=1.25;

/// One side of a comparison.
pub struct Side {
    /// The program and its arguments.
    pub line: Vec<String>,
    /// What it writes, if it writes anything that can be compared.
    pub out: Option<PathBuf>,
}

/// What one process took, in seconds.
#[derive(Clone, Copy)]
pub struct Spent {
    pub wall: f64,
    /// User and system, all threads.
    pub cpu: f64,
}

/// Median, least and most of some figures.
#[derive(Clone, Copy)]
pub struct Spread {
    pub median: f64,
    pub min: f64,
    pub max: f64,
}

impl Spread {
    /// Of at least one figure.
    pub fn of(mut figures: Vec<f64>) -> Result<Self> {
        figures.sort_by(f64::total_cmp);
        let (Some(min), Some(max)) = (figures.first(), figures.last()) else { bail!("nothing was measured") };
        let half = figures.len() / 2;
        let middle = &figures[(figures.len() - 1) / 2..=half];
        Ok(Self { median: middle.iter().sum::<f64>() / middle.len() as f64, min: *min, max: *max })
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:.3} [{:.3}..{:.3}]", self.median, self.min, self.max)
    }
}

/// Runs both once to warm the caches, then `pairs` times in turns.
pub fn in_turns(ours: &Side, peer: &Side, pairs: usize) -> Result<Vec<[Spent; 2]>> {
    spend(ours)?;
    let size = size(ours)?;
    spend(peer)?;
    alike(size, self::size(peer)?)?;
    let spent = (0..pairs).map(|_| Ok([spend(ours)?, spend(peer)?])).collect();
    clear(ours)?;
    clear(peer)?;
    spent
}

fn spend(side: &Side) -> Result<Spent> {
    clear(side)?;
    let mut shell = Command::new("bash");
    shell.args(["-c", TIMED, "bench"]).args(&side.line).env("LC_ALL", "C").current_dir(root());
    let output = shell.output().context("cannot start bash, which does the timing")?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        bail!("failed: {}\n{said}", side.line.join(" "));
    }
    read(&said).with_context(|| format!("no times in: {said}"))
}

fn read(said: &str) -> Option<Spent> {
    let mut times = said.lines().last()?.split(' ').map(str::parse::<f64>);
    let mut next = || times.next()?.ok();
    Some(Spent { wall: next()?, cpu: next()? + next()? })
}

/// Takes away what the last turn wrote, so that nobody pays for putting another's output on the disk.
fn clear(side: &Side) -> Result<()> {
    match &side.out {
        Some(out) if out.exists() => {
            std::fs::remove_file(out).with_context(|| format!("cannot remove {}", out.display()))
        }
        _ => Ok(()),
    }
}

fn size(side: &Side) -> Result<Option<u64>> {
    let Some(out) = &side.out else { return Ok(None) };
    let data = out.metadata().with_context(|| format!("nothing was written: {}", out.display()))?;
    Ok(Some(data.len()))
}

/// A side that does less than the other would win: their outputs must be of about one size.
fn alike(ours: Option<u64>, peer: Option<u64>) -> Result<()> {
    let (Some(ours), Some(peer)) = (ours, peer) else { return Ok(()) };
    if !ALIKE.contains(&(ours as f64 / peer as f64)) {
        bail!("not the same work: {ours} bytes of ours beside {peer} of the peer");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_lies_between_two() -> Result<()> {
        assert_eq!(Spread::of(vec![4.0, 1.0, 2.0, 3.0])?.to_string(), "2.500 [1.000..4.000]");
        assert_eq!(Spread::of(vec![3.0, 1.0, 2.0])?.to_string(), "2.000 [1.000..3.000]");
        assert!(Spread::of(Vec::new()).is_err());
        Ok(())
    }

    #[test]
    fn times_are_read_after_what_the_program_says() {
        let spent = read("a warning\n0.500 0.300 0.100\n").map(|spent| (spent.wall, spent.cpu));
        assert_eq!(spent, Some((0.5, 0.4)));
        assert!(read("a warning\n").is_none());
    }

    #[test]
    fn a_side_that_writes_little_is_found_out() {
        assert!(alike(Some(100), Some(110)).is_ok());
        assert!(alike(Some(44), Some(110)).is_err());
        assert!(alike(Some(44), None).is_ok());
    }
}
