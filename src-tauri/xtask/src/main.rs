//! The project's own commands: run, test, check, bindings, tidy, tour, bench.
fn main() {}
