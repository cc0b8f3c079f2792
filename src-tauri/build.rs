//! Declares the app's commands, so that each is denied unless a capability allows it.
#![allow(clippy::print_stdout, reason = "cargo listens to what a build script prints")]

fn main() {
    let list = include_str!("src/commands/list.txt");
    let names: Vec<&'static str> = list.lines().filter(|line| !line.is_empty()).collect();
    let names: &'static [&'static str] = Box::leak(names.into_boxed_slice());
    let manifest = tauri_build::AppManifest::new().commands(names);
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        println!("cargo::error={error:#}");
        std::process::exit(1);
    }
}
