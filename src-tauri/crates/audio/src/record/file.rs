//! A WAV that grows. Four times a second its header is made true, so that whatever ends the program leaves a
//! file that opens and lacks less than a second. Private from the first byte: a voice is nobody else's.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use hound::{SampleFormat, WavSpec, WavWriter};

use crate::AudioError;

/// How often a second the header is written.
const HEADERS: u32 = 4;

/// A WAV of 32-bit floats, being written.
pub(super) struct GrowingWav {
    wav: WavWriter<BufWriter<File>>,
    disk: File,
    path: PathBuf,
    rate: u32,
    channels: usize,
    frames: u64,
    unheaded: usize,
    headers: u32,
}

impl GrowingWav {
    /// Makes the file with its first samples in it; under its name it appears with them.
    ///
    /// # Errors
    /// [`AudioError::DiskFull`] or [`AudioError::Io`]; nothing is left then.
    pub(super) fn create(path: &Path, rate: u32, channels: usize, first: &[f32]) -> Result<Self, AudioError> {
        let draft = path.with_extension("part");
        let made = Self::draft(&draft, path, rate, channels, first);
        if made.is_err() {
            // What could not be written holds nothing.
            let _ = std::fs::remove_file(&draft);
        }
        made
    }

    fn draft(
        draft: &Path,
        path: &Path,
        rate: u32,
        channels: usize,
        first: &[f32],
    ) -> Result<Self, AudioError> {
        let file = private_file(draft)?;
        let disk = file.try_clone()?;
        let spec = WavSpec {
            channels: u16::try_from(channels).unwrap_or(1),
            sample_rate: rate,
            bits_per_sample: 32,
            sample_format: SampleFormat::Float,
        };
        let wav = WavWriter::new(BufWriter::new(file), spec).map_err(refused)?;
        let path = path.to_owned();
        let mut made = Self { wav, disk, path, rate, channels, frames: 0, unheaded: 0, headers: 0 };
        made.write(first)?;
        made.head()?;
        std::fs::rename(draft, &made.path)?;
        Ok(made)
    }

    /// Appends interleaved samples.
    ///
    /// # Errors
    /// [`AudioError::DiskFull`] or [`AudioError::Io`]; what the last header names is safe.
    pub(super) fn write(&mut self, samples: &[f32]) -> Result<(), AudioError> {
        samples.iter().try_for_each(|sample| self.wav.write_sample(*sample)).map_err(refused)?;
        self.frames += (samples.len() / self.channels) as u64;
        self.unheaded += samples.len() / self.channels;
        if self.unheaded >= (self.rate / HEADERS) as usize { self.head() } else { Ok(()) }
    }

    fn head(&mut self) -> Result<(), AudioError> {
        self.wav.flush().map_err(refused)?;
        self.unheaded = 0;
        self.headers += 1;
        // Against the end of the machine, not only of the program.
        if self.headers.is_multiple_of(HEADERS) {
            self.disk.sync_data()?;
        }
        Ok(())
    }

    /// How many frames it has.
    pub(super) fn frames(&self) -> u64 {
        self.frames
    }

    /// Where it lies.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Completes it.
    ///
    /// # Errors
    /// As [`GrowingWav::write`].
    pub(super) fn finish(self) -> Result<(), AudioError> {
        self.wav.finalize().map_err(refused)?;
        Ok(self.disk.sync_all()?)
    }
}

fn private_file(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn refused(error: hound::Error) -> AudioError {
    match error {
        hound::Error::IoError(error) => error.into(),
        other => AudioError::Encoder(format!("WAV: {other}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::open;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    #[test]
    fn it_opens_at_any_moment_and_lacks_less_than_a_second() {
        let folder = folder();
        let path = folder.path().join("take.wav");
        let mut wav = GrowingWav::create(&path, 8_000, 2, &[0.5; 1_600]).unwrap();
        for step in 1..=50 {
            wav.write(&[0.25; 800]).unwrap();
            let there = open(&path).unwrap().frames();
            let written = 800 + step * 400;
            assert!(there <= written && written - there < 8_000, "{there} of {written}");
        }
        assert_eq!(wav.frames(), 20_800);
        wav.finish().unwrap();
        let mut reader = open(&path).unwrap();
        assert_eq!(reader.frames(), 20_800);
        let mut samples = [0.0; 4];
        reader.read(799, &mut samples).unwrap();
        assert_eq!(samples, [0.5, 0.5, 0.25, 0.25]);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder();
        let path = folder.path().join("take.wav");
        GrowingWav::create(&path, 8_000, 1, &[0.5; 80]).unwrap().finish().unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn what_cannot_be_written_leaves_nothing() {
        let folder = folder();
        let path = folder.path().join("gone/take.wav");
        assert_eq!(GrowingWav::create(&path, 8_000, 1, &[0.5]).err().map(|error| error.code()), Some("io"));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
