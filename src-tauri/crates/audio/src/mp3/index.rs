//! Where every frame of an MP3 lies, from one pass over the headers: the true length, and seeking to the
//! exact sample. Repairs what players get wrong: a missing, empty or lying information frame.
//! Absent: decoding (`reader`), and free format, whose frames cannot be counted without decoding.

use std::io;

use super::bytes::Window;
use super::header::Header;
use super::tag::Tag;

/// How far from the start (behind ID3 tags) the first frame may lie, in bytes.
const SEARCH: u64 = 128 * 1024;

/// How many headers must follow at the right places before the first frame is believed.
const FIRST_CHAIN: usize = 3;

/// The same after a damaged place.
const RESYNC_CHAIN: usize = 2;

/// Longest gap that is filled with silence, in MPEG frames; a longer one is another thing in the file.
const LONGEST_GAP: u64 = 400;

/// One MPEG frame: eight bytes in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    at: u32,
    /// Length in bytes; 0 stands for a frame that is damaged and sounds as silence.
    pub(crate) bytes: u16,
    /// Bytes of main data it needs from the frames before it.
    back: u16,
}

impl Entry {
    /// Offset in the file.
    pub(crate) fn at(&self) -> u64 {
        u64::from(self.at)
    }
}

/// The whole stream.
#[derive(Debug)]
pub(crate) struct Index {
    /// Header of the first frame that sounds.
    pub(crate) header: Header,
    /// All frames that sound.
    pub(crate) entries: Vec<Entry>,
    /// PCM frames to drop at the start.
    pub(crate) delay: u64,
    /// PCM frames of the content.
    pub(crate) length: u64,
    /// The information frame knows of more, in frames and in bytes: the file was cut off.
    pub(crate) cut_off: bool,
}

impl Index {
    /// Reads every header. `None` when there is no Layer III stream in the file.
    pub(crate) fn scan(window: &mut Window) -> io::Result<Option<Self>> {
        let start = after_id3(window, 0)?;
        let Some((at, first)) = find(window, start, start + SEARCH, None)? else { return Ok(None) };
        let tag = Tag::parse(&first, window.at(at, usize::from(first.bytes))?);
        let audio = if tag.is_some() { at + u64::from(first.bytes) } else { at };
        let entries = collect(window, audio, &first)?;
        Ok(Some(Self::assemble(first, entries, tag, window.len() - at)))
    }

    fn assemble(header: Header, entries: Vec<Entry>, tag: Option<Tag>, stream_bytes: u64) -> Self {
        let (count, tag) = (entries.len() as u64, tag.unwrap_or_default());
        let claimed = tag.frames.map_or(0, u64::from);
        // Padding is at the end, so it is only there when the end is; a count of 0 was never filled in.
        let whole = claimed == 0 || claimed.abs_diff(count) <= 1;
        let cut_off = !whole && claimed > count && u64::from(tag.bytes.unwrap_or(0)) > stream_bytes;
        let padding = if whole { u64::from(tag.padding) } else { 0 };
        let decoded = count * u64::from(header.samples());
        let delay = u64::from(tag.delay);
        let length = decoded.saturating_sub(delay + padding);
        Self { header, entries, delay, length, cut_off }
    }

    /// The MPEG frame that holds content frame `frame`.
    pub(crate) fn entry_of(&self, frame: u64) -> usize {
        let entry = (frame + self.delay) / u64::from(self.header.samples());
        usize::try_from(entry).unwrap_or(usize::MAX).min(self.entries.len())
    }

    /// The MPEG frame at which decoding must begin for `target` to come out as in a full decode: the
    /// filters remember one frame (two of the short ones), and each of those needs its own main data.
    pub(crate) fn warm_up(&self, target: usize) -> usize {
        let warm = if self.header.mpeg1() { 1 } else { 2 };
        let first = target.saturating_sub(warm);
        (first..=target.min(self.entries.len().saturating_sub(1)))
            .map(|entry| self.reservoir_start(entry))
            .min()
            .unwrap_or(0)
            .min(first)
    }

    /// The earliest frame whose main data `entry` uses.
    fn reservoir_start(&self, entry: usize) -> usize {
        let mut missing = i64::from(self.entries[entry].back);
        let mut start = entry;
        while missing > 0 && start > 0 {
            start -= 1;
            let bytes = i64::from(self.entries[start].bytes);
            missing -= (bytes - i64::from(self.header.main_data_at())).max(0);
        }
        start
    }
}

/// Every frame from `at` on that belongs to the stream of `first`.
fn collect(window: &mut Window, mut at: u64, first: &Header) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    let length = window.len();
    while at + 4 <= length {
        let head = window.at(at, 8)?;
        match header_at(head).filter(|header| header.same_stream(first)) {
            Some(header) => {
                let end = at + u64::from(header.bytes);
                if end > length {
                    break;
                }
                let Ok(place) = u32::try_from(at) else { break };
                entries.push(Entry { at: place, bytes: header.bytes, back: header.reaches_back(head) });
                at = end;
            }
            None => match resume(window, at, first)? {
                Some((next, lost)) => {
                    fill_gap(&mut entries, lost);
                    at = next;
                }
                None => break,
            },
        }
    }
    Ok(entries)
}

/// Where the stream goes on after `at`, and how many bytes of it were lost.
fn resume(window: &mut Window, at: u64, first: &Header) -> io::Result<Option<(u64, u64)>> {
    let behind_tag = after_id3(window, at)?;
    let found = find(window, behind_tag, window.len(), Some(first))?;
    Ok(found.map(|(next, _)| (next, next - behind_tag)))
}

/// Stands silent frames in for `lost` bytes, so that what follows keeps its place in time.
fn fill_gap(entries: &mut Vec<Entry>, lost: u64) {
    let sum: u64 = entries.iter().rev().take(64).map(|entry| u64::from(entry.bytes)).sum();
    let mean = sum / entries.len().clamp(1, 64) as u64;
    let missing = (lost + mean / 2).checked_div(mean).unwrap_or(0);
    if missing <= LONGEST_GAP {
        entries.extend((0..missing).map(|_| Entry { at: 0, bytes: 0, back: 0 }));
    }
}

/// The first place in `from..to` where a chain of frames begins.
fn find(
    window: &mut Window,
    mut from: u64,
    to: u64,
    like: Option<&Header>,
) -> io::Result<Option<(u64, Header)>> {
    let links = if like.is_some() { RESYNC_CHAIN } else { FIRST_CHAIN };
    while from < to.min(window.len()) {
        let bytes = window.at(from, 4096)?;
        let Some(skip) = bytes.iter().position(|byte| *byte == 0xff) else {
            from += bytes.len().max(1) as u64;
            continue;
        };
        from += skip as u64;
        let header = header_at(window.at(from, 4)?).filter(|h| like.is_none_or(|l| l.same_stream(h)));
        if let Some(header) = header
            && chained(window, from, header, links)?
        {
            return Ok(Some((from, header)));
        }
        from += 1;
    }
    Ok(None)
}

/// Do `links` more headers follow, each where the one before says, or does the file end on the way?
fn chained(window: &mut Window, mut at: u64, header: Header, links: usize) -> io::Result<bool> {
    let mut current = header;
    for link in 0..links {
        at += u64::from(current.bytes);
        if at >= window.len() {
            // The very first frame must be whole; a later one may be cut off.
            return Ok(at == window.len() || link > 0);
        }
        let head = window.at(at, 4)?;
        match header_at(head) {
            Some(next) if next.same_stream(&header) => current = next,
            _ => return Ok(ends_here(head)),
        }
    }
    Ok(true)
}

/// Tags that stand behind the last frame.
fn ends_here(head: &[u8]) -> bool {
    head.starts_with(b"TAG") || head.starts_with(b"APET") || head.starts_with(b"LYRI")
}

fn header_at(head: &[u8]) -> Option<Header> {
    head.first_chunk::<4>().and_then(|bytes| Header::parse(*bytes).ok())
}

/// Behind the ID3v2 tags that begin at `at`.
pub(crate) fn after_id3(window: &mut Window, mut at: u64) -> io::Result<u64> {
    while let Some(size) = id3_size(window.at(at, 10)?) {
        at += size;
    }
    Ok(at)
}

fn id3_size(head: &[u8]) -> Option<u64> {
    let head = head.first_chunk::<10>()?;
    if !head.starts_with(b"ID3") || head[6..].iter().any(|byte| byte & 0x80 != 0) {
        return None;
    }
    let body = head[6..].iter().fold(0, |size, byte| (size << 7) | u64::from(*byte));
    let footer = if head[5] & 0x10 == 0 { 0 } else { 10 };
    Some(10 + body + footer)
}
