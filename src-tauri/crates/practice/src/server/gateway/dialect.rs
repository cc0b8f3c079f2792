//! The ways in which gateways differ.

use uuid::Uuid;

use super::errors;
use crate::server::gate::Door;

/// One kind of gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// Below which path it answers.
    pub(crate) base: &'static str,
    /// The word for a task that failed: `FAIL` in the document, `FAILURE` in the code of all gateways.
    pub(super) failed: &'static str,
    /// Whether tasks that are under way are all `IN_PROGRESS`, as the document has it.
    pub(super) one_word: bool,
    /// Whether task objects show `notify_hook`, as the document's do.
    pub(super) shows_hook: bool,
    /// Whether ids are public ones, and task objects show the fields that New-API has since 2026.
    pub(super) recent: bool,
    /// Whether a single fetch answers the bare data, as Suno-API itself does.
    pub(super) bare: bool,
    /// Whether uploads and concat are routed and `notify_hook` is taken, as some forks do. It is echoed, never
    /// called.
    pub(super) extras: bool,
}

/// As the document has it (seed 004), its ❌ included.
const DOCUMENT: Dialect = Dialect {
    base: "/gateway",
    failed: "FAIL",
    one_word: true,
    shows_hook: true,
    recent: false,
    bare: false,
    extras: false,
};

/// Stock New-API of 2025.
const STOCK: Dialect =
    Dialect { base: "/gateway-stock", failed: "FAILURE", one_word: false, shows_hook: false, ..DOCUMENT };

/// New-API of 2026.
const RECENT: Dialect = Dialect { base: "/gateway-2026", recent: true, ..STOCK };

/// Open-source Suno-API without a gateway before it.
const BARE: Dialect = Dialect { base: "/gateway-bare", bare: true, ..STOCK };

/// A fork that has everything which the document describes.
const FULL: Dialect = Dialect { base: "/gateway-full", failed: "FAILURE", extras: true, ..DOCUMENT };

/// Every kind; the first one also answers at the server's own base.
pub(crate) const DIALECTS: [Dialect; 5] = [DOCUMENT, STOCK, RECENT, BARE, FULL];

impl Dialect {
    /// How its key is shown and how it refuses.
    pub(super) fn door(self) -> Door {
        Door { bare_key: false, refuse: if self.bare { errors::secret_token } else { errors::token } }
    }

    /// A task's id.
    pub(super) fn new_id(self) -> String {
        if self.recent { format!("task_{}", Uuid::new_v4().simple()) } else { Uuid::new_v4().to_string() }
    }
}
