//! Installing what is missing: Debian's packages and the UI's.

use anyhow::{Result, bail};

use crate::shell::{command, has, output, root, run};

/// Needed to build the app and to run it.
const BUILD: &[&str] = &[
    "build-essential",
    "pkg-config",
    "libwebkit2gtk-4.1-dev",
    "libgtk-3-dev",
    "libasound2-dev",
    "libdbus-1-dev",
    "xvfb",
    "dbus",
];

/// Needed to test it: a display, a sound server, a keyring, two browsers' drivers, Chinese letters, somebody who
/// reads a phrase aloud (GPL: a program that tests run, never shipped or linked).
const TEST: &[&str] = &[
    "webkit2gtk-driver",
    "pulseaudio",
    "pulseaudio-utils",
    "gnome-keyring",
    "dbus-x11",
    "chromium",
    "fonts-noto-cjk",
    "openbox",
    "espeak-ng",
];

/// Needed to compare: the peers of the benchmarks.
const BENCH: &[&str] = &["ffmpeg"];

/// What building and running needs.
pub fn for_run() -> Result<()> {
    debian(BUILD)?;
    ui()
}

/// What testing needs.
pub fn for_test() -> Result<()> {
    debian(&[BUILD, TEST].concat())?;
    ui()
}

/// What the benchmarks need.
pub fn for_bench() -> Result<()> {
    debian(&[BUILD, TEST, BENCH].concat())?;
    ui()
}

/// Installs Debian packages that are missing; elsewhere it only says what is needed.
fn debian(packages: &[&str]) -> Result<()> {
    if !has("dpkg-query") || !has("apt-get") {
        println!("This is not Debian: please make sure that these are installed: {}", packages.join(" "));
        return Ok(());
    }
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Installing what is missing: {}", missing.join(" "));
    apt_get(&["update", "-q"])?;
    apt_get(&[&["install", "-y", "-q", "--no-install-recommends"], missing.as_slice()].concat())
}

fn is_installed(package: &str) -> bool {
    let mut query = command("dpkg-query", &["-W", "-f", "${Status}", package]);
    query.stderr(std::process::Stdio::null());
    query.output().is_ok_and(|output| output.stdout.ends_with(b"ok installed"))
}

fn apt_get(arguments: &[&str]) -> Result<()> {
    let is_root = output(command("id", &["-u"]))?.trim() == "0";
    let mut apt = if is_root {
        command("apt-get", arguments)
    } else if has("sudo") {
        command("sudo", &[&["apt-get"], arguments].concat())
    } else {
        bail!("system packages are missing and neither root nor sudo is at hand")
    };
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    run(apt)
}

/// Installs the UI's packages when the lock file is newer than what is installed.
fn ui() -> Result<()> {
    let lock = root().join("ui/package-lock.json");
    let installed = root().join("ui/node_modules/.package-lock.json");
    let age = |path: &std::path::Path| path.metadata().and_then(|data| data.modified()).ok();
    if age(&installed) >= age(&lock) && installed.exists() {
        return Ok(());
    }
    // Not `npm ci`: it refuses a lock without the packages of other platforms that some dependency names
    // but nobody ever published. This installs exactly what is locked and saves nothing.
    let mut npm = command("npm", &["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"]);
    npm.current_dir(root().join("ui"));
    run(npm)
}
