//! Addresses on this machine, the only ones that the practice studio calls or fetches from.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::http::Uri;

/// An `http` address on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Loopback {
    pub(crate) ip: IpAddr,
    pub(crate) port: u16,
    /// As the `host` header has it.
    pub(crate) host: String,
    /// With the query.
    pub(crate) path: String,
}

impl Loopback {
    /// Reads an address; `None` if it is none or leads elsewhere.
    pub(crate) fn parse(url: &str) -> Option<Self> {
        let uri: Uri = url.parse().ok()?;
        let authority = uri.authority()?;
        let ip = match authority.host() {
            "127.0.0.1" | "localhost" => IpAddr::V4(Ipv4Addr::LOCALHOST),
            "[::1]" => IpAddr::V6(Ipv6Addr::LOCALHOST),
            _ => return None,
        };
        let plain = uri.scheme_str() == Some("http") && !authority.as_str().contains('@');
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let port = authority.port_u16().unwrap_or(80);
        plain.then(|| Self { ip, port, host: authority.to_string(), path })
    }
}
