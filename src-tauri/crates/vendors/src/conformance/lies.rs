//! Good answers made bad, the same ones in every run: values of other types, missing and doubled keys,
//! cuts, noise, depth, size, web pages, foreign encodings.

use serde_json::{Map, Value, json};

/// Longer texts are cut: ten thousand answers are to be read in seconds.
const TEXT: usize = 48;
/// More entries of a list say nothing new.
const ENTRIES: usize = 3;
/// Above what is read.
const HUGE: usize = crate::json::LIMIT + 16;

/// A source of bad answers.
pub(super) struct Liar {
    chance: Chance,
}

impl Liar {
    pub(super) fn new() -> Self {
        Self { chance: Chance(0x2545_f491_4f6c_dd1d) }
    }

    /// A status: mostly a success, sometimes anything.
    pub(super) fn status(&mut self) -> u16 {
        const RARE: [u16; 10] = [201, 202, 204, 400, 403, 422, 429, 500, 502, 504];
        if self.chance.one_in(8) { RARE[self.chance.below(RARE.len())] } else { 200 }
    }

    /// A bad version of a good body; number `round` decides how bad.
    pub(super) fn body(&mut self, good: &Value, round: usize) -> Vec<u8> {
        match round % 20 {
            0 => self.cut(good),
            1 => self.noisy(good),
            2 => self.foreign(good),
            3 => self.buried(good),
            4 if round % 2_000 == 4 => [good.to_string().into_bytes(), vec![b' '; HUGE]].concat(),
            5 => self.page(good),
            _ => self.spoilt(good).to_string().into_bytes(),
        }
    }

    fn spoilt(&mut self, good: &Value) -> Value {
        let mut lie = good.clone();
        for _ in 0..=self.chance.below(3) {
            self.spoil(&mut lie);
        }
        lie
    }

    /// Walks down by chance and spoils what it finds there.
    fn spoil(&mut self, value: &mut Value) {
        if self.chance.one_in(4) {
            *value = self.lie();
            return;
        }
        match value {
            Value::Object(fields) if !fields.is_empty() => self.spoil_object(fields),
            Value::Array(list) if !list.is_empty() => {
                let at = self.chance.below(list.len());
                self.spoil(&mut list[at]);
            }
            _ => *value = self.lie(),
        }
    }

    fn spoil_object(&mut self, fields: &mut Map<String, Value>) {
        let at = self.chance.below(fields.len());
        let Some(key) = fields.keys().nth(at).cloned() else { return };
        match self.chance.below(8) {
            0 => drop(fields.shift_remove(&key)),
            1 => {
                let moved = fields.shift_remove(&key).unwrap_or_default();
                fields.insert(key.to_uppercase(), moved);
            }
            _ => {
                if let Some(value) = fields.get_mut(&key) {
                    self.spoil(value);
                }
            }
        }
    }

    fn lie(&mut self) -> Value {
        let lies = [
            json!(null),
            json!(false),
            json!(true),
            json!(-1e308),
            json!(0.1),
            json!(u64::MAX),
            json!(i64::MIN),
            json!(""),
            json!("None"),
            json!("\u{202e}\u{0}https://127.0.0.1/?key=secret"),
            json!("1e999"),
            json!([]),
            json!({}),
            json!([[[[]]], {}, "x", 7]),
            json!({ "id": "a", "data": [{ "audio_url": "x" }] }),
        ];
        lies[self.chance.below(lies.len())].clone()
    }

    fn cut(&mut self, good: &Value) -> Vec<u8> {
        let mut bytes = good.to_string().into_bytes();
        bytes.truncate(self.chance.below(bytes.len()));
        bytes
    }

    fn noisy(&mut self, good: &Value) -> Vec<u8> {
        let mut bytes = good.to_string().into_bytes();
        for _ in 0..=self.chance.below(6) {
            let at = self.chance.below(bytes.len());
            bytes[at] = self.chance.byte();
        }
        bytes
    }

    /// UTF-16, Latin-1, a mark of byte order, or no text at all.
    fn foreign(&mut self, good: &Value) -> Vec<u8> {
        let text = good.to_string();
        match self.chance.below(5) {
            0 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            1 => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            2 => text.chars().map(|c| u8::try_from(c as u32).unwrap_or(0xa1)).collect(),
            3 => [&[0xef, 0xbb, 0xbf], text.as_bytes()].concat(),
            _ => (0..256).map(|_| self.chance.byte()).collect(),
        }
    }

    /// In lists a few or very many deep, twice, or quoted as a text.
    fn buried(&mut self, good: &Value) -> Vec<u8> {
        let depth = [1, 3, 120, 128, 5_000][self.chance.below(5)];
        match self.chance.below(4) {
            0 => format!("{good}{good}").into_bytes(),
            1 => json!(good.to_string()).to_string().into_bytes(),
            2 => format!("{}{good}{}", "[".repeat(depth), "]".repeat(depth)).into_bytes(),
            _ => format!("{}{good}{}", "{\"data\":".repeat(depth), "}".repeat(depth)).into_bytes(),
        }
    }

    fn page(&mut self, good: &Value) -> Vec<u8> {
        let pages = [
            "<!DOCTYPE html><html><body>Sign in</body></html>".to_owned(),
            format!("<html><script>{good}</script></html>"),
            "\u{feff}  <?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>".to_owned(),
            "upstream connect error or disconnect/reset before headers".to_owned(),
            "null".to_owned(),
            String::new(),
        ];
        pages[self.chance.below(pages.len())].clone().into_bytes()
    }
}

/// The same answer with short texts and short lists.
pub(super) fn short(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.chars().take(TEXT).collect()),
        Value::Array(list) => list.iter().take(ENTRIES).map(short).collect(),
        Value::Object(fields) => fields.iter().map(|(key, value)| (key.clone(), short(value))).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

/// A small generator (xorshift): the same lies in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `bound`; 0 for a bound of 0.
    fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).unwrap_or(1);
        usize::try_from(self.next() % bound).unwrap_or(0)
    }

    fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[3]
    }
}
