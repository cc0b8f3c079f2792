//! The tour: drives the real window through the story and leaves in a folder a numbered picture per step,
//! the exported files, the requests that the practice server received, and `tour.json`.
#![allow(clippy::print_stdout, reason = "a command line program talks on its output")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use serde_json::{Value, json};
use tests::sound::{Recording, best_match};
use tests::story::{self, Audience};
use tests::window::{Opening, Outcome, Window, key};

/// Writes pictures and times.
struct Camera {
    out: PathBuf,
    began: Instant,
    steps: Vec<Value>,
}

impl Audience for Camera {
    async fn step(&mut self, window: &Window, name: &str, caption: &str) -> Outcome<()> {
        // A moment for transitions, so that pictures show what stays.
        tokio::time::sleep(std::time::Duration::from_millis(350)).await;
        let number = self.steps.len() + 1;
        let file = format!("{number:02}-{name}.png");
        let picture = window.picture().await?;
        std::fs::write(self.out.join(&file), picture).map_err(|error| error.to_string())?;
        let seconds = self.began.elapsed().as_secs_f64();
        println!("{file}  {caption}");
        self.steps.push(json!({ "picture": file, "caption": caption, "seconds": seconds }));
        Ok(())
    }
}

fn main() -> ExitCode {
    let out = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/tour".into()));
    let result = tokio::runtime::Runtime::new()
        .map_err(|error| error.to_string())
        .and_then(|runtime| runtime.block_on(tour(&out)));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("the tour stopped: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn tour(out: &Path) -> Outcome<()> {
    drop(std::fs::remove_dir_all(out));
    std::fs::create_dir_all(out).map_err(|error| error.to_string())?;
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut camera = Camera { out: out.to_owned(), began: Instant::now(), steps: Vec::new() };
    let opening = Opening::on(home.path());
    let facts = walk(&opening, &mut camera).await?;
    collect(home.path(), out)?;
    looks(home.path(), &mut camera).await?;
    let report = json!({ "steps": camera.steps, "facts": facts });
    let text = serde_json::to_string_pretty(&report).map_err(|error| error.to_string())?;
    std::fs::write(out.join("tour.json"), text).map_err(|error| error.to_string())
}

async fn walk(opening: &Opening, camera: &mut Camera) -> Outcome<Value> {
    let window = Window::open(opening).await?;
    let (seconds, clicks) = story::first_song(&window, camera).await?;
    story::write_and_generate(&window, camera).await?;
    story::hear_and_keep(&window, camera).await?;
    story::select_and_write(&window, camera).await?;
    story::replace(&window, camera).await?;
    story::compare_and_keep(&window, camera).await?;
    let files = story::export(&window, &opening.home, camera).await?;
    let heard = heard(&window, &files).await?;
    let tiles = tiles_while_playing(&window).await?;
    for screen in ["Jobs", "Settings"] {
        window.click("button", screen).await?;
        camera.step(&window, &screen.to_lowercase(), screen).await?;
    }
    window.close().await?;
    story::open_again(opening, camera).await?.close().await?;
    Ok(json!({
        "secondsToFirstSound": seconds,
        "clicksToFirstSound": clicks,
        "correlationHeardExported": heard,
        "tilesDrawnInThreeSecondsOfPlaying": tiles,
        "exports": files.iter().filter_map(|file| file.file_name()?.to_str().map(str::to_owned)).collect::<Vec<_>>(),
    }))
}

/// How well what reaches the sound server matches the exported WAV.
async fn heard(window: &Window, files: &[PathBuf]) -> Outcome<f64> {
    if window.look("button", "Pause").await?.is_some() {
        window.click("button", "Pause").await?;
    }
    window.click("button", "To the start").await?;
    let recording = Recording::start()?;
    window.click("button", "Play").await?;
    let heard = recording.take(8.0)?;
    let wav =
        files.iter().find(|file| file.extension().is_some_and(|ending| ending == "wav")).ok_or("no WAV")?;
    let exported = audio::decode_all(wav).map_err(|error| error.to_string())?;
    let second = 48_000 * 2;
    Ok(best_match(&heard, &exported.samples[4 * second..5 * second]).0)
}

/// How many waveform tiles are drawn anew while the song plays within one page.
async fn tiles_while_playing(window: &Window) -> Outcome<Value> {
    let drawn = "return window.__refrainTilesDrawn";
    let before = window.run(drawn, vec![]).await?;
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    let after = window.run(drawn, vec![]).await?;
    Ok(json!(after.as_f64().unwrap_or(0.0) - before.as_f64().unwrap_or(0.0)))
}

/// The same profile, dark: in the other language, and in the smallest window.
async fn looks(home: &Path, camera: &mut Camera) -> Outcome<()> {
    prefer_dark(home)?;
    for (language, size, edit) in [("zh-CN", (1440, 900), "编辑"), ("en", (1024, 680), "Edit")] {
        let mut opening = Opening::on(home);
        opening.language = language;
        opening.size = size;
        let window = Window::open(&opening).await?;
        window.sees("Paper Lanterns").await?;
        camera.step(&window, &format!("library-dark-{language}"), "The library, dark").await?;
        window.press(key::DOWN).await?;
        window.press(key::ENTER).await?;
        if window.look("tab", edit).await?.is_some() {
            window.click("tab", edit).await?;
            camera.step(&window, &format!("edit-dark-{language}"), "Edit, dark").await?;
        }
        window.close().await?;
    }
    Ok(())
}

/// Writes the preference as the app would have.
fn prefer_dark(home: &Path) -> Outcome<()> {
    let path = home.join("settings.json");
    let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
    let mut settings: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    settings["theme"] = json!("dark");
    std::fs::write(&path, settings.to_string()).map_err(|error| error.to_string())
}

/// Exported files and received requests.
fn collect(home: &Path, out: &Path) -> Outcome<()> {
    let copy = |from: PathBuf, to: PathBuf| {
        std::fs::copy(&from, to).map_err(|error| format!("{}: {error}", from.display()))
    };
    for entry in std::fs::read_dir(home.join("exports")).map_err(|error| error.to_string())?.flatten() {
        copy(entry.path(), out.join(entry.file_name()))?;
    }
    copy(home.join("practice/requests.jsonl"), out.join("requests.jsonl")).map(|_| ())
}
