//! Which addresses may be spoken to.
//!
//! A connection's base URL is the user's own choice: https anywhere, http on this machine. Addresses
//! in answers are hostile: https to public hosts, checked where the connection is made, because a
//! name may resolve to anything. Absent: names of vendors' media hosts; any public host will do.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// The base URL of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(Url);

/// Why a text is no base URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BaseUrlError {
    /// Not an address at all.
    #[error("this is not a web address")]
    NotAnAddress,
    /// http to another machine, or another scheme.
    #[error("the address must begin with https:// (http:// is accepted only for this computer)")]
    NotEncrypted,
    /// A user name, password, query or fragment.
    #[error("the address must not contain a user name, a password, ? or #")]
    Extras,
}

impl BaseUrl {
    /// Reads what a user typed.
    ///
    /// # Errors
    /// [`BaseUrlError`] saying what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let url = Url::parse(text.trim()).map_err(|_| BaseUrlError::NotAnAddress)?;
        let extras = !url.username().is_empty() || url.password().is_some();
        let base = Self(url);
        match base.0.scheme() {
            _ if base.0.host().is_none() => Err(BaseUrlError::NotAnAddress),
            _ if extras || base.0.query().is_some() || base.0.fragment().is_some() => {
                Err(BaseUrlError::Extras)
            }
            "https" => Ok(base),
            "http" if base.is_on_this_machine() => Ok(base),
            _ => Err(BaseUrlError::NotEncrypted),
        }
    }

    /// The address in the one form that is stored: no trailing slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    /// Whether it is unencrypted on this machine: then no proxy, and its own media may be fetched.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        self.0.scheme() == "http" && self.is_on_this_machine()
    }

    /// The host's name, as it is resolved.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// The address of `path` under it.
    ///
    /// # Errors
    /// [`BaseUrlError::NotAnAddress`] if the result is none.
    pub fn join(&self, path: &str) -> Result<Url, BaseUrlError> {
        let joined = format!("{}/{}", self.as_str(), path.trim_start_matches('/'));
        Url::parse(&joined).map_err(|_| BaseUrlError::NotAnAddress)
    }

    /// Whether `url` has its scheme, host and port.
    fn is_origin_of(&self, url: &Url) -> bool {
        self.0.origin() == url.origin()
    }

    fn is_on_this_machine(&self) -> bool {
        match self.0.host() {
            Some(Host::Ipv4(ip)) => ip.is_loopback(),
            Some(Host::Ipv6(ip)) => ip.is_loopback(),
            // Where it resolves to is checked when connecting: see `Guard`.
            Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
            None => false,
        }
    }
}

/// Where a client may connect to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// A host of the user's own choice.
    Anywhere,
    /// Public addresses.
    Public,
    /// This machine.
    Loopback,
}

impl Scope {
    pub(super) fn permits(self, ip: IpAddr) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Public => is_public(ip),
            Self::Loopback => ip.is_loopback(),
        }
    }
}

/// Where a media address may be fetched from; none if nowhere. `own` is the base URL of the connection
/// that delivered it: the exact origin of a loopback connection is allowed.
pub(super) fn media_scope(url: &Url, own: Option<&str>) -> Option<Scope> {
    let own = own.and_then(|own| BaseUrl::parse(own).ok()).filter(BaseUrl::is_loopback);
    if !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    if own.is_some_and(|own| own.is_origin_of(url)) {
        return Some(Scope::Loopback);
    }
    // Literal addresses never reach the resolver, so they are judged here.
    let host_is_fine = match url.host()? {
        Host::Ipv4(ip) => is_public(ip.into()),
        Host::Ipv6(ip) => is_public(ip.into()),
        Host::Domain(name) => name.contains('.'),
    };
    let port_is_fine = matches!(url.port_or_known_default(), Some(443 | 1024..));
    (url.scheme() == "https" && host_is_fine && port_is_fine).then_some(Scope::Public)
}

/// Resolves names and drops what the scope does not permit: this is where the connection is made, so
/// nothing can change in between. Other names than the target's are those of the user's proxy; where
/// there is one, it resolves the target's name and its own rules hold.
pub(super) struct Guard {
    scope: Scope,
    host: String,
}

impl Guard {
    pub(super) fn new(scope: Scope, host: &str) -> Self {
        Self { scope, host: host.to_owned() }
    }

    /// The final dot of a name makes no difference to where it leads.
    fn scope_of(&self, name: &str) -> Scope {
        let is_target = name.trim_end_matches('.').eq_ignore_ascii_case(self.host.trim_end_matches('.'));
        if is_target { self.scope } else { Scope::Anywhere }
    }
}

/// A name that leads to no permitted address.
#[derive(Debug, thiserror::Error)]
#[error("this name leads to an address that is not public")]
pub(super) struct Blocked;

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let scope = self.scope_of(name.as_str());
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let permitted: Vec<SocketAddr> = found.filter(|address| scope.permits(address.ip())).collect();
            if permitted.is_empty() {
                return Err(Blocked.into());
            }
            Ok(Box::new(permitted.into_iter()) as Addrs)
        })
    }
}

/// Whether an address belongs to the public internet.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

/// 198.18.0.0/15 is let through: proxies with "fake IP" resolution, common in China, hand out addresses
/// from it for every public name, and nobody runs services there.
fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let reserved = a == 0 || a >= 240 || (a == 100 && (64..128).contains(&b));
    let special = matches!((a, b, c), (192, 0, 0) | (192, 88, 99));
    !(reserved
        || special
        || ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation())
}

/// Addresses that carry an IPv4 address (mapped, NAT64, 6to4) are what that address is.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let s = ip.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match s {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => embedded(high, low),
        [0x2002, high, low, ..] => embedded(high, low),
        // Unspecified, loopback, v4-compatible; local NAT64; Teredo; documentation.
        [0, 0, 0, 0, 0, 0, ..] | [0x64, 0xff9b, 1, ..] | [0x2001, 0, ..] | [0x2001, 0xdb8, ..] => false,
        // Only 2000::/3 is handed out.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_urls_are_https_or_on_this_machine() {
        for good in [
            "https://api.yoy-ai.com",
            "https://gateway.example/v1/",
            "https://192.168.1.5:8443",
            "http://127.0.0.1:4000",
            "http://localhost:4000/",
            "http://[::1]:4000",
            " https://a.b ",
        ] {
            assert!(BaseUrl::parse(good).is_ok(), "{good}");
        }
        let bad = |text| BaseUrl::parse(text).unwrap_err();
        assert_eq!(bad("http://api.yoy-ai.com"), BaseUrlError::NotEncrypted);
        assert_eq!(bad("http://127.0.0.1.evil.com"), BaseUrlError::NotEncrypted);
        assert_eq!(bad("http://10.0.0.1"), BaseUrlError::NotEncrypted);
        assert_eq!(bad("ftp://a.b"), BaseUrlError::NotEncrypted);
        assert_eq!(bad("https://u:p@a.b"), BaseUrlError::Extras);
        assert_eq!(bad("https://a.b/?key=1"), BaseUrlError::Extras);
        assert_eq!(bad("https://a.b/#x"), BaseUrlError::Extras);
        assert_eq!(bad("api.yoy-ai.com"), BaseUrlError::NotAnAddress);
        assert_eq!(bad("file:///etc/passwd"), BaseUrlError::NotAnAddress);
    }

    #[test]
    fn paths_are_joined_under_the_base() {
        let join = |base, path| BaseUrl::parse(base).unwrap().join(path).unwrap().to_string();
        assert_eq!(join("https://a.b", "/suno/audios"), "https://a.b/suno/audios");
        assert_eq!(join("https://a.b/v1/", "/suno/audios"), "https://a.b/v1/suno/audios");
    }

    #[test]
    fn private_addresses_are_not_public() {
        for private in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.1",
            "192.0.0.8",
            "192.0.2.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001::1",
            "2001:db8::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in
            ["1.1.1.1", "172.32.0.1", "100.128.0.1", "198.18.0.9", "2606:4700::1111", "64:ff9b::101:101"]
        {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn media_comes_from_public_https_or_from_the_own_loopback_origin() {
        let own = Some("http://127.0.0.1:4000");
        let scope = |url: &str, own| media_scope(&Url::parse(url).unwrap(), own);
        assert_eq!(scope("https://cdn1.suno.ai/a.mp3", own), Some(Scope::Public));
        assert_eq!(scope("https://cdn.example:8443/a.mp3", None), Some(Scope::Public));
        assert_eq!(scope("http://127.0.0.1:4000/media/a.mp3", own), Some(Scope::Loopback));
        assert_eq!(scope("http://127.0.0.1:4000/media/a.mp3", None), None);
        assert_eq!(scope("http://127.0.0.1:4000/a.mp3", Some("https://api.yoy-ai.com")), None);
        for hostile in HOSTILE {
            assert_eq!(scope(hostile, own), None, "{hostile}");
        }
    }

    const HOSTILE: [&str; 19] = [
        "http://127.0.0.1:4001/a.mp3",
        "http://localhost:4000/a.mp3",
        "https://127.0.0.1:4000/a.mp3",
        "https://0x7f.1/a.mp3",
        "https://2130706433/a.mp3",
        "https://[::1]/a.mp3",
        "https://[::ffff:169.254.169.254]/a.mp3",
        "https://169.254.169.254/latest",
        "https://localhost/a.mp3",
        "https://intranet/a.mp3",
        "https://u:p@cdn1.suno.ai/a.mp3",
        "http://u@127.0.0.1:4000/a.mp3",
        "https://cdn1.suno.ai:22/a.mp3",
        "http://cdn1.suno.ai/a.mp3",
        "file:///etc/passwd",
        "data:audio/mp3;base64,AAAA",
        "ftp://cdn1.suno.ai/a.mp3",
        "javascript:alert(1)",
        "https://10.0.0.1:8443/a.mp3",
    ];

    #[test]
    fn the_target_is_known_by_every_spelling_of_its_name() {
        let guard = Guard::new(Scope::Public, "LocalHost.");
        assert_eq!(guard.scope_of("localhost"), Scope::Public);
        assert_eq!(guard.scope_of("localhost."), Scope::Public);
        assert_eq!(guard.scope_of("proxy.office"), Scope::Anywhere);
    }

    #[test]
    fn scopes_permit_what_they_say() {
        let (public, local) = ("1.1.1.1".parse().unwrap(), "127.0.0.1".parse().unwrap());
        assert!(Scope::Public.permits(public) && !Scope::Public.permits(local));
        assert!(!Scope::Loopback.permits(public) && Scope::Loopback.permits(local));
        assert!(Scope::Anywhere.permits(public) && Scope::Anywhere.permits(local));
    }
}
