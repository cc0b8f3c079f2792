//! Where a vendor can fetch a recording of the user's: the address that the user gives, or the user's own file host
//! (`outbox`), where something is put only when the job is started. The practice studio
//! fetches from its own file host, on this machine and free, so that nobody has to give one there.

mod outbox;
mod place;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use library::{ConnectionRecord, Library};
use vendors::http;

use crate::actions::ActionRequest;
use crate::problem::{ErrorCode, UiError};
use crate::views::Money;
use crate::{Studio, makings};

pub(crate) use outbox::Putting;

/// Where the practice studio takes files.
const HOST: &str = "/practice/files";

/// What this run knows of hosts.
#[derive(Default)]
pub(crate) struct Hosted {
    /// Addresses of files that were put to the practice studio in this run.
    practice: Mutex<HashMap<PathBuf, String>>,
    /// Objects on the user's host that are being put, and are no job's yet.
    under_way: Mutex<HashSet<String>>,
}

impl Hosted {
    fn get(&self, file: &Path) -> Option<String> {
        self.practice.lock().unwrap_or_else(PoisonError::into_inner).get(file).cloned()
    }

    fn keep(&self, file: PathBuf, url: &str) {
        self.practice.lock().unwrap_or_else(PoisonError::into_inner).insert(file, url.to_owned());
    }

    fn under_way(&self) -> std::sync::MutexGuard<'_, HashSet<String>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Studio {
    /// The address that an action works on, and what must be put there first; none where it works on none, or
    /// where nobody knows one.
    ///
    /// # Errors
    /// `BadUrl` for what is no web address; what went wrong with the practice studio's host.
    pub(crate) async fn address_for(
        &self,
        action: &ActionRequest,
        connection: &ConnectionRecord,
    ) -> Result<Option<(String, Option<Putting>)>, UiError> {
        if !action.is_fetched() {
            return Ok(None);
        }
        if let Some(url) = action.public_url() {
            return checked(url).map(|url| Some((url, None)));
        }
        let action = action.clone();
        let Some(file) = self.work(move |library| fetched(library, &action)).await? else { return Ok(None) };
        if connection.practice {
            return self.practice_host(connection, file.path).await.map(|url| Some((url, None)));
        }
        let planned = self.plan_hosting(file).await?;
        Ok(planned.map(|(url, putting)| (url, Some(putting))))
    }

    /// Puts a file to the practice studio's host, once a run.
    async fn practice_host(&self, connection: &ConnectionRecord, path: PathBuf) -> Result<String, UiError> {
        if let Some(url) = self.hosted.get(&path) {
            return Ok(url);
        }
        let key = self.key_of(&connection.id).await?;
        let put = http::host_file(&connection.base_url, HOST, &path, &key).await;
        let url =
            put.map_err(|why| UiError::new(ErrorCode::Unreachable, why.to_string()).money(Money::NotSpent))?;
        self.hosted.keep(path, &url);
        Ok(url)
    }
}

/// A file that a vendor is to fetch. It does not change under its name.
pub(crate) struct Fetched {
    pub(crate) path: PathBuf,
    /// What it is, for the list of what lies on the user's host.
    pub(crate) what: String,
}

/// What an action's vendor is to fetch: a take, or a recording of what is being made.
fn fetched(library: &Library, action: &ActionRequest) -> Result<Option<Fetched>, UiError> {
    if let Some(take) = action.take() {
        let take = library.take(take)?;
        return Ok(Some(Fetched { path: library.path_of(&take.file), what: take.title }));
    }
    let path = makings::recording_of(library, action)?;
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(path.map(|path| Fetched { what: name(&path), path }))
}

/// An address that a vendor can be told. Whether it leads anywhere is for the vendor to find out.
fn checked(url: &str) -> Result<String, UiError> {
    match http::public_address(url) {
        Some(url) => Ok(url),
        None => Err(UiError::new(ErrorCode::BadUrl, "this is no web address").money(Money::NotSpent)),
    }
}
