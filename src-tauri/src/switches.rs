//! The environment switches, read in this one place (README, "Switches").

use std::path::PathBuf;

/// What the environment asks for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Switches {
    /// `REFRAIN_HOME`: library, cache, settings and logs all inside this folder.
    pub(crate) home: Option<PathBuf>,
    /// `REFRAIN_SECRETS=memory`: no keyring; only in debug builds.
    pub(crate) secrets_in_memory: bool,
    /// `REFRAIN_PICK`: the file that the import dialog answers with, in builds for tests only: nobody can
    /// drive the system's own dialog.
    pub(crate) pick: Option<PathBuf>,
    /// `REFRAIN_LANG`: `en` or `zh-CN`, over the setting.
    pub(crate) language: Option<String>,
}

impl Switches {
    /// Reads the environment.
    pub(crate) fn read() -> Self {
        let text = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        Self {
            home: text("REFRAIN_HOME").map(PathBuf::from),
            secrets_in_memory: cfg!(debug_assertions) && text("REFRAIN_SECRETS").as_deref() == Some("memory"),
            pick: text("REFRAIN_PICK").filter(|_| cfg!(feature = "faults")).map(PathBuf::from),
            language: text("REFRAIN_LANG").filter(|value| value == "en" || value == "zh-CN"),
        }
    }
}
