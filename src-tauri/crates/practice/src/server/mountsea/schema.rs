//! `GET /suno/v2/generate/schema`: what every task needs. Asking costs nothing.

use axum::Json;
use axum::extract::Query;
use serde::Deserialize;
use serde_json::{Value, json};

use super::catalogue::{KINDS, Kind};

/// The query.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    task: Option<String>,
}

/// Answers one task, or all.
pub(super) async fn schema(Query(asked): Query<Asked>) -> Json<Vec<Value>> {
    let wanted = |kind: &&Kind| asked.task.as_deref().is_none_or(|task| task == kind.name);
    Json(KINDS.iter().filter(wanted).map(show).collect())
}

fn show(kind: &Kind) -> Value {
    let required: Vec<Value> = kind.required.iter().map(|field| described(field)).collect();
    let optional: Vec<Value> = kind.optional.iter().map(|field| described(field)).collect();
    let example: serde_json::Map<String, Value> =
        kind.required.iter().map(|field| ((*field).to_owned(), example(field))).collect();
    json!({
        "task": kind.name, "description": kind.about, "required": required, "optional": optional,
        "notAllowed": [], "example": example,
    })
}

fn described(field: &str) -> Value {
    let example = example(field);
    let kind = match &example {
        Value::Object(_) => "object",
        Value::Array(_) => "array",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        _ => "string",
    };
    json!({ "field": field, "description": field, "example": example, "type": kind })
}

fn example(field: &str) -> Value {
    match field {
        "model" => json!("chirp-v50"),
        "range" | "infill_context_range" => json!({ "start_s": 15.36, "end_s": 53.8 }),
        "mashup_clip_ids" => json!(["clip_abc123", "clip_def456"]),
        "sound" => json!({ "description": "rain on a roof", "type": "loop" }),
        "persona" => json!({ "persona_id": "persona_abc123" }),
        "controls" => json!({ "style_weight": 0.5 }),
        "make_instrumental" => json!(false),
        "continue_at" => json!(30),
        "audio_url" => json!("https://example.com/song.mp3"),
        _ => json!("clip_abc123"),
    }
}
