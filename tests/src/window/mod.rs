//! The real window, driven through WebKitWebDriver by accessible names.
#![allow(clippy::panic, reason = "a test that cannot go on says so and stops")]

mod act;
pub mod process;

pub use act::key;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

/// How long anything may take before a test gives up.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Everything that can go wrong in a test, with words.
pub type Outcome<T> = Result<T, String>;

/// A running Refrain with its driver.
pub struct Window {
    client: Client,
    driver: Driver,
}

/// How a window is opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The profile folder (`REFRAIN_HOME`).
    pub home: PathBuf,
    /// `en` or `zh-CN`.
    pub language: &'static str,
    /// Whether keys stay in memory; otherwise the session's Secret Service is used.
    pub memory_secrets: bool,
    /// Size of the window.
    pub size: (u32, u32),
    /// Files it is opened with.
    pub files: Vec<PathBuf>,
    /// The file that the import dialog answers with.
    pub pick: Option<PathBuf>,
    /// Whether the program chooses itself which way to draw. Its driver takes no picture of a long page that the
    /// processor alone draws, and waits for ever: so only where no pictures are taken.
    pub own_drawing: bool,
}

impl Opening {
    /// A window on this profile, in English.
    #[must_use]
    pub fn on(home: &Path) -> Self {
        Self {
            home: home.to_owned(),
            language: "en",
            memory_secrets: false,
            size: (1440, 900),
            files: Vec::new(),
            pick: None,
            own_drawing: false,
        }
    }
}

impl Window {
    /// Starts the app and waits until its page is there.
    ///
    /// # Errors
    /// When the driver or the app does not come up.
    pub async fn open(opening: &Opening) -> Outcome<Self> {
        let app = std::env::var("REFRAIN_APP").map_err(|_| "REFRAIN_APP does not name the built app")?;
        let port = free_port()?;
        let driver = Driver::start(opening, port)?;
        let client = tokio::time::timeout(PATIENCE, connect(port, &app, &opening.files));
        let client = client.await.map_err(|_| "the driver does not answer")??;
        let window = Self { client, driver };
        let (width, height) = opening.size;
        window.client.set_window_size(width, height).await.map_err(words)?;
        window
            .until("the page", async || {
                let ready =
                    window.run("return document.querySelectorAll('button').length > 0", vec![]).await?;
                Ok(ready.as_bool().filter(|ready| *ready))
            })
            .await?;
        Ok(window)
    }

    /// Closes the window; the app has ended when this answers.
    ///
    /// # Errors
    /// When the driver does not answer or the app does not end.
    pub async fn close(self) -> Outcome<()> {
        let app = process::apps_on(&self.driver.home);
        let closed = self.client.clone().close().await.map_err(words);
        // The driver ends the app after it has answered: killed now, it would leave the app behind.
        closed.and(wait_for_end(&app).await)
    }

    /// Runs a script in the page.
    ///
    /// # Errors
    /// When it throws.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
        self.client.execute(script, arguments).await.map_err(words)
    }

    /// A picture of the window.
    ///
    /// # Errors
    /// When the driver cannot take one.
    pub async fn picture(&self) -> Outcome<Vec<u8>> {
        self.client.screenshot().await.map_err(words)
    }

    /// Asks again and again until there is an answer.
    ///
    /// # Errors
    /// After [`PATIENCE`], naming what was waited for; or at once when asking fails.
    pub async fn until<T>(&self, what: &str, mut ask: impl AsyncFnMut() -> Outcome<Option<T>>) -> Outcome<T> {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            if let Some(found) = ask().await? {
                return Ok(found);
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
        let page = self.run("return document.body.innerText.slice(0, 1500)", vec![]).await?;
        Err(format!("waited too long for {what}; the page says: {page}"))
    }

    /// The value of a step; a step that failed leaves a picture in `target/e2e` and stops the test.
    pub async fn must<T>(&self, what: &str, outcome: Outcome<T>) -> T {
        match outcome {
            Ok(value) => value,
            Err(error) => {
                drop(self.keep_picture(what).await);
                panic!("{what}: {error}")
            }
        }
    }

    /// Leaves a picture in `target/e2e`.
    ///
    /// # Errors
    /// When none can be taken or written.
    pub async fn keep_picture(&self, name: &str) -> Outcome<()> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/e2e");
        std::fs::create_dir_all(&folder).map_err(words)?;
        std::fs::write(folder.join(format!("{name}.png")), self.picture().await?).map_err(words)
    }

    fn client(&self) -> &Client {
        &self.client
    }
}

/// WebKitWebDriver and the app that it starts.
struct Driver {
    child: Child,
    home: PathBuf,
}

impl Driver {
    fn start(opening: &Opening, port: u16) -> Outcome<Self> {
        Ok(Self { child: start_driver(opening, port)?, home: opening.home.clone() })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Without its driver an app would stay, and keep the library open.
        process::end(&process::apps_on(&self.home));
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn start_driver(opening: &Opening, port: u16) -> Outcome<Child> {
    let mut driver = Command::new("WebKitWebDriver");
    driver.arg(format!("--port={port}")).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // What tauri-driver sets: the webview accepts being driven only then.
    driver.env("TAURI_AUTOMATION", "true").env("TAURI_WEBVIEW_AUTOMATION", "true");
    driver.env("REFRAIN_HOME", &opening.home).env("REFRAIN_LANG", opening.language);
    if let Some(file) = &opening.pick {
        driver.env("REFRAIN_PICK", file);
    }
    if !opening.own_drawing {
        driver.env("WEBKIT_DISABLE_DMABUF_RENDERER", "0");
    }
    if opening.memory_secrets {
        driver.env("REFRAIN_SECRETS", "memory");
    }
    driver.spawn().map_err(|error| format!("cannot start WebKitWebDriver: {error}"))
}

async fn connect(port: u16, app: &str, files: &[PathBuf]) -> Outcome<Client> {
    let capabilities = json!({ "webkitgtk:browserOptions": { "binary": app, "args": files } });
    let Value::Object(capabilities) = capabilities else { return Err("capabilities are no object".into()) };
    let address = format!("http://127.0.0.1:{port}");
    let began = Instant::now();
    loop {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        match builder.capabilities(capabilities.clone()).connect(&address).await {
            Ok(client) => return Ok(client),
            Err(error) if began.elapsed() > Duration::from_secs(20) => {
                return Err(format!("the app does not come up: {error}"));
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
}

async fn wait_for_end(processes: &[u32]) -> Outcome<()> {
    let began = Instant::now();
    while processes.iter().any(|pid| process::is_alive(*pid)) {
        if began.elapsed() > PATIENCE {
            return Err("the app does not end".into());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

fn free_port() -> Outcome<u16> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").map_err(words)?;
    listener.local_addr().map(|address| address.port()).map_err(words)
}

/// An error in full: a driver's errors say little when displayed.
fn words(error: impl std::fmt::Debug) -> String {
    format!("{error:?}")
}
