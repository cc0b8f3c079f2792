//! What the test of a connection says.

use serde_json::json;

use super::{answer, bytes};
use crate::yoyai::YoYai;
use crate::{ErrorKind, Money, ProbeResult, Vendor};

fn judged(status: u16, code: &str, message: &str) -> Result<ProbeResult, ErrorKind> {
    let envelope =
        json!({ "success": false, "error": { "code": code, "message": message }, "trace_id": "x" });
    judge(status, envelope.to_string())
}

fn judge(status: u16, body: impl Into<Vec<u8>>) -> Result<ProbeResult, ErrorKind> {
    YoYai.judge_probe(&answer(status, body)).map_err(|error| {
        assert_eq!(error.money, Money::NotSpent);
        error.kind
    })
}

#[test]
fn it_asks_for_the_timing_of_no_song() {
    let wire = YoYai.probe().unwrap();
    assert_eq!(wire.path, "/suno/timing");
    assert_eq!(wire.body, json!({ "audio_id": "00000000-0000-0000-0000-000000000000" }));
}

#[test]
fn a_refusal_about_the_song_means_that_the_key_works() {
    assert!(judged(403, "forbidden", "This song doesn't exist or has been taken offline.").is_ok());
    assert!(judged(400, "bad_request", "audio_id is invalid").is_ok());
    assert!(judged(200, "forbidden", "This song doesn't exist or has been taken offline.").is_ok());
    assert!(judge(200, bytes("timing.response.json")).is_ok());
}

#[test]
fn everything_else_is_told_apart() {
    assert_eq!(judged(401, "invalid_token", "bad"), Err(ErrorKind::BadKey));
    assert_eq!(judged(400, "token_mismatched", "bad"), Err(ErrorKind::BadKey));
    assert_eq!(judged(403, "used_up", "balance"), Err(ErrorKind::OutOfCredits));
    assert_eq!(judged(404, "no_api", "nothing here"), Err(ErrorKind::NotFound));
    assert_eq!(judged(429, "too_many_requests", "slow"), Err(ErrorKind::Busy));
    assert_eq!(judged(500, "api_error", "broken"), Err(ErrorKind::VendorFault));
    assert_eq!(judge(404, "<html>"), Err(ErrorKind::NotFound));
    assert_eq!(judge(403, "<html>"), Err(ErrorKind::BadRequest));
    assert_eq!(judge(200, "<html>"), Err(ErrorKind::Unreadable));
    assert_eq!(judge(307, ""), Err(ErrorKind::NotFound));
}
