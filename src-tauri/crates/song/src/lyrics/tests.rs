//! Sections, lines and words in all the spellings that vendors send.

use super::*;

/// `label: line / line` per section.
fn outline(text: &str) -> Vec<String> {
    let outline = |section: &Section| {
        let lines: Vec<&str> = section.lines.iter().map(|line| line.text.as_str()).collect();
        format!("{}: {}", section.label, lines.join(" / "))
    };
    Lyrics::parse(text).sections.iter().map(outline).collect()
}

fn kinds(text: &str) -> Vec<SectionKind> {
    Lyrics::parse(text).sections.iter().map(|section| section.kind).collect()
}

#[test]
fn headers_in_every_bracket_open_a_section() {
    use SectionKind::*;
    let text = "[Verse]\na\n[Chorus | whispered]\nb\n(Chorus)\nc\n【Verse 2】(Group Vocals)\nd\n［副歌］\ne\n[尾奏]\nf";
    assert_eq!(outline(text), ["Verse: a", "Chorus: b", "Chorus: c", "Verse 2: d", "副歌: e", "尾奏: f"]);
    assert_eq!(kinds(text), [Verse, Chorus, Chorus, Verse, Chorus, Outro]);
}

#[test]
fn chinese_tags_are_known() {
    use SectionKind::*;
    let text =
        "[前奏]\n[主歌]\n一\n[预副歌]\n二\n[副歌]\n三\n[间奏]\n[桥段]\n四\n副歌\n五\n主歌2：\n六\n【尾奏】\n";
    assert_eq!(kinds(text), [Intro, Verse, PreChorus, Chorus, Instrumental, Bridge, Chorus, Verse, Outro]);
}

#[test]
fn a_header_glued_to_a_line_leaves_the_line() {
    let lyrics = Lyrics::parse("踏破这云霄\r\n(Chorus)就是旰!\r\n");
    let chorus = &lyrics.sections[1];
    assert_eq!(chorus.lines[0].text, "就是旰!");
    assert_eq!(slice(&lyrics.text, chorus.header.unwrap()), Some("(Chorus)"));
    assert_eq!(slice(&lyrics.text, chorus.lines[0].span), Some("就是旰!"));
}

#[test]
fn a_header_may_be_broken_over_two_rows() {
    let text = "【Chorus Repeat】(Full Chorus + Suona\r\n+ Gong)\r\n碧阳湖水洗风尘 —— 哎!\r\n";
    assert_eq!(outline(text), ["Chorus Repeat: 碧阳湖水洗风尘 —— 哎!"]);
    assert_eq!(outline("【Verse\n2】\na"), ["Verse 2: a"]);
    assert_eq!(outline("[Verse\nnever closed\na"), [": [Verse / never closed / a"]);
}

#[test]
fn ad_libs_are_sung() {
    for line in ["(喝)", "(oh yeah)", "(Hook me up) tonight", "一碗包谷烧(喝)", "(oh\nyeah)", "(2)", "Bridge"]
    {
        let lyrics = Lyrics::parse(line);
        assert_eq!(lyrics.sections.len(), 1, "{line}");
        assert_eq!(lyrics.sections[0].header, None, "{line}");
    }
    assert_eq!(outline("[Chorus] (oh yeah)"), ["Chorus: (oh yeah)"]);
    assert_eq!(outline("[Chorus] (soft vocals)\na"), ["Chorus: a"]);
    assert_eq!(outline("[Chorus](hey) we go"), ["Chorus: (hey) we go"]);
}

#[test]
fn a_description_under_a_header_opens_no_section() {
    assert_eq!(
        outline("[Verse 1]\n[Soft piano]\nwords\n[whispered]\nmore"),
        ["Verse 1: words", "whispered: more"]
    );
}

#[test]
fn a_colon_makes_a_header_of_a_bare_name() {
    assert_eq!(
        outline("Verse 1:\na\nPre-Chorus:\nb\nI said:\nc"),
        ["Verse 1: a", "Pre-Chorus: b / I said: / c"]
    );
}

#[test]
fn notes_are_neither_sung_nor_sent() {
    let lyrics = Lyrics::parse("// idea\r\n[Verse]\r\na\r\n  // try neon\r\nb // stays\r\n//");
    assert_eq!(lyrics.sung_text(), "[Verse]\r\na\r\nb // stays\r\n");
    assert_eq!(lyrics.lines().map(|(_, line)| line.text.as_str()).collect::<Vec<_>>(), ["a", "b // stays"]);
}

#[test]
fn spans_count_in_utf16() {
    let lyrics = Lyrics::parse("𠀀é\n[Chorus]\n 🎵 we 是");
    for (_, line) in lyrics.lines() {
        assert_eq!(slice(&lyrics.text, line.span), Some(line.text.as_str()));
        for word in &line.words {
            assert_eq!(slice(&lyrics.text, word.span), Some(word.text.as_str()));
        }
    }
    assert_eq!(lyrics.sections[1].lines[0].words[0].span, Span { from: 17, to: 19 });
}

#[test]
fn an_empty_text_has_no_sections() {
    assert!(Lyrics::parse(" \r\n\r\n").sections.is_empty());
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_the_parser(text in "[\\[\\]()【】｜|:/ \\r\\na-cVerseChorus副歌喝🎵]{0,60}") {
        let lyrics = Lyrics::parse(&text);
        let mut last = 0;
        for (_, line) in lyrics.lines() {
            proptest::prop_assert!(line.span.from >= last && line.span.to > line.span.from);
            proptest::prop_assert_eq!(slice(&text, line.span), Some(line.text.as_str()));
            last = line.span.to;
        }
    }
}
