//! Reads a text row by row into sections and lines.

use super::header::{self, Header};
use super::place::{Places, Row, rows};
use super::{Line, Section, SectionKind, Word, words};

struct Parser<'a> {
    text: &'a str,
    places: Places,
    sections: Vec<Section>,
}

pub(super) fn sections(text: &str) -> Vec<Section> {
    let rows = rows(text);
    let mut parser = Parser { text, places: Places::new(text), sections: Vec::new() };
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        at = parser.row(&rows, row, at) + 1;
    }
    parser.sections
}

impl Parser<'_> {
    /// Takes in the row `at`, and answers the last row it took in.
    fn row(&mut self, rows: &[Row], row: &Row, at: usize) -> usize {
        if row.is_blank(self.text) || row.is_note(self.text) {
            return at;
        }
        let Some(header) = header::read(self.text, rows, at) else {
            self.line(row.start, row.end);
            return at;
        };
        let (end, last) = (header.end, header.row);
        self.open(header);
        if let Some(row) = rows.get(last) {
            self.line(end, row.end);
        }
        last
    }

    /// Opens a section. An unknown tag right under a header describes it and opens none.
    fn open(&mut self, header: Header) {
        let span = self.places.span(&(header.start..header.end));
        let describes = header.kind == SectionKind::Other;
        match self.sections.last_mut() {
            Some(Section { lines, header: Some(above), .. }) if describes && lines.is_empty() => {
                above.to = span.to
            }
            _ => self.sections.push(Section {
                kind: header.kind,
                label: header.label,
                header: Some(span),
                lines: Vec::new(),
            }),
        }
    }

    fn line(&mut self, from: usize, to: usize) {
        let Some(text) = self.text.get(from..to) else { return };
        let start = to - text.trim_start().len();
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let line = self.line_of(text, start);
        self.section().lines.push(line);
    }

    fn line_of(&self, text: &str, start: usize) -> Line {
        let word = |range: std::ops::Range<usize>| Word {
            text: text[range.clone()].to_owned(),
            span: self.places.span(&(start + range.start..start + range.end)),
        };
        Line {
            text: text.to_owned(),
            span: self.places.span(&(start..start + text.len())),
            words: words::words(text).into_iter().map(word).collect(),
        }
    }

    /// The section under way; text before the first header is one without.
    fn section(&mut self) -> &mut Section {
        if self.sections.is_empty() {
            let (kind, label) = (SectionKind::Other, String::new());
            self.sections.push(Section { kind, label, header: None, lines: Vec::new() });
        }
        let last = self.sections.len() - 1;
        &mut self.sections[last]
    }
}
