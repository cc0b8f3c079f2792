//! What the window shows: the shapes that cross to the UI. Deliberately absent: rows and wire formats.
//!
//! Times are milliseconds since the epoch as `f64`, because JavaScript has no 64-bit integer.

mod actions;
mod hosting;
mod jobs;
mod ledger;
mod mix;
mod playback;
mod recordings;
mod songs;
mod tapping;
mod voices;
mod workplace;

pub use actions::{Blocked, DraftView, LackView, MenuItem, OfferView, TakeFile};
pub use hosting::{HostKind, HostPlace, HostProof, HostView, HostedView, Hosting};
pub use jobs::{JobState, JobView, Money, Quote, SentField, Warning};
pub use ledger::*;
pub use mix::*;
pub use playback::{LaneRequest, OutputView, Playback, Tick};
pub use recordings::{
    InputView, RecorderTick, RecordingEnd, RecordingFinding, RecordingPatch, RecordingView, RecordingWish,
};
pub use songs::{
    CauseKind, Elsewhere, Place, SongFilter, SongPage, SongQuery, SongRow, SongSort, SongView, TakeKind,
    TakeOrigin, TakeView, VersionCause, VersionView,
};
pub use tapping::{TapLine, TapSheet, TimesChange};
pub use voices::{
    CustomModelView, ModelMakingPatch, ModelMakingView, ModelRowView, PhraseView, RecordingSlot,
    RecordingSource, RowState, VoiceFormView, VoiceMakingPatch, VoiceMakingView, VoiceRecordingView,
    VoiceRemoval, VoiceView, VoicesView,
};
pub use workplace::{
    CallbackPlace, CallbackProof, CallbackState, ConnectionOptions, ConnectionView, KeyState, ModelLimits,
    ModelView, PathView, Preferences, ReplaceView, SoundDevice, TestResult, VendorView,
};
