//! How a vendor words the failures that every vendor has.

use serde_json::json;

/// A vendor's bodies for [`super::faults`], each with its status.
#[derive(Debug, Clone)]
pub struct Samples {
    /// A song that was made.
    pub success: (u16, Vec<u8>),
    /// The queue is full; nothing was begun.
    pub queue_full: (u16, Vec<u8>),
    /// A filter refused a text.
    pub moderated: (u16, Vec<u8>),
    /// The key is wrong.
    pub bad_key: (u16, Vec<u8>),
    /// The user's balance is used up.
    pub used_up: (u16, Vec<u8>),
    /// Something broke in the middle of the work.
    pub broke: (u16, Vec<u8>),
}

impl Samples {
    /// YoYAI's, after its document.
    #[must_use]
    pub fn yoyai() -> Self {
        let clip = |id: &str| {
            let url = format!("https://cdn1.suno.ai/{id}.mp3");
            json!({ "id": id, "state": "succeeded", "audio_url": url })
        };
        let success =
            json!({ "success": true, "task_id": "t-1", "trace_id": "x-1", "data": [clip("a"), clip("b")] });
        Self {
            success: (200, success.to_string().into()),
            queue_full: envelope(
                500,
                "api_error",
                "The current task queue is too long. Please submit the task later.",
            ),
            moderated: envelope(403, "forbidden", "Tags contained artist name: xxx"),
            bad_key: envelope(401, "invalid_token", "The token is invalid."),
            used_up: envelope(403, "used_up", "The balance is used up."),
            broke: envelope(
                500,
                "api_error",
                "The current internal service is abnormal. Consult the administrator according to trace_id.",
            ),
        }
    }
}

fn envelope(status: u16, code: &str, message: &str) -> (u16, Vec<u8>) {
    let body = json!({ "success": false, "error": { "code": code, "message": message }, "trace_id": "x-1" });
    (status, body.to_string().into())
}
