//! Tests of the gateway wire against the samples in `tests/fixtures/gateway`.
