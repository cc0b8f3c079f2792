//! What an account is set to beyond address and key. The row keeps it as JSON; what a later Refrain wrote
//! into it and this one does not know is lost when it is written again.

use library::ConnectionRecord;
use song::ConnectionId;

use crate::Studio;
use crate::problem::{ErrorCode, UiError};
use crate::views::{ConnectionOptions, ConnectionView};

impl Studio {
    /// Sets an account.
    ///
    /// # Errors
    /// `BadRequest` for an amount that is none; `NotFound`.
    pub async fn set_connection_options(
        &self,
        connection: ConnectionId,
        options: ConnectionOptions,
    ) -> Result<ConnectionView, UiError> {
        check(&options)?;
        let record = self.connection(&connection).await?;
        self.put(written(record, &options)?).await
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
    let amounts = [options.daily_budget, options.click_limit];
    if amounts.into_iter().flatten().any(|amount| !amount.is_finite() || amount < 0.0) {
        return Err(UiError::new(ErrorCode::BadRequest, "a limit is an amount, 0 or more"));
    }
    Ok(())
}
