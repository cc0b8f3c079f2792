//! Gateways pass what every vendor must pass.

use super::{SAMPLES, TASK, generate, lyrics};
use crate::conformance::{Samples, bad_answers, faults};
use crate::gateway::Gateway;
use crate::suno::fixtures::good;

fn body(status: u16, code: &str, message: &str) -> (u16, Vec<u8>) {
    (status, serde_json::json!({ "code": code, "message": message, "data": null }).to_string().into())
}

fn samples() -> Samples {
    let key = r#"{"error":{"message":"无效的令牌","type":"new_api_error"}}"#;
    Samples {
        success: (
            200,
            r#"{"code":"success","message":"","data":"736a6f88-bd29-4b1e-b110-37132a5325ac"}"#.into(),
        ),
        queue_full: body(500, "fail_to_fetch_task", "当前分组上游负载已饱和，请稍后再试"),
        moderated: body(400, "invalid_request", "Tags contained artist name: xxx"),
        bad_key: (401, key.into()),
        used_up: body(403, "quota_not_enough", "user quota is not enough"),
        broke: body(500, "do_request_failed", "请求上游地址失败"),
    }
}

#[tokio::test]
async fn it_passes_the_faults_on_the_way() {
    assert_eq!(faults(&Gateway, &samples()).await, Vec::<String>::new());
}

/// Without uploads and concats: for those a web page is an answer, and free.
#[test]
fn it_reads_ten_thousand_bad_answers() {
    let answers = vec![(generate(), "submit"), (lyrics(), "submit_lyrics")];
    let names = ["batch", "success", "streaming", "failure_one_playable", "fail", "bare_clips"];
    let names = names.map(|name| format!("fetch_{name}"));
    let words = (lyrics(), "f4a94d75-087b-4bb1-bd45-53ba293faf96", "fetch_single");
    let follows = names.iter().map(|name| (generate(), TASK, name.as_str())).chain([words]).collect();
    assert_eq!(bad_answers(&good(&Gateway, &SAMPLES, answers, follows)), Vec::<String>::new());
}
