//! Where a vendor can fetch a recording of the user's: the address that the user gives. The practice studio
//! fetches from its own file host, on this machine and free, so that nobody has to give one there.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use library::{ConnectionRecord, Library};
use vendors::http;

use crate::actions::ActionRequest;
use crate::problem::{ErrorCode, UiError};
use crate::views::Money;
use crate::{Studio, makings};

/// Where the practice studio takes files.
const HOST: &str = "/practice/files";

/// Addresses of files that were put to the practice studio in this run.
#[derive(Default)]
pub(crate) struct Hosted(Mutex<HashMap<PathBuf, String>>);

impl Hosted {
    fn get(&self, file: &Path) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(file).cloned()
    }

    fn keep(&self, file: PathBuf, url: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(file, url.to_owned());
    }
}

impl Studio {
    /// The address that an action works on; none where it works on none, or where nobody knows one.
    ///
    /// # Errors
    /// `BadUrl` for what is no web address; what went wrong with the practice studio's host.
    pub(crate) async fn address_for(
        &self,
        action: &ActionRequest,
        connection: &ConnectionRecord,
    ) -> Result<Option<String>, UiError> {
        if !action.is_fetched() {
            return Ok(None);
        }
        if let Some(url) = action.public_url() {
            return checked(url).map(Some);
        }
        if !connection.practice {
            return Ok(None);
        }
        let action = action.clone();
        match self.work(move |library| fetched(library, &action)).await? {
            Some(path) => self.host(connection, path).await.map(Some),
            None => Ok(None),
        }
    }

    /// Puts a file to the practice studio's host, once a run.
    async fn host(&self, connection: &ConnectionRecord, path: PathBuf) -> Result<String, UiError> {
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

/// The file that the vendor is to fetch: a take's, or a recording of what is being made. Neither changes
/// under its name.
fn fetched(library: &Library, action: &ActionRequest) -> Result<Option<PathBuf>, UiError> {
    match action.take() {
        Some(take) => Ok(Some(library.path_of(&library.take(take)?.file))),
        None => makings::recording_of(library, action),
    }
}

/// An address that a vendor can be told. Whether it leads anywhere is for the vendor to find out.
fn checked(url: &str) -> Result<String, UiError> {
    match http::public_address(url) {
        Some(url) => Ok(url),
        None => Err(UiError::new(ErrorCode::BadUrl, "this is no web address").money(Money::NotSpent)),
    }
}
