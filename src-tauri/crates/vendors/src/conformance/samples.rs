//! How a vendor words the failures that every vendor has.

use serde_json::{Value, json};

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
            queue_full: envelope(500, "api_error", QUEUE_FULL),
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

    /// Mountsea's, in the form that its framework gives.
    #[must_use]
    pub fn mountsea() -> Self {
        let said =
            |status: u16, message: &str| body(status, json!({ "statusCode": status, "message": message }));
        Self {
            success: body(201, json!({ "taskId": "15c257ff-43f7-4678-bd41-202ad6b8488b" })),
            queue_full: said(500, QUEUE_FULL),
            moderated: said(403, "Tags contained artist name: xxx"),
            bad_key: said(401, "Unauthorized"),
            used_up: said(402, "Insufficient credits"),
            broke: said(500, "Internal server error"),
        }
    }

    /// Modelverse's, after its page of error codes.
    #[must_use]
    pub fn modelverse() -> Self {
        let said = |status: u16, code: &str, message: &str| {
            body(
                status,
                json!({ "error": { "message": message, "type": "t", "param": "r-1", "code": code } }),
            )
        };
        Self {
            success: body(200, json!({ "output": { "task_id": "t-1" }, "request_id": "r-1" })),
            queue_full: said(500, "internal_error", QUEUE_FULL),
            moderated: said(400, "invalid_messages", "Sensitive chat messages"),
            bad_key: said(401, "auth_error", "Validate Certification failed"),
            used_up: said(403, "forbidden", "quota exceeded"),
            broke: said(500, "internal_error", "Internal Server Error"),
        }
    }

    /// A gateway's, in its two envelopes.
    #[must_use]
    pub fn gateway() -> Self {
        let said = |status: u16, code: &str, message: &str| {
            body(status, json!({ "code": code, "message": message, "data": null }))
        };
        let key = json!({ "error": { "message": "无效的令牌", "type": "new_api_error" } });
        Self {
            success: body(200, json!({ "code": "success", "message": "", "data": "task_1" })),
            queue_full: said(500, "fail_to_fetch_task", "当前分组上游负载已饱和，请稍后再试"),
            moderated: said(400, "invalid_request", "Tags contained artist name: xxx"),
            bad_key: body(401, key),
            used_up: said(403, "quota_not_enough", "user quota is not enough"),
            broke: said(500, "do_request_failed", "请求上游地址失败"),
        }
    }

    /// Those of a vendor by [`crate::Profile::id`].
    #[must_use]
    pub fn of(vendor: &str) -> Option<Self> {
        match vendor {
            "yoyai" => Some(Self::yoyai()),
            "mountsea" => Some(Self::mountsea()),
            "modelverse" => Some(Self::modelverse()),
            "gateway" => Some(Self::gateway()),
            _ => None,
        }
    }
}

/// The service's own words, which every vendor may pass on.
const QUEUE_FULL: &str = "The current task queue is too long. Please submit the task later.";

fn body(status: u16, body: Value) -> (u16, Vec<u8>) {
    (status, body.to_string().into())
}

fn envelope(status: u16, code: &str, message: &str) -> (u16, Vec<u8>) {
    let error = json!({ "code": code, "message": message });
    body(status, json!({ "success": false, "error": error, "trace_id": "x-1" }))
}
