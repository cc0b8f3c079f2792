//! The refusals of the document's error table that concern words: artists, producer tags, protected texts.
//!
//! A short list stands for the vendor's long one; it is enough to see how each refusal looks.

use super::fields::Fields;
use crate::server::envelope::Refusal;

const ARTISTS: [&str; 20] = [
    "Taylor Swift",
    "Ed Sheeran",
    "Adele",
    "Drake",
    "Beyoncé",
    "Billie Eilish",
    "The Weeknd",
    "Bruno Mars",
    "Lady Gaga",
    "Coldplay",
    "Radiohead",
    "Metallica",
    "Michael Jackson",
    "Freddie Mercury",
    "The Beatles",
    "周杰伦",
    "邓紫棋",
    "林俊杰",
    "陈奕迅",
    "王菲",
];

const PRODUCER_TAGS: [&str; 6] =
    ["Metro Boomin", "DJ Khaled", "Mustard on the beat", "Tay Keith", "Murda on the beat", "Zaytoven"];

/// What stands for protected words: nobody writes it by accident.
const PROTECTED: &str = "All rights reserved";

/// Checks style and words of a custom song or a replacement.
pub(crate) fn check_song(fields: &Fields) -> Result<(), Refusal> {
    for name in ["style", "style_negative"] {
        check_tags(fields.text(name)?.unwrap_or_default())?;
    }
    for name in ["lyric", "prompt", "full_lyric"] {
        check_words(fields.text(name)?.unwrap_or_default())?;
    }
    Ok(())
}

/// Checks an idea.
pub(crate) fn check_idea(idea: &str) -> Result<(), Refusal> {
    refuse(&ARTISTS, idea, "Song Description contained artist name")?;
    refuse(&PRODUCER_TAGS, idea, "Song Description contained producer tag")
}

/// Checks style words.
pub(crate) fn check_tags(style: &str) -> Result<(), Refusal> {
    refuse(&ARTISTS, style, "Tags contained artist name")?;
    refuse(&PRODUCER_TAGS, style, "Tags contained producer tag")
}

/// Checks lyrics.
pub(crate) fn check_words(words: &str) -> Result<(), Refusal> {
    refuse(&PRODUCER_TAGS, words, "Lyrics contained producer tag")?;
    if contains(words, PROTECTED) {
        return Err(Refusal::forbidden("Lyrics contained copyrighted material"));
    }
    Ok(())
}

fn refuse(names: &[&str], text: &str, what: &str) -> Result<(), Refusal> {
    match names.iter().find(|name| contains(text, name)) {
        Some(name) => Err(Refusal::forbidden(format!("{what}: {name}"))),
        None => Ok(()),
    }
}

/// Whether `name` stands in `text` as a word of its own, in any case. Han has no word borders.
fn contains(text: &str, name: &str) -> bool {
    let (text, name) = (text.to_lowercase(), name.to_lowercase());
    let joins = |letter: Option<char>| letter.is_some_and(|it| it.is_alphanumeric() && name.is_ascii());
    text.match_indices(&name).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        !joins(before.chars().next_back()) && !joins(after.chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_words_only() {
        assert!(contains("pop like TAYLOR SWIFT, warm", "Taylor Swift"));
        assert!(contains("像周杰伦那样", "周杰伦"));
        assert!(!contains("mandrakes in the garden", "Drake"));
        assert!(contains("drake-ish", "Drake"));
    }

    #[test]
    fn the_documents_words_come_back() {
        let refusal = check_tags("indie, taylor swift").expect_err("an artist");
        assert_eq!(refusal, Refusal::forbidden("Tags contained artist name: Taylor Swift"));
        let refusal = check_idea("a song like Adele").expect_err("an artist");
        assert_eq!(refusal.message, "Song Description contained artist name: Adele");
        let refusal = check_words("Metro Boomin want some more").expect_err("a tag");
        assert_eq!(refusal.message, "Lyrics contained producer tag: Metro Boomin");
        let refusal = check_words("all rights reserved").expect_err("protected");
        assert_eq!(refusal.message, "Lyrics contained copyrighted material");
    }
}
