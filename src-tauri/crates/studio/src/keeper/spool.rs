//! The spool folder of one job: what is known about its one call.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use vendors::WireAnswer;

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Kept {
    /// The vendor answered, whatever it said.
    Answered(WireAnswer),
    /// Proven: no byte reached the vendor.
    NotSent(String),
    /// Nothing proves acceptance or refusal.
    Unknown(String),
}

/// What the folder says about a call.
#[derive(Debug, PartialEq)]
pub enum Standing {
    /// A keeper is alive.
    Held,
    /// The call is over.
    Over(Kept),
}

/// The spool folder of one job.
#[derive(Debug, Clone)]
pub struct Spool {
    folder: PathBuf,
}

impl Spool {
    /// The spool of job `job` under `root`; made if it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(root: &Path, job: &song::JobId) -> io::Result<Self> {
        let folder = root.join(job.as_str());
        fs::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    /// The spool in `folder`, which is there already.
    pub(super) fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The folder itself.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Reads what is there. A job without keeper and without answer is settled here, once: never
    /// sent if `posting` is missing (a late keeper will find `void`), unknown otherwise.
    ///
    /// # Errors
    /// When the folder cannot be read or written.
    pub fn standing(&self) -> io::Result<Standing> {
        if let Some(kept) = self.answer()? {
            return Ok(Standing::Over(kept));
        }
        let Some(lock) = self.try_lock()? else { return Ok(Standing::Held) };
        let kept = match self.answer()? {
            Some(kept) => kept,
            None if self.has("posting") => Kept::Unknown("the program that held the call is gone".into()),
            None => {
                self.write("void", b"")?;
                Kept::NotSent("the call was never made".into())
            }
        };
        drop(lock);
        Ok(Standing::Over(kept))
    }

    /// Removes the folder once its answer is safe in the library.
    pub fn clear(&self) {
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            tracing::warn!(%error, "a spool folder stays behind");
        }
    }

    /// Takes the lock, or says that somebody else holds it.
    pub(super) fn try_lock(&self) -> io::Result<Option<File>> {
        let file =
            OpenOptions::new().create(true).truncate(false).write(true).open(self.folder.join("lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Whether a studio has declared this call dead.
    pub(super) fn is_void(&self) -> bool {
        self.has("void")
    }

    /// Whether bytes may have left already.
    pub(super) fn was_posted(&self) -> bool {
        self.has("posting")
    }

    /// Says on disk that bytes may leave from now on.
    pub(super) fn mark_posting(&self) -> io::Result<()> {
        self.write("posting", b"")
    }

    /// Leaves the outcome under its final name, whole or not at all.
    pub(super) fn leave(&self, kept: &Kept) -> io::Result<()> {
        let bytes = serde_json::to_vec(kept).map_err(io::Error::other)?;
        self.write("answer.part", &bytes)?;
        fs::rename(self.folder.join("answer.part"), self.folder.join("answer"))?;
        sync_folder(&self.folder)
    }

    fn answer(&self) -> io::Result<Option<Kept>> {
        match fs::read(self.folder.join("answer")) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(io::Error::other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.folder.join(name).exists()
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut file = File::create(self.folder.join(name))?;
        file.write_all(bytes)?;
        file.sync_all()?;
        sync_folder(&self.folder)
    }
}

/// A rename or a new file survives a power cut only when its folder is synced too.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spool() -> (tempfile::TempDir, Spool) {
        let root = tempfile::tempdir().unwrap();
        let spool = Spool::open(root.path(), &song::JobId::fresh()).unwrap();
        (root, spool)
    }

    #[test]
    fn a_call_nobody_made_was_not_sent_and_can_no_longer_be_sent() {
        let (_root, spool) = spool();
        assert!(matches!(spool.standing().unwrap(), Standing::Over(Kept::NotSent(_))));
        assert!(spool.is_void(), "a late keeper must find the call void");
    }

    #[test]
    fn a_call_whose_keeper_died_after_posting_is_unknown() {
        let (_root, spool) = spool();
        spool.mark_posting().unwrap();
        assert!(matches!(spool.standing().unwrap(), Standing::Over(Kept::Unknown(_))));
    }

    #[test]
    fn a_living_keeper_is_seen_by_its_lock() {
        let (_root, spool) = spool();
        let _lock = spool.try_lock().unwrap().unwrap();
        assert_eq!(spool.standing().unwrap(), Standing::Held);
    }

    #[test]
    fn an_answer_wins_over_everything() {
        let (_root, spool) = spool();
        spool.mark_posting().unwrap();
        spool.leave(&Kept::NotSent("refused".into())).unwrap();
        assert_eq!(spool.standing().unwrap(), Standing::Over(Kept::NotSent("refused".into())));
    }
}
