//! What a connection says beyond address and key: paths that no document prints, and where the vendor
//! should call back.
//!
//! Absent: the connection itself (`library`), and receiving calls.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Action;

/// The settings of a connection that change what is sent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Setup {
    /// Paths in place of [`crate::PathSetting::default`], each beginning with `/`.
    pub paths: BTreeMap<Action, String>,
    /// Where the vendor should send the result of this one call; none: it answers at once, or is
    /// asked again.
    pub callback_url: Option<String>,
}

impl Setup {
    /// The same settings with an address to call back.
    #[must_use]
    pub fn calling_back(&self, url: impl Into<String>) -> Self {
        Self { callback_url: Some(url.into()), ..self.clone() }
    }
}
