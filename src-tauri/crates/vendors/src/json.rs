//! Lenient reading of vendors' JSON: a paid song must not be lost to a wrong type beside it.
//!
//! Absent: meaning. Each vendor's folder knows its own fields.

use serde_json::{Map, Value};

/// The largest answer that is read, in bytes.
pub(crate) const LIMIT: usize = 4 * 1024 * 1024;

/// Why a body is not JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Broken {
    /// A web page: a proxy, a portal or a wrong address answered.
    WebPage,
    /// More than [`LIMIT`].
    TooLarge,
    /// Nothing at all.
    Empty,
    /// Not JSON, or JSON that breaks off.
    NotJson,
}

impl Broken {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::WebPage => "a web page came instead of an answer",
            Self::TooLarge => "the answer is larger than 4 MiB",
            Self::Empty => "the answer is empty",
            Self::NotJson => "the answer is damaged or incomplete",
        }
    }
}

/// Parses a body. Bytes that are not UTF-8 and raw control characters inside of texts are replaced
/// rather than refused. Nesting beyond 128 levels is refused (by serde_json).
pub(crate) fn parse(body: &[u8]) -> Result<Value, Broken> {
    if body.len() > LIMIT {
        return Err(Broken::TooLarge);
    }
    if let Ok(value) = serde_json::from_slice(body) {
        return Ok(value);
    }
    let text = mended(body);
    match text.trim_start() {
        "" => Err(Broken::Empty),
        page if page.starts_with('<') => Err(Broken::WebPage),
        text => serde_json::from_str(text).map_err(|_| Broken::NotJson),
    }
}

fn mended(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    text.trim_start_matches('\u{feff}').chars().map(|c| if c < ' ' { ' ' } else { c }).collect()
}

/// A text; numbers and booleans as text, everything else none.
pub(crate) fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A text that says something.
pub(crate) fn filled(value: Option<&Value>) -> Option<String> {
    text(value).filter(|text| !text.trim().is_empty())
}

/// A finite number; also one that was written as text.
pub(crate) fn number(value: Option<&Value>) -> Option<f64> {
    match value? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
    .filter(|number| number.is_finite())
}

/// A truth value; also 0/1 and their texts.
pub(crate) fn flag(value: Option<&Value>) -> Option<bool> {
    match value? {
        Value::Bool(flag) => Some(*flag),
        Value::Number(number) => number.as_f64().map(|number| number != 0.0),
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        },
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The objects in a list; everything else in it is passed over.
pub(crate) fn objects(value: Option<&Value>) -> impl Iterator<Item = &Map<String, Value>> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object)
}

/// The text of `"key":"…"` anywhere in a body that cannot be parsed: the last straw for the numbers
/// that support asks for.
pub(crate) fn salvage(body: &[u8], key: &str) -> Option<String> {
    let text = String::from_utf8_lossy(&body[..body.len().min(LIMIT)]).into_owned();
    let after = &text[text.find(&format!("\"{key}\""))? + key.len() + 2..];
    let value = after.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let (value, _) = value.split_once('"')?;
    (!value.is_empty() && value.len() <= 200).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn broken_bodies_are_told_apart() {
        assert_eq!(parse(b""), Err(Broken::Empty));
        assert_eq!(parse(b" \r\n"), Err(Broken::Empty));
        assert_eq!(parse(b"<!DOCTYPE html><html>"), Err(Broken::WebPage));
        assert_eq!(parse(b"{\"data\":["), Err(Broken::NotJson));
        assert_eq!(parse("[".repeat(100_000).as_bytes()), Err(Broken::NotJson));
        assert_eq!(parse(&vec![b' '; LIMIT + 1]), Err(Broken::TooLarge));
    }

    #[test]
    fn bad_bytes_inside_of_texts_are_replaced() {
        assert_eq!(parse(b"{\"a\":\"x\xff\"}"), Ok(json!({"a": "x\u{fffd}"})));
        assert_eq!(parse(b"{\"a\":\"x\ny\"}"), Ok(json!({"a": "x y"})));
        assert_eq!(parse("\u{feff}{}".as_bytes()), Ok(json!({})));
    }

    #[test]
    fn values_are_read_leniently() {
        let object = json!({"n": "134.8", "inf": "inf", "b": 1, "s": 7, "null": null});
        assert_eq!(number(object.get("n")), Some(134.8));
        assert_eq!(number(object.get("inf")), None);
        assert_eq!(flag(object.get("b")), Some(true));
        assert_eq!(text(object.get("s")).as_deref(), Some("7"));
        assert_eq!(text(object.get("null")), None);
        assert_eq!(text(object.get("absent")), None);
    }

    #[test]
    fn numbers_for_support_are_salvaged() {
        let body = br#"{"success":true,"task_id" : "abc","data":[{"id":"#;
        assert_eq!(salvage(body, "task_id").as_deref(), Some("abc"));
        assert_eq!(salvage(body, "trace_id"), None);
        assert_eq!(salvage(br#""task_id":"never end"#, "task_id"), None);
    }
}
