//! Counts syllables: exact for Han, kana and Hangul, a rule of thumb for letters. A help while
//! writing; nothing is ever refused for it.

use super::words::stands_alone;

/// How many syllables a text has when it is sung.
#[must_use]
pub fn syllables(text: &str) -> u32 {
    let mut count = 0;
    let mut letters = String::new();
    for ch in text.chars() {
        if stands_alone(ch) {
            count += 1 + of_word(&letters);
            letters.clear();
        } else if ch.is_alphanumeric() {
            letters.extend(ch.to_lowercase());
        } else if !matches!(ch, '\'' | '’') {
            count += of_word(&letters);
            letters.clear();
        }
    }
    count + of_word(&letters)
}

/// Groups of vowels in one lower-case word, at least one if it has letters or digits at all.
fn of_word(word: &str) -> u32 {
    if word.is_empty() {
        return 0;
    }
    let digits = count(word.chars().filter(char::is_ascii_digit));
    let mut groups = 0;
    let mut before = false;
    for ch in word.chars() {
        let now = is_vowel(ch);
        groups += u32::from(now && !before);
        before = now;
    }
    if silent_end(word) && groups > 1 {
        groups -= 1;
    }
    (groups + digits).max(1)
}

/// English endings that add no syllable: `time`, `loved`; but `table` and `wanted` do.
fn silent_end(word: &str) -> bool {
    let before = |ending: &str| word.strip_suffix(ending).and_then(|stem| stem.chars().last());
    let silent_e = before("e").is_some_and(|ch| !is_vowel(ch) && ch != 'l');
    let silent_ed = before("ed").is_some_and(|ch| !is_vowel(ch) && !matches!(ch, 't' | 'd' | 'l'));
    silent_e || silent_ed
}

fn is_vowel(ch: char) -> bool {
    "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœаеёиоуыэюяієї".contains(ch)
}

fn count(chars: impl Iterator<Item = char>) -> u32 {
    u32::try_from(chars.count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::syllables;

    #[test]
    fn counts_what_a_singer_sings() {
        let cases = [
            ("战鼓擂起来(喝)", 6),
            ("Paper lanterns on the rooftops", 8),
            ("time after time", 4),
            ("I loved, I wanted", 5),
            ("we're home", 2),
            ("路 24 steps", 4),
            ("— …", 0),
        ];
        for (text, expected) in cases {
            assert_eq!(syllables(text), expected, "{text}");
        }
    }
}
