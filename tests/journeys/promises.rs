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
        let sentences = sentences(&format!("{root}/messages"), language);
        for code in &codes {
            let sentence = sentences.get(&format!("error_{code}"));
            assert!(sentence.is_some_and(|words| words != ""), "{language} has no sentence for {code}");
        }
    }
}

/// All catalogues of a language: the common one and that of each part of the window.
fn sentences(folder: &str, language: &str) -> serde_json::Map<String, serde_json::Value> {
    let parts = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = parts.filter(|path| path.is_dir()).chain([folder.into()]);
    let texts = files.map(|folder| std::fs::read_to_string(folder.join(format!("{language}.json"))).unwrap());
    texts.flat_map(|text| serde_json::from_str::<serde_json::Map<_, _>>(&text).unwrap()).collect()
}

/// The quoted names of a TypeScript union.
fn union(text: &str, head: &str) -> BTreeSet<String> {
    let body = text.split(head).nth(1).and_then(|rest| rest.split(';').next()).unwrap_or_default();
    body.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}
