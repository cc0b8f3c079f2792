//! Sizes and names of files.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::shell::{command, output, root};

const LONGEST: usize = 500;
const SAYS_NOTHING: &[&str] = &["utils", "util", "helpers", "helper", "manager", "misc", "common"];

/// One tracked source file.
pub struct Source {
    pub path: PathBuf,
    pub text: String,
}

impl Source {
    /// Whether its path begins with one of these.
    pub fn is_under(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.starts_with(folder))
    }
}

/// The source files git tracks, generated ones left out.
pub fn tracked() -> Result<Vec<Source>> {
    let list = output(command("git", &["ls-files", "--", "*.rs", "*.ts", "*.svelte", "*.css", "*.mjs"]))?;
    let paths = list.lines().map(PathBuf::from).filter(|path| !path.ends_with("ipc/bindings.ts"));
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(root().join(&path)).ok()?;
        Some(Source { path, text })
    };
    Ok(paths.filter_map(read).collect())
}

/// Too long, or named after nothing, or with a mark of unfinished work.
pub fn breaches(files: &[Source]) -> Vec<String> {
    files.iter().flat_map(|file| [length(file), name(&file.path), marks(file)]).flatten().collect()
}

fn length(file: &Source) -> Option<String> {
    let lines = file.text.lines().count();
    (lines > LONGEST).then(|| format!("{} has {lines} lines, more than {LONGEST}", file.path.display()))
}

fn name(path: &Path) -> Option<String> {
    let stem = path.file_stem()?.to_str()?;
    SAYS_NOTHING.contains(&stem).then(|| format!("{}: the name says nothing", path.display()))
}

fn marks(file: &Source) -> Option<String> {
    if file.is_under(&["src-tauri/xtask"]) {
        return None;
    }
    let mark = ["TODO", "FIXME", "XXX"].into_iter().find(|mark| file.text.contains(mark))?;
    Some(format!("{}: {mark} left behind", file.path.display()))
}
