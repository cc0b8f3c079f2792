//! A real S3-compatible server in a process of its own, and ways to it that are slow or break.
#![allow(clippy::expect_used, reason = "a test that cannot go on says so and stops")]

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use studio::{HostKind, HostPlace};
use tempfile::TempDir;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

/// The key id of every store in tests.
pub const KEY_ID: &str = "refrain-tests";
/// Its secret.
pub const SECRET: &str = "a-secret-of-the-tests";
/// Its bucket.
pub const BUCKET: &str = "songs";

/// A running store; it ends with this.
pub struct Store {
    process: Child,
    folder: TempDir,
    port: u16,
}

impl Store {
    /// Starts the program `s3-server`, whose path the test knows.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start(program: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(folder.path().join(BUCKET)).expect("a bucket");
        let mut process = Command::new(program)
            .arg(folder.path())
            .args([KEY_ID, SECRET])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the store starts");
        let mut line = String::new();
        let out = process.stdout.take().expect("its output");
        BufReader::new(out).read_line(&mut line).expect("its port");
        Self { process, folder, port: line.trim().parse().expect("a port") }
    }

    /// How to reach it.
    #[must_use]
    pub fn place(&self) -> HostPlace {
        at(self.port)
    }

    /// The objects that lie there.
    #[must_use]
    pub fn objects(&self) -> Vec<PathBuf> {
        let bucket = std::fs::read_dir(self.folder.path().join(BUCKET)).expect("the bucket").flatten();
        bucket.map(|entry| entry.path()).collect()
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A store at this port of this machine.
#[must_use]
pub fn at(port: u16) -> HostPlace {
    HostPlace {
        kind: HostKind::S3,
        endpoint: format!("http://127.0.0.1:{port}"),
        bucket: BUCKET.into(),
        key_id: KEY_ID.into(),
        hours: 1,
        ..HostPlace::default()
    }
}

/// What a way to nowhere does with whoever comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Reads everything, says nothing.
    Silent,
    /// Hangs up in the middle of the upload.
    Cut,
}

/// A listener that is no store; answers its port.
///
/// # Panics
/// When there is no free port.
pub async fn nowhere(way: Way) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut bytes = [0; 1024];
                while socket.read(&mut bytes).await.is_ok_and(|count| count > 0) {
                    if way == Way::Cut {
                        return;
                    }
                }
            });
        }
    });
    port
}
