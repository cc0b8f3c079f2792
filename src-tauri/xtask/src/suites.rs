//! The long commands: run, test, check, tour.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::build::For;
use crate::shell::{self, command, has, root};
use crate::stage::{Display, Keyring, Sound};
use crate::{build, packages, tidy};

/// Opens the app and waits until it is closed.
fn open_app(program: &Path, display: Option<&Display>) -> Result<()> {
    let mut app = command(&program.display().to_string(), &[]);
    if let Some(display) = display {
        app.env("DISPLAY", display.name());
    }
    shell::run(app)
}

/// `cargo xtask run`
pub fn run(release: bool) -> Result<()> {
    packages::for_run()?;
    let program = build::app(if release { For::Using } else { For::Trying })?;
    let display = virtual_display()?;
    println!("Refrain opens on the practice studio: no key, no network.");
    open_app(&program, display.as_ref())
}

/// `cargo xtask check`
pub fn check() -> Result<()> {
    packages::for_run()?;
    lint()?;
    tidy::run()
}

/// `cargo xtask test`
pub fn test() -> Result<()> {
    packages::for_test()?;
    build::npm("build")?;
    lint()?;
    tidy::run()?;
    build::compare_bindings()?;
    rust_tests()?;
    build::npm("test")?;
    build::npm("look")?;
    window_tests("")
}

/// `cargo xtask window`
pub fn window(name: &str) -> Result<()> {
    packages::for_test()?;
    window_tests(name)
}

/// The tests in the real window whose name contains `name`.
fn window_tests(name: &str) -> Result<()> {
    in_the_window(&[
        "test",
        "--package",
        "tests",
        "--features",
        "e2e",
        "--test",
        "e2e",
        "--",
        "--test-threads=1",
        name,
    ])
}

/// `cargo xtask tour`
pub fn tour(out: &str) -> Result<()> {
    packages::for_test()?;
    let out = root().join(out);
    in_the_window(&[
        "run",
        "--package",
        "tests",
        "--features",
        "e2e",
        "--bin",
        "tour",
        "--",
        &out.display().to_string(),
    ])
}

/// `cargo xtask microphone`: the short test of `cargo xtask test`, as long as people sing.
pub fn microphone(seconds: &str) -> Result<()> {
    packages::for_test()?;
    let test =
        ["test", "--package", "audio", "--test", "device", "a_take_on_a_busy_machine", "--", "--nocapture"];
    let mut cargo = command("cargo", &test);
    cargo.env("REFRAIN_MICROPHONE_SECONDS", seconds);
    shell::run(cargo)
}

fn lint() -> Result<()> {
    shell::run(command("cargo", &["fmt", "--all", "--check"]))?;
    shell::run(command(
        "cargo",
        &["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"],
    ))?;
    build::npm("check")
}

/// Unit tests and journeys; with nextest where it is installed.
fn rust_tests() -> Result<()> {
    if has("cargo-nextest") {
        return shell::run(command("cargo", &["nextest", "run", "--no-fail-fast"]));
    }
    shell::run(command("cargo", &["test", "--no-fail-fast"]))
}

/// Runs cargo with the built app, a display, a sound server and a keyring.
fn in_the_window(arguments: &[&str]) -> Result<()> {
    on_a_stage(&build::app(For::Testing)?, arguments, shell::run)
}

/// What the bench in the real window printed, as JSON.
pub fn window_bench(runs: usize, song: &Path) -> Result<serde_json::Value> {
    let program = build::app(For::Measuring)?;
    let (runs, song) = (runs.to_string(), song.display().to_string());
    let start =
        ["run", "--release", "--package", "tests", "--features", "e2e", "--bin", "window-bench", "--"];
    let cargo = [&start[..], &[&runs, &song]].concat();
    let said = on_a_stage(&program, &cargo, shell::output)?;
    let line = said.lines().rfind(|line| line.starts_with('{')).context("window-bench printed no JSON")?;
    serde_json::from_str(line).context("window-bench printed no JSON")
}

/// Runs cargo with an app and everything a window needs.
fn on_a_stage<T>(program: &Path, arguments: &[&str], run: impl FnOnce(Command) -> Result<T>) -> Result<T> {
    // Always virtual, also where there is a real display: pictures are compared by size.
    println!("The window tests use a virtual display, a null sound sink and a keyring of their own.");
    let display = Display::start(1440, 900)?;
    let sound = Sound::start()?;
    let keyring = Keyring::new()?;
    let mut cargo = Command::new("cargo");
    cargo.args(arguments).env("REFRAIN_APP", program).env("DISPLAY", display.name());
    cargo.env("PULSE_SERVER", sound.server()).env("GDK_BACKEND", "x11").env("NO_AT_BRIDGE", "1");
    run(keyring.around(&cargo))
}

/// A display where there is none.
fn virtual_display() -> Result<Option<Display>> {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(not(target_os = "linux")) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY") {
        return Ok(None);
    }
    let display = Display::start(1440, 900)?;
    println!("There is no display here; Refrain opens on the virtual display {}.", display.name());
    Ok(Some(display))
}
