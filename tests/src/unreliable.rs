//! A network that fails on purpose: a proxy on this machine before a practice server. Which fault strikes next is
//! drawn from a seed for each kind of request, so that every run deals the same faults, whoever comes first.
//!
//! It remembers what it did to each submit: beside the practice ledger it is the second witness about money.
//! Media are served from here, tiny: what they sound like is not the question.
#![allow(clippy::expect_used, reason = "a test that cannot go on says so and stops")]

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What happens to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mishap {
    /// Nothing.
    None,
    /// The connection is reset after the request was read; nobody else sees the request.
    ResetBefore,
    /// The request is passed on, and the connection reset before any answer.
    ResetAfter,
    /// The answer breaks off in the middle of its body.
    Cut,
    /// The request is passed on, and nothing ever comes back.
    Stalled,
    /// Elsewhere, please: not passed on.
    Redirect,
    /// Too many requests: not passed on.
    TooMany,
    /// The vendor's queue is full, which is a 500: not passed on.
    QueueFull,
    /// The answer trickles.
    Slow,
    /// The address is no longer good.
    Expired,
}

use Mishap::{
    Cut, Expired, None as Fine, QueueFull, Redirect, ResetAfter, ResetBefore, Slow, Stalled, TooMany,
};

/// What may strike a submit, a question and a download, by weight of their number.
const SUBMITS: &[Mishap] = &[
    Fine,
    Fine,
    Slow,
    Slow,
    Slow,
    ResetBefore,
    ResetAfter,
    Cut,
    Redirect,
    QueueFull,
    Slow,
    ResetAfter,
    Slow,
    Cut,
    Stalled,
    TooMany,
    Slow,
    Fine,
    Slow,
    Slow,
];
const QUESTIONS: &[Mishap] =
    &[Fine, Slow, ResetBefore, QueueFull, Fine, ResetAfter, Cut, Redirect, Slow, Fine];
const DOWNLOADS: &[Mishap] = &[Fine, Slow, Cut, Fine, Expired, ResetBefore, Slow, Fine, QueueFull, Slow];

/// A running proxy.
pub struct Unreliable {
    shared: Arc<Shared>,
    port: u16,
}

struct Shared {
    port: u16,
    behind: String,
    client: reqwest::Client,
    seed: u64,
    /// How many requests of each kind came.
    drawn: [AtomicU32; 3],
    struck: AtomicU32,
    media: Vec<u8>,
    submits: Mutex<HashMap<String, Vec<Mishap>>>,
    kinds: Mutex<HashMap<Mishap, u32>>,
}

impl Unreliable {
    /// Starts before the server at `behind`; `media` is what every media address holds.
    pub async fn start(behind: String, seed: u64, media: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
        let shared = Arc::new(Shared {
            port,
            behind,
            client: client.build().expect("a client"),
            seed,
            drawn: Default::default(),
            struck: AtomicU32::new(0),
            media,
            submits: Mutex::default(),
            kinds: Mutex::default(),
        });
        let serving = shared.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let shared = serving.clone();
                // What the client does about a broken connection is what is tested.
                tokio::spawn(async move { drop(shared.serve(socket).await) });
            }
        });
        Self { shared, port }
    }

    /// The base URL of a path of the server behind.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// How many faults struck so far.
    #[must_use]
    pub fn struck(&self) -> u32 {
        self.shared.struck.load(Ordering::Relaxed)
    }

    /// How often each fault struck.
    #[must_use]
    pub fn kinds(&self) -> HashMap<Mishap, u32> {
        self.shared.kinds.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What became of each submit, by the title in it.
    #[must_use]
    pub fn submits(&self) -> HashMap<String, Vec<Mishap>> {
        self.shared.submits.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A request as it was read.
struct Heard {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Shared {
    async fn serve(&self, mut socket: TcpStream) -> std::io::Result<()> {
        let heard = read(&mut socket).await?;
        let media = heard.path.starts_with("/media/");
        let kind =
            if media { 2 } else { usize::from(heard.method == "GET" || heard.path.contains("/fetch")) };
        let mishap = self.draw(kind);
        if kind == 0 {
            let body: serde_json::Value = serde_json::from_slice(&heard.body).unwrap_or_default();
            let title = body["title"].as_str().unwrap_or_default().to_owned();
            self.submits
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .entry(title)
                .or_default()
                .push(mishap);
        }
        match mishap {
            ResetBefore => return reset(socket),
            Redirect => return say(&mut socket, 307, "location: /elsewhere\r\n", b"").await,
            TooMany => return say(&mut socket, 429, "retry-after: 1\r\n", b"{}").await,
            QueueFull => return say(&mut socket, 500, "", QUEUE_FULL).await,
            Expired => return say(&mut socket, 403, "", b"<Error>expired</Error>").await,
            Fine | ResetAfter | Cut | Stalled | Slow => {}
        }
        let (status, body) = if media { (200, self.media.clone()) } else { self.pass_on(heard).await? };
        match mishap {
            ResetAfter => reset(socket),
            Stalled => std::future::pending().await,
            Cut => {
                let half = &body[..body.len() / 2];
                socket.write_all(head(status, "", body.len()).as_bytes()).await?;
                socket.write_all(half).await?;
                socket.shutdown().await
            }
            Slow => {
                socket.write_all(head(status, "", body.len()).as_bytes()).await?;
                for piece in body.chunks(body.len().div_ceil(4).max(1)) {
                    socket.write_all(piece).await?;
                    socket.flush().await?;
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
                Ok(())
            }
            _ => say(&mut socket, status, "", &body).await,
        }
    }

    /// The next fault of this kind of request.
    fn draw(&self, kind: usize) -> Mishap {
        let number = self.drawn[kind].fetch_add(1, Ordering::Relaxed);
        let table = [SUBMITS, QUESTIONS, DOWNLOADS][kind];
        let chance = mixed(self.seed ^ (kind as u64) << 40 ^ u64::from(number));
        let mishap = table[usize::try_from(chance % table.len() as u64).unwrap_or(0)];
        if mishap != Fine {
            self.struck.fetch_add(1, Ordering::Relaxed);
            *self.kinds.lock().unwrap_or_else(PoisonError::into_inner).entry(mishap).or_default() += 1;
        }
        mishap
    }

    /// The answer of the server behind, its addresses turned into this proxy's.
    async fn pass_on(&self, heard: Heard) -> std::io::Result<(u16, Vec<u8>)> {
        let method = reqwest::Method::from_bytes(heard.method.as_bytes()).unwrap_or(reqwest::Method::GET);
        let mut request = self.client.request(method, format!("{}{}", self.behind, heard.path));
        for (name, value) in &heard.headers {
            if name == "authorization" || name == "content-type" || name == "accept" {
                request = request.header(name, value);
            }
        }
        let answer = request.body(heard.body).send().await.map_err(std::io::Error::other)?;
        let status = answer.status().as_u16();
        let text = answer.text().await.map_err(std::io::Error::other)?;
        let here = format!("http://127.0.0.1:{}", self.port);
        Ok((status, text.replace(&self.behind, &here).into_bytes()))
    }
}

const QUEUE_FULL: &[u8] = br#"{"success":false,"error":{"code":"api_error","message":"The current task queue is too long. Please submit the task later."}}"#;

/// Steele, Lea and Flood's SplitMix64: every number far from its neighbours.
fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

async fn read(socket: &mut TcpStream) -> std::io::Result<Heard> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 8192];
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break at;
        }
        match socket.read(&mut buffer).await? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            read => bytes.extend_from_slice(&buffer[..read]),
        }
    };
    let text = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = text.lines();
    let mut words = lines.next().unwrap_or_default().split(' ');
    let (method, path) =
        (words.next().unwrap_or_default().to_owned(), words.next().unwrap_or_default().to_owned());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length: usize = length.and_then(|(_, value)| value.parse().ok()).unwrap_or(0);
    let mut body = bytes.split_off(end + 4);
    while body.len() < length {
        match socket.read(&mut buffer).await? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            read => body.extend_from_slice(&buffer[..read]),
        }
    }
    Ok(Heard { method, path, headers, body })
}

fn head(status: u16, extra: &str, length: usize) -> String {
    format!(
        "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\n{extra}content-length: {length}\r\nconnection: close\r\n\r\n"
    )
}

async fn say(socket: &mut TcpStream, status: u16, extra: &str, body: &[u8]) -> std::io::Result<()> {
    socket.write_all(head(status, extra, body.len()).as_bytes()).await?;
    socket.write_all(body).await?;
    socket.shutdown().await
}

/// Closes with a TCP reset.
fn reset(socket: TcpStream) -> std::io::Result<()> {
    socket.set_zero_linger()
}
