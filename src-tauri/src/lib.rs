//! Refrain: for now only the crate root.
