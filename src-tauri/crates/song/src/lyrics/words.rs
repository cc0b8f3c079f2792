//! Cuts a line into the words that are sung.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Whether a character is sung by itself: Han, kana, Hangul.
pub(crate) fn stands_alone(ch: char) -> bool {
    matches!(u32::from(ch),
        0x3005..=0x3007 | 0x3041..=0x3096 | 0x30A1..=0x30FA | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFF66..=0xFF9D | 0x20000..=0x323AF)
}

/// Kana that lengthen or colour the one before them.
fn leans_on_previous(ch: char) -> bool {
    matches!(ch, 'ー' | 'ｰ' | 'ゃ' | 'ゅ' | 'ょ' | 'ャ' | 'ュ' | 'ョ' | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ')
}

fn opens(ch: char) -> bool {
    matches!(
        ch,
        '(' | '（' | '[' | '［' | '{' | '“' | '‘' | '「' | '『' | '《' | '〈' | '【' | '¿' | '¡' | '#'
    )
}

/// Punctuation after which a new word begins although no blank follows: `love—and`.
fn parts(ch: char) -> bool {
    matches!(ch, '—' | '–' | '…' | '/' | '～' | '~')
}

/// What the word under way ends with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tail {
    /// Nothing that sounds yet: no word, or punctuation that leads to one.
    Silent,
    /// Letters that more letters continue.
    Letters,
    /// A whole word: whatever sounds next begins another.
    Whole,
}

/// The words found so far and the one under way, in bytes.
struct Cutter {
    words: Vec<Range<usize>>,
    start: Option<usize>,
    tail: Tail,
}

/// The words of a line as ranges of its bytes. Punctuation belongs to the word it touches; between
/// blanks it belongs to none.
pub(crate) fn words(line: &str) -> Vec<Range<usize>> {
    let mut cutter = Cutter { words: Vec::new(), start: None, tail: Tail::Silent };
    for (at, grapheme) in line.grapheme_indices(true) {
        cutter.take(at, grapheme);
    }
    cutter.finish(line.len());
    cutter.words
}

impl Cutter {
    fn take(&mut self, at: usize, grapheme: &str) {
        let Some(ch) = grapheme.chars().next() else { return };
        if ch.is_whitespace() {
            self.finish(at);
        } else if leans_on_previous(ch) && self.tail == Tail::Whole {
            // Sung with the kana before it.
        } else if stands_alone(ch) || leans_on_previous(ch) {
            self.sing(at, Tail::Whole);
        } else if ch.is_alphanumeric() {
            self.sing(at, Tail::Letters);
        } else {
            self.punctuate(at, ch);
        }
    }

    fn sing(&mut self, at: usize, tail: Tail) {
        if self.tail == Tail::Whole || (self.tail == Tail::Letters && tail == Tail::Whole) {
            self.finish(at);
        }
        self.start.get_or_insert(at);
        self.tail = tail;
    }

    fn punctuate(&mut self, at: usize, ch: char) {
        if opens(ch) && self.tail != Tail::Silent {
            self.finish(at);
        }
        self.start.get_or_insert(at);
        if parts(ch) && self.tail == Tail::Letters {
            self.tail = Tail::Whole;
        }
    }

    fn finish(&mut self, end: usize) {
        if let (Some(start), true) = (self.start, self.tail != Tail::Silent) {
            self.words.push(start..end);
        }
        self.start = None;
        self.tail = Tail::Silent;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(line: &str) -> Vec<&str> {
        words(line).into_iter().map(|word| &line[word]).collect()
    }

    #[test]
    fn every_han_character_kana_and_hangul_syllable_is_a_word() {
        assert_eq!(cut("战鼓擂起来(喝)"), ["战", "鼓", "擂", "起", "来", "(喝)"]);
        assert_eq!(cut("起,整起!"), ["起,", "整", "起!"]);
        assert_eq!(cut("ゆめをー見"), ["ゆ", "め", "をー", "見"]);
        assert_eq!(cut("사랑해"), ["사", "랑", "해"]);
    }

    #[test]
    fn latin_words_keep_their_punctuation() {
        assert_eq!(
            cut("  Don't stop, \u{201c}baby\u{201d} -- (oh-oh)!"),
            ["Don't", "stop,", "\u{201c}baby\u{201d}", "(oh-oh)!"]
        );
        assert_eq!(cut("love—and you"), ["love—", "and", "you"]);
        assert_eq!(cut("我love你"), ["我", "love", "你"]);
    }

    #[test]
    fn punctuation_between_blanks_is_no_word() {
        assert_eq!(cut("丸 —— 嘿!"), ["丸", "嘿!"]);
        assert_eq!(cut("... ♪"), Vec::<&str>::new());
    }
}
