//! Lyrics as the singer reads them: sections of lines of words of syllables.

use song::lyrics::{Line, Lyrics, SectionKind};

use crate::voice::{Syllable, syllables};

/// A word with what is sung of it; never without a syllable.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SingWord {
    /// With the blanks and line ends that follow it.
    pub(crate) text: String,
    pub(crate) syllables: Vec<Syllable>,
}

/// A line to sing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SingLine {
    pub(crate) text: String,
    pub(crate) words: Vec<SingWord>,
}

/// A section to sing; without lines it is played.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SingSection {
    pub(crate) kind: SectionKind,
    pub(crate) label: String,
    pub(crate) lines: Vec<SingLine>,
}

impl SingLine {
    /// How many notes it takes.
    pub(crate) fn notes(&self) -> usize {
        self.words.iter().map(|word| word.syllables.len()).sum()
    }
}

/// Reads a lyrics text.
pub(crate) fn read(text: &str) -> Vec<SingSection> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let lyrics = Lyrics::parse(text);
    let sections = lyrics.sections.iter().map(|section| SingSection {
        kind: section.kind,
        label: section.label.clone(),
        lines: section.lines.iter().map(|line| sing_line(line, &units)).filter(|line| !line.words.is_empty()).collect(),
    });
    sections.collect()
}

fn sing_line(line: &Line, units: &[u16]) -> SingLine {
    let mut words: Vec<SingWord> = Vec::new();
    let mut unsung = String::new();
    for word in &line.words {
        let text = format!("{}{}", word.text, blanks_after(units, word.span.to as usize));
        let syllables = syllables(&word.text);
        match (syllables.is_empty(), words.last_mut()) {
            (true, Some(before)) => before.text.push_str(&text),
            (true, None) => unsung.push_str(&text),
            (false, _) => words.push(SingWord { text: std::mem::take(&mut unsung) + &text, syllables }),
        }
    }
    SingLine { text: line.text.clone(), words }
}

fn blanks_after(units: &[u16], from: usize) -> String {
    let rest = units.get(from..).unwrap_or_default();
    let blank = |unit: &u16| char::from_u32(u32::from(*unit)).is_some_and(char::is_whitespace);
    String::from_utf16_lossy(&rest[..rest.iter().take_while(|unit| blank(unit)).count()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_what_follows_them() {
        let sections = read("[Verse]\nHello world\nwe — sing\n\n[Chorus]\n月亮\n");
        let texts: Vec<&str> =
            sections.iter().flat_map(|s| &s.lines).flat_map(|l| &l.words).map(|w| w.text.as_str()).collect();
        assert_eq!(texts, ["Hello ", "world\n", "we — ", "sing\n\n", "月", "亮\n"]);
    }

    #[test]
    fn lines_of_mere_marks_are_not_sung() {
        assert!(read("...\n—").iter().all(|section| section.lines.is_empty()));
    }
}
