//! Real voices: a recording and a phrase to read (`init`), then the phrase as it was read (`verify`).
//!
//! Whether the right words are read cannot be heard here; that somebody reads, long enough and at the height
//! of the recorded voice, can.

use serde_json::json;
use uuid::Uuid;

use super::fields::Fields;
use super::{catalogue, personas, uploads};
use crate::RATE;
use crate::listen::voice_range;
use crate::server::envelope::{Refusal, json_number};
use crate::server::job::{Other, Plan};
use crate::server::render::Form;
use crate::server::{Studio, fetch, seed};
use crate::voices::Record;

/// Where the two halves live; the document does not print their paths.
pub(super) const INIT: &str = "/suno/voice/init";
pub(super) const VERIFY: &str = "/suno/voice/verify";

/// Seconds that a recording has to be longer than.
const SHORTEST: f64 = 10.0;
/// Milliseconds in which the phrase has to be read.
const PATIENCE: i64 = 30_000;
/// Semitones by which two recordings of one voice may differ.
const ALIKE: f32 = 9.0;
/// Seconds that somebody has to be heard for.
const HEARD: f64 = 0.8;

/// Two phrases for each of the document's languages.
const PHRASES: [(&str, [&str; 2]); 10] = [
    ("en", ["A quiet morning sings over the harbour", "Every window holds a little light"]),
    ("es", ["La mañana canta despacio junto al mar", "Cada ventana guarda una luz pequeña"]),
    ("fr", ["Le matin chante doucement sur le port", "Chaque fenêtre garde un peu de lumière"]),
    ("pt", ["A manhã canta devagar perto do mar", "Cada janela guarda uma luz pequena"]),
    ("de", ["Der Morgen singt leise über dem Hafen", "In jedem Fenster wohnt ein kleines Licht"]),
    ("ja", ["静かな朝が港の上で歌う", "どの窓にも小さな灯りがある"]),
    ("ko", ["조용한 아침이 항구 위에서 노래한다", "창문마다 작은 불빛이 있다"]),
    ("zh", ["安静的早晨在港口轻轻歌唱", "每一扇窗里都有一盏小灯"]),
    ("hi", ["शांत सुबह बंदरगाह पर गाती है", "हर खिड़की में एक छोटी रोशनी है"]),
    ("ru", ["Тихое утро поёт над гаванью", "В каждом окне живёт маленький свет"]),
];

/// The first half.
pub(super) fn init(studio: &Studio, fields: &Fields) -> Result<Plan, Refusal> {
    let deed = "init voice";
    let url = fields.required("voice_audio_url", deed)?;
    let language = fields.required("language", deed)?;
    let phrases = PHRASES.iter().find(|(code, _)| *code == language).map(|(_, phrases)| phrases);
    let phrases = phrases.ok_or_else(|| Refusal::bad_request("language is invalid."))?;
    let (start, end) = (fields.seconds("vocal_start", deed)?, fields.seconds("vocal_end", deed)?);
    let samples = fetch::audio(studio, url, "voice_audio_url")?;
    let length = samples.len() as f64 / 2.0 / f64::from(RATE);
    if length <= SHORTEST {
        return Err(Refusal::bad_request("the voice recording must be longer than 10 seconds"));
    }
    if end <= start || end > length + 0.25 {
        return Err(Refusal::bad_request("vocal_start and vocal_end must lie within the recording"));
    }
    let range = voice_range(part(&samples, start, end)).filter(|range| range.sounding_s >= HEARD);
    let range = range.ok_or_else(|| Refusal::bad_request("no voice can be heard in the recording"))?;
    let song = uploads::keep(studio, &samples).map_err(|_| Refusal::internal())?;
    let ids = [(); 2].map(|()| Uuid::new_v4().to_string());
    let phrase = phrases[usize::from(seed::unit(song.chance()) < 0.5)];
    let record = Record::Recording {
        id: song.id.clone(),
        recording_id: ids[0].clone(),
        phrase_id: ids[1].clone(),
        phrase: phrase.to_owned(),
        voice: personas::print(range, song.chance()),
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
    check(&fetch::audio(studio, url, "verification_audio_url")?, phrase, voice.center)?;
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

/// Whether somebody read the phrase: long enough for its letters, at the height of the voice.
fn check(samples: &[f32], phrase: &str, center: f32) -> Result<(), Refusal> {
    let range = voice_range(samples);
    let letters = phrase.chars().filter(|letter| letter.is_alphanumeric()).count();
    let range = range.filter(|range| range.sounding_s >= HEARD.max(letters as f64 * 0.025));
    let range =
        range.ok_or_else(|| Refusal::bad_request("the phrase cannot be heard in the verification"))?;
    if (range.middle - center).abs() > ALIKE {
        return Err(Refusal::forbidden("The verification does not sound like the recording."));
    }
    Ok(())
}

fn part(samples: &[f32], start: f64, end: f64) -> &[f32] {
    let place = |seconds: f64| (crate::server::render::frames(seconds) as usize * 2).min(samples.len());
    &samples[place(start)..place(end)]
}
