//! What a user may ask a vendor for. One file per action or family: its plan says what will be sent and what
//! it costs; nothing is sent here.

mod concat;
mod custom_model;
mod derive;
mod desk;
mod extend;
mod forms;
mod generate;
mod menu;
mod needs;
mod on_take;
mod payer;
mod plan;
mod remaster;
mod replace_section;
mod sounds;
mod timing;
mod upload;
mod voice;
mod words;

pub(crate) use desk::{inside, sold, vendor_named};
pub(crate) use needs::from_address;
pub(crate) use payer::payer;
pub(crate) use plan::{Plan, make};
pub(crate) use voice::form_of;

pub use forms::{ActionRequest, DeriveForm, SoundsForm, VoiceForm, VoiceOf};
/// The kinds of action: one word in code, rows and messages.
pub use vendors::Action as ActionKind;
