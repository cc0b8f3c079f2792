//! The words of a song up to a point in it: what a vendor must know to go on singing from there.

use crate::lyrics::{Lyrics, Span, slice};
use crate::{Millis, Timing};

/// The lyrics that are sung before `at`, with their headers and without notes. A word that has begun by
/// then belongs to them as a whole. Empty if nothing is sung before, or if the timing is of other lyrics.
#[must_use]
pub fn lyrics_until(lyrics: &str, timing: &Timing, at: Millis) -> String {
    let begun = timing.words.partition_point(|word| word.start < at);
    let last = begun.checked_sub(1).and_then(|index| timing.words.get(index));
    let text = last.and_then(|word| slice(lyrics, Span { from: 0, to: word.to }));
    text.map(|text| Lyrics::parse(text).sung_text().trim_end().to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RawTiming, RawWord, align};

    /// Every word sung for a second, from 1 s on.
    fn sung(lyrics: &str) -> Timing {
        let parsed = Lyrics::parse(lyrics);
        let words = parsed.lines().flat_map(|(_, line)| &line.words).zip(1_u32..);
        let raw = |(word, at): (&crate::lyrics::Word, u32)| {
            let (start_s, end_s) = (f64::from(at), f64::from(at + 1));
            RawWord { text: word.text.clone(), success: true, start_s, end_s, p: 1.0 }
        };
        let raw = RawTiming { words: words.map(raw).collect(), lines: Vec::new() };
        align(&parsed, &raw, Millis(1_000_000))
    }

    const LYRICS: &str =
        "// mine\n[Verse]\nPaper lanterns, on\nthe roof\n\n// and then\n[Chorus]\nWe (we) were\n";

    #[test]
    fn a_word_that_has_begun_belongs_to_the_part_before() {
        let until = |ms| lyrics_until(LYRICS, &sung(LYRICS), Millis(ms));
        assert_eq!(until(1000), "", "the first word begins here, not before");
        assert_eq!(until(1001), "[Verse]\nPaper");
        assert_eq!(until(2999), "[Verse]\nPaper lanterns,");
        assert_eq!(until(3000), "[Verse]\nPaper lanterns,");
        assert_eq!(until(5500), "[Verse]\nPaper lanterns, on\nthe roof");
        assert_eq!(until(6001), "[Verse]\nPaper lanterns, on\nthe roof\n\n[Chorus]\nWe");
    }

    #[test]
    fn after_the_last_word_everything_was_sung() {
        let whole = lyrics_until(LYRICS, &sung(LYRICS), Millis(99_000));
        assert_eq!(whole, Lyrics::parse(LYRICS).sung_text().trim_end());
    }

    #[test]
    fn han_characters_are_words() {
        let lyrics = "[主歌]\r\n屋顶上的灯笼，\r\n每扇窗";
        assert_eq!(lyrics_until(lyrics, &sung(lyrics), Millis(3_500)), "[主歌]\r\n屋顶上");
        assert_eq!(lyrics_until(lyrics, &sung(lyrics), Millis(6_500)), "[主歌]\r\n屋顶上的灯笼，");
    }

    #[test]
    fn without_words_there_is_nothing_before() {
        assert_eq!(lyrics_until(LYRICS, &Timing::default(), Millis(5_000)), "");
        assert_eq!(lyrics_until("", &sung(LYRICS), Millis(5_000)), "", "a timing of other lyrics");
    }
}
