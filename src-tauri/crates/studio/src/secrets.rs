//! Where keys come from. The studio never stores one.

use secrecy::SecretString;
use song::ConnectionId;

/// A keyring. Calls may block (a prompt, a slow bus) but must come back by themselves.
pub trait SecretStore: Send + Sync {
    /// The key of a connection; none if there is none.
    ///
    /// # Errors
    /// [`SecretError`] when the keyring does not answer.
    fn get(&self, connection: &ConnectionId) -> Result<Option<SecretString>, SecretError>;

    /// Keeps a key.
    ///
    /// # Errors
    /// [`SecretError`] when the keyring does not answer.
    fn set(&self, connection: &ConnectionId, key: &SecretString) -> Result<(), SecretError>;

    /// Forgets a key; fine if there is none.
    ///
    /// # Errors
    /// [`SecretError`] when the keyring does not answer.
    fn delete(&self, connection: &ConnectionId) -> Result<(), SecretError>;

    /// What it is called, to tell the user where the key lies.
    fn backend(&self) -> &'static str;
}

/// A keyring that cannot help.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// Absent, locked, frozen or broken; the words say which.
    #[error("{0}")]
    Unavailable(String),
}
