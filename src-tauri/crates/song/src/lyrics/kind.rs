//! Which words name a section, in the languages that vendors and songwriters use.

use super::SectionKind;
use super::SectionKind::{Bridge, Chorus, Instrumental, Intro, Outro, PreChorus, Verse};

/// Latin names, lower case. The flag says whether the word alone between round brackets, where
/// ad-libs stand too, is certainly a header.
const LATIN: &[(&str, SectionKind, bool)] = &[
    ("intro", Intro, true),
    ("introduction", Intro, true),
    ("opening", Intro, false),
    ("verse", Verse, true),
    ("strophe", Verse, true),
    ("rap", Verse, false),
    ("prechorus", PreChorus, true),
    ("prehook", PreChorus, true),
    ("build", PreChorus, false),
    ("buildup", PreChorus, false),
    ("lift", PreChorus, false),
    ("chorus", Chorus, true),
    ("postchorus", Chorus, true),
    ("hook", Chorus, true),
    ("refrain", Chorus, true),
    ("drop", Chorus, false),
    ("bridge", Bridge, true),
    ("instrumental", Instrumental, true),
    ("interlude", Instrumental, true),
    ("solo", Instrumental, true),
    ("break", Instrumental, false),
    ("outro", Outro, true),
    ("coda", Outro, true),
    ("ending", Outro, false),
    ("end", Outro, false),
    ("fade", Outro, false),
];

/// Names without blanks between words; longer ones first, since 预副歌 contains 副歌.
const OTHER: &[(&str, SectionKind, bool)] = &[
    ("预副歌", PreChorus, true),
    ("預副歌", PreChorus, true),
    ("前副歌", PreChorus, true),
    ("副歌前", PreChorus, false),
    ("导歌", PreChorus, true),
    ("導歌", PreChorus, true),
    ("主歌", Verse, true),
    ("副歌", Chorus, true),
    ("桥段", Bridge, true),
    ("橋段", Bridge, true),
    ("过渡", Bridge, false),
    ("前奏", Intro, true),
    ("引子", Intro, false),
    ("开场", Intro, false),
    ("间奏", Instrumental, true),
    ("間奏", Instrumental, true),
    ("独奏", Instrumental, false),
    ("纯音乐", Instrumental, false),
    ("尾奏", Outro, true),
    ("尾声", Outro, false),
    ("结尾", Outro, false),
    ("イントロ", Intro, true),
    ("aメロ", Verse, true),
    ("bメロ", PreChorus, true),
    ("cメロ", Bridge, true),
    ("サビ", Chorus, true),
    ("アウトロ", Outro, true),
    ("인트로", Intro, true),
    ("벌스", Verse, true),
    ("후렴", Chorus, true),
    ("브릿지", Bridge, true),
    ("아웃트로", Outro, true),
];

/// Latin words that may stand beside a name in a header.
const BESIDE: &[&str] = &[
    "repeat", "repeated", "reprise", "final", "last", "full", "double", "half", "first", "second", "third",
    "part", "pre", "post", "guitar", "piano", "drum", "sax", "i", "ii", "iii", "iv", "v", "a", "b", "c",
];

/// Characters that may stand beside a name written without blanks: 主歌二, 第二段主歌, 副歌重复.
const BESIDE_OTHER: &str = "一二三四五六七八九十第段遍次重复複反復再现現最后後";

/// What the label between square brackets names. What stands before a `|` or colon counts first.
pub(super) fn kind_of(label: &str) -> SectionKind {
    match named(before_cue(label)) {
        SectionKind::Other => named(label),
        kind => kind,
    }
}

/// What a text names that may also be sung: only if every word of it belongs in a header.
pub(super) fn strict_kind(label: &str) -> Option<SectionKind> {
    let head = before_cue(label).to_lowercase();
    let tokens = tokens(&head);
    let all = !tokens.is_empty() && tokens.iter().all(|token| belongs(token));
    let certain = tokens.iter().any(|token| certain(token));
    (all && certain).then(|| kind_of(label))
}

/// The label without what follows a `|` or colon.
pub(super) fn before_cue(label: &str) -> &str {
    label.split(['|', '｜', ':', '：']).next().unwrap_or(label).trim()
}

fn named(label: &str) -> SectionKind {
    let lower = label.to_lowercase();
    let tokens = tokens(&lower);
    let kinds: Vec<SectionKind> = tokens.iter().filter_map(|token| latin(token)).collect();
    if tokens.contains(&"pre") && kinds.contains(&Chorus) {
        return PreChorus;
    }
    // "Instrumental Intro" is an intro, "Verse (guitar break)" a verse.
    let form = kinds.iter().find(|kind| **kind != Instrumental);
    form.or(kinds.first()).copied().or_else(|| other(&lower)).unwrap_or(SectionKind::Other)
}

fn tokens(lower: &str) -> Vec<&str> {
    lower.split(|ch: char| !ch.is_alphanumeric()).filter(|token| !token.is_empty()).collect()
}

/// The Latin word without the number behind it: `verse2`.
fn stem(token: &str) -> &str {
    token.trim_end_matches(|ch: char| ch.is_ascii_digit())
}

fn latin(token: &str) -> Option<SectionKind> {
    LATIN.iter().find(|(name, ..)| *name == stem(token)).map(|(_, kind, _)| *kind)
}

fn other(lower: &str) -> Option<SectionKind> {
    OTHER.iter().find(|(name, ..)| lower.contains(name)).map(|(_, kind, _)| *kind)
}

fn certain(token: &str) -> bool {
    LATIN.iter().any(|(name, _, certain)| *certain && *name == stem(token))
        || OTHER.iter().any(|(name, _, certain)| *certain && token.contains(name))
}

fn belongs(token: &str) -> bool {
    let count = token.trim_matches('x');
    count.chars().all(|ch| ch.is_numeric())
        || latin(token).is_some()
        || BESIDE.contains(&token)
        || OTHER.iter().any(|(name, ..)| rest_belongs(token, name))
}

fn rest_belongs(token: &str, name: &str) -> bool {
    token.contains(name)
        && token.replacen(name, "", 1).chars().all(|ch| ch.is_numeric() || BESIDE_OTHER.contains(ch))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn square_labels_are_named_by_any_word() {
        let cases = [
            ("Verse 2", Verse),
            ("Chorus | whispered", Chorus),
            ("Pre-Chorus", PreChorus),
            ("PreChorus", PreChorus),
            ("Post-Chorus", Chorus),
            ("Final Chorus", Chorus),
            ("Guitar Solo", Instrumental),
            ("Instrumental Intro", Intro),
            ("Fade Out", Outro),
            ("主歌1", Verse),
            ("预副歌", PreChorus),
            ("whispered", SectionKind::Other),
        ];
        for (label, kind) in cases {
            assert_eq!(kind_of(label), kind, "{label}");
        }
    }

    #[test]
    fn what_may_be_sung_is_named_only_when_every_word_belongs() {
        for header in ["Chorus", "Chorus x2", "Verse 2", "pre-chorus", "副歌", "第二段主歌", "Guitar Solo"]
        {
            assert!(strict_kind(header).is_some(), "{header}");
        }
        for sung in ["喝", "oh yeah", "hook me up", "drop", "break it down", "2", "yeah x2", "我们唱副歌", ""]
        {
            assert_eq!(strict_kind(sung), None, "{sung}");
        }
    }
}
