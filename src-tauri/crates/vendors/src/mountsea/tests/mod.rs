//! Tests of the Mountsea wire against the samples in `tests/fixtures/mountsea`.
