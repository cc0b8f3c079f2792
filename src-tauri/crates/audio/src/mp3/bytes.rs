//! A window on a file: random access with few reads, without mapping (a file that is cut while it is
//! mapped kills the process).

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// Bytes fetched at once when reading on.
const AHEAD: usize = 64 * 1024;

/// Bytes fetched after a jump: the frames before the target and a few after it.
const JUMP: usize = 8 * 1024;

/// A file and the part of it that was read last.
pub(crate) struct Window {
    file: File,
    length: u64,
    start: u64,
    bytes: Vec<u8>,
}

impl Window {
    pub(crate) fn new(file: File) -> io::Result<Self> {
        let length = file.metadata()?.len();
        Ok(Self { file, length, start: 0, bytes: Vec::new() })
    }

    /// Length of the file in bytes.
    pub(crate) fn len(&self) -> u64 {
        self.length
    }

    /// `wanted` bytes at `at`, fewer at the end of the file.
    pub(crate) fn at(&mut self, at: u64, wanted: usize) -> io::Result<&[u8]> {
        let wanted = wanted.min(usize::try_from(self.length.saturating_sub(at)).unwrap_or(usize::MAX));
        if !self.holds(at, wanted) {
            self.fetch(at, wanted)?;
        }
        let from = usize::try_from(at.saturating_sub(self.start)).unwrap_or(usize::MAX);
        let from = from.min(self.bytes.len());
        Ok(&self.bytes[from..self.bytes.len().min(from + wanted)])
    }

    fn holds(&self, at: u64, wanted: usize) -> bool {
        at >= self.start && at + wanted as u64 <= self.start + self.bytes.len() as u64
    }

    fn fetch(&mut self, at: u64, wanted: usize) -> io::Result<()> {
        let reading_on = at >= self.start && at <= self.start + self.bytes.len() as u64;
        let size = wanted.max(if reading_on { AHEAD } else { JUMP });
        self.start = at;
        self.bytes.clear();
        self.file.seek(SeekFrom::Start(at))?;
        (&mut self.file).take(size as u64).read_to_end(&mut self.bytes)?;
        Ok(())
    }
}
