//! The cases that Rust and the UI share (`tests/fixtures/range/cases.json`): the words a range
//! holds, where edges snap, what a length is worth. Here the core answers them; the UI's own tests
//! read the same file. `REFRAIN_BLESS=1` writes the core's answers into the file.

// Clippy allows this inside of #[test] only, and the answers are made in functions beside them.
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use song::lyrics::Lyrics;
use song::{Millis, Range, RangeLimits, Timing, align, range_text, snap, snap_targets, words_in};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/range/cases.json");

fn number(value: &Value) -> u32 {
    u32::try_from(value.as_u64().unwrap()).unwrap()
}

fn range(case: &Value) -> Range {
    Range::new(Millis(number(&case["start"])), Millis(number(&case["end"]))).unwrap()
}

fn answer_song(song: &mut Value) {
    let lyrics = song["lyrics"].as_str().unwrap().to_owned();
    let raw = serde_json::from_value(song["raw"].clone()).unwrap();
    let timing = align(&Lyrics::parse(&lyrics), &raw, Millis(number(&song["durationMs"])));
    for case in song["ranges"].as_array_mut().unwrap() {
        let words = words_in(&timing, range(case));
        case["words"] = json!([words.start, words.end]);
        case["text"] = json!(range_text(&lyrics, &timing, range(case)));
    }
    let targets = snap_targets(&timing);
    for case in song["snaps"].as_array_mut().unwrap() {
        let found = snap(&targets, Millis(number(&case["time"])), Millis(number(&case["radius"])));
        case["target"] = json!(found);
    }
    song["snapTargets"] = json!(targets);
    song["timing"] = json!(timing);
}

fn answer_limits(limits: &mut Value) {
    let bounds: RangeLimits = serde_json::from_value(limits["limits"].clone()).unwrap();
    for case in limits["cases"].as_array_mut().unwrap() {
        case["verdict"] = json!(bounds.judge(range(case)));
    }
}

#[test]
fn the_core_answers_the_shared_cases() {
    let text = std::fs::read_to_string(FILE).unwrap();
    let expected: Value = serde_json::from_str(&text).unwrap();
    let mut answered = expected.clone();
    answered["songs"].as_array_mut().unwrap().iter_mut().for_each(answer_song);
    answer_limits(&mut answered["lengths"]);
    if std::env::var_os("REFRAIN_BLESS").is_some() {
        std::fs::write(FILE, serde_json::to_string_pretty(&answered).unwrap() + "\n").unwrap();
    } else {
        assert_eq!(answered, expected);
    }
}

#[test]
fn a_timing_survives_its_wire_form() {
    let text = std::fs::read_to_string(FILE).unwrap();
    let cases: Value = serde_json::from_str(&text).unwrap();
    for song in cases["songs"].as_array().unwrap() {
        let timing: Timing = serde_json::from_value(song["timing"].clone()).unwrap();
        assert_eq!(json!(timing), song["timing"]);
    }
}
