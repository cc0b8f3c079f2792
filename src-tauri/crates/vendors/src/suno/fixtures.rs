//! The samples in `tests/fixtures/<vendor>`, and the checks that are the same for all of them.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::conformance::Good;
use crate::{
    Method, News, Setup, SubmitError, Ticket, Vendor, VendorError, VendorRequest, Waiting, WireAnswer,
    WireRequest,
};

/// The samples of one vendor.
pub(crate) struct Fixtures(pub(crate) &'static str);

impl Fixtures {
    fn folder(&self) -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures").join(self.0)
    }

    /// A file as JSON.
    pub(crate) fn json(&self, name: &str) -> Value {
        let bytes = std::fs::read(self.folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        serde_json::from_slice(&bytes).unwrap()
    }

    /// `<name>.response.json` as it comes over the wire.
    pub(crate) fn answer(&self, name: &str) -> WireAnswer {
        let sample = self.json(&format!("{name}.response.json"));
        answer(sample["status"].as_u64().unwrap(), sample["body"].to_string())
    }

    /// The body of `<name>.request.json`.
    pub(crate) fn body(&self, name: &str) -> Value {
        self.json(&format!("{name}.request.json"))["body"].clone()
    }

    /// Every name with this ending.
    pub(crate) fn names(&self, ending: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder()).unwrap();
        let files = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> =
            files.filter_map(|file| file.strip_suffix(ending).map(str::to_owned)).collect();
        names.sort_unstable();
        names
    }

    /// Asserts that a call equals the sample of this name in method, path, query and every field.
    pub(crate) fn assert_equals(&self, wire: &WireRequest, name: &str) {
        let sample = self.json(&format!("{name}.request.json"));
        let method = if wire.method == Method::Get { "GET" } else { "POST" };
        let query: Vec<_> = wire.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        let path = format!("{}{mark}{}", wire.path, query.join("&"));
        let sent = json!({ "method": method, "path": path, "body": wire.body });
        assert_eq!(sent, sample, "{name}");
    }

    /// Asserts that every row of `errors.json` has its outcome, kind and money, that the vendor's words
    /// are kept, and that nothing in it harms the eye.
    pub(crate) fn assert_errors(&self, vendor: &dyn Vendor, request: impl Fn(&str) -> VendorRequest) {
        for row in self.json("errors.json").as_array().unwrap() {
            let body = row["body"].as_str().map_or_else(|| row["body"].to_string(), str::to_owned);
            let failure = vendor
                .decode(
                    &request(row["action"].as_str().unwrap_or("generate")),
                    &answer(row["status"].as_u64().unwrap(), body),
                )
                .unwrap_err();
            let expected = ["outcome", "kind", "money"].map(|key| row[key].as_str().unwrap().to_owned());
            assert_eq!(described(&failure), expected, "{}", row["name"]);
            assert!(!failure.error().message.is_empty(), "{}", row["name"]);
        }
    }
}

/// An answer without headers.
pub(crate) fn answer(status: u64, body: impl Into<Vec<u8>>) -> WireAnswer {
    WireAnswer { status: u16::try_from(status).unwrap(), retry_after_s: None, body: body.into() }
}

/// Outcome, kind and money of a failure in the words of the fixtures.
pub(crate) fn described(failure: &SubmitError) -> [String; 3] {
    let outcome = serde_json::to_value(failure).unwrap()["outcome"].as_str().unwrap().to_owned();
    let error = serde_json::to_value(failure.error()).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    [outcome, text(&error["kind"]["kind"]), text(&error["money"])]
}

/// What a vendor says of one job that waits with this number.
pub(crate) fn news(
    vendor: &dyn Vendor,
    request: &VendorRequest,
    task_id: &str,
    answer: &WireAnswer,
) -> Result<News, VendorError> {
    let ticket = Ticket::new(task_id);
    let mut news = vendor.decode_follow(&[Waiting { request, ticket: &ticket }], answer)?;
    assert_eq!(news.len(), 1);
    Ok(news.remove(0))
}

/// The call that makes a request, with nothing set up.
pub(crate) fn wire(vendor: &dyn Vendor, request: &VendorRequest) -> WireRequest {
    vendor.encode(request, &Setup::default()).unwrap()
}

/// Good answers to be made bad: requests with the names of their samples.
pub(crate) fn good<'a>(
    vendor: &'a dyn Vendor,
    samples: &Fixtures,
    answers: Vec<(VendorRequest, &str)>,
    follows: Vec<(VendorRequest, &str, &str)>,
) -> Good<'a> {
    let body = |name: &str| samples.json(&format!("{name}.response.json"))["body"].clone();
    Good {
        vendor,
        answers: answers.into_iter().map(|(request, name)| (request, body(name))).collect(),
        follows: follows
            .into_iter()
            .map(|(request, task, name)| (request, Ticket::new(task), body(name)))
            .collect(),
        callbacks: Vec::new(),
    }
}
