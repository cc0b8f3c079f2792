//! Cutting sung words the way Suno's aligner does: what is not sung sticks to what is.
//!
//! In `aligned_words` a run of Han characters is one piece, a piece keeps the blanks and line breaks that
//! follow it, and a section header is torn: its opening bracket hangs on the piece before, its rest is a
//! piece of its own where there is time for one and otherwise begins the next (YoYAI document, sample of
//! timing). In `aligned_lyrics` only a header in the same line shows, as its own word.

use std::ops::Range;

use crate::{SungLine, SungWord};

/// Brackets that open a header or an aside.
const OPENING: [char; 5] = ['[', '(', '(', '【', '〔'];

/// Seconds between two words that make room for a header as a piece of its own.
const ROOM: f64 = 0.25;

/// Seconds that are left free around such a header, as in the sample.
const BREATH: f64 = 0.02;

/// Seconds of a header before a line, as in the sample: one frame of the aligner.
const HEADER: f64 = 0.08;

/// How far in the text, in bytes, the next sung word may be away: headers and stage directions lie between.
const REACH: usize = 400;

/// A piece of text with its time.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sung {
    pub(super) text: String,
    pub(super) start_s: f64,
    pub(super) end_s: f64,
}

/// A line of sung words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) words: Vec<Sung>,
}

/// Sung words with their places in the lyrics.
#[derive(Debug)]
pub(super) struct Located<'a> {
    text: &'a str,
    words: Vec<Placed<'a>>,
    lines: &'a [SungLine],
}

#[derive(Debug, Clone)]
struct Placed<'a> {
    word: &'a SungWord,
    /// Which word of the composition it is; lines refer to it by this.
    index: usize,
    /// Where it stands in the lyrics; a word that is sung again stands nowhere.
    span: Option<Range<usize>>,
    start_s: f64,
    end_s: f64,
}

/// Finds every word in `text`.
pub(super) fn locate<'a>(text: &'a str, words: &'a [SungWord], lines: &'a [SungLine]) -> Located<'a> {
    let mut cursor = 0;
    let mut place = |(index, word): (usize, &'a SungWord)| {
        let name = word.text.trim();
        let found = find(&text[cursor..], name).filter(|skipped| *skipped < REACH);
        let span = found.map(|skipped| cursor + skipped..cursor + skipped + name.len());
        cursor = span.as_ref().map_or(cursor, |span| span.end);
        Placed { word, index, span, start_s: word.start_s, end_s: word.end_s }
    };
    let words = words.iter().enumerate().map(&mut place).collect();
    Located { text, words, lines }
}

impl<'a> Located<'a> {
    /// Only what sounds between two times of the song, on the time of a fragment that begins there.
    pub(super) fn within(mut self, from_s: f64, to_s: f64) -> Self {
        self.words.retain(|word| word.start_s < to_s && word.end_s > from_s);
        for word in &mut self.words {
            word.start_s = (word.start_s - from_s).max(0.0);
            word.end_s = word.end_s.min(to_s) - from_s;
        }
        self
    }

    /// `aligned_words`.
    pub(super) fn pieces(&self) -> Vec<Sung> {
        let mut pieces: Vec<Sung> = Vec::new();
        let mut prefix = self.opening();
        for (at, word) in self.words.iter().enumerate() {
            let (glued, header) = self.after(at);
            let text = format!("{prefix}{}{glued}", word.word.text.trim());
            prefix = String::new();
            push(&mut pieces, Sung { text, start_s: word.start_s, end_s: word.end_s });
            match self.room(at) {
                Some((start_s, end_s)) if !header.is_empty() => {
                    pieces.push(Sung { text: header.to_owned(), start_s, end_s });
                }
                _ => prefix = header.to_owned(),
            }
        }
        pieces
    }

    /// `aligned_lyrics`.
    pub(super) fn lines(&self) -> Vec<Line> {
        let lines = self.lines.iter().map(|line| self.line(line));
        lines.filter(|line| !line.words.is_empty()).collect()
    }

    /// What stands before the first word that is heard: of a whole song its first header.
    fn opening(&self) -> String {
        let first = self.words.first().filter(|word| word.index == 0).and_then(|word| word.span.clone());
        first.map_or_else(String::new, |span| self.text[..span.start].trim_start().to_owned())
    }

    /// The text between word `at` and the next one: what hangs on the word, and the rest of a header.
    fn after(&self, at: usize) -> (&'a str, &'a str) {
        let Some(span) = &self.words[at].span else { return (tail(&self.words[at].word.text), "") };
        let next = self.words.get(at + 1).and_then(|word| word.span.as_ref());
        let Some(next) = next.filter(|next| next.start >= span.end) else {
            return (self.rest(span.end), "");
        };
        let between = &self.text[span.end..next.start];
        if !between.chars().any(char::is_alphanumeric) {
            return (between, "");
        }
        let torn = between.char_indices().find(|(_, letter)| OPENING.contains(letter));
        between.split_at(torn.map_or(0, |(place, bracket)| place + bracket.len_utf8()))
    }

    /// The punctuation and blanks from `place` on.
    fn rest(&self, place: usize) -> &'a str {
        let rest = &self.text[place..];
        let end = rest.find(|letter: char| letter.is_alphanumeric() || OPENING.contains(&letter));
        &rest[..end.unwrap_or(rest.len())]
    }

    /// The time for a header between word `at` and the next.
    fn room(&self, at: usize) -> Option<(f64, f64)> {
        let (start_s, end_s) = (self.words[at].end_s, self.words.get(at + 1)?.start_s);
        (end_s - start_s >= ROOM).then_some((start_s + BREATH, end_s - BREATH))
    }

    fn line(&self, line: &SungLine) -> Line {
        let mine: Vec<&Placed<'_>> =
            self.words.iter().filter(|word| line.words.contains(&word.index)).collect();
        let mut words: Vec<Sung> = Vec::with_capacity(mine.len());
        let mut blank = "";
        for (at, word) in mine.iter().enumerate() {
            let next = mine.get(at + 1).copied();
            let (own, before_next) = self.hanging(word, next);
            let text = format!("{blank}{}{own}", word.word.text.trim());
            words.push(Sung { text, start_s: word.start_s, end_s: word.end_s });
            blank = before_next;
        }
        if let Some(header) = mine.first().and_then(|first| self.header_in_line(first, line)) {
            let end_s = words[0].start_s;
            words.insert(0, Sung { text: header.to_owned(), start_s: (end_s - HEADER).max(0.0), end_s });
        }
        let text: String = words.iter().map(|word| word.text.as_str()).collect();
        Line { text: text.trim().to_owned(), words }
    }

    /// What hangs on `word` inside its line, and the blanks that begin the next word.
    fn hanging(&self, word: &Placed<'a>, next: Option<&Placed<'a>>) -> (&'a str, &'a str) {
        let Some(span) = &word.span else {
            return if next.is_some() { ("", tail(&word.word.text)) } else { ("", "") };
        };
        let ours = self.text[span.end..].split(['\r', '\n']).next().unwrap_or_default();
        let until =
            next.and_then(|next| next.span.as_ref()).and_then(|next| next.start.checked_sub(span.end));
        match until.and_then(|until| ours.get(..until)) {
            Some(between) => between.split_at(between.find(char::is_whitespace).unwrap_or(between.len())),
            None => (self.rest(span.end).split(['\r', '\n']).next().unwrap_or_default().trim_end(), ""),
        }
    }

    /// A header that stands in the line of its first word.
    fn header_in_line(&self, first: &Placed<'_>, line: &SungLine) -> Option<&str> {
        let span = first.span.as_ref().filter(|_| first.index == line.words.start)?;
        let begin = self.text[..span.start].rfind('\n').map_or(0, |place| place + 1);
        let header = self.text[begin..span.start].trim();
        (!header.is_empty()).then_some(header)
    }
}

/// Where `name` stands in `text` as a word of its own: `a` is not found in `[Instrumental]`.
fn find(text: &str, name: &str) -> Option<usize> {
    let apart = |near: Option<char>, edge: Option<char>| {
        !near.zip(edge).is_some_and(|(near, edge)| is_spelled(near) && is_spelled(edge))
    };
    let stands_alone = |at: &usize| {
        let (before, after) = (&text[..*at], &text[at + name.len()..]);
        apart(before.chars().next_back(), name.chars().next())
            && apart(after.chars().next(), name.chars().next_back())
    };
    text.match_indices(name).map(|(at, _)| at).find(stands_alone)
}

/// Whether words of this script are several letters between blanks; a Han character is a word by itself.
fn is_spelled(letter: char) -> bool {
    letter.is_alphanumeric() && letter < '\u{2e80}'
}

/// Adds `piece`, or joins it to the one before where Suno does not cut: between Han characters.
fn push(pieces: &mut Vec<Sung>, piece: Sung) {
    match pieces.last_mut() {
        Some(last) if joins(&last.text) => {
            last.text.push_str(&piece.text);
            last.end_s = piece.end_s;
        }
        _ => pieces.push(piece),
    }
}

/// Whether the next word belongs to the same piece.
fn joins(text: &str) -> bool {
    let last = text.chars().next_back().unwrap_or(' ');
    !last.is_whitespace() && !OPENING.contains(&last) && text.chars().any(|letter| letter >= '\u{2e80}')
}

/// The blanks at the end of `text`.
fn tail(text: &str) -> &str {
    &text[text.trim_end().len()..]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words as the composer gives them, one every half second, lines two seconds apart.
    fn song(lines: &[&[&str]]) -> (Vec<SungWord>, Vec<SungLine>) {
        let (mut words, mut sung) = (Vec::new(), Vec::new());
        let mut time = 1.0;
        for (line, texts) in lines.iter().enumerate() {
            let (first, start_s) = (words.len(), time);
            for text in *texts {
                words.push(SungWord { text: (*text).into(), line, start_s: time, end_s: time + 0.4 });
                time += 0.5;
            }
            let text: String = texts.concat();
            let words = first..words.len();
            sung.push(SungLine { text, section: String::new(), start_s, end_s: time, words });
            time += 2.0;
        }
        (words, sung)
    }

    fn texts(pieces: &[Sung]) -> Vec<&str> {
        pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    #[test]
    fn headers_are_torn_as_in_the_sample() {
        let text = "胸中热血\n\n【Verse 2】(Group Vocals)\n\n战鼓(喝)\n\n";
        let (words, lines) = song(&[&["胸", "中", "热", "血\n\n"], &["战", "鼓", "喝"]]);
        let located = locate(text, &words, &lines);
        let pieces = located.pieces();
        assert_eq!(texts(&pieces), ["胸中热血\n\n【", "Verse 2】(Group Vocals)\n\n", "战鼓(", "喝)\n\n"]);
        assert_eq!((pieces[0].start_s, pieces[0].end_s), (1.0, 2.9));
        assert!(pieces[1].start_s > 2.9 && pieces[1].end_s < words[4].start_s);
    }

    #[test]
    fn english_words_keep_their_blanks_and_the_first_header_is_glued() {
        let text = "[Verse]\nSnow falls,\nall night\n[Chorus]\nHey now";
        let (words, lines) = song(&[&["Snow ", "falls,\n"], &["all ", "night\n"], &["Hey ", "now"]]);
        let located = locate(text, &words, &lines);
        let pieces = located.pieces();
        assert_eq!(
            texts(&pieces),
            ["[Verse]\nSnow ", "falls,\n", "all ", "night\n[", "Chorus]\n", "Hey ", "now"]
        );
        let lines = located.lines();
        assert_eq!(lines[0].text, "Snow falls,");
        assert_eq!(texts(&lines[0].words), ["Snow", " falls,"]);
    }

    #[test]
    fn a_header_in_the_line_is_its_first_word() {
        let text = "踏破这云霄\r\n(Chorus)就是干!\r\n";
        let (words, lines) = song(&[&["踏", "破", "这", "云", "霄"], &["就", "是", "干!"]]);
        let lines = locate(text, &words, &lines).lines();
        assert_eq!(lines[1].text, "(Chorus)就是干!");
        assert_eq!(texts(&lines[1].words), ["(Chorus)", "就", "是", "干!"]);
        assert_eq!(lines[1].words[0].end_s, lines[1].words[1].start_s);
    }

    #[test]
    fn a_fragment_has_its_own_time_and_only_its_words() {
        let (words, lines) = song(&[&["one ", "two "], &["three ", "four "]]);
        let located = locate("one two\nthree four", &words, &lines).within(3.9, 4.6);
        let lines = located.lines();
        assert_eq!((lines.len(), lines[0].text.as_str()), (1, "three four"));
        assert!((lines[0].words[0].start_s - 0.1).abs() < 1e-9);
        assert!((lines[0].words[1].end_s - 0.7).abs() < 1e-9);
        assert_eq!(texts(&located.pieces()), ["three ", "four"]);
    }

    #[test]
    fn words_are_not_found_inside_others() {
        assert_eq!(find("[Instrumental]\na day", "a"), Some(15));
        assert_eq!(find("I'll wait, I", "I"), Some(0));
        assert_eq!(find("明天a天", "天"), Some(3));
        assert_eq!(find("now(oh)", "oh"), Some(4));
        assert_eq!(find("mandrake", "rake"), None);
    }

    #[test]
    fn words_that_stand_nowhere_keep_their_own_text() {
        let (words, lines) = song(&[&["one ", "two\n"], &["one ", "two\n"]]);
        let located = locate("one two", &words, &lines);
        assert_eq!(texts(&located.pieces()), ["one ", "two", "one ", "two\n"]);
        assert_eq!(located.lines()[1].text, "one two");
    }
}
