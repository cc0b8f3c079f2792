//! Tests of the Modelverse wire against the samples in `tests/fixtures/modelverse`.
