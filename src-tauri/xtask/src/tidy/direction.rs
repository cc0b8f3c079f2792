//! Who may depend on whom: design.md, Architecture 7.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::shell::{command, output};

/// Crate, and the crates of this workspace that it may depend on outside of tests.
const ALLOWED: &[(&str, &[&str])] = &[
    ("song", &[]),
    ("vendors", &["song"]),
    ("audio", &["song"]),
    ("library", &["song"]),
    ("practice", &["song", "audio"]),
    ("studio", &["song", "vendors", "audio", "library"]),
    ("refrain", &["song", "studio", "practice"]),
    ("tests", &["song", "vendors", "audio", "library", "studio", "practice"]),
    ("xtask", &[]),
];

/// Breaches of the direction, and anything but the app that knows Tauri.
pub fn breaches() -> Result<Vec<String>> {
    let text = output(command("cargo", &["metadata", "--format-version=1", "--no-deps", "--offline"]))?;
    let metadata: Value = serde_json::from_str(&text)?;
    let packages = metadata["packages"].as_array().context("cargo metadata has no packages")?;
    Ok(packages.iter().flat_map(package_breaches).collect())
}

fn package_breaches(package: &Value) -> Vec<String> {
    let name = package["name"].as_str().unwrap_or_default();
    let Some((_, allowed)) = ALLOWED.iter().find(|(known, _)| *known == name) else {
        return vec![format!("{name} is not in the list of crates (xtask/src/tidy/direction.rs)")];
    };
    let dependencies = package["dependencies"].as_array().into_iter().flatten();
    dependencies
        .filter(|dependency| dependency["kind"].is_null())
        .filter_map(|dependency| dependency["name"].as_str())
        .filter(|dependency| is_forbidden(name, dependency, allowed))
        .map(|dependency| format!("{name} must not depend on {dependency}"))
        .collect()
}

fn is_forbidden(name: &str, dependency: &str, allowed: &[&str]) -> bool {
    let ours = ALLOWED.iter().any(|(known, _)| *known == dependency);
    let tauri = dependency.starts_with("tauri") && name != "refrain";
    tauri || (ours && !allowed.contains(&dependency))
}
