//! What an account is set to beyond address and key. The row keeps it as JSON; what a later Refrain wrote
//! into it and this one does not know is lost when it is written again.

use std::sync::Arc;

use library::ConnectionRecord;
use song::ConnectionId;

use crate::Studio;
use crate::problem::{ErrorCode, UiError};
use crate::views::{ConnectionOptions, ConnectionView};

impl Studio {
    /// Sets an account.
    ///
    /// # Errors
    /// `BadRequest` for an amount or a count that is none; `NotFound`.
    pub async fn set_connection_options(
        self: &Arc<Self>,
        connection: ConnectionId,
        options: ConnectionOptions,
    ) -> Result<ConnectionView, UiError> {
        check(&options)?;
        let record = self.connection(&connection).await?;
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

fn check(options: &ConnectionOptions) -> Result<(), UiError> {
    if options.jobs_at_once.is_some_and(|count| !(1..=16).contains(&count)) {
        return Err(UiError::new(ErrorCode::BadRequest, "at once are 1 to 16 jobs"));
    }
    let amounts = [options.daily_budget, options.click_limit];
    if amounts.into_iter().flatten().any(|amount| !amount.is_finite() || amount < 0.0) {
        return Err(UiError::new(ErrorCode::BadRequest, "a limit is an amount, 0 or more"));
    }
    Ok(())
}
