//! The folder where everything is kept, and its temporary stand-in.

use std::io;
use std::path::{Path, PathBuf};

use uuid::Uuid;

/// Bytes of media that stay when a studio opens; older files go, and are rendered again when asked for.
const MEDIA_LIMIT: u64 = 512 * 1024 * 1024;

/// The folder of a studio; removed at the end if nobody asked for it to stay.
#[derive(Debug)]
pub(crate) struct Home {
    path: PathBuf,
    temporary: bool,
}

impl Home {
    /// Opens `path`, or a fresh temporary folder.
    pub(crate) fn open(path: Option<PathBuf>) -> io::Result<Self> {
        let temporary = path.is_none();
        let path = path.unwrap_or_else(|| {
            std::env::temp_dir().join(format!("refrain-practice-{}", Uuid::new_v4().simple()))
        });
        create_private(&path)?;
        create_private(&path.join("media"))?;
        create_private(&path.join("files"))?;
        prune(&path.join("media"), MEDIA_LIMIT)?;
        Ok(Self { path, temporary })
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Waits until the names of new files are on the disk, not only what is in them.
    pub(crate) fn sync(&self) -> io::Result<()> {
        #[cfg(unix)]
        std::fs::File::open(&self.path)?.sync_all()?;
        Ok(())
    }

    /// Where the media file `name` is cached.
    pub(crate) fn media(&self, name: &str) -> PathBuf {
        self.path.join("media").join(name)
    }

    /// Writes a media file so that nobody ever sees half of it.
    pub(crate) fn keep(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let fresh = self.media(&format!(".{}", Uuid::new_v4().simple()));
        std::fs::write(&fresh, bytes)?;
        std::fs::rename(&fresh, self.media(name))
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if self.temporary
            && let Err(error) = std::fs::remove_dir_all(&self.path)
        {
            tracing::warn!(%error, "the practice studio's temporary folder stays behind");
        }
    }
}

/// Removes the oldest files of `folder` until the rest is no more than `limit` bytes.
fn prune(folder: &Path, limit: u64) -> io::Result<()> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let about = entry.metadata()?;
        files.push((about.modified()?, about.len(), entry.path()));
    }
    files.sort_by(|one, other| other.cmp(one));
    let mut kept = 0;
    for (_, bytes, path) in files {
        kept += bytes;
        if kept > limit {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Other users of the machine must not hear the songs.
fn create_private(path: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, SystemTime};

    #[test]
    fn the_oldest_files_go_first() {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, age) in [("old", 3), ("older", 4), ("new", 1), ("newer", 0)] {
            let file = std::fs::File::create(folder.path().join(name)).expect("created");
            file.set_len(10).expect("sized");
            file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(100 - age)).expect("dated");
        }
        prune(folder.path(), 30).expect("pruned");
        let left = |name: &str| folder.path().join(name).exists();
        assert_eq!(["newer", "new", "old", "older"].map(left), [true, true, true, false]);
    }
}
