//! A file that appears under its name only when it is whole: written under another name beside it, synced,
//! renamed. Whatever goes wrong, the other name goes away and the old file, if there was one, stays.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::AudioError;

/// Keeps exports of one name apart.
static COUNTER: AtomicU32 = AtomicU32::new(0);

/// A file in the making. Dropped before [`Draft::keep`], it leaves nothing behind.
pub(crate) struct Draft {
    path: PathBuf,
    target: PathBuf,
    kept: bool,
}

impl Draft {
    /// An empty file beside `target`.
    pub(crate) fn beside(target: &Path) -> Result<(Self, File), AudioError> {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        // A name near the limit of file systems must not become too long.
        let short: String = name.chars().take(40).collect();
        let path = target.with_file_name(format!(".{short}.{}-{number}.part", std::process::id()));
        let file = File::options().read(true).write(true).create_new(true).open(&path)?;
        Ok((Self { path, target: target.to_owned(), kept: false }, file))
    }

    /// Where it is written.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the file on the disk, and then under its name.
    pub(crate) fn keep(mut self) -> Result<(), AudioError> {
        File::options().write(true).open(&self.path)?.sync_all()?;
        fs::rename(&self.path, &self.target)?;
        self.kept = true;
        sync_folder(&self.target);
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.kept {
            // Nothing more can be done about a file that does not want to go.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Makes the new name last. The file itself is safe already, and some systems cannot sync a folder.
fn sync_folder(target: &Path) {
    let folder = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}
