//! Alignment: the YoYAI document's own sample, hand-made cases, and whatever proptest thinks of.

use super::*;
use crate::lyrics::{Span, slice};
use crate::{Range, RawLine, RawWord, RawWordPart};
use proptest::prelude::*;

fn word(text: &str, start_s: f64, end_s: f64) -> RawWord {
    RawWord { text: text.into(), success: true, start_s, end_s, p: 0.99 }
}

fn words(words: &[(&str, f64, f64)]) -> RawTiming {
    let words = words.iter().map(|(text, start, end)| word(text, *start, *end)).collect();
    RawTiming { words, lines: Vec::new() }
}

fn timed(text: &str, raw: &RawTiming) -> Vec<(String, u32, u32)> {
    let timing = align(&Lyrics::parse(text), raw, Millis(100_000));
    timing.words.into_iter().map(|word| (word.text, word.start.0, word.end.0)).collect()
}

fn expect(found: &[(String, u32, u32)], expected: &[(&str, u32, u32)]) {
    let found: Vec<(&str, u32, u32)> =
        found.iter().map(|(text, from, to)| (text.as_str(), *from, *to)).collect();
    assert_eq!(found, expected);
}

/// The timing sample of the YoYAI document, section 替换片段, completed where it elides.
fn document() -> (Lyrics, RawTiming, Millis) {
    let fixture = include_str!("../../../../../tests/fixtures/range/yoyai-document.json");
    let fixture: serde_json::Value = serde_json::from_str(fixture).unwrap();
    let raw = serde_json::from_value(fixture["raw"].clone()).unwrap();
    (Lyrics::parse(fixture["lyrics"].as_str().unwrap()), raw, Millis(219_000))
}

fn line_times(timing: &Timing, text: &str) -> (u32, u32) {
    let line = timing.lines.iter().find(|line| line.text == text).unwrap();
    (line.start.0, line.end.0)
}

#[test]
fn the_documents_sample_is_understood() {
    let (lyrics, raw, duration) = document();
    let timing = align(&lyrics, &raw, duration);
    assert_eq!(timing.lines.len(), 25);
    assert!(timing.words.iter().all(|word| word.confidence >= 0.5), "{timing:#?}");
    assert_eq!(line_times(&timing, "一汗一热血"), (26_410, 30_798));
    // aligned_words gives the glued header what the line needed (就是旰! in 0.34 s); aligned_lyrics is right.
    assert_eq!(line_times(&timing, "就是旰!"), (90_479, 93_351));
    // Two lines that overlap: 北 was given the time of the 嘿! before it.
    let (_, shout) = line_times(&timing, "乌蒙蓬勃走泥丸 —— 嘿!");
    let (north, _) = line_times(&timing, "北镇关上有好汉");
    assert!(shout == north && (114_495..115_213).contains(&north));
    let labels: Vec<&str> = timing.sections.iter().map(|section| section.label.as_str()).collect();
    assert_eq!(labels, ["", "Verse 2", "Chorus", "Chorus", "Chorus Repeat", "Outro"]);
    assert_well_formed(&lyrics, &timing, duration);
}

#[test]
fn words_alone_are_enough_for_the_documents_sample() {
    let (lyrics, mut raw, duration) = document();
    raw.lines.clear();
    let timing = align(&lyrics, &raw, duration);
    assert_eq!(line_times(&timing, "就是旰!"), (90_718, 93_650));
    assert_eq!(line_times(&timing, "一碗包谷烧(喝)"), (51_064, 54_069));
    assert_eq!(line_times(&timing, "战鼓擂起来(喝)"), (75_399, 78_324));
    assert_well_formed(&lyrics, &timing, duration);
}

#[test]
fn lines_alone_are_enough_too() {
    let (lyrics, mut raw, duration) = document();
    raw.words.clear();
    let timing = align(&lyrics, &raw, duration);
    assert_eq!(line_times(&timing, "就是旰!"), (90_479, 93_351));
    assert_well_formed(&lyrics, &timing, duration);
}

#[test]
fn pieces_cut_across_lines_and_tags_find_their_words() {
    let raw = words(&[
        ("one two\n[Cho", 1.0, 2.0),
        ("rus]\nthr", 2.0, 3.0),
        ("ee", 3.0, 3.5),
        (" FOUR!", 4.0, 5.0),
    ]);
    let found = timed("one two\n[Chorus]\nthree four", &raw);
    expect(&found, &[("one", 1000, 1500), ("two", 1500, 2000), ("three", 2000, 3500), ("four", 4000, 5000)]);
}

#[test]
fn missing_pieces_are_put_between_their_neighbours() {
    let mut raw = words(&[("one ", 1.0, 2.0), ("two ", 0.0, 0.0), ("three", 4.0, 5.0)]);
    raw.words[1].success = false;
    let timing = align(&Lyrics::parse("one two three four"), &raw, Millis(5_100));
    let found: Vec<(u32, u32)> = timing.words.iter().map(|word| (word.start.0, word.end.0)).collect();
    assert_eq!(found, [(1000, 2000), (2000, 4000), (4000, 5000), (5000, 5100)]);
    assert!(
        timing.words[0].confidence > 0.9
            && timing.words[1].confidence < 0.5
            && timing.words[3].confidence < 0.5
    );
}

#[test]
fn a_gap_too_small_is_shared_with_the_word_before() {
    let raw = words(&[("one ", 1.0, 2.0), ("three", 2.0, 3.0)]);
    expect(&timed("one two three", &raw), &[("one", 1000, 1500), ("two", 1500, 2000), ("three", 2000, 3000)]);
    let raw = words(&[("two", 0.0, 1.0)]);
    expect(&timed("one two", &raw), &[("one", 0, 500), ("two", 500, 1000)]);
}

#[test]
fn words_that_jump_back_are_not_believed() {
    let raw = words(&[("one ", 1.0, 2.0), ("two ", 50.0, 51.0), ("three ", 3.0, 4.0), ("four", 4.0, 5.0)]);
    let found = timed("one two three four", &raw);
    expect(&found, &[("one", 1000, 2000), ("two", 2000, 3000), ("three", 3000, 4000), ("four", 4000, 5000)]);
}

#[test]
fn ticks_last_until_the_next_word_of_their_line() {
    let part = |text: &str, start_s: f64| RawWordPart { text: text.into(), start_s, end_s: start_s + 0.08 };
    let line = |text: &str, start_s, words| RawLine {
        text: text.into(),
        start_s,
        end_s: 9.0,
        section: String::new(),
        words,
    };
    let lines = vec![
        line("热血", 1.0, vec![part("热", 1.0), part("血", 1.4)]),
        line("好汉", 2.0, vec![part("好", 2.0), part("汉", 3.5)]),
    ];
    let raw = RawTiming { words: Vec::new(), lines };
    expect(
        &timed("热血\n好汉", &raw),
        &[("热", 1000, 1400), ("血", 1400, 1480), ("好", 2000, 2080), ("汉", 3500, 3580)],
    );
}

#[test]
fn the_surer_list_wins_where_they_disagree() {
    let mut raw = words(&[("la la\n", 10.0, 12.0), ("home", 13.0, 14.0)]);
    let part = RawWordPart { text: "home".into(), start_s: 40.0, end_s: 41.0 };
    raw.lines.push(RawLine {
        text: "home".into(),
        start_s: 40.0,
        end_s: 41.0,
        section: String::new(),
        words: vec![part],
    });
    assert_eq!(timed("la la\nhome", &raw)[2], ("home".into(), 13_000, 14_000));
}

#[test]
fn a_header_that_fills_a_pause_takes_nothing_from_its_line() {
    let part = |text: &str, start_s, end_s| RawWordPart { text: text.into(), start_s, end_s };
    let mut raw = words(&[("云霄\n(", 1.0, 2.0), ("Chorus)", 2.02, 5.98), ("就是干!", 6.0, 6.9)]);
    let expected =
        [("云", 1000, 1500), ("霄", 1500, 2000), ("就", 6000, 6300), ("是", 6300, 6600), ("干!", 6600, 6900)];
    expect(&timed("云霄\n(Chorus)就是干!", &raw), &expected);
    let parts =
        vec![part("(Chorus)", 5.92, 6.0), part("就", 6.0, 6.3), part("是", 6.3, 6.6), part("干!", 6.6, 6.9)];
    raw.lines.push(RawLine {
        text: "(Chorus)就是干!".into(),
        start_s: 5.92,
        end_s: 6.9,
        section: String::new(),
        words: parts,
    });
    expect(&timed("云霄\n(Chorus)就是干!", &raw), &expected);
}

#[test]
fn a_useless_timing_is_none() {
    let useless = [
        RawTiming::default(),
        words(&[("something else entirely", 1.0, 2.0)]),
        words(&[("one", f64::NAN, 2.0)]),
        words(&[("one", 300.0, 301.0)]),
    ];
    for raw in useless {
        assert_eq!(align(&Lyrics::parse("one"), &raw, Millis(100_000)), Timing::default());
    }
    assert_eq!(align(&Lyrics::parse(""), &words(&[("one", 1.0, 2.0)]), Millis(100)), Timing::default());
    assert_eq!(align(&Lyrics::parse("one"), &words(&[("one", 0.0, 1.0)]), Millis(0)), Timing::default());
}

#[test]
fn notes_take_no_part() {
    let found = timed("// one\none\n// two\ntwo", &words(&[("one\n", 1.0, 2.0), ("two", 2.0, 3.0)]));
    expect(&found, &[("one", 1000, 2000), ("two", 2000, 3000)]);
}

fn range(start: u32, end: u32) -> Range {
    Range::new(Millis(start), Millis(end)).unwrap()
}

#[test]
fn a_version_takes_words_from_the_fragments_in_their_ranges() {
    let base = words(&[("one ", 1.0, 2.0), ("two ", 2.0, 3.0), ("three ", 3.0, 4.0), ("four", 4.0, 5.0)]);
    let fragment = words(&[("one ", 0.0, 1.0), ("blue ", 1.0, 1.5), ("moon ", 1.5, 3.0), ("four", 3.0, 4.0)])
        .shifted(1.0);
    let lyrics = Lyrics::parse("one blue moon four");
    let timing = timing_of_version(&lyrics, &base, &[(range(2000, 4000), Some(&fragment))], Millis(6000));
    let found: Vec<(u32, u32)> = timing.words.iter().map(|word| (word.start.0, word.end.0)).collect();
    assert_eq!(found, [(1000, 2000), (2000, 2500), (2500, 4000), (4000, 5000)]);
    assert!(timing.words.iter().all(|word| word.confidence > 0.9));
}

#[test]
fn a_fragment_without_timing_spreads_its_words_over_its_range() {
    let base = words(&[("one ", 0.5, 1.0), ("two ", 2.0, 3.0), ("three ", 3.0, 4.0), ("four", 8.0, 9.0)]);
    let lyrics = Lyrics::parse("one blue moon four");
    let timing = timing_of_version(&lyrics, &base, &[(range(2000, 4000), None)], Millis(9000));
    let found: Vec<(u32, u32)> = timing.words.iter().map(|word| (word.start.0, word.end.0)).collect();
    assert_eq!(found, [(500, 1000), (2000, 3000), (3000, 4000), (8000, 9000)]);
    assert!(timing.words[1].confidence < 0.5 && timing.words[3].confidence > 0.9);
}

#[test]
fn later_patches_lie_on_top() {
    let base = words(&[("a ", 0.0, 1.0), ("b ", 1.0, 2.0), ("c", 2.0, 3.0)]);
    let (first, second) = (words(&[("x ", 1.0, 2.0), ("y", 2.0, 3.0)]), words(&[("z", 2.0, 3.0)]));
    let patches = [(range(1000, 3000), Some(&first)), (range(2000, 3000), Some(&second))];
    let timing = timing_of_version(&Lyrics::parse("a x z"), &base, &patches, Millis(3000));
    assert!(timing.words.iter().all(|word| word.confidence > 0.9), "{timing:?}");
}

fn assert_well_formed(lyrics: &Lyrics, timing: &Timing, duration: Millis) {
    let index = |number: u32| usize::try_from(number).unwrap();
    let mut last = Millis(0);
    for word in &timing.words {
        assert!(
            last <= word.start && word.start <= word.end && word.end <= duration,
            "{word:?} after {last:?}"
        );
        assert!((0.0..=1.0).contains(&word.confidence));
        assert_eq!(slice(&lyrics.text, Span { from: word.from, to: word.to }), Some(word.text.as_str()));
        last = word.end;
    }
    let mut next_word = 0;
    for (number, line) in timing.lines.iter().enumerate() {
        assert_eq!(slice(&lyrics.text, Span { from: line.from, to: line.to }), Some(line.text.as_str()));
        assert_eq!(line.first_word, next_word);
        next_word += line.word_count;
        let words = &timing.words[index(line.first_word)..index(next_word)];
        assert!(words.iter().all(|word| index(word.line) == number));
        assert_eq!((line.start, line.end), (words[0].start, words[words.len() - 1].end));
    }
    assert_eq!(index(next_word), timing.words.len());
    let mut next_line = 0;
    for section in &timing.sections {
        assert_eq!(section.first_line, next_line);
        next_line += section.line_count;
        assert!(section.start <= section.end && section.line_count > 0);
    }
    assert_eq!(index(next_line), timing.lines.len());
}

fn any_time() -> impl Strategy<Value = f64> {
    prop_oneof![8 => -2.0..40.0_f64, 1 => Just(f64::NAN), 1 => Just(f64::INFINITY), 1 => Just(0.0), 2 => Just(5.0)]
}

fn any_raw() -> impl Strategy<Value = RawTiming> {
    let text = "[\\[\\]() \\na-d汉字喝𠀀，!]{0,8}";
    let word = (text, any::<bool>(), any_time(), any_time(), -1.0..2.0_f64)
        .prop_map(|(text, success, start_s, end_s, p)| RawWord { text, success, start_s, end_s, p });
    let part = (text, any_time(), any_time()).prop_map(|(text, start_s, end_s)| RawWordPart {
        text,
        start_s,
        end_s,
    });
    let line = (text, any_time(), any_time(), proptest::collection::vec(part, 0..4)).prop_map(
        |(text, start_s, end_s, words)| RawLine { text, start_s, end_s, section: String::new(), words },
    );
    let (words, lines) = (proptest::collection::vec(word, 0..12), proptest::collection::vec(line, 0..5));
    (words, lines).prop_map(|(words, lines)| RawTiming { words, lines })
}

proptest! {
    #[test]
    fn any_timing_over_any_lyrics_is_well_formed(
        text in "([\\[(]Chorus[\\])])?[\\[\\]() \\r\\na-d汉字喝𠀀，!/]{0,40}",
        base in any_raw(),
        fragment in any_raw(),
        duration in 0..30_000_u32,
        cuts in (0..30_000_u32, 1..20_000_u32, any::<bool>()),
    ) {
        let lyrics = Lyrics::parse(&text);
        let duration = Millis(duration);
        assert_well_formed(&lyrics, &align(&lyrics, &base, duration), duration);
        let patch = (range(cuts.0, cuts.0 + cuts.1), cuts.2.then_some(&fragment));
        assert_well_formed(&lyrics, &timing_of_version(&lyrics, &base, &[patch], duration), duration);
    }
}
