//! Callbacks: the finished answer, posted to an address on this machine.
//!
//! Only loopback addresses are accepted, so that nobody can make the practice studio knock elsewhere.
//! Deliberately absent: retries; no document promises any.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::Studio;
use super::address::Loopback;
use super::envelope::Refusal;

/// How long a receiver may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// An address on this machine that wants the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Callback(Loopback);

impl Callback {
    /// Reads `callback_url`.
    pub(crate) fn parse(url: &str) -> Result<Self, Refusal> {
        Loopback::parse(url)
            .map(Self)
            .ok_or_else(|| Refusal::bad_request("callback_url must be an http address on this machine"))
    }

    /// Posts `body` once.
    pub(crate) async fn deliver(&self, studio: &Studio, body: &[u8]) {
        #[cfg(feature = "faults")]
        let times = studio.faults.callbacks().await;
        #[cfg(not(feature = "faults"))]
        let times = 1;
        for _ in 0..times {
            let post = tokio::time::timeout(PATIENCE, self.post(body));
            let outcome = tokio::select! { outcome = post => outcome, () = studio.closed() => return };
            if !matches!(outcome, Ok(Ok(()))) {
                tracing::warn!(port = self.0.port, "a callback was not received");
            }
        }
    }

    async fn post(&self, body: &[u8]) -> std::io::Result<()> {
        let mut socket = TcpStream::connect((self.0.ip, self.0.port)).await?;
        let head = format!(
            "POST {} HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            self.0.path,
            self.0.host,
            body.len()
        );
        socket.write_all(head.as_bytes()).await?;
        socket.write_all(body).await?;
        let mut status = [0; 12];
        socket.read_exact(&mut status).await?;
        if status.get(9) == Some(&b'2') { Ok(()) } else { Err(std::io::Error::other("not a success")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_called_back() {
        for url in ["http://127.0.0.1:81/a?b", "http://localhost/x", "http://[::1]:9/x"] {
            assert!(Callback::parse(url).is_ok(), "{url}");
        }
        let foreign = [
            "https://127.0.0.1/x",
            "http://example.com/",
            "http://127.0.0.1@example.com/",
            "http://example.com@127.0.0.1/",
            "http://127.0.0.1.example.com/",
            "ftp://localhost/",
            "/relative",
            "",
        ];
        for url in foreign {
            assert!(Callback::parse(url).is_err(), "{url}");
        }
    }

    #[test]
    fn keeps_path_and_query() {
        let callback = Callback::parse("http://localhost:81/hook/secret?a=1").expect("loopback");
        assert_eq!((callback.0.port, callback.0.path.as_str()), (81, "/hook/secret?a=1"));
    }
}
