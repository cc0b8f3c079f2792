//! Performance beside peers, measured in the same run and judged by ratio.
//!
//! Deliberately absent: stored results and comparisons between two runs, as figures of different moments
//! or machines say nothing about each other; and peers that would first have to be built.

mod fixtures;
mod machine;
mod peers;
mod rows;
mod table;
mod timing;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::shell::{command, root, run as run_command};
use crate::{packages, suites};

/// Pairs unless the environment asks for another number. Fewer are for trying out the bench itself.
const PAIRS: usize = 9;

/// Where the number of pairs can be set.
const PAIRS_VARIABLE: &str = "REFRAIN_BENCH_PAIRS";

/// `cargo xtask bench`: prints the table; with `check` it fails when a budget that must hold is missed.
pub fn run(check: bool) -> Result<()> {
    let load = machine::Load::now();
    println!("{load}");
    let pairs = pairs()?;
    packages::for_bench()?;
    run_command(command("cargo", &["build", "--release", "--package", "audio", "--examples"]))?;
    let sounds = fixtures::prepare(&folder())?;
    let mut rows = rows::measure(&sounds, &folder(), pairs)?;
    // Printed before the window opens: what goes wrong there takes nothing of this away.
    print!("\n{}\n", table::markdown(&rows));
    let in_the_window = in_the_window(&sounds, pairs)?;
    print!("\n{}", table::markdown(&in_the_window));
    rows.extend(in_the_window);
    println!(
        "\n{pairs} pairs of whole processes in turns (block and seek: {pairs} runs with turns inside). {load}"
    );
    judge(check, &rows)
}

/// The rows that need the release build of the app in a real window.
fn in_the_window(sounds: &fixtures::Sounds, pairs: usize) -> Result<Vec<table::Row>> {
    let said = suites::window_bench(pairs, &sounds.song)?;
    let mut rows = vec![rows::waveform(&said, &peers::wavesurfer(&folder(), &sounds.song, pairs)?)?];
    rows.extend(rows::figures(&said)?);
    Ok(rows)
}

/// Everything the bench writes. Below `target`, so never committed.
fn folder() -> PathBuf {
    root().join("target/bench")
}

fn pairs() -> Result<usize> {
    let Some(text) = std::env::var_os(PAIRS_VARIABLE) else { return Ok(PAIRS) };
    let number = text.to_str().and_then(|text| text.parse().ok()).filter(|pairs| *pairs > 0);
    number.with_context(|| format!("{PAIRS_VARIABLE} is not a number of pairs: {}", text.display()))
}

fn judge(check: bool, rows: &[table::Row]) -> Result<()> {
    let missed: Vec<&str> = rows.iter().filter(|row| row.is_missed()).map(|row| row.budget.what).collect();
    if check && !missed.is_empty() {
        bail!("budgets missed: {}", missed.join("; "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(median: f64) -> table::Row {
        let ratio = timing::Spread { median, min: median, max: median };
        let budget = table::Budget { what: "Work", must: 0.4, stretch: 0.2 };
        table::Row { budget, peer: String::new(), figures: Default::default(), ratio }
    }

    #[test]
    fn only_a_check_fails_and_only_when_one_is_missed() {
        assert!(judge(true, &[row(0.3), row(0.4)]).is_ok());
        assert!(judge(false, &[row(0.5)]).is_ok());
        let error = judge(true, &[row(0.3), row(0.5)]).map_err(|error| error.to_string());
        assert_eq!(error, Err("budgets missed: Work".to_owned()));
    }
}
