//! The folder where everything is kept, and its temporary stand-in.

use std::io;
use std::path::{Path, PathBuf};

use uuid::Uuid;

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
        Ok(Self { path, temporary })
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        &self.path
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

/// Other users of the machine must not hear the songs.
fn create_private(path: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
