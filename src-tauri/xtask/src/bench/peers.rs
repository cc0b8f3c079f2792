//! The peers' versions: a ratio means nothing without them.

use std::path::Path;

use anyhow::{Context, Result};

use crate::shell::{command, output, root, run};

/// What our figures stand beside, with versions.
pub struct Peers {
    pub ffmpeg: String,
    pub rodio: String,
    pub symphonia: String,
}

impl Peers {
    /// Asks ffmpeg itself, and the lock file for the crates.
    pub fn find() -> Result<Self> {
        let said = output(command("ffmpeg", &["-version"]))?;
        let mut words = said.split_whitespace().skip_while(|word| *word != "version");
        let version = words.nth(1).context("ffmpeg does not tell its version")?;
        let lock = read(&root().join("Cargo.lock"))?;
        Ok(Self {
            ffmpeg: format!("ffmpeg {version}"),
            rodio: locked(&lock, "rodio")?,
            symphonia: locked(&lock, "symphonia")?,
        })
    }
}

/// The version of wavesurfer.js that is measured.
pub const WAVESURFER: &str = "8.0.1";

/// Seconds that wavesurfer.js needs in Chromium from a file's address to its ready waveform.
pub fn wavesurfer(folder: &Path, song: &Path, runs: usize) -> Result<Vec<f64>> {
    println!("Measuring: wavesurfer.js");
    let home = folder.join("peers");
    std::fs::create_dir_all(&home)?;
    let package = format!("wavesurfer.js@{WAVESURFER}");
    let mut npm = command("npm", &["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"]);
    npm.arg("--prefix").arg(&home).arg(package);
    run(npm)?;
    let script = root().join("ui/tests/wavesurfer.mjs");
    let library = home.join("node_modules/wavesurfer.js/dist/wavesurfer.esm.js");
    let mut node = command("node", &[]);
    node.arg(script).arg(library).arg(song).arg(runs.to_string()).current_dir(root().join("ui"));
    let said = output(node)?;
    serde_json::from_str(&said).with_context(|| format!("wavesurfer.mjs printed no list: {said}"))
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// `name version` of a crate.
fn locked(lock: &str, name: &str) -> Result<String> {
    let wanted = format!("name = \"{name}\"");
    let after = lock.lines().skip_while(|line| *line != wanted).nth(1);
    let version = after.and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    version.map(|version| format!("{name} {version}")).with_context(|| format!("{name} is not locked"))
}

#[cfg(test)]
mod tests {
    use super::locked;

    #[test]
    fn a_crate_has_the_version_of_the_lock_file() -> anyhow::Result<()> {
        let lock = "[[package]]\nname = \"rodio-more\"\nversion = \"9.9.9\"\n\n[[package]]\nname = \"rodio\"\nversion = \"0.1.2\"\n";
        assert_eq!(locked(lock, "rodio")?, "rodio 0.1.2");
        assert!(locked(lock, "cpal").is_err());
        Ok(())
    }
}
