//! Tests of the YoYAI wire.
