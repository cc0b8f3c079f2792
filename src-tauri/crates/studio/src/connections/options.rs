//! What an account is set to beyond address and key. The row keeps it as JSON; what a later Refrain wrote
//! into it and this one does not know is lost when it is written again.

use std::sync::Arc;

use library::ConnectionRecord;
use song::ConnectionId;
use vendors::http::ProxyError;
use vendors::{Profile, Setup};

use crate::Studio;
use crate::actions::vendor_named;
use crate::problem::{ErrorCode, UiError};
use crate::shown::as_word;
use crate::views::{ConnectionOptions, ConnectionView};

impl Studio {
    /// Sets an account.
    ///
    /// # Errors
    /// `BadRequest` for an amount or a count that is none, `BadPath`, `BadProxy`, `ProxyCredentials`; `NotFound`.
    pub async fn set_connection_options(
        self: &Arc<Self>,
        connection: ConnectionId,
        options: ConnectionOptions,
    ) -> Result<ConnectionView, UiError> {
        let record = self.connection(&connection).await?;
        let options = check(options, vendor_named(&record.vendor)?.profile())?;
        let view = self.put(written(record, &options)?).await?;
        self.pump(&connection).await;
        Ok(view)
    }

    /// Stops or goes on sending the jobs of an account; what is at the vendor already is not touched.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn pause_connection(
        self: &Arc<Self>,
        connection: ConnectionId,
        paused: bool,
    ) -> Result<ConnectionView, UiError> {
        let options = self.options_of(&connection).await?;
        self.set_connection_options(connection, ConnectionOptions { paused, ..options }).await
    }

    /// What an account is set to; one that is gone is set to nothing.
    pub(crate) async fn options_of(&self, connection: &ConnectionId) -> Result<ConnectionOptions, UiError> {
        match self.connection(connection).await {
            Ok(record) => Ok(read(&record)),
            Err(error) if error.code == ErrorCode::NotFound => Ok(ConnectionOptions::NONE),
            Err(error) => Err(error),
        }
    }
}

/// What a row is set to. What cannot be read counts as not set.
pub(crate) fn read(record: &ConnectionRecord) -> ConnectionOptions {
    serde_json::from_str(&record.options).unwrap_or_else(|error| {
        tracing::warn!(connection = %record.id, %error, "the settings of a connection cannot be read");
        ConnectionOptions::NONE
    })
}

fn written(record: ConnectionRecord, options: &ConnectionOptions) -> Result<ConnectionRecord, UiError> {
    Ok(ConnectionRecord { options: serde_json::to_string(options).map_err(UiError::internal)?, ..record })
}

/// What the settings of an account mean for its requests.
pub(crate) fn setup_of(options: ConnectionOptions) -> Setup {
    Setup { paths: options.paths, ..Setup::default() }
}

fn check(options: ConnectionOptions, profile: &Profile) -> Result<ConnectionOptions, UiError> {
    if options.jobs_at_once.is_some_and(|count| !(1..=16).contains(&count)) {
        return Err(UiError::new(ErrorCode::BadRequest, "at once are 1 to 16 jobs"));
    }
    let amounts = [options.daily_budget, options.click_limit];
    if amounts.into_iter().flatten().any(|amount| !amount.is_finite() || amount < 0.0) {
        return Err(UiError::new(ErrorCode::BadRequest, "a limit is an amount, 0 or more"));
    }
    let proxy = options.proxy.checked().map_err(bad_proxy)?;
    let mut paths = options.paths;
    paths.retain(|action, path| {
        *path = path.trim().to_owned();
        let default = profile.path_setting(*action).map(|setting| setting.default);
        default.is_some_and(|default| !path.is_empty() && path != default)
    });
    if let Some((action, path)) = paths.iter().find(|(_, path)| !is_path(path)) {
        let told = UiError::new(ErrorCode::BadPath, "a path begins with / and has no blanks, ? or #");
        return Err(told.value("action", as_word(*action)).value("path", path));
    }
    let balance_url = options.balance_url.filter(|url| !url.trim().is_empty());
    let balance_url = balance_url.map(|url| super::checked(&url)).transpose()?;
    Ok(ConnectionOptions { proxy, paths, balance_url, ..options })
}

fn bad_proxy(error: ProxyError) -> UiError {
    let code = match error {
        ProxyError::NotAnAddress => ErrorCode::BadProxy,
        ProxyError::Credentials => ErrorCode::ProxyCredentials,
    };
    UiError::new(code, error.to_string())
}

/// Whether a text is a path under a base URL, and leads nowhere else.
fn is_path(path: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "/-_.~:@".contains(letter);
    path.starts_with('/')
        && !path.contains("//")
        && !path.contains("..")
        && path.len() <= 200
        && path.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use vendors::Action;
    use vendors::http::Proxy;

    use super::*;

    fn profile() -> &'static Profile {
        vendors::all()[0].profile()
    }

    fn with_path(path: &str) -> Result<ConnectionOptions, UiError> {
        let paths = [(Action::Wav, path.to_owned())].into();
        check(ConnectionOptions { paths, ..ConnectionOptions::NONE }, profile())
    }

    #[test]
    fn only_paths_that_differ_from_the_best_known_are_kept() {
        let default = profile().path_setting(Action::Wav).unwrap().default;
        for same in ["", "  ", default] {
            assert!(with_path(same).unwrap().paths.is_empty(), "{same}");
        }
        assert_eq!(with_path(" /suno/v2/wav ").unwrap().paths[&Action::Wav], "/suno/v2/wav");
    }

    #[test]
    fn a_path_leads_nowhere_else() {
        for bad in
            ["wav", "//evil.example/x", "/a/../b", "/a b", "/a?key=1", "/a#b", "https://a.b/c", "/\u{202e}"]
        {
            assert_eq!(with_path(bad).unwrap_err().code, ErrorCode::BadPath, "{bad}");
        }
    }

    #[test]
    fn a_proxy_with_a_password_is_refused_and_not_stored() {
        let proxy = Proxy::Custom("http://user:pass@127.0.0.1:1".into());
        let error = check(ConnectionOptions { proxy, ..ConnectionOptions::NONE }, profile()).unwrap_err();
        assert_eq!(error.code, ErrorCode::ProxyCredentials);
        assert!(!error.message.contains("pass@"));
    }

    #[test]
    fn limits_are_amounts() {
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            let options = ConnectionOptions { click_limit: Some(bad), ..ConnectionOptions::NONE };
            assert_eq!(check(options, profile()).unwrap_err().code, ErrorCode::BadRequest, "{bad}");
        }
    }
}
