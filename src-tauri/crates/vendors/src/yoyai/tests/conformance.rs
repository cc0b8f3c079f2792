//! YoYAI passes what every vendor must pass, and a careless vendor does not.

use crate::conformance::{Good, Samples, bad_answers, faults};
use crate::yoyai::YoYai;
use crate::{
    ErrorKind, Money, ProbeResult, Profile, Reply, Setup, SubmitError, Unsupported, Vendor, VendorError,
    VendorRequest, WireAnswer, WireRequest,
};

#[tokio::test]
async fn it_passes_the_faults_on_the_way() {
    assert_eq!(faults(&YoYai, &Samples::yoyai()).await, Vec::<String>::new());
}

/// Takes every failure for a free one, as naive clients do.
struct Careless;

impl Vendor for Careless {
    fn profile(&self) -> &'static Profile {
        YoYai.profile()
    }

    fn encode(&self, request: &VendorRequest, setup: &Setup) -> Result<WireRequest, Unsupported> {
        let mut wire = YoYai.encode(request, setup)?;
        wire.body["model"] = "chirp-v4".into();
        Ok(wire)
    }

    fn decode(&self, request: &VendorRequest, answer: &WireAnswer) -> Result<Reply, SubmitError> {
        let free = VendorError::new(ErrorKind::VendorFault, Money::NotSpent, "failed");
        YoYai.decode(request, answer).map_err(|_| SubmitError::Refused(free))
    }

    fn probe(&self) -> Option<WireRequest> {
        None
    }

    fn judge_probe(&self, _: &WireAnswer) -> Result<ProbeResult, VendorError> {
        Ok(ProbeResult::default())
    }
}

#[tokio::test]
async fn a_careless_vendor_is_caught() {
    let found = faults(&Careless, &Samples::yoyai()).await.join("\n");
    for expected in ["connection lost in the answer", "queue full", "unreadable", "unknown model"] {
        assert!(found.contains(expected), "{expected} is not caught: {found}");
    }
}

#[test]
fn a_careless_vendor_is_caught_reading_bad_answers() {
    let answers = vec![(super::generate(), super::fixture("generate.response.json"))];
    let good = Good { vendor: &Careless, answers, follows: Vec::new(), callbacks: Vec::new() };
    let found = bad_answers(&good);
    assert_eq!(found.len(), 10);
    assert!(found.iter().all(|words| words.contains("is called free")), "{found:?}");
}
