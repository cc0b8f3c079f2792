//! Recordings of the user's voice: files of their own, beside the songs until one is taken into a song. A
//! recording is `<shelf>/<id>.wav` with its notes in `<shelf>/<id>.json`; a shelf is what they are for. Nobody
//! else may look in. Absent: what notes say.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::{Library, LibraryError};

impl Library {
    /// Where a recording's sound lies or will lie; its shelf is there afterwards.
    ///
    /// # Errors
    /// [`LibraryError::BadName`] unless both names are letters, digits and `-`; or a disk error.
    pub fn recording_path(&self, shelf: &str, id: &str) -> Result<PathBuf, LibraryError> {
        let folder = self.shelf(shelf)?;
        make_private(&folder)?;
        Ok(folder.join(format!("{}.wav", plain(id)?)))
    }

    /// The recordings of a shelf, in no order: those with notes.
    ///
    /// # Errors
    /// [`LibraryError::BadName`], or a disk error.
    pub fn recordings(&self, shelf: &str) -> Result<Vec<String>, LibraryError> {
        let entries = match std::fs::read_dir(self.shelf(shelf)?) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        Ok(names.filter_map(|name| name.strip_suffix(".json").map(str::to_owned)).collect())
    }

    /// A recording's notes.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`], [`LibraryError::BadName`], or a disk error.
    pub fn recording_notes(&self, shelf: &str, id: &str) -> Result<Vec<u8>, LibraryError> {
        match std::fs::read(self.notes_path(shelf, id)?) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(LibraryError::NotFound),
            read => Ok(read?),
        }
    }

    /// Writes a recording's notes; they are on disk when this returns.
    ///
    /// # Errors
    /// [`LibraryError::BadName`], [`LibraryError::DiskFull`] or [`LibraryError::Io`].
    pub fn put_recording_notes(&self, shelf: &str, id: &str, notes: &[u8]) -> Result<(), LibraryError> {
        let place = self.notes_path(shelf, id)?;
        let folder = self.shelf(shelf)?;
        make_private(&folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(notes)?;
        file.as_file().sync_all()?;
        file.persist(place).map_err(|error| error.error)?;
        Ok(())
    }

    /// Deletes a recording with its notes; fine if there is none.
    ///
    /// # Errors
    /// [`LibraryError::BadName`], or a disk error.
    pub fn delete_recording(&self, shelf: &str, id: &str) -> Result<(), LibraryError> {
        let notes = self.notes_path(shelf, id)?;
        let sound = notes.with_extension("wav");
        // The notes last: what is left of a failure is still listed.
        [sound.with_extension("part"), sound, notes]
            .iter()
            .try_for_each(|path| gone(std::fs::remove_file(path)))
    }

    /// Deletes a shelf with everything on it; fine if there is none.
    ///
    /// # Errors
    /// [`LibraryError::BadName`], or a disk error.
    pub fn delete_recordings(&self, shelf: &str) -> Result<(), LibraryError> {
        gone(std::fs::remove_dir_all(self.shelf(shelf)?))
    }

    fn notes_path(&self, shelf: &str, id: &str) -> Result<PathBuf, LibraryError> {
        Ok(self.shelf(shelf)?.join(format!("{}.json", plain(id)?)))
    }

    fn shelf(&self, shelf: &str) -> Result<PathBuf, LibraryError> {
        Ok(self.inner.folder.join("recordings").join(plain(shelf)?))
    }
}

/// A name that stays where it is put.
fn plain(name: &str) -> Result<&str, LibraryError> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if (1..=80).contains(&name.len()) && name.bytes().all(is_plain) {
        Ok(name)
    } else {
        Err(LibraryError::BadName(name.to_owned()))
    }
}

fn make_private(folder: &Path) -> Result<(), LibraryError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    Ok(builder.create(folder)?)
}

fn gone(removed: std::io::Result<()>) -> Result<(), LibraryError> {
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Home;

    #[test]
    fn a_recording_is_listed_with_its_notes_and_goes_with_them() {
        let home = Home::new();
        let path = home.recording_path("voice-1", "a").unwrap();
        std::fs::write(&path, "sound").unwrap();
        home.put_recording_notes("voice-1", "a", b"first").unwrap();
        home.put_recording_notes("voice-1", "a", b"second").unwrap();
        home.put_recording_notes("voice-2", "b", b"other").unwrap();
        assert_eq!(home.recordings("voice-1").unwrap(), ["a"]);
        assert_eq!(home.recording_notes("voice-1", "a").unwrap(), b"second");
        home.delete_recording("voice-1", "a").unwrap();
        home.delete_recording("voice-1", "a").unwrap();
        assert!(!path.exists() && home.recordings("voice-1").unwrap().is_empty());
        assert!(matches!(home.recording_notes("voice-1", "a"), Err(LibraryError::NotFound)));
        home.delete_recordings("voice-2").unwrap();
        assert!(home.recordings("voice-2").unwrap().is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_look_in() {
        use std::os::unix::fs::PermissionsExt;
        let home = Home::new();
        let path = home.recording_path("voice-1", "a").unwrap();
        home.put_recording_notes("voice-1", "a", b"notes").unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let shelf = path.parent().unwrap();
        assert_eq!((mode(shelf), mode(shelf.parent().unwrap())), (0o700, 0o700));
        assert_eq!(mode(&path.with_extension("json")), 0o600);
    }

    #[test]
    fn a_name_cannot_lead_out_of_the_library() {
        let home = Home::new();
        for name in ["", "..", "a/b", "a.b", "/etc", &"x".repeat(81)] {
            assert!(matches!(home.recording_path(name, "a"), Err(LibraryError::BadName(_))), "{name}");
            assert!(matches!(home.recording_path("a", name), Err(LibraryError::BadName(_))), "{name}");
            assert!(matches!(home.delete_recordings(name), Err(LibraryError::BadName(_))), "{name}");
        }
    }
}
