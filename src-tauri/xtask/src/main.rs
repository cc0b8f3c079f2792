//! The project's own commands: run, test, check, bindings, tidy, tour, microphone, bench.
//!
//! Plain Rust over the tools a fresh machine has (cargo, npm, apt-get). Deliberately absent: anything
//! the app itself needs at run time.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line program talks on its output")]
#![allow(unreachable_pub, reason = "a program has no outside")]

mod bench;
mod build;
mod packages;
mod shell;
mod stage;
mod suites;
mod tidy;

use anyhow::{Result, bail};

const HELP: &str = "cargo xtask <command>
  run [--release]     install what is missing, build, open Refrain on the practice studio
  test                install what is missing, run every test, the real window included
  window [NAME]       only the tests in the real window, or those whose name contains NAME
  check               format, lints, tidy, UI checks: no test is run
  bindings            write ui/src/ipc/bindings.ts anew from the commands of the app
  table               write the README's table of vendors anew from their profiles
  tidy                dependency direction, file and function sizes, catalogues, vendor names
  tour [--out DIR]    drive the real window through the story: pictures, audio, requests, tour.json
  microphone [--seconds N]  a take of N seconds (240) from a virtual microphone while every processor is busy
  bench [--check]     performance beside peers in the same run, as ratios";

fn main() {
    if let Err(error) = dispatch() {
        eprintln!("xtask: {error:#}");
        std::process::exit(1);
    }
}

fn dispatch() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    refuse_strangers(&arguments)?;
    let flag = |name: &str| arguments.iter().any(|argument| argument == name);
    match arguments.first().map(String::as_str) {
        Some("run") => suites::run(flag("--release")),
        Some("test") => suites::test(),
        Some("window") => suites::window(arguments.get(1).map_or("", String::as_str)),
        Some("check") => suites::check(),
        Some("bindings") => build::bindings(),
        Some("table") => build::table(),
        Some("tidy") => tidy::run(),
        Some("tour") => suites::tour(value(&arguments, "--out").unwrap_or("target/tour")),
        Some("microphone") => suites::microphone(value(&arguments, "--seconds").unwrap_or("240")),
        Some("bench") => bench::run(flag("--check")),
        None | Some("help" | "--help" | "-h") => {
            println!("{HELP}");
            Ok(())
        }
        Some(other) => bail!("there is no command {other}\n{HELP}"),
    }
}

/// A mistyped option must not start something that takes minutes.
fn refuse_strangers(arguments: &[String]) -> Result<()> {
    let Some((command, rest)) = arguments.split_first() else { return Ok(()) };
    let known: &[&str] = match command.as_str() {
        "run" => &["--release"],
        "tour" => &["--out"],
        "microphone" => &["--seconds"],
        "bench" => &["--check"],
        _ => &[],
    };
    match rest.iter().find(|argument| argument.starts_with('-') && !known.contains(&argument.as_str())) {
        Some(stranger) => bail!("{command} does not know {stranger}\n{HELP}"),
        None => Ok(()),
    }
}

/// The argument after `name`.
fn value<'a>(arguments: &'a [String], name: &str) -> Option<&'a str> {
    let at = arguments.iter().position(|argument| argument == name)?;
    arguments.get(at + 1).map(String::as_str)
}
