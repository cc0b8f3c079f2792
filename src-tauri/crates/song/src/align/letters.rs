//! What texts are compared by: letters and digits, lower case and half width, grouped into words.

use std::ops::Range;

use super::diff;
use crate::lyrics::stands_alone;

/// Reads texts that follow each other, remembering where a word ends.
#[derive(Debug)]
pub(super) struct Reader {
    /// Whether the next character begins a word.
    fresh: bool,
}

impl Default for Reader {
    fn default() -> Self {
        Self { fresh: true }
    }
}

impl Reader {
    /// The next text's characters, and whether a word begins with each.
    pub(super) fn read(&mut self, text: &str) -> Vec<(char, bool)> {
        text.chars().map(half_width).filter_map(|ch| self.take(ch)).collect()
    }

    /// The word under way is over.
    pub(super) fn blank(&mut self) {
        self.fresh = true;
    }

    fn take(&mut self, ch: char) -> Option<(char, bool)> {
        self.fresh |= ch.is_whitespace();
        if !ch.is_alphanumeric() {
            return None;
        }
        let alone = stands_alone(ch);
        let begins = self.fresh || alone;
        self.fresh = alone;
        Some((lower(ch), begins))
    }
}

/// How many characters a text is compared by.
pub(super) fn count(text: &str) -> usize {
    Reader::default().read(text).len()
}

fn half_width(ch: char) -> char {
    match u32::from(ch) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(ch),
        _ => ch,
    }
}

/// Lower case, one character for one.
fn lower(ch: char) -> char {
    ch.to_lowercase().next().unwrap_or(ch)
}

/// Pairs of the same characters in two texts: whole words first, then whatever resembles each other
/// between them. Characters alone would let a missing `two` take its letter from `three`.
pub(super) fn pairs(a: &[(char, bool)], b: &[(char, bool)]) -> Vec<(usize, usize)> {
    let (words_a, words_b) = (words(a), words(b));
    let mut pairs = Vec::new();
    let mut from = (0, 0);
    for (x, y) in diff::matches(&texts(a, &words_a), &texts(b, &words_b)) {
        let (x, y) = (words_a[x].clone(), words_b[y].clone());
        between(a, b, (from.0..x.start, from.1..y.start), &mut pairs);
        from = (x.end, y.end);
        pairs.extend(x.zip(y));
    }
    between(a, b, (from.0..a.len(), from.1..b.len()), &mut pairs);
    pairs
}

fn between(
    a: &[(char, bool)],
    b: &[(char, bool)],
    (x, y): (Range<usize>, Range<usize>),
    pairs: &mut Vec<(usize, usize)>,
) {
    if x.is_empty() || y.is_empty() {
        return;
    }
    let letters = |chars: &[(char, bool)]| chars.iter().map(|(ch, _)| *ch).collect::<Vec<char>>();
    let found = diff::matches(&letters(&a[x.clone()]), &letters(&b[y.clone()]));
    pairs.extend(found.into_iter().map(|(i, j)| (x.start + i, y.start + j)));
}

/// The words as ranges of characters.
fn words(chars: &[(char, bool)]) -> Vec<Range<usize>> {
    let begins = |index: &usize| chars[*index].1 || *index == 0;
    let starts: Vec<usize> = (0..chars.len()).filter(begins).collect();
    let ends = starts.iter().skip(1).copied().chain([chars.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

fn texts(chars: &[(char, bool)], words: &[Range<usize>]) -> Vec<String> {
    words.iter().map(|word| chars[word.clone()].iter().map(|(ch, _)| *ch).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn common(a: &str, b: &str) -> String {
        let (a, b) = (Reader::default().read(a), Reader::default().read(b));
        pairs(&a, &b).into_iter().map(|(x, _)| a[x].0).collect()
    }

    #[test]
    fn whole_words_come_before_letters() {
        assert_eq!(common("one two three", "one three"), "onethree");
        assert_eq!(common("[Chorus] home", "home"), "home");
        assert_eq!(common("don't stop", "DONT stop"), "dontstop");
        assert_eq!(common("going home", "goin home"), "goinhome");
        assert_eq!(common("战鼓ＡＢ", "战ab"), "战ab");
    }

    #[test]
    fn words_go_on_across_pieces() {
        let mut reader = Reader::default();
        let mut chars = reader.read("thr");
        chars.extend(reader.read("ee four"));
        assert_eq!(words(&chars), [0..5, 5..9]);
    }
}
