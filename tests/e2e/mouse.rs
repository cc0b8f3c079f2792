//! The story, once by mouse.

use tests::sound::{Recording, best_match};
use tests::story::{self, Nobody};
use tests::window::{Opening, Outcome, Window, key};

#[tokio::test(flavor = "multi_thread")]
async fn a_song_is_made_replaced_kept_exported_and_there_again() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let opening = Opening::on(home.path());
    let window = Window::open(&opening).await.expect("the window opens");
    let (seconds, clicks) =
        window.must("the-first-song", story::first_song(&window, &mut Nobody).await).await;
    assert!(seconds < 60.0 && clicks <= 6, "heard after {seconds:.1} s and {clicks} clicks");
    window.must("generate", story::write_and_generate(&window, &mut Nobody).await).await;
    window.must("keep", story::hear_and_keep(&window, &mut Nobody).await).await;
    window.must("select", story::select_and_write(&window, &mut Nobody).await).await;
    window.must("replace", story::replace(&window, &mut Nobody).await).await;
    window.must("compare-and-keep", story::compare_and_keep(&window, &mut Nobody).await).await;
    let files = window.must("export", story::export(&window, home.path(), &mut Nobody).await).await;
    assert_eq!(files.len(), 5, "{files:?}");
    let wav = files.iter().find(|file| file.extension().is_some_and(|e| e == "wav")).expect("a WAV");
    heard_is_what_was_exported(&window, wav).await;
    window.close().await.expect("closed");
    let window = story::open_again(&opening, &mut Nobody).await.expect("opened again");
    window.must("undo-goes-on", undo_goes_on(&window).await).await;
    window.close().await.expect("closed");
}

/// Undo in the lyrics goes back to what was there before the window closed, and forward again.
async fn undo_goes_on(window: &Window) -> Outcome<()> {
    window.click("button", "Paper Lanterns").await?;
    window.click("tab", "Lyrics").await?;
    let editor = window.find("textbox", "Lyrics").await?;
    editor.click().await.map_err(|error| error.to_string())?;
    let words = async || editor.text().await.map_err(|error| error.to_string());
    let before = words().await?;
    window.chord(&[key::CONTROL], 'z').await?;
    window
        .until("the words of an earlier step", async || Ok((words().await? != before).then_some(())))
        .await?;
    window.chord(&[key::CONTROL, key::SHIFT], 'z').await?;
    window.until("the words again", async || Ok((words().await? == before).then_some(()))).await
}

/// Plays the song from its start and compares what reaches the sound server with the exported file.
async fn heard_is_what_was_exported(window: &Window, wav: &std::path::Path) {
    if window.look("button", "Pause").await.expect("the page answers").is_some() {
        window.click("button", "Pause").await.expect("paused");
    }
    window.click("button", "To the start").await.expect("back to the start");
    let recording = Recording::start().expect("a recording");
    window.click("button", "Play").await.expect("plays");
    let heard = recording.take(8.0).expect("recorded");
    let exported = audio::decode_all(wav).expect("the export decodes");
    let second = 48_000 * 2;
    let matches = (2..7).map(|at| best_match(&heard, &exported.samples[at * second..(at + 1) * second]).0);
    let mut matches: Vec<f64> = matches.collect();
    matches.sort_by(f64::total_cmp);
    // On a crowded machine the sound server may drop out now and then; most of it must be the song.
    assert!(matches[2] > 0.99, "what is heard is what was exported: correlations {matches:.4?}");
}
