//! What the test of a connection says.

use super::SAMPLES;
use crate::modelverse::Modelverse;
use crate::suno::fixtures::answer;
use crate::{ErrorKind, Method, Money, Vendor};

fn judged(status: u64, body: &str) -> Result<(), ErrorKind> {
    Modelverse.judge_probe(&answer(status, body)).map(|_| ()).map_err(|error| {
        assert_eq!(error.money, Money::NotSpent);
        error.kind
    })
}

fn error(code: &str, message: &str) -> String {
    serde_json::json!({ "error": { "code": code, "message": message } }).to_string()
}

#[test]
fn it_only_reads() {
    let wire = Modelverse.probe().unwrap();
    assert_eq!((wire.method, wire.path.as_str()), (Method::Get, "/v1/tasks/status"));
}

#[test]
fn an_unknown_task_means_that_the_key_works() {
    assert_eq!(judged(400, &error("param_error", "Invalid param")), Ok(()));
    assert_eq!(judged(404, &error("not_found", "task not exist")), Ok(()));
    assert_eq!(Modelverse.judge_probe(&SAMPLES.answer("status_failure")).map(|_| ()), Ok(()));
}

#[test]
fn everything_else_is_told_apart() {
    assert_eq!(judged(401, &error("auth_error", "Validate Certification failed")), Err(ErrorKind::BadKey));
    assert_eq!(judged(403, &error("forbidden", "IP is not in the whitelist")), Err(ErrorKind::BadKey));
    assert_eq!(judged(403, &error("forbidden", "quota exceeded")), Err(ErrorKind::OutOfCredits));
    assert_eq!(judged(429, &error("rate_limit", "slow")), Err(ErrorKind::Busy));
    assert_eq!(judged(500, &error("internal_error", "x")), Err(ErrorKind::VendorFault));
    assert_eq!(judged(404, "<html>"), Err(ErrorKind::NotFound));
    assert_eq!(judged(200, "<html>"), Err(ErrorKind::Unreadable));
    assert_eq!(judged(400, "no"), Err(ErrorKind::BadRequest));
}
