//! Keys in the operating system's keyring, through one worker thread with a deadline.
//!
//! A keyring may be absent, locked, frozen, or come back after a restart (research/reliability.md,
//! F-67 to F-74). So every call waits at most [`DEADLINE`], the store is built anew after a failure,
//! and "no keyring" is a state of the window, never a crash and never a plain file.

use std::collections::HashMap;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use keyring_core::{CredentialStore, Entry, Error};
use secrecy::{ExposeSecret, SecretString};
use song::ConnectionId;
use studio::{SecretError, SecretStore};

const DEADLINE: Duration = Duration::from_secs(5);
const SERVICE: &str = "studio.refrain.desktop";

/// The operating system's keyring.
pub(crate) struct KeyringSecrets {
    worker: Mutex<Sender<Call>>,
}

struct Call {
    connection: ConnectionId,
    what: What,
    answer: Sender<Result<Option<SecretString>, SecretError>>,
}

#[derive(Clone)]
enum What {
    Get,
    Set(SecretString),
    Delete,
}

impl KeyringSecrets {
    /// Starts the worker; the keyring itself is first asked when a key is needed.
    pub(crate) fn new() -> Self {
        Self { worker: Mutex::new(start_worker()) }
    }

    fn call(&self, connection: &ConnectionId, what: What) -> Result<Option<SecretString>, SecretError> {
        let (answer, wait) = channel();
        let mut worker = self.worker.lock().unwrap_or_else(PoisonError::into_inner);
        let call = Call { connection: connection.clone(), what, answer };
        worker.send(call).map_err(|_| SecretError::Unavailable("the keyring worker is gone".into()))?;
        wait.recv_timeout(DEADLINE).unwrap_or_else(|_| {
            // The old worker stays blocked in the keyring; a fresh one takes over.
            *worker = start_worker();
            Err(SecretError::Unavailable("the keyring did not answer within 5 seconds".into()))
        })
    }
}

impl SecretStore for KeyringSecrets {
    fn get(&self, connection: &ConnectionId) -> Result<Option<SecretString>, SecretError> {
        self.call(connection, What::Get)
    }

    fn set(&self, connection: &ConnectionId, key: &SecretString) -> Result<(), SecretError> {
        self.call(connection, What::Set(key.clone())).map(|_| ())
    }

    fn delete(&self, connection: &ConnectionId) -> Result<(), SecretError> {
        self.call(connection, What::Delete).map(|_| ())
    }

    fn backend(&self) -> &'static str {
        BACKEND
    }
}

fn start_worker() -> Sender<Call> {
    let (calls, inbox) = channel::<Call>();
    std::thread::spawn(move || {
        let mut store = None;
        while let Ok(call) = inbox.recv() {
            let answer = obey(&mut store, &call);
            if answer.is_err() {
                store = None; // A dead session cannot be revived; the next call builds a new one.
            }
            // Nobody waits any more when the deadline has passed.
            drop(call.answer.send(answer));
        }
    });
    calls
}

fn obey(store: &mut Option<Arc<CredentialStore>>, call: &Call) -> Result<Option<SecretString>, SecretError> {
    let store = match store {
        Some(store) => store,
        None => store.insert(open_store().map_err(unavailable)?),
    };
    let entry = store.build(SERVICE, call.connection.as_str(), None).map_err(unavailable)?;
    act(&entry, &call.what)
}

fn act(entry: &Entry, what: &What) -> Result<Option<SecretString>, SecretError> {
    let done = match what {
        What::Get => entry.get_password().map(|key| Some(SecretString::from(key))),
        What::Set(key) => entry.set_password(key.expose_secret()).map(|()| None),
        What::Delete => entry.delete_credential().map(|()| None),
    };
    match done {
        Err(Error::NoEntry) => Ok(None),
        other => other.map_err(unavailable),
    }
}

fn unavailable(error: Error) -> SecretError {
    let why = match error {
        Error::NoStorageAccess(_) => "the keyring is locked",
        Error::Ambiguous(_) => "the keyring holds two keys of that name",
        Error::BadEncoding(_) => "what the keyring holds is not text",
        _ => "the keyring cannot be reached",
    };
    SecretError::Unavailable(why.into())
}

#[cfg(target_os = "linux")]
const BACKEND: &str = "Secret Service";
#[cfg(target_os = "macos")]
const BACKEND: &str = "Keychain";
#[cfg(windows)]
const BACKEND: &str = "Credential Manager";

#[cfg(target_os = "linux")]
fn open_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn open_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(windows)]
fn open_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

/// Keys in memory only: for tests (`REFRAIN_SECRETS=memory`).
#[derive(Default)]
pub(crate) struct MemorySecrets {
    keys: Mutex<HashMap<ConnectionId, SecretString>>,
}

impl SecretStore for MemorySecrets {
    fn get(&self, connection: &ConnectionId) -> Result<Option<SecretString>, SecretError> {
        Ok(self.keys.lock().unwrap_or_else(PoisonError::into_inner).get(connection).cloned())
    }

    fn set(&self, connection: &ConnectionId, key: &SecretString) -> Result<(), SecretError> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner).insert(connection.clone(), key.clone());
        Ok(())
    }

    fn delete(&self, connection: &ConnectionId) -> Result<(), SecretError> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner).remove(connection);
        Ok(())
    }

    fn backend(&self) -> &'static str {
        "memory"
    }
}
