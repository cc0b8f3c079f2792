//! Kept files, named by their content; cache entries, named by the caller; and garbage.

use std::collections::HashSet;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Library, LibraryError};

/// A kept file: its content's hash and its ending.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredFile {
    /// SHA-256 in lower-case hexadecimal digits.
    pub sha256: String,
    /// Its ending without the dot: `mp3`.
    pub ext: String,
}

impl StoredFile {
    /// `<sha256>.<ext>`, as it stands in rows and on disk.
    pub(crate) fn name(&self) -> String {
        format!("{}.{}", self.sha256, self.ext)
    }

    pub(crate) fn from_name(name: &str) -> Result<Self, LibraryError> {
        let (sha256, ext) = name.split_once('.').ok_or_else(|| LibraryError::BadName(name.to_owned()))?;
        let file = Self { sha256: sha256.to_owned(), ext: ext.to_owned() };
        if file.is_sound() { Ok(file) } else { Err(LibraryError::BadName(name.to_owned())) }
    }

    /// Whether it can only name a file inside of the library.
    fn is_sound(&self) -> bool {
        let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        self.sha256.len() == 64 && self.sha256.bytes().all(hex) && is_ending(&self.ext)
    }
}

fn is_ending(ext: &str) -> bool {
    (1..=8).contains(&ext.len()) && ext.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// A file that is safely on disk and whose content is known, ready for [`Library::adopt_sealed`]. Nobody may
/// write to it any more.
#[derive(Debug)]
pub struct Sealed {
    path: PathBuf,
    sha256: String,
    length: u64,
}

impl Sealed {
    /// Hashes and syncs the file at `path`; may run while others read it.
    ///
    /// # Errors
    /// [`LibraryError::DiskFull`] or [`LibraryError::Io`].
    pub fn new(path: &Path) -> Result<Self, LibraryError> {
        let (sha256, length) = sync_and_hash(path)?;
        Ok(Self { path: path.to_owned(), sha256, length })
    }

    /// What tells its content from every other, in hexadecimal digits.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

impl Library {
    /// Keeps the file at `path` for good: it is hashed, synced and moved to its place; `path` is gone
    /// afterwards. Adopting the same content again changes nothing. The caller vouches for `ext`.
    ///
    /// # Errors
    /// [`LibraryError::DiskFull`] or [`LibraryError::Io`]; the file is still at `path` then.
    pub fn adopt(&self, path: &Path, ext: &str) -> Result<StoredFile, LibraryError> {
        self.adopt_sealed(Sealed::new(path)?, ext)
    }

    /// As [`Library::adopt`], for a file that is sealed already.
    ///
    /// # Errors
    /// As [`Library::adopt`].
    pub fn adopt_sealed(&self, sealed: Sealed, ext: &str) -> Result<StoredFile, LibraryError> {
        if !is_ending(ext) {
            return Err(LibraryError::BadName(ext.to_owned()));
        }
        let Sealed { path, sha256, length } = sealed;
        let file = StoredFile { sha256, ext: ext.to_owned() };
        let place = self.path_of(&file);
        let mut adopted = self.inner.adopted.lock().unwrap_or_else(PoisonError::into_inner);
        adopted.insert(file.name());
        let there = std::fs::metadata(&place).is_ok_and(|known| known.len() == length);
        if there {
            std::fs::remove_file(&path)?
        } else {
            self.move_in(&path, &place)?
        }
        Ok(file)
    }

    fn move_in(&self, path: &Path, place: &Path) -> Result<(), LibraryError> {
        let folder = place.parent().unwrap_or(place);
        if !folder.exists() {
            std::fs::create_dir_all(folder)?;
            sync_folder(&self.files_dir())?;
        }
        match std::fs::rename(path, place) {
            Err(error) if error.kind() == std::io::ErrorKind::CrossesDevices => self.copy_in(path, place)?,
            moved => moved?,
        }
        sync_folder(folder)
    }

    /// For a file on another volume: copied beside its place first, so that the last step is a rename.
    fn copy_in(&self, path: &Path, place: &Path) -> Result<(), LibraryError> {
        let mut copy = tempfile::NamedTempFile::new_in(self.incoming_dir())?;
        std::io::copy(&mut File::open(path)?, &mut copy)?;
        copy.as_file().sync_all()?;
        copy.persist(place).map_err(|error| error.error)?;
        Ok(std::fs::remove_file(path)?)
    }

    /// Where a kept file lies. Does not say whether it is there.
    #[must_use]
    pub fn path_of(&self, file: &StoredFile) -> PathBuf {
        let shelf = file.sha256.get(..2).unwrap_or("00");
        self.files_dir().join(shelf).join(file.name())
    }

    /// Keeps something that can be computed again.
    ///
    /// # Errors
    /// [`LibraryError::BadName`] unless `name` is letters, digits, `.`, `-` and `_`; or a disk error.
    pub fn put_cache(&self, name: &str, bytes: &[u8]) -> Result<(), LibraryError> {
        let place = self.cache_place(name)?;
        let mut file = tempfile::NamedTempFile::new_in(self.cache_dir())?;
        file.write_all(bytes)?;
        file.persist(place).map_err(|error| error.error)?;
        Ok(())
    }

    /// What was kept under this name, if it is still there.
    ///
    /// # Errors
    /// [`LibraryError::BadName`], or a disk error.
    pub fn cache(&self, name: &str) -> Result<Option<Vec<u8>>, LibraryError> {
        match std::fs::read(self.cache_place(name)?) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn cache_place(&self, name: &str) -> Result<PathBuf, LibraryError> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        if name.is_empty() || name.starts_with('.') || !name.bytes().all(plain) {
            return Err(LibraryError::BadName(name.to_owned()));
        }
        Ok(self.cache_dir().join(name))
    }

    /// Removes kept files that no take names, and cache entries of content that is gone. Answers how
    /// many. Files adopted since the library was opened stay: their take may not be written yet.
    ///
    /// # Errors
    /// If the database or the folder cannot be read; a single file that cannot be removed is logged.
    pub fn collect_garbage(&self) -> Result<usize, LibraryError> {
        let adopted = self.inner.adopted.lock().unwrap_or_else(PoisonError::into_inner);
        let mut kept = self.named_files()?;
        kept.extend(adopted.iter().cloned());
        let hashes: HashSet<&str> = kept.iter().filter_map(|name| name.split('.').next()).collect();
        let mut removed = 0;
        for shelf in std::fs::read_dir(self.files_dir())?.flatten() {
            removed += remove_unless(&shelf.path(), |name| kept.contains(name))?;
        }
        let needed = |name: &str| {
            let hash = name.split('.').next().unwrap_or_default();
            hash.len() != 64 || hashes.contains(hash)
        };
        Ok(removed + remove_unless(&self.cache_dir(), needed)?)
    }

    fn named_files(&self) -> Result<HashSet<String>, LibraryError> {
        self.store().read(|db| {
            let sql = "SELECT file FROM takes UNION SELECT cover FROM takes WHERE cover IS NOT NULL
                UNION SELECT file FROM take_files";
            let mut statement = db.prepare(sql)?;
            let names = statement.query_map([], |row| row.get(0))?;
            Ok(names.collect::<Result<_, _>>()?)
        })
    }
}

fn remove_unless(folder: &Path, keep: impl Fn(&str) -> bool) -> Result<usize, LibraryError> {
    let mut removed = 0;
    for entry in std::fs::read_dir(folder)?.flatten() {
        if entry.file_name().to_str().is_some_and(&keep) {
            continue;
        }
        match std::fs::remove_file(entry.path()) {
            Ok(()) => removed += 1,
            Err(error) => tracing::warn!(%error, "garbage cannot be removed"),
        }
    }
    Ok(removed)
}

/// Flushes a file to the disk; answers its hash and length.
fn sync_and_hash(path: &Path) -> Result<(String, u64), LibraryError> {
    let mut file = File::options().read(true).write(true).open(path)?;
    let (mut hash, mut length) = (Sha256::new(), 0_u64);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        hash.update(&buffer[..count]);
        length += count as u64;
    }
    file.sync_all()?;
    Ok((hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect(), length))
}

/// Makes a rename in `folder` outlive a loss of power, where the system knows such a thing.
fn sync_folder(folder: &Path) -> Result<(), LibraryError> {
    if cfg!(unix) {
        match File::open(folder)?.sync_all() {
            Err(error) if error.kind() != std::io::ErrorKind::InvalidInput => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Home, take};
    use song::SongId;

    /// SHA-256 of `abc`, FIPS 180-2 appendix B.1.
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    fn incoming(home: &Home, name: &str, content: &str) -> PathBuf {
        let path = home.incoming_dir().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    #[test]
    fn adopting_moves_a_file_to_its_hash() {
        let home = Home::new();
        let path = incoming(&home, "a.part", "abc");
        let file = home.adopt(&path, "mp3").unwrap();
        assert_eq!(file, StoredFile { sha256: ABC.into(), ext: "mp3".into() });
        assert!(!path.exists());
        assert_eq!(home.path_of(&file), home.files_dir().join("ba").join(format!("{ABC}.mp3")));
        assert_eq!(std::fs::read(home.path_of(&file)).unwrap(), b"abc");
    }

    #[test]
    fn adopting_the_same_content_again_changes_nothing() {
        let home = Home::new();
        let first = home.adopt(&incoming(&home, "a", "abc"), "mp3").unwrap();
        let again = incoming(&home, "b", "abc");
        assert_eq!(home.adopt(&again, "mp3").unwrap(), first);
        assert!(!again.exists());
        // A place that holds half of it (a disk that lied) is filled again.
        std::fs::write(home.path_of(&first), "a").unwrap();
        home.adopt(&incoming(&home, "c", "abc"), "mp3").unwrap();
        assert_eq!(std::fs::read(home.path_of(&first)).unwrap(), b"abc");
    }

    #[test]
    fn what_cannot_be_adopted_stays() {
        let home = Home::new();
        let path = incoming(&home, "a", "abc");
        for ending in ["", "../x", "MP3", "mp3.exe"] {
            assert!(matches!(home.adopt(&path, ending), Err(LibraryError::BadName(_))), "{ending}");
        }
        assert!(path.exists());
        assert!(matches!(home.adopt(Path::new("/nowhere/x"), "mp3"), Err(LibraryError::Io(_))));
    }

    #[test]
    fn the_cache_keeps_bytes_by_name() {
        let home = Home::new();
        assert_eq!(home.cache("a.peaks").unwrap(), None);
        home.put_cache("a.peaks", b"one").unwrap();
        home.put_cache("a.peaks", b"two").unwrap();
        assert_eq!(home.cache("a.peaks").unwrap().as_deref(), Some(b"two".as_slice()));
        for name in ["", "..", "a/b", "..\\b"] {
            assert!(matches!(home.put_cache(name, b""), Err(LibraryError::BadName(_))), "{name}");
        }
    }

    #[test]
    fn garbage_is_what_no_take_names() {
        let home = Home::new();
        let song = SongId::from("s");
        home.create_song(&song, &song::Compose::default(), 1).unwrap();
        let kept = home.adopt(&incoming(&home, "a", "kept"), "mp3").unwrap();
        let lost = home.adopt(&incoming(&home, "b", "lost"), "mp3").unwrap();
        home.insert_take(&crate::TakeRecord { file: kept.clone(), ..take("t", &song) }).unwrap();
        for file in [&kept, &lost] {
            home.put_cache(&format!("{}.peaks", file.sha256), b"p").unwrap();
        }
        assert_eq!(home.collect_garbage().unwrap(), 0, "adopted in this session: its take may be under way");
        let home = home.reopen();
        assert_eq!(home.collect_garbage().unwrap(), 2);
        assert!(home.path_of(&kept).exists() && !home.path_of(&lost).exists());
        home.delete_song(&song).unwrap();
        assert_eq!(home.collect_garbage().unwrap(), 2);
    }
}
