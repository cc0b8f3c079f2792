//! The lyrics document: sections, lines and words of a text, with their places in it.

mod header;
mod kind;
mod parse;
mod place;
mod syllables;
mod words;

pub use place::{Span, slice};
pub use syllables::syllables;

pub(crate) use place::{Places, Row, rows};
pub(crate) use words::stands_alone;

use serde::{Deserialize, Serialize};

/// What a section is, for colours, menus and form. Everything unknown is `Other`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum SectionKind {
    Intro,
    Verse,
    PreChorus,
    Chorus,
    Bridge,
    Instrumental,
    Outro,
    Other,
}

/// A parsed lyrics text. Offsets are in UTF-16 units of the text as given.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lyrics {
    /// The text as given, line ends included.
    pub text: String,
    /// Its sections in order; text before the first header is a section without one.
    pub sections: Vec<Section>,
}

/// A lyric section.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// What it is.
    pub kind: SectionKind,
    /// Its label without brackets, empty when it has no header: `Verse 2`.
    pub label: String,
    /// Where its header stands, if it has one (brackets included).
    pub header: Option<Span>,
    /// Its sung lines.
    pub lines: Vec<Line>,
}

/// A sung line: no header, no note (`//`), not blank.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its text without the line end and without a glued header.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// Its words; each Han character, kana or Hangul syllable is one.
    pub words: Vec<Word>,
}

/// A word of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Its text, with punctuation that belongs to it.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

impl Lyrics {
    /// Parses a text. Never fails: what is not understood is a line.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self { text: text.to_owned(), sections: parse::sections(text) }
    }

    /// Its sung lines in order, each with the index of its section.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &Line)> {
        let numbered = self.sections.iter().enumerate();
        numbered.flat_map(|(index, section)| section.lines.iter().map(move |line| (index, line)))
    }

    /// What a vendor may see: the text without its notes (`//` rows). Everything else stays as it is.
    #[must_use]
    pub fn sung_text(&self) -> String {
        let kept = rows(&self.text).into_iter().filter(|row| !row.is_note(&self.text));
        kept.filter_map(|row| self.text.get(row.start..row.next)).collect()
    }
}

impl Line {
    /// How many syllables it has when it is sung.
    #[must_use]
    pub fn syllables(&self) -> u32 {
        syllables(&self.text)
    }
}

#[cfg(test)]
mod tests;
