//! Real voices: a recording and a phrase to read (`init`), then the phrase as it was read (`verify`).
//!
//! What is listened for stands in `server::hearing`.

use serde_json::json;
use uuid::Uuid;

use super::fields::Fields;
use super::{catalogue, uploads};
use crate::server::envelope::{Refusal, json_number};
use crate::server::hearing::Flaw;
use crate::server::job::{Other, Plan};
use crate::server::render::Form;
use crate::server::{Studio, fetch, hearing};
use crate::voices::Record;

/// Where the two halves live; the document does not print their paths.
pub(super) const INIT: &str = "/suno/voice/init";
pub(super) const VERIFY: &str = "/suno/voice/verify";

/// Milliseconds in which the phrase has to be read.
const PATIENCE: i64 = 30_000;

/// The first half.
pub(super) fn init(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let deed = "init voice";
    let url = fields.required("voice_audio_url", deed)?;
    let language = fields.required("language", deed)?;
    if !hearing::is_language(language) {
        return Err(Refusal::bad_request("language is invalid."));
    }
    let (start, end) = (fields.seconds("vocal_start", deed)?, fields.seconds("vocal_end", deed)?);
    let samples = fetch::audio(studio, url, "voice_audio_url")?;
    let range = hearing::sung(&samples, (start, end)).map_err(refused)?;
    let song = uploads::keep(studio, &samples).map_err(|_| Refusal::internal())?;
    let ids = [(); 2].map(|()| Uuid::new_v4().to_string());
    let phrase = hearing::phrase(language, song.chance()).unwrap_or_default();
    let record = Record::Recording {
        id: song.id.clone(),
        recording_id: ids[0].clone(),
        phrase_id: ids[1].clone(),
        phrase: phrase.to_owned(),
        voice: hearing::print(range, song.chance()),
        begun_at: studio.clock(),
    };
    let data = json!({
        "vox_audio_id": song.id,
        "voice_recording_id": ids[0],
        "phrase_id": ids[1],
        "phrase_text": phrase,
        "vocal_audio_url": studio.media_url(&Form::Mp3.file(&song)),
        "vocal_start": json_number(start),
        "vocal_end": json_number(end),
    });
    let other = Other { songs: vec![song], record: Some(record), data, traceless: false };
    // At once: the clock for reading the phrase runs from this answer.
    Ok(Plan::other(INIT, catalogue::UNPRICED, (0.0, 0.0), other))
}

/// The second half.
pub(super) fn verify(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let deed = "verify voice";
    let vox = fields.required("vox_audio_id", deed)?;
    let recording = fields.required("voice_recording_id", deed)?;
    let read = fields.required("phrase_id", deed)?;
    let name = fields.required("name", deed)?;
    let url = fields.required("verification_audio_url", deed)?;
    fields.seconds("vocal_start", deed)?;
    fields.seconds("vocal_end", deed)?;
    let known = studio.voices.get(vox);
    let Some(Record::Recording { recording_id, phrase_id, phrase, voice, begun_at, .. }) = known.as_deref()
    else {
        return Err(Refusal::bad_request("vox_audio_id is invalid."));
    };
    if recording_id != recording || phrase_id != read {
        return Err(Refusal::bad_request("voice_recording_id and phrase_id do not match vox_audio_id"));
    }
    if studio.clock() - begun_at > PATIENCE {
        return Err(late());
    }
    let samples = fetch::audio(studio, url, "verification_audio_url")?;
    hearing::read(&samples, phrase, voice.center).map_err(refused)?;
    let id = Uuid::new_v4().to_string();
    let data = json!({ "persona_id": id, "name": name, "description": "", "audio_id": vox });
    let record = Record::Persona { id, voice: *voice, style: None, audio_id: None };
    let other = Other { record: Some(record), data, ..Other::default() };
    Ok(Plan::other(VERIFY, catalogue::UNPRICED, (5.0, 10.0), other))
}

/// The document promises a timeout error and does not print it; this is the one of its error table.
fn late() -> Refusal {
    let message = "timeout while waiting for audio generation".into();
    Refusal { status: 504, code: "timeout", message }
}

fn refused(flaw: Flaw) -> Refusal {
    match flaw {
        Flaw::OtherVoice => Refusal::forbidden(flaw.words()),
        _ => Refusal::bad_request(flaw.words()),
    }
}
