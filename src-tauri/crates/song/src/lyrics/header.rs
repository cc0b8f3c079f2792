//! Recognises section headers at the beginning of a row.
//!
//! Square brackets of any width always hold a header: vendors never sing them. Round brackets hold
//! one only if every word in them belongs in a header, because ad-libs stand there too.

use super::SectionKind;
use super::kind::{before_cue, kind_of, strict_kind};
use super::place::Row;

/// A header and the descriptions that belong to it, in bytes of the text.
pub(super) struct Header {
    pub(super) kind: SectionKind,
    pub(super) label: String,
    pub(super) start: usize,
    pub(super) end: usize,
    /// The row on which it ends: a header may be broken over two.
    pub(super) row: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bracket {
    Square,
    Round,
}

impl Bracket {
    fn opened_by(ch: char) -> Option<Self> {
        match ch {
            '[' | '［' | '【' | '〔' | '〖' => Some(Self::Square),
            '(' | '（' => Some(Self::Round),
            _ => None,
        }
    }

    fn closed_by(self, ch: char) -> bool {
        match self {
            Self::Square => matches!(ch, ']' | '］' | '】' | '〕' | '〗'),
            Self::Round => matches!(ch, ')' | '）'),
        }
    }
}

/// A bracketed text.
struct Group<'a> {
    bracket: Bracket,
    inner: &'a str,
    end: usize,
    row: usize,
}

/// Words by which a description between round brackets is told from an ad-lib.
const DESCRIPTIONS: &[&str] = &[
    "vocal",
    "voice",
    "group",
    "lead",
    "choir",
    "solo",
    "duet",
    "male",
    "female",
    "whisper",
    "spoken",
    "soft",
    "loud",
    "drum",
    "guitar",
    "piano",
    "bass",
    "strings",
    "synth",
    "fade",
    "build",
    "instrumental",
    "repeat",
    "tempo",
    "男",
    "女",
    "合唱",
    "独唱",
    "念白",
    "渐",
];

/// The header at the beginning of `rows[at]`, if there is one.
pub(super) fn read(text: &str, rows: &[Row], at: usize) -> Option<Header> {
    let row = rows.get(at)?;
    let line = row.text(text);
    let start = row.end - line.trim_start().len();
    let Some(group) = group(text, rows, at, start) else { return bare(line, start, row, at) };
    let kind = match group.bracket {
        Bracket::Square => kind_of(group.inner),
        Bracket::Round => strict_kind(group.inner)?,
    };
    let label = label(group.inner);
    let last = descriptions(text, rows, group);
    Some(Header { kind, label, start, end: last.end, row: last.row })
}

fn label(inner: &str) -> String {
    let words: Vec<&str> = before_cue(inner).split_whitespace().collect();
    words.join(" ")
}

/// A header without brackets: the whole row is a name. Latin names need a colon, since
/// "Bridge" alone may be sung.
fn bare(line: &str, start: usize, row: &Row, at: usize) -> Option<Header> {
    let name = line.trim();
    let short = name.trim_end_matches([':', '：']);
    let colon = short.len() < name.len();
    let latin = short.chars().any(|ch| ch.is_ascii_alphabetic());
    let kind = strict_kind(short).filter(|_| colon || !latin)?;
    (before_cue(short) == short).then(|| Header {
        kind,
        label: short.trim().to_owned(),
        start,
        end: row.end,
        row: at,
    })
}

/// Takes in what describes the header behind it: `【Verse 2】(Group Vocals)`, `[Verse][soft]`.
fn descriptions<'a>(text: &'a str, rows: &[Row], header: Group<'a>) -> Group<'a> {
    let square = header.bracket == Bracket::Square;
    let mut last = header;
    while let Some(next) = description(text, rows, &last, square) {
        last = next;
    }
    last
}

fn description<'a>(text: &'a str, rows: &[Row], after: &Group<'a>, square: bool) -> Option<Group<'a>> {
    let row = rows.get(after.row)?;
    let rest = text.get(after.end..row.end)?;
    let start = row.end - rest.trim_start().len();
    let next = group(text, rows, after.row, start)?;
    let glued = start == after.end;
    let describes = next.bracket == Bracket::Square
        || (square && ends_its_row(text, rows, &next) && (glued || is_description(next.inner)));
    describes.then_some(next)
}

fn is_description(inner: &str) -> bool {
    let lower = inner.to_lowercase();
    lower.contains('+') || DESCRIPTIONS.iter().any(|word| lower.contains(word))
}

fn ends_its_row(text: &str, rows: &[Row], group: &Group<'_>) -> bool {
    let end = rows.get(group.row).map_or(text.len(), |row| row.end);
    text.get(group.end..end).is_some_and(|rest| rest.trim().is_empty())
}

/// The group that opens at byte `open`, closed on its own row or on the one after.
fn group<'a>(text: &'a str, rows: &[Row], at: usize, open: usize) -> Option<Group<'a>> {
    let row = rows.get(at)?;
    let first = text.get(open..row.end)?.chars().next()?;
    let bracket = Bracket::opened_by(first)?;
    let inner = open + first.len_utf8();
    let (close, on) = match close_in(text, inner, row.end, bracket) {
        Some(close) => (close, at),
        None => (close_below(text, rows, at + 1, bracket)?, at + 1),
    };
    let width = text.get(close..)?.chars().next()?.len_utf8();
    Some(Group { bracket, inner: text.get(inner..close)?, end: close + width, row: on })
}

fn close_in(text: &str, from: usize, to: usize, bracket: Bracket) -> Option<usize> {
    text.get(from..to)?.find(|ch| bracket.closed_by(ch)).map(|at| from + at)
}

/// The close on the row below, if nothing else opens there before it.
fn close_below(text: &str, rows: &[Row], at: usize, bracket: Bracket) -> Option<usize> {
    let row = rows.get(at)?;
    let close = close_in(text, row.start, row.end, bracket)?;
    let opens = text.get(row.start..close)?.chars().any(|ch| Bracket::opened_by(ch).is_some());
    (!opens).then_some(close)
}
