//! Files that a vendor makes of a take: fetched with limits, judged by their first bytes, kept by content.
//! What comes in the answer itself (notes as numbers, a page) becomes a file too.

use std::path::Path;

use library::{JobRecord, Library, StoredFile, TakeFileRecord};
use song::TakeId;
use vendors::http::DownloadLimits;
use vendors::{FileKind, RemoteFile};

use crate::actions::Plan;
use crate::problem::{ErrorCode, UiError};
use crate::shown::as_word;
use crate::{Studio, clock};

impl Studio {
    /// Fetches a take's files: of each kind the first.
    pub(super) async fn fetch_files(
        &self,
        record: &JobRecord,
        plan: &Plan,
        take: &TakeId,
        remote: &[RemoteFile],
    ) -> Result<Vec<TakeFileRecord>, UiError> {
        let mut files: Vec<TakeFileRecord> = Vec::new();
        for file in remote {
            if files.iter().any(|known| known.kind == as_word(file.kind)) {
                continue;
            }
            let part = self.library.incoming_dir().join(format!("{}-{}.part", record.id, ending(file.kind)));
            self.fetch_file(plan, &file.url, &part, limits(file.kind)).await?;
            let (take, kind) = (take.clone(), file.kind);
            files.push(self.work(move |library| keep(library, take, kind, &part)).await?);
        }
        Ok(files)
    }

    /// Keeps what came in the answer itself as a file of a take.
    pub(super) async fn write_file(
        &self,
        record: &JobRecord,
        take: &TakeId,
        kind: FileKind,
        bytes: Vec<u8>,
    ) -> Result<TakeFileRecord, UiError> {
        let part = self.library.incoming_dir().join(format!("{}-{}.part", record.id, ending(kind)));
        let take = take.clone();
        self.work(move |library| {
            std::fs::write(&part, bytes).map_err(audio::AudioError::from)?;
            keep(library, take, kind, &part)
        })
        .await
    }
}

fn keep(library: &Library, take: TakeId, kind: FileKind, part: &Path) -> Result<TakeFileRecord, UiError> {
    let bytes = std::fs::metadata(part).map_err(audio::AudioError::from)?.len();
    if !is_what_it_says(kind, &beginning(part)?) {
        drop(std::fs::remove_file(part));
        return Err(UiError::new(
            ErrorCode::Unreadable,
            "the vendor's file is not of the kind that was bought",
        ));
    }
    let file: StoredFile = library.adopt(part, ending(kind))?;
    Ok(TakeFileRecord { take, kind: as_word(kind), file, bytes, created_at: clock::now() })
}

fn beginning(part: &Path) -> Result<Vec<u8>, UiError> {
    use std::io::Read;
    let mut head = Vec::new();
    let file = std::fs::File::open(part).map_err(audio::AudioError::from)?;
    file.take(16).read_to_end(&mut head).map_err(audio::AudioError::from)?;
    Ok(head)
}

/// A page that says "expired" with status 200 is no WAV. Pages are not judged: they are never opened here.
fn is_what_it_says(kind: FileKind, head: &[u8]) -> bool {
    match kind {
        FileKind::Wav => {
            (head.starts_with(b"RIFF") || head.starts_with(b"RF64")) && head.get(8..12) == Some(b"WAVE")
        }
        FileKind::Mp4 => head.get(4..8) == Some(b"ftyp"),
        FileKind::Midi => head.starts_with(b"MThd"),
        FileKind::Html => !head.is_empty(),
    }
}

fn ending(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Wav => "wav",
        FileKind::Mp4 => "mp4",
        FileKind::Midi => "mid",
        FileKind::Html => "html",
    }
}

fn limits(kind: FileKind) -> DownloadLimits {
    match kind {
        FileKind::Wav | FileKind::Mp4 => DownloadLimits::audio(),
        FileKind::Midi | FileKind::Html => DownloadLimits::cover(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_web_page_is_no_file_that_was_bought() {
        let page = b"<!doctype html><p>expired";
        for kind in [FileKind::Wav, FileKind::Mp4, FileKind::Midi] {
            assert!(!is_what_it_says(kind, page), "{kind:?}");
            assert!(!is_what_it_says(kind, b""), "{kind:?}");
        }
        assert!(is_what_it_says(FileKind::Html, page) && !is_what_it_says(FileKind::Html, b""));
        assert!(is_what_it_says(FileKind::Wav, b"RIFF\0\0\0\0WAVEfmt "));
        assert!(is_what_it_says(FileKind::Mp4, b"\0\0\0\x20ftypisom\0\0\x02\0"));
        assert!(is_what_it_says(FileKind::Midi, &crate::midi::file(&[])));
    }
}
