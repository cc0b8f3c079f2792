//! Cuts `prompt` and `lyric` out of the whole text.

use super::ReplaceText;
use crate::lyrics::{Lyrics, Places, Row, rows};

/// The most lines of context sent before and after the prompt.
pub(super) const CONTEXT_LINES: usize = 8;

/// A section as rows of the text: inclusive indices.
struct Block {
    /// Row of the header, if it has one of its own or glued; else of the first line.
    first: usize,
    /// Row of the first sung line; of the header if there is none.
    first_line: usize,
    last: usize,
}

struct Page<'a> {
    text: &'a str,
    rows: Vec<Row>,
    blocks: Vec<Block>,
}

/// The three texts; the new words stand at `from..to`, in bytes.
pub(super) fn cut(text: &str, from: usize, to: usize) -> ReplaceText {
    let page = Page::new(text);
    let prompt = page.prompt(from, to);
    let context = page.context(&prompt);
    let (start, end) = (page.start(*prompt.start()), page.end(*prompt.end()));
    let lyric = page.start(*context.start())..page.next(*context.end());
    ReplaceText {
        prompt: page.sung(start, end).trim_end_matches(['\r', '\n']).to_owned(),
        lyric: page.sung(lyric.start, lyric.end),
        full_lyric: page.sung(0, text.len()),
    }
}

type RowRange = std::ops::RangeInclusive<usize>;

impl<'a> Page<'a> {
    fn new(text: &'a str) -> Self {
        let mut page = Self { text, rows: rows(text), blocks: Vec::new() };
        let lyrics = Lyrics::parse(text);
        let places = Places::new(text);
        for section in &lyrics.sections {
            let row = |unit: u32| places.byte(unit).map(|byte| page.row_at(byte));
            let header = section.header.map(|header| (row(header.from), row(header.to.saturating_sub(1))));
            let line = section.lines.first().and_then(|line| row(line.span.from));
            let last = section.lines.last().and_then(|line| row(line.span.from));
            let (first, header_end) = header.unwrap_or((line, line));
            let Some(first) = first else { continue };
            let last = last.or(header_end).unwrap_or(first);
            page.blocks.push(Block { first, first_line: line.unwrap_or(first), last });
        }
        page
    }

    fn row_at(&self, byte: usize) -> usize {
        self.rows.partition_point(|row| row.next <= byte).min(self.rows.len().saturating_sub(1))
    }

    /// The rows that the new words touch, with the header of a section that is replaced altogether.
    fn prompt(&self, from: usize, to: usize) -> RowRange {
        let (first, last) = (self.row_at(from), self.row_at(to.saturating_sub(1).max(from)));
        let whole = |block: &&Block| first == block.first_line && last >= block.last;
        let header = self.blocks.iter().find(whole).map(|block| block.first);
        header.unwrap_or(first)..=last
    }

    /// The rows to send around the prompt.
    fn context(&self, prompt: &RowRange) -> RowRange {
        let (own, end) = (self.block_at(*prompt.start()), self.block_at(*prompt.end()));
        let block = |index: usize| self.blocks.get(index);
        let begins = block(own).is_some_and(|block| *prompt.start() <= block.first_line);
        let from = if begins { own.saturating_sub(1) } else { own };
        let ends = block(end).is_some_and(|block| *prompt.end() >= block.last);
        // Nothing stands before it: what comes after is the only context there is.
        let alone = begins && own == 0 && ends;
        let to = block(if alone { end + 1 } else { end }).or(block(end));
        let first = block(from).map_or(0, |block| block.first).min(*prompt.start());
        let last = to.map_or(*prompt.end(), |block| block.last).max(*prompt.end());
        self.at_most_before(first, *prompt.start())..=self.at_most_after(*prompt.end(), last)
    }

    /// The block that a row belongs to.
    fn block_at(&self, row: usize) -> usize {
        self.blocks.partition_point(|block| block.first <= row).saturating_sub(1)
    }

    fn at_most_before(&self, first: usize, prompt: usize) -> usize {
        let sung: Vec<usize> = (first..prompt).filter(|row| self.counts(*row)).collect();
        if sung.len() > CONTEXT_LINES { sung[sung.len() - CONTEXT_LINES] } else { first }
    }

    fn at_most_after(&self, prompt: usize, last: usize) -> usize {
        let mut sung = (prompt + 1..=last).filter(|row| self.counts(*row));
        sung.nth(CONTEXT_LINES - 1).unwrap_or(last)
    }

    /// Whether a row counts as a line of context.
    fn counts(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|row| !row.is_blank(self.text) && !row.is_note(self.text))
            && !self.blocks.iter().any(|block| block.first <= row && row < block.first_line)
    }

    fn start(&self, row: usize) -> usize {
        self.rows.get(row).map_or(self.text.len(), |row| row.start)
    }

    fn end(&self, row: usize) -> usize {
        self.rows.get(row).map_or(self.text.len(), |row| row.end)
    }

    fn next(&self, row: usize) -> usize {
        self.rows.get(row).map_or(self.text.len(), |row| row.next)
    }

    /// A part of the text without its notes. Parts begin at the beginning of a row.
    fn sung(&self, from: usize, to: usize) -> String {
        let within = self.rows.iter().filter(|row| row.start >= from && row.start < to);
        let kept = within.filter(|row| !row.is_note(self.text));
        kept.filter_map(|row| self.text.get(row.start..row.next.min(to))).collect()
    }
}
