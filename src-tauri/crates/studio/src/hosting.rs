//! Where a vendor can fetch a recording of the user's: the address that the user gives. The practice studio
//! fetches from its own file host, on this machine and free, so that nobody has to give one there.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use library::{ConnectionRecord, StoredFile};
use vendors::http;

use crate::Studio;
use crate::actions::{ActionRequest, from_address};
use crate::problem::{ErrorCode, UiError};
use crate::views::Money;

/// Where the practice studio takes files.
const HOST: &str = "/practice/files";

/// Addresses of files that were put to the practice studio in this run.
#[derive(Default)]
pub(crate) struct Hosted(Mutex<HashMap<StoredFile, String>>);

impl Hosted {
    fn get(&self, file: &StoredFile) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(file).cloned()
    }

    fn keep(&self, file: StoredFile, url: &str) {
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
        if !from_address(action.kind()) {
            return Ok(None);
        }
        match (action.public_url(), action.take()) {
            (Some(url), _) => checked(url).map(Some),
            (None, Some(take)) if connection.practice => {
                let take = take.clone();
                let found = self.ask(move |library| {
                    let file = library.take(&take)?.file;
                    Ok((library.path_of(&file), file))
                });
                let (path, file) = found.await?;
                self.host(connection, file, path).await.map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Puts a file to the practice studio's host, once a run.
    async fn host(
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
