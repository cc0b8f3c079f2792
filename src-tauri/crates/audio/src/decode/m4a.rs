//! Where the content of an M4A begins and ends: edit lists and iTunes' own note. symphonia reads the edit
//! list and throws it away, so AAC would start 1024 (ffmpeg) or 2112 (Apple) frames late and end late.
//! Absent: everything else in the container.

use std::path::Path;

use crate::AudioError;
use crate::mp3::Window;

/// Largest table of contents that is looked at, in bytes.
const MAX_MOOV: u64 = 64 * 1024 * 1024;

/// What to cut, in frames of the sound or in ticks of its track.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Cut {
    /// Frames before the content.
    pub(crate) skip: u64,
    /// Length of the content, when the file states it.
    pub(crate) length: Option<u64>,
    /// Both count ticks of the track's clock. It nearly always runs at the rate of the sound.
    pub(crate) ticks: bool,
}

/// Reads what to cut. A file without `moov` is cut off: it cannot be played.
pub(crate) fn read_cut(path: &Path) -> Result<Cut, AudioError> {
    let mut window = Window::new(std::fs::File::open(path)?)?;
    let mut at = 0;
    while let Some((name, size)) = Boxes::head(window.at(at, 16)?) {
        // A size of 0 means "to the end of the file".
        let size = if size == 0 { window.len() - at } else { size };
        if &name == b"moov" && at.saturating_add(size) > window.len() {
            break;
        }
        if &name == b"moov" && size <= MAX_MOOV {
            let moov = window.at(at, usize::try_from(size).unwrap_or(0))?;
            return Ok(cut_of(moov.get(8..).unwrap_or_default()));
        }
        at = at.saturating_add(size);
    }
    Err(AudioError::Damaged { at_frame: 0 })
}

/// iTunes' note counts frames, so it goes before the edit list, which may count milliseconds.
fn cut_of(moov: &[u8]) -> Cut {
    itunes_note(moov).or_else(|| edit_list(moov)).unwrap_or_default()
}

/// `iTunSMPB`: hexadecimal numbers; the second is the delay, the third the padding, the fourth the length.
fn itunes_note(moov: &[u8]) -> Option<Cut> {
    let name = find(moov, b"iTunSMPB")?;
    let rest = &moov[name..];
    let text = rest.get(find(rest, b"data")? + 12..)?;
    let text: Vec<u8> =
        text.iter().copied().take(128).take_while(|byte| matches!(byte, b' '..=b'~')).collect();
    let text = String::from_utf8(text).ok()?;
    let mut numbers = text.split_ascii_whitespace().map(|word| u64::from_str_radix(word, 16).ok());
    let (skip, length) = (numbers.nth(1)??, numbers.nth(1)??);
    (length > 0).then_some(Cut { skip, length: Some(length), ticks: false })
}

fn edit_list(moov: &[u8]) -> Option<Cut> {
    let movie = be32(Boxes(moov).find(b"mvhd")?, timescale_at(Boxes(moov).find(b"mvhd")?))?;
    let trak = Boxes(moov).all(b"trak").find(|trak| is_sound(trak).unwrap_or(false))?;
    let mdhd = Boxes(Boxes(trak).find(b"mdia")?).find(b"mdhd")?;
    let (media, total) = (be32(mdhd, timescale_at(mdhd))?, media_duration(mdhd)?);
    let (duration, skip) = first_edit(Boxes(Boxes(trak).find(b"edts")?).find(b"elst")?)?;
    let by_list = duration * u64::from(media) / u64::from(movie.max(1));
    let by_media = total.saturating_sub(skip);
    // The movie's clock is coarse; the media's own is exact where the two mean the same.
    let tick = u64::from(media / movie.max(1)) + 1;
    let length = if by_list.abs_diff(by_media) <= tick { by_media } else { by_list.min(by_media) };
    Some(Cut { skip, length: (length > 0).then_some(length), ticks: true })
}

fn is_sound(trak: &[u8]) -> Option<bool> {
    let hdlr = Boxes(Boxes(trak).find(b"mdia")?).find(b"hdlr")?;
    Some(hdlr.get(8..12)? == b"soun")
}

/// Duration in the movie's ticks and start in the media's, of the first edit that is not empty.
fn first_edit(elst: &[u8]) -> Option<(u64, u64)> {
    let wide = *elst.first()? == 1;
    let size = if wide { 20 } else { 12 };
    elst.get(8..)?.chunks_exact(size).find_map(|entry| {
        let (duration, start) = if wide {
            (be64(entry, 0)?, be64(entry, 8)?.cast_signed())
        } else {
            (u64::from(be32(entry, 0)?), i64::from(be32(entry, 4)?.cast_signed()))
        };
        Some((duration, u64::try_from(start).ok()?))
    })
}

/// Where `mvhd` and `mdhd` keep their timescale: version 1 has longer dates.
fn timescale_at(head: &[u8]) -> usize {
    if head.first() == Some(&1) { 20 } else { 12 }
}

fn media_duration(mdhd: &[u8]) -> Option<u64> {
    if mdhd.first() == Some(&1) { be64(mdhd, 24) } else { be32(mdhd, 16).map(u64::from) }
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn be64(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// The boxes in a box.
struct Boxes<'a>(&'a [u8]);

impl<'a> Boxes<'a> {
    /// Name and size of the box that begins here.
    fn head(bytes: &[u8]) -> Option<([u8; 4], u64)> {
        let (size, name) = (be32(bytes, 0)?, *bytes.get(4..)?.first_chunk()?);
        let size = if size == 1 { be64(bytes, 8)? } else { u64::from(size) };
        (size == 0 || size >= 8).then_some((name, size))
    }

    fn all(self, name: &'static [u8; 4]) -> impl Iterator<Item = &'a [u8]> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            loop {
                let (found, size) = Boxes::head(rest)?;
                let size = usize::try_from(size).ok().filter(|size| (8..=rest.len()).contains(size))?;
                let (this, next) = rest.split_at(size);
                rest = next;
                if &found == name {
                    return Some(&this[8..]);
                }
            }
        })
    }

    fn find(self, name: &'static [u8; 4]) -> Option<&'a [u8]> {
        self.all(name).next()
    }
}
