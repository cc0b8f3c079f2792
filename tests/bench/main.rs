//! What can only be measured in the real window and on a big library, for `cargo xtask bench`: prints one
//! line of JSON with every figure of every run. Nothing is judged here.
#![allow(clippy::print_stdout, reason = "its output is its result")]

mod library;
mod window;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use serde_json::json;
use tests::rig::Rig;
use tests::window::Outcome;

/// How often each thing is measured unless the first argument says otherwise.
const RUNS: usize = 5;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let runs = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(RUNS);
    let Some(song) = arguments.next().map(PathBuf::from) else {
        println!("window-bench <runs> <a song of four minutes>");
        return ExitCode::FAILURE;
    };
    let result = tokio::runtime::Runtime::new()
        .map_err(|error| error.to_string())
        .and_then(|runtime| runtime.block_on(measure(runs, &song)));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{}", json!({ "error": error }));
            ExitCode::FAILURE
        }
    }
}

async fn measure(runs: usize, file: &Path) -> Outcome<()> {
    let render = (0..runs).map(|_| seconds_to_render_two_minutes()).collect::<Vec<_>>();
    let rig = Rig::new().await;
    let song = rig.kept_song().await.compose.title;
    let home = rig.close().await;
    let songs = library::fill(home.path())?;
    let search = (0..runs).map(|_| library::search_p95_ms(home.path())).collect::<Outcome<Vec<_>>>()?;
    let mut start = Vec::new();
    for _ in 0..runs {
        start.push(window::seconds_to_usable(home.path()).await?);
    }
    let mut waveform = Vec::new();
    for _ in 0..runs {
        waveform.push(window::seconds_to_waveform(file).await?);
    }
    let playing = window::playing(home.path(), &song, runs).await?;
    println!(
        "{}",
        json!({
            "songs": songs,
            "renderSeconds": render,
            "searchP95Ms": search,
            "startSeconds": start,
            "waveformSeconds": waveform,
            "frameMs": playing.frame_ms,
            "tilesDrawn": playing.tiles,
            "memoryMib": playing.memory_mib,
        })
    );
    Ok(())
}

/// Seconds that the practice studio needs for two minutes of song, all its threads together at work.
fn seconds_to_render_two_minutes() -> f64 {
    let spec = practice::SongSpec {
        lyrics: tests::rig::LYRICS.repeat(4),
        title: "Paper Lanterns".into(),
        style: "dream pop, warm, 96 bpm".into(),
        instrumental: false,
        seed: 1,
        voice: None,
    };
    let song = practice::compose(&spec);
    let length = song.frames as f64 / f64::from(practice::RATE);
    let began = Instant::now();
    // As the server renders a song: the mix alone, not all stems at once.
    let mix = song.render_window(0, i64::try_from(song.frames).unwrap_or(i64::MAX));
    std::hint::black_box(&mix);
    began.elapsed().as_secs_f64() * 120.0 / length
}
