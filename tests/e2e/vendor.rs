//! A vendor's account: the key goes into the real keyring and comes out for nobody but the vendor.

use practice::{Options, Pace, Practice};
use tests::rig::wait_for;
use tests::window::{Opening, Window};

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
    wait_for("files to be written", async || Some(())).await;
    for file in walk(home.path()) {
        let bytes = std::fs::read(&file).unwrap_or_default();
        let found = bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes());
        assert!(!found, "the key lies in {}", file.display());
    }
}

async fn connect(window: &Window, url: &str) -> Result<(), String> {
    window.click("button", "Continue").await?;
    window.click("button", "Continue").await?;
    window.click("button", "Go to the library").await?;
    window.click("button", "Settings").await?;
    window.click("button", "Add connection").await?;
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
