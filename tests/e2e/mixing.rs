//! Stems by keyboard alone: separate, solo, fade, mute a range, store, export; the exported file is measured.

use serde_json::json;
use std::path::Path;
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
    export(window).await?;
    let heard = wait_for_file(window, home).await?;
    measure(&heard)
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
    // From 6 to 9 seconds.
    window.focus("Playhead").await?;
    // The first song may still be playing.
    window.press('x').await?;
    window.press(key::HOME).await?;
    seek(window, 6).await?;
    window.press('[').await?;
    seek(window, 3).await?;
    window.press(']').await?;
    window.chord(&[key::SHIFT], 'M').await?;
    window.find("button", "Vocals is muted from 0:06 to 0:09").await?;
    window.chord(&[key::CONTROL, key::SHIFT], 'S').await?;
    window.find("button", "Mix 1").await.map(|_| ())
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
    let loudest = |from: usize, to: usize| {
        let part = samples.get(from * 96_000..to * 96_000).unwrap_or_default();
        part.iter().fold(0.0_f32, |most, sample| most.max(sample.abs()))
    };
    let (muted, whole) = (loudest(6, 9), loudest(0, samples.len() / 96_000));
    if muted > 0.0 || whole < 0.01 {
        return Err(format!("muted: {muted}, anywhere: {whole}"));
    }
    Ok(())
}
