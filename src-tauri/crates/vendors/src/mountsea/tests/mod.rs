//! Tests of the Mountsea wire against the samples in `tests/fixtures/mountsea`.

mod conformance;
mod probe;
mod requests;
mod responses;
mod status;

use song::ComposeMode;

use crate::suno::fixtures::Fixtures;
use crate::{CreateCustomModel, Generate, VendorRequest};

const SAMPLES: Fixtures = Fixtures("mountsea");
const TASK: &str = "15c257ff-43f7-4678-bd41-202ad6b8488b";

fn song() -> Generate {
    Generate {
        mode: ComposeMode::Custom,
        lyrics: "[Verse]\nHello world, here I come...\n\n[Chorus]\nLa la la...".into(),
        style: "Pop, Happy, Upbeat".into(),
        style_negative: "Sad, Slow".into(),
        title: "Summer Vibes".into(),
        model: "chirp-v50".into(),
        ..Generate::default()
    }
}

/// A song of the model and nothing else.
fn bare() -> Generate {
    Generate { mode: ComposeMode::Custom, model: "chirp-v50".into(), ..Generate::default() }
}

fn generate() -> VendorRequest {
    VendorRequest::Generate(song())
}

fn training(clips: usize) -> VendorRequest {
    let sample = SAMPLES.body("create_model");
    let ids = sample["clipIds"].as_array().unwrap().iter().take(clips);
    VendorRequest::CreateCustomModel(CreateCustomModel {
        session_id: sample["sessionId"].as_str().unwrap().into(),
        clip_ids: ids.map(|id| id.as_str().unwrap().to_owned()).collect(),
        name: "My Custom Model".into(),
    })
}

fn upload() -> VendorRequest {
    let sample = SAMPLES.body("upload");
    VendorRequest::UploadToCustomModel {
        session_id: sample["sessionId"].as_str().unwrap().into(),
        audio_url: "https://example.com/song.mp3".into(),
    }
}
