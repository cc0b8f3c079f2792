//! Folds text for search: lower case, half width, one kind of blank. Index and query pass through the
//! same function, so that `ＬＯＶＥ` finds `love`.

/// The folded text.
pub(crate) fn fold(text: &str) -> String {
    text.chars().map(half_width).flat_map(char::to_lowercase).collect()
}

fn half_width(ch: char) -> char {
    match u32::from(ch) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(ch),
        0x3000 => ' ',
        _ => ch,
    }
}

/// The words of a query. All of them must be found.
pub(crate) fn terms(query: &str) -> Vec<String> {
    fold(query).split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_and_case_do_not_matter() {
        assert_eq!(fold("ＬＯＶＥ　我，Ä"), "love 我,ä");
        assert_eq!(terms("  Paper　灯笼 "), ["paper", "灯笼"]);
        assert!(terms(" ").is_empty());
    }
}
