//! The user's file host, and what lies there.

use serde::{Deserialize, Serialize};

use super::KeyState;
use crate::problem::UiError;

/// How a file host is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum HostKind {
    /// S3 and everything that speaks it.
    #[default]
    S3,
    /// Aliyun OSS.
    Oss,
    /// Tencent COS.
    Cos,
    /// WebDAV, with a public address in front of it.
    WebDav,
}

/// Where the user's files can be put. The secret is in the keyring.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase", default)]
pub struct HostPlace {
    pub kind: HostKind,
    /// Its address: `https`, or `http` on this machine.
    pub endpoint: String,
    /// For S3; empty: `us-east-1`.
    pub region: String,
    /// Empty for WebDAV.
    pub bucket: String,
    /// Access key id, secret id or user name.
    pub key_id: String,
    /// The address under which everybody can read what lies there. Empty: addresses are signed, and end by
    /// themselves; WebDAV has none of these.
    pub public_base: String,
    /// How long a signed address works, in hours: 1 ..= 168.
    pub hours: u32,
}

/// The user's file host.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct HostView {
    pub place: HostPlace,
    /// Its name for the eye: where things go.
    pub label: String,
    pub key: KeyState,
}

/// What testing the file host found.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct HostProof {
    /// Put, read by its public address without any key, and deleted.
    pub works: bool,
    /// How long putting took, in milliseconds.
    pub ms: f64,
    /// How fast it went, in bytes a second.
    pub speed: f64,
    pub error: Option<UiError>,
}

/// Something of the user's that lies on the file host.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct HostedView {
    /// The object's name there.
    pub name: String,
    /// What it is.
    pub what: String,
    pub bytes: f64,
    pub put_at: f64,
    /// Until when its address works.
    pub until: f64,
    /// A job needs it; it goes when the job has ended.
    pub needed: bool,
}

/// What a click will put on the file host.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Hosting {
    /// Where: [`HostView::label`].
    pub label: String,
    pub bytes: f64,
    /// How long its address works at most; before, it goes when the job has ended.
    pub hours: u32,
    /// Whether anybody who knows the address can read it for as long as it lies there.
    pub public: bool,
}
