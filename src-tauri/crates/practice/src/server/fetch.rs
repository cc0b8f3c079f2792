//! Getting audio from where a request says it is: this machine only.
//!
//! Blocking, as it runs while a request is judged, off the server's own threads. What the practice studio
//! serves itself is read from the disk. Deliberately absent: redirects, and any other host.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use uuid::Uuid;

use super::Studio;
use super::address::Loopback;
use super::envelope::Refusal;
use super::media;
use crate::RATE;

/// How long a host may be silent.
const PATIENCE: Duration = Duration::from_secs(10);
/// No recording is larger, in bytes.
pub(crate) const LIMIT: u64 = 64 * 1024 * 1024;
/// Seconds of the longest recording.
const LONGEST: u64 = 8 * 60;
/// What in a name stands for music that belongs to somebody.
const PROTECTED: &str = "copyrighted";

/// Interleaved stereo at [`RATE`] of the audio at `url`, which the request calls `field`.
pub(crate) fn audio(studio: &Studio, url: &str, field: &str) -> Result<Vec<f32>, Refusal> {
    let address = Loopback::parse(url)
        .ok_or_else(|| Refusal::bad_request(format!("{field} must be an http address on this machine")))?;
    if address.path.contains(PROTECTED) {
        return Err(Refusal::forbidden(
            "The audio you upload is recognized by suno's copyright detection system as similar to an existing copyrighted work.",
        ));
    }
    let bytes = get(studio, &address).map_err(|error| {
        tracing::info!(%error, "an address in a request gives nothing");
        Refusal::bad_request(format!("{field} could not be downloaded"))
    })?;
    let unplayable = |_| Refusal::bad_request(format!("{field} is not a playable audio file"));
    decoded(studio, &bytes).map_err(unplayable)
}

fn get(studio: &Studio, address: &Loopback) -> io::Result<Vec<u8>> {
    if address.port == studio.port {
        return own(studio, &address.path);
    }
    let mut socket = TcpStream::connect((address.ip, address.port))?;
    socket.set_read_timeout(Some(PATIENCE))?;
    socket.set_write_timeout(Some(PATIENCE))?;
    let (path, host) = (&address.path, &address.host);
    // HTTP 1.0, so that the answer comes in one piece.
    write!(socket, "GET {path} HTTP/1.0\r\nhost: {host}\r\naccept: */*\r\nconnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    socket.take(LIMIT + 4096).read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|it| it == b"\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
    if answer.get(9..12) != Some(b"200") {
        return Err(io::Error::other("not a success"));
    }
    Ok(answer.split_off(end + 4))
}

/// What this server itself serves at `path`.
fn own(studio: &Studio, path: &str) -> io::Result<Vec<u8>> {
    let path = path.split('?').next().unwrap_or_default();
    if let Some(name) = path.strip_prefix("/files/") {
        return std::fs::read(studio.home.file(name).ok_or(io::ErrorKind::NotFound)?);
    }
    let name = path.strip_prefix("/media/").ok_or(io::ErrorKind::NotFound)?;
    let (song, form) = media::find(studio, name).ok_or(io::ErrorKind::NotFound)?;
    studio.bytes(&song, form)
}

/// Decodes a file of any kind that Refrain plays.
pub(crate) fn decoded(studio: &Studio, bytes: &[u8]) -> io::Result<Vec<f32>> {
    let path = studio.songs.recording(&format!(".{}", Uuid::new_v4().simple()));
    std::fs::write(&path, bytes)?;
    let samples = read(&path);
    std::fs::remove_file(&path)?;
    samples
}

fn read(path: &Path) -> io::Result<Vec<f32>> {
    let info = audio::verify(path).map_err(io::Error::other)?;
    if info.frames == 0 || info.frames > LONGEST * u64::from(info.rate) {
        return Err(io::Error::other("too short or too long"));
    }
    let mut reader = audio::open(path).map_err(io::Error::other)?;
    let pcm = audio::convert(reader.as_mut(), RATE).map_err(io::Error::other)?;
    Ok(pcm.samples.to_vec())
}
