//! The heart of the story, once by keyboard alone: word by word, replaced, compared, kept.

use tests::window::{Opening, Window, key};

#[tokio::test(flavor = "multi_thread")]
async fn a_section_is_replaced_without_a_mouse() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let window = Window::open(&Opening::on(home.path())).await.expect("the window opens");
    window.must("by-keyboard", walk(&window).await).await;
    window.close().await.expect("closed");
}

async fn walk(window: &Window) -> Result<(), String> {
    // First run: the focus is on the way forward each time.
    for step in ["Continue", "Continue", "Practice studio"] {
        window.find("button", step).await?;
        window.press(key::ENTER).await?;
    }
    window.find("button", "Keep take 1").await?;
    window.focus("Keep take 1").await?;
    window.press(key::ENTER).await?;
    window.find("button", "Version 1").await?;
    window.focus("Edit").await?;
    window.press(key::ENTER).await?;
    window.sees("lanterns").await?;
    choose_words(window).await?;
    window.press(key::ENTER).await?;
    let focus = "return document.activeElement.id";
    window
        .until("the focus in New lyrics", async || {
            Ok((window.run(focus, vec![]).await? == "new-lyrics").then_some(()))
        })
        .await?;
    window.chord(&[key::CONTROL], 'a').await?;
    window.write("We sing another line instead").await?;
    window.find("button", "Replace section").await?;
    window.chord(&[key::CONTROL], key::ENTER).await?;
    window.find("button", "Keep take").await?;
    window.focus("Playhead").await?;
    for number in ['1', '2', '3'] {
        window.press(number).await?;
    }
    window.find("button", "Keep take 2").await?;
    window.press(key::ENTER).await?;
    window.find("button", "Local join").await?;
    window.focus("Local join").await?;
    window.press(key::ENTER).await?;
    window.find("button", "Version 2").await?;
    window.focus("Playhead").await?;
    window.chord(&[key::CONTROL], 'z').await?;
    window.find("button", "Version 1").await.map(|_| ())
}

/// From the start of the song to the first words, and words added until the length is accepted.
async fn choose_words(window: &Window) -> Result<(), String> {
    window.focus("Playhead").await?;
    window.press(key::SPACE).await?;
    window.press(key::SPACE).await?;
    window.press(key::HOME).await?;
    window.chord(&[key::CONTROL], key::RIGHT).await?;
    window.press('[').await?;
    for _ in 0..6 {
        window.chord(&[key::CONTROL, key::SHIFT], key::RIGHT).await?;
    }
    window.sees("advised").await
}
