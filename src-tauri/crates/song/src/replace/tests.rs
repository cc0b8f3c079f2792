//! The three texts, first of all as the YoYAI document wants them.

use super::*;
use crate::{Millis, RawTiming, RawWord, align};

/// Each word of `lyrics` sung for one second, so that word n lies at n..n+1 s.
fn sung(lyrics: &str) -> Timing {
    let parsed = Lyrics::parse(lyrics);
    let words = parsed.lines().flat_map(|(_, line)| &line.words).zip(0_u32..);
    let raw = |(word, at): (&crate::lyrics::Word, u32)| {
        let (start_s, end_s) = (f64::from(at), f64::from(at + 1));
        RawWord { text: word.text.clone(), success: true, start_s, end_s, p: 1.0 }
    };
    let raw = RawTiming { words: words.map(raw).collect(), lines: Vec::new() };
    align(&parsed, &raw, Millis(1_000_000))
}

/// The range of the words `from..to` of [`sung`] lyrics.
fn seconds(from: u32, to: u32) -> Range {
    Range::new(Millis(from * 1000), Millis(to * 1000)).unwrap()
}

fn replaced(lyrics: &str, range: Range, new: &str) -> ReplaceText {
    let text = replace_text(lyrics, &sung(lyrics), range, new).unwrap();
    assert!(text.lyric.contains(&text.prompt) && text.full_lyric.contains(&text.lyric), "{text:?}");
    text
}

/// YoYAI document (seed 003), section 替换片段, lines 2396-2424: the line `(Chorus)就是旰!` becomes
/// `(Chorus)就是干!`. Prompt, lyric and full lyric come out exactly as the document sends them.
#[test]
fn the_documents_first_example_comes_out() {
    let fixture = include_str!("../../../../../tests/fixtures/range/yoyai-document.json");
    let fixture: serde_json::Value = serde_json::from_str(fixture).unwrap();
    let lyrics = fixture["lyrics"].as_str().unwrap();
    let raw: RawTiming = serde_json::from_value(fixture["raw"].clone()).unwrap();
    let timing = align(&Lyrics::parse(lyrics), &raw, Millis(219_000));
    let line = timing.lines.iter().find(|line| line.text == "就是旰!").unwrap();
    let request = &fixture["request"];
    let asked = |name: &str| Millis::from_seconds(request[name].as_f64().unwrap());
    let own = Range::new(line.start, line.end).unwrap();
    let documents = Range::new(asked("startS"), asked("endS")).unwrap();
    // It covers the line, and begins with the tick that the vendor gives the glued header.
    assert!(documents.start() <= own.start() && own.end() <= documents.end());
    assert!(own.start().minus(documents.start()) <= Millis(100));
    for range in [own, documents] {
        for new in [request["newWords"].as_str().unwrap(), "(Chorus)就是干!"] {
            let text = replace_text(lyrics, &timing, range, new).unwrap();
            assert_eq!(text.prompt, request["prompt"]);
            assert_eq!(text.lyric, request["lyric"]);
            assert_eq!(text.full_lyric, request["fullLyric"]);
        }
    }
}

/// The same section, lines 2428-2484: Verse 2 becomes 55555. The document prints no line end after
/// its lyric; in its first example there is one.
#[test]
fn the_documents_second_example_comes_out() {
    let verse = |label: &str, line: &str| format!("[{label}]\n{line}\n{line}\n{line}\n{line}");
    let song = |second: &str| {
        [verse("Verse", "11111"), verse("Verse 2", second), verse("Chorus", "33333")].join("\n")
    };
    for new in [["55555"; 4].join("\n"), verse("Verse 2", "55555")] {
        let text = replaced(&song("22222"), seconds(4, 8), &new);
        assert_eq!(text.prompt, verse("Verse 2", "55555"));
        assert_eq!(text.lyric.trim_end(), [verse("Verse", "11111"), verse("Verse 2", "55555")].join("\n"));
        assert_eq!(text.full_lyric, song("55555"));
    }
}

#[test]
fn part_of_a_line_is_sent_as_the_whole_line() {
    let lyrics = "[Verse]\npaper lanterns on the rooftops\nwe were never coming home";
    let text = replaced(lyrics, seconds(1, 3), "boats in");
    assert_eq!(text.prompt, "paper boats in the rooftops");
    assert_eq!(text.full_lyric, "[Verse]\npaper boats in the rooftops\nwe were never coming home");
    let across = replaced(lyrics, seconds(4, 6), "harbour\nyou");
    assert_eq!(
        across.prompt,
        "paper lanterns on the harbour\nyou were never coming home".replacen("paper", "[Verse]\npaper", 1)
    );
}

#[test]
fn the_range_text_is_what_new_words_replace() {
    let lyrics = "[Verse]\r\n🎵 paper 灯笼,\r\n[Chorus]\r\nhome";
    let timing = sung(lyrics);
    let text = range_text(lyrics, &timing, seconds(1, 4)).unwrap();
    assert_eq!(text, RangeText { text: "灯笼,\r\n[Chorus]\r\nhome".into(), from: 18, to: 37 });
    let same = lyrics_with(lyrics, &timing, seconds(1, 4), &text.text.replace("\r\n", "\n"));
    assert_eq!(same.as_deref(), Ok(lyrics));
    assert_eq!(lyrics_with(lyrics, &timing, seconds(1, 2), "纸").unwrap(), lyrics.replace("灯", "纸"));
}

#[test]
fn a_word_counts_when_its_middle_lies_in_the_range() {
    let timing = sung("a b c");
    let between = |start, end| words_in(&timing, Range::new(Millis(start), Millis(end)).unwrap());
    assert_eq!(between(400, 1400), 0..1);
    assert_eq!(between(600, 1600), 1..2);
    assert_eq!(between(1100, 1200), 1..2, "inside of one word");
    assert_eq!(between(500, 2501), 0..3);
    assert_eq!(between(5000, 6000), 0..0);
    assert_eq!(between(900, 1100), 0..0, "the seam of two words");
}

#[test]
fn line_ends_stay_as_the_lyrics_have_them() {
    let text = replaced("one\r\ntwo\r\nthree\r\n", seconds(1, 2), "deux\nzwei");
    assert_eq!(text.full_lyric, "one\r\ndeux\r\nzwei\r\nthree\r\n");
    assert_eq!(text.prompt, "deux\r\nzwei");
}

#[test]
fn notes_are_never_sent_but_stay_in_the_song() {
    let lyrics = "// mine\n[Verse]\none\n// here\ntwo\n// end\nthree";
    let text = replaced(lyrics, seconds(0, 2), "uno\n// hier\ndos");
    assert_eq!(text.prompt, "uno\ndos");
    assert_eq!(text.full_lyric, "[Verse]\nuno\ndos\nthree");
    let kept = lyrics_with(lyrics, &sung(lyrics), seconds(0, 1), "uno").unwrap();
    assert_eq!(kept, "// mine\n[Verse]\nuno\n// here\ntwo\n// end\nthree");
}

#[test]
fn long_songs_without_sections_send_no_more_than_needed() {
    let lines: Vec<String> = (0..40).map(|line| format!("word{line}")).collect();
    let text = replaced(&lines.join("\n"), seconds(20, 21), "neon");
    let context: Vec<&str> = text.lyric.lines().collect();
    assert_eq!(context.len(), 17);
    assert_eq!((context[0], context[8], context[16]), ("word12", "neon", "word28"));
}

#[test]
fn the_first_section_leans_on_the_one_after() {
    let text = replaced("[Verse]\none\n[Chorus]\ntwo\n[Verse]\nthree", seconds(0, 1), "uno");
    assert_eq!(text.prompt, "[Verse]\nuno");
    assert_eq!(text.lyric, "[Verse]\nuno\n[Chorus]\ntwo\n");
    let alone = replaced("one two", seconds(0, 2), "uno");
    assert_eq!((alone.prompt.as_str(), alone.lyric.as_str()), ("uno", "uno"));
}

#[test]
fn inside_a_section_its_own_lines_are_the_context() {
    let lyrics = "[Verse]\na\n[Chorus]\nb\nc\nd\n[Outro]\ne";
    let text = replaced(lyrics, seconds(2, 3), "x");
    assert_eq!((text.prompt.as_str(), text.lyric.as_str()), ("x", "[Chorus]\nb\nx\nd\n"));
}

#[test]
fn nothing_to_replace_and_nothing_new_are_errors() {
    let timing = sung("one");
    let ask = |range, new| replace_text("one", &timing, range, new).unwrap_err();
    assert_eq!(ask(seconds(5, 6), "x"), ReplaceError::NoWords);
    assert_eq!(ask(seconds(0, 1), " \r\n"), ReplaceError::Empty);
    assert_eq!(ask(seconds(0, 1), "// only a note"), ReplaceError::Empty);
    assert_eq!(replace_text("", &timing, seconds(0, 1), "x"), Err(ReplaceError::NoWords));
}

proptest::proptest! {
    #[test]
    fn one_contains_the_other_whatever_is_typed(
        lyrics in "([\\[(]Verse[\\])]\\n?|a b|汉字|//n|\\r?\\n|\\(Chorus\\)){1,24}",
        new in "([\\[(]Chorus[\\])]|x|y |汉|//n|\\r?\\n|🎵){1,8}",
        from in 0..20_u32,
        length in 1..8_u32,
    ) {
        if let Ok(text) = replace_text(&lyrics, &sung(&lyrics), seconds(from, from + length), &new) {
            proptest::prop_assert!(text.lyric.contains(&text.prompt), "{:?}", text);
            proptest::prop_assert!(text.full_lyric.contains(&text.lyric), "{:?}", text);
            proptest::prop_assert!(!text.prompt.trim().is_empty());
            proptest::prop_assert_eq!(Lyrics::parse(&text.full_lyric).sung_text(), text.full_lyric);
        }
    }
}
