//! Where a vendor can fetch a recording of the user's: the address that the user gives, or the user's own file host
//! (`outbox`), where something is put only when the job is started. The practice studio
//! fetches from its own file host, on this machine and free, so that nobody has to give one there.

mod outbox;
mod place;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use library::{ConnectionRecord, StoredFile};
use vendors::http;

use crate::Studio;
use crate::actions::{ActionRequest, from_address};
use crate::problem::{ErrorCode, UiError};
use crate::views::Money;

pub(crate) use outbox::Putting;

/// Where the practice studio takes files.
const HOST: &str = "/practice/files";

/// What this run knows of hosts.
#[derive(Default)]
pub(crate) struct Hosted {
    /// Addresses of files that were put to the practice studio in this run.
    practice: Mutex<HashMap<StoredFile, String>>,
    /// Objects on the user's host that are being put, and are no job's yet.
    under_way: Mutex<HashSet<String>>,
}

impl Hosted {
    fn get(&self, file: &StoredFile) -> Option<String> {
        self.practice.lock().unwrap_or_else(PoisonError::into_inner).get(file).cloned()
    }

    fn keep(&self, file: StoredFile, url: &str) {
        self.practice.lock().unwrap_or_else(PoisonError::into_inner).insert(file, url.to_owned());
    }
}

impl Hosted {
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
        if !from_address(action.kind()) {
            return Ok(None);
        }
        match (action.public_url(), action.take()) {
            (Some(url), _) => checked(url).map(|url| Some((url, None))),
            (None, Some(take)) if connection.practice => {
                let take = take.clone();
                let found = self.ask(move |library| {
                    let file = library.take(&take)?.file;
                    Ok((library.path_of(&file), file))
                });
                let (path, file) = found.await?;
                self.practice_host(connection, file, path).await.map(|url| Some((url, None)))
            }
            (None, Some(take)) => {
                let take = take.clone();
                let take = self.ask(move |library| library.take(&take)).await?;
                let planned = self.plan_hosting(take.file, take.title).await?;
                Ok(planned.map(|(url, putting)| (url, Some(putting))))
            }
            _ => Ok(None),
        }
    }

    /// Puts a file to the practice studio's host, once a run.
    async fn practice_host(
        &self,
        connection: &ConnectionRecord,
        file: StoredFile,
        path: PathBuf,
    ) -> Result<String, UiError> {
        if let Some(url) = self.hosted.get(&file) {
            return Ok(url);
        }
        let key = self.key_of(&connection.id).await?;
        let put = http::host_file(&connection.base_url, HOST, &path, &key).await;
        let url =
            put.map_err(|why| UiError::new(ErrorCode::Unreachable, why.to_string()).money(Money::NotSpent))?;
        self.hosted.keep(file, &url);
        Ok(url)
    }
}

/// An address that a vendor can be told. Whether it leads anywhere is for the vendor to find out.
fn checked(url: &str) -> Result<String, UiError> {
    match http::public_address(url) {
        Some(url) => Ok(url),
        None => Err(UiError::new(ErrorCode::BadUrl, "this is no web address").money(Money::NotSpent)),
    }
}
