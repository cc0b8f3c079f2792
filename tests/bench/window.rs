//! The window with a big library: how soon it can be used, and how it plays.

use std::path::Path;
use std::time::{Duration, Instant};

use tests::window::{Opening, Outcome, Window, key, process};

/// How long one run of playing lasts.
const PLAYING: Duration = Duration::from_secs(10);

/// What was seen while a song played.
pub(crate) struct Playing {
    /// Mean time per drawn frame, in milliseconds, for each run.
    pub(crate) frame_ms: Vec<f64>,
    /// Waveform tiles drawn anew, for each run.
    pub(crate) tiles: Vec<f64>,
    /// Anonymous memory of the core process with the song open, in MiB, for each run.
    pub(crate) memory_mib: Vec<f64>,
}

/// Seconds from starting the program until songs are on the page and the search takes letters. The
/// driver's own start is in it, so the truth is a little less.
pub(crate) async fn seconds_to_usable(home: &Path) -> Outcome<f64> {
    let began = Instant::now();
    let window = Window::open(&opening(home)).await?;
    window
        .until("songs", async || {
            let script = "return document.querySelectorAll('[role=row] [role=gridcell]').length";
            Ok(window.run(script, Vec::new()).await?.as_u64().filter(|rows| *rows > 10))
        })
        .await?;
    let seconds = began.elapsed().as_secs_f64();
    window.close().await?;
    Ok(seconds)
}

/// Plays a song in Edit, with waveform, words and meter moving.
pub(crate) async fn playing(home: &Path, title: &str, runs: usize) -> Outcome<Playing> {
    let window = Window::open(&opening(home)).await?;
    window.find("searchbox", "Search songs").await?;
    window.focus("Search songs").await?;
    window.write(title).await?;
    window.sees(title).await?;
    window.press(key::DOWN).await?;
    window.press(key::ENTER).await?;
    window.click("tab", "Edit").await?;
    window.sees("rooftops").await?;
    // The whole song on one page: a page that turns draws new tiles, and rightly so.
    window.focus("Playhead").await?;
    window.chord(&[key::CONTROL], 'f').await?;
    window.click("button", "Play").await?;
    let mut seen = Playing { frame_ms: Vec::new(), tiles: Vec::new(), memory_mib: Vec::new() };
    for _ in 0..runs {
        let tiles = drawn(&window).await?;
        seen.frame_ms.push(frame_ms(&window).await?);
        seen.tiles.push(drawn(&window).await? - tiles);
        seen.memory_mib.push(memory_mib(home)?);
    }
    window.close().await?;
    Ok(seen)
}

/// Seconds from pressing *Import audio* until the file's waveform is on the screen, in a profile of its own.
/// The dialog answers at once, and a single file opens by itself.
pub(crate) async fn seconds_to_waveform(file: &Path) -> Outcome<f64> {
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let settings = home.path().join("settings.json");
    std::fs::write(settings, r#"{"firstRunDone":true}"#).map_err(|error| error.to_string())?;
    let window = Window::open(&Opening { pick: Some(file.to_owned()), ..opening(home.path()) }).await?;
    window.find("button", "Import audio").await?;
    window.run(include_str!("import.js"), Vec::new()).await?;
    let seconds = window
        .until("the waveform", async || {
            Ok(window.run("return window.__waveformSeconds ?? null", Vec::new()).await?.as_f64())
        })
        .await?;
    window.close().await?;
    Ok(seconds)
}

fn opening(home: &Path) -> Opening {
    Opening { memory_secrets: true, own_drawing: true, ..Opening::on(home) }
}

async fn drawn(window: &Window) -> Outcome<f64> {
    Ok(window.run("return window.__refrainTilesDrawn ?? 0", Vec::new()).await?.as_f64().unwrap_or(0.0))
}

/// Counts frames as the page draws them.
async fn frame_ms(window: &Window) -> Outcome<f64> {
    let count = "window.__frames = 0; const tick = () => { window.__frames += 1; \
                 if (window.__counting) requestAnimationFrame(tick) }; \
                 window.__counting = true; window.__since = performance.now(); requestAnimationFrame(tick)";
    window.run(count, Vec::new()).await?;
    tokio::time::sleep(PLAYING).await;
    let read = "window.__counting = false; return (performance.now() - window.__since) / window.__frames";
    window.run(read, Vec::new()).await?.as_f64().ok_or_else(|| "no frames were counted".to_owned())
}

/// Anonymous memory of the process whose profile this is.
fn memory_mib(home: &Path) -> Outcome<f64> {
    let memory = process::apps_on(home).into_iter().filter_map(process::anonymous_mib);
    memory.reduce(f64::max).ok_or_else(|| "the process is not found".to_owned())
}
