//! What the test of a connection says.

use super::SAMPLES;
use crate::mountsea::Mountsea;
use crate::suno::fixtures::answer;
use crate::{ErrorKind, Method, Money, Vendor};

fn judged(status: u64, body: &str) -> Result<(), ErrorKind> {
    Mountsea.judge_probe(&answer(status, body)).map(|_| ()).map_err(|error| {
        assert_eq!(error.money, Money::NotSpent);
        error.kind
    })
}

#[test]
fn it_only_reads() {
    let wire = Mountsea.probe().unwrap();
    assert_eq!((wire.method, wire.path.as_str()), (Method::Get, "/suno/v2/status"));
}

#[test]
fn an_unknown_task_means_that_the_key_works() {
    assert_eq!(judged(404, r#"{"statusCode":404,"message":"Task not found","error":"Not Found"}"#), Ok(()));
    assert_eq!(judged(400, r#"{"statusCode":400,"message":"task not exist","error":"Bad Request"}"#), Ok(()));
    assert_eq!(Mountsea.judge_probe(&SAMPLES.answer("status_failed")).map(|_| ()), Ok(()));
}

#[test]
fn everything_else_is_told_apart() {
    assert_eq!(judged(401, r#"{"statusCode":401,"message":"Unauthorized"}"#), Err(ErrorKind::BadKey));
    assert_eq!(
        judged(404, r#"{"statusCode":404,"message":"Cannot GET /suno/v2/status"}"#),
        Err(ErrorKind::NotFound)
    );
    assert_eq!(judged(429, ""), Err(ErrorKind::Busy));
    assert_eq!(judged(500, ""), Err(ErrorKind::VendorFault));
    assert_eq!(judged(200, "<html>"), Err(ErrorKind::Unreadable));
    assert_eq!(judged(200, "{}"), Err(ErrorKind::Unreadable));
    assert_eq!(judged(307, ""), Err(ErrorKind::NotFound));
}
