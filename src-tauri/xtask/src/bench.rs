//! Performance beside peers.

use anyhow::Result;

/// `cargo xtask bench`
pub fn run(_check: bool) -> Result<()> {
    anyhow::bail!("the benchmarks come with the audio crate")
}
