//! Building the UI and the app.

use std::path::PathBuf;

use anyhow::Result;

use crate::shell::{command, root, run};

/// Runs an npm script of the UI.
pub fn npm(script: &str) -> Result<()> {
    let mut npm = command("npm", &["run", "--silent", script]);
    npm.current_dir(root().join("ui"));
    run(npm)
}

/// How the app is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// Somebody who uses it, in a hurry.
    Trying,
    /// Somebody who uses it, optimised.
    Using,
    /// The bench in the window: optimised, and the import dialog answers by itself.
    Measuring,
    /// The tests in the window: the practice studio notes what it receives.
    Testing,
}

/// Builds the UI and the app; answers the path of the program.
pub fn app(purpose: For) -> Result<PathBuf> {
    npm("build")?;
    let mut arguments = vec!["build", "--package", "refrain"];
    let release = matches!(purpose, For::Using | For::Measuring);
    match purpose {
        For::Trying => {}
        For::Using => arguments.push("--release"),
        For::Measuring => arguments.extend(["--release", "--features", "faults"]),
        For::Testing => arguments.extend(["--features", "faults"]),
    }
    run(command("cargo", &arguments))?;
    Ok(root().join("target").join(if release { "release" } else { "debug" }).join("refrain"))
}

/// Writes the bindings anew.
pub fn bindings() -> Result<()> {
    npm("build")?;
    run(bindings_test("write"))
}

/// Writes the README's table of vendors anew.
pub fn table() -> Result<()> {
    let mut cargo = command("cargo", &["test", "--quiet", "--package", "vendors", "--lib", "the_readme"]);
    cargo.env("REFRAIN_TABLE", "write");
    run(cargo)
}

/// Fails when the committed bindings differ from what the app would write.
pub fn compare_bindings() -> Result<()> {
    run(bindings_test("compare"))
}

fn bindings_test(mode: &str) -> std::process::Command {
    let mut cargo = command("cargo", &["test", "--quiet", "--package", "refrain", "--lib", "bindings"]);
    cargo.env("REFRAIN_BINDINGS", mode);
    cargo
}
