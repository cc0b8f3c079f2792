//! Which vendors can be met here, and below which base.
//!
//! Deliberately absent: the formats themselves; each has a module of its own.

use super::{Practice, gateway, modelverse, mountsea, yoyai};
use crate::ledger::Purse;

/// A vendor that the server speaks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WireFormat {
    /// The vendor, by its id.
    pub vendor: &'static str,
    /// What a connection's base URL has after the server's address; empty for none. Everything below it
    /// answers as this vendor would, also where nothing is routed.
    pub base: &'static str,
}

/// Every format. A vendor may have several: gateways differ (the document's, stock New-API of 2025, New-API
/// of 2026, bare Suno-API, a fork with uploads and concat).
///
/// Paths of different vendors do not collide, so those of the first format of each vendor are served at the
/// server's own address too; only what is routed nowhere is answered as YoYAI does there.
pub const WIRE_FORMATS: [WireFormat; 8] = [
    WireFormat { vendor: yoyai::PURSE.vendor, base: "" },
    WireFormat { vendor: mountsea::PURSE.vendor, base: mountsea::BASE },
    WireFormat { vendor: modelverse::PURSE.vendor, base: modelverse::BASE },
    of_gateway(0),
    of_gateway(1),
    of_gateway(2),
    of_gateway(3),
    of_gateway(4),
];

const fn of_gateway(dialect: usize) -> WireFormat {
    WireFormat { vendor: gateway::PURSE.vendor, base: gateway::DIALECTS[dialect].base }
}

/// All accounts.
const PURSES: [Purse; 4] = [yoyai::PURSE, mountsea::PURSE, modelverse::PURSE, gateway::PURSE];

impl Practice {
    /// The base URL for connections of a format: `http://127.0.0.1:49152/mountsea`.
    #[must_use]
    pub fn url_of(&self, format: WireFormat) -> String {
        format!("{}{}", self.url(), format.base)
    }

    /// What is left of a vendor's account, in the vendor's own unit (credits, CNY, quota); `None` if the
    /// server does not speak like this vendor.
    #[must_use]
    pub fn balance_of(&self, vendor: &str) -> Option<f64> {
        let purse = PURSES.into_iter().find(|purse| purse.vendor == vendor)?;
        Some(self.studio.ledger.balance(purse))
    }
}
