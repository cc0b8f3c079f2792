//! Lyrics with times as files: LRC and SRT.

use std::fmt::Write;

use crate::lyrics::{Span, slice};
use crate::{Millis, TimedLine, TimedWord, Timing};

/// Enhanced LRC: a line per sung line, `[mm:ss.xx]`, words as `<mm:ss.xx>`.
#[must_use]
pub fn lrc(title: &str, timing: &Timing) -> String {
    let mut file = String::new();
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ").replace(['[', ']'], "");
    if !title.is_empty() {
        let _ = writeln!(file, "[ti:{title}]");
    }
    for line in &timing.lines {
        let _ = write!(file, "[{}]", Stamp(line.start));
        for (word, text) in words_of(timing, line) {
            let _ = write!(file, "<{}>{text}", Stamp(word.start));
        }
        let _ = writeln!(file, "<{}>", Stamp(line.end));
    }
    file
}

/// The words of a line, each with the blanks and marks up to the next one.
fn words_of<'a>(timing: &'a Timing, line: &'a TimedLine) -> Vec<(&'a TimedWord, &'a str)> {
    let first = usize::try_from(line.first_word).unwrap_or(usize::MAX);
    let count = usize::try_from(line.word_count).unwrap_or(usize::MAX);
    let words: Vec<&TimedWord> = timing.words.iter().skip(first).take(count).collect();
    let end_of = |index: usize| words.get(index + 1).map_or(line.to, |next| next.from);
    let text = |(index, word): (usize, &&'a TimedWord)| {
        let from = if index == 0 { line.from } else { word.from };
        let span = Span { from: from.checked_sub(line.from)?, to: end_of(index).checked_sub(line.from)? };
        Some((*word, slice(&line.text, span)?))
    };
    words.iter().enumerate().filter_map(text).collect()
}

/// `mm:ss.xx`, the way players write it: minutes may pass 59.
struct Stamp(Millis);

impl std::fmt::Display for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hundredths = self.0.0 / 10;
        write!(f, "{:02}:{:02}.{:02}", hundredths / 6000, hundredths / 100 % 60, hundredths % 100)
    }
}

/// SubRip: a cue per sung line, cues never overlap.
#[must_use]
pub fn srt(timing: &Timing) -> String {
    let mut file = String::new();
    let mut free = Millis(0);
    for (index, line) in timing.lines.iter().enumerate() {
        let start = line.start.max(free);
        let end = line.end.max(start.plus(Millis(1)));
        let _ = write!(file, "{}\n{} --> {}\n{}\n\n", index + 1, Clock(start), Clock(end), line.text);
        free = end;
    }
    file
}

/// `hh:mm:ss,mmm`.
struct Clock(Millis);

impl std::fmt::Display for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ms = self.0.0;
        write!(f, "{:02}:{:02}:{:02},{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lyrics::Lyrics;
    use crate::{RawTiming, RawWord, align};

    fn timing() -> Timing {
        let word =
            |text: &str, start_s, end_s| RawWord { text: text.into(), success: true, start_s, end_s, p: 1.0 };
        let words = vec![
            word("we ", 1.0, 1.4),
            word("were\n", 1.5, 2.004),
            word("战", 61.0, 61.5),
            word("鼓", 61.5, 62.0),
        ];
        let lyrics = Lyrics::parse("[Verse]\n\"we -- were\n战鼓!");
        align(&lyrics, &RawTiming { words, lines: Vec::new() }, Millis(70_000))
    }

    #[test]
    fn lrc_stamps_lines_and_words() {
        let expected = "[ti:Paper lanterns]\n[00:01.00]<00:01.00>\"we -- <00:01.50>were<00:02.00>\n\
                        [01:01.00]<01:01.00>战<01:01.50>鼓!<01:02.00>\n";
        assert_eq!(lrc("[Paper]\nlanterns", &timing()), expected);
        assert_eq!(lrc("", &Timing::default()), "");
    }

    #[test]
    fn srt_cues_follow_each_other() {
        let expected = "1\n00:00:01,000 --> 00:00:02,004\n\"we -- were\n\n\
                        2\n00:01:01,000 --> 00:01:02,000\n战鼓!\n\n";
        assert_eq!(srt(&timing()), expected);
        let mut crowded = timing();
        crowded.lines[1].start = crowded.lines[0].start;
        assert!(srt(&crowded).contains("00:00:02,004 --> 00:01:02,000"));
    }
}
