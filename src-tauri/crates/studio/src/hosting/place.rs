//! One file host: what must be so of its settings, and the four things that are done there. Absent: when, and
//! what is remembered of it (`outbox`).

use std::future::Future;
use std::time::Duration;

use opendal::{ErrorKind, Operator, services};
use secrecy::{ExposeSecret, SecretString};
use vendors::http::{BaseUrl, public_address};

use crate::problem::{ErrorCode, UiError};
use crate::views::{HostKind, HostPlace, Money};

/// The longest that any of the services signs an address for.
const MOST_HOURS: u32 = 168;

/// A file host that can be spoken to.
pub(super) struct Host {
    operator: Operator,
    place: HostPlace,
    patience: Duration,
}

impl HostPlace {
    /// These settings, mended where there is only one way to read them.
    ///
    /// # Errors
    /// `BadUrl` or `BadRequest`.
    pub(super) fn checked(mut self) -> Result<Self, UiError> {
        for field in
            [&mut self.endpoint, &mut self.region, &mut self.bucket, &mut self.key_id, &mut self.public_base]
        {
            *field = field.trim().trim_end_matches('/').to_owned();
        }
        BaseUrl::parse(&self.endpoint).map_err(|error| UiError::new(ErrorCode::BadUrl, error.to_string()))?;
        if !self.public_base.is_empty() && public_address(&self.public_base).is_none() {
            return Err(UiError::new(ErrorCode::BadUrl, "the public address is no web address"));
        }
        let webdav = self.kind == HostKind::WebDav;
        if webdav && self.public_base.is_empty() {
            return Err(UiError::new(ErrorCode::BadUrl, "WebDAV needs a public address"));
        }
        if !webdav && self.bucket.is_empty() {
            return Err(UiError::new(ErrorCode::HostBucket, "the bucket has no name"));
        }
        self.hours = self.hours.clamp(1, MOST_HOURS);
        Ok(self)
    }

    /// Where things go, for the eye: the bucket and the host, never a key.
    pub(super) fn label(&self) -> String {
        let host = self.endpoint.split("://").nth(1).unwrap_or(&self.endpoint);
        if self.bucket.is_empty() { host.to_owned() } else { format!("{} · {host}", self.bucket) }
    }

    /// Whether addresses are signed, and end by themselves.
    pub(super) fn signs(&self) -> bool {
        self.public_base.is_empty()
    }
}

impl Host {
    /// For a place that was checked. Speaks to nobody yet.
    pub(super) fn new(place: HostPlace, secret: &SecretString, patience: Duration) -> Result<Self, UiError> {
        opendal::install_default();
        let operator = operator(&place, secret.expose_secret()).map_err(|error| told(&error))?;
        Ok(Self { operator, place, patience })
    }

    /// The address from which anybody can fetch `name` while it is there.
    pub(super) async fn address(&self, name: &str) -> Result<String, UiError> {
        if !self.place.signs() {
            return Ok(format!("{}/{name}", self.place.public_base));
        }
        let life = Duration::from_secs(u64::from(self.place.hours) * 3_600);
        let signed = self.within(self.operator.presign_read(name, life)).await?;
        Ok(signed.uri().to_string())
    }

    /// Puts an object in one piece: it is there whole, or not at all.
    pub(super) async fn put(&self, name: &str, bytes: Vec<u8>, mime: &str) -> Result<(), UiError> {
        let written = self.operator.write_with(name, bytes).content_type(mime);
        self.within(async { written.await }).await.map(drop)
    }

    /// Deletes an object; fine if there is none.
    pub(super) async fn delete(&self, name: &str) -> Result<(), UiError> {
        self.within(self.operator.delete(name)).await
    }

    async fn within<T>(&self, call: impl Future<Output = opendal::Result<T>>) -> Result<T, UiError> {
        match tokio::time::timeout(self.patience, call).await {
            Ok(done) => done.map_err(|error| told(&error)),
            Err(_) => Err(free(ErrorCode::HostSlow, "the file host took too long")),
        }
    }
}

/// What the environment says of keys is for others: only what the user gave counts.
fn operator(place: &HostPlace, secret: &str) -> opendal::Result<Operator> {
    let HostPlace { endpoint, region, bucket, key_id, .. } = place;
    match place.kind {
        HostKind::S3 => {
            let region = if region.is_empty() { "us-east-1" } else { region };
            let s3 = services::S3::default().endpoint(endpoint).region(region).bucket(bucket);
            let s3 = s3.disable_config_load().disable_ec2_metadata();
            Operator::new(s3.access_key_id(key_id).secret_access_key(secret))
        }
        HostKind::Oss => {
            let oss = services::Oss::default().endpoint(endpoint).presign_endpoint(endpoint).bucket(bucket);
            Operator::new(oss.access_key_id(key_id).access_key_secret(secret))
        }
        HostKind::Cos => {
            let cos = services::Cos::default().endpoint(endpoint).bucket(bucket).disable_config_load();
            Operator::new(cos.secret_id(key_id).secret_key(secret))
        }
        HostKind::WebDav => {
            Operator::new(services::Webdav::default().endpoint(endpoint).username(key_id).password(secret))
        }
    }
}

/// What went wrong, without addresses: they may be signed.
fn told(error: &opendal::Error) -> UiError {
    let words = format!("{error:?}");
    match error.kind() {
        ErrorKind::PermissionDenied => {
            free(ErrorCode::HostDenied, "the file host refuses key id, secret or right")
        }
        ErrorKind::ConfigInvalid | ErrorKind::NotFound => {
            free(ErrorCode::HostBucket, "the file host has no such bucket or folder")
        }
        ErrorKind::RateLimited => free(ErrorCode::Busy, "the file host is busy"),
        _ if words.contains("error (Connect)") || words.contains("dns error") => {
            free(ErrorCode::HostUnreachable, "the file host cannot be reached")
        }
        _ if words.contains("error sending request") || words.contains("connection") => {
            free(ErrorCode::HostCut, "the connection to the file host broke off")
        }
        kind => free(ErrorCode::HostRefused, format!("the file host answers: {kind}").as_str()),
    }
}

/// An error at a file host costs nothing: the vendor has not heard of it yet.
pub(super) fn free(code: ErrorCode, words: &str) -> UiError {
    UiError::new(code, words).money(Money::NotSpent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> HostPlace {
        HostPlace {
            endpoint: " https://s3.example.com/ ".into(),
            bucket: "songs".into(),
            hours: 1_000,
            ..HostPlace::default()
        }
    }

    #[test]
    fn settings_are_mended_where_there_is_one_way_to_read_them() {
        let checked = place().checked().unwrap();
        assert_eq!((checked.endpoint.as_str(), checked.hours), ("https://s3.example.com", 168));
        assert_eq!(checked.label(), "songs · s3.example.com");
    }

    #[test]
    fn what_cannot_work_is_refused_before_anything_is_sent() {
        let code = |place: HostPlace| place.checked().unwrap_err().code;
        assert_eq!(
            code(HostPlace { endpoint: "http://s3.example.com".into(), ..place() }),
            ErrorCode::BadUrl
        );
        assert_eq!(code(HostPlace { bucket: " ".into(), ..place() }), ErrorCode::HostBucket);
        assert_eq!(code(HostPlace { kind: HostKind::WebDav, ..place() }), ErrorCode::BadUrl);
        assert_eq!(code(HostPlace { public_base: "files".into(), ..place() }), ErrorCode::BadUrl);
    }

    #[tokio::test]
    async fn every_kind_makes_addresses_of_its_own() {
        let secret = SecretString::from("secret");
        for kind in [HostKind::S3, HostKind::Oss, HostKind::Cos] {
            let place = HostPlace { kind, key_id: "id".into(), ..place() }.checked().unwrap();
            let host = Host::new(place, &secret, Duration::from_secs(5)).unwrap();
            let address = host.address("a.mp3").await.unwrap();
            let signed = address.to_lowercase().contains("signature=");
            assert!(address.contains("a.mp3") && signed && !address.contains("secret"), "{address}");
        }
        let public_base = "https://files.example.com/refrain/".to_owned();
        let place = HostPlace { kind: HostKind::WebDav, public_base, ..place() }.checked().unwrap();
        let host = Host::new(place, &secret, Duration::from_secs(5)).unwrap();
        assert_eq!(host.address("a.mp3").await.unwrap(), "https://files.example.com/refrain/a.mp3");
    }
}
