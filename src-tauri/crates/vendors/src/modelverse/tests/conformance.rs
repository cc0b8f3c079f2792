//! Modelverse passes what every vendor must pass.

use super::{SAMPLES, TASK, generate, upload};
use crate::conformance::{Samples, bad_answers, faults};
use crate::modelverse::Modelverse;
use crate::suno::fixtures::good;

fn body(status: u16, code: &str, message: &str) -> (u16, Vec<u8>) {
    (status, serde_json::json!({ "error": { "code": code, "message": message } }).to_string().into())
}

fn samples() -> Samples {
    Samples {
        success: (200, r#"{"output":{"task_id":"task_id"},"request_id":"request_id"}"#.into()),
        queue_full: body(
            500,
            "internal_error",
            "The current task queue is too long. Please submit the task later.",
        ),
        moderated: body(400, "invalid_messages", "Sensitive chat messages"),
        bad_key: body(401, "auth_error", "Validate Certification failed"),
        used_up: body(403, "forbidden", "quota exceeded"),
        broke: body(500, "internal_error", "Internal Server Error"),
    }
}

#[tokio::test]
async fn it_passes_the_faults_on_the_way() {
    assert_eq!(faults(&Modelverse, &samples()).await, Vec::<String>::new());
}

#[test]
fn it_reads_ten_thousand_bad_answers() {
    let answers = vec![(generate(), "submit"), (upload(), "upload")];
    let states = ["status_success", "status_failure", "status_running"];
    let follows = states.map(|name| (generate(), TASK, name)).into();
    assert_eq!(bad_answers(&good(&Modelverse, &SAMPLES, answers, follows)), Vec::<String>::new());
}
