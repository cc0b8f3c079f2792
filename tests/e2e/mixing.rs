//! Stems by keyboard alone: separate, solo, fade, mute a range, store, hear, export; the exported file is measured,
//! and it is what the sound server got.

use serde_json::json;
use std::path::Path;
use tests::sound::{Recording, best_match};
use tests::window::{Opening, Outcome, Window, key};

#[tokio::test(flavor = "multi_thread")]
async fn stems_are_mixed_without_a_mouse() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let window = Window::open(&Opening::on(home.path())).await.expect("the window opens");
    window.must("mixing", walk(&window, home.path()).await).await;
    window.close().await.expect("closed");
}

async fn walk(window: &Window, home: &Path) -> Outcome<()> {
    for step in ["Continue", "Continue", "Practice studio"] {
        window.find("button", step).await?;
        window.press(key::ENTER).await?;
    }
    window.find("button", "Keep take 1").await?;
    window.focus("Keep take 1").await?;
    window.press(key::ENTER).await?;
    window.find("button", "Version 1").await?;
    separate(window).await?;
    mix(window).await?;
    let heard = hear(window).await?;
    export(window).await?;
    let written = wait_for_file(window, home).await?;
    measure(&written)?;
    compare(&heard, &written)
}

/// To the Mix tab, and the stems are bought there.
async fn separate(window: &Window) -> Outcome<()> {
    window.focus("Mix").await?;
    window.press(key::ENTER).await?;
    window.find("button", "Stems").await?;
    window.focus("Stems").await?;
    window.press(key::ENTER).await?;
    let ready = "const button = document.querySelector('.dialog .tone-primary');
        if (!button || button.getAttribute('aria-disabled')) return false;
        button.focus();
        return true";
    window
        .until("the price", async || Ok((window.run(ready, vec![]).await? == json!(true)).then_some(())))
        .await?;
    window.press(key::ENTER).await?;
    window.find("slider", "Vocals level").await.map(|_| ())
}

async fn mix(window: &Window) -> Outcome<()> {
    window.focus("Vocals level").await?;
    for _ in 0..6 {
        window.press(key::DOWN).await?;
    }
    is(window, "Vocals level in dB", "−3.0").await?;
    window.focus("Vocals level in dB").await?;
    window.write("-4.5\n").await?;
    is(window, "Vocals level in dB", "−4.5").await?;
    window.chord(&[key::CONTROL], 'z').await?;
    is(window, "Vocals level in dB", "−3.0").await?;
    window.focus("Solo Vocals").await?;
    window.press(key::SPACE).await?;
    window.find("button", "1 solo").await?;
    // From 12 to 14 seconds, in the middle of the first line.
    window.focus("Playhead").await?;
    // The first song may still be playing.
    window.press('x').await?;
    window.press(key::HOME).await?;
    seek(window, 12).await?;
    window.press('[').await?;
    seek(window, 2).await?;
    window.press(']').await?;
    window.chord(&[key::SHIFT], 'M').await?;
    window.find("button", "Vocals is muted from 0:12 to 0:14").await?;
    window.chord(&[key::CONTROL, key::SHIFT], 'S').await?;
    window.find("button", "Mix 1").await.map(|_| ())
}

/// Plays the mix from 10 seconds on; answers what reached the sound server.
async fn hear(window: &Window) -> Outcome<Vec<f32>> {
    window.focus("Master level").await?;
    window.press(key::PAGE_DOWN).await?;
    is(window, "Master level in dB", "−3.0").await?;
    window.focus("Vocals pan").await?;
    window.press(key::PAGE_DOWN).await?;
    window.focus("Playhead").await?;
    window.press(key::HOME).await?;
    seek(window, 10).await?;
    let recording = Recording::start()?;
    window.press(key::F8).await?;
    let heard = recording.take(8.0)?;
    window.press('x').await?;
    Ok(heard)
}

async fn seek(window: &Window, seconds: usize) -> Outcome<()> {
    for _ in 0..seconds {
        window.press(key::RIGHT).await?;
    }
    Ok(())
}

async fn is(window: &Window, field: &str, wanted: &str) -> Outcome<()> {
    window
        .until(&format!("{field} to be {wanted}"), async || {
            Ok((window.value(field).await? == wanted).then_some(()))
        })
        .await
}

async fn export(window: &Window) -> Outcome<()> {
    window.chord(&[key::CONTROL, key::SHIFT], 'E').await?;
    window.find("button", "Export files").await?;
    window.focus("Export files").await?;
    window.press(key::ENTER).await?;
    window.sees("(mix).wav").await
}

/// The samples of the one file in the export folder, interleaved stereo.
async fn wait_for_file(window: &Window, home: &Path) -> Outcome<Vec<f32>> {
    let folder = home.join("exports");
    let path = window
        .until("the exported file", async || {
            let mut entries = std::fs::read_dir(&folder).map_err(|error| error.to_string())?;
            Ok(entries.next().and_then(Result::ok).map(|entry| entry.path()))
        })
        .await?;
    let pcm = audio::decode_all(&path).map_err(|error| error.to_string())?;
    Ok(pcm.samples.to_vec())
}

/// Only the voice, silent exactly where it was muted.
fn measure(samples: &[f32]) -> Outcome<()> {
    let loudest =
        |from: usize, to: usize| loudest(samples.get(from * 96_000..to * 96_000).unwrap_or_default());
    let (muted, before, after) = (loudest(12, 14), loudest(11, 12), loudest(14, 16));
    if muted > 0.0 || before < 0.01 || after < 0.01 {
        return Err(format!("muted: {muted}, before: {before}, after: {after}"));
    }
    Ok(())
}

fn loudest(samples: &[f32]) -> f32 {
    samples.iter().fold(0.0, |most, sample| most.max(sample.abs()))
}

/// Half seconds of the file that are not silent, each found in what was heard: as loud on both sides, and the same
/// but for the last of the file's 24 bits. And between the two that lie on either side of the muted range nothing
/// was heard.
fn compare(heard: &[f32], written: &[f32]) -> Outcome<()> {
    const HALF: usize = 24_000;
    let halves = (22..24).chain(28..33).map(|half| half * HALF);
    let found: Vec<Found> = halves
        .filter(|from| loudest(&written[from * 2..(from + HALF) * 2]) > 0.01)
        .map(|from| find(heard, &written[from * 2..(from + HALF) * 2], from))
        .collect();
    // A crowded machine may make the server drop out now and then.
    let exact = found.iter().filter(|each| each.is_exact()).count();
    if exact * 2 < found.len() || found.len() < 2 {
        return Err(format!("what is heard is not what was written: {found:?}"));
    }
    let Some(one) = found.iter().find(|each| each.is_exact()) else { return Err("no half second".into()) };
    let zero = one.at as i64 - one.from as i64;
    let muted = |frame: i64| usize::try_from(frame + zero).unwrap_or(0) * 2;
    let silent = loudest(heard.get(muted(12 * 48_000)..muted(14 * 48_000)).unwrap_or(&[1.0]));
    if silent > 0.0 { Err(format!("the muted range is heard: {silent}")) } else { Ok(()) }
}

/// A half second of the file in what was heard.
#[derive(Debug)]
struct Found {
    from: usize,
    at: usize,
    correlation: f64,
    /// How much louder it is heard than written, left and right, in decibels.
    louder_db: [f64; 2],
    /// What is left when one is taken away from the other, in dBFS.
    rest_db: f64,
}

impl Found {
    fn is_exact(&self) -> bool {
        let level = self.louder_db.iter().all(|db| db.abs() < 0.01);
        self.correlation > 0.9999 && level && self.rest_db < -120.0
    }
}

fn find(heard: &[f32], written: &[f32], from: usize) -> Found {
    let (correlation, at) = best_match(heard, written);
    let same = &heard[at * 2..at * 2 + written.len()];
    let power = |side: usize, samples: &[f32]| -> f64 {
        samples.iter().skip(side).step_by(2).map(|x| f64::from(*x).powi(2)).sum::<f64>() + 1e-15
    };
    let louder_db = [0, 1].map(|side| 10.0 * (power(side, same) / power(side, written)).log10());
    let rest: f64 = same.iter().zip(written).map(|(a, b)| f64::from(a - b).powi(2)).sum();
    let rest_db = 10.0 * (rest / written.len() as f64 + 1e-20).log10();
    Found { from, at, correlation, louder_db, rest_db }
}
