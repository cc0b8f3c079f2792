//! Putting a file where a vendor can fetch it, and telling addresses that a vendor can fetch from others.
//!
//! Absent: putting something to the user's own file host.

use std::path::Path;
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

use super::{BaseUrl, PATIENCE, Proxy, answer, api_client, headers, send_error};
use crate::{KeyPlace, SendError};

#[derive(Deserialize)]
struct Kept {
    url: String,
}

/// Posts a file to a host that keeps it and answers `{"url": …}`. It costs nothing.
///
/// # Errors
/// [`SendError`] if the file cannot be read or sent, or if the host does not keep it.
pub async fn host_file(
    base_url: &str,
    path: &str,
    file: &Path,
    key: &SecretString,
) -> Result<String, SendError> {
    let refuse = |words: String| SendError::NotSent(words);
    let base = BaseUrl::parse(base_url).map_err(|error| refuse(error.to_string()))?;
    let url = base.join(path).map_err(|error| refuse(error.to_string()))?;
    let bytes = tokio::fs::read(file).await.map_err(|error| refuse(error.to_string()))?;
    let call =
        api_client(&base, &Proxy::System, PATIENCE)?.post(url).headers(headers(&KeyPlace::Bearer, key)?);
    let call = call.header(CONTENT_TYPE, "application/octet-stream").body(bytes);
    let answer = answer(call.send().await.map_err(send_error)?, key).await;
    let kept: Option<Kept> = serde_json::from_slice(&answer.body).ok().filter(|_| answer.status == 200);
    kept.map(|kept| kept.url).ok_or_else(|| refuse(format!("the file host answers {}", answer.status)))
}

/// What somebody without any key finds at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stranger {
    /// What lies there.
    Read(Vec<u8>),
    /// The host says that the address has expired.
    Expired,
    /// The host does not give it.
    Refused,
    /// Nobody answers, or not to the end.
    Unreachable,
}

/// Reads a few bytes as a vendor would: from this address alone, without a key, redirects or repetition.
pub async fn read_as_stranger(address: &str, patience: Duration) -> Stranger {
    let Some(base) =
        Url::parse(address).ok().and_then(|url| BaseUrl::parse(&url.origin().ascii_serialization()).ok())
    else {
        return Stranger::Unreachable;
    };
    let Ok(client) = api_client(&base, &Proxy::System, patience) else { return Stranger::Unreachable };
    let Ok(answer) = client.get(address).send().await else { return Stranger::Unreachable };
    let status = answer.status();
    match answer.bytes().await {
        Ok(bytes) if status.is_success() => Stranger::Read(bytes.to_vec()),
        Ok(bytes) if String::from_utf8_lossy(&bytes).to_lowercase().contains("expired") => Stranger::Expired,
        Ok(_) => Stranger::Refused,
        Err(_) => Stranger::Unreachable,
    }
}

/// An address that can be told to a vendor: plain http or https with a host, and no name or password.
#[must_use]
pub fn public_address(text: &str) -> Option<String> {
    let url = Url::parse(text.trim()).ok()?;
    let web = matches!(url.scheme(), "http" | "https") && url.has_host();
    (web && url.username().is_empty() && url.password().is_none()).then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_told_to_vendors() {
        let kept = " https://files.example/a%20b.mp3?sig=1 ";
        assert_eq!(public_address(kept).as_deref(), Some("https://files.example/a%20b.mp3?sig=1"));
        for text in ["", "song.mp3", "/home/me/song.mp3", "file:///home/me/song.mp3", "ftp://a/b", "https://"]
        {
            assert_eq!(public_address(text), None, "{text}");
        }
        assert_eq!(
            public_address("https://me:secret@files.example/a.mp3"),
            None,
            "a password is not sent on"
        );
    }
}
