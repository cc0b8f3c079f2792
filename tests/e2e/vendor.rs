//! A vendor's account: the key goes into the real keyring and comes out for nobody but the vendor.

use practice::{Options, Pace, Practice};
use tests::story::LYRICS;
use tests::window::{Opening, Window, key};

const SECRET: &str = "sk-e2e-5f1d-canary-93b7";

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_kept_by_the_secret_service_and_is_nowhere_else() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let vendor =
        Practice::start(Options { key: SECRET.into(), pace: Pace::Fast, home: None, port: 0, credits: 5.0 })
            .await
            .expect("a vendor");
    let window = Window::open(&Opening::on(home.path())).await.expect("the window opens");
    window.must("connect", connect(&window, &vendor.url()).await).await;
    assert!(!vendor.requests().is_empty(), "testing asks the vendor");
    assert!(vendor.ledger().is_empty(), "and costs nothing");
    let page = window.run("return document.documentElement.outerHTML", vec![]).await.expect("the page");
    assert!(!page.to_string().contains(SECRET), "the key is not in the page");
    window.close().await.expect("closed");
    for file in walk(home.path()) {
        let bytes = std::fs::read(&file).unwrap_or_default();
        let found = bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes());
        assert!(!found, "the key lies in {}", file.display());
    }
}

/// Every kind of vendor, as a user meets it: an address and a key, and a song in the library.
#[tokio::test(flavor = "multi_thread")]
async fn a_song_is_made_at_every_vendor() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let options = Options { key: SECRET.into(), pace: Pace::Fast, home: None, port: 0, credits: 50.0 };
    let server = Practice::start(options).await.expect("vendors");
    let window = Window::open(&Opening::on(home.path())).await.expect("the window opens");
    window.must("first-run", leave_first_run(&window).await).await;
    let mut met = std::collections::BTreeSet::new();
    for format in practice::WIRE_FORMATS.iter().filter(|format| met.insert(format.vendor)) {
        let url = server.url_of(*format);
        window.must(format.vendor, song_at(&window, format.vendor, &url).await).await;
    }
    window.close().await.expect("closed");
}

/// Connects, makes a song, finds it in the library, and forgets the account.
async fn song_at(window: &Window, vendor: &str, url: &str) -> Result<(), String> {
    let label = vendors::by_id(vendor).ok_or("an unknown vendor")?.profile().label;
    add_connection(window, label, url).await?;
    let title = format!("Song of {vendor}");
    window.click("button", "Library").await?;
    window.click("button", "New song").await?;
    let editor = window.find("textbox", "Lyrics").await?;
    editor.click().await.map_err(|error| error.to_string())?;
    window.write(LYRICS).await?;
    window.press(key::ESCAPE).await?;
    window.fill("Title", &title).await?;
    window.fill("Style", "dream pop").await?;
    window.press(key::ENTER).await?;
    window.click("button", "Generate").await?;
    window.find("button", "Keep take 1").await?;
    window.click("button", "Library").await?;
    window.find("row", &title).await?;
    window.keep_picture(&format!("song-at-{vendor}")).await?;
    window.click("button", "Settings").await?;
    window.click("button", "Remove").await?;
    window.find("dialog", "Remove").await?;
    // Two buttons are called Remove now; the one in the dialog is meant.
    let script = "document.querySelector('[role=dialog] footer button:last-child').click()";
    window.run(script, Vec::new()).await?;
    window
        .until("the account to be gone", async || {
            let there =
                window.run("return document.body.innerText.includes('My account')", Vec::new()).await?;
            Ok((there == serde_json::json!(false)).then_some(()))
        })
        .await
}

async fn leave_first_run(window: &Window) -> Result<(), String> {
    window.click("button", "Continue").await?;
    window.click("button", "Continue").await?;
    window.click("button", "Go to the library").await
}

async fn connect(window: &Window, url: &str) -> Result<(), String> {
    leave_first_run(window).await?;
    add_connection(window, "YoYAI", url).await
}

async fn add_connection(window: &Window, vendor: &str, url: &str) -> Result<(), String> {
    window.click("button", "Settings").await?;
    window.click("button", "Add connection").await?;
    window.choose("Vendor", vendor).await?;
    window.fill("Name", "My account").await?;
    window.fill("Address", url).await?;
    window.fill("Key", SECRET).await?;
    window.click("button", "Save and test").await?;
    window.sees("The connection works").await?;
    window.click("button", "Done").await?;
    window.sees("My account").await
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| entry.ok());
    entries
        .flat_map(|entry| if entry.path().is_dir() { walk(&entry.path()) } else { vec![entry.path()] })
        .collect()
}
