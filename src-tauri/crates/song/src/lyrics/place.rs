//! Places in a text: bytes for Rust, UTF-16 units for the editor, and the rows they stand in.

use std::ops::Range;

/// A place in the text: UTF-16 units, half open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
}

/// The part of `text` at `span`, or nothing if the span does not lie on characters of the text.
#[must_use]
pub fn slice(text: &str, span: Span) -> Option<&str> {
    let places = Places::new(text);
    text.get(places.byte(span.from)?..places.byte(span.to)?)
}

/// Both ways of counting in one text.
pub(crate) struct Places {
    /// The UTF-16 offset of each byte, and of the end; inside a character that of its beginning.
    units: Vec<u32>,
}

impl Places {
    pub(crate) fn new(text: &str) -> Self {
        let mut units = Vec::with_capacity(text.len() + 1);
        let mut at = 0_u32;
        for ch in text.chars() {
            units.extend(std::iter::repeat_n(at, ch.len_utf8()));
            at = at.saturating_add(if ch.len_utf16() == 2 { 2 } else { 1 });
        }
        units.push(at);
        Self { units }
    }

    /// The span of a range of bytes of the text.
    pub(crate) fn span(&self, bytes: &Range<usize>) -> Span {
        Span { from: self.unit(bytes.start), to: self.unit(bytes.end) }
    }

    /// The byte at a UTF-16 offset; none inside a character or beyond the end.
    pub(crate) fn byte(&self, unit: u32) -> Option<usize> {
        let byte = self.units.partition_point(|at| *at < unit);
        (self.units.get(byte) == Some(&unit)).then_some(byte)
    }

    fn unit(&self, byte: usize) -> u32 {
        self.units.get(byte).or(self.units.last()).copied().unwrap_or(0)
    }
}

/// A row of the text in bytes: what stands on it, and where the next one begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) start: usize,
    /// End without the line end.
    pub(crate) end: usize,
    /// End with it.
    pub(crate) next: usize,
}

impl Row {
    pub(crate) fn text<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether it is a note to oneself: never sung, never sent.
    pub(crate) fn is_note(&self, text: &str) -> bool {
        let line = self.text(text).trim_start();
        line.starts_with("//") || line.starts_with("／／")
    }

    pub(crate) fn is_blank(&self, text: &str) -> bool {
        self.text(text).trim().is_empty()
    }
}

/// The rows of a text; `\n`, `\r\n` and a lone `\r` end one.
pub(crate) fn rows(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let row = row_from(text, start);
        start = row.next;
        rows.push(row);
    }
    rows
}

fn row_from(text: &str, start: usize) -> Row {
    let rest = text.get(start..).unwrap_or_default();
    let Some(length) = rest.find(['\r', '\n']) else {
        return Row { start, end: text.len(), next: text.len() };
    };
    let ending = if rest[length..].starts_with("\r\n") { 2 } else { 1 };
    Row { start, end: start + length, next: start + length + ending }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_and_bytes_agree_on_characters_of_every_width() {
        let text = "aé汉𠀀b";
        assert_eq!(slice(text, Span { from: 2, to: 5 }), Some("汉𠀀"));
        assert_eq!(slice(text, Span { from: 4, to: 5 }), None, "inside a surrogate pair");
        assert_eq!(slice(text, Span { from: 5, to: 9 }), None, "beyond the end");
    }

    #[test]
    fn every_line_end_ends_a_row() {
        let text = "a\r\nb\nc\rd";
        let texts: Vec<&str> = rows(text).iter().map(|row| row.text(text)).collect();
        assert_eq!(texts, ["a", "b", "c", "d"]);
        assert_eq!(rows("a\n").len(), 1);
    }
}
