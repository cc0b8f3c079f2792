//! Foreign text made fit for display and logs: no control or direction characters, no secrets, no
//! endless length.
//!
//! Absent: HTML. Nothing here is ever interpreted; the window shows text as text.

/// The longest text that is shown of anything foreign, in characters.
pub const DISPLAY_LIMIT: usize = 2_000;

/// One line: line breaks and tabs become blanks, other control and direction characters vanish, and
/// at most [`DISPLAY_LIMIT`] characters remain.
#[must_use]
pub fn line(text: &str) -> String {
    let flat = |c: char| if matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') { ' ' } else { c };
    text.chars().map(flat).filter(|c| !is_hidden(*c)).take(DISPLAY_LIMIT).collect()
}

/// Like [`line()`], but line breaks stay (`\r\n` and `\r` become `\n`).
#[must_use]
pub fn lines(text: &str) -> String {
    let breaks = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    breaks.chars().filter(|c| matches!(c, '\n' | '\t') || !is_hidden(*c)).take(DISPLAY_LIMIT).collect()
}

/// A vendor's message: one line without URL queries and without anything that looks like a key.
#[must_use]
pub fn message(text: &str) -> String {
    without_keys(&without_queries(&line(text)))
}

/// The text with the query and fragment of every URL in it cut off, and `user:password@` too.
#[must_use]
pub fn without_queries(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, address) = rest.split_at(at + 3);
        out.push_str(before);
        let end = address.find(ends_address).unwrap_or(address.len());
        out.push_str(&bare_address(&address[..end]));
        rest = &address[end..];
    }
    out.push_str(rest);
    out
}

fn ends_address(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | ')' | ']' | '}' | ',' | '\\')
}

fn bare_address(address: &str) -> String {
    let (path, cut) = match address.find(['?', '#']) {
        Some(at) => (&address[..at], "?…"),
        None => (address, ""),
    };
    let host_end = path.find('/').unwrap_or(path.len());
    let host_start = path[..host_end].rfind('@').map_or(0, |at| at + 1);
    format!("{}{cut}", &path[host_start..])
}

/// Blots out `Bearer …`, `sk-…` and `key=…`/`token=…` values: vendors like to echo the key.
fn without_keys(text: &str) -> String {
    text.split(' ')
        .scan(false, |after_bearer, word| Some(without_key(word, after_bearer)))
        .collect::<Vec<_>>()
        .join(" ")
}

fn without_key(word: &str, after_bearer: &mut bool) -> String {
    let hidden =
        std::mem::replace(after_bearer, word.trim_start_matches(['"', '\'']).eq_ignore_ascii_case("bearer"));
    if hidden && !word.is_empty() {
        return "…".to_owned();
    }
    let lower = word.to_ascii_lowercase();
    let secret = ["sk-", "token=", "key=", "token:", "key:"]
        .iter()
        .filter_map(|mark| lower.find(mark).map(|at| at + mark.len()))
        .filter(|at| word.len() >= at + 8)
        .min();
    match secret {
        Some(at) => format!("{}…", &word[..at]),
        None => word.to_owned(),
    }
}

/// Controls (C0, C1, DEL), marks that change reading direction, and invisible joiners that hide text.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_direction_marks_vanish() {
        assert_eq!(line("a\u{1b}[31mb\u{7}\u{202e}c\u{9b}\u{2066}d\u{feff}"), "a[31mbcd");
        assert_eq!(line("one\r\ntwo\tthree"), "one  two three");
        assert_eq!(lines("one\r\ntwo\rthree\u{0}"), "one\ntwo\nthree");
    }

    #[test]
    fn chinese_emoji_and_joined_scripts_stay() {
        assert_eq!(line("《乌蒙好汉》 👩‍🎤 café"), "《乌蒙好汉》 👩‍🎤 café");
    }

    #[test]
    fn length_is_capped_in_characters() {
        assert_eq!(line(&"好".repeat(1_000_000)).chars().count(), DISPLAY_LIMIT);
    }

    #[test]
    fn addresses_lose_query_fragment_and_password() {
        let text = "see https://u:p@a.b/c?sig=s&x=1, or (http://d/e#f) end";
        assert_eq!(without_queries(text), "see https://a.b/c?…, or (http://d/e?…) end");
        assert_eq!(without_queries("://"), "://");
        assert_eq!(without_queries("no address"), "no address");
    }

    #[test]
    fn keys_are_blotted_out() {
        for text in [
            "Invalid token: Bearer abcdefghij",
            "bad key sk-abcdefghij",
            "x api_key=abcdefghij y",
            "\"Bearer abcdefghij\"",
        ] {
            assert!(!message(text).contains("abcdefghij"), "{}", message(text));
        }
        assert_eq!(message("Lyrics contained producer tag: xxx"), "Lyrics contained producer tag: xxx");
    }
}
