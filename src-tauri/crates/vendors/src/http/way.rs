//! How a connection is reached: its base URL, and the proxy in between.
//!
//! A connection to this machine never goes through a proxy, whatever is set. Absent: user names and passwords
//! of proxies, which would lie in the settings for everybody to read.

use std::time::Duration;

use reqwest::ClientBuilder;
use serde::{Deserialize, Serialize};
use url::Url;

/// Where a call goes, and through what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// The connection's base URL.
    pub base_url: String,
    /// What stands in between.
    #[serde(default)]
    pub proxy: Proxy,
    /// How long a call may take and a download may stand still; none: as long as vendors need.
    #[serde(default)]
    pub patience: Option<Duration>,
}

impl From<&str> for Way {
    fn from(base_url: &str) -> Self {
        Self { base_url: base_url.to_owned(), proxy: Proxy::System, patience: None }
    }
}

impl From<&String> for Way {
    fn from(base_url: &String) -> Self {
        base_url.as_str().into()
    }
}

impl From<&Self> for Way {
    fn from(way: &Self) -> Self {
        way.clone()
    }
}

/// What stands between this computer and a vendor.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "kind", content = "url", rename_all = "camelCase")]
pub enum Proxy {
    /// What the system or the environment says.
    #[default]
    System,
    /// Nothing.
    None,
    /// This one: `http`, `https`, `socks5` or `socks5h` (which resolves names at the proxy).
    Custom(String),
}

/// Why a text is no proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProxyError {
    /// Not an address, or of another kind.
    #[error("a proxy's address begins with http://, https://, socks5:// or socks5h://")]
    NotAnAddress,
    /// A user name or a password.
    #[error("a proxy that wants a user name or a password cannot be used")]
    Credentials,
}

impl Proxy {
    /// The proxy in the one form that is stored.
    ///
    /// # Errors
    /// [`ProxyError`] saying what is wrong with it.
    pub fn checked(self) -> Result<Self, ProxyError> {
        let Self::Custom(text) = self else { return Ok(self) };
        let url = Url::parse(text.trim()).map_err(|_| ProxyError::NotAnAddress)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ProxyError::Credentials);
        }
        let known = matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h");
        let bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
        if !known || url.host_str().is_none_or(str::is_empty) || !bare {
            return Err(ProxyError::NotAnAddress);
        }
        Ok(Self::Custom(url.as_str().trim_end_matches('/').to_owned()))
    }

    /// Sends everything of a client through it.
    pub(super) fn apply(&self, builder: ClientBuilder) -> reqwest::Result<ClientBuilder> {
        Ok(match self {
            Self::System => builder,
            Self::None => builder.no_proxy(),
            Self::Custom(url) => builder.no_proxy().proxy(reqwest::Proxy::all(url)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<Proxy, ProxyError> {
        Proxy::Custom(text.into()).checked()
    }

    #[test]
    fn proxies_are_addresses_without_secrets() {
        for good in [
            "http://127.0.0.1:7890",
            "socks5://localhost:1080",
            "socks5h://proxy.example:1080",
            "https://p.example",
        ] {
            assert_eq!(check(good), Ok(Proxy::Custom(good.into())), "{good}");
        }
        assert_eq!(check(" http://127.0.0.1:7890/ "), Ok(Proxy::Custom("http://127.0.0.1:7890".into())));
        for bad in
            ["", "127.0.0.1:7890", "ftp://a.b", "http://", "http://a.b/path", "http://a.b?x=1", "file:///etc"]
        {
            assert_eq!(check(bad), Err(ProxyError::NotAnAddress), "{bad}");
        }
        for secret in ["http://user@a.b:1", "socks5://user:pass@a.b:1"] {
            assert_eq!(check(secret), Err(ProxyError::Credentials), "{secret}");
        }
        assert_eq!(Proxy::System.checked(), Ok(Proxy::System));
    }

    #[test]
    fn a_way_survives_the_keepers_pipe_and_old_orders_use_the_system() {
        let way = Way {
            base_url: "https://a.b".into(),
            proxy: Proxy::Custom("http://127.0.0.1:1".into()),
            patience: None,
        };
        let text = serde_json::to_string(&way).unwrap();
        assert_eq!(serde_json::from_str::<Way>(&text).unwrap(), way);
        assert_eq!(
            serde_json::from_str::<Way>(r#"{"base_url":"https://a.b"}"#).unwrap(),
            Way::from("https://a.b")
        );
    }
}
