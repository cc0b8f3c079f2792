//! The models under both of its namings: the seed's, and the one that replaced it hours later.

use super::errors;
use crate::server::envelope::Refusal;
use crate::server::fields::Fields;
use crate::server::suno::Model;

/// Names on the wire and Suno's own.
const MODELS: [(&str, &str); 10] = [
    ("suno/chirp-v4", "chirp-v4"),
    ("suno/chirp-auk", "chirp-auk"),
    ("suno/chirp-bluejay", "chirp-bluejay"),
    ("suno/chirp-crow", "chirp-crow"),
    ("suno-v4", "chirp-v4"),
    ("suno-v4.5", "chirp-auk"),
    ("suno-v4.5-all", "chirp-auk-turbo"),
    ("suno-v4.5+", "chirp-bluejay"),
    ("suno-v5", "chirp-crow"),
    ("suno-v5.5", "chirp-fenix"),
];

/// The model that a request names; it must.
pub(super) fn of(fields: &Fields) -> Result<Model, Refusal> {
    let name = fields.text("model")?.ok_or_else(|| Refusal::bad_request("Invalid param: model"))?;
    let known = MODELS.iter().find(|(wire, _)| *wire == name);
    known.map(|(_, internal)| Model::of(internal)).ok_or_else(errors::model_error)
}
