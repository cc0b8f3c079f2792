//! The commands of the window: each takes its arguments, calls the studio, answers. No decisions.
//!
//! `list.txt` names them all: the build script denies every command that a capability does not allow.

mod actions;
mod hosting;
mod ledger;
mod mixing;
mod playback;
mod recordings;
mod songs;
mod voices;
mod workplace;

pub(crate) use actions::*;
pub(crate) use hosting::*;
pub(crate) use ledger::*;
pub(crate) use mixing::*;
pub(crate) use playback::*;
pub(crate) use recordings::*;
pub(crate) use songs::*;
pub(crate) use voices::*;
pub(crate) use workplace::*;

use std::sync::Arc;

use studio::Studio;

/// What every command sees.
pub(crate) type Door<'a> = tauri::State<'a, Arc<Studio>>;

/// What a command answers.
pub(crate) type Answer<T> = Result<T, studio::UiError>;

/// Raw bytes to the window: an `ArrayBuffer` there, never a list of numbers.
pub(crate) struct Bytes(pub(crate) Vec<u8>);

impl tauri::ipc::IpcResponse for Bytes {
    fn body(self) -> tauri::Result<tauri::ipc::InvokeResponseBody> {
        Ok(tauri::ipc::InvokeResponseBody::Raw(self.0))
    }
}

impl specta::Type for Bytes {
    fn definition(types: &mut specta::Types) -> specta::datatype::DataType {
        <specta_typescript::Unknown as specta::Type>::definition(types)
    }
}
