//! What else a take can become, from its menu, in the real window: a cover with its lineage, a sample of a
//! range, stems; lyrics from a theme; and what it all cost, in the ledger.

use serde_json::{Value, json};
use tests::story::{Nobody, first_song};
use tests::window::{Opening, Outcome, Window, key};

#[tokio::test(flavor = "multi_thread")]
async fn a_take_becomes_other_takes_and_the_ledger_knows() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let window = Window::open(&Opening::on(home.path())).await.expect("the window opens");
    window.must("first-song", first_song(&window, &mut Nobody).await).await;
    window.must("covered", cover(&window).await).await;
    window.must("parted", stems(&window).await).await;
    window.must("written", lyrics(&window).await).await;
    window.must("ledger", ledger(&window).await).await;
    window.close().await.expect("closed");
}

/// By mouse: the menu of the first take, the form, the price.
async fn cover(window: &Window) -> Outcome<()> {
    window.click("button", "Keep take 1").await?;
    window.click("tab", "Takes").await?;
    window.click("button", "Actions for Take 1").await?;
    window.keep_picture("menu-of-a-take").await?;
    window.click("menuitem", "Cover").await?;
    window.find("dialog", "Cover").await?;
    window.keep_picture("cover-form").await?;
    press(window, "[role=dialog] .price button").await?;
    window.sees("cover of").await?;
    window.keep_picture("covered").await
}

/// By keyboard alone: the menu of the take in focus, its item, the button that spends.
async fn stems(window: &Window) -> Outcome<()> {
    window.focus("Actions for Take 1").await?;
    window.press(key::ENTER).await?;
    window.find("menuitem", "Stems").await?;
    window.write("Stems").await?;
    window.press(key::ENTER).await?;
    window.find("dialog", "Stems").await?;
    press(window, "[role=dialog] .price button").await?;
    window.sees("Vocals").await?;
    window.sees("Accompaniment").await?;
    window.keep_picture("stems-of-a-take").await
}

/// Lyrics from a theme wait above the editor until they are taken over.
async fn lyrics(window: &Window) -> Outcome<()> {
    window.click("tab", "Lyrics").await?;
    window.click("button", "Write lyrics").await?;
    window.fill("Theme", "a harbour at dawn").await?;
    press(window, "[role=dialog] .price button").await?;
    window.sees("New lyrics").await?;
    window.keep_picture("written").await?;
    window.press(key::ESCAPE).await
}

/// Each of the four was charged once.
async fn ledger(window: &Window) -> Outcome<()> {
    window.click("button", "Jobs").await?;
    pick(window, "Ledger").await?;
    pick(window, "Action").await?;
    window.sees("Perhaps spent").await?;
    window.keep_picture("ledger").await?;
    let count = "return [...document.querySelectorAll('table tbody tr')].map((row) => row.innerText)";
    let rows = window.run(count, vec![]).await?;
    let text = rows.to_string();
    for action in ["Generate", "Cover", "stems", "lyrics"] {
        if !text.to_lowercase().contains(&action.to_lowercase()) {
            return Err(format!("the ledger does not name {action}: {text}"));
        }
    }
    Ok(())
}

/// Chooses one of a row of segments: its circle is not drawn, so its words are clicked.
async fn pick(window: &Window, name: &str) -> Outcome<()> {
    let script = "const found = [...document.querySelectorAll('[role=radiogroup] label')]
        .find((label) => label.innerText.trim() === arguments[0]);
        found?.click(); return Boolean(found)";
    window
        .until(&format!("the segment “{name}”"), async || {
            let picked = window.run(script, vec![Value::from(name)]).await?;
            Ok((picked == json!(true)).then_some(()))
        })
        .await
}

/// Presses the one button in question once it can be pressed: a button's name begins with its price's action,
/// and menus of the same name may be near.
async fn press(window: &Window, selector: &str) -> Outcome<()> {
    let script = "const found = [...document.querySelectorAll(arguments[0])].at(-1);
        if (!found || found.disabled || found.getAttribute('aria-disabled') === 'true') return false;
        found.click(); return true";
    window
        .until("the button that spends", async || {
            let pressed = window.run(script, vec![Value::from(selector)]).await?;
            Ok((pressed == json!(true)).then_some(()))
        })
        .await
}
