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
        lines: section
            .lines
            .iter()
            .map(|line| sing_line(line, &units))
            .filter(|line| !line.words.is_empty())
            .collect(),
    });
    sections.collect()
}

/// Every mark of the line stays with the word before it (before the first word: with that one).
fn sing_line(line: &Line, units: &[u16]) -> SingLine {
    let mut words: Vec<SingWord> = Vec::new();
    let mut from = line.span.from as usize;
    for (index, word) in line.words.iter().enumerate() {
        let next = line.words.get(index + 1);
        let to = next.map_or_else(|| line_end(units, line.span.to as usize), |next| next.span.from as usize);
        let syllables = syllables(&word.text);
        let text = String::from_utf16_lossy(units.get(from..to).unwrap_or_default());
        match (syllables.is_empty(), words.last_mut()) {
            (true, Some(before)) => before.text.push_str(&text),
            (true, None) => continue,
            (false, _) => words.push(SingWord { text, syllables }),
        }
        from = to;
    }
    SingLine { text: line.text.clone(), words }
}

/// Where the blanks after a line end.
fn line_end(units: &[u16], from: usize) -> usize {
    let rest = units.get(from..).unwrap_or_default();
    let blank = |unit: &&u16| char::from_u32(u32::from(**unit)).is_some_and(char::is_whitespace);
    from + rest.iter().take_while(blank).count()
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
