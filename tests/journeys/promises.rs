//! Promises that bind two sides: every vendor against its practice server, every error against both
//! message catalogues.

use std::collections::BTreeSet;

use ::vendors::conformance::{Live, live};
use practice::{Options, Pace, Practice};
use secrecy::SecretString;
use tests::rig::KEY;

#[tokio::test(flavor = "multi_thread")]
async fn every_vendor_passes_the_conformance_suite_against_the_practice_server() {
    for vendor in ::vendors::all() {
        let options = Options { key: KEY.into(), pace: Pace::Fast, home: None, port: 0, credits: 10.0 };
        let practice = Practice::start(options).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (base_url, key) = (practice.url(), SecretString::from(KEY));
        let live_one = Live { vendor: *vendor, base_url: &base_url, key: &key, folder: folder.path() };
        live(live_one).await.unwrap_or_else(|error| panic!("{}: {error}", vendor.profile().id));
    }
}

#[test]
fn every_error_code_has_its_sentence_in_both_languages() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui");
    let bindings = std::fs::read_to_string(format!("{root}/src/ipc/bindings.ts")).unwrap();
    let codes = union(&bindings, "export type ErrorCode =");
    assert!(codes.len() > 20, "the codes are read from the bindings: {codes:?}");
    for language in ["en", "zh-CN"] {
        let text = std::fs::read_to_string(format!("{root}/messages/{language}.json")).unwrap();
        let catalogue: serde_json::Value = serde_json::from_str(&text).unwrap();
        for code in &codes {
            let sentence = &catalogue[format!("error_{code}")];
            assert!(!sentence.is_null(), "{language} has no sentence for {code}");
        }
    }
}

/// The quoted names of a TypeScript union.
fn union(text: &str, head: &str) -> BTreeSet<String> {
    let body = text.split(head).nth(1).and_then(|rest| rest.split(';').next()).unwrap_or_default();
    body.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}
