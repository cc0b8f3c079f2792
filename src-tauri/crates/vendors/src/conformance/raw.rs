//! A server on loopback that misbehaves on demand and remembers what it heard. It speaks raw TCP,
//! because the faults that cost money are below HTTP.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the server does with every connection.
#[derive(Debug, Clone)]
pub enum Script {
    /// Reads the request, writes these bytes, closes.
    Answer(Vec<u8>),
    /// Reads the whole request, then closes without a word.
    DropAfterReading,
    /// Answers, waits, then writes the rest: for gaps and slow bodies.
    Pause(Vec<u8>, Duration, Vec<u8>),
    /// These, one per connection, the last one for ever.
    Each(Vec<Script>),
}

/// One request as it was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// Request line and headers.
    pub head: String,
    /// The body.
    pub body: Vec<u8>,
}

/// The server. Stops when dropped.
pub struct RawServer {
    port: u16,
    heard: Arc<Mutex<Vec<Heard>>>,
    task: JoinHandle<()>,
}

impl RawServer {
    /// Starts on a free port.
    ///
    /// # Errors
    /// If no port can be had.
    pub async fn start(script: Script) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let heard = Arc::default();
        let task = tokio::spawn(serve(listener, script, Arc::clone(&heard)));
        Ok(Self { port, heard, task })
    }

    /// Its base URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Every request so far, also those it did not answer.
    #[must_use]
    pub fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for RawServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A complete answer with `Content-Length`. `headers` are whole lines without their ends.
#[must_use]
pub fn answer(status: u16, headers: &[&str], body: &[u8]) -> Vec<u8> {
    let lines: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
    let head = format!(
        "HTTP/1.1 {status} Said\r\n{lines}Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// A base URL on which nobody listens.
///
/// # Errors
/// If no port can be had.
pub async fn nobody() -> io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    Ok(format!("http://127.0.0.1:{}", listener.local_addr()?.port()))
}

async fn serve(listener: TcpListener, script: Script, heard: Arc<Mutex<Vec<Heard>>>) {
    let mut count = 0;
    while let Ok((stream, _)) = listener.accept().await {
        let script = script.nth(count).clone();
        count += 1;
        let heard = Arc::clone(&heard);
        tokio::spawn(async move {
            let _ = converse(stream, script, &heard).await;
        });
    }
}

impl Script {
    fn nth(&self, count: usize) -> &Self {
        match self {
            Self::Each(scripts) => scripts.get(count).or(scripts.last()).unwrap_or(&Self::DropAfterReading),
            Self::Answer(_) | Self::DropAfterReading | Self::Pause(..) => self,
        }
    }
}

async fn converse(mut stream: TcpStream, script: Script, heard: &Mutex<Vec<Heard>>) -> io::Result<()> {
    let request = hear(&mut stream).await?;
    heard.lock().unwrap_or_else(PoisonError::into_inner).push(request);
    match script {
        Script::Answer(bytes) => stream.write_all(&bytes).await?,
        Script::Pause(first, pause, rest) => {
            stream.write_all(&first).await?;
            tokio::time::sleep(pause).await;
            stream.write_all(&rest).await?;
        }
        Script::DropAfterReading | Script::Each(_) => {}
    }
    stream.shutdown().await
}

/// One request, read to its last byte.
async fn hear(stream: &mut TcpStream) -> io::Result<Heard> {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        if let Some((head, body)) = split(&bytes)
            && body.len() >= length(&head)
        {
            return Ok(Heard { head, body });
        }
        match stream.read(&mut piece).await? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => bytes.extend_from_slice(&piece[..read]),
        }
    }
}

fn split(bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    Some((String::from_utf8_lossy(&bytes[..end]).into_owned(), bytes[end + 4..].to_vec()))
}

fn length(head: &str) -> usize {
    let value = |line: &str| {
        line.to_ascii_lowercase().strip_prefix("content-length:").map(|rest| rest.trim().to_owned())
    };
    head.lines().find_map(value).and_then(|length| length.parse().ok()).unwrap_or(0)
}
