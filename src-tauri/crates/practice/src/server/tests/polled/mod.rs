//! The wire formats whose tasks are polled, against the samples of `tests/fixtures`.

mod gateway;
mod modelverse;
mod mountsea;
#[cfg(feature = "faults")]
mod trouble;
mod voices;

use serde_json::{Value, json};

use super::client::{self, Answer};
use super::{KEY, studio, studio_in};
use crate::Practice;

/// A sample of `tests/fixtures`, whole.
fn fixture(name: &str) -> Value {
    let path = format!("{}/../../../tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_slice(&std::fs::read(&path).expect("a fixture")).expect("JSON")
}

/// The body of a sample.
fn sample(name: &str) -> Value {
    fixture(name)["body"].clone()
}

async fn post(practice: &Practice, path: &str, body: &Value) -> Answer {
    client::post(practice, path, body).await
}

/// A GET with the key.
async fn ask(practice: &Practice, path: &str) -> Answer {
    let key = format!("authorization: Bearer {KEY}");
    with(practice, &format!("GET {path}"), &[&key], "").await
}

/// A request with these header lines besides the host.
async fn with(practice: &Practice, line: &str, headers: &[&str], body: &str) -> Answer {
    let host = format!("host: 127.0.0.1:{}", practice.port);
    let mut all = vec![host.as_str(), "content-type: application/json"];
    all.extend(headers);
    client::with_headers(practice, line, &all, body).await.expect("a connection").expect("an answer")
}

/// How strictly keys are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keys {
    /// Exactly the sample's: a vendor's own document shows them all.
    All,
    /// The sample's and more: it is known to leave some out.
    More,
}

/// Compares key by key and type by type; null stands for any type.
fn assert_shape(actual: &Value, sample: &Value, keys: Keys, at: &str) {
    match (actual, sample) {
        (Value::Null, _) | (_, Value::Null) => {}
        (Value::Object(actual), Value::Object(sample)) => {
            for (name, value) in sample {
                let found = actual.get(name).unwrap_or_else(|| panic!("{at}.{name} is missing"));
                assert_shape(found, value, keys, &format!("{at}.{name}"));
            }
            let extra = actual.keys().find(|name| !sample.contains_key(*name));
            assert!(keys == Keys::More || extra.is_none(), "{at} has {extra:?} too many");
        }
        (Value::Array(actual), Value::Array(sample)) => {
            for (index, value) in actual.iter().enumerate() {
                assert_shape(value, &sample[0], keys, &format!("{at}[{index}]"));
            }
        }
        _ => {
            let kind = |value: &Value| (value.is_string(), value.is_number(), value.is_boolean());
            assert_eq!(kind(actual), kind(sample), "{at}: {actual} for {sample}");
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// What the ledger says of the last accepted request.
fn last(practice: &Practice) -> (String, String, String, f64, String) {
    let entry = practice.ledger().pop().expect("an entry");
    (entry.vendor, entry.path, entry.action, entry.amount, entry.unit)
}

/// The path of an address on this server.
fn path_of(url: &Value) -> String {
    let url = text(url);
    let path = url.split_once("//").expect("an address").1;
    path[path.find('/').expect("a path")..].to_owned()
}

/// Lyrics of the usual kind.
fn lyrics() -> Value {
    json!(super::LYRICS)
}

#[tokio::test]
async fn every_format_has_a_base_and_an_account() {
    let practice = studio().await;
    for format in crate::WIRE_FORMATS {
        assert!(practice.balance_of(format.vendor).expect("an account") >= 10.0);
        let url = practice.url_of(format);
        assert!(url.ends_with(format.base) && url.starts_with("http://127.0.0.1:"));
        let nowhere = ask(&practice, &format!("{}/no/such/path", format.base)).await;
        assert_eq!(nowhere.status, if format.vendor == "gateway" { 200 } else { 404 });
    }
    assert_eq!(practice.balance_of("nobody"), None);
}
