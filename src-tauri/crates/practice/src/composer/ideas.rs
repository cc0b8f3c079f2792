//! Lyrics for an idea.

/// Title, style and lyrics for an idea.
#[must_use]
pub fn idea_lyrics(idea: &str, seed: u64) -> (String, String, String) {
    let _ = seed;
    (idea.to_owned(), "dream pop".to_owned(), format!("[Verse]\n{idea}\n"))
}
