//! The app's processes, as the system sees them. The driver starts them so that they are not its children.

use std::path::Path;
use std::process::Command;

/// Every running Refrain of this profile, keepers included.
#[must_use]
pub fn apps_on(home: &Path) -> Vec<u32> {
    let profile = format!("REFRAIN_HOME={}", home.display());
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid| is_refrain(*pid) && has_variable(*pid, &profile)).collect()
}

fn is_refrain(pid: u32) -> bool {
    std::fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|name| name.trim() == "refrain")
}

fn has_variable(pid: u32, pair: &str) -> bool {
    let environment = std::fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
    environment.split(|byte| *byte == 0).any(|each| each == pair.as_bytes())
}

/// Whether a process runs; one that has ended and only waits to be noticed does not.
#[must_use]
pub fn is_alive(pid: u32) -> bool {
    let Ok(stat) = std::fs::read_to_string(format!("/proc/{pid}/stat")) else { return false };
    // The state stands behind the name, which may contain anything.
    let ended = stat.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with('Z'));
    // The first thread may have ended while others still hold the process's files.
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).map_or(0, Iterator::count);
    !ended || threads > 1
}

/// Ends processes at once.
pub fn end(pids: &[u32]) {
    for pid in pids {
        drop(Command::new("kill").args(["-9", &pid.to_string()]).status());
    }
}

/// Anonymous memory of a process in MiB.
#[must_use]
pub fn anonymous_mib(pid: u32) -> Option<f64> {
    let rollup = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    let line = rollup.lines().find(|line| line.starts_with("Anonymous:"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kib| kib / 1024.0)
}
