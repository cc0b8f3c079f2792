//! The practice studio inside the app: a loopback server on a random port with a random key.

use std::path::Path;

use practice::{Options, Pace, Practice};

use crate::settings::PracticePace;

/// The running practice studio.
pub(crate) struct PracticeStudio {
    server: Practice,
    key: String,
}

/// Credits a new practice studio starts with.
const CREDITS: f64 = 100.0;

impl PracticeStudio {
    /// Starts it; what it made before is kept in `home`.
    ///
    /// # Errors
    /// When no loopback port can be had or `home` cannot be written.
    pub(crate) async fn start(home: &Path, pace: PracticePace) -> std::io::Result<Self> {
        let key = uuid::Uuid::new_v4().to_string();
        let options = Options {
            key: key.clone(),
            pace: translate(pace),
            home: Some(home.to_owned()),
            port: 0,
            credits: CREDITS,
        };
        Ok(Self { server: Practice::start(options).await?, key })
    }

    /// Where it listens, and what it wants to hear.
    pub(crate) fn door(&self) -> studio::PracticeDoor {
        studio::PracticeDoor {
            vendor: practice::WIRE_FORMAT.to_owned(),
            base_url: self.server.url(),
            balance: self.server.balance(),
            key: self.key.clone().into(),
        }
    }

    /// How long it takes from now on.
    pub(crate) fn set_pace(&self, pace: PracticePace) {
        self.server.set_pace(translate(pace));
    }

    /// Fills the credits up; answers the balance.
    ///
    /// # Errors
    /// When the practice studio cannot write its ledger.
    pub(crate) fn refill(&self) -> std::io::Result<f64> {
        self.server.refill(CREDITS)?;
        Ok(self.server.balance())
    }
}

fn translate(pace: PracticePace) -> Pace {
    match pace {
        PracticePace::Fast => Pace::Fast,
        PracticePace::Real => Pace::Real,
    }
}
