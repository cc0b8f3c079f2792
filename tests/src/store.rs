//! A real S3-compatible server in a process of its own, and ways to it that are slow or break.
#![allow(clippy::expect_used, reason = "a test that cannot go on says so and stops")]

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use studio::{HostKind, HostPlace};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

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

/// What a road to a store does with what is sent over it. Answers always come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Traffic {
    /// Lets everything through.
    Flows,
    /// Crawls: 1 KB a second. A call fits through, an upload does not.
    Crawls,
    /// Breaks off after 4 KB: in the middle of an upload, not of a call.
    Breaks,
}

/// A road to a real store that can be made worse while it is used.
pub struct Road {
    port: u16,
    traffic: watch::Sender<Traffic>,
}

impl Road {
    /// Opens a road to a store.
    ///
    /// # Panics
    /// When there is no free port.
    pub async fn to(store: &Store) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let (traffic, seen) = watch::channel(Traffic::Flows);
        let end = store.port;
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let Ok(store) = TcpStream::connect(("127.0.0.1", end)).await else { return };
                tokio::spawn(drive(client, store, seen.clone()));
            }
        });
        Self { port, traffic }
    }

    /// The store at the end of it.
    #[must_use]
    pub fn place(&self) -> HostPlace {
        at(self.port)
    }

    /// How it is from now on, also for connections that are open.
    pub fn is_now(&self, traffic: Traffic) {
        self.traffic.send_replace(traffic);
    }
}

/// One connection. Whichever side ends first ends the other.
async fn drive(client: TcpStream, store: TcpStream, traffic: watch::Receiver<Traffic>) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_store, mut to_store) = store.into_split();
    let answers = tokio::io::copy(&mut from_store, &mut to_client);
    let calls = async {
        let (mut bytes, mut sent) = ([0; 1024], 0);
        while let Ok(count @ 1..) = from_client.read(&mut bytes).await {
            sent += count;
            match *traffic.borrow() {
                Traffic::Flows => sent = 0,
                Traffic::Breaks if sent > 4_096 => return,
                Traffic::Breaks | Traffic::Crawls => {}
            }
            if *traffic.borrow() == Traffic::Crawls {
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            if to_store.write_all(&bytes[..count]).await.is_err() {
                return;
            }
        }
    };
    tokio::select! {
        _ = answers => {}
        () = calls => {}
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
