//! The singer: text to sounds (`phones`, `english`, `han`), sounds on notes to samples (`gesture`, `sing`).
//! Source and filter, no recorded voice anywhere.

mod english;
mod gesture;
mod han;
mod phones;
mod sing;

pub(crate) use gesture::{lead_frames, onset_frame};
pub(crate) use phones::Syllable;
pub(crate) use sing::{Phrase, Singer, SungNote};

/// The syllables of a word of any script; empty for mere punctuation.
pub(crate) fn syllables(word: &str) -> Vec<Syllable> {
    let mut result = Vec::new();
    let mut latin = String::new();
    for letter in word.chars() {
        if letter.is_alphabetic() && !han::is_syllabic(letter) || matches!(letter, '\'' | '’') {
            latin.push(letter);
            continue;
        }
        english::pronounce(&std::mem::take(&mut latin), &mut result);
        if han::is_syllabic(letter) {
            result.extend(han::pronounce(letter));
        } else if let Some(name) = digit_name(letter) {
            english::pronounce(name, &mut result);
        }
    }
    english::pronounce(&latin, &mut result);
    result
}

fn digit_name(letter: char) -> Option<&'static str> {
    const NAMES: [&str; 10] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    letter.to_digit(10).and_then(|digit| NAMES.get(digit as usize).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_letters_has_a_syllable() {
        for word in
            ["love", "rhythm", "strengths", "夜", "hmm", "été", "ありがとう", "한국", "2", "don't", "don’t,"]
        {
            assert!(!syllables(word).is_empty(), "{word}");
        }
        assert!(syllables("— …").is_empty());
    }

    #[test]
    fn syllables_are_counted_as_sung() {
        let counts =
            [("love", 1), ("tonight", 2), ("morning", 2), ("paper", 2), ("remember", 3), ("water,", 2)];
        for (word, count) in counts {
            assert_eq!(syllables(word).len(), count, "{word}");
        }
        assert_eq!(syllables("月亮").len(), 2);
    }
}
