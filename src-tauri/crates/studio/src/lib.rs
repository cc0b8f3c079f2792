//! The studio: actions, jobs, the ledger, recovery, playback and export of a song. The one door the app uses.
