//! Words in the wrong place: vendor names, Tauri's packages, markup from strings, missing translations.

use std::collections::BTreeSet;

use serde_json::Value;

use super::files::Source;
use crate::shell::root;

const VENDORS: &[&str] = &["yoyai", "mountsea", "modelverse"];
const MAY_NAME_VENDORS: &[&str] =
    &["src-tauri/crates/vendors", "src-tauri/crates/practice", "tests", "ui/messages", "src-tauri/xtask"];

/// Every breach in these files.
pub fn breaches(files: &[Source]) -> Vec<String> {
    let mut breaches: Vec<String> = files
        .iter()
        .flat_map(|file| [vendor_name(file), tauri_package(file), markup(file)])
        .flatten()
        .collect();
    breaches.extend(catalogues());
    breaches
}

/// A vendor's name in code outside of the places where vendors are known. Comments may cite them.
fn vendor_name(file: &Source) -> Option<String> {
    if file.is_under(MAY_NAME_VENDORS) || is_test(file) {
        return None;
    }
    let code = file.text.split("#[cfg(test)]").next().unwrap_or_default();
    let code = code.lines().filter(|line| !is_comment(line)).collect::<String>().to_lowercase();
    let name = VENDORS.iter().find(|name| code.contains(*name))?;
    Some(format!("{} names the vendor {name}", file.path.display()))
}

/// Tests and the stand-in core that looks are checked with.
fn is_test(file: &Source) -> bool {
    let name = file.path.file_name().unwrap_or_default();
    name == "tests.rs" || name == "testing.rs" || file.is_under(&["ui/src/ipc/standin"])
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    ["//", "*", "/*", "<!--"].iter().any(|mark| line.starts_with(mark))
}

fn tauri_package(file: &Source) -> Option<String> {
    let outside = file.is_under(&["ui"]) && !file.is_under(&["ui/src/ipc", "ui/tests"]);
    (outside && file.text.contains("@tauri-apps/"))
        .then(|| format!("{} imports Tauri outside of ui/src/ipc", file.path.display()))
}

/// Vendor text is text, never markup.
fn markup(file: &Source) -> Option<String> {
    let found =
        ["{@html", ".innerHTML", "insertAdjacentHTML"].into_iter().find(|way| file.text.contains(way));
    let way = found.filter(|_| file.is_under(&["ui/src"]))?;
    Some(format!("{} turns text into markup with {way}", file.path.display()))
}

/// Messages lie in `ui/messages` and its folders: one file a language, the same keys in both.
fn catalogues() -> Vec<String> {
    let top = root().join("ui/messages");
    let inner = std::fs::read_dir(&top).into_iter().flatten().flatten().map(|entry| entry.path());
    let folders = inner.filter(|path| path.is_dir()).chain([top.clone()]);
    folders.flat_map(|folder| catalogue(&folder)).collect()
}

fn catalogue(folder: &std::path::Path) -> Vec<String> {
    let keys = |name: &str| -> BTreeSet<String> {
        let text = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        let value: Value = serde_json::from_str(&text).unwrap_or_default();
        value.as_object().map(|object| object.keys().cloned().collect()).unwrap_or_default()
    };
    let (english, chinese) = (keys("en.json"), keys("zh-CN.json"));
    if english.is_empty() {
        return vec![format!("{}/en.json cannot be read", folder.display())];
    }
    let missing = english.symmetric_difference(&chinese);
    missing.map(|key| format!("the message {key} stands in one catalogue only")).collect()
}
