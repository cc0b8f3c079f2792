//! What the test of a connection says.

use super::SAMPLES;
use crate::gateway::Gateway;
use crate::suno::fixtures::answer;
use crate::{ErrorKind, Money, Vendor};

fn judged(status: u64, body: &str) -> Result<(), ErrorKind> {
    Gateway.judge_probe(&answer(status, body)).map(|_| ()).map_err(|error| {
        assert_eq!(error.money, Money::NotSpent);
        error.kind
    })
}

#[test]
fn it_asks_for_nothing() {
    let wire = Gateway.probe().unwrap();
    assert_eq!((wire.path.as_str(), wire.body.to_string().as_str()), ("/suno/fetch", r#"{"ids":[]}"#));
}

#[test]
fn nothing_means_that_the_key_works() {
    for name in ["fetch_empty", "fetch_null", "fetch_batch"] {
        assert!(Gateway.judge_probe(&SAMPLES.answer(name)).is_ok(), "{name}");
    }
    assert_eq!(judged(200, "[]"), Ok(()));
    assert_eq!(judged(400, r#"{"code":"invalid_request","message":"ids is empty","data":null}"#), Ok(()));
}

#[test]
fn everything_else_is_told_apart() {
    assert_eq!(
        judged(401, r#"{"error":{"message":"无效的令牌","type":"new_api_error"}}"#),
        Err(ErrorKind::BadKey)
    );
    assert_eq!(
        judged(401, r#"{"error":{"message":"该令牌额度已用尽","type":"new_api_error"}}"#),
        Err(ErrorKind::OutOfCredits)
    );
    assert_eq!(
        judged(401, r#"{"code":"unauthorized","message":"unauthorized secret token","data":null}"#),
        Err(ErrorKind::BadKey)
    );
    assert_eq!(
        judged(200, "<!doctype html><html>"),
        Err(ErrorKind::NotFound),
        "a web page is a wrong address"
    );
    assert_eq!(judged(404, "404 page not found"), Err(ErrorKind::NotFound));
    assert_eq!(judged(429, ""), Err(ErrorKind::Busy));
    assert_eq!(judged(503, ""), Err(ErrorKind::VendorFault));
    assert_eq!(judged(200, r#"{"hello":1}"#), Err(ErrorKind::Unreadable));
}
