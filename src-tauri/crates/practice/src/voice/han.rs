//! Chinese characters, kana and Hangul: one character, one syllable.
//!
//! Common characters are sung with their own sounds (a table by pinyin, written for this project); a rare one
//! gets a plausible syllable, always the same.

use super::phones::{A, AH, AW, Consonant as C, EH, EY, GE, IH, IY, OH, OO, SHI, Syllable, UW, Vowel, YU};
use crate::composer::rng::scramble;

/// Characters by pinyin without tones.
const TABLE: &str = include_str!("pinyin.txt");

/// Whether a character is a syllable by itself.
pub(crate) fn is_syllabic(letter: char) -> bool {
    matches!(letter as u32, 0x3041..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff)
}

/// The syllable of a character; `None` for kana that only lengthen.
pub(crate) fn pronounce(letter: char) -> Option<Syllable> {
    match letter as u32 {
        code @ 0x3041..=0x30ff => kana(code),
        code @ 0xac00..=0xd7a3 => Some(hangul(code - 0xac00)),
        code => Some(spell(pinyin(letter).unwrap_or_else(|| guess(code)))),
    }
}

fn pinyin(letter: char) -> Option<&'static str> {
    TABLE.split_whitespace().find_map(|entry| {
        let at = entry.find(|c: char| !c.is_ascii())?;
        entry[at..].contains(letter).then_some(&entry[..at])
    })
}

fn guess(code: u32) -> &'static str {
    const COMMON: [&str; 24] = [
        "shi", "yi", "ji", "wu", "li", "fu", "zhu", "jing", "yu", "hua", "lian", "ming", "tong", "xin",
        "dao", "lan", "fei", "qing", "ge", "shan", "yun", "hai", "bo", "men",
    ];
    COMMON[(scramble(u64::from(code)) % 24) as usize]
}

/// Pinyin to sounds.
fn spell(pinyin: &str) -> Syllable {
    let split = if pinyin.starts_with("zh") || pinyin.starts_with("ch") || pinyin.starts_with("sh") {
        2
    } else {
        usize::from(!pinyin.starts_with(['a', 'e', 'o']))
    };
    let (initial, last) = pinyin.split_at(split);
    let mut onset = initial_of(initial);
    let palatal = matches!(initial, "j" | "q" | "x" | "y");
    let (medial, vowel, glide, coda) = final_of(last, palatal, initial);
    onset.extend(medial);
    Syllable { onset, vowel, glide, coda: coda.into_iter().collect() }
}

fn initial_of(initial: &str) -> Vec<C> {
    match initial {
        "b" => vec![C::B],
        "p" => vec![C::P],
        "m" => vec![C::M],
        "f" => vec![C::F],
        "d" => vec![C::D],
        "t" => vec![C::T],
        "n" => vec![C::N],
        "l" => vec![C::L],
        "g" => vec![C::G],
        "k" => vec![C::K],
        "h" => vec![C::H],
        "j" | "zh" => vec![C::D, C::Sh],
        "q" | "ch" => vec![C::T, C::Sh],
        "x" | "sh" => vec![C::Sh],
        "r" => vec![C::Zh],
        "z" => vec![C::D, C::S],
        "c" => vec![C::T, C::S],
        "s" => vec![C::S],
        "y" => vec![C::Y],
        "w" => vec![C::W],
        _ => Vec::new(),
    }
}

type Rime = (Option<C>, Vowel, Option<Vowel>, Option<C>);

fn final_of(rime: &str, palatal: bool, initial: &str) -> Rime {
    let (glide, rest) = match rime.as_bytes() {
        [b'i', b'a' | b'o', ..] | [b'i', b'e'] => (Some(C::Y), &rime[1..]),
        [b'u', b'a' | b'o' | b'e', ..] => (Some(if palatal { C::Y } else { C::W }), &rime[1..]),
        _ => (None, rime),
    };
    let glide = glide.filter(|_| !matches!(initial, "y" | "w"));
    let fronted = matches!(glide, Some(C::Y)) || initial == "y";
    let (vowel, second, coda) = core(rest, palatal, fronted, initial);
    (glide, vowel, second, coda)
}

fn core(rime: &str, palatal: bool, fronted: bool, initial: &str) -> (Vowel, Option<Vowel>, Option<C>) {
    match rime {
        "a" => (A, None, None),
        "o" => (AW, None, None),
        "e" if fronted => (EH, None, None),
        "e" => (GE, None, None),
        "i" if matches!(initial, "zh" | "ch" | "sh" | "r" | "z" | "c" | "s") => (SHI, None, None),
        "i" => (IY, None, None),
        "u" if palatal => (YU, None, None),
        "u" => (UW, None, None),
        "v" => (YU, None, None),
        "ai" => (A, Some(IH), None),
        "ei" | "ui" => (EY, Some(IY), None),
        "ao" => (AH, Some(OO), None),
        "ou" | "iu" => (OH, Some(OO), None),
        "an" if fronted => (EH, None, Some(C::N)),
        "an" => (A, None, Some(C::N)),
        "en" => (GE, None, Some(C::N)),
        "in" => (IY, None, Some(C::N)),
        "un" if palatal => (YU, None, Some(C::N)),
        "un" => (OO, None, Some(C::N)),
        "ang" => (AH, None, Some(C::Ng)),
        "eng" => (GE, None, Some(C::Ng)),
        "ing" => (IY, None, Some(C::Ng)),
        "ong" => (OO, None, Some(C::Ng)),
        "er" => (GE, Some(super::phones::ER), None),
        _ => (GE, None, None),
    }
}

/// Kana by its place in the block; small vowels, long marks and double consonants make no syllable.
fn kana(code: u32) -> Option<Syllable> {
    const VOWELS: [Vowel; 5] = [A, IY, UW, EH, OH];
    const ROWS: [(u32, u32, Option<C>); 6] = [
        (0x3042, 0x304a, None),
        (0x304b, 0x3054, Some(C::K)),
        (0x3055, 0x305e, Some(C::S)),
        (0x306a, 0x306e, Some(C::N)),
        (0x307e, 0x3082, Some(C::M)),
        (0x3089, 0x308d, Some(C::L)),
    ];
    let plain = if code >= 0x30a0 { code - 0x60 } else { code };
    if plain == 0x3093 {
        return Some(Syllable { coda: vec![C::N], ..Syllable::open(IH) });
    }
    let row = ROWS.iter().find(|(from, to, _)| (*from..=*to).contains(&plain));
    let wide = |from: u32| matches!(from, 0x3042 | 0x304b | 0x3055);
    match (row, plain) {
        (_, 0x3041 | 0x3043 | 0x3045 | 0x3047 | 0x3049 | 0x3063 | 0x3083 | 0x3085 | 0x3087 | 0x309b..) => {
            None
        }
        (Some((from, _, initial)), _) => {
            let index = if wide(*from) { (plain - from) / 2 } else { plain - from };
            Some(with_initial(*initial, VOWELS[index as usize % 5]))
        }
        (None, 0x3084..=0x3088) => {
            Some(with_initial(Some(C::Y), VOWELS[[0, 2, 4][((plain - 0x3084) / 2) as usize % 3]]))
        }
        (None, 0x308f..) => Some(with_initial(Some(C::W), A)),
        (None, 0x306f..=0x307d) => {
            Some(with_initial(Some(C::H), VOWELS[((plain - 0x306f) / 3) as usize % 5]))
        }
        _ => Some(with_initial(Some(C::T), VOWELS[((plain.saturating_sub(0x305f)) / 2) as usize % 5])),
    }
}

fn with_initial(initial: Option<C>, vowel: Vowel) -> Syllable {
    Syllable { onset: initial.into_iter().collect(), ..Syllable::open(vowel) }
}

/// Hangul syllables are arithmetic: initial, vowel, final.
fn hangul(index: u32) -> Syllable {
    const INITIALS: [Option<C>; 19] = [
        Some(C::G),
        Some(C::K),
        Some(C::N),
        Some(C::D),
        Some(C::T),
        Some(C::L),
        Some(C::M),
        Some(C::B),
        Some(C::P),
        Some(C::S),
        Some(C::S),
        None,
        Some(C::Zh),
        Some(C::Zh),
        Some(C::Sh),
        Some(C::K),
        Some(C::T),
        Some(C::P),
        Some(C::H),
    ];
    const VOWELS: [Vowel; 21] =
        [A, EH, A, EH, AW, EH, AW, EH, OH, A, EH, EH, OH, UW, AW, EH, IY, UW, SHI, IY, IY];
    let coda = match index % 28 {
        0 => None,
        4..=6 => Some(C::N),
        8..=15 => Some(C::L),
        16 => Some(C::M),
        21 => Some(C::Ng),
        17 | 18 => Some(C::P),
        1..=3 | 24 => Some(C::K),
        _ => Some(C::T),
    };
    let onset = INITIALS[(index / 588) as usize % 19].into_iter().collect();
    Syllable {
        onset,
        coda: coda.into_iter().collect(),
        ..Syllable::open(VOWELS[(index % 588 / 28) as usize % 21])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_characters_have_their_own_vowels() {
        let vowels =
            [('月', EH), ('光', AH), ('你', IY), ('我', AW), ('爱', A), ('雨', YU), ('诗', SHI), ('路', UW)];
        for (letter, vowel) in vowels {
            assert_eq!(pronounce(letter).unwrap().vowel, vowel, "{letter}");
        }
        assert_eq!(pronounce('梦').unwrap().coda, [C::Ng]);
    }

    #[test]
    fn the_table_spells_sounds_and_repeats_no_character() {
        let mut seen = std::collections::HashSet::new();
        for entry in TABLE.split_whitespace() {
            let at = entry.find(|c: char| !c.is_ascii()).unwrap();
            assert!(at > 0, "{entry}");
            for letter in entry[at..].chars() {
                assert!(is_syllabic(letter) && seen.insert(letter), "{letter} in {entry}");
            }
        }
        assert!(seen.len() > 700);
    }

    #[test]
    fn rare_characters_are_always_the_same() {
        assert_eq!(pronounce('龘'), pronounce('龘'));
    }
}
